"""How every flow of a design is understood: who calls whom, and what moves which way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlarch.catalog import TYPES
from mlarch.graph.assumptions import Load, assume
from mlarch.graph.base import Meaning, Reading
from mlarch.graph.cast import Cast
from mlarch.graph.directions import Ways, find_ways
from mlarch.graph.meanings import Sense, find_senses
from mlarch.model import Flow, Payload

__all__ = ["read_flows"]


def read_flows(cast: Cast, flows: Sequence[Flow]) -> tuple[Reading, ...]:
    """One reading for each flow, in the same order. Depends on nothing but the components and the flows."""
    ways = find_ways(cast, flows)
    senses = find_senses(cast, flows, ways)
    onward = frozenset((flow.source, flow.line, flow.position) for flow in flows)
    loads = [_load(cast, flow, sense, ways, onward) for flow, sense in zip(flows, senses, strict=True)]
    added = assume(cast, flows, senses, loads)
    rows = zip(flows, senses, loads, added, strict=True)
    return tuple(_reading(cast, flow, sense, load, extra, ways) for flow, sense, load, extra in rows)


def _load(cast: Cast, flow: Flow, sense: Sense, ways: Ways, onward: frozenset[tuple[str, int, int]]) -> Load:
    """What the author wrote, placed in its direction. Only a call answers against its arrow.

    In `lake => trainer => server: model` the model is what comes out of the trainer: of what goes in, nothing
    is written.
    """
    if _asks(flow, sense):
        placed = ways[flow.index]
        return Load(tuple(p for p, way in placed if way.sent), tuple(p for p, way in placed if not way.sent))
    written = flow.outward
    if (flow.target, flow.line, flow.position + 1) in onward and _learns_from(cast, flow):
        written = tuple(payload for payload in written if payload.type != "model_artifact")
    return Load(written, flow.returns or ())


def _learns_from(cast: Cast, flow: Flow) -> bool:
    """Whether the flow leads to a trainer from what neither trains nor keeps models."""
    models = ("training", "registry")
    learns = any(kind.id in ("training_pipeline", "online_trainer") for kind in cast.kinds(flow.target))
    return learns and all(kind.family not in models for kind in cast.kinds(flow.source))


def _asks(flow: Flow, sense: Sense) -> bool:
    return sense.meaning in (Meaning.CALL, Meaning.FALLBACK) and sense.caller == flow.source


def _reading(
    cast: Cast, flow: Flow, sense: Sense, load: Load, extra: tuple[frozenset[str], frozenset[str]], ways: Ways
) -> Reading:
    unsure = [way.why for _, way in ways[flow.index] if not way.certain] if _asks(flow, sense) else []
    if extra[0] and extra[1] and sense.callee is not None and not cast.active(sense.callee):
        unsure.append("whether it writes or reads is not said")
    return Reading(
        flow=flow,
        meaning=sense.meaning,
        caller=sense.caller,
        callee=sense.callee,
        forward=(*load.forward, *_payloads(flow, extra[0])),
        backward=(*load.backward, *_payloads(flow, extra[1])),
        certain=sense.certain and not unsure,
        why="; ".join((sense.why, *dict.fromkeys(unsure))),
        meaning_certain=sense.certain,
        assumed=bool(extra[0] or extra[1]),
    )


def _payloads(flow: Flow, types: Iterable[str]) -> tuple[Payload, ...]:
    """Payloads that nobody wrote: their text is the name of the type, their place that of the flow."""
    return tuple(Payload(TYPES[t].name if t in TYPES else t, t, flow.span) for t in sorted(types))
