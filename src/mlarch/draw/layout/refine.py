"""The last moves: cards change cells, and panels turn about, when all links of the page taken together gain.

While panels were laid out inside, what lies around them was not known. Now each card may move within its own
panel, and the inside of a panel may be mirrored. Links count by distance and direction as before, and also
where the straight lines between cards cross or run through another card.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from mlarch.draw.layout.option import Option, Rect
from mlarch.draw.layout.placement import Cell, Placement, meet, panels_of
from mlarch.draw.layout.prices import COLUMN, Table
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["refined"]

_MARGIN = 30.0
_PLAUSIBLE = 450.0  # a move that costs more than this in distance is not looked at further
_LOOKED_AT = 2  # cells of which crossings are counted, the nearest first
_PASSES, _LARGE = 3, 100


def refined(problem: Problem, placed: Option) -> Option:
    """The placement after the last moves."""
    work = _Refinement(problem, placed)
    for _ in range(_PASSES if len(problem.links) <= _LARGE else 1):
        moved = work.mirror_panels()
        moved = work.move_cards() or moved
        moved = work.move_blocks() or moved
        if not moved:
            break
    return work.placement()


class _Refinement(Placement):
    """The moves. Each is made when it gains a margin."""

    def move_cards(self) -> bool:
        """Give every card the best cell of its room, changing places with who stands there."""
        moved = False
        for cards, free in self.rooms():
            for card in cards:
                if self.problem.effort.spent:
                    break
                moved = self._move(card, free, set(cards)) or moved
        self.shrink()
        return moved

    def move_blocks(self) -> bool:
        """Shift every panel of the page to where its links are best, as far as there is room."""
        blocks = [block for block in self.problem.blocks if block.cards]
        moved = False
        for block in blocks if len(blocks) > 1 else ():
            if self.problem.effort.spent:
                break
            others = [self.rect(other) for other in self.problem.blocks if other is not block]
            moved = self._shift(block, others) or moved
        return moved

    def _reach(self, ends: Sequence[tuple[int, int, Table]], x: int, y: int) -> float:
        """The cost of links of which one end is moved so far."""
        cells = self.cells
        total = 0.0
        for card, other, table in ends:
            (ax, ay), (bx, by) = cells[card], cells[other]
            total += table[bx - ax - x][by - ay - y]
        return total

    def _shift(self, block: Block, others: Sequence[Rect]) -> bool:
        """Move one block of the page; it may also stand just outside of the page as it is."""
        c, r, w, h = self.rect(block)
        inside = set(block.cards)
        ends = [
            (card, other, table)
            for card in block.cards
            for other, table in self.problem.links[card]
            if other not in inside
        ]
        if not ends:
            return False
        pull = fsum(self.problem.start[card] for card in block.cards)

        def away(x: int, y: int) -> float:
            total = pull * COLUMN * (x + y) + self.page([*others, (c + x, r + y, w, h)])
            return total + self._reach(ends, x, y)

        here = away(0, 0)
        near = []
        for y in range(-r - 1, self.high - r + 1):
            for x in range(-c - 1, self.wide - c + 1):
                if (x or y) and not any(meet((c + x, r + y, w, h), other) for other in others):
                    near.append((away(x, y) - here, x, y))
        links = sorted({link for card in block.cards for link in self.of[card]})
        before = self.clutter(links)
        self.problem.effort.spend(len(near) * len(ends))
        best, gain = (0, 0), 2 * _MARGIN
        old = [self.cells[card] for card in block.cards]
        for more, x, y in sorted(near)[:_LOOKED_AT]:
            if before - more <= gain:
                break
            self.put(block.cards, [(a + x, b + y) for a, b in old], links)
            saved = before - self.clutter(links) - more
            self.put(block.cards, old, links)
            if saved > gain:
                best, gain = (x, y), saved
        if best != (0, 0):
            self._carry(block, links, *best)
        return best != (0, 0)

    def _carry(self, block: Block, links: Sequence[int], x: int, y: int) -> None:
        """Move a block with the panels inside it."""
        self.put(block.cards, [(a + x, b + y) for a, b in (self.cells[card] for card in block.cards)], links)
        for inner in panels_of([block]):
            c, r, w, h = self.panels[inner.id]
            self.panels[inner.id] = (c + x, r + y, w, h)
        self.normalise()

    def _move(self, card: int, free: Sequence[Cell], room: set[int]) -> bool:
        home = self.cells[card]
        near = []
        for number, cell in enumerate(free):
            other = self.taken.get(cell)
            if cell != home and (other is None or other in room):
                more = self._farther(card, other, home, cell)
                if more < _PLAUSIBLE:
                    near.append((more, number, cell, other))
        best, gain = home, _MARGIN
        known: dict[int | None, float] = {}
        for more, _, cell, other in sorted(near)[:_LOOKED_AT]:
            links = self.of[card] if other is None else [*dict.fromkeys([*self.of[card], *self.of[other]])]
            if other not in known:
                known[other] = self.clutter(links)
            if known[other] - more <= gain:
                continue
            self._swap(card, other, home, cell, links)
            saved = known[other] - self.clutter(links) - more
            self._swap(card, other, cell, home, links)
            if saved > gain:
                best, gain = cell, saved
        if best == home:
            return False
        other = self.taken.get(best)
        self._swap(
            card, other, home, best, self.of[card] if other is None else [*self.of[card], *self.of[other]]
        )
        return True

    def _farther(self, card: int, other: int | None, home: Cell, cell: Cell) -> float:
        """What the links of a card, and of the one it changes places with, cost more there."""
        before = self.distance(card, *home)
        if other is None:
            pull = self.problem.start[card]
            away = pull * COLUMN * (cell[0] - home[0] + cell[1] - home[1])
            return self.distance(card, *cell) + away - before
        before += self.distance(other, *cell)
        self.cells[card], self.cells[other] = cell, home
        after = self.distance(card, *cell) + self.distance(other, *home)
        self.cells[card], self.cells[other] = home, cell
        return after - before

    def _swap(self, card: int, other: int | None, home: Cell, cell: Cell, links: Sequence[int]) -> None:
        cells, taken = self.cells, self.taken
        for link in links:
            self.leave(link)
        del taken[home]
        cells[card] = cell
        taken[cell] = card
        if other is not None:
            cells[other] = home
            taken[home] = other
        for link in links:
            self.enter(link)

    def mirror_panels(self) -> bool:
        """Turn the inside of a panel about, left to right or upside down, when that gains."""
        moved = False
        for block in panels_of(self.problem.blocks):
            c, r, w, h = self.panels[block.id]
            links = sorted({link for card in block.cards for link in self.of[card]})
            if block.children or not links or self.problem.effort.spent:
                continue
            before = self.links_of(block.cards) + self.clutter(links)
            for across in (True, False):
                if (w if across else h) == 1:
                    continue
                old = [self.cells[card] for card in block.cards]
                new = [(2 * c + w - 1 - x, y) if across else (x, 2 * r + h - 1 - y) for x, y in old]
                self.put(block.cards, new, links)
                after = self.links_of(block.cards) + self.clutter(links)
                if after < before - _MARGIN:
                    before, moved = after, True
                else:
                    self.put(block.cards, old, links)
        return moved
