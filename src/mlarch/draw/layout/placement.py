"""The state of a page while cards and panels are moved about: who stands where, and what that costs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mlarch.draw.layout.option import Option, Rect, page_cost, too_wide
from mlarch.draw.layout.prices import BEND, COLUMN
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["Cell", "Placement", "meet", "panels_of"]

Cell: TypeAlias = tuple[int, int]
_Where: TypeAlias = tuple[int, int, int, int]  # the cells of the two cards of a link

_CROSS = 180.0  # less than a crossing: routes find ways around some
_BLOCKED = 4 * BEND
_TWO_CORNERS = 3 * BEND  # and what two corners more bring with them


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
        self.where: list[_Where] = [(0, 0, 0, 0)] * len(self.ends)
        self.through: dict[Cell, set[int]] = defaultdict(set)
        self.crossed: list[set[int]] = []
        self.detours = [0.0] * len(self.ends)
        self._look()

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
        total = _CROSS * sum(map(len, self.crossed)) / 2 + sum(self.detours)
        total += self.page([self.rect(block) for block in self.problem.blocks])
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

    def _look(self) -> None:
        """Work out anew where links run, what they cross and what is in their way."""
        self.rows.clear()
        self.through.clear()
        self.crossed = [set() for _ in self.ends]
        self._enter(range(len(self.ends)))

    def _enter(self, links: Collection[int]) -> None:
        """Note where links run and what they cross; they must not be noted yet."""
        for link in links:
            a, b = self.ends[link]
            self.where[link] = (*self.cells[a], *self.cells[b])
            for row in _rows(self.where[link]):
                self.rows[row].add(link)
            for cell in _sides(self.where[link]):
                self.through[cell].add(link)
        for link in links:
            found = self._crossing(link, self.where[link], self._near(self.where[link]))
            self.crossed[link].update(found)
            for other in found:
                self.crossed[other].add(link)
            self.detours[link] = self._detour(*self.where[link])

    def _leave(self, links: Collection[int]) -> None:
        """Forget where links run."""
        for link in links:
            for row in _rows(self.where[link]):
                self.rows[row].discard(link)
            for cell in _sides(self.where[link]):
                self.through[cell].discard(link)
            for other in self.crossed[link]:
                self.crossed[other].discard(link)
            self.crossed[link].clear()

    def _near(self, where: _Where) -> set[int]:
        """The links that share a row with one that runs there."""
        return set().union(*(self.rows[row] for row in _rows(where)))

    def _crossing(self, link: int, own: _Where, others: Iterable[int]) -> list[int]:
        """Which of the others a link crosses; links with a card in common do not cross."""
        where = self.where
        ax, ay, bx, by = own
        dx, dy = bx - ax, by - ay
        left, right = (ax, bx) if ax < bx else (bx, ax)
        found = []
        looked = 0
        for other in others:
            looked += 1
            cx, cy, ex, ey = where[other]
            if (cx < left and ex < left) or (cx > right and ex > right):
                continue
            one = dx * (cy - ay) - dy * (cx - ax)
            two = dx * (ey - ay) - dy * (ex - ax)
            if (one > 0 > two) or (one < 0 < two):
                fx, fy = ex - cx, ey - cy
                three = fx * (ay - cy) - fy * (ax - cx)
                four = fx * (by - cy) - fy * (bx - cx)
                if (three > 0 > four) or (three < 0 < four):
                    found.append(other)
        self.problem.effort.spend(3 * looked)
        return found

    def saved(self, moves: Mapping[int, Cell], least: float) -> float:
        """What crossings and cards in the way cost less when cards stand in other cells.

        Counting stops, with less than `least`, as soon as the result cannot be as much.
        """
        cells, detours, where = self.cells, self.detours, self.where
        links = self.linked(moves)
        old = {card: cells[card] for card in moves}
        passed = self._passing(set(old.values()) ^ set(moves.values())) - links.keys()
        left = self.at_most(links) + sum(detours[link] for link in passed)
        if left < least:
            return left
        self._put(moves)
        now = {link: (*cells[a], *cells[b]) for link in links for a, b in (self.ends[link],)}
        left -= sum(self._detour(*one) for one in now.values())
        left -= sum(self._detour(*where[link]) for link in passed)
        before = {link: where[link] for link in links}
        for link, one in now.items():
            where[link] = one
        done: set[int] = set()
        for link, one in now.items():
            if left < least:
                break
            others = (self._near(one) | links.keys()) - done
            others.discard(link)
            done.add(link)
            left -= _CROSS * len(self._crossing(link, one, others))
        for link, one in before.items():
            where[link] = one
        self._put(old)
        return left

    def linked(self, cards: Iterable[int]) -> dict[int, None]:
        """The links of some cards."""
        return dict.fromkeys(link for card in cards for link in self.of[card])

    def at_most(self, links: Mapping[int, object]) -> float:
        """What crossings of some links, and cards in their way, cost now."""
        crossings = sum(len(self.crossed[link]) for link in links)
        own = sum(len(self.crossed[link] & links.keys()) for link in links)
        return _CROSS * (crossings - own / 2) + sum(self.detours[link] for link in links)

    def _passing(self, cells: Iterable[Cell]) -> set[int]:
        """The links to which it matters whether a card stands in one of some cells."""
        return set().union(*(self.through[cell] for cell in cells if cell in self.through))

    def _put(self, moves: Mapping[int, Cell]) -> None:
        for card in moves:
            del self.taken[self.cells[card]]
        for card, cell in moves.items():
            self.cells[card] = cell
            self.taken[cell] = card

    def move(self, moves: Mapping[int, Cell]) -> None:
        """Let cards stand in other cells, which are free or theirs."""
        links = self.linked(moves)
        changed = {self.cells[card] for card in moves} ^ set(moves.values())
        self._leave(links)
        self._put(moves)
        self._enter(links)
        for link in self._passing(changed):
            self.detours[link] = self._detour(*self.where[link])

    def _detour(self, ax: int, ay: int, bx: int, by: int) -> float:
        """What cards in the way of two make a line cost: past them, or with more bends than the one."""
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
        wide = right - left
        cost = page_cost(wide, bottom - top, self.aspect, len(self.cells))
        return cost + (too_wide(wide * COLUMN) if self.problem.scene.direction is None else 0.0)

    def normalise(self) -> None:
        """Count cells from the top left one that is taken, and the size of the page from there."""
        rects = [self.rect(block) for block in self.problem.blocks]
        x, y = min(c for c, _, _, _ in rects), min(r for _, r, _, _ in rects)
        self.cells = [(c - x, r - y) for c, r in self.cells]
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        self.panels = {name: (c - x, r - y, w, h) for name, (c, r, w, h) in self.panels.items()}
        if x or y:
            self._look()
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


def _rows(where: _Where) -> range:
    """The rows that a link spans."""
    _, one, _, two = where
    return range(one, two + 1) if one < two else range(two, one + 1)


def _sides(where: _Where) -> Iterator[Cell]:
    """The cells along the sides of the rectangle between two cards, in which a card may be in the way."""
    ax, ay, bx, by = where
    for x in range(min(ax, bx), max(ax, bx) + 1):
        yield x, ay
        yield x, by
    for y in range(min(ay, by) + 1, max(ay, by)):
        yield ax, y
        yield bx, y


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
