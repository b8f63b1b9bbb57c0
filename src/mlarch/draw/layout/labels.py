"""Words beside lines: each label beside its own line, on nothing else.

Every place along a line is tried, above and below its level stretches, right and left of its upright ones, in
the order of what the place costs for itself. A place that touches something costs so much that it is taken
only when there is no other; the label then asks for more room there.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from mlarch.draw.geometry import Box, Point, Segment
from mlarch.draw.layout.effort import Effort
from mlarch.records import dataclass

__all__ = ["Labels", "Need", "needs"]

_AWAY = 2.0  # pixels between a level line and the words above or below it
_BESIDE = 5.0  # the same for an upright line
_CLEAR = 3.5  # how far everything else keeps from words
_HEAD = 12.0  # the length of an arrow head, which words do not stand beside
_STEP = 12.0
_HAIR = 0.01  # against rounding
_REST = 1_000_000  # steps more in which a few places are tried, after which it is the first
_TRIED = 24  # places to each side of a stretch's middle; for a label, where labels have taken too many steps
_BUCKET = 96.0
_ON_LINE, _ON_CARD, _ON_LABEL, _ON_BORDER, _FOREIGN = 60.0, 120.0, 120.0, 14.0, 8.0

_Place: TypeAlias = tuple[float, float, float, Segment]  # its cost, the x and y of the words, beside what
_Sides: TypeAlias = tuple[float, float, float, float]  # left, top, right and bottom of a box


@dataclass(frozen=True, slots=True)
class Need:
    """What would make room for a label beside a stretch of its line: `along` it, and `across` for the words.

    `path` and `stretch` number the stretch among the net's paths.
    """

    path: int
    stretch: int
    level: bool
    along: float
    across: float


@dataclass(slots=True)
class Labels:
    """Places the labels of one picture, one after the other.

    `lines` are the stretches of every net, by net; `borders` are the panels. When the `effort` is spent, a
    few places are tried for each label. `beside` is the stretch that a label stands at.
    """

    cards: Sequence[Box]
    headings: Sequence[Box]
    borders: Sequence[Box]
    lines: Mapping[int, Sequence[Segment]]
    effort: Effort = field(default_factory=Effort)
    boxes: dict[int, Box] = field(default_factory=dict)
    beside: dict[int, Segment] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)
    _index: dict[tuple[int, int], list[tuple[_Sides, int]]] = field(default_factory=dict)
    _frames: list[_Sides] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._frames = [_sides(border) for border in self.borders]
        for box in (*self.cards, *self.headings):
            self._enter(box, -1)
        for net, parts in self.lines.items():
            self.effort.spend(4 * len(parts))
            for (x1, y1), (x2, y2) in parts:
                self._enter(Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)), net)

    def _enter(self, box: Box, net: int) -> None:
        """Note what is in the way of words; a line has a little breadth."""
        left, top, right, bottom = _sides(box)
        entry = (
            (left, top, right if box.width else right + 0.01, bottom if box.height else bottom + 0.01),
            net,
        )
        for i in range(int(left // _BUCKET), int(right // _BUCKET) + 1):
            for j in range(int(top // _BUCKET), int(bottom // _BUCKET) + 1):
                self._index.setdefault((i, j), []).append(entry)

    def place(
        self,
        key: int,
        net: int,
        size: tuple[float, float],
        paths: Sequence[Sequence[Point]],
        *,
        returns: bool = False,
        foreign: Sequence[Box] = (),
    ) -> None:
        """Choose a place along any of a net's paths and keep it; note when it touches something.

        A line that `returns` data has an arrow head at its source, too. `foreign` are the panels that hold
        neither of its ends: words there would seem to belong to them.
        """
        apart = [_sides(box) for box in foreign]
        places = sorted(self._candidates(size, paths, returns), key=lambda place: place[0])
        best: _Place | None = None
        best_cost = 1e18
        self.effort.spend(len(places))
        most = len(places) if not self.effort.spent else _TRIED if self.effort.left > -_REST else 1
        for number, place in enumerate(places):
            if place[0] >= best_cost or number >= most:
                break
            box, room = _boxes(place, size)
            cost = place[0] + _FOREIGN * sum(_meet(box, other) for other in apart)
            cost += self._clash(box, room, net, best_cost - cost)
            if cost < best_cost:
                best, best_cost = place, cost
        if best is None:
            x, y = paths[0][0]
            best = (0.0, x, y, (paths[0][0], paths[0][1]))
        self.boxes[key], self.beside[key] = Box(best[1], best[2], *size), best[3]
        self._enter(self.boxes[key], -2)
        if best_cost >= _ON_LINE:
            self.failed.append(key)

    def _candidates(
        self, size: tuple[float, float], paths: Sequence[Sequence[Point]], returns: bool
    ) -> Iterator[_Place]:
        """Every place with what it costs for itself: the middle of a long level stretch is best."""
        seen: set[Segment] = set()
        for path in paths:
            last = len(path) - 2
            for number, (start, end) in enumerate(itertools.pairwise(path)):
                if (start, end) in seen:
                    continue
                seen.add((start, end))
                tail, head = _heads(number, last, returns)
                if start[1] == end[1]:
                    yield from self._level(size, start, end, tail, head)
                else:
                    yield from self._upright(size, start, end, tail, head)

    def _level(
        self, size: tuple[float, float], start: Point, end: Point, tail: float, head: float
    ) -> Iterator[_Place]:
        width, height = size
        left, right = min(start[0], end[0]), max(start[0], end[0])
        if end[0] > start[0]:
            left, right = left + tail, right - head
        else:
            left, right = left + head, right - tail
        spare = right - left - width
        overhang = max(0.0, 6 - spare) * 0.8
        middle = left + spare / 2
        y = start[1]
        for x in _places(middle, spare / 2 - 4):
            cost = overhang + abs(x - middle) * 0.3 / _STEP
            for top, more in ((y - height - _AWAY, 0.0), (y + _AWAY, 1.5)):
                yield cost + more, x, top, (start, end)

    def _upright(
        self, size: tuple[float, float], start: Point, end: Point, tail: float, head: float
    ) -> Iterator[_Place]:
        width, height = size
        top, bottom = min(start[1], end[1]), max(start[1], end[1])
        if end[1] > start[1]:
            top, bottom = top + tail, bottom - head
        else:
            top, bottom = top + head, bottom - tail
        spare = bottom - top - height
        overhang = max(0.0, 4 - spare) * 0.8
        middle = top + spare / 2
        x = start[0]
        edges = {y for one in self.borders if one.x < x < one.right for y in (one.y, one.bottom)}
        for y in [*_places(middle, spare / 2 - 2), *_beside_borders(middle, spare / 2 - 2, height, edges)]:
            cost = 2.0 + overhang + abs(y - middle) * 0.3 / _STEP
            for left, more in ((x + _BESIDE, 0.0), (x - _BESIDE - width, 0.5)):
                yield cost + more, left, y, (start, end)

    def _clash(self, box: _Sides, room: _Sides, net: int, most: float) -> float:
        """What a place touches, weighed; 0 for a clear one. It is not looked on when that is `most`."""
        cost, steps = 0.0, len(self.borders) // 4
        seen: set[int] = set()
        x, y, right, bottom = room
        for i in range(int(x // _BUCKET), int(right // _BUCKET) + 1):
            for j in range(int(y // _BUCKET), int(bottom // _BUCKET) + 1):
                near = self._index.get((i, j), ())
                steps += len(near)
                if cost >= most:
                    self.effort.spend(steps)
                    return cost
                for entry in near:
                    (x1, y1, x2, y2), owner = entry
                    if x1 < right and x < x2 and y1 < bottom and y < y2 and id(entry) not in seen:
                        seen.add(id(entry))
                        if owner < 0:
                            cost += _ON_CARD if owner == -1 else _ON_LABEL
                        elif owner != net or _meet(entry[0], box):
                            cost += _ON_LINE
        self.effort.spend(steps)
        for x1, y1, x2, y2 in self._frames:
            if x1 < right and x < x2 and y1 < bottom and y < y2:
                cost += 0.0 if x1 <= x and y1 <= y and right <= x2 and bottom <= y2 else _ON_BORDER
        return cost


def _sides(box: Box) -> _Sides:
    return box.x, box.y, box.right, box.bottom


def _meet(one: _Sides, two: _Sides) -> bool:
    """Whether two boxes share more than a border."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _boxes(place: _Place, size: tuple[float, float]) -> tuple[_Sides, _Sides]:
    """The box of words at a place, and around it what must be free."""
    _, x, y, (start, end) = place
    width, height = size
    if start[1] == end[1]:
        low = y - _CLEAR if y < start[1] else y - _AWAY + 0.5
        left = x - _CLEAR
        room = left, low, left + (width + 2 * _CLEAR), low + (height + _CLEAR + _AWAY - 0.5)
    else:
        low = x - _BESIDE + 0.5 if x > start[0] else x - _CLEAR - 2
        top = y - _CLEAR - 2
        room = low, top, low + (width + _CLEAR + _BESIDE + 1.5), top + (height + 2 * _CLEAR + 4)
    return (x, y, x + width, y + height), room


