"""Packing the blocks of a picture onto the page: rows of columns of panels.

The search is simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) with a fixed seed over the order of
the blocks and the choice of each block's layout. What it minimises is what readers pay for: the length of
the lines between blocks, lines that run against the reading direction, empty space, and a page far from
the shape asked for.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlarch.draw.diagram import Role
from mlarch.draw.layout.blocks import Block, Variant
from mlarch.draw.layout.grid import Zone
from mlarch.draw.scene.values import Link

__all__ = ["Arrangement", "arrange"]

_ROUNDS = 4000
_BACKWARD = 0.35  # what a line against the reading direction costs more
_START = 3.0  # what distance from the top left costs the cards where reading starts
_MANY = 14  # from so many cards on, the shape of the page counts in full
_STRETCH = 0.45  # how much of its own size a panel may grow by to end level with its neighbours
_WEIGHTS = {Role.CALL: 1.6, Role.FALLBACK: 0.8}

Plan = list[list[list[tuple[int, int]]]]
"""Rows of columns of (block number, variant number)."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where every card and panel is, in lattice units, and what the search thought of it."""

    cards: dict[str, Zone]
    panels: dict[str, Zone]
    width: int
    height: int
    cost: float


def arrange(
    blocks: Sequence[Block],
    variants: Mapping[str, Sequence[Variant]],
    links: Sequence[Link],
    aspect: float,
    gap: int,
    *,
    first: Sequence[str] = (),
    seed: int = 1,
) -> Arrangement:
    """The best arrangement found for a page of about `aspect` (width by height), `gap` units between blocks.

    `first` names the cards where reading starts: they are drawn towards the top left.
    """
    packer = _Packer(blocks, variants, links, aspect, gap, first)
    plan, cost = packer.search(random.Random(seed))
    cards, panels, width, height = packer.place(plan)
    return Arrangement(cards, panels, width, height, cost)


