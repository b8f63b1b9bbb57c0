"""How a flow is understood: the vocabulary of the graph."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from mlarch.model import Flow, Payload

__all__ = ["Meaning", "Reading"]


class Meaning(enum.StrEnum):
    """What an arrow is, once the kinds at its ends are known."""

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
class Reading:
    """One flow as understood.

    `caller` and `callee` are component ids for CALL, READ and FALLBACK, else None. `forward` are the payloads
    that move from the flow's source to its target, `backward` those that move the other way (the reply of a
    call). `certain` is False where the reading rests on a guess: rules that depend on it stay silent.
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
