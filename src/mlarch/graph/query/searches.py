"""What leads to what in a design: searches over its calls and its data, with answers in file order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Literal

from mlarch.graph import paths
from mlarch.graph.query.index import FlowIndex

__all__ = ["Searches", "Which"]

Which = Literal["calls", "data"]


class Searches:
    """Questions about paths. Ids that the design does not hold raise `KeyError`."""

    def __init__(self, names: Iterable[str], index: FlowIndex) -> None:
        self._names, self._index = tuple(names), index

    def call_path(self, source: str, target: str) -> tuple[str, ...]:
        """A shortest path of calls, as ids; empty when there is none."""
        return self.reaches_without((source,), (target,), (), over="calls")

    def data_path(self, source: str, target: str, types: Collection[str] | None = None) -> tuple[str, ...]:
        """A shortest path along which data (of these types) moves, as ids; empty when there is none."""
        return self.reaches_without((source,), (target,), (), types=types)

    def callees(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Everything that these wait for, directly or not; without themselves, unless a cycle leads back."""
        return self._beyond(self._index.neighbours("calls"), ids)

    def callers(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Everything that waits for these, directly or not; without themselves, unless a cycle leads back."""
        return self._beyond(self._index.neighbours("calls", back=True), ids)

    def downstream(
        self, ids: Iterable[str], types: Collection[str] | None = None, *, unknown: bool = False
    ) -> tuple[str, ...]:
        """Where data from `ids` goes, directly or not, in file order; without `ids`, unless it comes back.

        With `types`, only movements that carry one of them count. What a component holds or passes on is
        what reached it, so that events that enter a store and leave it as events are followed through it;
        data that a job turns into another type is followed only if `types` names both. With
        types, `unknown` lets movements count of which it is not known what they carry: ask with it before
        claiming that something does *not* arrive.
        """
        return self._beyond(self._index.neighbours("data", types, unknown), ids)

    def upstream(
        self, ids: Iterable[str], types: Collection[str] | None = None, *, unknown: bool = False
    ) -> tuple[str, ...]:
        """Where data in `ids` comes from: `downstream` against the flow."""
        return self._beyond(self._index.neighbours("data", types, unknown, back=True), ids)

    def reaches_without(
        self,
        sources: Iterable[str],
        targets: Iterable[str],
        blocked: Iterable[str],
        *,
        over: Which = "data",
        types: Collection[str] | None = None,
        unknown: bool = False,
    ) -> tuple[str, ...]:
        """The must-pass question: a shortest path from `sources` to `targets` avoiding `blocked`, or empty.

        "Every X passes through Y" holds when the answer with `blocked` = all Y is empty (and the answer
        with nothing blocked is not). Ties go to file order. `over` picks calls or data; `types` and
        `unknown` are for data, as in `downstream`. A source that is a target is a path of one; what is
        blocked is neither.
        """
        starts = self._in_order(sources)
        goals = frozenset(targets)
        self._known(*goals)
        links = self._index.neighbours(over, types, unknown)
        return paths.shortest_path(links, starts, goals, frozenset(blocked))

    def reached(
        self,
        sources: Iterable[str],
        blocked: Collection[str] = (),
        *,
        over: Which = "data",
        types: Collection[str] | None = None,
        unknown: bool = False,
        back: bool = False,
    ) -> frozenset[str]:
        """`sources`, and everything to which a path leads from them that passes through none of `blocked`.

        What is blocked is reached and not left, unless it is a source: one search answers
        `reaches_without` for every target. With `back`, against the direction of calls or data.
        """
        return frozenset(self.ways(sources, blocked, over=over, types=types, unknown=unknown, back=back))

    def ways(
        self,
        sources: Iterable[str],
        blocked: Collection[str] = (),
        *,
        over: Which = "data",
        types: Collection[str] | None = None,
        unknown: bool = False,
        back: bool = False,
    ) -> Mapping[str, str | None]:
        """What `reached` gives, in the order of discovery, each with the one before it on a shortest path:
        one search gives the paths to all (`paths.way`)."""
        starts = dict.fromkeys(sources)
        links = self._index.neighbours(over, types, unknown, back=back)
        return paths.reach(links, starts, enter=lambda name: name in starts or name not in blocked)

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """These components in file order, each once."""
        return tuple(sorted(set(ids), key=self._order.__getitem__))

    def _beyond(self, links: paths.Adjacency, ids: Iterable[str]) -> tuple[str, ...]:
        starts = self._in_order(ids)
        first = (successor for start in starts for successor in links.get(start, ()))
        found = paths.reach(links, first)
        return self.in_order(found)

    def _in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        wanted = frozenset(ids)
        self._known(*wanted)
        return self.in_order(wanted)

    def _known(self, *ids: str) -> None:
        for name in sorted(ids):
            if name not in self._order:
                raise KeyError(name)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._names)}
