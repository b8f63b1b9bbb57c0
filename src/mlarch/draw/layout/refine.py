"""The last moves: cards change cells, and panels turn about, when all links of the page taken together gain.

While panels were laid out inside, what lies around them was not known. Now each card may move within its own
panel, and the inside of a panel may be mirrored. Links count by distance and direction as before, and also
where the straight lines between cards cross or run through another card.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.draw.layout.plan import Option
from mlarch.draw.layout.prices import BEND, COLUMN, ROW
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["refined"]

_CROSS = 120.0  # half a crossing: routes find ways around some
_BLOCKED = 4 * BEND
_MARGIN = 30.0
_PLAUSIBLE = 450.0  # a move that costs more than this in distance is not looked at further
_LOOKED_AT = 8  # cells of which crossings are counted, the nearest first
_PASSES = 3


def refined(problem: Problem, placed: Option) -> Option:
    """The placement after the last moves."""
    work = _Refinement(problem, placed)
    for _ in range(_PASSES):
        moved = work.mirror_panels()
        moved = work.move_cards() or moved
        if not moved:
            break
    return Option(placed.wide, placed.high, dict(enumerate(work.cells)), placed.panels, placed.cost)


class _Refinement:
    def __init__(self, problem: Problem, placed: Option) -> None:
        self.problem = problem
        self.panels = placed.panels
        self.cells: list[tuple[int, int]] = [placed.cells[card] for card in range(len(placed.cells))]
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        pairs = {(min(a, b), max(a, b)): 0 for a, b, _ in problem.pairs}
        self.ends = list(pairs)
        self.of: list[list[int]] = [[] for _ in self.cells]
        for number, (a, b) in enumerate(self.ends):
            self.of[a].append(number)
            self.of[b].append(number)
        self.rows: list[set[int]] = [set() for _ in range(placed.high)]
        for number in range(len(self.ends)):
            self._enter(number)
        self.rooms: list[tuple[Block | None, list[int], list[tuple[int, int]]]] = []
        page = [(c, r) for r in range(placed.high) for c in range(placed.wide)]
        self._room(None, problem.blocks, page)

    def _room(self, block: Block | None, inner: Sequence[Block], cells: Sequence[tuple[int, int]]) -> None:
        """The cells that the direct cards of a block may take, and those of the blocks inside it."""
        free = list(cells)
        for child in inner:
            if child.panel is None:
                continue
            c, r, w, h = self.panels[child.id]
            inside = [(x, y) for x, y in cells if c <= x < c + w and r <= y < r + h]
            taken = set(inside)
            free = [cell for cell in free if cell not in taken]
            self._room(child, child.children, inside)
        own = block.own if block else tuple(child.own[0] for child in inner if child.panel is None)
        if own:
            self.rooms.append((block, list(own), free))

    def _distance(self, card: int, c: int, r: int) -> float:
        cells = self.cells
        total = 0.0
        for other, table in self.problem.links[card]:
            x, y = cells[other]
            total += table[x - c][y - r]
        return total

    def _enter(self, link: int) -> None:
        """Note the rows that a link spans: only links that share one can cross."""
        (_, one), (_, two) = (self.cells[card] for card in self.ends[link])
        for row in range(min(one, two), max(one, two) + 1):
            self.rows[row].add(link)

    def _leave(self, link: int) -> None:
        (_, one), (_, two) = (self.cells[card] for card in self.ends[link])
        for row in range(min(one, two), max(one, two) + 1):
            self.rows[row].discard(link)

    def _clutter(self, links: Sequence[int]) -> float:
        """Crossings and cards in the way of some links, as they stand."""
        cells, ends = self.cells, self.ends
        total = 0
        chosen = set(links)
        for number in links:
            a, b = ends[number]
            ax, ay = cells[a]
            bx, by = cells[b]
            dx, dy = bx - ax, by - ay
            low, high = (ay, by) if ay < by else (by, ay)
            left, right = (ax, bx) if ax < bx else (bx, ax)
            for other in set().union(*self.rows[low : high + 1]):
                if other in chosen and other <= number:
                    continue
                c, d = ends[other]
                if c in (a, b) or d in (a, b):
                    continue
                cx, cy = cells[c]
                ex, ey = cells[d]
                if (cx < left and ex < left) or (cx > right and ex > right):
                    continue
                one = dx * (cy - ay) - dy * (cx - ax)
                two = dx * (ey - ay) - dy * (ex - ax)
                if (one > 0 > two) or (one < 0 < two):
                    fx, fy = ex - cx, ey - cy
                    three = fx * (ay - cy) - fy * (ax - cx)
                    four = fx * (by - cy) - fy * (bx - cx)
                    if (three > 0 > four) or (three < 0 < four):
                        total += 1
        return _CROSS * total + _BLOCKED * sum(self._between(*ends[number]) for number in links)

    def _between(self, a: int, b: int) -> int:
        """How many cards stand on the straight line between two that share a row or a column."""
        (ax, ay), (bx, by) = self.cells[a], self.cells[b]
        taken = self.taken
        if ay == by:
            return sum((x, ay) in taken for x in range(min(ax, bx) + 1, max(ax, bx)))
        if ax == bx:
            return sum((ax, y) in taken for y in range(min(ay, by) + 1, max(ay, by)))
        return 0

    def move_cards(self) -> bool:
        """Give every card the best cell of its room, changing places with who stands there."""
        moved = False
        for _, cards, free in self.rooms:
            for card in cards:
                moved = self._move(card, free, set(cards)) or moved
        return moved

    def _move(self, card: int, free: Sequence[tuple[int, int]], room: set[int]) -> bool:
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
                known[other] = self._clutter(links)
            if known[other] - more <= gain:
                continue
            self._swap(card, other, home, cell, links)
            saved = known[other] - self._clutter(links) - more
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

    def _farther(self, card: int, other: int | None, home: tuple[int, int], cell: tuple[int, int]) -> float:
        """What the links of a card, and of the one it changes places with, cost more there."""
        before = self._distance(card, *home)
        if other is None:
            pull = self.problem.start[card]
            away = pull * (COLUMN * (cell[0] - home[0]) + ROW * (cell[1] - home[1]))
            return self._distance(card, *cell) + away - before
        before += self._distance(other, *cell)
        self.cells[card], self.cells[other] = cell, home
        after = self._distance(card, *cell) + self._distance(other, *home)
        self.cells[card], self.cells[other] = home, cell
        return after - before

    def _swap(
        self, card: int, other: int | None, home: tuple[int, int], cell: tuple[int, int], links: Sequence[int]
    ) -> None:
        cells, taken = self.cells, self.taken
        for link in links:
            self._leave(link)
        del taken[home]
        cells[card] = cell
        taken[cell] = card
        if other is not None:
            cells[other] = home
            taken[home] = other
        for link in links:
            self._enter(link)

    def mirror_panels(self) -> bool:
        """Turn the inside of a panel about, left to right or upside down, when that gains."""
        moved = False
        for block in _panels(self.problem.blocks):
            c, r, w, h = self.panels[block.id]
            links = sorted({link for card in block.cards for link in self.of[card]})
            if block.children or not links:
                continue
            before = self._whole(block.cards) + self._clutter(links)
            for across in (True, False):
                if (w if across else h) == 1:
                    continue
                old = [self.cells[card] for card in block.cards]
                new = [(2 * c + w - 1 - x, y) if across else (x, 2 * r + h - 1 - y) for x, y in old]
                self._put(block.cards, new, links)
                after = self._whole(block.cards) + self._clutter(links)
                if after < before - _MARGIN:
                    before, moved = after, True
                else:
                    self._put(block.cards, old, links)
        return moved

    def _whole(self, cards: Sequence[int]) -> float:
        """The cost of all links of some cards; one between two of them counts once."""
        cells, inside = self.cells, set(cards)
        total = 0.0
        for a, b, table in self.problem.pairs:
            if a in inside or b in inside:
                (ax, ay), (bx, by) = cells[a], cells[b]
                total += table[bx - ax][by - ay]
        return total

    def _put(self, cards: Sequence[int], cells: Sequence[tuple[int, int]], links: Sequence[int]) -> None:
        for link in links:
            self._leave(link)
        for card in cards:
            del self.taken[self.cells[card]]
        for card, cell in zip(cards, cells, strict=True):
            self.cells[card] = cell
            self.taken[cell] = card
        for link in links:
            self._enter(link)


def _panels(blocks: Sequence[Block]) -> list[Block]:
    found = []
    for block in blocks:
        if block.panel is not None:
            found += [*_panels(block.children), block]
    return found
