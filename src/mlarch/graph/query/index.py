"""The resolved flows of a design as two graphs: who waits for whom, and what moves from where to where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

import networkx as nx

from mlarch.graph.paths import Adjacency
from mlarch.graph.resolved import DataEdge, ResolvedFlow, typed
from mlarch.graph.traits import ComponentTraits

__all__ = ["FlowIndex"]

_Item = TypeVar("_Item")


class FlowIndex:
    """The flows of a design by their ends, and the graphs that they make; each is made once, when asked for.

    Everything is in file order, neighbours in `calls` and `data` too.
    """

    def __init__(self, traits: ComponentTraits, resolved_flows: Sequence[ResolvedFlow]) -> None:
        self._traits = traits
        self._resolved_flows = resolved_flows
        self._by_types: dict[tuple[frozenset[str], bool], nx.DiGraph[str]] = {}
        self._neighbours: dict[tuple[str, frozenset[str] | None, bool, bool], Adjacency] = {}

    @cached_property
    def data_edges(self) -> tuple[DataEdge, ...]:
        """Every movement of data. A flow of which nothing is known is an edge along its arrow."""
        edges: list[DataEdge] = []
        for resolved in self._resolved_flows:
            source, target = resolved.flow.ends
            if resolved.forward or not resolved.backward:
                edges.append(DataEdge(source, target, resolved, "forward", resolved.forward))
            if resolved.backward:
                edges.append(DataEdge(target, source, resolved, "backward", resolved.backward))
        return tuple(edges)

    @cached_property
    def drawn(self) -> dict[str, tuple[ResolvedFlow, ...]]:
        """Flows by the source of the arrow."""
        return _grouped(self._resolved_flows, lambda r: r.flow.source)

    @cached_property
    def outgoing(self) -> dict[str, tuple[ResolvedFlow, ...]]:
        """Flows by the one who waits."""
        return _grouped((r for r in self._resolved_flows if r.waits), lambda r: r.caller or "")

    @cached_property
    def incoming(self) -> dict[str, tuple[ResolvedFlow, ...]]:
        """Flows by the one who is waited for."""
        return _grouped((r for r in self._resolved_flows if r.waits), lambda r: r.callee or "")

    @cached_property
    def into(self) -> dict[str, tuple[DataEdge, ...]]:
        """Data edges by their taker."""
        return _grouped(self.data_edges, lambda edge: edge.target)

    @cached_property
    def out_of(self) -> dict[str, tuple[DataEdge, ...]]:
        """Data edges by their giver."""
        return _grouped(self.data_edges, lambda edge: edge.source)

    @cached_property
    def calls(self) -> nx.MultiDiGraph[str]:
        """Caller → callee, key `flow.index`, edge attribute `resolved`. Frozen."""
        graph = self._nodes()
        for resolved in self._resolved_flows:
            if resolved.caller is not None and resolved.callee is not None:
                graph.add_edge(resolved.caller, resolved.callee, key=resolved.flow.index, resolved=resolved)
        nx.freeze(graph)
        return graph

    @cached_property
    def data(self) -> nx.MultiDiGraph[str]:
        """Giver → taker, key `(flow.index, direction)`, edge attribute `edge`. Frozen."""
        graph = self._nodes()
        for edge in self.data_edges:
            graph.add_edge(edge.source, edge.target, key=(edge.flow.index, edge.direction), edge=edge)
        nx.freeze(graph)
        return graph

    def neighbours(
        self, over: str, types: Collection[str] | None = None, unknown: bool = False, *, back: bool = False
    ) -> Adjacency:
        """The adjacency of `calls`, of `data`, or of the data of these types; against the edges with `back`.

        `unknown` adds the movements of which it is not known what they carry.
        """
        key = (over, None if types is None else frozenset(types), unknown, back)
        if key not in self._neighbours:
            graph = self.calls if over == "calls" else self._data(types, unknown)
            # A plain dict: views of a graph cost as much as the searches over them.
            self._neighbours[key] = dict((graph.reverse(copy=False) if back else graph).adjacency())
        return self._neighbours[key]

    def _data(self, types: Collection[str] | None, unknown: bool) -> nx.DiGraph[str]:
        if types is None:
            return self.data
        key = (frozenset(types), unknown)
        if key not in self._by_types:
            graph: nx.DiGraph[str] = nx.DiGraph()
            graph.add_edges_from(
                (edge.source, edge.target) for edge in self.data_edges if not key[0].isdisjoint(edge.types)
            )
            if unknown:
                graph.add_edges_from(self._unknown)
            self._by_types[key] = graph
        return self._by_types[key]

    @cached_property
    def _unknown(self) -> list[tuple[str, str]]:
        return unknown_movements(self._traits, self._resolved_flows)

    def _nodes(self) -> nx.MultiDiGraph[str]:
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((name, {"component": c}) for name, c in self._traits.components.items())
        return graph


def unknown_movements(
    traits: ComponentTraits, resolved_flows: Sequence[ResolvedFlow]
) -> list[tuple[str, str]]:
    """Where anything may move.

    Along flows that carry labels only, and where what a call sends is named in words of no type; and on
    calls, reads and fallbacks in each direction of which nothing is written and where the types of one end
    are unknown.
    """
    links: list[tuple[str, str]] = []
    for resolved in resolved_flows:
        flow, (source, target) = resolved.flow, resolved.flow.ends
        sent, returned = typed(resolved.forward), typed(resolved.backward)
        unsaid = resolved.waits and flow.sends is None and _unknown_ends(traits, source, target)
        if not sent and (unsaid or flow.sends or not returned):
            links.append((source, target))
        unsaid = resolved.waits and flow.returns is None and _unknown_ends(traits, target, source)
        if not returned and (unsaid or resolved.backward):
            links.append((target, source))
    return links


def _unknown_ends(traits: ComponentTraits, giver: str, taker: str) -> bool:
    return traits.unknown(giver, "produces") or traits.unknown(taker, "consumes")


def _grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> dict[str, tuple[_Item, ...]]:
    """The items by key, each group in the order given."""
    found: dict[str, list[_Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in found.items()}
