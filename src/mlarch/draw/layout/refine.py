"""The last moves: cards change cells, and panels turn about, when all links of the page taken together gain.

While panels were laid out inside, what lies around them was not known. Now each card may move within its own
panel, and the inside of a panel may be mirrored. Links count by distance and direction as before, and also
where the straight lines between cards cross or run through another card.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from math import fsum

from mlarch.draw.layout.clutter import Cell
from mlarch.draw.layout.option import Option, Rect, union, vacant
from mlarch.draw.layout.placement import Placement, panels_of
from mlarch.draw.layout.prices import COLUMN, Table
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["refined"]

_MARGIN = 30.0
_PASSES, _LARGE = 3, 100
_PLACES = 24  # those with the shortest links are tried for a block: in farther ones it crosses more


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
    """The moves. Each is made when it gains a margin.

    `changes` counts what has moved, and `found` at which count each card or block was found to stand well: it
    is not tried again before something has moved.
    """

    def __init__(self, problem: Problem, placed: Option) -> None:
        super().__init__(problem, placed)
        self.known: dict[int, tuple[float, float]] = {}
        self.pull = [pull * COLUMN for pull in problem.start]
        self.changes = 0
        self.found: dict[int | str, int] = {}

    def _settled(self, what: int | str) -> bool:
        """Whether nothing has moved since this was found to stand well; if not, it is looked at now."""
        if self.found.get(what) == self.changes:
            return True
        self.found[what] = self.changes
        return False

    def move_cards(self) -> bool:
        """Give every card the best cell of its room, changing places with who stands there."""
        moved = False
        for cards, free in self.rooms():
            for card in cards:
                if self.problem.effort.spent:
                    break
                if not self._settled(card):
                    moved = self._move(card, free, set(cards)) or moved
        before = dict(self.panels)
        self.shrink()
        self.changes += self.panels != before
        return moved

    def move_blocks(self) -> bool:
        """Shift every panel of the page to where its links are best, as far as there is room."""
        blocks = [block for block in self.problem.blocks if block.cards]
        moved = False
        for block in blocks if len(blocks) > 1 else ():
            if self.problem.effort.spent:
                break
            if self._settled(block.id):
                continue
            others = [self.rect(other) for other in self.problem.blocks if other is not block]
            moved = self._shift(block, others) or moved
        return moved

    def _shift(self, block: Block, others: Sequence[Rect]) -> bool:
        """Move one block of the page; it may also stand just outside of the page as it is."""
        c, r, w, h = self.rect(block)
        inside = set(block.cards)
        ends = self._ends(block.cards, inside)
        if not ends:
            return False
        pull = fsum(self.problem.start[card] for card in block.cards)
        left, top, wide, high = union(others)

        def away(x: int, y: int) -> float:
            """What the page costs, the links that lead out, and the pull, with the block in another place."""
            broad = max(left + wide, x + w) - min(left, x)
            total = pull * COLUMN * (x - c + y - r)
            total += self.page(broad, max(top + high, y + h) - min(top, y))
            for right, down, table in ends:
                total += table[right - x + c][down - y + r]
            return total

        here = away(c, r)
        places = vacant(others, w, h, range(-1, self.wide + 1), range(-1, self.high + 1))
        near = [(away(x, y) - here, x - c, y - r) for x, y in places if (x, y) != (c, r)]
        self.problem.effort.spend(len(near) * len(ends))
        best, gain = (0, 0), 2 * _MARGIN
        rigid = self.between(inside)
        most = self.most_saved(block.cards, rigid)
        for more, x, y in sorted(near)[:_PLACES]:
            if most - more <= gain:
                break
            moves = {card: (a + x, b + y) for card in block.cards for a, b in (self.cells[card],)}
            saved = self.saved(moves, gain + more, rigid) - more
            if saved > gain:
                best, gain = (x, y), saved
        if best != (0, 0):
            self._carry(block, *best)
        return best != (0, 0)

    def _carry(self, block: Block, x: int, y: int) -> None:
        """Move a block with the panels inside it."""
        self.move({card: (a + x, b + y) for card in block.cards for a, b in (self.cells[card],)})
        for inner in panels_of([block]):
            c, r, w, h = self.panels[inner.id]
            self.panels[inner.id] = (c + x, r + y, w, h)
        self.normalise()

    def _ends(self, cards: Sequence[int], inside: Container[int]) -> list[tuple[int, int, Table]]:
        """Links that lead out of a block: columns to the right, rows down, and what each costs by these."""
        found = []
        for card in cards:
            x, y = self.cells[card]
            for other, table in self.problem.links[card]:
                if other not in inside:
                    c, r = self.cells[other]
                    found.append((c - x, r - y, table))
        return found

    def _move(self, card: int, free: Sequence[Cell], room: set[int]) -> bool:
        """Let a card stand where all is best, and who stands there in its cell."""
        cells, pull, home, most = self.cells, self.pull[card], self.cells[card], self.most_saved([card])
        here = self._stands(card)
        near = []
        for number, cell in enumerate(free):
            other = self.taken.get(cell)
            if other is None:
                more = pull * (cell[0] + cell[1]) + self.distance(card, *cell) - here
                if most - more > _MARGIN:
                    near.append((more, number, most, {card: cell}))
            elif other in room and other != card:
                there, rest = self._known(other)
                cells[card], cells[other] = cell, home
                more = self._stands(card) + self._stands(other) - (here + there)
                cells[card], cells[other] = home, cell
                if most + rest - more > _MARGIN:
                    near.append((more, number, most + rest, {card: cell, other: home}))
        best, gain = None, _MARGIN
        for more, _, most, moves in sorted(near, key=lambda one: one[:2]):
            if most - more > gain:
                saved = self.saved(moves, gain + more) - more
                if saved > gain:
                    best, gain = moves, saved
        if best is not None:
            self.move(best)
        return best is not None

    def _known(self, card: int) -> tuple[float, float]:
        """What a card costs where it stands, and the most its links can save; kept until a card moves."""
        found = self.known.get(card)
        if found is None:
            found = self.known[card] = self._stands(card), self._of((card,), 0)[2]
        return found

    def _stands(self, card: int) -> float:
        """What the links of a card, and the pull on it, cost where it stands."""
        c, r = self.cells[card]
        return self.pull[card] * (c + r) + self.distance(card, c, r)

    def move(self, moves: Mapping[int, Cell]) -> None:
        """Let cards stand in other cells."""
        super().move(moves)
        self.known.clear()
        self.changes += 1

    def mirror_panels(self) -> bool:
        """Turn the inside of a panel about, left to right or upside down, when that gains."""
        moved = False
        for block in panels_of(self.problem.blocks):
            _, _, w, h = self.panels[block.id]
            if block.children or not block.cards or self.problem.effort.spent:
                continue
            if self._settled(f"{block.id} turned"):
                continue
            for across in (True, False):
                if (w if across else h) == 1:
                    continue
                old = {card: self.cells[card] for card in block.cards}
                new = {card: _mirrored(cell, self.panels[block.id], across) for card, cell in old.items()}
                before = self.links_of(block.cards)
                self._put(new)
                more = self.links_of(block.cards) - before
                self._put(old)
                if self.saved(new, _MARGIN + more, self.between(set(block.cards))) - more > _MARGIN:
                    self.move(new)
                    moved = True
        return moved


def _mirrored(cell: Cell, rect: Rect, across: bool) -> Cell:
    """Where a cell of a rectangle is when that is turned about, left to right or upside down."""
    (x, y), (c, r, w, h) = cell, rect
    return (2 * c + w - 1 - x, y) if across else (x, 2 * r + h - 1 - y)
