"""Words about how often something runs."""

from __future__ import annotations

from mlarch.catalog.lexicon.numbers import COUNT, UNIT, seconds
from mlarch.catalog.lexicon.words import LONGEST, Words, any_of
from mlarch.lazy import regex

__all__ = ["period"]

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_HOUR, _DAY = 3_600.0, 86_400.0

_PERIODS: tuple[tuple[Words, float], ...] = (
    (any_of(r"hourly\b", r"(?:once an|each|every) hour\b", r"on the hour\b"), _HOUR),
    (
        any_of(
            r"(?:nightly|daily|overnight)\b",
            r"(?:each|every|once a|once per|in the|at|over) (?:day|night|morning|evening|midnight)\b",
            r"(?:at|around|from) \d\d:\d\d\b",
        ),
        _DAY,
    ),
    (
        any_of(
            r"weekly\b",
            r"(?:each|every|once a|once per) (?:week|weekend)\b",
            rf"(?:on|each|every) {_WEEKDAY}\b",
        ),
        7 * _DAY,
    ),
    (
        any_of(r"monthly\b", r"(?:each|every|once a|once per) month\b", r"on the first of the month"),
        30 * _DAY,
    ),
    (
        any_of(r"quarterly\b", r"(?:each|every|once a|once per|per) quarter\b"),
        91 * _DAY,
    ),
    (
        any_of(r"(?:yearly|annual(?:ly)?)\b", r"(?:each|every|once a|once per) (?:year|season)\b"),
        365 * _DAY,
    ),
)
_NUMBERED = regex(rf"\bevery {COUNT} ?{UNIT}")
_OFTEN = regex(
    r"\b(?:(twice)|(\d+|three|four|five|six) times) (?:an?|per|each|every) (day|week|month|quarter|year)\b"
)
_AS_IT_COMES = any_of(
    r"stream\w*",
    r"deltas?\b",
    r"increment\w*",
    r"as (?:they|it) comes?",
    r"continuous\w*",
    r"live\b",
    r"on change",
)


def period(text: str) -> float | None:
    """How often a job runs by what is said of it (lower case), in seconds: the shortest time that is named.

    None where it says nothing, or that it also takes what comes as it comes.
    """
    if _AS_IT_COMES.search(text):
        return None
    named = [pace for words, pace in _PERIODS if words.search(text) is not None]
    named += [seconds(*found) for found in _NUMBERED.findall(text[:LONGEST])]
    for twice, times, unit in _OFTEN.findall(text[:LONGEST]):
        named.append(seconds(None, unit) / (2.0 if twice else max(seconds(times, "s"), 1.0)))
    return min(named, default=None)
