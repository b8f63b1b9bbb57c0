"""Words about how old a value is: what changes quickly, and from what it was copied when."""

from __future__ import annotations

from mlarch.catalog.lexicon.numbers import COUNT, UNIT, seconds
from mlarch.catalog.lexicon.schedules import period
from mlarch.catalog.lexicon.words import LONGEST, any_of
from mlarch.lazy import regex

__all__ = [
    "COPIED",
    "KEPT_CURRENT",
    "NEVER_AGAIN",
    "OF_NOW",
    "QUICK",
    "SENDS",
    "WHOLE_HISTORY",
    "age",
    "kept_for",
]

QUICK = any_of(
    r"(?:free|open|available|vacant|remaining|spare|unused|occupied|current|live) (?:\w+ )?\w+s?\b",
    r"(?:availab\w+|occupanc\w+|vacanc\w+|stocks?\b(?! exchange)|inventor(?:y|ies)|stock levels?|on (?:the )?shel(?:f|ves)|on hand)",
    r"(?:positions?|locations?|queues?(?: lengths?)?|balances?|closures?|congestion|traffic|prices?(?: list)?|quotes?|exchange rates?|(?:heat|power|network|grid) loads?|bookings?|reservations?|rates|closed roads|road works|seats?|beds?|berths?|slots?|rooms? left)\b",
    r"(?:weather|wind|rain|temperature|tide|snow|radar)\b",
    r"(?:limits?|block-?lists?|deny-?lists?|mutes|set-?points?|signals?|windows?|alarms?|state of|status of)\b",
)
"""What may be different in an hour, or after the next decision."""

OF_NOW = any_of(
    r"(?:right |just )?now\b|at (?:this|the) moment|of the (?:hour|minute|moment)|current(?:ly)?\b|live\b|today\b|at present|nowadays",
    r"(?:free|available|open|vacant|remaining) \w+|\w+ (?:free|left|open|available|on hand|on (?:the )?shelf)\b|queue length|(?:so far|position of)",
)
"""A value that is named for what it is at this moment."""

COPIED = any_of(
    r"(?:load|print|refresh|renew|updat|pull|synchroni[sz]|sync|copi|copy|export|materiali[sz]|import|fetch|burnt|fill|snapshot|dump|re-?built|replaced|taken|comes?|read)\w*",
    r"(?:files?|lists?|replicas?|exports?|reports?|dumps?|snap-?shots?|batch(?:es)?|extracts?|copy|copies|maps?|tables?|spread-?sheets?|runs?|morning)\b",
)
"""That it was taken over at one time."""

SENDS = any_of(
    r"(?:sends?|sent|uploads?|uploaded|deliver\w*|reports?|transmits?|publish\w*|posts?|dumps?|files?|exports?|syncs?|synchroni[sz]\w*|"
    r"polls?|polled|pulled|pushes|writes?|hands? over|comes?|arriv\w+|supplies|updates?|updated|refresh\w*|batch\w*)\b",
)
"""How a source gives away what it has."""

KEPT_CURRENT = any_of(
    r"asked (?:of|from|at)\b|looked up (?:in|at)\b|when(?:ever)? it is needed",
    r"(?:by|from|with|as) (?:the )?(?:events?|streams?|they happen|it happens|change)|on (?:every |each )?change|within (?:a |one )?(?:second|minute)s?|streams?\b|in real time|event by event|when (?:it is )?asked|(?:at|on|per|with (?:the|each)) request",
    r"refused|dropped|rejected|counts as missing|is marked|not used|invalidat\w+|evict\w*|as (?:they|it) (?:are|is) (?:published|issued)",
    r"(?:for|used (?:in|for)) (?:the )?(?:training|test|report|audit|dashboard|archive|backup)s?\b|histor\w+|averages?\b|means?\b|patterns?\b|typical|cost report",
)
"""That it follows what changes, or that old values are not taken; or that it is history by intention."""

WHOLE_HISTORY = any_of(
    r"averages?\b|means?\b|medians?\b|mean of|histor\w+|rates? (?:of|over|per)|share of|patterns?\b|seasonal|typical|counts? over"
)
"""A figure of many days, which one day more or less does not change."""

NEVER_AGAIN = any_of(
    r"(?:never|not) (?:loaded |read |refreshed |renewed )?again|once (?:only )?at (?:the )?start(?:-?up)?|at start-?up|"
    r"until the next (?:deploy\w*|restart|release|version)|since the (?:launch|installation|start)",
)
"""Read once, and kept for as long as the machine runs."""
_POSSESSED = (
    (
        any_of(
            r"yesterday'?s?\b",
            r"last night'?s?\b",
            r"(?:from|of) (?:the day before|last night|the morning|this morning)\b",
            r"(?:the )?morning (?:report|list|file)",
            r"midnight\b",
            r"nightly\b",
            r"(?:as )?an? (?:\w+ )?(?:daily|nightly) file",
        ),
        86_400.0,
    ),
    (any_of(r"(?:once )?(?:per|each|every|a) shift\b", r"twice a day"), 8 * 3_600.0),
    (any_of(r"last (?:week|sunday|monday)'?s?\b"), 7 * 86_400.0),
    (any_of(r"last (?:month|quarter)'?s?\b", r"(?:of|from) last month"), 30 * 86_400.0),
)
_LAGS = regex(
    rf"\blag(?:s|ging)? (?:by |of |behind (?:by )?)?(?:about )?{COUNT} ?{UNIT}|\b{COUNT} ?{UNIT} (?:old|behind|late)\b"
)
_KEPT = regex(
    r"\b(?:valid|good|kept|keeps?|lives?|held|holds?|stays?|served|used|answers?|trusted|accepted|fresh enough)\b"
    rf"[^.;]{{0,30}}?\bfor (?:up to |at most |about |the |another )?(?:{COUNT} ?)?{UNIT}"
)


def age(text: str) -> float | None:
    """How old a copy is at most by what is said of it (lower case), in seconds; None where nothing says so."""
    if NEVER_AGAIN.search(text) is not None:
        return float("inf")
    lags = _LAGS.search(text[:LONGEST])
    if lags is not None:
        return seconds(lags[1] or lags[3], lags[2] or lags[4])
    said = [old for words, old in _POSSESSED if words.search(text) is not None]
    named = period(text)
    return max(said) if said else named


def kept_for(text: str) -> float | None:
    """For how long an entry is said to be served, in seconds: `valid for four hours`; None where it is not."""
    found = _KEPT.search(text[:LONGEST])
    return seconds(found[1], found[2]) if found is not None else None
