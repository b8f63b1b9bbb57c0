"""The links of a design: who waits for whom, and what moves from where to where."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

import networkx as nx

from mlarch.graph import paths
from mlarch.graph.resolved import ResolvedFlow
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Component, Flow, Payload

__all__ = [
    "Cycle",
    "DataEdge",
    "adjacent",
    "call_graph",
    "data_edges",
    "data_graph",
    "find_cycles",
    "grouped",
    "typed",
    "unknown_links",
]

_Item = TypeVar("_Item")


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

    @property
    def flow(self) -> Flow:
        """The flow as written."""
        return self.resolved.flow

    @property
    def types(self) -> tuple[str | None, ...]:
        """The data type of each payload; None for a label."""
        return tuple(payload.type for payload in self.payloads)

    @property
    def unknown(self) -> bool:
        """Whether it is not known what moves: nothing, or labels only."""
        return not typed(self.payloads)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A shortest cycle: component ids with the first repeated at the end, and a flow for each link."""

    path: tuple[str, ...]
    resolved_flows: tuple[ResolvedFlow, ...]


def data_edges(resolved_flows: Sequence[ResolvedFlow]) -> tuple[DataEdge, ...]:
    """Every movement of data. A flow of which nothing is known is an edge along its arrow."""
    edges: list[DataEdge] = []
    for resolved in resolved_flows:
        source, target = resolved.flow.ends
        if resolved.forward or not resolved.backward:
            edges.append(DataEdge(source, target, resolved, "forward", resolved.forward))
        if resolved.backward:
            edges.append(DataEdge(target, source, resolved, "backward", resolved.backward))
    return tuple(edges)


class FlowIndex:
    """The flows of a design, sorted by who is at which end; each piece is made once, when asked for."""

    def __init__(self, resolved_flows: Sequence[ResolvedFlow]) -> None:
        self._resolved_flows = resolved_flows

    @cached_property
    def data_edges(self) -> tuple[DataEdge, ...]:
        """Every movement of data."""
        return data_edges(self._resolved_flows)

    @cached_property
    def _waiting(self) -> tuple[tuple[str, str, ResolvedFlow], ...]:
        rows = ((r.caller, r.callee, r) for r in self._resolved_flows)
        return tuple((a, b, r) for a, b, r in rows if a is not None and b is not None)

    @cached_property
    def drawn(self) -> dict[str, tuple[ResolvedFlow, ...]]:
        """By the source of the arrow."""
        return grouped(self._resolved_flows, lambda r: r.flow.source)

    @cached_property
    def outgoing(self) -> dict[str, tuple[ResolvedFlow, ...]]:
        """By the one who waits."""
        return grouped((r for *_, r in self._waiting), lambda r: r.caller or "")

    @cached_property
    def incoming(self) -> dict[str, tuple[ResolvedFlow, ...]]:
        """By the one who is waited for."""
        return grouped((r for *_, r in self._waiting), lambda r: r.callee or "")

    @cached_property
    def into(self) -> dict[str, tuple[DataEdge, ...]]:
        """Data edges by their taker."""
        return grouped(self.data_edges, lambda edge: edge.target)

    @cached_property
    def out_of(self) -> dict[str, tuple[DataEdge, ...]]:
        """Data edges by their giver."""
        return grouped(self.data_edges, lambda edge: edge.source)

    @cached_property
    def waits(self) -> dict[str, list[str]]:
        """Whom each component waits for."""
        return adjacent((caller, callee) for caller, callee, _ in self._waiting)

    @cached_property
    def waited(self) -> dict[str, list[str]]:
        """Who waits for each component."""
        return adjacent((callee, caller) for caller, callee, _ in self._waiting)

    @cached_property
    def moves(self) -> dict[str, list[str]]:
        """Where each component's data goes."""
        return adjacent((edge.source, edge.target) for edge in self.data_edges)

    @cached_property
    def given(self) -> dict[str, list[str]]:
        """Where each component's data comes from."""
        return adjacent((edge.target, edge.source) for edge in self.data_edges)


def unknown_links(traits: ComponentTraits, resolved_flows: Sequence[ResolvedFlow]) -> list[tuple[str, str]]:
    """Where anything may move.

    Along flows that carry labels only; and on calls, reads and fallbacks in each direction of which nothing
    is written and where the types of one end are unknown.
    """
    links: list[tuple[str, str]] = []
    for resolved in resolved_flows:
        flow, (source, target) = resolved.flow, resolved.flow.ends
        sent, returned = typed(resolved.forward), typed(resolved.backward)
        unsaid = resolved.waits and flow.sends is None and _unknown_ends(traits, source, target)
        if not sent and (unsaid or not returned):
            links.append((source, target))
        unsaid = resolved.waits and flow.returns is None and _unknown_ends(traits, target, source)
        if not returned and (unsaid or resolved.backward):
            links.append((target, source))
    return links


def _unknown_ends(traits: ComponentTraits, giver: str, taker: str) -> bool:
    return traits.unknown(giver, "produces") or traits.unknown(taker, "consumes")


def call_graph(
    components: Mapping[str, Component], resolved_flows: Sequence[ResolvedFlow]
) -> nx.MultiDiGraph[str]:
    """Caller → callee, key `flow.index`, attributes `flow` and `resolved`. Frozen."""
    graph = _nodes(components)
    for resolved in resolved_flows:
        if resolved.caller is not None and resolved.callee is not None:
            flow = resolved.flow
            graph.add_edge(resolved.caller, resolved.callee, key=flow.index, flow=flow, resolved=resolved)
    nx.freeze(graph)
    return graph


def data_graph(components: Mapping[str, Component], edges: Sequence[DataEdge]) -> nx.MultiDiGraph[str]:
    """Giver → taker, key `(flow.index, direction)`, with `flow`, `resolved`, `payloads`, `types`. Frozen."""
    graph = _nodes(components)
    for edge in edges:
        graph.add_edge(
            edge.source,
            edge.target,
            key=(edge.flow.index, edge.direction),
            flow=edge.flow,
            resolved=edge.resolved,
            payloads=edge.payloads,
            types=edge.types,
        )
    nx.freeze(graph)
    return graph


def _nodes(components: Mapping[str, Component]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, component in components.items():
        graph.add_node(name, component=component)
    return graph


def find_cycles(
    components: Iterable[str], links: Iterable[tuple[str | None, str | None, ResolvedFlow]]
) -> tuple[Cycle, ...]:
    """One shortest cycle for each strongly connected part of `links`, in the order of `components`."""
    between: dict[tuple[str, str], ResolvedFlow] = {}
    for source, target, resolved in links:
        if source is not None and target is not None:
            between.setdefault((source, target), resolved)
    adjacency = adjacent(between)
    found: list[Cycle] = []
    for members in paths.components(adjacency, components):
        path = paths.shortest_cycle(adjacency, members)
        if path:
            found.append(Cycle(path, tuple(between[link] for link in itertools.pairwise(path))))
    return tuple(found)


def typed(payloads: Iterable[Payload]) -> bool:
    """Whether any of the payloads is more than a label."""
    return any(payload.type is not None for payload in payloads)


def adjacent(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Successors without repetition, in the order of the pairs."""
    found: dict[str, dict[str, None]] = {}
    for source, target in pairs:
        found.setdefault(source, {})[target] = None
    return {source: list(targets) for source, targets in found.items()}


def grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> dict[str, tuple[_Item, ...]]:
    """The items by key, each group in the order given."""
    found: dict[str, list[_Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in found.items()}
