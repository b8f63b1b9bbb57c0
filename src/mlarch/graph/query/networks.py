"""The calls and the data of a design as NetworkX graphs, for questions of whoever asks for them.

The searches of a review run over plain adjacency (`mlarch.graph.paths`): importing NetworkX alone takes
longer than all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from mlarch.graph.resolved import DataEdge, ResolvedFlow
from mlarch.model import Component

__all__ = ["call_graph", "data_graph"]


def call_graph(
    components: Mapping[str, Component], resolved_flows: Iterable[ResolvedFlow]
) -> nx.MultiDiGraph[str]:
    """Caller → callee, key `flow.index`, edge attribute `resolved`. Frozen."""
    graph = _nodes(components)
    for resolved in resolved_flows:
        if resolved.caller is not None and resolved.callee is not None:
            graph.add_edge(resolved.caller, resolved.callee, key=resolved.flow.index, resolved=resolved)
    nx.freeze(graph)
    return graph


def data_graph(components: Mapping[str, Component], edges: Iterable[DataEdge]) -> nx.MultiDiGraph[str]:
    """Giver → taker, key `(flow.index, direction)`, edge attribute `edge`. Frozen."""
    graph = _nodes(components)
    for edge in edges:
        graph.add_edge(edge.source, edge.target, key=(edge.flow.index, edge.direction), edge=edge)
    nx.freeze(graph)
    return graph


def _nodes(components: Mapping[str, Component]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((name, {"component": c}) for name, c in components.items())
    return graph
