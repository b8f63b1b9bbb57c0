"""What one machine can do, how many there are and what comes, by what is said of a component."""

from __future__ import annotations

from mlarch.catalog.lexicon.numbers import NUMBERS, TIMES, in_figures, seconds
from mlarch.catalog.lexicon.words import clauses
from mlarch.lazy import regex
from mlarch.model import Component
from mlarch.records import dataclass

__all__ = ["SaidCapacity", "said_capacity"]

_SEVERAL = regex(rf"\b(?:{'|'.join(NUMBERS[1:])})\b")  # `one machine` is not counted: it says what each does
_MACHINE = (
    r"(?:card|gpu|pod|container|vm|machine|box|replica|server|worker|node|instance|process|copy|host|device|accelerator|engine|"
    r"unit|rack|core|[a-z]+\d+[a-z]*)"
)
_AND = regex(r"\band\b(?= (?:the|all|a|an|\d+ [a-z]+ (?:come|arrive|must)))")
_MACHINES = regex(rf"\b(\d+) (?:[a-z]\w* )?(?:{_MACHINE}(?:e?s)\b|copies\b)")
_TOGETHER = regex(
    r"\b(?:the|these|all|our) (\d+)"
    r"(?= (?:finish|carry|do|make|handle|give|can|keep|together|of them|read|serve))"
)
_EACH = regex(
    rf"\b(?:each|every|per|one|an?|single) (?:[a-z]\w* )?{_MACHINE}\b|\beach\b|\bapiece\b|\bper {_MACHINE}\b"
)
_NUMBER = regex(
    r"(?<![\w.,:=/])(\d+(?:,\d{3})+|\d+(?:\.\d+)?)(?: ?(k|m|thousand|million)\b)?(?![\w.:]*\d)"
    r"(?! ?(?:%|percent|[kmgt]i?b\b|ms\b|eur\b|usd\b|w\b|k?hz\b|px\b|dims?\b|st\b|nd\b|rd\b|th\b))"
)
_RATE = regex(
    r"^(?: ?[a-z][\w-]*){0,3}?(?: ?/ ?| (?:an?|per|each|every|in an?) )"
    r"(seconds?|sec|s|minutes?|min|hours?|h|days?|night)\b"
)
_TIME = regex(r"^ ?(s|sec|seconds?|min|minutes?|h|hours?|days?)\b")
_OF_SOUND = regex(r"^ ?\w+ of (?:audio|speech|video|sound|film)\b")
_BETWEEN = regex(
    r"\bbetween (\d{1,2})(?:[:.h](\d\d))?(?: ?h| ?(am|pm))? and (\d{1,2})(?:[:.h](\d\d))?(?: ?h| ?(am|pm))?\b"
)
_WITHIN = regex(r"\b(?:in|within|over|inside) (?:the )?(\d+(?:\.\d+)?) ?(h|hours?|min|minutes?)\b")
_PER_ITEM = regex(
    r"\b(?:takes?|needs?|lasts?) (?:about )?\d|\b\d+(?:\.\d+)? ?(?:s|sec|min) (?:per|for one|for each|a) "
)
_ASKED = regex(
    r"\b(?:carr|com[ei]|arriv|has\b|have\b|need|peak|noon|night|evening|at once|same time|"
    r"concurrent|logged|must|ready|line|send|bring|finish|do\b|does\b|done|of the day|month|"
    r"busy|open|hour|worst|start)\w*"
)


@dataclass(frozen=True, slots=True)
class SaidCapacity:
    """What all machines together can do and what is asked of them, per second or at once, and the words."""

    able: float
    asked: float
    able_words: str
    asked_words: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number of a clause: how many, per how many seconds (None: at once), or how many seconds it is."""

    value: float
    per: float | None
    time: float | None
    sound: bool


def said_capacity(part: Component, coming: float | None = None) -> SaidCapacity | None:
    """What a description says of both sides; None unless it says what one machine can do and what comes.

    Where it does not say what comes, and what one does in a second, `coming` counts, per second.
    """
    said = in_figures((part.description or "").lower(), _SEVERAL)
    count, rest, one = float(part.replicas or 0), [], None
    for clause in (piece for whole in clauses(said) for piece in _AND.split(whole)):
        counted = _MACHINES.search(clause) or _TOGETHER.search(clause)
        if counted is not None:
            count = count or float(counted[1])
            clause = clause[: counted.start()] + clause[counted.end() :]
        if one is None and (_EACH.search(clause) or _PER_ITEM.search(clause)):
            one = _of_one(clause)
            if one is not None:
                words = clause
                continue
        rest.append(clause)
    if one is None or not count:
        return None
    asked = [(amount, clause) for clause in rest for amount in _asked(clause, one)]
    most = max(asked, default=None)
    if most is None and coming is not None and one.per == 1.0:
        most = coming, f"{coming:.4g} a second"
    return SaidCapacity(one.value / (one.per or 1.0) * count, most[0], words, most[1]) if most else None


def _of_one(clause: str) -> _Amount | None:
    """What one machine does: so many at once, so many in a time, or one in a time."""
    found = _amounts(clause)
    if not found:
        return None
    first = found[0]
    if first.time is not None and not first.sound:
        return _Amount(1.0, first.time, None, False) if _PER_ITEM.search(clause) else None
    return _Amount(first.time or first.value, first.per, None, first.sound)


def _asked(clause: str, one: _Amount) -> list[float]:
    """What a clause says that comes, in the terms of what one machine does."""
    found = _amounts(_BETWEEN.sub("", _WITHIN.sub("", clause)))
    lasting = next((amount.time for amount in found if amount.time is not None), None)
    counts = [amount for amount in found if amount.time is None]
    if one.sound:
        return [a.value * lasting / a.per for a in counts if a.per is not None and lasting is not None]
    if one.per is None:
        return [a.value for a in counts if a.per is None and _ASKED.search(clause)]
    window = _window(clause)
    rates = [a.value / a.per for a in counts if a.per is not None]
    return rates or [a.value / window for a in counts if window is not None]


def _amounts(clause: str) -> list[_Amount]:
    amounts = []
    for number in _NUMBER.finditer(clause):
        after = clause[number.end() : number.end() + 40]
        value = float(number[1].replace(",", "")) * TIMES.get(number[2] or "", 1.0)
        rate, time = _RATE.search(after), None if number[2] else _TIME.search(after)
        per = seconds(None, rate[1]) if rate is not None else None
        lasts = value * seconds(None, time[1]) if time is not None else None
        amounts.append(_Amount(value, per, lasts, _OF_SOUND.search(after) is not None))
    return amounts


def _window(clause: str) -> float | None:
    """The time in which it is to be done, in seconds; None where none is named."""
    within, between = _WITHIN.search(clause), _BETWEEN.search(clause)
    if within is not None:
        return seconds(within[1], within[2])
    if between is None:
        return None
    first, last = _clock(between[1], between[2], between[3]), _clock(between[4], between[5], between[6])
    return ((last - first) % 24 or 24) * 3_600.0


def _clock(hour: str, minute: str | None, half: str | None) -> float:
    return int(hour) % (12 if half else 24) + int(minute or 0) / 60 + (12 if half == "pm" else 0)
