"""What people can do in a day by what is said of them, and what is asked of them, as numbers."""

from __future__ import annotations

import re

from mlarch.catalog.lexicon.numbers import NUMBERS, PER_DAY, PERIODS, figure, in_figures
from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["Workload", "asked", "workload"]

_NUMBER = r"(\d+(?:[.,]\d+)*)(k|m| ?thousand| ?million)?\b"
_UNIT = r"(?:an?|per|each|every|/) ?(hour|shift|day|night|week|month|year)\b"
_SPELT = regex(rf"\b(?:{'|'.join(NUMBERS)})\b(?! (?:of|by|another|who|which|that)\b)")
_ALL = regex(r"\b(?:each and every|every one|each one|all|each|every single) (?:of )?(?:the |them )?(?=\d)")
_HEADS = regex(
    r"\bteams? of (\d+)\b|\b(\d+) (?:per|in each|on each|each|a) shift\b|"
    r"(?:^|[.;:,] |\bthe |\bour |\bonly )(\d+) "
    r"(?!(?:min|minutes?|hours?|days?|weeks?|months?|eur|usd|"
    r"km|%|percent|of)\b)[a-z]{3,}"
)
_MINUTES = regex(r"\b(\d+(?:\.\d+)?) ?(?:min|mins|minutes)\b")
_HOURS_EACH = regex(r"\b(\d+(?:\.\d+)?) hours? (?:an?|per|each|for (?:an?|each|every))\b")
_PACE = regex(rf"\b{_NUMBER} (?:\w+ ){{0,3}}?{_UNIT}")
_HOURLY = regex(r"\b(?:an?|per|each|every) hour\b|/ ?h\b")
_HOURS = regex(r"\b(\d+(?:\.\d+)?) (?:\w+ )?hours\b")
_ASKED = regex(
    r"\b(?:all|must|sends?|hands?|gives?|gets?|due|expect\w*|passed|has|have|looks? at|reads?|receives?|"
    r"takes?|comes?|arriv\w+|"
    r"rout(?:er|ing|ed)|visits?|closed?|sees?|seen|signed|done|checks?|works? through|list|"
    r"asked|calls?)\b"
)
_MADE = regex(r"\b(?:makes?|made|gives?|is|are|equals?|clears?|can|=|keeps? it at|that is|or)(?: \w+)? $")
_TIME_UNITS = regex(
    r" ?(?:%|percent|mins?\b|minutes?\b|h\b|hours?\b|days?\b|s\b|sec|years?\b|eur|usd|gbp|shifts?\b|times\b)"
)
_PERIOD = regex(
    r"\b(?:an?|per|each|every|of (?:the|an?)|this|in the|same) "
    r"(hour|shift|day|morning|night|week|month|year|monday|friday)\b|"
    r"\b(daily|weekly|monthly|hourly)\b"
)
_WORKING_MINUTES = 480.0


@dataclass(frozen=True, slots=True)
class Workload:
    """Cases per day: what people can do and what is asked of them, with the words of the demand."""

    able: float
    asked: float
    words: str


def workload(text: str) -> Workload | None:
    """What a description says of heads, of the pace of each, and of the cases; None unless of all three.

    A pace by the hour counts the hours that are stated, else eight, or 24 for heads `per shift`; a week has
    seven days, which favours the design. Of `450 of 2,000 claims` the 450 are asked.
    """
    said = _in_figures(text)
    heads = _HEADS.search(said)
    if heads is None:
        return None
    round_the_clock = heads[2] is not None
    day = 24.0 if round_the_clock else _WORKING_MINUTES / 60
    pace, start = _pace(said, heads.end(), day)
    hourly = _HOURLY.search(said[heads.end() : start]) is not None
    most = _asked(said, start, day if hourly else 24.0)  # both by the hour: the same hours for both
    if pace is None or most is None:
        return None
    return Workload(float(heads[1] or heads[2] or heads[3]) * pace, *most)


def asked(text: str) -> tuple[float, str] | None:
    """The most cases per day that a description asks of people, with the words; None where of none."""
    return _asked(_in_figures(text), 0)


def _in_figures(text: str) -> str:
    """A text with its small numbers in figures, and `every one of the` as `all`."""
    return _ALL.sub("all ", in_figures(text, _SPELT))


def _pace(said: str, start: int, day: float) -> tuple[float | None, int]:
    """Cases per day of so many hours and head, and where that statement ends."""
    minutes, each = _MINUTES.search(said, start), _HOURS_EACH.search(said, start)
    pace = _PACE.search(said, start)
    first = min((m.start() for m in (minutes, each, pace) if m is not None), default=None)
    if minutes is not None and minutes.start() == first and float(minutes[1]):
        return day * 60 / float(minutes[1]), minutes.end()
    if each is not None and each.start() == first and float(each[1]):
        return day / float(each[1]), each.end()
    if pace is None:
        return None, start
    amount = figure(pace[1], pace[2])
    if pace[3] != "hour":
        return amount * _per_day(pace[3]), pace.end()
    hours = _HOURS.search(said, pace.end())
    near = hours is not None and hours.start() - pace.end() < 40
    return amount * (float(hours[1]) if hours is not None and near else day), pace.end()


def _asked(said: str, start: int, hours: float = 24.0) -> tuple[float, str] | None:
    """The most cases per day that are asked of people after `start`, with the words; None where none are."""
    most: tuple[float, str] | None = None
    for clause in re.split(
        r"(?<=[;:.]) |(?<=,) (?=(?:the|all|each|and|of|they|plan|router|routing|gets?|\w+ing)\b)",
        said[start:],
    ):
        if not _ASKED.search(clause):
            continue
        counts = [
            m
            for m in re.finditer(rf"(?<![\w.,/]){_NUMBER}", clause)
            if not _TIME_UNITS.match(clause, m.end())
        ]
        counts = [m for m in counts if not _MADE.search(clause[: m.start()])]
        some = _first_of(clause, counts)
        if some is None:
            continue
        period = _PERIOD.search(clause, some.end()) or _PERIOD.search(clause)
        unit = (period[1] or period[2]) if period is not None else None
        unit = PERIODS.get(unit or "", unit) or _of_the_whole(said)
        amount = figure(some[1], some[2]) * (hours if unit == "hour" else _per_day(unit))
        if most is None or amount > most[0]:
            most = (amount, clause.strip(" ;,.:"))
    return most


def _first_of(clause: str, counts: list[re.Match[str]]) -> re.Match[str] | None:
    """The largest count that is no `M` of `N of M`."""
    whole = {
        m.start() for m in counts if re.search(r"\d(?:k|m)? (?:\w+ )?of (?:the |all )?$", clause[: m.start()])
    }
    left = [m for m in counts if m.start() not in whole]
    return max(left, key=lambda m: figure(m[1], m[2]), default=None)


def _per_day(unit: str) -> float:
    """How often a unit of time comes in the day of one person, who works one shift."""
    return 1.0 if unit == "shift" else PER_DAY[unit]


def _of_the_whole(said: str) -> str:
    """The period in which the text counts where a clause names none."""
    return "week" if re.search(r"\ba week\b|\beach week\b|\bmonday\b|\bby friday\b", said) else "day"
