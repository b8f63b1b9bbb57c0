"""A discrete-event simulation of requests, to hold the estimate against. It shares no code with it.

Every request is a process of SimPy. A component with `concurrency` has that many slots per replica and keeps
one for its own time; others take any number at once.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Any

import simpy

from mlarch.graph import CallNode, DesignGraph
from mlarch.model import Component

_Z99 = 2.3263478740408408


class Simulation:
    """Requests to one entry of a design, arriving at random with the stated peak rate."""

    def __init__(self, graph: DesignGraph, entry: str, *, hop: float, seed: int = 1) -> None:
        self.graph, self.hop = graph, hop
        self.random = random.Random(seed)
        self.env = simpy.Environment()
        self.tree = graph.call_tree(entry)
        self.times: list[float] = []
        self.failed = 0
        self.slots = {
            name: simpy.Resource(self.env, capacity=int(component.concurrency.value) * component.replicas)
            for name, component in graph.components.items()
            if component.concurrency is not None and component.replicas is not None
        }

    def run(self, requests: int, rate: float) -> list[float]:
        """The times of so many requests, in seconds, the first tenth left out."""
        self.env.process(self._arrivals(requests, rate))
        self.env.run()
        return sorted(self.times[requests // 10 :])

    def _arrivals(self, requests: int, rate: float) -> Iterator[Any]:
        for _ in range(requests):
            yield self.env.timeout(self.random.expovariate(rate))
            self.env.process(self._request())

    def _request(self) -> Iterator[Any]:
        started, state = self.env.now, {"failed": False}
        yield self.env.process(self._visit(self.tree, state))
        self.times.append(self.env.now - started)
        self.failed += state["failed"]

    def _visit(self, node: CallNode, state: dict[str, bool]) -> Iterator[Any]:
        yield from self._own(self.graph.components[node.component])
        lines: dict[int, list[CallNode]] = {}
        for number, step in enumerate(node.steps):
            lines[number] = [child for child in step if not child.fallback]
        for calls in lines.values():
            flow = calls[0].resolved.flow if calls and calls[0].resolved is not None else None
            if flow is None or (flow.share is not None and self.random.random() >= flow.share.value):
                continue
            missed: set[str] = set()
            yield self.env.all_of(
                [self.env.process(self._calls(node, call, state, missed)) for call in calls]
            )
            state["failed"] = state["failed"] or len(missed) == len(calls)

    def _calls(
        self, node: CallNode, call: CallNode, state: dict[str, bool], missed: set[str]
    ) -> Iterator[Any]:
        assert call.resolved is not None
        flow = call.resolved.flow
        count = max(1, int(flow.calls))
        if flow.parallel:
            each = [self.env.process(self._tried(node, call, state, missed)) for _ in range(count)]
            yield self.env.all_of(each)
            return
        for _ in range(count):
            yield from self._tried(node, call, state, missed)

    def _tried(
        self, node: CallNode, call: CallNode, state: dict[str, bool], missed: set[str]
    ) -> Iterator[Any]:
        assert call.resolved is not None
        flow = call.resolved.flow
        limit = flow.timeout.value if flow.timeout is not None else None
        for _ in range(1 + (flow.retries or 0)):
            answer = self.env.process(self._reached(call, state))
            if limit is None:
                yield answer
                return
            clock = self.env.timeout(limit)
            yield answer | clock
            if answer.triggered:
                return
        instead = next((c.component for c in node.children if c.fallback), flow.fallback)
        if instead is not None:
            missed.add(call.component)
        if instead in self.graph.components:
            yield self.env.timeout(self.hop)
            yield from self._own(self.graph.components[instead])

    def _reached(self, call: CallNode, state: dict[str, bool]) -> Iterator[Any]:
        yield self.env.timeout(self.hop)
        yield from self._visit(call, state)

    def _own(self, component: Component) -> Iterator[Any]:
        shards = component.shards if component.kind in ("vector_index", "search_index") else None
        time = max(self._draw(component) for _ in range(shards or 1))
        if component.id not in self.slots:
            yield self.env.timeout(time)
            return
        with self.slots[component.id].request() as slot:
            yield slot
            yield self.env.timeout(time)

    def _draw(self, component: Component) -> float:
        latency = component.latency
        assert latency is not None
        assert latency.p50 is not None
        assert latency.p99 is not None
        sigma = math.log(latency.p99.value / latency.p50.value) / _Z99
        time = latency.p50.value * math.exp(sigma * self.random.gauss(0, 1))
        return min(time, latency.max.value) if latency.max is not None else time


def interval(times: list[float], share: float, errors: float = 4.0) -> tuple[float, float]:
    """Where a percentile of independent times lies by their order, within so many standard errors."""
    count = len(times)
    spread = errors * math.sqrt(count * share * (1 - share))
    low, high = math.floor(count * share - spread), math.ceil(count * share + spread)
    return times[max(low, 0)], times[min(high, count - 1)]
