"""The last moves: cards change cells, and panels turn about, when all links of the page taken together gain.

While panels were laid out inside, what lies around them was not known. Now each card may move within its own
panel, and the inside of a panel may be mirrored. Links count by distance and direction as before, and also
where the straight lines between cards cross or run through another card.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from mlarch.draw.layout.plan import Option, Rect, page_cost
from mlarch.draw.layout.prices import BEND, COLUMN, ROW
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["refined"]

Cell: TypeAlias = tuple[int, int]

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
        moved = work.move_blocks() or moved
        if not moved:
            break
    return work.placement()


class _Refinement:
    def __init__(self, problem: Problem, placed: Option) -> None:
        self.problem = problem
        self.aspect = problem.aspect
        self.panels = dict(placed.panels)
        self.wide, self.high = placed.wide, placed.high
        self.cells: list[Cell] = [placed.cells[card] for card in range(len(placed.cells))]
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        pairs = {(min(a, b), max(a, b)): 0 for a, b, _ in problem.pairs}
        self.ends = list(pairs)
        self.of: list[list[int]] = [[] for _ in self.cells]
        for number, (a, b) in enumerate(self.ends):
            self.of[a].append(number)
            self.of[b].append(number)
        self.rows: dict[int, set[int]] = defaultdict(set)
        for number in range(len(self.ends)):
            self._enter(number)

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

    def _empty(self) -> list[Rect]:
        """The panels without cards: they keep their cell."""
        return [self.panels[block.id] for block in _panels(self.problem.blocks) if not block.cards]

    def _shrink(self) -> None:
        """Fit every panel to what stands inside it."""
        for block in _panels(self.problem.blocks):  # inner ones first
            if block.cards:
                cells = [self.cells[card] for card in block.own]
                rects = [self.panels[child.id] for child in block.children]
                left = min([c for c, _ in cells] + [c for c, _, _, _ in rects])
                top = min([r for _, r in cells] + [r for _, r, _, _ in rects])
                right = max([c + 1 for c, _ in cells] + [c + w for c, _, w, _ in rects])
                bottom = max([r + 1 for _, r in cells] + [r + h for _, r, _, h in rects])
                self.panels[block.id] = (left, top, right - left, bottom - top)

    def _rooms(self) -> list[tuple[list[int], list[Cell]]]:
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
            for other in set().union(*(self.rows[row] for row in range(low, high + 1))):
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
        for cards, free in self._rooms():
            for card in cards:
                moved = self._move(card, free, set(cards)) or moved
        self._shrink()
        return moved

    def move_blocks(self) -> bool:
        """Shift every panel of the page to where its links are best, as far as there is room."""
        blocks = [block for block in self.problem.blocks if block.cards]
        moved = False
        for block in blocks if len(blocks) > 1 else ():
            others = [self._rect(other) for other in self.problem.blocks if other is not block]
            moved = self._shift(block, others) or moved
        return moved

    def _rect(self, block: Block) -> Rect:
        return self.panels[block.id] if block.panel else (*self.cells[block.own[0]], 1, 1)

    def _shift(self, block: Block, others: Sequence[Rect]) -> bool:
        """Move one block of the page; it may also stand just outside of the page as it is."""
        c, r, w, h = self._rect(block)
        inside = set(block.cards)
        ends = [
            (card, other, table)
            for card in block.cards
            for other, table in self.problem.links[card]
            if other not in inside
        ]
        if not ends:
            return False
        pull = sum(self.problem.start[card] for card in block.cards)

        def away(x: int, y: int) -> float:
            total = pull * (x * COLUMN + y * ROW) + self._page([*others, (c + x, r + y, w, h)])
            for card, other, table in ends:
                (ax, ay), (bx, by) = self.cells[card], self.cells[other]
                total += table[bx - ax - x][by - ay - y]
            return total

        here = away(0, 0)
        near = []
        for y in range(-r - 1, self.high - r + 1):
            for x in range(-c - 1, self.wide - c + 1):
                if (x or y) and not any(_meet((c + x, r + y, w, h), other) for other in others):
                    near.append((away(x, y) - here, x, y))
        links = sorted({link for card in block.cards for link in self.of[card]})
        before = self._clutter(links)
        best, gain = (0, 0), 2 * _MARGIN
        old = [self.cells[card] for card in block.cards]
        for more, x, y in sorted(near)[:_LOOKED_AT]:
            if before - more <= gain:
                break
            self._put(block.cards, [(a + x, b + y) for a, b in old], links)
            saved = before - self._clutter(links) - more
            self._put(block.cards, old, links)
            if saved > gain:
                best, gain = (x, y), saved
        if best == (0, 0):
            return False
        self._put(block.cards, [(a + best[0], b + best[1]) for a, b in old], links)
        for name in [one.id for one in _panels([block])]:
            a, b, wide, high = self.panels[name]
            self.panels[name] = (a + best[0], b + best[1], wide, high)
        self._normalise()
        return True

    def _page(self, rects: Sequence[Rect]) -> float:
        """What the page costs that holds these rectangles."""
        left, top = min(c for c, _, _, _ in rects), min(r for _, r, _, _ in rects)
        right, bottom = max(c + w for c, _, w, _ in rects), max(r + h for _, r, _, h in rects)
        return page_cost(right - left, bottom - top, self.aspect, len(rects))

    def _normalise(self) -> None:
        """Count cells from the top left one that is taken, and the size of the page from there."""
        rects = [self._rect(block) for block in self.problem.blocks]
        x, y = min(c for c, _, _, _ in rects), min(r for _, r, _, _ in rects)
        self.cells = [(c - x, r - y) for c, r in self.cells]
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        self.panels = {name: (c - x, r - y, w, h) for name, (c, r, w, h) in self.panels.items()}
        self.rows = defaultdict(set)
        for number in range(len(self.ends)):
            self._enter(number)
        self.wide = max(c + w for c, _, w, _ in rects) - x
        self.high = max(r + h for _, r, _, h in rects) - y

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

    def _farther(self, card: int, other: int | None, home: Cell, cell: Cell) -> float:
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
        self, card: int, other: int | None, home: Cell, cell: Cell, links: Sequence[int]
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

    def _put(self, cards: Sequence[int], cells: Sequence[Cell], links: Sequence[int]) -> None:
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


def _meet(one: Rect, two: Rect) -> bool:
    """Whether two rectangles share a cell."""
    (a, b, w, h), (c, d, v, g) = one, two
    return a < c + v and c < a + w and b < d + g and d < b + h
