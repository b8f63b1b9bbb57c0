"""Answers that are shown while they are written: what makes the first token wait for the last."""

from __future__ import annotations

from collections.abc import Iterable

from mlarch.catalog.traits import Trait
from mlarch.graph import CallNode, DesignGraph

__all__ = ["delayed_streams"]


def delayed_streams(graph: DesignGraph, entrances: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Language models with what stands after them, at some entry, and needs the whole answer."""
    found: dict[str, tuple[str, ...]] = {}
    for name in entrances:
        for component in graph.having(Trait.GENERATES):
            late = _after_answer(graph, component.id, name)
            if late:
                found[component.id] = late
    return found


def _after_answer(graph: DesignGraph, component: str, entry: str) -> tuple[str, ...]:
    """What is called after a language model on the answer's way back, so that streaming waits for it.

    The guards that its callers, up to the entry, call in later steps than the one that led to it; one that is
    sent `tokens` judges them as they come.
    """
    found: dict[str, None] = {}

    def visit(node: CallNode, depth: int) -> bool:
        if node.component == component:
            return True
        if depth > 100 or node.component in seen:
            return False
        seen.add(node.component)
        inside = False
        for step in node.steps:
            if inside:
                found.update((c.component, None) for c in step if _waits_for_all(graph, c))
                continue
            for child in step:
                inside = (not child.fallback and visit(child, depth + 1)) or inside
        return inside

    seen: set[str] = set()
    visit(graph.call_tree(entry), 0)
    return tuple(found)


def _waits_for_all(graph: DesignGraph, call: CallNode) -> bool:
    """Whether a guard is called with a whole answer: not with the tokens as they come."""
    if call.fallback or call.optional or not graph.has(call.component, Trait.GUARDS):
        return False
    sent = call.resolved.forward if call.resolved is not None else ()
    return all(payload.type != "tokens" for payload in sent)
