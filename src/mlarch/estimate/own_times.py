"""The own time of each component of a design."""

from __future__ import annotations

from mlarch.catalog.traits import Trait
from mlarch.estimate.distributions import Spread, own_time
from mlarch.graph import DesignGraph

__all__ = ["own_times"]

_MODELS = (Trait.GENERATES, Trait.ROUTES_PROMPTS)


def own_times(graph: DesignGraph) -> dict[str, Spread]:
    """The own time of each component, by its id, without what it waits for."""
    return {
        name: own_time(component, graph.kind(name), asks_model=_asks_model(graph, name))
        for name, component in graph.components.items()
    }


def _asks_model(graph: DesignGraph, name: str) -> bool:
    """Whether the language model that a component drives is drawn, and its time counted there."""
    if graph.kind(name).typical.own is None:
        return False
    return any(graph.has(callee, *_MODELS) for callee in graph.direct_callees(name))