class _Packer:
    def __init__(
        self,
        blocks: Sequence[Block],
        variants: Mapping[str, Sequence[Variant]],
        links: Sequence[Link],
        aspect: float,
        gap: int,
        first: Sequence[str],
    ) -> None:
        self.blocks = list(blocks)
        self.variants = [list(variants[block.id]) for block in blocks]
        self.aspect = aspect
        # A picture of few cards may be a long row or a column: it fits anywhere.
        self.heed = min(1.0, sum(len(block.cards) for block in blocks) / _MANY)
        self.gap = gap
        home = {card: number for number, block in enumerate(blocks) for card in block.cards}
        pairs: dict[tuple[str, str], float] = {}
        for link in links:
            pair = (link.source, link.target)
            pairs[pair] = max(pairs.get(pair, 0.0), _WEIGHTS.get(link.role, 1.0))
        self.wishes = [
            (home[a], home[b], a, b, weight) for (a, b), weight in pairs.items() if a in home and b in home
        ]
        self.outer = [wish for wish in self.wishes if wish[0] != wish[1]]
        self.first = [(home[card], card) for card in first if card in home]
        self.inner_cost = [[self._inside(n, v) for v in options] for n, options in enumerate(self.variants)]
        # Centres of the cards of each variant, relative to its corner, in half units.
        self.centers = [
            [
                {name: (2 * z.x + z.width, 2 * z.y + z.height) for name, z in variant.cards.items()}
                for variant in options
            ]
            for options in self.variants
        ]

    def _inside(self, number: int, variant: Variant) -> float:
        """The length of the lines inside a block, so that a straggling layout pays for itself."""
        total = 0.0
        for a_home, b_home, a, b, weight in self.wishes:
            if a_home == b_home == number:
                first, second = variant.cards[a], variant.cards[b]
                total += weight * _gap_between(first, second)
        return total

    def search(self, chance: random.Random) -> tuple[Plan, float]:
        """Anneal from a plain start; the best plan met and its cost."""
        plan: Plan = [[[(number, 0)]] for number in range(len(self.blocks))]
        cost = self.cost(plan)
        best, best_cost = plan, cost
        start = max(cost * 0.08, 1.0)
        rounds = _ROUNDS if len(self.blocks) > 2 else 400
        for turn in range(rounds):
            heat = start * (1 - turn / rounds) ** 2 + 1e-9
            trial = self._changed(plan, chance)
            trial_cost = self.cost(trial)
            if trial_cost <= cost or chance.random() < math.exp((cost - trial_cost) / heat):
                plan, cost = trial, trial_cost
                if cost < best_cost - 1e-9:
                    best, best_cost = plan, cost
        return best, best_cost

    def _changed(self, plan: Plan, chance: random.Random) -> Plan:
        """A neighbour of a plan: a block moved, two swapped, or another layout of one."""
        trial: Plan = [[list(column) for column in row] for row in plan]
        spots = [
            (r, c, k)
            for r, row in enumerate(trial)
            for c, column in enumerate(row)
            for k in range(len(column))
        ]
        r, c, k = spots[chance.randrange(len(spots))]
        number, variant = trial[r][c][k]
        move = chance.randrange(5)
        if move == 0 and len(self.variants[number]) > 1:
            others = [v for v in range(len(self.variants[number])) if v != variant]
            trial[r][c][k] = (number, others[chance.randrange(len(others))])
            return trial
        if move == 1:
            r2, c2, k2 = spots[chance.randrange(len(spots))]
            trial[r][c][k], trial[r2][c2][k2] = trial[r2][c2][k2], trial[r][c][k]
            return trial
        if chance.random() < 0.4:
            variant = chance.randrange(len(self.variants[number]))
        del trial[r][c][k]
        trial = [[column for column in row if column] for row in trial]
        trial = [row for row in trial if row]
        self._insert(trial, (number, variant), chance)
        return trial

    @staticmethod
    def _insert(plan: Plan, item: tuple[int, int], chance: random.Random) -> None:
        way = chance.randrange(3) if plan else 0
        if way == 0:
            plan.insert(chance.randrange(len(plan) + 1), [[item]])
            return
        row = plan[chance.randrange(len(plan))]
        if way == 1:
            row.insert(chance.randrange(len(row) + 1), [item])
            return
        column = row[chance.randrange(len(row))]
        column.insert(chance.randrange(len(column) + 1), item)

    def cost(self, plan: Plan) -> float:
        """What readers pay for a plan, in half units of line length."""
        corners, width, height = self._corners(plan)
        total = 0.0
        for number, options in enumerate(self.inner_cost):
            total += options[corners[number][2]]
        centers = self.centers
        for a_home, b_home, a, b, weight in self.outer:
            ax, ay, av = corners[a_home]
            bx, by, bv = corners[b_home]
            acx, acy = centers[a_home][av][a]
            bcx, bcy = centers[b_home][bv][b]
            dx, dy = 2 * bx + bcx - 2 * ax - acx, 2 * by + bcy - 2 * ay - acy
            length: float = abs(dx) + abs(dy)
            if dx < 0 and dy < 0:
                length *= 1 + _BACKWARD
            total += weight * length
        for number, card in self.first:
            x, y, variant = corners[number]
            cx, cy = centers[number][variant][card]
            total += _START * (2 * x + cx + 2 * y + cy)
        shape = abs(math.log(width / height / self.aspect)) * self.heed
        page = math.sqrt(width * height)
        return total + 12.0 * page + (1.2 * shape + 4.0 * max(0.0, shape - 0.25)) * 3.0 * page

    def _corners(self, plan: Plan) -> tuple[dict[int, tuple[int, int, int]], int, int]:
        """The corner and the variant of every block, and the size of the page."""
        corners: dict[int, tuple[int, int, int]] = {}
        gap, y, page = self.gap, 0, 1
        for row in plan:
            x, row_height = 0, 0
            for column in row:
                top, column_width = y, 0
                for number, variant in column:
                    chosen = self.variants[number][variant]
                    corners[number] = (x, top, variant)
                    top += chosen.height + gap
                    column_width = max(column_width, chosen.width)
                row_height = max(row_height, top - gap - y)
                x += column_width + gap
            page = max(page, x - gap)
            y += row_height + gap
        return corners, page, max(1, y - gap)

    def place(self, plan: Plan) -> tuple[dict[str, Zone], dict[str, Zone], int, int]:
        """Cards and panels of a plan, with free cards moved level with what they are connected to."""
        corners, width, height = self._corners(plan)
        self._settle(plan, corners, width)
        extra = self._stretched(plan, width)
        cards: dict[str, Zone] = {}
        panels: dict[str, Zone] = {}
        for number, block in enumerate(self.blocks):
            x, y, variant = corners[number]
            chosen = self.variants[number][variant]
            more_x, more_y = extra.get(number, (0, 0))
            dx, dy = x + more_x // 2, y + more_y // 2
            for name, zone in chosen.cards.items():
                cards[name] = Zone(dx + zone.x, dy + zone.y, zone.width, zone.height)
            if block.panel is not None:
                size = (chosen.width + more_x, chosen.height + more_y)
                panels[block.panel.id] = Zone(x, y, *size, frozenset(block.cards))
                for name, zone in chosen.panels.items():
                    panels[name] = Zone(dx + zone.x, dy + zone.y, zone.width, zone.height)
        return cards, panels, width, height

    def _stretched(self, plan: Plan, width: int) -> dict[int, tuple[int, int]]:
        """How much wider and higher each panel is drawn, so that neighbours end on one line."""
        extra: dict[int, tuple[int, int]] = {}
        for row in plan:
            row_height = max(self._column_height(column) for column in row)
            row_width = sum(self._column_width(column) for column in row) + self.gap * (len(row) - 1)
            for place, column in enumerate(row):
                last_column = place == len(row) - 1
                room = self._column_width(column) + (width - row_width if last_column else 0)
                spare = row_height - self._column_height(column)
                for depth, (number, variant) in enumerate(column):
                    if self.blocks[number].panel is None:
                        continue
                    chosen = self.variants[number][variant]
                    more_x = room - chosen.width
                    more_y = spare if depth == len(column) - 1 else 0
                    extra[number] = (
                        more_x if more_x <= _STRETCH * chosen.width else 0,
                        more_y if more_y <= _STRETCH * chosen.height else 0,
                    )
        return extra

    def _column_width(self, column: Sequence[tuple[int, int]]) -> int:
        return max(self.variants[n][v].width for n, v in column)

    def _settle(self, plan: Plan, corners: dict[int, tuple[int, int, int]], width: int) -> None:
        """Move cards that stand alone level with their neighbours, as far as there is room."""
        y = 0
        for row in plan:
            row_height = max(self._column_height(column) for column in row)
            if len(row) == 1 and len(row[0]) == 1 and self.blocks[row[0][0][0]].panel is None:
                number, variant = row[0][0]
                room = width - self.variants[number][variant].width
                corners[number] = (self._wanted(number, corners, 0, 0, room), corners[number][1], variant)
            for column in row if len(row) > 1 else []:
                if len(column) == 1 and self.blocks[column[0][0]].panel is None:
                    number, variant = column[0]
                    room = row_height - self.variants[number][variant].height
                    x, _, _ = corners[number]
                    corners[number] = (x, self._wanted(number, corners, 1, y, y + room), variant)
            y += row_height + self.gap

    def _column_height(self, column: Sequence[tuple[int, int]]) -> int:
        return sum(self.variants[n][v].height for n, v in column) + self.gap * (len(column) - 1)

    def _wanted(
        self, number: int, corners: Mapping[int, tuple[int, int, int]], axis: int, low: int, high: int
    ) -> int:
        """The coordinate at which a block's lines run straightest: the median of what each would like."""
        wishes: list[int] = []
        for a_home, b_home, a, b, weight in self.outer:
            if number not in (a_home, b_home):
                continue
            own, other_home, other = (a, b_home, b) if a_home == number else (b, a_home, a)
            at = corners[other_home]
            other_center = 2 * at[axis] + self.centers[other_home][at[2]][other][axis]
            own_center = self.centers[number][corners[number][2]][own][axis]
            wishes += [round((other_center - own_center) / 2)] * round(weight * 2)
        if not wishes:
            return corners[number][axis]
        wishes.sort()
        return min(max(wishes[len(wishes) // 2], low), high)


def _gap_between(a: Zone, b: Zone) -> float:
    return abs(2 * a.x + a.width - 2 * b.x - b.width) + abs(2 * a.y + a.height - 2 * b.y - b.height)
