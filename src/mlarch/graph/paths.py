"""Reachability, paths and cycles over the adjacency of a graph.

What NetworkX answers, it is asked for. The searches here are those it has not: breadth first from many nodes
to many past others, with ties settled by the order of the file.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

import networkx as nx

__all__ = [
    "Adjacency",
    "IncrementalReachability",
    "adjacent",
    "knots",
    "reach",
    "shortest_cycle",
    "shortest_path",
    "way",
]

Adjacency = Mapping[str, Iterable[str]]
"""Each node's successors, in the order in which ties are settled: that of a NetworkX graph, or a dict."""


def adjacent(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, None]]:
    """Successors without repetition, in the order of the pairs."""
    found: dict[str, dict[str, None]] = {}
    for source, target in pairs:
        found.setdefault(source, {})[target] = None
    return found


def reach(
    adjacency: Adjacency, starts: Iterable[str], enter: Callable[[str], bool] | None = None
) -> dict[str, str | None]:
    """All nodes that can be reached from `starts`, those included, in the order of discovery.

    Each is given with the node before it on a shortest path, of which `way` makes the path; a start with
    None. `enter` says which nodes may be walked *through*; the others are reached and not left.
    """
    found: dict[str, str | None] = dict.fromkeys(starts)
    queue = deque(found)
    while queue:
        node = queue.popleft()
        if enter is not None and not enter(node):
            continue
        for successor in adjacency.get(node, ()):
            if successor not in found:
                found[successor] = node
                queue.append(successor)
    return found


def way(found: Mapping[str, str | None], node: str) -> tuple[str, ...]:
    """The shortest path to a node in what `reach` found; empty when it was not reached."""
    return _walk_back(found, node) if node in found else ()


def shortest_path(
    adjacency: Adjacency, starts: Iterable[str], goals: Collection[str], blocked: Collection[str] = ()
) -> tuple[str, ...]:
    """The shortest path from any of `starts` to any of `goals` that avoids `blocked`; empty when there is
    none.

    Among paths of one length, the order of `starts` and of the adjacency decides. A start that is a goal is a
    path of one node. A blocked node is neither left nor entered, not even as a start or a goal.
    """
    before: dict[str, str | None] = {start: None for start in starts if start not in blocked}
    queue = deque(before)
    while queue:
        node = queue.popleft()
        if node in goals:
            return _walk_back(before, node)
        for successor in adjacency.get(node, ()):
            if successor not in before and successor not in blocked:
                before[successor] = node
                queue.append(successor)
    return ()


def _walk_back(before: Mapping[str, str | None], node: str) -> tuple[str, ...]:
    path = [node]
    while (previous := before[path[-1]]) is not None:
        path.append(previous)
    return tuple(reversed(path))


def knots(adjacency: Adjacency, nodes: Iterable[str]) -> list[list[str]]:
    """The strongly connected components that hold a cycle, each in the order of `nodes`, ordered by their
    first member.
    """
    entered = {successor for successors in adjacency.values() for successor in successors}
    # On a cycle everything is entered and left: most of a design is not even looked at.
    links = [
        (node, successor)
        for node, successors in adjacency.items()
        if node in entered
        for successor in successors
        if successor in adjacency
    ]
    graph: nx.DiGraph[str] = nx.DiGraph(links)
    loops = {node for node, successor in links if node == successor}
    found = [
        members
        for members in nx.strongly_connected_components(graph)
        if len(members) > 1 or not members.isdisjoint(loops)
    ]
    if not found:
        return []
    order = {node: number for number, node in enumerate(nodes)}
    return sorted((sorted(members, key=order.__getitem__) for members in found), key=lambda m: order[m[0]])


# Steps spent on the search for shortest cycles in one component, and on proving ancestry in one design. A
# design of a thousand components needs a few thousand; the bound keeps a hostile file from costing minutes.
_CYCLE_STEPS = 400_000
_ANCESTRY_STEPS = 4_000_000


def shortest_cycle(adjacency: Adjacency, members: Sequence[str]) -> tuple[str, ...]:
    """A shortest cycle inside one strongly connected component, its first node repeated at the end.

    Among cycles of one length, the one that starts earliest in `members` is given. In very large components
    the search stops after a fixed number of steps with the shortest cycle found so far. Empty without a
    cycle.
    """
    inside = set(members)
    best: tuple[str, ...] = ()
    steps = 0
    for start in members:
        cycle, spent = _cycle_through(adjacency, start, inside, len(best) - 1 if best else len(members) + 1)
        steps += spent
        if cycle and (not best or len(cycle) < len(best)):
            best = cycle
        if len(best) == 2 or (best and steps > _CYCLE_STEPS):
            break
    return best


def _cycle_through(
    adjacency: Adjacency, start: str, inside: Collection[str], limit: int
) -> tuple[tuple[str, ...], int]:
    """The shortest cycle through `start` of fewer than `limit` links, and the number of links looked at."""
    before: dict[str, str | None] = {start: None}
    depth = {start: 0}
    queue = deque([start])
    steps = 0
    while queue:
        node = queue.popleft()
        if depth[node] + 1 >= limit:
            break
        for successor in adjacency.get(node, ()):
            steps += 1
            if successor == start:
                return (*_walk_back(before, node), start), steps
            if successor in inside and successor not in before:
                before[successor] = node
                depth[successor] = depth[node] + 1
                queue.append(successor)
    return (), steps


class IncrementalReachability:
    """A growing graph that answers "does this already wait for that" while it grows.

    `possible` are all edges that may ever be added, and every edge source → target of which it will be asked
    whether the target reaches the source. Such an answer can only be yes inside one knot of `possible`, so
    that in a design without cycles the questions cost nothing. The searches share a fixed number of steps;
    when they are spent, `reaches` answers None: not known.
    """

    __slots__ = ("_home", "_next", "_seen", "_steps")

    def __init__(self, possible: Iterable[tuple[str, str]]) -> None:
        adjacency = adjacent(possible)
        self._home: dict[str, int] = {}
        for number, members in enumerate(knots(adjacency, adjacency)):
            self._home.update(dict.fromkeys(members, number))
        self._clear()

    def _clear(self) -> None:
        self._next: dict[str, list[str]] = {}
        self._seen: set[tuple[Hashable, Hashable]] = set()
        self._steps = _ANCESTRY_STEPS

    def empty(self) -> IncrementalReachability:
        """Another one with the same possible edges, to which none was added."""
        other = copy.copy(self)
        other._clear()
        return other

    def add(self, source: str, target: str) -> None:
        """Add an edge."""
        home = self._home.get(source)
        if home is not None and home == self._home.get(target) and (source, target) not in self._seen:
            self._seen.add((source, target))
            self._next.setdefault(source, []).append(target)

    def reaches(self, source: str, target: str) -> bool | None:
        """Whether the edges added so far lead from `source` to `target`; a node reaches itself."""
        if source == target:
            return True
        home = self._home.get(source)
        if home is None or home != self._home.get(target):
            return False
        if (source, target) in self._seen:
            return True
        found = {source}
        queue = deque([source])
        while queue and self._steps > 0:
            for successor in self._next.get(queue.popleft(), ()):
                self._steps -= 1
                if successor == target:
                    return True
                if successor not in found:
                    found.add(successor)
                    queue.append(successor)
        return None if queue else False
