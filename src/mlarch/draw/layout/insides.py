"""The inside of a block: its cards in a grid of their own, or what it holds packed side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from mlarch.draw.layout.cells import arranged, shapes
from mlarch.draw.layout.option import PAGE, Option
from mlarch.draw.layout.plan import packed
from mlarch.draw.layout.prices import COLUMN, ROW
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["options", "squeezed"]

_KEPT = 4
_LOOSE = 8  # with more cards beside its inner panels than this, a panel's cards are placed as one


def options(problem: Problem, block: Block) -> list[Option]:
    """The layouts of a block to choose from, the cheapest for its size first."""
    if block.panel is None:
        return [Option(1, 1, {block.own[0]: (0, 0)}, {}, 0.0)]
    if not block.cards and not block.children:
        return [Option(1, 1, {}, {block.id: (0, 0, 1, 1)}, 0.0)]
    found = _nested(problem, block) if block.children else _flat(problem, block.own)
    framed = [
        Option(o.wide, o.high, o.cells, {**o.panels, block.id: (0, 0, o.wide, o.high)}, o.cost) for o in found
    ]
    return _best(framed)


def _flat(problem: Problem, cards: Sequence[int]) -> list[Option]:
    found = []
    for wide, high in shapes(len(cards), problem.scene.direction):
        cells, cost = arranged(problem, cards, wide, high)
        cells, wide, high = squeezed(cells)
        found.append(Option(wide, high, cells, {}, cost))
    return found


def squeezed(cells: Mapping[int, tuple[int, int]]) -> tuple[dict[int, tuple[int, int]], int, int]:
    """The same cells without empty rows and columns."""
    columns = {c: i for i, c in enumerate(sorted({c for c, _ in cells.values()}))}
    rows = {r: i for i, r in enumerate(sorted({r for _, r in cells.values()}))}
    return {card: (columns[c], rows[r]) for card, (c, r) in cells.items()}, len(columns), len(rows)


def _nested(problem: Problem, block: Block) -> list[Option]:
    items = list(block.children)
    if len(block.own) > _LOOSE:
        items.insert(0, Block(f"cards of {block.id}", None, block.own, block.own))
        choices = [_flat(problem, block.own), *(options(problem, child) for child in block.children)]
    else:
        loose = [Block(problem.scene.cards[card].id, None, (card,), (card,)) for card in block.own]
        items = [*loose, *items]
        choices = [options(problem, item) for item in items]
    return packed(problem, items, choices, (2.0, 1.0))


def _best(found: Sequence[Option]) -> list[Option]:
    """One option for each size, the best few of them."""
    by_size: dict[tuple[int, int], Option] = {}
    for option in found:
        kept = by_size.get((option.wide, option.high))
        if kept is None or option.cost < kept.cost:
            by_size[option.wide, option.high] = option
    ranked = sorted(by_size.values(), key=lambda o: o.cost + PAGE * math.sqrt(o.wide * COLUMN * o.high * ROW))
    return ranked[:_KEPT]
