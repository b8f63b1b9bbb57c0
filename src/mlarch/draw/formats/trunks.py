"""The stretch of a shared trunk that a heavier line takes from its joint on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mlarch.draw.diagram import End, Line
from mlarch.draw.geometry import Point

__all__ = ["heavier_trunks"]

_HEAD = 8.0  # of the head of the trunk, which stays as it is


def heavier_trunks(line: Line, bundle: Sequence[Line]) -> Iterator[tuple[Point, ...]]:
    """The way from each joint of a line to the card that it comes from, or leads to, along lighter lines of
    its bundle."""
    mates = [one for one in bundle if not one.main]
    for tip, end in ((0, line.start), (-1, line.end)):
        if end is not End.JOINT:
            continue
        for mate in mates:
            points = mate.points if tip == 0 else mate.points[::-1]
            found = _until(points, line.points[tip])
            if found is not None:
                headed = mate.returns if tip == 0 else mate.end is not End.JOINT
                yield _cut(found, _HEAD if headed else 0.0)
                break


def _until(points: Sequence[Point], at: Point) -> tuple[Point, ...] | None:
    """A line from its start to a place on it; None where it does not pass there."""
    for number, ((x1, y1), (x2, y2)) in enumerate(pairwise(points), start=1):
        if min(x1, x2) <= at[0] <= max(x1, x2) and min(y1, y2) <= at[1] <= max(y1, y2):
            return (*points[:number], at)
    return None


def _cut(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    """A line without so much of its start."""
    (x1, y1), (x2, y2) = points[:2]
    long = abs(x1 - x2) + abs(y1 - y2) or 1.0
    share = min(1.0, by / long)
    return ((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share), *points[1:])
