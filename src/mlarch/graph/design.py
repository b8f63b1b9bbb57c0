"""The design as graphs: who calls whom, where data goes, and the questions that rules and estimates ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import networkx as nx

from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.frozen import FrozenMap
from mlarch.graph import paths
from mlarch.graph.entries import comes_from_outside, find_entries
from mlarch.graph.parts import Ids, Naming, Parts
from mlarch.graph.planes import find_planes
from mlarch.graph.query.calls import CallNode, Steps, call_tree
from mlarch.graph.query.cycles import Cycle, find_cycles
from mlarch.graph.query.index import FlowIndex
from mlarch.graph.query.searches import Searches
from mlarch.graph.resolve import resolve
from mlarch.graph.resolved import DataEdge, Meaning, ResolvedFlow
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Architecture, Component, Flow, MLModel, Mode, Plane

__all__ = ["DesignGraph", "build"]

# What sets a component to work without a call.
_DRIVING = frozenset({Meaning.STREAM, Meaning.BATCH, Meaning.FEED})


class DesignGraph(Searches):
    """A design with everything inferred from it. Immutable; made by `build`; all answers are in file order.

    Questions about calls are about waiting: the edges are CALL, READ (the reader waits for the store) and
    FALLBACK. Questions about data are about what moves: every flow is an edge along its arrow, and a call
    that returns something is an edge against it as well. Ids that the design does not hold raise
    `KeyError`.
    """

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.components: Mapping[str, Component] = architecture.components
        """The components by id, in file order."""
        self._traits = ComponentTraits(architecture)
        self._profiles = self._traits.profiles
        self.resolved_flows: tuple[ResolvedFlow, ...] = resolve(self._traits, architecture.flows)
        """One for each flow, in the order of `architecture.flows`."""
        super().__init__(architecture.components, FlowIndex(self._traits, self.resolved_flows))
        self._known_steps: dict[str, Steps] = {}
        self._served = Naming(architecture.models, lambda model: model.served_by)
        self._trained = Naming(architecture.models, lambda model: model.trained_by)
        self._having: dict[tuple[Trait, ...], Parts] = {}
        self.facts: dict[object, object] = {}
        """What `mlarch.analysis` found out about the design, each when it was asked for the first time."""

    # ── components ──────────────────────────────────────────────────────────────────────────────────────

    def kind(self, component: str) -> Kind:
        """The main role."""
        return self._profiles[component].kinds[0]

    def kinds(self, component: str) -> tuple[Kind, ...]:
        """All roles, the main one first."""
        return self._profiles[component].kinds

    def has(self, component: str, *traits: Trait) -> bool:
        """Whether one of its roles has one of these traits."""
        return not self._profiles[component].traits.isdisjoint(traits)

    def roles(self, component: str) -> frozenset[Role]:
        """What it does in flows, by all its kinds."""
        return self._profiles[component].roles

    def having(self, *traits: Trait) -> Parts:
        """The components that have one of these traits."""
        found = self._having.get(traits)
        if found is None:
            names = {name for trait in traits for name in self._by_trait.get(trait, ())}
            found = Parts(self.components[name] for name in self.in_order(names))
            self._having[traits] = found
        return found

    @cached_property
    def _by_trait(self) -> Mapping[Trait, Sequence[str]]:
        found: dict[Trait, list[str]] = {}
        for name in self.components:
            for trait in self._profiles[name].traits:
                found.setdefault(trait, []).append(name)
        return found

    @cached_property
    def parts(self) -> Parts:
        """All components."""
        return Parts(self.components.values())

    def has_kind(self, component: str, *kinds: str) -> bool:
        """Whether any of its roles is one of `kinds` (catalogue ids)."""
        return not self._profiles[component].kind_ids.isdisjoint(kinds)

    def of_kind(self, *kinds: str) -> tuple[str, ...]:
        """The components that have one of these roles."""
        return tuple(name for name in self.components if self.has_kind(name, *kinds))

    def consumes(self, component: str) -> frozenset[str]:
        """The data types it takes, by its kinds or as the spec overrides them."""
        return self._traits.consumes(component)

    def produces(self, component: str) -> frozenset[str]:
        """The data types it makes, by its kinds or as the spec overrides them."""
        return self._traits.produces(component)

    def passes(self, component: str) -> bool:
        """Whether it hands on whatever type reached it: a store, a stream, a balancer."""
        return self._traits.passes(component)

    def can_take(self, component: str, type_: str) -> bool | None:
        """Whether it can take this type: by its kinds or the spec, or because it passes everything on or
        takes configuration. None where that is unknown: a generic kind of which nothing is said."""
        traits = self._traits
        if traits.unknown(component, "consumes"):
            return None
        takes = type_ in traits.takes(component) or type_ in traits.accepts_config(component)
        return takes or traits.passes(component)

    def can_give(self, component: str, type_: str) -> bool | None:
        """Whether it can give this type: it makes it, was handed it and may hand it on, or emits telemetry.
        None where that is unknown: a generic kind of which nothing is said."""
        traits = self._traits
        if traits.unknown(component, "produces"):
            return None
        makes = type_ in traits.produces(component) or type_ in traits.emits(component)
        return makes or traits.passes(component) or type_ in self.holds(component)

    def holds(self, component: str) -> frozenset[str]:
        """The data types that reach it over any flow, written or assumed."""
        return self._held[component]

    def served_models(self, *components: str) -> tuple[MLModel, ...]:
        """The entries of `models:` that name one of these in `served_by`, in file order."""
        return self._served.of(components)

    def trained_models(self, *components: str) -> tuple[MLModel, ...]:
        """The entries of `models:` that name one of these in `trained_by`, in file order."""
        return self._trained.of(components)

    @cached_property
    def clients(self) -> Ids:
        """The software in people's hands: the components with a client's role."""
        return Ids(name for name in self.components if self._traits.client(name))

    @cached_property
    def ingresses(self) -> Ids:
        """What callers from outside reach first."""
        first = {r.callee for name in self.outside_callers for r in self.calls_from(name)}
        return Ids(name for name in self.components if name in first and name not in self.entries)

    @cached_property
    def outside_callers(self) -> Ids:
        """The entries that are no part of this system: clients, systems of others, devices."""
        return Ids(name for name in self.entries if comes_from_outside(self._traits, name))

    @cached_property
    def entries(self) -> Ids:
        """Where requests start: clients, and who asks and is called by nobody (see `find_entries`)."""
        calls = ((r.caller, r.callee, r.flow) for r in self.resolved_flows)
        waiting = ((a, b, flow) for a, b, flow in calls if a is not None and b is not None)
        driven = {r.flow.target for r in self.resolved_flows if r.meaning in _DRIVING}
        return Ids(find_entries(self._traits, waiting, driven))

    @cached_property
    def on_path(self) -> Ids:
        """Everything on a call path from an entry, in the order in which a request reaches it; the entries
        included.

        Nobody waits for what a monitor does next: paths end at monitors.
        """
        return Ids(self._on_path)

    @cached_property
    def planes(self) -> Mapping[str, Plane]:
        """The plane of each component."""
        return FrozenMap(find_planes(self._traits, self.resolved_flows, self._on_path))

    def request_path(self, component: str) -> tuple[str, ...]:
        """A shortest path of calls from an entry to a component, as ids; empty when it is not `on_path`."""
        return paths.way(self._on_path, component)

    @cached_property
    def _on_path(self) -> dict[str, str | None]:
        return paths.reach(
            self._index.neighbours("calls"), self.entries, enter=lambda name: not self._traits.monitor(name)
        )

    # ── flows ───────────────────────────────────────────────────────────────────────────────────────────

    def resolved(self, flow: Flow) -> ResolvedFlow:
        """How a flow of this design is understood."""
        return self._by_flow[flow.index]

    def between(self, source: str, target: str) -> tuple[ResolvedFlow, ...]:
        """All flows drawn from `source` to `target`."""
        return tuple(r for r in self.drawn_from(source) if r.flow.target == target)

    def drawn_from(self, source: str) -> tuple[ResolvedFlow, ...]:
        """All flows whose arrow starts there."""
        return self._index.drawn.get(source, ())

    def calls_from(self, component: str) -> tuple[ResolvedFlow, ...]:
        """Where it is the one who waits: its calls, reads and fallbacks, in file order."""
        return self._index.outgoing.get(component, ())

    def calls_to(self, component: str) -> tuple[ResolvedFlow, ...]:
        """Where others wait for it, in file order."""
        return self._index.incoming.get(component, ())

    def direct_callers(self, component: str, *, certain: bool = False) -> tuple[str, ...]:
        """Who waits for it, each once; with `certain` only where it is certain who calls whom."""
        calls = (r for r in self.calls_to(component) if r.meaning_certain or not certain)
        return tuple(dict.fromkeys(r.caller for r in calls if r.caller is not None))

    def direct_callees(self, component: str) -> tuple[str, ...]:
        """What it waits for, each once."""
        return tuple(dict.fromkeys(r.callee for r in self.calls_from(component) if r.callee is not None))

    def data_into(self, component: str) -> tuple[DataEdge, ...]:
        """What moves into it, in file order."""
        return self._index.into.get(component, ())

    def data_out_of(self, component: str) -> tuple[DataEdge, ...]:
        """What moves out of it, in file order."""
        return self._index.out_of.get(component, ())

    @property
    def data_edges(self) -> tuple[DataEdge, ...]:
        """Every movement of data, in file order.

        A flow of which nothing is known at all is an edge along its arrow without payloads.
        """
        return self._index.data_edges

    @property
    def calls(self) -> nx.MultiDiGraph[str]:
        """Who waits for whom: caller → callee, key `flow.index`, edge attribute `resolved`. Frozen.

        Node attribute `component`. Holds CALL, READ and FALLBACK; not replies, and not what is handed over.
        """
        return self._index.calls

    @property
    def data(self) -> nx.MultiDiGraph[str]:
        """What moves: giver → taker, key `(flow.index, direction)`, edge attribute `edge`. Frozen.

        Node attribute `component`. Holds `data_edges`.
        """
        return self._index.data

    # ── questions ───────────────────────────────────────────────────────────────────────────────────────

    def call_tree(self, root: str) -> CallNode:
        """What a request to `root` sets off, in order (see `CallNode`)."""
        self._known(root)
        return call_tree(root, self._index.outgoing, self._known_steps)

    def call_cycles(self) -> tuple[Cycle, ...]:
        """One shortest cycle for each knot of calls that wait for each other; fallbacks do not count.

        Who hands a job its work and states what comes back (`returns`) waits for it, too.
        """
        calls = ((r.caller, r.callee, r) for r in self.resolved_flows if r.meaning is not Meaning.FALLBACK)
        given = (r for r in self.resolved_flows if r.meaning is Meaning.FEED and r.flow.mode is Mode.CALL)
        handed = ((*r.flow.ends, r) for r in given if r.flow.returns)
        return find_cycles(self.components, (*calls, *handed))

    def data_cycles(self, keep: Callable[[DataEdge], bool] = lambda edge: True) -> tuple[Cycle, ...]:
        """One shortest cycle for each knot of data movements that satisfy `keep`."""
        return find_cycles(
            self.components,
            ((edge.source, edge.target, edge.resolved) for edge in self.data_edges if keep(edge)),
        )

    @cached_property
    def _by_flow(self) -> dict[int, ResolvedFlow]:
        return {resolved.flow.index: resolved for resolved in self.resolved_flows}

    @cached_property
    def _held(self) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(t for edge in self.data_into(name) for t in edge.types if t is not None)
            for name in self.components
        }


def build(architecture: Architecture) -> DesignGraph:
    """Understand a design. Raises nothing for an architecture that `mlarch.language` has read."""
    return DesignGraph(architecture)
