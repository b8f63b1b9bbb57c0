"""A layout in cells: the cell of each card, the rectangle of each panel, and what a page of cells costs."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mlarch.draw.layout.prices import COLUMN, ROW
from mlarch.records import dataclass

__all__ = ["PAGE", "Option", "Rect", "late_start", "page_cost", "too_wide", "union", "vacant"]

Rect: TypeAlias = tuple[int, int, int, int]
"""Left column, top row, columns, rows."""

PAGE = 10.0  # per pixel of the side of a square page
_SHAPE = 9.0  # the same, times how far the page is from its wanted shape
_RIBBON, _NARROW, _BROAD = 60.0, 0.45, 2.2  # the same again, outside of these shapes
_ROOM = 1.2  # or of these times the shape that is wanted
_EARLY, _LATE = 0.42, 40_000.0
_LEGIBLE, _TOO_WIDE = 1200.0, 35.0  # pixels of width without words, and the price of each beyond


@dataclass(frozen=True, slots=True)
class Option:
    """One layout of a block: its size, the cells of its cards, the rectangles of its panels, and its cost."""

    wide: int
    high: int
    cells: Mapping[int, tuple[int, int]]
    panels: Mapping[str, Rect]
    cost: float

    def moved(self, x: int, y: int) -> Option:
        """The same elsewhere."""
        cells = {card: (c + x, r + y) for card, (c, r) in self.cells.items()}
        panels = {name: (c + x, r + y, w, h) for name, (c, r, w, h) in self.panels.items()}
        return Option(self.wide, self.high, cells, panels, self.cost)


def union(rects: Sequence[Rect]) -> Rect:
    """The rectangle around some others."""
    left, top = min(c for c, _, _, _ in rects), min(r for _, r, _, _ in rects)
    right, bottom = max(c + w for c, _, w, _ in rects), max(r + h for _, r, _, h in rects)
    return left, top, right - left, bottom - top


def vacant(
    others: Iterable[Rect], wide: int, high: int, columns: range, rows: range
) -> Iterator[tuple[int, int]]:
    """The places in these columns and rows at which a rectangle of a size meets none of the others."""
    taken = dict.fromkeys(range(rows.start, rows.stop + high), 0)  # by row, a bit for each column
    for c, r, w, h in others:
        for row in range(r, r + h):
            taken[row] = taken.get(row, 0) | ((1 << w) - 1) << (c - columns.start)
    for r in rows:
        here = functools.reduce(operator.or_, (taken[row] for row in range(r, r + high)))
        for place, c in enumerate(columns):
            if not here >> place & (1 << wide) - 1:
                yield c, r


def too_wide(width: float) -> float:
    """What it costs that words get small where a picture so wide is shown on a page of 900 pixels."""
    return _TOO_WIDE * max(0.0, width - _LEGIBLE)


def late_start(places: Sequence[tuple[float, float]]) -> float:
    """What it costs that reading starts in the right or lower half of a page: `places` are those of the cards
    to read first, as shares of its width and height."""
    if not places:
        return 0.0
    middles = (math.fsum(place[axis] for place in places) / len(places) for axis in (0, 1))
    return math.fsum(_LATE * max(0.0, middle - _EARLY) for middle in middles)


@functools.lru_cache(maxsize=4096)
def page_cost(wide: int, high: int, aspect: float, count: int) -> float:
    """What a page of so many cells costs; the shape of one with few cards matters less."""
    width, height = wide * COLUMN, high * ROW + 80
    side = math.sqrt(width * height)
    shape = width / height
    off = abs(math.log(shape / aspect)) * min(1.0, count / 14)
    broad, narrow = max(_BROAD, _ROOM * aspect), min(_NARROW, aspect / _ROOM)
    ribbon = max(0.0, math.log(shape / broad), math.log(narrow / shape))
    ribbon *= min(1.0, max(0, count - 6) / 8)  # a few cards may stand in one line
    return (PAGE + _SHAPE * max(0.0, off - 0.2) + _RIBBON * ribbon) * side
