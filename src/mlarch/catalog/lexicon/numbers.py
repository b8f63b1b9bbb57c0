"""Numbers as people write them in a text: `twelve`, `2,900`, `4k`, `a day`, `weekly`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.catalog.lexicon.words import LONGEST
from mlarch.lazy import regex

if TYPE_CHECKING:
    import re

__all__ = ["COUNT", "NUMBERS", "PERIODS", "PER_DAY", "TIMES", "UNIT", "figure", "in_figures", "seconds"]

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers that people spell, from 1."""

TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
"""What a number is multiplied by."""

COUNT = rf"(\d+(?:[.,]\d+)?|half an?|an?|{'|'.join(NUMBERS)})"
"""How many of a unit, as `seconds` reads it; one group."""

UNIT = r"(s|secs?|seconds?|mins?|minutes?|h|hours?|d|days?|weeks?|months?|quarters?|seasons?|years?)\b"
"""A unit of time, as `seconds` reads it; one group. A bare `m` is no minute: it may be a metre."""

_DAY = 86_400.0
_SECONDS = {
    "s": 1.0,
    "m": 60.0,
    "h": 3_600.0,
    "d": _DAY,
    "n": _DAY,
    "w": 7 * _DAY,
    "q": 91 * _DAY,
    "y": 365 * _DAY,
}
_LONG = {"month": 30 * _DAY, "season": 182 * _DAY}

PER_DAY = {
    "hour": 24.0,
    "shift": 3.0,
    "day": 1.0,
    "night": 1.0,
    "week": 1 / 7,
    "month": 1 / 30,
    "year": 1 / 365,
}
"""How often a period comes in a day."""

PERIODS = {
    "hourly": "hour",
    "daily": "day",
    "morning": "day",
    "weekly": "week",
    "monday": "week",
    "friday": "week",
    "monthly": "month",
}
"""The period that a word names in which something comes once."""

_SPELT = regex(rf"\b(?:{'|'.join(NUMBERS)})\b")
_GROUPS = regex(r"(?<!\b0)[.,](?=\d{3}(?!\d))")


def in_figures(text: str, spelt: re.Pattern[str] = _SPELT) -> str:
    """The beginning of a text (lower case) with the numbers that it spells, where `spelt` finds them, in figures."""
    return spelt.sub(lambda word: str(NUMBERS.index(word[0]) + 1), text[:LONGEST])


def figure(digits: str, times: str | None = None) -> float:
    """What digits as people write them (`2,900`, `1.5`, `0.125`) come to, in thousands or millions where `times` says so.

    0 for what is no number, such as `1.2.3`.
    """
    plain = _GROUPS.sub("", digits).replace(",", ".")
    return float(plain) * TIMES.get((times or "").strip(), 1.0) if plain.count(".") < 2 else 0.0


def seconds(count: str | None, unit: str) -> float:
    """How long `count` (in words or figures; None is one) of a unit of time is."""
    if not count or count in ("a", "an"):
        number = 1.0
    elif count in NUMBERS:
        number = NUMBERS.index(count) + 1.0
    else:
        number = figure(count) if count[0].isdigit() else 0.5
    return number * next(
        (length for word, length in _LONG.items() if unit.startswith(word)), _SECONDS[unit[0]]
    )
