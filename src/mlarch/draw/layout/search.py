"""The shortest path for one flow: by length, bends, crossings, full sides of cards, and panels not its own.

Two paths cross where both run straight across, or when they come together on one side of each other and part
on the other. Both are seen while searching (A* over vertices and directions; Hart, Nilsson and Raphael 1968).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from heapq import heappop, heappush
from typing import TypeAlias

from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import CROSSING
from mlarch.records import dataclass

__all__ = ["Path", "Roads", "search", "turn"]

_CORNER = 190.0  # more than a bend costs a reader: the next flows have to go around it
_SHARED = 9.0  # for each other flow on a stretch: the room that another track takes
_PORT, _FULL = 26.0, 200.0  # for each other flow at the same side of a card, and when it has no room for more
_BORDER = 60.0  # entering a panel that is not the flow's own

Path: TypeAlias = list[int]
_TURNS = (0, 1, 0, -1)
_ONWARD = tuple((d, (d + 1) % 4, (d + 3) % 4) for d in range(4))  # every direction but back


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
        self.best: dict[int, float] = {}  # less than nothing for states that are done with
        self.came: dict[int, int] = {}
        self.heap: list[tuple[float, float, int]] = []
        self.looked = 0  # paths along the way that were compared with

    def run(self, sources: Iterable[int]) -> Path | None:
        tired = self.roads.effort.spent
        roads, heap, best, goals = self.roads, self.heap, self.best, self.goals
        for v in sources:
            if v not in goals:
                self._leave(v, -1, (0, 1, 2, 3), 0.0, ())
        while heap:
            _, price, state = heappop(heap)
            if best[state] < 0.0:
                continue
            best[state] = -1.0
            v, d = state >> 2, state & 3
            if v in goals:
                return self._traced(state)
            shared = roads.along.get(4 * (v - roads.step[d]) + d)
            parting = self._partings(shared, state) if shared and not tired else ()
            self._leave(v, d, _ONWARD[d], -price, parting)
        return None

    def _leave(
        self, v: int, d: int, outs: Sequence[int], cost: float, parting: Sequence[tuple[int, int]]
    ) -> None:
        """Take the edges that leave a vertex; `d` is how it was reached, -1 at a start."""
        roads, own, best, edge = self.roads, self.own, self.best, 4 * v
        inside, came = roads.panel[v], edge + d if d >= 0 else -1 - v
        for out in outs:
            length = roads.length[edge + out]
            if length < 0:
                continue
            w = v + roads.step[out]
            if roads.blocked[w] and w not in self.goals:
                continue
            into = roads.panel[w]
            price = cost + length * own[into]
            if into != inside and own[into] > 1.0:
                price += _BORDER
            if out != d:
                price += _CORNER if d >= 0 else 0.0
            elif roads.straight[1 - (d & 1)][v]:
                price += CROSSING * roads.straight[1 - (d & 1)][v]
            for leaves, side in parting:
                if side * (_TURNS[(out - d) & 3] - leaves) < 0:
                    price += CROSSING
            others = roads.along.get(edge + out)
            if others:
                price += self._beside(v if d < 0 else w, out, len(others))
            key = 4 * w + out
            if price < best.get(key, 1e18):
                best[key] = price
                self.came[key] = came
                heappush(self.heap, (price + self._ahead(w, out), -price, key))

    def _ahead(self, v: int, d: int) -> float:
        """The least that is left to pay from a vertex, reached in a direction, to the goals."""
        x, y = self.roads.x[v], self.roads.y[v]
        dx = self.left - x if x < self.left else self.right - x if x > self.right else 0.0
        dy = self.top - y if y < self.top else self.bottom - y if y > self.bottom else 0.0
        ahead = (dx, dy, -dx, -dy)[d]
        if ahead > 0:
            bends = _CORNER if (dy if d & 1 == 0 else dx) else 0.0
        elif dx and dy:
            bends = 2 * _CORNER
        elif dx or dy:
            bends = 2 * _CORNER if ahead else _CORNER
        else:
            bends = 0.0
        return self.roads.haste * (abs(dx) + abs(dy) + bends)

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
