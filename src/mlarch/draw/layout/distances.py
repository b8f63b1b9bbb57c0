"""How far things keep from each other on one axis: a rule for every two that nothing stands between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum

from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.spacing import Rule
from mlarch.records import dataclass

__all__ = ["Kind", "Thing", "distances"]


class Kind(IntEnum):
    """What keeps a distance; an edge is a border of a panel."""

    CARD, LINE, EDGE, WORDS, HEADING = range(5)


_CARD, _LINE, _EDGE, _WORDS, _HEADING = Kind
_BRANCH = 12.0  # between two lines of one net
_WORDS_APART = 6.0
_APART: tuple[dict[tuple[Kind, Kind], float], ...] = (
    {(_CARD, _CARD): 26, (_CARD, _LINE): 15.5, (_LINE, _LINE): 15, (_CARD, _EDGE): 12, (_LINE, _EDGE): 10,
     (_EDGE, _EDGE): 14, (_CARD, _HEADING): 8},
    {(_CARD, _CARD): 34, (_CARD, _LINE): 15, (_LINE, _LINE): 15, (_CARD, _EDGE): 12, (_LINE, _EDGE): 10,
     (_EDGE, _EDGE): 14, (_CARD, _HEADING): 8, (_WORDS, _WORDS): 16},
)  # fmt: skip
"""How far two things are to be apart, one above the other and side by side; `_WORDS_APART` for all others."""
_PASSING = {
    (_CARD, _CARD): 12.0, (_CARD, _LINE): 9.0, (_LINE, _LINE): 9.0, (_CARD, _EDGE): 12.0, (_LINE, _EDGE): 8.0,
    (_EDGE, _EDGE): 14.0,
}  # fmt: skip
"""How near two things may pass each other; `_WORDS_PASSING` for all others."""
_WORDS_PASSING = 5.0
_PHRASES = 14.0  # words so near to others on one height would read as one phrase
_WIDEST = 14.0


@dataclass(frozen=True, slots=True)
class Thing:
    """What keeps a distance: from `low` to `high` behind its place, and from `start` to `end` across."""

    kind: Kind
    place: int
    low: float
    high: float
    start: float
    end: float
    net: int = 0


def distances(things: Sequence[Thing], at: Sequence[float], axis: int, effort: Effort) -> Iterator[Rule]:
    """A rule for everything that stands behind another thing with nothing between.

    Rules for the last things are missing when the `effort` is spent.
    """
    lows = [at[one.place] + one.low for one in things]
    highs = [at[one.place] + one.high for one in things]
    order = sorted(range(len(highs)), key=lambda number: highs[number])
    sorted_highs = [highs[number] for number in order]
    for number, one in enumerate(things):
        if effort.spent:
            return
        open_ = [(one.start - _WIDEST, one.end + _WIDEST)]
        first = place = bisect_right(sorted_highs, lows[number] + 1e-6)
        while place and open_:
            place -= 1
            other = things[order[place]]
            if order[place] == number or other.start > open_[-1][1] or other.end < open_[0][0]:
                continue
            if (lows[number], number) < (highs[order[place]], order[place]):
                continue
            apart, passing = _apart(axis, other, one)
            if other.start - passing > one.end or one.start - passing > other.end:
                continue
            if not any(other.start - passing <= b and a <= other.end + passing for a, b in open_):
                continue
            gap = min(lows[number] - highs[order[place]], apart)
            yield other.place, one.place, gap + other.high - one.low
            open_ = list(_without(open_, other.start, other.end))
        effort.spend(first - place)


def _apart(axis: int, one: Thing, other: Thing) -> tuple[float, float]:
    """How far two things are to be apart, and how near they may pass each other."""
    if one.net and one.net == other.net:
        return _BRANCH, 0.0
    pair = (one.kind, other.kind) if one.kind <= other.kind else (other.kind, one.kind)
    passing = _PASSING.get(pair, _WORDS_PASSING)
    if axis == 0 and pair == (_WORDS, _WORDS):
        passing = _PHRASES
    return _APART[axis].get(pair, _WORDS_APART), passing


def _without(spans: list[tuple[float, float]], start: float, end: float) -> Iterator[tuple[float, float]]:
    """Spans without what lies between two places."""
    for low, high in spans:
        if end <= low or start >= high:
            yield (low, high)
            continue
        if low < start:
            yield (low, start)
        if end < high:
            yield (end, high)
