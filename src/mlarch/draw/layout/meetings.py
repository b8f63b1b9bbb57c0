"""Where the lines of a diagram meet: crossings, lines on each other, and lines side by side too near.

Level and upright stretches are swept over in order, so that the time grows with their number and not with
that of the crossings; slanting ones, which only other layouts have, are compared with what is near.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from mlarch.draw.geometry import Box, Point, Segment
from mlarch.records import dataclass

__all__ = ["Index", "Part", "crossings", "meetings"]

T = TypeVar("T")
_BUCKET = 128.0
_CLOSE = 6.0  # two lines side by side that are nearer to each other than this can hardly be told apart


class Index(Generic[T]):
    """Things by the squares of the page that their boxes touch."""

    def __init__(self, things: Iterable[tuple[Box, T]]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Box, T]]] = {}
        for box, thing in things:
            for key in _keys(box):
                self._squares.setdefault(key, []).append((box, thing))

    def near(self, box: Box) -> list[T]:
        """Everything whose box touches this one, each once, in the order in which it was added."""
        found: dict[int, T] = {}
        for key in _keys(box):
            for other, thing in self._squares.get(key, ()):
                if (
                    other.x <= box.right
                    and box.x <= other.right
                    and other.y <= box.bottom
                    and box.y <= other.bottom
                ):
                    found[id(thing)] = thing
        return list(found.values())


def _keys(box: Box) -> Iterator[tuple[int, int]]:
    for i in range(int(box.x // _BUCKET), int(box.right // _BUCKET) + 1):
        for j in range(int(box.y // _BUCKET), int(box.bottom // _BUCKET) + 1):
            yield (i, j)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A straight stretch of a line."""

    bundle: int
    segment: Segment

    @property
    def box(self) -> Box:
        """The box around it, without breadth unless it slants."""
        (x1, y1), (x2, y2) = self.segment
        return Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


def meetings(every: Sequence[Part], parts: Index[Part]) -> tuple[int, int, int]:
    """How often lines of different bundles cross, lie on each other, and run side by side too near."""
    level = [part for part in every if part.segment[0][1] == part.segment[1][1]]
    rest = [part for part in every if part.segment[0][1] != part.segment[1][1]]
    upright = [part for part in rest if part.segment[0][0] == part.segment[1][0]]
    slanting = {id(part): n for n, part in enumerate(rest) if part.segment[0][0] != part.segment[1][0]}
    crossed = _crossings(level, upright) + sum(
        other.bundle != part.bundle and _slanting_cross(part.segment, other.segment)
        for part in rest
        if id(part) in slanting
        for other in parts.near(part.box)
        if slanting.get(id(other), -1) < slanting[id(part)]
    )
    pairs = [_side_by_side(level, 1), _side_by_side(upright, 0)]
    return crossed, sum(on for on, _ in pairs), sum(close for _, close in pairs)


def crossings(every: Iterable[Part]) -> int:
    """How often level and upright lines of different bundles cross."""
    parts: tuple[list[Part], list[Part]] = ([], [])
    for part in every:
        parts[part.segment[0][1] != part.segment[1][1]].append(part)
    return _crossings(*parts)


def _crossings(level: Sequence[Part], upright: Sequence[Part]) -> int:
    """By a sweep from left to right: the level stretches that upright ones meet, without their bundle's."""
    events = [(part.segment[0][0], 1, part) for part in upright]
    for part in level:
        first, last = sorted(x for x, _ in part.segment)
        events += [(first, 0, part), (last, 2, part)]
    here: dict[int | None, list[float]] = {None: []}  # the places of the stretches passed now, by bundle
    crossings = 0
    for _, what, part in sorted(events, key=lambda event: event[:2]):
        (_, y), (_, other) = part.segment
        every, own = here[None], here.setdefault(part.bundle, [])
        for places, sign in ((every, 1), (own, -1)):
            if what == 0:
                insort(places, y)
            elif what == 2:
                del places[bisect_left(places, y)]
            else:
                low, high = min(y, other), max(y, other)
                crossings += sign * (bisect_right(places, high) - bisect_left(places, low))
    return crossings


def _side_by_side(those: Sequence[Part], axis: int) -> tuple[int, int]:
    """How many of parallel stretches, at places on an axis, lie on each other, and how many too near."""
    order = sorted(those, key=lambda part: part.segment[0][axis])
    on_lines = close = 0
    for number, part in enumerate(order, start=1):
        at, spans = part.segment[0][axis], sorted(point[1 - axis] for point in part.segment)
        for place in range(number, len(order)):
            other = order[place]
            apart = other.segment[0][axis] - at
            if apart >= _CLOSE:
                break
            start, end = sorted(point[1 - axis] for point in other.segment)
            if other.bundle != part.bundle and min(spans[1], end) > max(spans[0], start):
                on_lines += apart == 0
                close += apart > 0
    return on_lines, close


def _slanting_cross(first: Segment, second: Segment) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
