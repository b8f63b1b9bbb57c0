"""How far along the links between them cards stand."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["ranks"]


def ranks(cards: Sequence[int], ahead: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The longest path to each card along the links between them; links that close a loop are left out."""
    inside = set(cards)
    out: dict[int, list[int]] = {card: [] for card in cards}
    for a, b in ahead:
        if a in inside and b in inside and b not in out[a]:
            out[a].append(b)
    order: list[int] = []
    state: dict[int, int] = {}

    def visit(start: int) -> None:
        stack = [(start, iter(sorted(out[start])))]
        state[start] = 1
        while stack:
            card, rest = stack[-1]
            for other in rest:
                if other not in state:
                    state[other] = 1
                    stack.append((other, iter(sorted(out[other]))))
                    break
                if state[other] == 1:
                    out[card] = [kept for kept in out[card] if kept != other]
            else:
                state[card] = 2
                order.append(card)
                stack.pop()

    entered = {b for card in cards for b in out[card]}
    for card in sorted(cards, key=lambda c: (c in entered, c)):
        if card not in state:
            visit(card)
    rank = dict.fromkeys(cards, 0)
    for card in reversed(order):
        for other in out[card]:
            rank[other] = max(rank[other], rank[card] + 1)
    return rank
