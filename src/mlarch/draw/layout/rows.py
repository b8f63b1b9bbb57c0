"""Things of given widths in rows, such as the entries of a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

from mlarch.draw.geometry import Box, Point

__all__ = ["in_rows"]

_Split: TypeAlias = tuple[int, float, tuple[int, ...]]
"""How many rows hold one thing alone, the width of the widest, and how many each holds, negated: of equal
ones the longer row stands first."""


def in_rows(
    widths: Sequence[float], high: float, at: Point, room: float, *, apart: float, step: float
) -> list[Box]:
    """The boxes of things `high` pixels high, `apart` from each other, in rows of at most `room` pixels.

    There are as few rows as can be, `step` from top to top, none with one thing alone where that can be, and
    the longest is as short as can be.
    """
    boxes: list[Box] = []
    left = iter(widths)
    for row, count in enumerate(_counts(widths, room, apart)):
        x = at[0]
        for width in islice(left, count):
            boxes.append(Box(x, at[1] + row * step, width, high))
            x += width + apart
    return boxes


def _counts(widths: Sequence[float], room: float, apart: float) -> list[int]:
    """How many of the things stand in each row."""
    best: list[dict[int, _Split]] = [{0: (0, 0.0, ())}]  # by how many stand in rows, and in how many rows
    for end in range(1, len(widths) + 1):
        found: dict[int, _Split] = {}
        for start in range(end):
            count = end - start
            wide = round(math.fsum(widths[start:end]) + apart * (count - 1), 2)
            if wide > room + 0.01 and count > 1:
                continue
            for rows, (alone, widest, counts) in best[start].items():
                split = (alone + (count == 1), max(widest, wide), (*counts, -count))
                found[rows + 1] = min(found.get(rows + 1, split), split)
        best.append(found)
    return [-count for count in best[-1][min(best[-1])][2]]
