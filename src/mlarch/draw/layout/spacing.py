"""Positions on one axis that keep distances: as near to the start as they can be, or as far from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

__all__ = ["Rule", "earliest", "latest"]

Rule: TypeAlias = tuple[int, int, float]
"""The second of two places is at least so far behind the first."""

_ROUNDS = 60
_ENOUGH = 1e-6


def earliest(rules: Iterable[Rule], order: Sequence[int], fixed: Mapping[int, float]) -> dict[int, float]:
    """The least position of every place that `fixed` ones allow; none for a place that no rule holds back.

    `order` lists the places to find, about in the order of their positions: then one round is enough. Rules
    must not contradict each other.
    """
    ahead: dict[int, list[tuple[int, float]]] = {}
    for before, after, apart in rules:
        if after not in fixed:
            ahead.setdefault(before, []).append((after, apart))
    found = dict(fixed)
    for start in fixed:
        _push(found, start, ahead)
    for _ in range(_ROUNDS):
        if not sum(_push(found, place, ahead) for place in order if place in found):
            break
    return found


def _push(found: dict[int, float], place: int, ahead: Mapping[int, Sequence[tuple[int, float]]]) -> bool:
    """Move what must be behind a place; whether anything was."""
    at, moved = found[place], False
    for other, apart in ahead.get(place, ()):
        if other not in found or at + apart > found[other] + _ENOUGH:
            found[other] = at + apart
            moved = True
    return moved


def latest(rules: Iterable[Rule], order: Sequence[int], fixed: Mapping[int, float]) -> dict[int, float]:
    """The greatest position of every place that `fixed` ones allow; none for a place that no rule stops."""
    turned = [(after, before, apart) for before, after, apart in rules]
    found = earliest(turned, order[::-1], {place: -at for place, at in fixed.items()})
    return {place: -at for place, at in found.items()}
