"""What readers pay for, in pixels of line: one price list for placing, routing, labels and the report.

Crossings cost readers most, then bends, then length (Purchase, *Which aesthetic has the greatest effect on
human understanding?*, 1997).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["BEND", "COLUMN", "CROSSING", "FOREIGN", "ROW", "Table", "Weight", "link_table"]

CROSSING = 300.0
"""Two lines that cross."""
BEND = 90.0
"""A corner of a line."""
FOREIGN = 1.0
"""Each pixel of a line inside a panel that neither of its ends belongs to, on top of its length."""

COLUMN, ROW = 216.0, 112.0
"""The nominal size of a cell: a card with the gap beside it, and with the gap below it."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a link counts when cards are placed: per pixel of its length, and for running backward.

    `left` and `up` are paid once by a link that runs that way, and a little again for every cell; `upright`
    and `level` by one that runs straight down or to the side, where the spec asks for another direction.
    """

    length: float
    left: float
    up: float
    upright: float = 0.0
    level: float = 0.0


Table: TypeAlias = Sequence[Sequence[float]]
"""Costs by columns and rows between two cards; negative distances count from the end, as Python indexes."""


@functools.lru_cache(maxsize=64)
def link_table(weight: Weight, reach: int, mirrored: bool) -> Table:
    """The cost of a link by the columns and rows that its target lies right of and below its source.

    Distances of up to `reach` either way can be asked for. `mirrored` is the same table seen from the target.
    """
    size = 2 * reach + 1
    table = []
    for i in range(size):
        dc = i if i <= reach else i - size
        column = []
        for j in range(size):
            dr = j if j <= reach else j - size
            column.append(_cost(weight, -dc, -dr) if mirrored else _cost(weight, dc, dr))
        table.append(column)
    return table


def _cost(weight: Weight, dc: int, dr: int) -> float:
    cost = weight.length * (abs(dc) * COLUMN + abs(dr) * ROW)
    if dc and dr:
        cost += BEND
    if dc < 0:
        cost += weight.left * (0.75 + 0.25 * -dc)
    if dr < 0:
        cost += weight.up * (0.75 + 0.25 * -dr)
    if dc == 0:
        cost += weight.upright
    if dr == 0:
        cost += weight.level
    return cost
