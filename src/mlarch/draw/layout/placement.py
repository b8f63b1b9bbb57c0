"""The state of a page while cards and panels are moved about: who stands where, and what that costs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mlarch.draw.layout.clutter import Cell, Clutter
from mlarch.draw.layout.option import Option, Rect, page_cost, too_wide, union
from mlarch.draw.layout.prices import COLUMN
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["Placement", "panels_of"]


class Placement(Clutter):
    """Cells of all cards and rectangles of all panels."""

    def __init__(self, problem: Problem, placed: Option) -> None:
        self.problem = problem
        self.aspect = problem.aspect
        self.panels = dict(placed.panels)
        self.wide, self.high = placed.wide, placed.high
        cells = [placed.cells[card] for card in range(len(placed.cells))]
        super().__init__(cells, problem.joined, problem.effort)

    def placement(self) -> Option:
        """The cells and panels as they stand, without empty rows and columns."""
        columns = sorted({c for c, _ in self.cells} | {c for c, _, _, _ in self._empty()})
        rows = sorted({r for _, r in self.cells} | {r for _, r, _, _ in self._empty()})
        column, row = ({old: new for new, old in enumerate(kept)} for kept in (columns, rows))
        cells = {card: (column[c], row[r]) for card, (c, r) in enumerate(self.cells)}
        panels = {}
        for name, (c, r, w, h) in self.panels.items():
            left, right = bisect_left(columns, c), bisect_left(columns, c + w)
            top, bottom = bisect_left(rows, r), bisect_left(rows, r + h)
            panels[name] = (left, top, right - left, bottom - top)
        return Option(max(1, len(columns)), max(1, len(rows)), cells, panels, 0.0)

    def cost(self) -> float:
        """Everything counted: distances, crossings, cards in the way, the pull to the start, and the page."""
        _, _, wide, high = union([self.rect(block) for block in self.problem.blocks])
        total = self.clutter() + self.page(wide, high)
        for a, b, table in self.problem.pairs:
            (ax, ay), (bx, by) = self.cells[a], self.cells[b]
            total += table[bx - ax][by - ay]
        for pull, (c, r) in zip(self.problem.start, self.cells, strict=True):
            total += pull * COLUMN * (c + r)
        return total

    def _empty(self) -> list[Rect]:
        """The panels without cards: they keep their cell."""
        return [self.panels[block.id] for block in panels_of(self.problem.blocks) if not block.cards]

    def shrink(self) -> None:
        """Fit every panel to what stands inside it."""
        for block in panels_of(self.problem.blocks):  # inner ones first
            if block.cards:
                cells = [self.cells[card] for card in block.own]
                rects = [self.panels[child.id] for child in block.children]
                left = min([c for c, _ in cells] + [c for c, _, _, _ in rects])
                top = min([r for _, r in cells] + [r for _, r, _, _ in rects])
                right = max([c + 1 for c, _ in cells] + [c + w for c, _, w, _ in rects])
                bottom = max([r + 1 for _, r in cells] + [r + h for _, r, _, h in rects])
                self.panels[block.id] = (left, top, right - left, bottom - top)

    def rooms(self) -> list[tuple[list[int], list[Cell]]]:
        """For each panel, and for the page, its direct cards and the cells that they may take."""
        found: list[tuple[list[int], list[Cell]]] = []

        def room(own: Sequence[int], inner: Sequence[Block], cells: Sequence[Cell]) -> None:
            free = list(cells)
            for child in inner:
                if child.panel is not None:
                    c, r, w, h = self.panels[child.id]
                    inside = [(x, y) for x, y in cells if c <= x < c + w and r <= y < r + h]
                    taken = set(inside)
                    free = [cell for cell in free if cell not in taken]
                    room(child.own, child.children, inside)
            if own:
                found.append((list(own), free))

        page = [(c, r) for r in range(self.high) for c in range(self.wide)]
        blocks = self.problem.blocks
        room([block.own[0] for block in blocks if block.panel is None], blocks, page)
        return found

    def distance(self, card: int, c: int, r: int) -> float:
        """What the links of a card cost when it stands in a cell."""
        cells = self.cells
        total = 0.0
        for other, table in self.problem.links[card]:
            x, y = cells[other]
            total += table[x - c][y - r]
        return total

    def rect(self, block: Block) -> Rect:
        """The rectangle of a panel, or the cell of a free card."""
        return self.panels[block.id] if block.panel else (*self.cells[block.own[0]], 1, 1)

    def page(self, wide: int, high: int) -> float:
        """What a page of so many columns and rows costs."""
        cost = page_cost(wide, high, self.aspect, len(self.cells))
        return cost + (too_wide(wide * COLUMN) if self.problem.scene.direction is None else 0.0)

    def normalise(self) -> None:
        """Count cells from the top left one that is taken, and the size of the page from there."""
        x, y, self.wide, self.high = union([self.rect(block) for block in self.problem.blocks])
        if x or y:
            self.shift(x, y)
            self.panels = {name: (c - x, r - y, w, h) for name, (c, r, w, h) in self.panels.items()}

    def links_of(self, cards: Sequence[int]) -> float:
        """The cost of all links of some cards; one between two of them counts once."""
        cells, inside = self.cells, set(cards)
        total = 0.0
        for a, b, table in self.problem.pairs:
            if a in inside or b in inside:
                (ax, ay), (bx, by) = cells[a], cells[b]
                total += table[bx - ax][by - ay]
        return total


def panels_of(blocks: Sequence[Block]) -> list[Block]:
    """Every panel, each after those inside it."""
    found = []
    for block in blocks:
        if block.panel is not None:
            found += [*panels_of(block.children), block]
    return found
