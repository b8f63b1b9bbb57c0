"""The data that flows carry where the author wrote none: what one end makes and the other takes.

Some kinds hand on whatever reached them, so what a flow may carry depends on what other flows carry. The sets
only ever grow, from flow to flow, until nothing changes; there are few types, so this is linear.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlarch.catalog.base import Role
from mlarch.graph.base import Meaning
from mlarch.graph.cast import ARTEFACTS, ASKED, TELEMETRY, TOLD, Cast
from mlarch.graph.meanings import Sense
from mlarch.model import Flow, Payload

__all__ = ["Load", "assume"]

Types = frozenset[str]
_NONE: Types = frozenset()
_AT_ONCE = -1
_CALLS = frozenset({Meaning.CALL, Meaning.FALLBACK})


@dataclass(frozen=True, slots=True)
class Load:
    """What one flow carries with the arrow and against it."""

    forward: tuple[Payload, ...]
    backward: tuple[Payload, ...]

    @property
    def sent(self) -> Types:
        """The data types that go along the arrow."""
        return _types(self.forward)

    @property
    def returned(self) -> Types:
        """The data types that come back."""
        return _types(self.backward)


@dataclass(frozen=True, slots=True)
class _Guess:
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
        if not self.hands_on:
            return _NONE
        return frozenset(
            t for t in types if t not in self.refused and (self.wanted is None or t in self.wanted)
        )


@dataclass(slots=True)
class _Side:
    """One direction that the author left open; `now` grows."""

    giver: str
    taker: str
    guess: _Guess
    arrives: int
    """The line of the spec in which an answer arrives; what is sent has arrived before anything goes on."""
    now: Types = _NONE


class _Holdings:
    """Which types have reached each component, from whom, and by which line of the spec."""

    def __init__(self, names: Iterable[str]) -> None:
        self._from: dict[str, dict[str, dict[str, int]]] = {name: {} for name in names}

    def add(self, name: str, types: Iterable[str], giver: str, line: int) -> bool:
        """Note what `giver` brings; whether anything is new."""
        new = False
        for type_ in types:
            givers = self._from[name].setdefault(type_, {})
            if givers.get(giver, line + 1) > line:
                givers[giver] = line
                new = True
        return new

    def before(self, name: str, line: float, other: str) -> list[str]:
        """What has reached a component before `line`, from anyone but `other`."""
        held = self._from[name].items()
        return [t for t, givers in held if any(g != other and at < line for g, at in givers.items())]


def assume(
    cast: Cast, flows: Sequence[Flow], senses: Sequence[Sense], loads: Sequence[Load]
) -> list[tuple[Types, Types]]:
    """The data types to add to each flow, forward and backward, where the author wrote none that way."""
    found: list[tuple[_Side, _Side]] = []
    holdings = _Holdings(cast.components)
    by_giver: dict[str, list[_Side]] = {}
    for flow, sense, load in zip(flows, senses, loads, strict=True):
        holdings.add(flow.target, load.sent, flow.source, _AT_ONCE)
        holdings.add(flow.source, load.returned, flow.target, flow.line)
        forward, backward = _guesses(cast, flow, sense, load)
        pair = (
            _Side(flow.source, flow.target, forward, _AT_ONCE),
            _Side(flow.target, flow.source, backward, flow.line),
        )
        found.append(pair)
        for side in pair:
            by_giver.setdefault(side.giver, []).append(side)
    queue = deque(side for pair in found for side in pair)
    while queue:
        side = queue.popleft()
        handed = side.guess.handed(holdings.before(side.giver, side.guess.line, side.taker))
        side.now |= side.guess.made | handed
        if holdings.add(side.taker, side.now, side.giver, side.arrives):
            queue.extend(side for side in by_giver.get(side.taker, ()) if side.guess.hands_on)
    return [(forward.now, backward.now) for forward, backward in found]


def _types(payloads: Iterable[Payload]) -> Types:
    return frozenset(p.type for p in payloads if p.type is not None)


def _guesses(cast: Cast, flow: Flow, sense: Sense, load: Load) -> tuple[_Guess, _Guess]:
    """What to assume forward and backward; nothing where the author said it."""
    sends_open = not load.sent and flow.sends is None
    returns_open = not load.returned and flow.returns is None
    if sense.meaning not in _CALLS or sense.caller != flow.source:
        moves = sends_open and not load.returned
        return (_moved(cast, flow, sense.meaning) if moves else _Guess()), _Guess()
    if cast.active(flow.target) and not cast.fed(flow.target) and not cast.monitor(flow.target):
        forward = _asked(cast, flow, load) if sends_open else _Guess()
        return forward, _answered(cast, flow, load) if returns_open else _Guess()
    if load.sent or load.returned or not (sends_open and returns_open):
        return _Guess(), _Guess()
    return _kept(cast, flow)


def _takes(cast: Cast, name: str) -> Types:
    return cast.receives(name) if cast.client(name) else cast.consumes(name) | cast.obeys(name)


def _moved(cast: Cast, flow: Flow, meaning: Meaning) -> _Guess:
    """What goes along an arrow that is no call: a stream, a batch, a read, a reply, a deployment."""
    giver, taker = flow.ends
    takes = _takes(cast, taker)
    refused = cast.refuses(taker) | (ASKED if meaning is Meaning.REPLY else _NONE)
    makes = cast.produces(giver) - refused
    if meaning is Meaning.DEPLOYMENT:
        makes &= ARTEFACTS
    made = makes & takes
    choosy = not cast.passes(taker) or (bool(made) and not cast.passes(giver))
    if not made and cast.passes(taker):
        made = makes - ASKED
    if cast.monitor(taker) or (not made and Role.STREAM in cast.roles(taker)):
        made |= cast.emits(giver) & (takes if cast.monitor(taker) else {"event"})
    return _Guess(made, cast.passes(giver), takes if choosy else None, refused)


def _asked(cast: Cast, flow: Flow, load: Load) -> _Guess:
    """What a caller sends to something that answers: a question, and what it was itself handed for it."""
    giver, taker = flow.ends
    if not cast.active(giver):
        return _Guess()
    takes = _takes(cast, taker)
    offered = cast.produces(giver) & takes - load.returned
    returned = cast.produces(taker) & _takes(cast, giver)
    told = TOLD if Role.EDGE in cast.roles(giver) else TOLD - cast.produces(taker)
    refused = cast.refuses(taker) | told
    wanted = None if cast.passes(giver) and cast.passes(taker) else takes
    made = offered & ASKED or offered - returned - TOLD
    return _Guess(made, not cast.client(giver), wanted, refused, flow.line)


def _answered(cast: Cast, flow: Flow, load: Load) -> _Guess:
    """What comes back from something that answers."""
    giver, taker = flow.target, flow.source
    refused = ASKED | load.sent | TELEMETRY | cast.refuses(taker)
    makes, takes = cast.produces(giver) - refused, _takes(cast, taker)
    made = makes & takes
    choosy = not cast.passes(taker) or (bool(made) and not cast.passes(giver))
    if not made and cast.passes(taker):
        made = makes
    return _Guess(made, cast.passes(giver), takes if choosy else None, refused)


def _kept(cast: Cast, flow: Flow) -> tuple[_Guess, _Guess]:
    """A call to what keeps or takes data, of which nothing is said: it may write, read, or both."""
    a, b = flow.ends
    takes, refused = _takes(cast, a), ASKED if cast.passes(b) else _NONE
    written = (cast.produces(a) & cast.consumes(b)) - refused if cast.active(a) else _NONE
    if not written and (cast.monitor(b) or Role.STREAM in cast.roles(b)):
        written = cast.emits(a) & (cast.consumes(b) if cast.monitor(b) else {"event"})
    read = cast.produces(b) & takes
    if read and not cast.passes(b) and not cast.fed(a):
        written = _NONE
    forward = _Guess(written, cast.monitor(b), cast.consumes(b), cast.refuses(b))
    if written and (cast.fed(a) or not cast.store(b)):
        return forward, _Guess()
    if not written and not read and cast.passes(b) and cast.active(a):
        forward = _Guess(cast.produces(a) - ASKED - TOLD - cast.refuses(b))
    return forward, _Guess(read, cast.passes(b), None if cast.passes(a) else takes, _NONE)
