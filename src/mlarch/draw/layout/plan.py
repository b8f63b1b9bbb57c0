"""Blocks on a page: rows of columns of blocks, found by a beam search and then by moving one block at a time.

Positions are cells, so a block is a rectangle of whole cells, with an `Option` for its inside.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from mlarch.draw.layout.option import Option, Rect, page_cost, vacant
from mlarch.draw.layout.prices import COLUMN, Table
from mlarch.draw.layout.problem import Block, Problem

__all__ = ["Packing", "Plan", "packed"]

Plan: TypeAlias = tuple[tuple[tuple[tuple[int, int], ...], ...], ...]
"""Rows of columns of (number of the item, number of its option)."""

_Link: TypeAlias = tuple[int, int, Table, int]  # two cards, and -1 where it runs from the second to the first
_Apart: TypeAlias = tuple[int, int, int, int]  # columns and rows between two items, their options' numbers
_Pair: TypeAlias = tuple[int, int, list[_Link], dict[_Apart, float]]
_Place: TypeAlias = tuple[int, int, int]  # column, row, and the number of the option

_BEAM, _INSIDE, _MANY = 5, 2, 12  # the inside of a panel has a choice of its own
_MARGIN = 24.0
_FITTINGS = 3


def packed(
    problem: Problem, items: Sequence[Block], choices: Sequence[Sequence[Option]], aspects: Iterable[float]
) -> list[Option]:
    """All items on one page, as one option for each shape (width by height) that it may have."""
    packing = Packing(problem, items, choices)
    found = []
    for aspect in aspects:
        packing.aspect = aspect
        found.append(packing.settled(packing.best(1, beam=_INSIDE)[0]))
    return found


class Packing:
    """One packing: which links run between items, and what a plan costs on a page of its `aspect`.

    `pairs` are every two items with links between them, and what these cost by how many columns and rows the
    two lie apart and by their options.
    """

    def __init__(self, problem: Problem, items: Sequence[Block], choices: Sequence[Sequence[Option]]) -> None:
        self.problem = problem
        self.choices = choices
        self.aspect = problem.aspect
        self.count = len(items)
        self.cards = sum(len(item.cards) for item in items)
        home = {card: number for number, item in enumerate(items) for card in item.cards}
        self.links: list[tuple[int, int, int, int, Table]] = [
            (home[a], a, home[b], b, table)
            for a, b, table in problem.pairs
            if a in home and b in home and home[a] != home[b]
        ]
        self.pull = [math.fsum(problem.start[card] for card in item.cards) for item in items]
        self.start = [pull * COLUMN for pull in self.pull]
        self.shapes = [[(one.wide, one.high, one.cost) for one in options] for options in choices]
        self.joined = [[0.0] * self.count for _ in items]
        for i, _, j, _, table in self.links:
            self.joined[i][j] += table[1][0]
            self.joined[j][i] += table[1][0]
        self.pairs = self._pairs()
        self.offsets: dict[tuple[int, int, int, int], list[tuple[Table, int, int, int]]] = {}

    def best(self, wanted: int = 1, beam: int = _BEAM) -> list[Plan]:
        """The `wanted` best plans: a beam search, then re-insertion of one item after the other."""
        order = self._order()
        width = beam if self.count <= _MANY else 1
        states: list[tuple[float, int, Plan]] = [(0.0, 0, ())]
        placed: set[int] = set()
        for item in order:
            placed.add(item)
            if self.problem.effort.spent:
                states = [(0.0, 0, self._appended(states[0][2], item))]
                continue
            pairs = [pair for pair in self.pairs if pair[0] in placed and pair[1] in placed]
            found = {plan: None for _, _, state in states for plan in self._insertions(state, item)}
            states = []
            self._spend(len(found))
            for number, plan in enumerate(found):
                cost = self.cost(plan, pairs, states[-1][0] if len(states) == width else math.inf)
                insort(states, (cost, number, plan))
                del states[width:]
        improved = [self._improved(plan, cost, order) for cost, _, plan in states[:wanted]]
        return list(dict.fromkeys(improved))

    def _spend(self, plans: int) -> None:
        """Count the steps of looking at so many plans."""
        self.problem.effort.spend(plans * (self.count + len(self.links)))

    def _appended(self, plan: Plan, item: int) -> Plan:
        """The plan with the item at the end of its last row, or in a new one where that has grown long."""
        column = ((item, 0),)
        if plan and len(plan[-1]) ** 2 < self.count:
            return (*plan[:-1], (*plan[-1], column))
        return (*plan, (column,))

    def _improved(self, plan: Plan, cost: float, order: Sequence[int]) -> Plan:
        for item in order if 1 < self.count <= 2 * _MANY else ():
            if self.problem.effort.spent:
                break
            rest = _without(plan, item)
            tries = list(self._insertions(rest, item))
            self._spend(len(tries))
            for tried in tries:
                now = self.cost(tried, self.pairs, cost - _MARGIN)
                if now < cost - _MARGIN:
                    plan, cost = tried, now
        return plan

    def fitted(self, plan: Plan) -> Plan:
        """The items at the same places, each in the option with which the page costs least."""
        plan = tuple(tuple(tuple((item, 0) for item, _ in column) for column in row) for row in plan)
        cost = self.cost(plan, self.pairs)
        for _ in range(_FITTINGS):
            before = plan
            for item in range(self.count):
                count = 1 if self.problem.effort.spent else len(self.choices[item])
                self._spend(count)
                for option in range(count):
                    tried = _with_option(plan, item, option)
                    now = self.cost(tried, self.pairs, cost - _MARGIN)
                    if now < cost - _MARGIN:
                        plan, cost = tried, now
            if plan == before:
                break
        return plan

    def _order(self) -> list[int]:
        """The item where reading starts first, then always the one most linked to those before."""
        size = [len(options[0].cells) for options in self.choices]
        first = max(range(self.count), key=lambda i: (self.pull[i], size[i], -i))
        order = [first]
        while len(order) < self.count:
            rest = [i for i in range(self.count) if i not in order]
            order.append(
                max(
                    rest,
                    key=lambda i: (math.fsum(self.joined[i][j] for j in order), self.pull[i], size[i], -i),
                )
            )
        return order

    def _insertions(self, plan: Plan, item: int) -> Iterator[Plan]:
        """The plan with the item at every place, in each of its options."""
        for option in range(len(self.choices[item])):
            cell = ((item, option),)
            for r in range(len(plan) + 1):
                yield (*plan[:r], (cell,), *plan[r:])
            for r, row in enumerate(plan):
                for c in range(len(row) + 1):
                    yield (*plan[:r], (*row[:c], cell, *row[c:]), *plan[r + 1 :])
                for c, column in enumerate(row):
                    for k in range(len(column) + 1):
                        stack = (*column[:k], *cell, *column[k:])
                        yield (*plan[:r], (*row[:c], stack, *row[c + 1 :]), *plan[r + 1 :])

    def _pairs(self) -> list[_Pair]:
        """Every two items with links between them, those with the most to pay for first."""
        found: dict[tuple[int, int], list[_Link]] = {}
        for i, a, j, b, table in self.links:
            if i < j:
                found.setdefault((i, j), []).append((a, b, table, 1))
            else:
                found.setdefault((j, i), []).append((b, a, table, -1))
        order = sorted(found, key=lambda pair: -self.joined[pair[0]][pair[1]])
        return [(i, j, found[i, j], {}) for i, j in order]

    def positions(self, plan: Plan) -> tuple[dict[int, _Place], int, int, float]:
        """The corner and the option's number of every item, the size of the page, and what these cost."""
        shapes, start = self.shapes, self.start
        found: dict[int, _Place] = {}
        cost = 0.0
        y = page = 0
        for row in plan:
            x = tall = 0
            for column in row:
                top, broad = y, 0
                for item, number in column:
                    wide, high, own = shapes[item][number]
                    found[item] = (x, top, number)
                    cost += own + start[item] * (x + top)
                    top += high
                    if wide > broad:
                        broad = wide
                if top - y > tall:
                    tall = top - y
                x += broad
            if x > page:
                page = x
            y += tall
        return found, page, y, cost

    def cost(self, plan: Plan, pairs: Sequence[_Pair], limit: float = math.inf) -> float:
        """Links between items, the insides chosen, the pull to the start, and the page.

        Counting stops above the limit: what is returned then is more than that, and no more than the cost.
        """
        found, wide, high, total = self.positions(plan)
        total += page_cost(wide, high, self.aspect, self.cards)
        for i, j, links, known in pairs:
            if total > limit:
                break
            x1, y1, one = found[i]
            x2, y2, two = found[j]
            key = (x2 - x1, y2 - y1, one, two)
            cost = known.get(key)
            if cost is None:  # most plans that are tried have most items as before
                cost = known[key] = self._distance(i, j, links, key)
            total += cost
        return total

    def _distance(self, i: int, j: int, links: Sequence[_Link], apart: _Apart) -> float:
        """What the links between two items cost when the second lies so far from the first."""
        right, down, one, two = apart
        offsets = self.offsets.get((i, j, one, two))
        if offsets is None:
            here, there = self.choices[i][one].cells, self.choices[j][two].cells
            offsets = self.offsets[i, j, one, two] = [
                (table, way, way * (there[b][0] - here[a][0]), way * (there[b][1] - here[a][1]))
                for a, b, table, way in links
            ]
        total = 0.0
        for table, way, c, r in offsets:
            total += table[way * right + c][way * down + r]
        return total

    def settled(self, plan: Plan) -> Option:
        """The plan as cells, with items moved where their links run straighter, as far as there is room."""
        found, wide, high, _ = self.positions(plan)
        for _ in range(2):
            for item in sorted(found) if not self.problem.effort.spent else ():
                self._settle(item, found, wide, high)
        cells: dict[int, tuple[int, int]] = {}
        panels: dict[str, Rect] = {}
        cost = 0.0
        for item, (x, y, number) in found.items():
            option = self.choices[item][number]
            moved = option.moved(x, y)
            cells.update(moved.cells)
            panels.update(moved.panels)
            cost += option.cost
        for _, a, _, b, table in self.links:
            cost += table[cells[b][0] - cells[a][0]][cells[b][1] - cells[a][1]]
        return Option(wide, high, cells, panels, cost)

    def _settle(self, item: int, found: dict[int, tuple[int, int, int]], wide: int, high: int) -> None:
        x, y, number = found.pop(item)
        option = self.choices[item][number]
        others = [(c, r, self.choices[i][n].wide, self.choices[i][n].high) for i, (c, r, n) in found.items()]
        pairs = [pair for pair in self.pairs if item in pair[:2]]

        def cost(c: int, r: int) -> float:
            found[item] = (c, r, number)
            total = self.start[item] * (c + r)
            for i, j, links, known in pairs:
                (x1, y1, one), (x2, y2, two) = found[i], found[j]
                key = (x2 - x1, y2 - y1, one, two)
                if key not in known:
                    known[key] = self._distance(i, j, links, key)
                total += known[key]
            return total

        self.problem.effort.spend(wide * high * (len(pairs) + len(others) // 4 + 1))
        best, place = cost(x, y) - _MARGIN, (x, y)
        columns, rows = range(wide - option.wide + 1), range(high - option.high + 1)
        for c, r in vacant(others, option.wide, option.high, columns, rows):
            now = cost(c, r)
            if now < best:
                best, place = now, (c, r)
        found[item] = (*place, number)


def _with_option(plan: Plan, item: int, option: int) -> Plan:
    return tuple(
        tuple(tuple((one, option if one == item else old) for one, old in column) for column in row)
        for row in plan
    )


def _without(plan: Plan, item: int) -> Plan:
    rows = []
    for row in plan:
        columns = []
        for column in row:
            kept = tuple(cell for cell in column if cell[0] != item)
            if kept:
                columns.append(kept)
        if columns:
            rows.append(tuple(columns))
    return tuple(rows)
