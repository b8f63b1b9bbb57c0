"""How every flow of a design is understood: who calls whom, and what moves which way."""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.catalog import TYPES
from mlarch.catalog.traits import Trait
from mlarch.graph.resolve.classify import Classification, classify
from mlarch.graph.resolve.directions import PayloadDirections, find_directions
from mlarch.graph.resolve.payload_inference import StatedPayloads, infer_payloads
from mlarch.graph.resolve.stated import read_payloads
from mlarch.graph.resolved import Meaning, ResolvedFlow
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Flow, Payload

__all__ = ["resolve"]


def resolve(traits: ComponentTraits, flows: Sequence[Flow]) -> tuple[ResolvedFlow, ...]:
    """Each flow resolved, in the same order. Depends on nothing but the components and the flows."""
    read = read_payloads(traits, flows)
    directions = find_directions(traits, read)
    classified = classify(traits, read, directions)
    onward = frozenset((flow.source, flow.line, flow.position) for flow in flows if flow.position > 0)
    stated_payloads = [
        _stated(traits, flow, meant, directions, onward) for flow, meant in zip(read, classified, strict=True)
    ]
    added = infer_payloads(traits, read, classified, stated_payloads)
    rows = zip(flows, classified, stated_payloads, added, strict=True)
    return tuple(
        _resolved(traits, flow, meant, stated, extra, directions) for flow, meant, stated, extra in rows
    )


def _stated(
    traits: ComponentTraits,
    flow: Flow,
    meant: Classification,
    directions: PayloadDirections,
    onward: frozenset[tuple[str, int, int]],
) -> StatedPayloads:
    """What the author wrote, placed in its direction. Only a call answers against its arrow.

    In `lake => trainer => server: model` the model is what comes out of the trainer: of what goes in, nothing
    is written.
    """
    if _asks(flow, meant):
        placed = directions[flow.index]
        return StatedPayloads(
            tuple(p for p, direction in placed if direction.sent),
            tuple(p for p, direction in placed if not direction.sent),
        )
    written = flow.outward
    if (flow.target, flow.line, flow.position + 1) in onward and _learns_from(traits, flow):
        written = tuple(payload for payload in written if payload.type != "model_artifact")
    return StatedPayloads(written, flow.returns or ())


def _learns_from(traits: ComponentTraits, flow: Flow) -> bool:
    """Whether the flow leads to a trainer from what neither trains nor keeps models."""
    models = ("training", "registry")
    learns = Trait.TRAINS in traits.traits(flow.target)
    return learns and all(kind.family not in models for kind in traits.kinds(flow.source))


def _asks(flow: Flow, meant: Classification) -> bool:
    return meant.meaning in (Meaning.CALL, Meaning.FALLBACK) and meant.caller == flow.source


def _resolved(
    traits: ComponentTraits,
    flow: Flow,
    meant: Classification,
    stated: StatedPayloads,
    extra: tuple[frozenset[str], frozenset[str]],
    directions: PayloadDirections,
) -> ResolvedFlow:
    unsure = (
        [direction.why for _, direction in directions[flow.index] if not direction.certain]
        if _asks(flow, meant)
        else []
    )
    if extra[0] and extra[1] and meant.callee is not None and not traits.active(meant.callee):
        unsure.append("whether it writes or reads is not said")
    forward, backward = _payloads(flow, extra[0]), _payloads(flow, extra[1])
    return ResolvedFlow(
        flow=flow,
        meaning=meant.meaning,
        caller=meant.caller,
        callee=meant.callee,
        forward=stated.forward + forward,
        backward=stated.backward + backward,
        certain=meant.certain and not unsure,
        why="; ".join((meant.why, *dict.fromkeys(unsure))) if unsure else meant.why,
        meaning_certain=meant.certain,
        added=forward + backward,
    )


def _payloads(flow: Flow, types: frozenset[str]) -> tuple[Payload, ...]:
    """Payloads that nobody wrote: their text is the name of the type, their place that of the flow."""
    if not types:
        return ()
    return tuple(Payload(TYPES[t].name if t in TYPES else t, t, flow.span) for t in sorted(types))
