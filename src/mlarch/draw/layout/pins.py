"""Pins: the cells of cards as the spec states them, a line of ids for each row and `.` for an empty cell.

    layout:
      - app  lb         gateway
      - .    collector  log

Cards that a spec's layout does not name yet are put where their links are shortest, and what it names without
need is passed over. So a picture stays as it is while its spec grows.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum

from mlarch.draw.layout.insides import squeezed
from mlarch.draw.layout.option import Option, Rect, page_cost
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["part_of", "pinned", "rows_of"]

Cells = dict[int, tuple[int, int]]

_BESIDE = ((-1, -1), (1, 1))
_NONE = 1 << 30  # no row, or no column: behind all others


def pinned(problem: Problem, rows: Sequence[str]) -> Option | None:
    """The placement that the rows ask for; None when a group of theirs would lie across another."""
    cells: Cells = {}
    for row, line in enumerate(rows):
        for column, name in enumerate(line.split()):
            if name in problem.number and problem.number[name] not in cells:
                cells[problem.number[name]] = (column, row)
    if not cells:
        return None
    for card in range(len(problem.scene.cards)):
        if card not in cells:
            cells = _added(problem, cells, card)
    cells, wide, high = squeezed(cells)
    panels: dict[str, Rect] = {}
    if not _framed(problem.blocks, cells, panels, high):
        return None
    wide = max([wide, *(c + w for c, _, w, _ in panels.values())])
    high = max([high, *(r + h for _, r, _, h in panels.values())])
    return Option(wide, high, cells, panels, 0.0)


def rows_of(cells: Mapping[str, tuple[int, int]]) -> list[str]:
    """The rows that pin a placement, the ids of each column one below the other; none without cards."""
    wide = max((c + 1 for c, _ in cells.values()), default=0)
    high = max((r + 1 for _, r in cells.values()), default=0)
    table = [["."] * wide for _ in range(high)]
    for name, (c, r) in cells.items():
        table[r][c] = name
    widths = [max(len(row[c]) for row in table) for c in range(wide)]
    return ["  ".join(name.ljust(widths[c]) for c, name in enumerate(row)).rstrip() for row in table]


def part_of(problem: Problem, whole: Mapping[str, tuple[int, int]]) -> Option | None:
    """The placement of some cards as they stand in the `whole`, moved together; None where that fails.

    Rows and columns without a card are left out, and neighbouring ones laid into one where nothing is in the
    way: what was left of something stays left of it, or comes to stand above or below.
    """
    if not problem.number or not set(problem.number) <= set(whole):
        return None
    cells, wide, high = squeezed({number: whole[name] for name, number in problem.number.items()})
    for axis in (0, 1):
        place = 0
        while place < (wide, high)[axis] - 1:
            merged = {
                card: (c - (axis == 0 and c > place), r - (axis == 1 and r > place))
                for card, (c, r) in cells.items()
            }
            if len(set(merged.values())) == len(merged) and _framed(problem.blocks, merged, {}, high):
                cells = merged
                wide, high = wide - (axis == 0), high - (axis == 1)
            else:
                place += 1
    panels: dict[str, Rect] = {}
    if not _framed(problem.blocks, cells, panels, high):
        return None
    return Option(wide, max([high, *(r + h for _, r, _, h in panels.values())]), cells, panels, 0.0)


def _added(problem: Problem, cells: Cells, card: int) -> Cells:
    """The cells with one more card: in the best free cell of its group, or in a new row or column of it.

    One without a group, or the first of it, stands beside what it is linked with. A new row or column moves
    what lies beyond it on by one; nothing changes sides. Cells in which the group would lie across another
    are passed over; when there is no other, the first will do.
    """
    mates = [cells[other] for other in cells if problem.home[other] == problem.home[card]]
    if not mates:
        linked = [cells[other] for other, _ in problem.links[card] if other in cells]
        mates = [(c + x, r + y) for c, r in linked for x, y in _BESIDE]
    if not mates:
        return {**cells, card: (0, max(r for _, r in cells.values()) + 1)}
    first: Cells | None = None
    for tried in _ways(problem, cells, card, mates):
        first = first or tried
        if _stands(problem, tried):
            return tried
    return first or cells


def _ways(problem: Problem, cells: Cells, card: int, mates: Sequence[tuple[int, int]]) -> Iterator[Cells]:
    """The cells with one more card, the cheapest first: in a free cell among its mates, or in a new row or
    column between or beside them, which makes the page larger."""
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*mates, strict=True))
    columns, rows = range(left, right + 1), range(top, bottom + 1)
    wide, high = (max(axis) - min(axis) + 1 for axis in zip(*cells.values(), strict=True))
    taken = set(cells.values())
    links = [(*cells[other], table) for other, table in problem.links[card] if other in cells]

    def price(cell: tuple[int, int], column: int, row: int) -> float:
        """What a cell costs when others from this column and this row on make room for it."""
        x, y = cell
        page = page_cost(wide + (column < _NONE), high + (row < _NONE), problem.aspect, len(cells) + 1)
        return page + fsum(table[c + (c >= column) - x][r + (r >= row) - y] for c, r, table in links)

    found = [((c, r), _NONE, _NONE) for c, r in itertools.product(columns, rows) if (c, r) not in taken]
    found += [((c, row), _NONE, row) for row in range(top, bottom + 2) for c in columns]
    found += [((column, r), column, _NONE) for column in range(left, right + 2) for r in rows]
    for cell, column, row in sorted(found, key=lambda one: price(*one)):
        moved = {other: (c + (c >= column), r + (r >= row)) for other, (c, r) in cells.items()}
        yield {**moved, card: cell}


def _stands(problem: Problem, cells: Cells) -> bool:
    """Whether the groups of the cards placed so far lie beside each other."""
    placed = tuple(block for block in (_of(block, cells) for block in problem.blocks) if block.cards)
    return _framed(placed, cells, {}, max(r for _, r in cells.values()) + 1)


def _of(block: Block, cells: Container[int]) -> Block:
    """The block with only the cards that have a cell."""
    return replace(
        block,
        cards=tuple(card for card in block.cards if card in cells),
        own=tuple(card for card in block.own if card in cells),
        children=tuple(child for child in (_of(child, cells) for child in block.children) if child.cards),
    )


def _framed(blocks: Sequence[Block], cells: Cells, panels: dict[str, Rect], high: int) -> bool:
    """Fill in the rectangle of every panel; whether each holds its own cards and nothing else."""
    rects: list[Rect] = []
    for block in blocks:
        if not block.cards:
            _put_below(block, panels, high)
            continue
        if any(not child.cards for child in block.children):
            return False  # one that is empty has no place inside another that could be told from its cards
        if block.panel is not None and not _framed(block.children, cells, panels, high):
            return False
        inside = [cells[card] for card in block.cards]
        left, top = min(c for c, _ in inside), min(r for _, r in inside)
        wide, tall = max(c for c, _ in inside) - left + 1, max(r for _, r in inside) - top + 1
        rect = (left, top, wide, tall)
        if any(_meet(rect, other) for other in rects):
            return False
        rects.append(rect)
        if block.panel is not None:
            own = {cells[card] for card in block.own}
            if any(
                c <= x < c + w and r <= y < r + h for x, y in own for c, r, w, h in _children(block, panels)
            ):
                return False
            panels[block.id] = rect
    return True


def _put_below(block: Block, panels: dict[str, Rect], high: int) -> None:
    """Give a panel without cards, and those inside it, rows of their own below all cards."""
    top = high + len(panels)
    for child in block.children:
        _put_below(child, panels, high)
    panels[block.id] = (0, top, 1, max(1, high + len(panels) - top))


def _children(block: Block, panels: Mapping[str, Rect]) -> list[Rect]:
    return [panels[child.id] for child in block.children]


def _meet(one: Rect, two: Rect) -> bool:
    (a, b, w, h), (c, d, v, g) = one, two
    return a < c + v and c < a + w and b < d + g and d < b + h
