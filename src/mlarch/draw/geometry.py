"""Points, boxes and polylines, in pixels, y downwards."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from mlarch.records import dataclass

__all__ = ["Box", "Point", "Segment", "bounds", "corners", "segments"]

Point: TypeAlias = tuple[float, float]
Segment: TypeAlias = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle by its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """The middle."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, dx: float, dy: float) -> Box:
        """This box, shifted."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> Box:
        """This box with `by` more on every side (less when negative)."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def contains(self, other: Box) -> bool:
        """Whether `other` lies wholly inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def crosses(self, segment: Segment) -> bool:
        """Whether a segment passes through the inside of the box."""
        (x1, y1), (x2, y2) = segment
        if not (
            min(x1, x2) < self.right
            and self.x < max(x1, x2, min(x1, x2) + 1e-9)
            and min(y1, y2) < self.bottom
            and self.y < max(y1, y2, min(y1, y2) + 1e-9)
        ):
            return False
        if x1 == x2 or y1 == y2:
            return True
        # A slanting line misses the box when all four corners lie on one side of it.
        sides = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in self.points]
        return min(sides) < 0 < max(sides)

    @property
    def points(self) -> tuple[Point, Point, Point, Point]:
        """The four corners, around."""
        return ((self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom))

    def distance(self, segment: Segment) -> float:
        """How far the nearest point of a segment is from the box; 0 when they touch."""
        (x1, y1), (x2, y2) = segment
        if x1 == x2 or y1 == y2:
            dx = max(self.x - max(x1, x2), min(x1, x2) - self.right, 0.0)
            dy = max(self.y - max(y1, y2), min(y1, y2) - self.bottom, 0.0)
            return float((dx * dx + dy * dy) ** 0.5)
        if self.crosses(segment):
            return 0.0
        ends = (self.distance((end, end)) for end in segment)
        return min(*ends, *(_away(point, segment) for point in self.points))


def _away(point: Point, segment: Segment) -> float:
    """How far a point is from a segment of some length."""
    (x1, y1), (x2, y2) = segment
    along = ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - x1 - along * (x2 - x1), point[1] - y1 - along * (y2 - y1))


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; an empty box for none."""
    items = list(boxes)
    if not items:
        return Box(0, 0, 0, 0)
    x, y = min(b.x for b in items), min(b.y for b in items)
    return Box(x, y, max(b.right for b in items) - x, max(b.bottom for b in items) - y)


def segments(points: Sequence[Point]) -> list[Segment]:
    """The stretches of a polyline."""
    return list(itertools.pairwise(points))


def corners(points: Sequence[Point]) -> list[Point]:
    """The polyline without the points that lie on a straight stretch of it."""
    kept: list[Point] = []
    for index, point in enumerate(points):
        if 0 < index < len(points) - 1:
            before, after = kept[-1], points[index + 1]
            if (before[0] == point[0] == after[0]) or (before[1] == point[1] == after[1]):
                continue
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept
