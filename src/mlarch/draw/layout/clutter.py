"""Crossings of the straight lines between linked cards, and cards in their way, while cards change cells.

What every link crosses and what its detour costs is kept, so that a move is tried by its own links and those
whose way it frees or blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TypeAlias

from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import BEND

__all__ = ["Cell", "Clutter"]

Cell: TypeAlias = tuple[int, int]
_Where: TypeAlias = tuple[int, int, int, int]  # the cells of the two cards of a link

_CROSS = 180.0  # less than a crossing: routes find ways around some
_BLOCKED = 4 * BEND
_TWO_CORNERS = 3 * BEND  # and what two corners more bring with them


class Clutter:
    """Cells of cards, with what their links cross and what stands in the way of each.

    `of` are the links of each card. By row and by cell are kept the links that span it, and those to which a
    card in it may matter.
    """

    def __init__(self, cells: Sequence[Cell], pairs: Iterable[tuple[int, int]], effort: Effort) -> None:
        self.effort = effort
        self.cells = list(cells)
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        self.ends = list(dict.fromkeys((min(a, b), max(a, b)) for a, b in pairs))
        self.of: list[list[int]] = [[] for _ in self.cells]
        for number, (a, b) in enumerate(self.ends):
            self.of[a].append(number)
            self.of[b].append(number)
        self.rows: dict[int, set[int]] = defaultdict(set)
        self.where: list[_Where] = [(0, 0, 0, 0)] * len(self.ends)
        self.through: dict[Cell, set[int]] = defaultdict(set)
        self.crossed: list[set[int]] = []
        self.detours = [0.0] * len(self.ends)
        self.look()

    def clutter(self) -> float:
        """What all crossings and all cards in the way cost."""
        return _CROSS * sum(map(len, self.crossed)) / 2 + fsum(self.detours)

    def look(self) -> None:
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
        self.effort.spend(3 * looked)
        return found

    def saved(self, moves: Mapping[int, Cell], least: float) -> float:
        """What crossings and cards in the way cost less when cards stand in other cells.

        Counting stops, with less than `least`, as soon as the result cannot be as much.
        """
        cells, detours, where = self.cells, self.detours, self.where
        links = self.linked(moves)
        old = {card: cells[card] for card in moves}
        passed = self._passing(set(old.values()) ^ set(moves.values())) - links.keys()
        left = self.at_most(links) + fsum(detours[link] for link in passed)
        if left < least:
            return left
        self._put(moves)
        now = {link: (*cells[a], *cells[b]) for link in links for a, b in (self.ends[link],)}
        left -= fsum(self._detour(*one) for one in now.values())
        left -= fsum(self._detour(*where[link]) for link in passed)
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
        return _CROSS * (crossings - own / 2) + fsum(self.detours[link] for link in links)

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