def _steps(room: float) -> tuple[int, float]:
    """How many places there are to each side of the middle of a stretch, and how far apart they are."""
    apart = max(_STEP, room / _TRIED)
    return int(max(0.0, room) // apart), apart


def _places(middle: float, room: float) -> Iterator[float]:
    """The places along a stretch, in steps from the middle."""
    steps, apart = _steps(room)
    yield from (middle + step * apart for step in range(-steps, steps + 1))


def _beside_borders(middle: float, room: float, high: float, edges: Iterable[float]) -> Iterator[float]:
    """The places along an upright stretch that are close above and below borders which it crosses."""
    for edge in edges:
        for at in (edge - high - _CLEAR - 2 - _HAIR, edge + _CLEAR + 2 + _HAIR):
            if abs(at - middle) < room:
                yield at


def _heads(stretch: int, last: int, returns: bool) -> tuple[float, float]:
    """The lengths of the arrow heads at the two ends of a stretch of a line."""
    return (_HEAD if returns and stretch == 0 else 0.0), (_HEAD if stretch == last else 0.0)


def needs(
    size: tuple[float, float], paths: Sequence[Sequence[Point]], *, returns: bool = False
) -> list[Need]:
    """Ways to make room for a label that found none, the one that takes the least of the page first."""
    width, height = size
    found = []
    for number, path in enumerate(paths):
        for stretch, (start, end) in enumerate(itertools.pairwise(path)):
            level = start[1] == end[1]
            length = abs(start[0] - end[0]) + abs(start[1] - end[1])
            heads = math.fsum(_heads(stretch, len(path) - 2, returns))
            wanted = (width if level else height) + 2 * _CLEAR + heads + 4
            across = height + _AWAY + _CLEAR if level else width + _BESIDE + _CLEAR + 2
            found.append(Need(number, stretch, level, max(0.0, wanted - length), across))
    return sorted(found, key=lambda need: need.along + need.across + (12.0 if need.along else 0.0))
