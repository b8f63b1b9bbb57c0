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

_CORNER = 240.0  # more than a bend costs a reader: the next flows have to go around it
_SHARED = 10.0  # for each other flow on a stretch: the room that another track takes
_PORT, _FULL = 26.0, 200.0  # for each other flow at the same side of a card, and when it has no room for more
_BORDER = 90.0  # entering a panel that is not the flow's own

Path: TypeAlias = list[int]
Entry: TypeAlias = tuple[Path, int, int, int]
_TURNS = (0, 1, 0, -1)
_ONWARD = (*((d, (d + 1) % 4, (d + 3) % 4) for d in range(4)), (0, 1, 2, 3))  # all but back; last: at a start


def turn(before: int, after: int) -> int:
    """1 for a turn to the right, -1 to the left, 0 straight on. Directions are 0 east, then clockwise."""
    return _TURNS[(after - before) & 3]


def _parted(parting: Sequence[tuple[int, int]], turned: int) -> int:
    """How many paths ours crosses by leaving them with a turn."""
    return sum(side * (turned - leaves) < 0 for leaves, side in parting)


def _bends(d: int, right: int, down: int) -> float:
    """What the corners cost at least that lead to goals which lie right or left, and below or above (-1)."""
    ahead, beside = ((right, down), (down, right), (-right, down), (-down, right))[d]
    if ahead > 0:
        return _CORNER if beside else 0.0
    return _CORNER * (2 if ahead else 1 if beside else 0)


_BENDS = [[[_bends(d, right, down) for down in (0, 1, -1)] for right in (0, 1, -1)] for d in range(4)]


