"""The shortest path for one flow: by length, bends, crossings, full sides of cards, and panels not its own.

Two paths cross where both run straight across, or when they come together on one side of each other and part
on the other. Both are seen while searching (A* over vertices and directions; Hart, Nilsson and Raphael 1968).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import BEND, CROSSING
from mlarch.records import dataclass

__all__ = ["Path", "Roads", "search", "turn"]

_SHARED = 9.0  # for each other flow on a stretch: the room that another track takes
_PORT, _FULL = 26.0, 200.0  # for each other flow at the same side of a card, and when it has no room for more
_BORDER = 60.0  # entering a panel that is not the flow's own

Path: TypeAlias = list[int]
_TURNS = (0, 1, 0, -1)
_ONWARD = tuple((d, (d + 1) % 4, (d + 3) % 4) for d in range(4))  # every direction but back
_START = 1 << 40  # marks a state that has not moved yet: its direction is the first to take


def turn(before: int, after: int) -> int:
    """1 for a turn to the right, -1 to the left, 0 straight on. Directions are 0 east, then clockwise."""
    return _TURNS[(after - before) & 3]


@dataclass(slots=True)
class Roads:
    """The grid as a search sees it. Edges are numbered `4 * vertex + direction`.

    `x` and `y` are the places of the vertices, `step` is what a direction adds to a vertex, `length` that of
    each edge (-1 where none leads), `panel` the innermost panel of a vertex. `straight[axis]` counts the nets
    straight through a vertex. `along` lists the paths on an edge, each with the place in it where the edge
    begins and with its net's number. `capacity` is how many lines fit at a card's sides. With more `haste`
    than 1 the search heads for the goal; a path may then cost that much more than the best.
    """

    x: Sequence[float]
    y: Sequence[float]
    step: tuple[int, int, int, int]
    length: list[float]
    blocked: bytearray
    panel: Sequence[int]
    straight: tuple[list[int], list[int]]
    capacity: Mapping[int, tuple[int, ...]]
    haste: float = 1.0
    along: dict[int, list[tuple[Path, int, int]]] = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)
    direction: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.direction = {delta: d for d, delta in enumerate(self.step)}


def search(
    roads: Roads, sources: Iterable[int], goals: set[int], own: Sequence[float], number: int
) -> Path | None:
    """The cheapest path from any source to any goal for the net of this number; None when there is none.

    `own[panel]` is what a pixel of length costs inside a panel.
    """
    one = _Search(roads, goals, own, number)
    path = one.run(sources)
    roads.effort.spend(len(one.best) + one.looked // 4)
    return path


class _Search:
    """One run. A state is a vertex and the direction in which it was reached."""

    def __init__(self, roads: Roads, goals: set[int], own: Sequence[float], number: int) -> None:
        self.roads = roads
        self.goals = goals
        self.own = own
        self.number = number
        self.left, self.right = min(roads.x[v] for v in goals), max(roads.x[v] for v in goals)
        self.top, self.bottom = min(roads.y[v] for v in goals), max(roads.y[v] for v in goals)
        self.best: dict[int, float] = {}
        self.came: dict[int, int] = {}
        self.closed: set[int] = set()
        self.heap: list[tuple[float, int, float]] = []
        self.looked = 0  # paths along the way that were compared with

    def run(self, sources: Iterable[int]) -> Path | None:
        tired = self.roads.effort.spent
        roads, heap, closed, goals = self.roads, self.heap, self.closed, self.goals
        for v in sources:
            if v not in goals:
                heap += [(0.0, _START + 4 * v + d, 0.0) for d in range(4)]
        heapq.heapify(heap)
        while heap:
            _, state, cost = heapq.heappop(heap)
            if state >= _START:
                self._leave((state - _START) >> 2, -1, (state & 3,), cost, ())
            elif state not in closed:
                closed.add(state)
                v, d = state >> 2, state & 3
                if v in goals:
                    return self._traced(state)
                shared = roads.along.get(4 * (v - roads.step[d]) + d)
                parting = self._partings(shared, state) if shared and not tired else ()
                self._leave(v, d, _ONWARD[d], cost, parting)
        return None

    def _leave(
        self, v: int, d: int, outs: Sequence[int], cost: float, parting: Sequence[tuple[int, int]]
    ) -> None:
        """Take the edges that leave a vertex; `d` is how it was reached, -1 at a start."""
        roads, own, best = self.roads, self.own, self.best
        for out in outs:
            edge = 4 * v + out
            if roads.length[edge] < 0:
                continue
            w = v + roads.step[out]
            key = 4 * w + out
            if key in self.closed or (roads.blocked[w] and w not in self.goals):
                continue
            into = roads.panel[w]
            price = cost + roads.length[edge] * own[into]
            if own[into] > 1.0 and roads.panel[v] != into:
                price += _BORDER
            if d >= 0:
                price += CROSSING * roads.straight[1 - (d & 1)][v] if out == d else BEND
                for leaves, side in parting:
                    if side * (_TURNS[(out - d) & 3] - leaves) < 0:
                        price += CROSSING
            others = roads.along.get(edge)
            if others:
                price += self._beside(v if d < 0 else w, out, len(others))
            if price < best.get(key, 1e18):
                best[key] = price
                self.came[key] = 4 * v + d if d >= 0 else -1 - v
                heapq.heappush(self.heap, (price + self._ahead(w), key, price))

    def _ahead(self, v: int) -> float:
        """The least that is left to pay from a vertex to the goals."""
        x, y = self.roads.x[v], self.roads.y[v]
        dx = self.left - x if x < self.left else x - self.right if x > self.right else 0.0
        dy = self.top - y if y < self.top else y - self.bottom if y > self.bottom else 0.0
        return self.roads.haste * (dx + dy + BEND if dx and dy else dx + dy)

    def _beside(self, card: int, out: int, count: int) -> float:
        """What it costs that others run along a stretch: more at the side of a card, with its little room."""
        capacity = self.roads.capacity.get(card)
        if capacity is None:
            return _SHARED * count
        return _PORT * count + (_FULL if count >= capacity[out & 1] else 0.0)

    def _traced(self, state: int) -> Path:
        path = [state >> 2]
        while True:
            before = self.came[state]
            if before < 0:
                path.append(-1 - before)
                return path[::-1]
            path.append(before >> 2)
            state = before

    def _partings(self, shared: Sequence[tuple[Path, int, int]], state: int) -> list[tuple[int, int]]:
        """For each path on the stretch just run: which way it turns next, and on which side of it ours came.

        Ours crosses it by leaving to the other side of it than the one on which it came.
        """
        v, d = state >> 2, state & 3
        found = []
        self.looked += len(shared)
        counted = {self.number}
        for path, place, other in shared:
            if other in counted:
                continue
            forward = 1 if place + 1 < len(path) and path[place + 1] == v else -1
            after = place + 2 * forward
            if not 0 <= after < len(path):
                continue
            side = self._joined(path, place, forward, state)
            if side:
                counted.add(other)
                found.append((turn(d, self.roads.direction[path[after] - v]), side))
        return found

    def _joined(self, path: Path, place: int, forward: int, state: int) -> int:
        """On which side of a path ours came to it: positive for the right, 0 when both begin together."""
        direction = self.roads.direction
        while True:
            self.looked += 1
            before = self.came[state]
            behind = place - forward
            if before < 0 or not 0 <= behind < len(path):
                return 0
            theirs, ours = direction[path[place] - path[behind]], before & 3
            if ours != theirs:
                return _TURNS[(state - ours) & 3] - _TURNS[(state - theirs) & 3]
            state, place = before, behind
