"""Cards in the cells of a grid: where each stands inside a panel, and the last moves on the whole page.

A placement is a column and a row for every card. Positions are tried in the order of the spec and a move is
made only when it gains a margin, so that a small edit of a spec changes few of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import COLUMN, ROW
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.ranks import ranks
from mlarch.model import Direction

__all__ = ["arranged", "shapes"]

_MARGIN = 24.0  # what a move must gain
_PASSES = 4
_FEW = 160  # with more cards one start is enough, and cells near a card's neighbours are tried
_NEAR = 4  # so many columns and rows to each side of their middle


def shapes(count: int, direction: Direction | None = None) -> list[tuple[int, int]]:
    """Columns and rows of the grids to try for so many cards: a row, a slide, a page, and one with room.

    With a `direction` stated, longer ones are tried that way.
    """
    if count == 1:
        return [(1, 1)]
    found = []
    aspects: tuple[float, ...] = (3.6, 2.0, 1.1, 0.55) if count <= _FEW else (2.0, 1.1)
    if direction is not None:
        aspects = (0.3, *aspects) if direction in (Direction.TB, Direction.BT) else (7.0, *aspects)
    for aspect in aspects:
        wide = max(1, min(count, round((count * aspect * ROW / COLUMN) ** 0.5)))
        high = -(-count // wide)
        found.append((-(-count // high), high))
    if count <= 4:
        found += [(count, 1), (1, count)]
    elif count <= 40:
        wide = max(2, round((1.5 * count * 1.8 * ROW / COLUMN) ** 0.5))
        found.append((wide, -(-3 * count // (2 * wide))))
    return list(dict.fromkeys(found))


def arranged(
    problem: Problem, cards: Sequence[int], wide: int, high: int
) -> tuple[dict[int, tuple[int, int]], float]:
    """The cells of some cards in a grid of their own, and the cost of the links between them."""
    inside = set(cards)
    rank = ranks(cards, problem.ahead)
    order = _by_neighbours(cards, rank, problem)
    links = {card: [(o, t) for o, t in problem.links[card] if o in inside] for card in cards}
    every = [(c, r) for r in range(high) for c in range(wide)]
    best: dict[int, tuple[int, int]] = {}
    least = 1e18
    starts = [
        [(n // high, n % high) for n in range(len(order))],
        [(n % wide, n // wide) for n in range(len(order))],
    ]
    for start in (
        starts if min(wide, high) > 1 and len(cards) <= _FEW else starts[:1] if wide >= high else starts[1:]
    ):
        cells = dict(zip(order, start, strict=True))
        taken = {cell: card for card, cell in cells.items()}
        for _ in range(_PASSES):
            if not _descend(order, cells, taken, links, every, problem.effort):
                break
        cost = fsum(_at(links[card], cells, *cells[card]) for card in cards) / 2
        if cost < least:
            best, least = cells, cost
    return best, least


def _by_neighbours(cards: Sequence[int], rank: dict[int, int], problem: Problem) -> list[int]:
    """The cards rank by rank, in each by the mean place of those before that they are linked to."""
    order: list[int] = []
    place: dict[int, float] = {}
    for level in range(max(rank.values(), default=0) + 1):
        members = [card for card in cards if rank[card] == level]

        def wish(card: int) -> float:
            known = [place[other] for other, _ in problem.links[card] if other in place]
            return fsum(known) / len(known) if known else 1e9

        for number, card in enumerate(sorted(members, key=lambda c: (wish(c), c))):
            place[card] = float(number)
            order.append(card)
    return order


def _at(
    links: Sequence[tuple[int, Sequence[Sequence[float]]]], cells: dict[int, tuple[int, int]], c: int, r: int
) -> float:
    """What the links of a card cost when it stands in a cell."""
    total = 0.0
    for other, table in links:
        x, y = cells[other]
        total += table[x - c][y - r]
    return total


def _descend(
    order: Sequence[int],
    cells: dict[int, tuple[int, int]],
    taken: dict[tuple[int, int], int],
    links: dict[int, list[tuple[int, Sequence[Sequence[float]]]]],
    every: Sequence[tuple[int, int]],
    effort: Effort,
) -> bool:
    """Move each card to the cell that gains most, changing places with who stands there; whether any did."""
    moved = False
    known: dict[int, float] = {}  # what the links of a card cost, until one moves
    for card in order:
        own = links[card]
        if not own or effort.spent:
            continue
        home = cells[card]
        here = _at(own, cells, *home)
        best, gain = home, _MARGIN
        tried = every if len(order) <= _FEW else _near(own, cells, every[-1])
        effort.spend(2 * len(tried) * (1 + len(own)))
        for cell in tried:
            other = taken.get(cell)
            if other is None:
                saved = here - _at(own, cells, *cell)
            elif other == card:
                continue
            else:
                if other not in known:
                    known[other] = _at(links[other], cells, *cell)
                cells[card], cells[other] = cell, home
                saved = here + known[other] - _at(own, cells, *cell)
                if saved > gain:
                    saved -= _at(links[other], cells, *home)
                cells[card], cells[other] = home, cell
            if saved > gain:
                best, gain = cell, saved
        if best != home:
            _swap(card, best, cells, taken)
            known.clear()
            moved = True
    return moved


def _swap(
    card: int, cell: tuple[int, int], cells: dict[int, tuple[int, int]], taken: dict[tuple[int, int], int]
) -> None:
    """Put a card into a cell, and who stands there into its own."""
    home, other = cells[card], taken.pop(cell, None)
    taken.pop(home)
    cells[card], taken[cell] = cell, card
    if other is not None:
        cells[other], taken[home] = home, other


def _near(
    links: Sequence[tuple[int, Sequence[Sequence[float]]]],
    cells: dict[int, tuple[int, int]],
    last: tuple[int, int],
) -> list[tuple[int, int]]:
    """The cells around the middle of those that a card is linked to; `last` is that at the lower right."""
    (c, r), (wide, high) = (
        (sorted(cells[other][axis] for other, _ in links)[len(links) // 2] for axis in (0, 1)),
        last,
    )
    return [
        (x, y)
        for y in range(max(0, r - _NEAR), min(high, r + _NEAR) + 1)
        for x in range(max(0, c - _NEAR), min(wide, c + _NEAR) + 1)
    ]
