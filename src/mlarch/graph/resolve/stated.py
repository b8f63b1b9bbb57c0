"""What the payloads of a flow state: compound phrases taken apart, and a chain's payload where it fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mlarch.catalog import types_of
from mlarch.catalog.traits import Trait
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Flow, Mode, Payload

__all__ = ["read_payloads"]


def read_payloads(traits: ComponentTraits, flows: Sequence[Flow]) -> tuple[Flow, ...]:
    """The flows with payloads as the graph understands them; what the author wrote stays in the spec.

    `predictions and features` are two payloads. In `index => annotate => people => dataset: labels` the
    labels stand for the whole chain, and need not be there from its beginning: before the first link of which
    an end could have them they are a phrase without a type; so does what a chain in which nobody waits
    `sends`. An image from a registry is a container's.
    """
    apart = [_without_images(traits, _taken_apart(flow)) for flow in flows]
    chains = {flow.line for flow in apart if flow.position > 0}
    first = _beginnings(traits, [flow for flow in apart if flow.line in chains])
    return tuple(_where_they_are(traits, flow, first) if flow.line in chains else flow for flow in apart)


def _beginnings(traits: ComponentTraits, links: Sequence[Flow]) -> dict[tuple[int, str], int]:
    """From which link on the chain of each line has each type that is written on it.

    That is the first link of which an end could have it. What passes anything on (`log => lake => trainer =>
    server: model`) could have had it from elsewhere, but has not where somebody further on makes it.
    """
    fitting: dict[tuple[int, str], int] = {}
    had: dict[tuple[int, str], int] = {}
    made: dict[tuple[int, str], int] = {}
    for flow in links:
        for type_ in _types(_of_the_chain(flow)):
            key = (flow.line, type_)
            if _fits(traits, flow, type_):
                fitting.setdefault(key, flow.position)
            if flow.mode is Mode.CALL or (
                type_ in traits.produces(flow.source) and not traits.passes(flow.source)
            ):
                had.setdefault(key, flow.position)
            if _originates(traits, flow.source, type_):
                made.setdefault(key, flow.position)
    return fitting | {key: at for key, at in made.items() if had.get(key) == at}


def _originates(traits: ComponentTraits, name: str, type_: str) -> bool:
    """Whether the type comes into being there: it makes what it does not take, or trains models."""
    if type_ == "model_artifact":
        return Trait.TRAINS in traits.traits(name)
    return type_ in traits.produces(name) - traits.consumes(name) and traits.active(name)


def _types(payloads: Iterable[Payload]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.type for p in payloads if p.type is not None))


def _taken_apart(flow: Flow) -> Flow:
    sides = (flow.payloads, flow.sends or (), flow.returns or ())
    if not any(" and " in payload.text for payloads in sides for payload in payloads):
        return flow
    return replace(
        flow,
        payloads=_parts(flow.payloads),
        sends=None if flow.sends is None else _parts(flow.sends),
        returns=None if flow.returns is None else _parts(flow.returns),
    )


def _without_images(traits: ComponentTraits, flow: Flow) -> Flow:
    """The flow; where it leaves what keeps or rolls out models, `deploy image` is no picture, but unknown."""
    releases = (Trait.KEEPS_MODELS, Trait.DEPLOYS)
    if all(payload.type != "media" for payload in flow.payloads) or traits.traits(flow.source).isdisjoint(
        releases
    ):
        return flow
    if traits.may_give(flow.source, "media"):
        return flow
    kept = (replace(p, type=None) if p.type == "media" else p for p in flow.payloads)
    return replace(flow, payloads=tuple(kept))


def _parts(payloads: Iterable[Payload]) -> tuple[Payload, ...]:
    found: list[Payload] = []
    for payload in payloads:
        parts = types_of(payload.text) if payload.type is not None else ()
        found += [replace(payload, text=text, type=type_) for text, type_ in parts] or [payload]
    return tuple(found)


def _of_the_chain(flow: Flow) -> tuple[Payload, ...]:
    """What stands for every link of a chain: where nobody waits, that is all that goes along it."""
    return flow.payloads if flow.mode is Mode.CALL else flow.outward


def _where_they_are(traits: ComponentTraits, flow: Flow, first: Mapping[tuple[int, str], int]) -> Flow:
    """The flow, without the types that its chain has only further on, or no longer."""
    carried = _of_the_chain(flow)
    fitting = ((type_, first.get((flow.line, type_))) for type_ in _types(carried))
    lost = {
        type_
        for type_, start in fitting
        if start is not None and (start > flow.position or not _moves(traits, flow, type_))
    }
    if not lost:
        return flow
    kept = tuple(replace(p, type=None) if p.type in lost else p for p in carried)
    return replace(flow, payloads=kept, sends=flow.sends if flow.mode is Mode.CALL else None)


def _moves(traits: ComponentTraits, flow: Flow, type_: str) -> bool:
    """Whether a type moves on this link of a chain: False where other data does, by the kinds at its ends."""
    a, b = flow.ends
    usual = traits.produces(a) & traits.consumes(b)
    if flow.mode is Mode.CALL or type_ in usual or not usual:
        return True
    holds = not traits.active(a) and traits.may_take(a, type_)
    given = type_ in traits.produces(a) | (traits.emits(a) - {"event"}) or traits.passes(a) or holds
    return given and (traits.may_take(b, type_) or traits.passes(b))


def _fits(traits: ComponentTraits, flow: Flow, type_: str) -> bool:
    """Whether one end could give it or the other take it; on a call either way."""
    a, b = flow.ends
    if traits.may_give(a, type_) or traits.may_take(b, type_):
        return True
    return flow.mode is Mode.CALL and (traits.may_give(b, type_) or traits.may_take(a, type_))
