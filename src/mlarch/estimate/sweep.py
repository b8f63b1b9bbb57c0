"""The same design with one field at several values: how latency, load and cost follow it."""

from __future__ import annotations

import math

from mlarch.diagnostics import MlarchError
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import Verdict
from mlarch.quantities import Dimension, Quantity, QuantityError, format_value, parse
from mlarch.records import dataclass

__all__ = ["POINTS", "Point", "Sweep", "parse_range", "point_of"]

POINTS = 9
"""How many values are tried between the two ends, these included."""

_UNITS = {
    Dimension.TIME: "s",
    Dimension.SIZE: "B",
    Dimension.SHARE: "",
    Dimension.COUNT: "",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One value of the swept field: `text` as it is written into the spec, `value` in base units.

    `p99` (s, None where it has no finite value) and `verdict` are those of the slowest entry; `load` is the
    highest at peak and `busiest` its component; `cost` is money per month.
    """

    text: str
    value: float
    peak: float | None
    p99: float | None
    verdict: Verdict | None
    load: float | None
    busiest: str | None
    cost: float | None


@dataclass(frozen=True, slots=True)
class Sweep:
    """The points of one design, in the order of their values. `target` is the stated p99 (s)."""

    name: str
    path: str
    key: str
    points: tuple[Point, ...]
    target: float | None


def parse_range(text: str) -> tuple[str, tuple[tuple[str, float], ...]]:
    """The key of `KEY=FROM..TO`, and the values to try with their texts: evenly spaced by ratio.

    Raises `MlarchError` for what is no such range.
    """
    key, equals, span = text.partition("=")
    low, dots, high = span.partition("..")
    help_ = "Write KEY=FROM..TO, e.g. `requirements.daily_active_users=100M..1B`."
    if not (equals and dots and key.strip()):
        raise MlarchError(f"`{text}` is no range", help_)
    ends = _ends(low.strip(), high.strip())
    if ends is None:
        raise MlarchError(f"`{low.strip()}` and `{high.strip()}` are no two numbers of one unit", help_)
    first, last = ends
    if first.value > last.value:
        first, last = last, first
    whole = first.dimension is Dimension.COUNT and first.value.is_integer() and last.value.is_integer()
    values: dict[float, str] = {}
    for index in range(POINTS):
        value = _between(first.value, last.value, index / (POINTS - 1))
        written = _written(float(round(value)) if whole else value, first)
        values[parse(written, first.dimension).value] = written
    return key.strip(), tuple((written, value) for value, written in values.items())


def _ends(low: str, high: str) -> tuple[Quantity, Quantity] | None:
    for dimension in (
        Dimension.COUNT,
        Dimension.TIME,
        Dimension.SIZE,
        Dimension.THROUGHPUT,
        Dimension.SHARE,
        Dimension.COST,
    ):
        try:
            first, last = parse(low, dimension), parse(high, dimension)
        except QuantityError:
            continue
        if first.unit == last.unit:
            return first, last
    return None


def _between(low: float, high: float, part: float) -> float:
    return low * (high / low) ** part if low > 0 else low + (high - low) * part


def _written(value: float, like: Quantity) -> str:
    if like.dimension is Dimension.COUNT and value >= 1000:
        return format_value(value, Dimension.COUNT, 4)
    number = f"{value:.6g}"
    if like.dimension is Dimension.THROUGHPUT:
        return f"{number} {like.unit}/s" if like.unit else f"{number}/s"
    if like.dimension is Dimension.COST:
        return f"{number} {like.unit}/month"
    return number + _UNITS[like.dimension]


def point_of(estimate: Estimate, text: str, value: float) -> Point:
    """What one value of the field leads to."""
    p99s = [entry.latency["p99"].value if "p99" in entry.latency else math.inf for entry in estimate.entries]
    slowest = max(range(len(p99s)), key=p99s.__getitem__, default=None)
    loads = [(each.peak.value, name) for name, each in estimate.capacities.items() if each.peak is not None]
    load, busiest = max(loads, default=(None, None), key=lambda pair: pair[0])
    peak, bill = estimate.traffic.peak, estimate.bill
    return Point(
        text,
        value,
        peak.value if peak is not None else None,
        p99s[slowest] if slowest is not None and math.isfinite(p99s[slowest]) else None,
        estimate.entries[slowest].verdict if slowest is not None else None,
        load if load is not None and math.isfinite(load) else None,
        busiest,
        bill.total.value if bill is not None else None,
    )
