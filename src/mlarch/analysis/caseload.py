"""How many cases come to people, and how many they can decide, by what is said of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from mlarch.analysis.text_evidence import fields_of
from mlarch.catalog.lexicon.measures import CAN_DO, COMES_IN
from mlarch.catalog.lexicon.numbers import PER_DAY, PERIODS, figure, in_figures
from mlarch.catalog.lexicon.words import LONGEST
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component
from mlarch.records import dataclass

__all__ = [
    "Caseload",
    "caseload",
    "crowded",
    "decided",
    "senders",
    "sent",
    "sent_share",
]

# A number that counts cases: no share, no time, no money, no rank.
_NUMBER = regex(
    r"(?<![\w.,=])(\d+(?:[.,]\d+)*)(k|m| ?thousand| ?million)?\b(?! ?(?:%|m\b|percent|s\b|sec|min\b|ms\b|h\b|"
    r"(?:hour|day|week|month|year)s?\b|eur|usd|gbp|dollar|pound|st\b|nd\b|rd\b|th\b))"
)
_RATE = regex(
    r"\b(?:an?|per|each|every|and) (?:(?:ordinary|normal|usual|typical|average|working|busy|single|quiet) )?"
    r"(hour|shift|day|night|week|month|year)\b|/ ?(hour|day|week|month)\b"
)
_DAILY = regex(r"\b(daily|weekly|hourly|monthly)\b")
_WORKERS = (
    "people|persons|moderators|nurses|clerks|analysts|officers|agents|reviewers|engineers|teams|doctors|operators|"
    "experts|adjusters|inspectors|staff|crews|interpreters|labellers|annotators|translators|technicians|fte|colleagues|volunteers|editors|radiologists|planners|invigilators|"
    r"\w+(?:ists|ians|itors|ectors|ewers|aders|andlers|essors|alysts|igators|achers|awyers|isors|atchers)"
)
_PEOPLE = regex(rf"(?<![\w.,])(\d+(?:,\d{{3}})*) (?:\w+ )?(?:{_WORKERS})\b")
_TEAM = regex(r"\bteams? of (\d+)\b")
_MINUTES = regex(r"\b(?:of|takes?|needs?|about|lasts?) (\d+) ?(?:min|minutes)\b")
_WORKING_DAY = 480.0  # minutes
_EACH = regex(
    r"\b(?:each|apiece|per (?:person|head|moderator|nurse|clerk|analyst|officer|agent|reviewer|team|crew|"
    r"labeller|technician|doctor))\b"
)
_ABOUT = regex(
    r"\b(?:about|some|around|roughly|lately|now|currently|usually|mostly|up to|at present|nearly) \d|~ ?\d"
)
_CLAUSES = regex(r"[;:.] |;|,(?!\d{3}(?!\d))|\b(?:and|but|while|whereas|of which)\b")


@dataclass(frozen=True, slots=True)
class Caseload:
    """Cases per day that come and that can be decided, each with the words that say so."""

    coming: float
    decided: float
    coming_words: str
    decided_words: str


def caseload(design: DesignGraph, people: Component) -> Caseload | None:
    """What the descriptions of people and of the queue before them say of both; None unless both are said."""
    own = [each for _, text in fields_of(people) for each in _amounts(text, "decided")]
    coming = [(amount, words) for role, amount, words in own if role == "coming"]
    able = decided(people)
    if able is not None and not coming:
        least = sent(design, people)
        coming = [least] if least is not None else []
    if able is None or not coming:
        return None
    coming = [each for each in coming if each[0] != able[0]]
    if not coming:
        return None
    come = min(coming)
    return Caseload(come[0], able[0], come[1], able[1])


def crowded(people: Component) -> tuple[float, float, str] | None:
    """Cases per day and head, those that fit into a working day, and the words, of people described by both.

    Only where how many each decides is not said: by the minutes of a case, else by one a minute.
    """
    for _, text in fields_of(people):
        said = in_figures(text)
        team, amounts = _TEAM.search(said) or _PEOPLE.search(said), list(_amounts(text, "coming"))
        if team is None or not amounts or _EACH.search(said) or figure(team[1]) == 0:
            continue
        minutes = _MINUTES.search(said)
        fits = _WORKING_DAY / float(minutes[1]) if minutes is not None else _WORKING_DAY
        _, come, words = max(amounts, key=lambda each: each[1])
        return come / figure(team[1]), fits, words
    return None


def decided(people: Component) -> tuple[float, str] | None:
    """How many cases a day people are said to decide, and in which words; None where nothing says so."""
    for _, text in fields_of(people):
        if (product := _product(in_figures(text))) is not None:
            return product
    said = [each for _, text in fields_of(people) for each in _amounts(text, "decided")]
    return max(((amount, words) for role, amount, words in said if role == "decided"), default=None)


def _product(text: str) -> tuple[float, str] | None:
    """A number that three others make (60 people, 10 an hour, 6 h: 3,600): what people can do a day."""
    numbers = [(figure(found[1]), found[0]) for found in _FIGURES.finditer(text)][:_MOST]
    for parts in combinations(numbers, 3):
        made = math.prod(number for number, _ in parts)
        words = next((words for number, words in numbers if number == made), None)
        if words is not None and min(number for number, _ in parts) > 1:
            return made, words
    return None


_FIGURES = regex(r"(?<![\w.,])(\d+(?:,\d{3})*)(?![\d.,]*\d)(?! ?%)")
_MOST = 12
"""Numbers of a text that are tried: the product of a long list proves nothing."""


def senders(design: DesignGraph, name: str) -> Iterator[Component]:
    """Queues, and rules that decide, which hand cases to people."""
    for edge in design.data_into(name):
        if design.has(edge.source, Trait.QUEUES_TASKS, Trait.DECIDES):
            yield design.components[edge.source]


def sent(design: DesignGraph, people: Component) -> tuple[float, str] | None:
    """The cases a day that a queue or rule is said to hand to people, with the words; the least of all."""
    said = [
        (amount, words)
        for part in senders(design, people.id)
        for _, text in fields_of(part)
        for role, amount, words in _amounts(text, "coming", _rhythm(design, part.id, people.id))
        if role == "coming"
    ]
    return min(said, default=None)


def _rhythm(design: DesignGraph, source: str, target: str) -> str | None:
    """The unit of time in which a flow is said to go once; None where it is not said."""
    every = {r.flow.every.value for r in design.between(source, target) if r.flow.every is not None}
    return next((unit for unit, seconds in _ONCE.items() if every == {seconds}), None)


_ONCE = {"hour": 3_600.0, "day": 86_400.0, "week": 604_800.0}


def sent_share(design: DesignGraph, people: Component) -> tuple[float, str, str] | None:
    """The share of what its own senders get that a queue or rule is said to hand to people.

    With the words, and the component whose load it is a share of; None where nothing says it.
    """
    for part in senders(design, people.id):
        found = _SHARE.search((part.description or "").lower()[:LONGEST])
        before = [edge.source for edge in design.data_into(part.id)]
        if found is not None and len(set(before)) == 1:
            share = _FRACTIONS.get(found[1] or "") or float(found[2] or 0) / 100
            return share, found[0], before[0]
    return None


_FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "tenth": 1 / 10,
    "two thirds": 2 / 3,
}
_SHARE = regex(
    r"\b(?:an? |one )?(half|two thirds|third|quarter|fifth|tenth) of (?:the |all )?\w+"
    r"|\b(\d+(?:\.\d+)?) ?(?:%|percent) of (?:the |all )?(?!\d)\w+"
)


def _amounts(text: str, otherwise: str, rhythm: str | None = None) -> Iterator[tuple[str, float, str]]:
    """The amounts per day that a text names: whether they come or are decided, how many, in which words.

    An amount that is `about` so many, in no unit of time, is one for each `rhythm`.
    """
    heads, unit, first = 1.0, None, ""
    text = in_figures(text)
    for clause in _CLAUSES.split(text):
        clause = _TEAM.sub("", clause)
        if _BARE.fullmatch(clause) and _MINUTES_EACH.search(text):
            continue  # `6 a shift; ten minutes each`: so many people
        if (team := _PEOPLE.search(clause)) is not None:
            heads = figure(team[1])
            clause = clause[: team.start()] + clause[team.end() :]
        unit = _unit(clause) or unit or (rhythm if _ABOUT.search(clause) else None)
        becomes = _BECOMES.search(clause)
        number = _NUMBER.search(clause, becomes.end() if becomes is not None else 0)
        if number is None or unit is None:
            continue
        amount = figure(number[1], number[2]) * PER_DAY[unit]
        role = _role(clause, "coming" if first == "decided" else otherwise)
        first = first or role
        if role == "decided" and _EACH.search(clause):
            amount *= heads
        yield role, amount, clause.strip()


_BARE = regex(r"\s*\d+ (?:a|per) shift\s*")
_MINUTES_EACH = regex(r"\b\d+ ?min(?:utes)? (?:each|apiece|per|a)\b")

# What is left of a number: `3,000 reports are some 380 defects`.
_BECOMES = regex(r"\b(?:are|become|make|leave)s? (?:some |about |only )?(?=\d)")


def _unit(clause: str) -> str | None:
    rate, adverb = _RATE.search(clause), _DAILY.search(clause)
    if rate is not None:
        return rate[1] or rate[2]
    return PERIODS[adverb[1]] if adverb is not None else None


def _role(clause: str, otherwise: str) -> str:
    if CAN_DO.search(clause):
        return "decided"
    return "coming" if COMES_IN.search(clause) else otherwise
