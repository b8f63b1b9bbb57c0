"""Which cells cards stand in, as bits, and what the line between two cards costs with others in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from mlarch.draw.layout.prices import BEND

__all__ = ["Cell", "Occupied", "Where"]

Cell: TypeAlias = tuple[int, int]
Where: TypeAlias = tuple[int, int, int, int]
"""The cells of the two cards of a link."""

_BLOCKED = 4 * BEND
_TWO_CORNERS = 3 * BEND  # and what two corners more bring with them


class Occupied:
    """The cells that are taken: for each row a bit for each column, and for each column one for each row.

    Bits start at column and row -1, where a block may stand while it is tried.
    """

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.rows: dict[int, int] = defaultdict(int)
        self.columns: dict[int, int] = defaultdict(int)
        self.turn(cells)

    def turn(self, cells: Iterable[Cell]) -> None:
        """Free the cells that are taken, and take those that are free."""
        rows, columns = self.rows, self.columns
        for c, r in cells:
            rows[r] ^= 1 << c + 1
            columns[c] ^= 1 << r + 1

    def detour(self, where: Where) -> float:
        """What cards in the way of two make a line cost: past them, or with more bends than the one."""
        ax, ay, bx, by = where
        if ax == bx or ay == by:
            return _BLOCKED * self._between(where)
        if ax > bx:
            ax, ay, bx, by = bx, by, ax, ay
        # The cells beside each of the two, level and upright, up to the corner in which these ways meet.
        width, wide = bx - ax, (1 << bx - ax) - 1
        from_a, from_b = self.rows[ay] >> ax + 2 & wide, self.rows[by] >> ax + 1 & wide
        down, top = ay < by, ay if ay < by else by
        height = by - ay if down else ay - by
        high = (1 << height) - 1
        along_a = self.columns[ax] >> top + 1 + down & high
        along_b = self.columns[bx] >> top + 2 - down & high
        if not (from_a or along_b) or not (along_a or from_b):
            return 0.0  # one corner
        if not (from_a and from_b and along_a and along_b):
            return _TWO_CORNERS
        # How many cells are free from each of the two on, towards the other.
        if _lowest(from_a) + width - from_b.bit_length() >= width - 1:
            return _TWO_CORNERS
        first, last = (along_a, along_b) if down else (along_b, along_a)
        if _lowest(first) + height - last.bit_length() >= height - 1:
            return _TWO_CORNERS
        return 2 * _TWO_CORNERS

    def _between(self, where: Where) -> int:
        """How many cards stand between two in one row or column."""
        ax, ay, bx, by = where
        one, two, line = (ay, by, self.columns[ax]) if ax == bx else (ax, bx, self.rows[ay])
        if one > two:
            one, two = two, one
        return (line >> one + 2 & (1 << max(0, two - one - 1)) - 1).bit_count()


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