@dataclass(slots=True)
class Roads:
    """The grid as a search sees it. Edges are numbered `4 * vertex + direction`.

    `x` and `y` are the places of the vertices, `step` is what a direction adds to a vertex, `length` that of
    each edge (-1 where none leads), `panel` the innermost panel of a vertex. `straight[axis]` counts the nets
    straight through a vertex. `along` lists the paths on each edge, each with the place in it where the edge
    begins, with 1 or -1 for the way to its next vertex, and with its net's number. `capacity` is how many
    lines fit at a card's sides. With more `haste` than 1 the search heads for the goal; a path may then cost
    that much more than the best.
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
    effort: Effort = field(default_factory=Effort)
    along: list[tuple[Entry, ...]] = field(init=False)
    direction: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.along = [()] * len(self.length)
        self.direction = {delta: d for d, delta in enumerate(self.step)}


def search(
    roads: Roads, sources: Iterable[int], goals: set[int], own: Sequence[float], number: int
) -> Path | None:
    """The cheapest path from any source to any goal for the net of this number; None when there is none.

    `own[panel]` is what a pixel of length costs inside a panel.
    """
    one = _Search(roads, sources, goals, own, number)
    path = one.run()
    roads.effort.spend(len(one.best) + one.looked // 4)
    return path


class _Search:
    """One run. A state is a vertex and the direction in which it was reached; a start is `-1 - vertex`."""

    def __init__(
        self, roads: Roads, sources: Iterable[int], goals: set[int], own: Sequence[float], number: int
    ) -> None:
        self.roads = roads
        self.goals = goals
        self.own = own
        self.number = number
        xs, ys = [roads.x[v] for v in goals], [roads.y[v] for v in goals]
        self.around = (min(xs), max(xs), min(ys), max(ys))
        # Less than nothing for states that are done with.
        self.best = {-1 - v: 0.0 for v in sources if v not in goals}
        self.came: dict[int, int] = {}
        self.sides: dict[tuple[int, int], int] = {}  # by state and path
        self.looked = 0  # paths along the way that were compared with

    def run(self) -> Path | None:
        """All in one loop, with everything at hand: it is run thousands of times for a picture.

        States wait in the order of what a path through them costs at least: what it has cost, the way that is
        left to the goals, and the corners that this takes.
        """
        roads, own, best, came, goals = self.roads, self.own, self.best, self.came, self.goals
        length, step, along, xs, ys = roads.length, roads.step, roads.along, roads.x, roads.y
        blocked, panel, straight, tired = roads.blocked, roads.panel, roads.straight, roads.effort.spent
        haste, (left, right, top, bottom) = roads.haste, self.around
        heap = sorted((0.0, 0.0, start) for start in best)
        while heap:
            _, spent, state = heappop(heap)
            if best[state] < 0.0:
                continue
            best[state] = -1.0
            v, d = (state >> 2, state & 3) if state >= 0 else (-1 - state, -1)
            if v in goals:
                return self._traced(state)
            corner, across = (_CORNER, CROSSING * straight[1 - (d & 1)][v]) if d >= 0 else (0.0, 0.0)
            shared = along[state - 4 * step[d]] if d >= 0 else ()
            parting = self._partings(shared, state) if shared and not tired else ()
            for out in _ONWARD[d]:
                edge, w = 4 * v + out, v + step[out]
                if length[edge] < 0.0 or (blocked[w] and w not in goals):
                    continue
                rate = own[panel[w]]
                price = length[edge] * rate - spent
                if rate > 1.0 and panel[w] != panel[v]:
                    price += _BORDER
                price += across if out == d else corner
                if parting:
                    price += CROSSING * _parted(parting, _TURNS[(out - d) & 3])
                if others := along[edge]:
                    card = w if d >= 0 else v
                    price += self._at_side(card, out, len(others)) if blocked[card] else _SHARED * len(others)
                key = 4 * w + out
                if price < best.get(key, 1e18):
                    best[key], came[key] = price, state
                    x, y = xs[w], ys[w]
                    rest = left - x if x < left else x - right if x > right else 0.0
                    rest += top - y if y < top else y - bottom if y > bottom else 0.0
                    rest += _BENDS[out][(x < left) - (x > right)][(y < top) - (y > bottom)]
                    heappush(heap, (price + haste * rest, -price, key))
        return None

    def _at_side(self, card: int, out: int, count: int) -> float:
        """What it costs that others end at the side of a card, with its little room."""
        capacity = self.roads.capacity.get(card)
        if capacity is None:
            return _SHARED * count
        return _PORT * count + (_FULL if count >= capacity[out & 1] else 0.0)

    def _traced(self, state: int) -> Path:
        path = []
        while state >= 0:
            path.append(state >> 2)
            state = self.came[state]
        path.append(-1 - state)
        return path[::-1]

    def _partings(self, shared: Sequence[Entry], state: int) -> list[tuple[int, int]]:
        """For each path on the stretch just run: which way it turns next, and on which side of it ours came.

        Ours crosses it by leaving to the other side of it than the one on which it came.
        """
        v, d, direction = state >> 2, state & 3, self.roads.direction
        found = []
        self.looked += len(shared)
        counted = {self.number}
        for path, place, forward, other in shared:
            after = place + 2 * forward
            if other in counted or not 0 <= after < len(path):
                continue
            side = self.sides[state, id(path)] = self._joined(path, place, forward, state)
            if side:
                counted.add(other)
                found.append((_TURNS[(direction[path[after] - v] - d) & 3], side))
        return found

    def _joined(self, path: Path, place: int, forward: int, state: int) -> int:
        """On which side of a path ours came to it: positive for the right, 0 when both begin together.

        What is known of the states before is taken from there.
        """
        direction, came, sides, which = self.roads.direction, self.came, self.sides, id(path)
        while True:
            before = came[state]
            behind = place - forward
            if before < 0 or not 0 <= behind < len(path):
                return 0
            theirs, ours = direction[path[place] - path[behind]], before & 3
            if ours != theirs:
                return _TURNS[(state - ours) & 3] - _TURNS[(state - theirs) & 3]
            known = sides.get((before, which))
            if known is not None:
                return known
            self.looked += 1
            state, place = before, behind
