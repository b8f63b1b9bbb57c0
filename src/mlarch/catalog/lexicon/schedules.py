"""Words about how often something runs."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "EVERY_DAY",
    "EVERY_HOUR",
    "EVERY_MONTH",
    "EVERY_WEEK",
]

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"

EVERY_HOUR = any_of(r"hourly\b", r"(?:once an|each|every) hour\b", r"on the hour\b")
"""Runs once an hour."""

EVERY_DAY = any_of(
    r"(?:nightly|daily|overnight)\b",
    r"(?:each|every|once a|once per|in the|at|over) (?:day|night|morning|evening|midnight)\b",
    r"at \d\d:\d\d\b(?! (?:and|,))",
)
"""Runs once a day."""

EVERY_WEEK = any_of(
    r"weekly\b", r"(?:each|every|once a|once per) (?:week|weekend)\b", rf"(?:on|each|every) {_WEEKDAY}\b"
)
"""Runs once a week."""

EVERY_MONTH = any_of(r"monthly\b", r"(?:each|every|once a|once per) month\b", r"on the first of the month")
"""Runs once a month."""
