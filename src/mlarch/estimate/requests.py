"""What one request waits for: the tree of calls with own times, hops, shares, timeouts and fallbacks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from mlarch.estimate.capacity import Capacity, scatters
from mlarch.estimate.distributions import Spread
from mlarch.estimate.figures import Input, assumed, stated
from mlarch.estimate.steps import Call, Place, Request, Step, drawn_together
from mlarch.estimate.traffic import Traffic
from mlarch.graph import CallNode, DesignGraph, Meaning
from mlarch.model import Flow
from mlarch.text import choice

__all__ = ["HOP", "entrances", "network_hop", "requests", "walk"]

HOP = 0.0005
"""Seconds of one hop between two components of a region where nothing is stated."""

_DEEPEST = 100


def walk(tree: Request) -> Iterator[Request]:
    """The request and all that it leads to, each once, in the order in which they are made; no fallbacks."""
    seen: set[int] = set()
    stack = [tree]
    while stack:
        request = stack.pop()
        if id(request) in seen:
            continue
        seen.add(id(request))
        yield request
        stack.extend(call.target for step in reversed(request.steps) for call in reversed(step.calls))


def network_hop(graph: DesignGraph, override: float | None = None) -> tuple[float, Input]:
    """The time of one hop in seconds, and what says so: an option, the requirements, or 0.5 ms assumed."""
    needs = graph.architecture.requirements
    if override is not None:
        return override, Input("hop", f"{override * 1000:g} ms", stated("", "").origin)
    if needs is not None and needs.network is not None:
        return needs.network.value, stated("requirements.network", needs.network, needs.places.get("network"))
    return HOP, assumed("requirements.network", f"{HOP * 1000:g} ms per hop")


def entrances(graph: DesignGraph, chosen: str | None = None) -> tuple[str, ...]:
    """Where requests are measured: what callers from outside reach first, or the `chosen` component.

    Raises `MlarchError` where there is no such component.
    """
    if chosen is not None:
        return (choice("component", chosen, graph.components),)
    callers = graph.clients or graph.outside_callers
    starts = set(callers or graph.entries)
    first = {
        each.callee
        for each in graph.resolved_flows
        if each.caller in starts and each.meaning is not Meaning.FALLBACK
    }
    found = first - set(callers) if callers else starts
    return tuple(name for name in graph.components if name in found)


def requests(
    graph: DesignGraph,
    entries: Iterable[str],
    spreads: Mapping[str, Spread],
    loads: Mapping[str, Capacity],
    traffic: Traffic,
) -> dict[str, Request]:
    """What a request to each of the `entries` sets off. A call that would close a circle is left out.

    Where requests lead to the same component, they share the object: what is computed once for each object
    takes time in proportion to the design, however many entries it has.
    """
    builder = _Builder(graph, spreads, loads, traffic)
    return {entry: builder.request(entry) for entry in entries}


_Key = tuple[str, int]


class _Builder:
    """Makes requests of call trees; components that are called from several places share theirs."""

    def __init__(
        self,
        graph: DesignGraph,
        spreads: Mapping[str, Spread],
        loads: Mapping[str, Capacity],
        traffic: Traffic,
    ) -> None:
        self._graph, self._spreads, self._loads, self._traffic = graph, spreads, loads, traffic
        self._hits = {name: part.hit_rate.value for name, part in graph.components.items() if part.hit_rate}
        self._trees: list[CallNode] = []
        """Kept so that the identity of their steps stays theirs."""
        self._whole: dict[_Key, tuple[Request, int]] = {}
        """Requests that nothing was left out of, with their height: of use to every entry."""
        self._made: dict[_Key, Request] = {}

    def place(self, name: str) -> Place:
        """The component with its queue at peak."""
        component, capacity = self._graph.components[name], self._loads.get(name)
        shards = component.shards if component.shards is not None and scatters(self._graph, name) else 1
        return Place(name, self._spreads[name], capacity.waiting if capacity is not None else None, shards)

    def request(self, entry: str) -> Request:
        """What a request to `entry` sets off."""
        self._made = {}
        self._trees.append(self._graph.call_tree(entry))
        return self._build(self._trees[-1], 0)

    def _build(self, node: CallNode, depth: int) -> Request:
        key = (node.component, id(node.steps))
        whole = self._whole.get(key)
        if whole is not None and depth + whole[1] <= _DEEPEST:
            return whole[0]
        if node.steps and depth >= _DEEPEST:
            return Request(self.place(node.component), ())
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = Request(self.place(node.component), self._steps(node, depth))
            below = [self._whole.get((c.component, id(c.steps))) for c in node.children if _made(c)]
            heights = [each[1] for each in below if each is not None]
            if len(heights) == len(below) and depth + 1 + max(heights, default=-1) <= _DEEPEST:
                self._whole[key] = made, 1 + max(heights, default=-1)
        return made

    def _steps(self, node: CallNode, depth: int) -> tuple[Step, ...]:
        instead = next((child.component for child in node.children if child.fallback), None)
        steps = []
        for group in node.steps:
            calls = tuple(self._call(child, instead, depth) for child in group if _made(child))
            if calls:
                steps.append(Step(calls, self._share(node.component, calls[0].flow)))
        return drawn_together(steps, self._traffic.parts, self._hits)

    def _call(self, child: CallNode, instead: str | None, depth: int) -> Call:
        assert child.resolved is not None
        flow = child.resolved.flow
        answer = flow.fallback if flow.fallback in self._graph.components else instead
        calls = max(1.0, flow.own_calls)
        return Call(
            flow,
            self._build(child, depth + 1),
            float(math.ceil(calls)),
            flow.parallel,
            flow.timeout.value if flow.timeout is not None else math.inf,
            1 + (flow.retries or 0),
            self.place(answer) if answer is not None and answer != child.component else None,
        )

    def _share(self, caller: str, flow: Flow) -> float:
        """The share of the caller's requests that make a call; `calls` below one count as a share."""
        rate = self._traffic.rates.get(caller)
        if flow.rate is not None and rate:
            share = min(1.0, flow.rate.value / rate)
        else:
            share = flow.own_share.value if flow.own_share is not None else 1.0
            share *= self._traffic.parts.get(flow.index, 1.0)
        return share * min(1.0, flow.own_calls)


def _made(child: CallNode) -> bool:
    """Whether a request makes the call: not in place of another, and not around a circle."""
    return not child.fallback and not child.cut and child.calls > 0
