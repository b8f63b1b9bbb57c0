"""The data that flows carry where the author wrote none: what one end makes and the other takes.

Some kinds hand on whatever reached them, so what a flow may carry depends on what other flows carry. The sets
only ever grow, from flow to flow, until nothing changes; there are few types, so this is linear.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import field

from mlarch.catalog.base import Role
from mlarch.graph.resolve.classify import Classification
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import ANSWER_TYPES, ARTIFACT_TYPES, REQUEST_TYPES, TELEMETRY_TYPES, ComponentTraits
from mlarch.model import Flow, Payload
from mlarch.records import dataclass

__all__ = ["StatedPayloads", "infer_payloads"]

Types = frozenset[str]
_NONE: Types = frozenset()
_AT_ONCE = -1
_CALLS = frozenset({Meaning.CALL, Meaning.FALLBACK})


@dataclass(frozen=True, slots=True)
class StatedPayloads:
    """What one flow carries with the arrow and against it."""

    forward: tuple[Payload, ...]
    backward: tuple[Payload, ...]
    sent: Types = field(init=False)
    """The data types that go along the arrow."""
    returned: Types = field(init=False)
    """The data types that come back."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sent", _types(self.forward))
        object.__setattr__(self, "returned", _types(self.backward))


@dataclass(frozen=True, slots=True)
class _Inference:
    """What one direction carries by the kinds alone, and what of the giver's other data it hands on.

    `wanted` is None for whatever the giver holds; `refused` is never handed on.
    """

    made: Types = _NONE
    hands_on: bool = False
    wanted: Types | None = None
    refused: Types = _NONE
    line: float = math.inf
    """What the giver only gets in this line of the spec or a later one cannot go on: lines run in order."""

    def handed(self, types: Iterable[str]) -> Types:
        """Which of the types that the giver holds go on."""
        return frozenset(
            t for t in types if t not in self.refused and (self.wanted is None or t in self.wanted)
        )


_SILENT = _Inference()


@dataclass(slots=True)
class _OpenSide:
    """One direction that the author left open; `now` grows."""

    giver: str
    taker: str
    inference: _Inference
    arrives: int
    """The line of the spec in which an answer arrives; what is sent has arrived before anything goes on."""
    now: Types = _NONE
    queued: bool = True


