"""Which type of data a phrase on an arrow means: `last 50 clicks` is events, `user features` are features.

The rule, in order:
1. Words in brackets are shown and never typed. What is left, if it is an alias as it stands, has its type.
2. Text after a dash, a colon or a semicolon is a remark: it counts only if what stands before it has no type.
3. Of `x of y`, `x` decides, unless it only counts or contains (`list of candidates`, `top 50 of the videos`)
   or has no type of its own.
4. What follows another preposition says where, when or for whom: it counts only if what stands before it
   has no type. So `clicks on results` are events and `scores per class` are scores.
5. In what is left the head noun decides: the longest run of last words that is an alias. Numbers and versions
   do not count (`model v2`, `top 20 items`). A last word that says nothing (`data`, `update`, `batch`)
   leaves the decision to the words before it, if those have a type: `label updates` are labels.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mlarch.catalog.types import TYPES
from mlarch.catalog.words import LONGEST, fold, listed, normalize, tokens, without_parentheses

__all__ = ["type_of", "type_words"]

_LONGEST_ALIAS = 6
"""Words of the longest alias; a test keeps it true."""

_REMARK = re.compile(r"\s+[-–—]+\s+|\s*[—;]\s*|:\s+|\s+\|\s+")
_VERSION = re.compile(r"v?\d+\w{0,3}|x\d+")

_PREPOSITIONS = frozenset(
    listed(
        "about, across, after, against, as, at, before, between, by, during, for, from, in, inside, into, on,"
        "onto, over, per, since, than, through, to, under, until, using, via, with, within, without"
    )
)
# Fixed compounds whose middle word is no preposition.
_COMPOUNDS = (
    ("point in time", "point-in-time"),
    ("add to cart", "add-to-cart"),
    ("text to speech", "text-to-speech"),
    ("speech to text", "speech-to-text"),
    ("end to end", "end-to-end"),
    ("log in", "login"),
    ("sign in", "sign-in"),
    ("sign up", "sign-up"),
    ("check in", "check-in"),
    ("opt in", "opt-in"),
    ("write ahead", "write-ahead"),
)
_CONTAINERS = frozenset(
    map(
        fold,
        listed(
            "array, list, set, stream, batch, page, collection, sequence, series, window, group, bunch,"
            "number, amount, count, table, log, vector, matrix, top, sample, history, copy, stack, queue,"
            "pair, part, subset, share, rest, piece, kind, type, mix, dump"
        ),
    )
)
_NEUTRAL = frozenset(
    map(
        fold,
        listed(
            "data, update, batch, stream, value, set, delta, snapshot, payload, record, refresh, info,"
            "information, dump, sync, object, file, table, row, message"
        ),
    )
)


@cache
def type_words() -> dict[str, str]:
    """Every name and alias of a data type in compared form, with the type's id."""
    return {
        normalize(word): data_type.id
        for data_type in TYPES.values()
        for word in (data_type.id, data_type.name, *data_type.aliases)
    }


@lru_cache(maxsize=4096)
def type_of(phrase: str) -> str | None:
    """The id of the data type of a payload phrase, or None when its head is no known word."""
    text = without_parentheses(phrase[:LONGEST]).casefold()
    for parts in (_REMARK.split(text), [text]):
        for part in parts:
            if found := _phrase(part):
                return found
    return None


def _phrase(text: str) -> str | None:
    if whole := type_words().get(normalize(text)):
        return whole
    for written, compound in _COMPOUNDS:
        text = text.replace(written, compound)
    words = text.split()
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if word == "of" and before and after:
            return _whole_or_part(before, " ".join(after))
        if word in _PREPOSITIONS and before:
            return _head(" ".join(before)) or _head(text)
    return _head(text)


def _whole_or_part(before: list[str], after: str) -> str | None:
    """The type of `before of after`."""
    outer = _head(" ".join(before))
    words = _words(" ".join(before))
    if outer is not None and words[-1] not in _CONTAINERS:
        return outer
    return _phrase(after) or outer


def _words(text: str) -> list[str]:
    return [word for word in tokens(text) if not _VERSION.fullmatch(word)]


def _head(text: str) -> str | None:
    return _longest_suffix(_words(text)[-2 * _LONGEST_ALIAS :])


def _longest_suffix(words: list[str]) -> str | None:
    known = type_words()
    for start in range(max(0, len(words) - _LONGEST_ALIAS), len(words)):
        found = known.get("".join(words[start:]))
        if found is None:
            continue
        if start == len(words) - 1 and words[-1] in _NEUTRAL:
            return _longest_suffix(words[:-1]) or found
        return found
    if words and words[-1] in _NEUTRAL:
        return _longest_suffix(words[:-1])
    return None
