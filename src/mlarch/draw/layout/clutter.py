"""Crossings of the straight lines between linked cards, and cards in their way, while cards change cells.

What every link crosses and what its detour costs is kept, so that a move is tried by its own links and those
whose way it frees or blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum

from mlarch.draw.layout.bits import bits, numbers
from mlarch.draw.layout.detours import Cell, Occupied, Where
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import FAN

__all__ = ["Cell", "Clutter"]

_CROSS = 190.0  # less than a crossing: routes find ways around some
_CROSS_FAN = _CROSS * FAN


class Clutter:
    """Cells of cards, with what their links cross and what stands in the way of each.

    Sets of links are whole numbers with a bit for each link (`bits`). `of` are the links of each card, `own`
    the same as a set, `apart` the links that have no card in common with each. By row, by column and by cell
    are kept the links that span it, and those to which a card in it may matter. `fans` are those links that
    share a trunk with others. What the links of some cards cost is kept until one moves.
    """

    def __init__(self, cells: Sequence[Cell], pairs: Mapping[tuple[int, int], bool], effort: Effort) -> None:
        """`pairs` are the two cards of each link, the lower number first, and whether it is one of a fan."""
        self.effort = effort
        self.cells = list(cells)
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        self.ends = list(pairs)
        self.fans = bits(link for link, fan in enumerate(pairs.values()) if fan)
        self.of: list[list[int]] = [[] for _ in self.cells]
        for number, (a, b) in enumerate(self.ends):
            self.of[a].append(number)
            self.of[b].append(number)
        self.own = [bits(links) for links in self.of]
        self.apart = [~(self.own[a] | self.own[b]) for a, b in self.ends]
        self.occupied = Occupied(self.cells)
        self.kept: dict[tuple[tuple[int, ...], int], tuple[Sequence[int], int, float]] = {}
        self.where: list[Where] = [(0, 0, 0, 0)] * len(self.ends)
        self.rows: dict[int, int] = defaultdict(int)
        self.columns: dict[int, int] = defaultdict(int)
        self.through: dict[Cell, int] = defaultdict(int)
        self.crossed = [0] * len(self.ends)
        self.detours = [0.0] * len(self.ends)
        self._enter(range(len(self.ends)))

    def clutter(self) -> float:
        """What all crossings and all cards in the way cost."""
        return fsum(map(self._met, range(len(self.ends)), self.crossed)) / 2 + fsum(self.detours)

    def shift(self, x: int, y: int) -> None:
        """Count cells from another one: everything stays where it is."""
        self.cells = [(c - x, r - y) for c, r in self.cells]
        self.taken = {cell: card for card, cell in enumerate(self.cells)}
        self.occupied = Occupied(self.cells)
        self.where = [(ax - x, ay - y, bx - x, by - y) for ax, ay, bx, by in self.where]
        self.rows = defaultdict(int, {row - y: links for row, links in self.rows.items()})
        self.columns = defaultdict(int, {column - x: links for column, links in self.columns.items()})
        self.through = defaultdict(int, {(c - x, r - y): links for (c, r), links in self.through.items()})

    def _enter(self, links: Iterable[int]) -> None:
        """Note where links run and what they cross; they must not be noted yet."""
        for link in links:
            a, b = self.ends[link]
            where = self.where[link] = (*self.cells[a], *self.cells[b])
            self.crossed[link] = found = self._crossing(
                where, self._near(where) & self.apart[link], self.where
            )
            for other in numbers(found):
                self.crossed[other] |= 1 << link
            self._mark(link)
            self.detours[link] = self._detour(link, where)

    def _leave(self, links: Iterable[int]) -> None:
        """Forget where links run."""
        for link in links:
            self._mark(link)
            for other in numbers(self.crossed[link]):
                self.crossed[other] ^= 1 << link
            self.crossed[link] = 0

    def _mark(self, link: int) -> None:
        """Note a link in the rows, columns and cells that it spans, or take it out of them."""
        ax, ay, bx, by = self.where[link]
        bit = 1 << link
        for row in _span(ay, by):
            self.rows[row] ^= bit
        for column in _span(ax, bx):
            self.columns[column] ^= bit
        for cell in _sides(self.where[link]):
            self.through[cell] ^= bit

    def _near(self, where: Where) -> int:
        """The links that share rows and columns with one that runs there."""
        ax, ay, bx, by = where
        rows = columns = 0
        for row in _span(ay, by):
            rows |= self.rows[row]
        for column in _span(ax, bx):
            columns |= self.columns[column]
        return rows & columns

    def _crossing(self, own: Where, others: int, where: Sequence[Where] | Mapping[int, Where]) -> int:
        """Which of the others cross one that runs there; links with a card in common do not cross."""
        ax, ay, bx, by = own
        dx, dy = bx - ax, by - ay
        side = dx * ay - dy * ax
        found = 0
        self.effort.spend(3 * others.bit_count())
        while others:
            bit = others & -others
            others ^= bit
            cx, cy, ex, ey = where[bit.bit_length() - 1]
            one, two = dx * cy - dy * cx, dx * ey - dy * ex
            if one > side > two or one < side < two:  # the ends of the other lie on both sides of this one
                fx, fy = ex - cx, ey - cy
                three, other, four = fx * ay - fy * ax, fx * cy - fy * cx, fx * by - fy * bx
                if three > other > four or three < other < four:
                    found |= bit
        return found

    def saved(self, moves: Mapping[int, Cell], least: float, rigid: int = 0) -> float:
        """What crossings and cards in the way cost less when cards stand in other cells.

        Counting stops, with less than `least`, as soon as the result cannot be as much. `rigid` are links
        between cards that move as one: what these do to each other stays.
        """
        links, own, left = self._of(tuple(moves), rigid)
        cells = self.cells
        old = {card: cells[card] for card in moves}
        before, after = set(old.values()), set(moves.values())
        freed = self._passing(before - after) & ~own
        if freed:
            left += fsum(self.detours[link] for link in numbers(freed))
        if left >= least:
            blocked = self._passing(after - before) & ~own  # costs some of their links more, and none less
            changed = before ^ after
            self._put(moves)
            self.occupied.turn(changed)
            left -= self._detoured(own & ~rigid, freed, blocked & ~freed, left - least)
            if left >= least:
                left -= self._crossings(links, own, rigid, left - least)
            self._put(old)
            self.occupied.turn(changed)
        return left

    def _detoured(self, moved: int, freed: int, blocked: int, most: float) -> float:
        """What cards in the way of links cost where cards stand now, and of those `blocked` how much more.

        Counting stops above `most`.
        """
        cells, where, detour = self.cells, self.where, self._detour
        cost = 0.0
        for link in numbers(moved):
            a, b = self.ends[link]
            cost += detour(link, (*cells[a], *cells[b]))
        for link in numbers(freed | blocked):
            if cost > most:
                break
            cost += detour(link, where[link]) - (self.detours[link] if blocked >> link & 1 else 0.0)
        return cost

    def _crossings(self, links: Sequence[int], own: int, rigid: int, most: float) -> float:
        """What some links cross where their cards stand now; counting stops above `most`."""
        cells, cost = self.cells, 0.0
        now = {link: (*cells[a], *cells[b]) for link in links for a, b in (self.ends[link],)}
        rest = own  # of each two of these, the first counts
        for link, where in now.items():
            if cost > most:
                break
            bit = 1 << link
            rest ^= bit
            apart = self.apart[link]
            crossed = self._crossing(where, self._near(where) & ~own & apart, self.where)
            among = (rest & ~rigid if rigid & bit else rest) & apart
            if among:
                crossed |= self._crossing(where, among, now)
            if crossed:
                cost += self._met(link, crossed)
        return cost

    def _met(self, link: int, others: int) -> float:
        """What it costs that a link crosses others: little where one of the two is of a fan."""
        if self.fans >> link & 1:
            return _CROSS_FAN * others.bit_count()
        return _CROSS * (others.bit_count() - (1.0 - FAN) * (others & self.fans).bit_count())

    def linked(self, cards: Sequence[int]) -> Sequence[int]:
        """The links of some cards, each once."""
        if len(cards) == 1:
            return self.of[cards[0]]
        return list(dict.fromkeys(link for card in cards for link in self.of[card]))

    def _of(self, cards: tuple[int, ...], rigid: int) -> tuple[Sequence[int], int, float]:
        """The links of some cards, the same as a set, and what crossings of them and cards in their way cost
        now, without what `rigid` ones do to each other."""
        found = self.kept.get((cards, rigid))
        if found is None:
            links, own = self.linked(cards), 0
            for card in cards:
                own |= self.own[card]
            found = self.kept[cards, rigid] = (links, own, self._at_most(links, own, rigid))
        return found

    def _at_most(self, links: Sequence[int], own: int, rigid: int) -> float:
        crossings = detours = 0.0
        for link in links:
            crossed = self.crossed[link]
            if rigid >> link & 1:
                crossed &= ~rigid
            else:
                detours += self.detours[link]
            if crossed:
                crossings += self._met(link, crossed)
                if among := crossed & own:
                    crossings -= self._met(link, among) / 2
        return crossings + detours

    def between(self, cards: Iterable[int]) -> int:
        """The links between some cards."""
        once = both = 0
        for card in cards:
            both |= once & self.own[card]
            once |= self.own[card]
        return both

    def most_saved(self, cards: Sequence[int], rigid: int = 0) -> float:
        """What crossings and cards in the way cost at most less wherever some cards stand together."""
        _, own, most = self._of(tuple(cards), rigid)
        passing = self._passing(self.cells[card] for card in cards) & ~own
        return most + fsum(self.detours[link] for link in numbers(passing))

    def _passing(self, cells: Iterable[Cell]) -> int:
        """The links to which it matters whether a card stands in one of some cells."""
        found = 0
        for cell in cells:
            found |= self.through.get(cell, 0)
        return found

    def _put(self, moves: Mapping[int, Cell]) -> None:
        """Let cards stand elsewhere, for what looks at cells alone."""
        for card, cell in moves.items():
            self.cells[card] = cell

    def move(self, moves: Mapping[int, Cell]) -> None:
        """Let cards stand in other cells, which are free or theirs."""
        links = self.linked(tuple(moves))
        before = [self.cells[card] for card in moves]
        changed = set(before) ^ set(moves.values())
        self._leave(links)
        self._put(moves)
        self.occupied.turn(changed)
        for cell in before:
            del self.taken[cell]
        self.taken.update((cell, card) for card, cell in moves.items())
        self.kept.clear()
        self._enter(links)
        for link in numbers(self._passing(changed)):
            self.detours[link] = self._detour(link, self.where[link])

    def _detour(self, link: int, where: Where) -> float:
        """What cards in the way make a link cost that runs there."""
        cost = self.occupied.detour(where)
        return FAN * cost if self.fans >> link & 1 else cost


def _span(one: int, two: int) -> range:
    """The rows, or columns, from one to another."""
    return range(one, two + 1) if one < two else range(two, one + 1)


def _sides(where: Where) -> Iterator[Cell]:
    """The cells along the sides of the rectangle between two cards, in which a card may be in the way."""
    ax, ay, bx, by = where
    for y in {ay: 0, by: 0}:
        for x in _span(ax, bx):
            yield x, y
    for x in {ax: 0, bx: 0}:
        for y in range(min(ay, by) + 1, max(ay, by)):
            yield x, y
