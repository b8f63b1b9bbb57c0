"""What readers pay for, in pixels of line: one price list for placing, routing, labels and the report.

Crossings cost readers most, then bends, then length (Purchase, *Which aesthetic has the greatest effect on
human understanding?*, 1997).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TypeAlias

from mlarch.records import dataclass

__all__ = [
    "ALIGNED",
    "BEND",
    "COLUMN",
    "CROSSING",
    "FAN",
    "FOREIGN",
    "ROW",
    "Table",
    "Weight",
    "link_table",
    "mirrored_table",
]

CROSSING = 300.0
"""Two lines that cross."""
BEND = 160.0
"""A corner of a line."""
ALIGNED = 350.0
"""What two linked cards gain in one column or row: a corner, and the room and crossings that one brings."""
FAN = 0.4
"""What corners and crossings count of a link that shares a trunk with others, where cards are placed.

Most of its way is theirs, too. From what routes have against what straight lines have, in 68 designs."""
FOREIGN = 2.0
"""Each pixel of a line inside a panel that neither of its ends belongs to, on top of its length."""

COLUMN, ROW = 216.0, 112.0
"""The nominal size of a cell: a card with the gap beside it, and with the gap below it."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a link counts when cards are placed: per pixel of its length, and for running backward.

    `left` and `up` are paid by a link that runs that way, times `longer` where it is the longer of its two
    ways, else times `shorter`; `upright` and `level` by one that runs straight down or to the side, where the
    spec asks for another direction; `aligned` by one that runs neither straight down nor to the side.
    """

    length: float
    left: float
    up: float
    upright: float = 0.0
    level: float = 0.0
    longer: float = 2.8
    shorter: float = 0.5
    aligned: float = ALIGNED


Table: TypeAlias = Sequence[Sequence[float]]
"""Costs by columns and rows between two cards; negative distances count from the end, as Python indexes."""


@functools.lru_cache(maxsize=64)
def link_table(weight: Weight, reach: int) -> Table:
    """The cost of a link by the columns and rows that its target lies right of and below its source.

    Distances of up to `reach` either way can be asked for.
    """
    down = [weight.length * dr * ROW for dr in range(reach + 1)]
    up = [weight.up * (0.75 + 0.25 * dr) for dr in range(reach + 1)]
    return [_column(weight, dc, down, up) for dc in (*range(reach + 1), *range(-reach, 0))]


@functools.lru_cache(maxsize=64)
def mirrored_table(weight: Weight, reach: int) -> Table:
    """The same costs by the columns and rows that the source lies right of and below the target."""
    table = link_table(weight, reach)
    turned = [[column[0], *column[:0:-1]] for column in table]
    return [turned[0], *turned[:0:-1]]


def _column(weight: Weight, dc: int, down: Sequence[float], up: Sequence[float]) -> list[float]:
    """The costs `dc` columns to the right: of rows further down, and then of rows further up, the last first.

    `down` is what the length of so many rows costs, `up` what running up so many costs on top.
    """
    wide = abs(dc) * COLUMN
    flat = min(len(down), 1 + int(wide // ROW))  # with fewer rows than this, sideways is the longer way
    left = weight.left * (0.75 - 0.25 * dc) if dc < 0 else 0.0
    level = weight.length * wide + weight.longer * left + (0.0 if dc else weight.upright) + weight.level
    base = weight.length * wide + (weight.aligned if dc else weight.upright)
    longer, shorter = base + weight.longer * left, base + weight.shorter * left
    below = [longer + d for d in down[1:flat]] + [shorter + d for d in down[flat:]]
    above = [longer + d + weight.shorter * u for d, u in zip(down[1:flat], up[1:flat], strict=True)]
    above += [shorter + d + weight.longer * u for d, u in zip(down[flat:], up[flat:], strict=True)]
    return [level, *below, *reversed(above)]
