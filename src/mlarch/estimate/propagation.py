"""Traffic followed through a design, from where it enters along its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mlarch.catalog.base import Role
from mlarch.estimate.figures import Input, assumed
from mlarch.estimate.sums import sum_of
from mlarch.graph import DesignGraph
from mlarch.model import Flow
from mlarch.records import dataclass

__all__ = ["ONE_TASK", "Link", "Propagation"]

ONE_TASK = "one task per request"
"""What is assumed of a queue whose rate is not stated; it holds what cannot be worked off at once."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a flow brings: `source` sends to `target`; `factor` messages per request of the source, or a
    `rate` of its own (1/s on average). `call` says that somebody waits, `failure` that it carries traffic
    only when another call failed. `open` marks a stream of which the spec does not say how much it carries,
    `guessed` one that is taken to carry one task per request.
    """

    flow: Flow
    source: str
    target: str
    factor: float
    rate: float | None
    call: bool
    failure: bool = False
    open: bool = False
    guessed: bool = False


class Propagation:
    """Traffic followed from where it enters, each component after those that it rests on.

    A link carries what reaches its source. Where several chains lead on from one component, each carries the
    part that came along it: a request that enters by one chain leaves by the same. What is delivered to a
    client sets off no request of it.
    """

    def __init__(self, graph: DesignGraph, links: Iterable[Link], start: Mapping[str, float]) -> None:
        self.links = [link for link in links if not link.failure and not link.open]
        self._start, self._components = start, tuple(graph.components)
        self._into: dict[str, list[int]] = {}
        ends: dict[tuple[int, int, str], list[int]] = {}
        ending = {link.target for link in self.links if graph.kind(link.target).role is Role.CLIENT}
        chains = {link.flow.line for link in self.links if link.flow.position > 0}
        for number, link in enumerate(self.links):
            if link.target not in ending:
                self._into.setdefault(link.target, []).append(number)
            if link.flow.line in chains:
                ends.setdefault((link.flow.line, link.flow.position, link.target), []).append(number)
        self._before = [
            ends.get((link.flow.line, link.flow.position - 1, link.source), []) for link in self.links
        ]
        self._lines: dict[str, dict[int, list[int]]] = {}
        for number, link in enumerate(self.links):
            if link.call and self._before[number]:
                self._lines.setdefault(link.source, {})[link.flow.line] = self._before[number]
        self._cut = self._closing(start)
        self.circles = [self.links[number].flow for number in sorted(self._cut)]
        self.rates: dict[str, float] = {}
        self.carried: dict[int, float] = {}
        for name in self._order():
            self._settle(name)

    def _closing(self, start: Iterable[str]) -> set[int]:
        """The links that lead back to what they come from, followed from where traffic enters."""
        passing = {number for numbers in self._into.values() for number in numbers}
        outgoing: dict[str, list[int]] = {}
        for number, link in enumerate(self.links):
            if link.rate is None and number in passing:
                outgoing.setdefault(link.source, []).append(number)
        state: dict[str, int] = {}
        found: set[int] = set()
        for first in (*start, *self._components):
            if first in state:
                continue
            state[first] = 1
            stack = [(first, iter(outgoing.get(first, ())))]
            while stack:
                name, numbers = stack[-1]
                following = next(numbers, None)
                if following is None:
                    stack.pop()
                    state[name] = 2
                    continue
                target = self.links[following].target
                if state.get(target) == 1:
                    found.add(following)
                elif target not in state:
                    state[target] = 1
                    stack.append((target, iter(outgoing.get(target, ()))))
        return found

    def _givers(self, name: str) -> Iterator[str]:
        """The components that have to be settled before this one."""
        for number in self._into.get(name, ()):
            if self.links[number].rate is None and number not in self._cut:
                yield self.links[number].source

    def _order(self) -> Iterator[str]:
        """Every component after those that it rests on."""
        state: set[str] = set()
        for first in self._components:
            if first in state:
                continue
            state.add(first)
            stack = [(first, self._givers(first))]
            while stack:
                name, needed = stack[-1]
                other = next((each for each in needed if each not in state), None)
                if other is None:
                    stack.pop()
                    yield name
                else:
                    state.add(other)
                    stack.append((other, self._givers(other)))

    def _settle(self, name: str) -> None:
        """What the links into a component carry, and with it the traffic of the component."""
        found: list[float] = []
        for number in self._into.get(name, ()):
            link = self.links[number]
            if number in self._cut:
                continue
            if link.rate is not None:
                self.carried[number] = link.rate * link.flow.calls
            elif link.source in self.rates:
                self.carried[number] = self.rates[link.source] * link.factor * self.part(number)
            else:
                continue
            found.append(self.carried[number])
        if name in self._start or found:
            self.rates[name] = self._start.get(name, 0.0) + sum_of(found)

    def part(self, node: int) -> float:
        """The share of the requests of its source that a link carries, of those that lead chains on."""
        lines = self._lines.get(self.links[node].source, {})
        if len(lines) < 2 or not self._before[node] or not self.links[node].call:
            return 1.0
        along = {line: sum_of(self.carried.get(each, 0.0) for each in links) for line, links in lines.items()}
        whole = sum_of(along.values())
        return along[self.links[node].flow.line] / whole if whole > 0 else 0.0

    @property
    def sent(self) -> dict[int, float]:
        """What passes each flow, by its index."""
        found: dict[int, float] = {}
        for node, value in self.carried.items():
            index = self.links[node].flow.index
            found[index] = found.get(index, 0.0) + value
        return found

    def doubts(self, entrances: Mapping[str, Input], factor: float) -> dict[str, tuple[Input, ...]]:
        """What the traffic of each component rests on that is not stated: that all of it enters at several
        clients, that a rate of a single line grows at peak as the requests do, and that each request makes
        one task."""
        guessed = any(link.guessed for link in self.links)
        if not entrances and not guessed and (factor <= 1 or all(link.rate is None for link in self.links)):
            return {}
        found: dict[str, dict[Input, None]] = {}
        for name in self._order():
            marks: dict[Input, None] = {}
            for number in self._into.get(name, ()):
                link = self.links[number]
                if link.rate is None and number not in self._cut:
                    marks.update(found.get(link.source, {}))
                    if link.guessed:
                        marks[assumed(f"traffic of {link.flow}", ONE_TASK)] = None
                elif link.rate is not None and factor > 1:
                    flow = link.flow
                    marks[assumed(f"flows.{flow}.rate at peak", f"{flow.rate} x {factor:g}")] = None
            if name in entrances:
                marks[entrances[name]] = None
            found[name] = marks
        return {name: tuple(marks) for name, marks in found.items() if marks}
