"""A picture in words, for people and programs that cannot see it."""

from __future__ import annotations

from mlarch.draw.scene.cards import title_of
from mlarch.graph import DesignGraph
from mlarch.model import Mode

__all__ = ["describe"]

_VERBS = {Mode.CALL: "calls", Mode.STREAM: "publishes to", Mode.BATCH: "hands over in bulk to"}


def describe(graph: DesignGraph, shown: frozenset[str]) -> str:
    """One sentence per component that starts a flow: what it calls, publishes to, and hands over to."""
    architecture = graph.architecture
    count = sum(1 for name in architecture.components if name in shown)
    sentences = [f"{count} component{'' if count == 1 else 's'}."]
    for name in architecture.components:
        clauses = []
        for mode, verb in _VERBS.items():
            targets = [
                title_of(graph, flow.target)
                for flow in architecture.flows
                if flow.source == name and flow.mode is mode and name in shown and flow.target in shown
            ]
            if targets:
                clauses.append(f"{verb} {', '.join(dict.fromkeys(targets))}")
        if clauses:
            sentences.append(f"{title_of(graph, name)} {'; '.join(clauses)}.")
    return " ".join(sentences)
