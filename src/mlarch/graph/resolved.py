"""How a flow is understood: the vocabulary of the graph."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from mlarch.model import Flow, Payload
from mlarch.records import dataclass

__all__ = ["DataEdge", "Meaning", "ResolvedFlow", "typed"]


class Meaning(enum.StrEnum):
    """What an arrow is, once the kinds at its ends are known."""

    __hash__ = str.__hash__  # asked for all the time: no Python-level hash

    CALL = "call"
    """The source calls the target and waits."""
    READ = "read"
    """Drawn from a store to its reader: the *target* calls the source, which calls nobody."""
    REPLY = "reply"
    """An answer or a delivery: it moves data and is no call."""
    FEED = "feed"
    """Data handed to a job or a person: nobody waits."""
    FALLBACK = "fallback"
    """A call that is made only when another failed."""
    STREAM = "stream"
    BATCH = "batch"
    DEPLOYMENT = "deployment"
    """A model, an index or a configuration carried to something that serves it."""


@dataclass(frozen=True, slots=True)
class ResolvedFlow:
    """One flow as understood.

    `caller` and `callee` are component ids for CALL, READ and FALLBACK, else None. `forward` are the
    payloads that move from the flow's source to its target, `backward` those that move the other way (the
    reply of a call). `certain` is False where that rests on a guess: rules that depend on it stay silent.
    Where only the direction of a payload is guessed, `meaning_certain` is still True: who calls whom is not
    in doubt. `added` are typed payloads that are assumed because the author wrote none that way: they follow
    from the kinds at the ends, `is_assumed` tells them from written ones, and no picture shows them.
    `why` is one clause for `mlarch check --explain-flows`.
    """

    flow: Flow
    meaning: Meaning
    caller: str | None
    callee: str | None
    forward: tuple[Payload, ...]
    backward: tuple[Payload, ...]
    certain: bool
    why: str
    meaning_certain: bool = True
    added: tuple[Payload, ...] = ()

    @property
    def assumed(self) -> bool:
        """Whether typed payloads were added."""
        return bool(self.added)

    def is_assumed(self, payload: Payload) -> bool:
        """Whether this payload was not written by the author."""
        return payload in self.added

    @property
    def types(self) -> frozenset[str]:
        """The data types that move, in either direction, written or assumed."""
        return frozenset(p.type for p in (*self.forward, *self.backward) if p.type is not None)

    @property
    def hands_in(self) -> bool:
        """Whether a call only delivers what somebody decided or labelled (an approval) and asks nothing."""
        sent = self.flow.sends or ()
        told = bool(sent) and all(payload.type in ("decision", "labels") for payload in sent)
        return told and self.flow.returns is None

    @property
    def waits(self) -> bool:
        """Whether someone waits: a call, a read or a fallback."""
        return self.caller is not None


@dataclass(frozen=True, slots=True)
class DataEdge:
    """One direction of one flow: what moves from `source` to `target`.

    `direction` is "forward" along the arrow, "backward" for what a call brings back. `payloads` are empty
    where it is not known what moves.
    """

    source: str
    target: str
    resolved: ResolvedFlow
    direction: Literal["forward", "backward"]
    payloads: tuple[Payload, ...]
    types: tuple[str | None, ...] = field(init=False, compare=False)
    """The data type of each payload; None for a label."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "types", tuple(payload.type for payload in self.payloads))

    @property
    def flow(self) -> Flow:
        """The flow as written."""
        return self.resolved.flow

    @property
    def unknown(self) -> bool:
        """Whether it is not known what moves: nothing, or labels only."""
        return not typed(self.payloads)


def typed(payloads: Iterable[Payload]) -> bool:
    """Whether any of the payloads is more than a label."""
    return any(payload.type is not None for payload in payloads)
