"""Latencies: a time, or times by percentile, as a mapping or in words."""

from __future__ import annotations

import re
from itertools import pairwise

from mlarch.diagnostics import Edit
from mlarch.language.decode.amounts import Amount
from mlarch.language.decode.context import Context, describe
from mlarch.language.decode.tables import Field, Table, read
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode
from mlarch.lazy import regex
from mlarch.model import Latency
from mlarch.quantities import Dimension, Quantity, QuantityError, any_case, parse, without_remarks
from mlarch.records import dataclass

__all__ = ["LATENCY", "LatencyOf"]

_TIME = Amount(Dimension.TIME)

# Longer texts are no latencies, and would be slow to search.
_LONGEST = 100

LATENCY = Table(
    "latency",
    "A time by percentile; any of the keys may be left out.",
    (
        Field("mean", _TIME, "The mean.", "8ms"),
        Field("p50", _TIME, "The median: half of the calls are faster.", "5ms"),
        Field("p90", _TIME, "90 % of the calls are faster.", "12ms"),
        Field("p95", _TIME, "95 % of the calls are faster.", "15ms"),
        Field("p99", _TIME, "99 % of the calls are faster.", "30ms"),
        Field("p999", _TIME, "99.9 % of the calls are faster.", "80ms"),
        Field("max", _TIME, "No call takes longer: a time-out, say.", "200ms"),
    ),
    Latency,
    hints={
        "avg": "mean",
        "average": "mean",
        "median": "p50",
        "p50ms": "p50",
        "p99ms": "p99",
        "p99.9": "p999",
    },
)

_PERCENTILES = ("p99.9", "p999", "p99", "p95", "p90", "p50", "median", "mean", "average", "avg", "max")
_PERCENTILE = regex(rf"\b(?:{any_case(_PERCENTILES)})\b(?![.\d])")
_ASCENDING = ("p50", "p90", "p95", "p99", "p999", "max")


@dataclass(frozen=True, slots=True)
class LatencyOf(Value):
    """A time, or a mapping of percentiles, which must not fall."""

    expects: str = "a time like `10ms`, or a mapping like `{p50: 5ms, p99: 30ms}`"

    def decode(self, node: Node, context: Context, slot: Slot) -> Latency | None:
        """The latency."""
        if isinstance(node, ScalarNode):
            named = self._percentiles(node, context, slot)
            stated = _TIME.decode(node, context, slot) if named is None else None
            return named if stated is None else Latency(stated=stated)
        if not isinstance(node, MappingNode):
            context.wrong(node, self.expects)
            return None
        found = read(LATENCY, node, context, slot)
        if found is None:
            return None
        known = [name for name in _ASCENDING if name in found.values]
        for lower, higher in pairwise(known):
            if found.values[lower].value > found.values[higher].value:
                message = (
                    f"`{higher}` ({found.values[higher]}) is less than `{lower}` ({found.values[lower]})"
                )
                context.add(
                    "bad-value", found.places[higher], message, "A higher percentile is never faster."
                )
        return Latency(**found.values) if found.values else None

    def _percentiles(self, node: ScalarNode, context: Context, slot: Slot) -> Latency | None:
        """The percentiles of a text that names them: `p99 < 200ms`, `p50 20ms, p99 200ms`."""
        times: dict[str, Quantity] = {}
        for part in re.split(r"[,;/]", node.text) if len(node.text) <= _LONGEST else ():
            name = _PERCENTILE.search(part)
            rest = _PERCENTILE.sub("", part, count=1).replace("()", "").strip(" :=@<>≤≥~")
            rest = without_remarks(rest.removesuffix(" at"))
            try:
                time = parse(rest, Dimension.TIME) if name is not None else None
            except QuantityError:
                return None
            if name is None or time is None:
                return None
            key = name[0].lower()
            times[LATENCY.hints.get(key, key)] = time
        if times:
            better = f"{{{', '.join(f'{name}: {time}' for name, time in times.items())}}}"
            message = f"`{slot.name}`: {describe(node)} is read as `{better}`"
            edits = (Edit(node.span, better),)
            context.understood("percentiles", node.span, message, f"Write `{slot.name}: {better}`.", edits)
        return Latency(**times) if times else None

    def schema(self) -> Schema:
        """A time, the mapping, or a text that names percentiles."""
        named = {"type": "string", "pattern": any_case(_PERCENTILES)}
        return {"anyOf": [_TIME.schema(), {"$ref": f"#/$defs/{LATENCY.id}"}, named]}

    def tables(self) -> tuple[Table, ...]:
        """The percentiles."""
        return (LATENCY,)
