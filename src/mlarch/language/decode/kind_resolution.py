"""Which kind each component is: words that may mean several are settled by what stands next to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from mlarch import catalog
from mlarch.language.decode.components import Draft
from mlarch.language.decode.kinds import KindWord
from mlarch.model import Component, Flow, Mode, Payload
from mlarch.records import dataclass

__all__ = ["components"]


@dataclass(slots=True)
class _Neighbours:
    """The components on either side of one, where its arrows lead, and the payload types on its flows.

    `gets` and `gives` go by the arrows, but for what is written as sent or returned.
    """

    readers: dict[str, None] = field(default_factory=dict)
    writers: dict[str, None] = field(default_factory=dict)
    payloads: set[str] = field(default_factory=set)
    leads: dict[str, None] = field(default_factory=dict)
    gets: set[str] = field(default_factory=set)
    gives: set[str] = field(default_factory=set)


def components(drafts: Mapping[str, Draft], flows: tuple[Flow, ...]) -> dict[str, Component]:
    """The components with their kinds."""
    kinds = _settle(drafts, flows)
    return {name: _component(draft, kinds[name]) for name, draft in drafts.items()}


def _settle(drafts: Mapping[str, Draft], flows: tuple[Flow, ...]) -> dict[str, list[tuple[str, ...]]]:
    """For each component, for each of its words, the kinds that remain.

    Every round looks only at what the round before had settled, so the order of the file does not matter;
    each round narrows a word or is the last.
    """
    remaining = {name: [word.match.kinds for word in draft.words] for name, draft in drafts.items()}
    open_ = [name for name, words in remaining.items() if any(len(kinds) > 1 for kinds in words)]
    around = _neighbours(set(open_), flows) if open_ else {}
    while open_:
        narrowed = {
            name: [
                _narrow(word, kinds, around[name], remaining)
                for word, kinds in zip(drafts[name].words, remaining[name], strict=True)
            ]
            for name in open_
        }
        changed = [name for name in open_ if narrowed[name] != remaining[name]]
        if not changed:
            break
        remaining.update(narrowed)
        open_ = [name for name in open_ if any(len(kinds) > 1 for kinds in remaining[name])]
    return remaining


def _narrow(
    word: KindWord,
    kinds: tuple[str, ...],
    around: _Neighbours,
    remaining: Mapping[str, list[tuple[str, ...]]],
) -> tuple[str, ...]:
    if len(kinds) < 2:
        return kinds
    reads, writes, leads = (
        _kinds_of(names, remaining) for names in (around.readers, around.writers, around.leads)
    )
    kept = catalog.settle(
        word.text,
        word.match,
        reads,
        writes,
        frozenset(around.payloads),
        leads=leads,
        gets=frozenset(around.gets),
        gives=frozenset(around.gives),
    )
    # Only ever fewer: a later round must not bring back what an earlier one ruled out.
    return tuple(kind for kind in kept if kind in kinds) or kinds


def _kinds_of(names: Mapping[str, None], remaining: Mapping[str, list[tuple[str, ...]]]) -> frozenset[str]:
    """The settled kinds of these components; a neighbour that is open itself says nothing."""
    return frozenset(kinds[0] for name in names for kinds in remaining.get(name, ()) if len(kinds) == 1)


def _neighbours(names: set[str], flows: tuple[Flow, ...]) -> dict[str, _Neighbours]:
    """What stands around each of these components.

    A caller reads; so does whoever an arrow out of a store, a stream or a batch leads to. Streams and batches
    that lead in come from writers.
    """
    around = {name: _Neighbours() for name in names}
    for flow in flows:
        along = _types(flow.outward)
        against = _types(flow.returns or ())
        if flow.target in names:
            side = around[flow.target].readers if flow.mode is Mode.CALL else around[flow.target].writers
            side[flow.source] = None
            _exchanged(around[flow.target], along, against)
        if flow.source in names:
            around[flow.source].readers[flow.target] = None
            around[flow.source].leads[flow.target] = None
            _exchanged(around[flow.source], against, along)
    return around


def _types(payloads: Iterable[Payload]) -> set[str]:
    return {payload.type for payload in payloads if payload.type is not None}


def _exchanged(side: _Neighbours, gets: set[str], gives: set[str]) -> None:
    """Note what one flow brings to a component and takes from it."""
    side.gets |= gets
    side.gives |= gives
    side.payloads |= gets | gives


def _component(draft: Draft, words: list[tuple[str, ...]]) -> Component:
    values = dict(draft.read.values)
    known = [kinds for word, kinds in zip(draft.words, words, strict=True) if word.known]
    # A role that the catalogue lacks adds nothing to those that it knows.
    kinds = tuple(dict.fromkeys(each[0] for each in known or words))
    others = dict.fromkeys(kind for each in known for kind in each[1:] if kind not in kinds)
    product = next((word.match.tech for word in draft.words if word.match.tech is not None), None)
    if product is not None and "tech" not in values:
        values["tech"] = catalog.TECHS[product].name
    return Component(
        span=draft.span,
        places=draft.read.places,
        id=draft.id,
        kinds=kinds,
        written=", ".join(word.text for word in draft.words),
        known=bool(known),
        alternatives=tuple(others),
        **values,
    )
