"""The words beside a line: what the author wrote on a flow, where the graph says that it is on its way."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TypeAlias

from mlarch.graph import Meaning, ResolvedFlow
from mlarch.model import Payload

__all__ = ["Words", "answers_of", "said_late", "words_of"]

Words: TypeAlias = tuple[str, str]
"""What is sent, and what is returned."""

_CALLS = frozenset({Meaning.CALL, Meaning.FALLBACK})

# What a job makes of other data. The rest may be on its way earlier than the kinds at the ends can tell.
_MADE = frozenset({"model_artifact", "index", "embeddings", "training_dataset"})


def words_of(resolved: ResolvedFlow, late: Container[tuple[int, str]] = ()) -> Words:
    """The author's label, else what is sent and what is returned, as written.

    What a call is known to bring back is returned, whether or not the spec says `returns`. What a chain has
    only further on (`late`, by line and text) is not said before it is there.
    """
    flow = resolved.flow
    if flow.label is not None:
        return (flow.label, "")
    answers = answers_of(resolved)
    sent = (*(one for one in flow.payloads if one not in answers), *(flow.sends or ()))
    returned = (*answers, *(flow.returns or ()))
    there = [one.text for one in sent if (flow.line, one.text) not in late or _carried(resolved, one)]
    return (", ".join(there), ", ".join(one.text for one in returned))


def answers_of(resolved: ResolvedFlow) -> tuple[Payload, ...]:
    """The payloads after the arrow of a call that certainly travel against it."""
    if resolved.meaning not in _CALLS or not resolved.certain:
        return ()
    return tuple(one for one in resolved.flow.payloads if one in resolved.backward)


def said_late(flows: Iterable[ResolvedFlow]) -> frozenset[tuple[int, str]]:
    """Line and text of what a chain has only from a later link on, as the model that its trainer makes."""
    first: dict[tuple[int, str], bool] = {}
    late = set()
    for resolved in flows:
        for one in resolved.flow.outward:
            key, carried = (resolved.flow.line, one.text), _carried(resolved, one)
            if not first.setdefault(key, carried) and carried and one.type in _MADE:
                late.add(key)
    return frozenset(late)


def _carried(resolved: ResolvedFlow, payload: Payload) -> bool:
    """Whether a payload that has a type has it on this flow, too."""
    moving = (*resolved.forward, *resolved.backward)
    return payload.type is None or any(one.type is not None and one.text in payload.text for one in moving)
