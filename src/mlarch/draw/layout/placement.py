"""The state of a page while cards and panels are moved about: who stands where, and what that costs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from math import fsum
from typing import TypeAlias

from mlarch.draw.layout.option import Option, Rect, page_cost
from mlarch.draw.layout.prices import BEND, COLUMN
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["Cell", "Placement", "meet", "panels_of"]

Cell: TypeAlias = tuple[int, int]

_CROSS = 120.0  # less than a crossing: routes find ways around some
_BLOCKED = 4 * BEND
_TWO_CORNERS = 2 * BEND


class Placement:
    """Cells of all cards and rectangles of all panels, with the links that span each row."""

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
        self.where: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)] * len(self.ends)
        for number in range(len(self.ends)):
            self.enter(number)

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
        total = self.clutter(range(len(self.ends))) + self.page([self.rect(b) for b in self.problem.blocks])
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

    def enter(self, link: int) -> None:
        """Note where a link runs, and the rows that it spans: only links that share one can cross."""
        a, b = self.ends[link]
        self.where[link] = (*self.cells[a], *self.cells[b])
        _, one, _, two = self.where[link]
        for row in range(min(one, two), max(one, two) + 1):
            self.rows[row].add(link)

    def leave(self, link: int) -> None:
        """Take a link out of the rows that it spans."""
        _, one, _, two = self.where[link]
        for row in range(min(one, two), max(one, two) + 1):
            self.rows[row].discard(link)

    def clutter(self, links: Sequence[int]) -> float:
        """Crossings and cards in the way of some links, as they stand."""
        where = self.where
        total = looked = 0
        done: set[int] = set()
        for number in links:
            ax, ay, bx, by = where[number]
            dx, dy = bx - ax, by - ay
            low, high = (ay, by) if ay < by else (by, ay)
            left, right = (ax, bx) if ax < bx else (bx, ax)
            done.add(number)
            others = set().union(*(self.rows[row] for row in range(low, high + 1))) - done
            looked += len(others)
            for other in others:
                cx, cy, ex, ey = where[other]
                if (cx < left and ex < left) or (cx > right and ex > right):
                    continue
                looked += 6  # what is worked out from here on takes so much longer
                one = dx * (cy - ay) - dy * (cx - ax)
                two = dx * (ey - ay) - dy * (ex - ax)
                if (one > 0 > two) or (one < 0 < two):  # links with a card in common do not cross
                    fx, fy = ex - cx, ey - cy
                    three = fx * (ay - cy) - fy * (ax - cx)
                    four = fx * (by - cy) - fy * (bx - cx)
                    if (three > 0 > four) or (three < 0 < four):
                        total += 1
        self.problem.effort.spend(looked)
        return _CROSS * total + fsum(self._detour(*self.ends[number]) for number in links)

    def _detour(self, a: int, b: int) -> float:
        """What cards in the way of two make a line cost: past them, or with more bends than the one."""
        (ax, ay), (bx, by) = self.cells[a], self.cells[b]
        right, down = (bx > ax) - (bx < ax), (by > ay) - (by < ay)
        if not right:
            return _BLOCKED * sum((ax, y) in self.taken for y in range(ay + down, by, down or 1))
        if not down:
            return _BLOCKED * sum((x, ay) in self.taken for x in range(ax + right, bx, right))
        width, height = abs(bx - ax), abs(by - ay)
        level, upright = self._free(ax, ay, right, 0, width), self._free(ax, ay, 0, down, height)
        back, above = self._free(bx, by, -right, 0, width), self._free(bx, by, 0, -down, height)
        if (level == width and above >= height - 1) or (upright == height and back >= width - 1):
            return 0.0  # one corner
        if level + back >= width - 1 or upright + above >= height - 1:
            return _TWO_CORNERS
        return 2 * _TWO_CORNERS

    def _free(self, x: int, y: int, right: int, down: int, way: int) -> int:
        """How many of the cells from here in a direction are free."""
        taken = self.taken
        for count in range(way):
            x, y = x + right, y + down
            if (x, y) in taken:
                return count
        return way

    def rect(self, block: Block) -> Rect:
        """The rectangle of a panel, or the cell of a free card."""
        return self.panels[block.id] if block.panel else (*self.cells[block.own[0]], 1, 1)

    def page(self, rects: Sequence[Rect]) -> float:
        """What the page costs that holds these rectangles."""
        left, top = min(c for c, _, _, _ in rects), min(r for _, r, _, _ in rects)
        right, bottom = max(c + w for c, _, w, _ in rects), max(r + h for _, r, _, h in rects)
        return page_cost(right - left, bottom - top, self.aspect, len(self.cells))

    def normalise(self) -> None:
        """Count cells from the top left one that is taken, and the size of the page from there."""
        rects = [self.rect(block) for block in self.problem.blocks]
        x, y = min(c for c, _, _, _ in rects), min(r for _, r, _, _ in rects)
        self.cells = [(c - x, r - y) for c, r in self.cells]
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        self.panels = {name: (c - x, r - y, w, h) for name, (c, r, w, h) in self.panels.items()}
        self.rows = defaultdict(set)
        for number in range(len(self.ends)):
            self.enter(number)
        self.wide = max(c + w for c, _, w, _ in rects) - x
        self.high = max(r + h for _, r, _, h in rects) - y

    def links_of(self, cards: Sequence[int]) -> float:
        """The cost of all links of some cards; one between two of them counts once."""
        cells, inside = self.cells, set(cards)
        total = 0.0
        for a, b, table in self.problem.pairs:
            if a in inside or b in inside:
                (ax, ay), (bx, by) = cells[a], cells[b]
                total += table[bx - ax][by - ay]
        return total

    def put(self, cards: Sequence[int], cells: Sequence[Cell], links: Sequence[int]) -> None:
        """Move cards, given their links, to cells that are free or their own."""
        for link in links:
            self.leave(link)
        for card in cards:
            del self.taken[self.cells[card]]
        for card, cell in zip(cards, cells, strict=True):
            self.cells[card] = cell
            self.taken[cell] = card
        for link in links:
            self.enter(link)


def panels_of(blocks: Sequence[Block]) -> list[Block]:
    """Every panel, each after those inside it."""
    found = []
    for block in blocks:
        if block.panel is not None:
            found += [*panels_of(block.children), block]
    return found


def meet(one: Rect, two: Rect) -> bool:
    """Whether two rectangles share a cell."""
    (a, b, w, h), (c, d, v, g) = one, two
    return a < c + v and c < a + w and b < d + g and d < b + h