class _Holdings:
    """Which types have reached each component, from whom, and by which line of the spec.

    Of the givers of a type, the two that bring it first are kept: whoever asks leaves out one giver at most,
    so that one of the two answers it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._first: dict[str, dict[str, tuple[int, str]]] = {name: {} for name in names}
        self._second: dict[tuple[str, str], int] = {}

    def add(self, name: str, types: Iterable[str], giver: str, line: int) -> bool:
        """Note what `giver` brings; whether that may change an answer of `before`."""
        first, second, new = self._first[name], self._second, False
        for type_ in types:
            at, best = first.get(type_, (line + 1, ""))
            if best == giver or not best:
                if line < at:
                    first[type_] = (line, giver)
                    new = True
            elif line < at:
                first[type_], second[name, type_] = (line, giver), at
                new = True
            elif line < second.get((name, type_), line + 1):
                second[name, type_] = line
                new = True
        return new

    def before(self, name: str, line: float, other: str) -> list[str]:
        """What has reached a component before `line`, from anyone but `other`."""
        return [
            type_
            for type_, (at, giver) in self._first[name].items()
            if (at if giver != other else self._second.get((name, type_), math.inf)) < line
        ]


def infer_payloads(
    traits: ComponentTraits,
    flows: Sequence[Flow],
    classified: Sequence[Classification],
    stated_payloads: Sequence[StatedPayloads],
) -> list[tuple[Types, Types]]:
    """The data types to add to each flow, forward and backward, where the author wrote none that way."""
    sides: dict[tuple[int, bool], _OpenSide] = {}
    holdings = _Holdings(traits.components)
    by_giver: dict[str, list[_OpenSide]] = {}
    for flow, meant, stated in zip(flows, classified, stated_payloads, strict=True):
        holdings.add(flow.target, stated.sent, flow.source, _AT_ONCE)
        holdings.add(flow.source, stated.returned, flow.target, flow.line)
        forward, backward = _inferences(traits, flow, meant, stated)
        if forward is not _SILENT:
            sides[flow.index, True] = _OpenSide(flow.source, flow.target, forward, _AT_ONCE)
        if backward is not _SILENT:
            sides[flow.index, False] = _OpenSide(flow.target, flow.source, backward, flow.line)
    for side in sides.values():
        if side.inference.hands_on:
            by_giver.setdefault(side.giver, []).append(side)
    queue = deque(sides.values())
    while queue:
        side = queue.popleft()
        side.queued = False
        side.now |= side.inference.made
        if side.inference.hands_on:
            side.now |= side.inference.handed(holdings.before(side.giver, side.inference.line, side.taker))
        if holdings.add(side.taker, side.now, side.giver, side.arrives):
            for later in by_giver.get(side.taker, ()):
                if not later.queued:
                    later.queued = True
                    queue.append(later)
    return [(_now(sides.get((flow.index, True))), _now(sides.get((flow.index, False)))) for flow in flows]


def _now(side: _OpenSide | None) -> Types:
    return _NONE if side is None else side.now


def _types(payloads: Sequence[Payload]) -> Types:
    return frozenset(p.type for p in payloads if p.type is not None) if payloads else _NONE


def _inferences(
    traits: ComponentTraits, flow: Flow, meant: Classification, stated: StatedPayloads
) -> tuple[_Inference, _Inference]:
    """What to assume forward and backward; nothing where the author said it."""
    sends_open = not stated.sent and flow.sends is None
    returns_open = not stated.returned and flow.returns is None
    if meant.meaning not in _CALLS or meant.caller != flow.source:
        moves = sends_open and not stated.returned
        return (_moved(traits, flow, meant.meaning) if moves else _SILENT), _SILENT
    if (
        traits.active(flow.target)
        and not traits.job_or_person(flow.target)
        and not traits.monitor(flow.target)
    ):
        forward = _asked(traits, flow, stated) if sends_open else _SILENT
        return forward, _answered(traits, flow, stated) if returns_open else _SILENT
    if stated.sent or stated.returned or not (sends_open and returns_open):
        return _SILENT, _SILENT
    return _kept(traits, flow)


def _moved(traits: ComponentTraits, flow: Flow, meaning: Meaning) -> _Inference:
    """What goes along an arrow that is no call: a stream, a batch, a read, a reply, a deployment."""
    giver, taker = flow.ends
    takes = traits.takes(taker)
    refused = traits.refuses(taker) | (REQUEST_TYPES if meaning is Meaning.REPLY else _NONE)
    makes = traits.produces(giver) - refused
    if meaning is Meaning.DEPLOYMENT:
        makes &= ARTIFACT_TYPES
    elif not traits.active(giver) and traits.passes(giver):
        makes -= ARTIFACT_TYPES  # a store of anything holds a model only where one is brought
    made = makes & takes
    choosy = not traits.passes(taker) or (bool(made) and not traits.passes(giver))
    if not made and traits.passes(taker):
        made = makes - REQUEST_TYPES
    if traits.monitor(taker) or (not made and Role.STREAM in traits.roles(taker)):
        made |= traits.emits(giver) & (takes if traits.monitor(taker) else {"event"})
    return _Inference(made, traits.passes(giver), takes if choosy else None, refused)


def _asked(traits: ComponentTraits, flow: Flow, stated: StatedPayloads) -> _Inference:
    """What a caller sends to something that answers: a question, and what it was itself handed for it."""
    giver, taker = flow.ends
    if not traits.active(giver):
        return _SILENT
    takes = traits.takes(taker)
    offered = traits.produces(giver) & takes - stated.returned
    returned = traits.produces(taker) & traits.takes(giver)
    told = ANSWER_TYPES if Role.EDGE in traits.roles(giver) else ANSWER_TYPES - traits.produces(taker)
    refused = traits.refuses(taker) | told
    wanted = None if traits.passes(giver) and traits.passes(taker) else takes
    made = offered & REQUEST_TYPES or offered - returned - ANSWER_TYPES
    return _Inference(made, not traits.client(giver), wanted, refused, flow.line)


def _answered(traits: ComponentTraits, flow: Flow, stated: StatedPayloads) -> _Inference:
    """What comes back from something that answers."""
    giver, taker = flow.target, flow.source
    unasked = REQUEST_TYPES | TELEMETRY_TYPES | traits.refuses(taker)
    refused = unasked | stated.sent
    takes, changed = traits.takes(taker), traits.consumes(giver) & stated.sent
    makes = traits.produces(giver) - (unasked | (stated.sent - changed))
    made = makes & takes
    choosy = not traits.passes(taker) or (bool(made) and not traits.passes(giver))
    if not made and traits.passes(taker):
        made = makes
    return _Inference(made, traits.passes(giver), takes if choosy else None, refused)


def _kept(traits: ComponentTraits, flow: Flow) -> tuple[_Inference, _Inference]:
    """A call to what keeps or takes data, of which nothing is said: it may write, read, or both."""
    a, b = flow.ends
    takes, refused = traits.takes(a), REQUEST_TYPES if traits.passes(b) else _NONE
    written = (traits.produces(a) & traits.consumes(b)) - refused if traits.active(a) else _NONE
    if not written and (traits.monitor(b) or Role.STREAM in traits.roles(b)):
        written = traits.emits(a) & (traits.consumes(b) if traits.monitor(b) else {"event"})
    read = traits.produces(b) & takes
    if read and not traits.passes(b) and not traits.job_or_person(a):
        written = _NONE
    forward = _Inference(written, traits.monitor(b), traits.consumes(b), traits.refuses(b))
    if written and (traits.job_or_person(a) or not traits.store(b)):
        return forward, _SILENT
    if not written and not read and traits.passes(b) and traits.active(a):
        forward = _Inference(traits.produces(a) - REQUEST_TYPES - ANSWER_TYPES - traits.refuses(b))
    return forward, _Inference(read, traits.passes(b), None if traits.passes(a) else takes, _NONE)
