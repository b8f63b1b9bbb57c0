"""The numbers of a scenario's steps, in badges on their lines, in a picture where all else has its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import TypeAlias

from mlarch.draw.geometry import Box, Point, Segment, segments
from mlarch.draw.layout.meetings import Index
from mlarch.draw.text.metrics import BADGE_HIGH, badge_width, numbers

__all__ = ["Surroundings", "place_badges"]

_STEP = 4.0  # between two places that are tried along a line
_HEAD, _HALF_HEAD = 10.0, 4.0  # the length of an arrow head, which is to be seen, and half its breadth
_TIGHT = 0.25  # to the end of a line that another crosses: `distances` leaves room for a badge between
_CLEAR = 2.0  # from a badge to anything else
_AWAY = 2.0  # from a badge to its own line, where it stands beside it
_COVERING, _ON_LINE, _OWN_WORDS, _ON_HEAD, _ON_BORDER = 400.0, 160.0, 80.0, 60.0, 14.0
_CLOSE, _SHARED, _HANGING, _BESIDE, _BEHIND = 12.0, 30.0, 25.0, 40.0, 70.0

_Place: TypeAlias = tuple[
    float, Box, float
]  # what it costs for itself, the badge, how far it is from its line


def place_badges(steps: Mapping[int, Sequence[int]], around: Surroundings) -> dict[tuple[int, ...], Box]:
    """The badges by the numbers in them; `steps` are those of each line, by its key.

    The numbers of a line share a badge, unless each finds a better place alone. Of places that are alike the
    one nearest to the middle of the line is taken.
    """
    found: dict[tuple[int, ...], Box] = {}
    for key in sorted(steps, key=lambda key: (_length(around.lines[key]), key)):
        joint, cost = around.best(key, badge_width(numbers(steps[key])), list(found.values()))
        boxes: list[Box] = []
        costs = 0.0
        for step in steps[key]:
            box, more = around.best(key, badge_width(str(step)), [*found.values(), *boxes])
            boxes.append(box)
            costs += more
        if cost <= costs:
            found[tuple(steps[key])] = joint
            continue
        if len({box.width for box in boxes}) == 1:
            boxes.sort(key=lambda box: (box.y, box.x))
        found |= {(step,): box for step, box in zip(steps[key], boxes, strict=True)}
    return found


class Surroundings:
    """What badges stand among."""

    def __init__(
        self,
        lines: Mapping[int, Sequence[Point]],
        bundles: Mapping[int, object],
        taken: Sequence[Box],
        words: Mapping[int, Box],
        borders: Sequence[Box],
    ) -> None:
        """`lines` are all lines of the picture, and `bundles` say which may share a stretch. `taken` are
        cards and headings, `words` those of lines: a badge keeps clear of all, of the words of its own line
        unless it would cover another. `borders` are those of panels, which it avoids.
        """
        self.lines, self._bundles, self._borders = lines, bundles, borders
        parts = [(key, part) for key, points in lines.items() for part in segments(points)]
        self._parts = Index((_around(one[1]), one) for one in parts)
        self._taken = Index((box, box) for box in (*taken, *words.values()))
        self._words = words

    def best(self, key: int, width: float, badges: Sequence[Box]) -> tuple[Box, float]:
        """The best place for a badge of a line beside those that have theirs, and what it costs."""
        best, least = Box(*self.lines[key][0], width, BADGE_HIGH), float("inf")
        for own, box, away in sorted(_places(self.lines[key], width), key=lambda place: place[0]):
            if own >= least:
                break
            cost = own + self._clash(key, box, away)
            cost += _COVERING * fsum(map(box.grown(_CLEAR).overlaps, badges))
            if cost < least:
                best, least = box, cost
        return best, least

    def _clash(self, key: int, box: Box, away: float) -> float:
        """What a badge covers, or stands too near to, weighed."""
        room = box.grown(_CLEAR)
        cost = _ON_BORDER * sum(room.overlaps(one) and not one.contains(room) for one in self._borders)
        for other in self._taken.near(room):
            own = other is self._words.get(key)
            cost += _CLOSE if not other.overlaps(box) else _OWN_WORDS if own else _COVERING
        touching, room = not away, box.grown(max(_CLEAR, away - 0.1))  # its own line is to be the nearest
        for line, part in self._parts.near(room):
            if (touching and line == key) or not room.crosses(part):
                continue
            if touching and self._bundles[line] == self._bundles[key]:
                cost += _SHARED
            else:
                cost += _CLOSE if touching and not box.crosses(part) else _ON_LINE
        return cost


def _places(points: Sequence[Point], width: float) -> Iterator[_Place]:
    """The places along a line: the nearer to its middle and the farther from its heads, the better."""
    whole, before = _length(points), 0.0
    for start, end in pairwise(points):
        length = _length((start, end))
        level = start[1] == end[1]
        half, across = (width / 2, BADGE_HIGH / 2) if level else (BADGE_HIGH / 2, width / 2)
        steps = int(length // _STEP) + 1
        alongs = [length * step / steps for step in range(steps + 1)]
        if length > 2 * (half + _TIGHT):
            alongs += [half + _TIGHT, length - half - _TIGHT]
        for along in alongs:
            x, y = (a + (b - a) / length * along if length else a for a, b in zip(start, end, strict=True))
            box = Box(x - width / 2, y - BADGE_HIGH / 2, width, BADGE_HIGH)
            run = before + along
            hidden = max(0.0, half + _HEAD - min(run, whole - run))
            own = 0.1 * abs(run - whole / 2)
            yield own + (_ON_HEAD + 2 * hidden if hidden else 0.0), box, 0.0
            away = _AWAY + (_HALF_HEAD if hidden else 0.0)
            offs = [(across + away, _BESIDE, away)]
            offs += [(3 * across + away, _BEHIND, away)]  # a badge that stands on the line is between
            if not hidden:
                offs.append((across - 1, _HANGING, 0.0))
            for off, cost, far in offs:
                for side in (off, -off):
                    yield own + cost, box.moved(0.0, side) if level else box.moved(side, 0.0), far
        before += length


def _around(part: Segment) -> Box:
    (x1, y1), (x2, y2) = part
    return Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


def _length(points: Sequence[Point]) -> float:
    return fsum(abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in pairwise(points))
