"""Numbers as people write them in a text: `twelve`, `2,900`, `4k`, `a day`, `weekly`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.catalog.lexicon.words import LONGEST
from mlarch.lazy import regex

if TYPE_CHECKING:
    import re

__all__ = ["NUMBERS", "PERIODS", "PER_DAY", "TIMES", "figure", "in_figures"]

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers that people spell, from 1."""

TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
"""What a number is multiplied by."""

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
    return float(plain) * TIMES.get(times or "", 1.0) if plain.count(".") < 2 else 0.0
