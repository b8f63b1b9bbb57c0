"""Which type of data a phrase on an arrow means: `last 50 clicks` is events, `user features` are features.

The rule, in order:
1. Words in brackets are shown and never typed. What is left, if it is an alias as it stands, has its type;
   some words have one only so (`run`, `jobs`).
2. Text after a dash, a colon or a semicolon is a remark: it counts only if what stands before it has no type.
3. Of `x of y`, `x` decides, unless it has no type of its own or is a bare container (`list of candidates`,
   `top 50 of the videos`). A `list of products` is a list, and a `number of clicks` a count, all the same.
4. What follows another preposition says where, when or for whom: it counts only if what stands before it
   has no type. So `clicks on results` are events and `scores per class` are scores.
5. In what is left the head noun decides: the longest run of last words that is an alias. Numbers and versions
   do not count (`model v2`, `top 20 items`). A last word that says nothing (`data`, `update`, `batch`)
   leaves the decision to the words before it, if those have a type: `label updates` are labels. But rows,
   records and tables of what is asked or shown are data at rest: `payment records`.
   `container image` and `model version` end like data and are none: such phrases have no type.
6. The word before the head may say what has become of items: `eligible songs` are candidates, `top songs` a
   ranked list, and `played songs` are events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from mlarch.catalog.types import TYPES, UNTYPED
from mlarch.catalog.words import LONGEST, fold, listed, normalize, tokens, without_parentheses
from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["type_of", "type_words", "types_of"]

_LONGEST_ALIAS = 6
"""Words of the longest alias; a test keeps it true."""

_REMARK = regex(r"\s+[-–—]+\s+|\s*[—;]\s*|:\s+|\s+\|\s+")
_AND = regex(r"\s+(?:and|&|\+)\s+|\s*/\s*", re.IGNORECASE)
_VERSION = regex(r"v?\d+\w{0,3}|x\d+")

_PREPOSITIONS = frozenset(
    listed(
        "about, across, after, against, as, at, before, between, by, during, for, from, in, inside, into, on,"
        "onto, over, per, since, than, through, to, under, until, using, via, with, within, without"
    )
)
_OF_SOMETHING = _PREPOSITIONS | {"of"}
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


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, listed(words)))


_CONTAINERS = _folded(
    "array, list, set, stream, batch, page, collection, sequence, series, window, group, bunch, table, log,"
    "vector, matrix, top, sample, history, copy, stack, queue, pair, part, subset, share, rest, piece, kind,"
    "type, mix, dump"
)
_QUANTITIES = _folded("number, amount, count, total, sum, average, mean, median, ratio, percentage")
_NEUTRAL = _folded(
    "data, update, batch, stream, value, set, delta, snapshot, payload, record, refresh, info, information,"
    "dump, sync, object, file, table, row, message"
)
# Last words that make data at rest of what is otherwise on its way, or is an item.
_AT_REST = _folded("record, row, table")
_ITEMS = frozenset({"documents", "media"})
_MOVING = _ITEMS | {"request", "query", "prompt", "response", "tokens", "notification"}
# What stages of serving do with items, and what only people do with what they are shown.
_STAGES = {
    **dict.fromkeys(_folded("candidate, eligible, similar, unseen"), "candidates"),
    **dict.fromkeys(_folded("ranked, reranked, top, recommended, popular, trending"), "ranked_list"),
}
_ACTS = _folded(
    "taken, accepted, chosen, clicked, viewed, watched, played, skipped, liked, disliked, purchased, bought,"
    "dismissed, ignored"
)
_ACTED_ON = _ITEMS | {"candidates", "ranked_list", "response"}


@dataclass(frozen=True, slots=True)
class _Head:
    """The words that decide: their type, and the place in the phrase at which they begin."""

    type: str
    start: int


@cache
def type_words() -> dict[str, str]:
    """Every name and alias of a data type in compared form, with the type's id."""
    return {
        normalize(word): data_type.id
        for data_type in TYPES.values()
        for word in (data_type.id, data_type.name, *data_type.aliases)
    }


@cache
def _untyped_words() -> frozenset[str]:
    """The phrases that end like data and mean something else, in compared form."""
    return frozenset(map(normalize, UNTYPED))


@cache
def _lone_words() -> dict[str, str]:
    """The words that have a type only when nothing stands beside them."""
    return {normalize(word): data_type.id for data_type in TYPES.values() for word in data_type.alone}


@lru_cache(maxsize=4096)
def type_of(phrase: str) -> str | None:
    """The id of the data type of a payload phrase, or None when its head is no known word."""
    text = without_parentheses(phrase[:LONGEST]).casefold()
    for parts in (_REMARK.split(text), [text]):
        for part in parts:
            if found := _lone_words().get("".join(_words(part))) or _phrase(part):
                return found
    return None


def types_of(phrase: str) -> tuple[tuple[str, str], ...]:
    """`predictions and features` as its parts with their types; empty unless each part has a type of its own.

    A phrase that is an alias as a whole (`title and description`) has no parts, and neither have parts of one
    type. Behind a preposition or in brackets `and` joins what is said of the head.
    """
    parts = _AND.split(phrase[:LONGEST])
    words = phrase.casefold().split()
    if len(parts) < 2 or "(" in phrase or not _OF_SOMETHING.isdisjoint(words):
        return ()
    if normalize(phrase.casefold()) in type_words():
        return ()
    typed = [(part, found) for part in parts if (found := type_of(part)) is not None]
    return tuple(typed) if len(typed) == len(parts) and len({t for _, t in typed}) > 1 else ()


def _phrase(text: str) -> str | None:
    if whole := type_words().get(normalize(text)):
        return whole
    for written, compound in _COMPOUNDS:
        text = text.replace(written, compound)
    words = text.split()
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if word == "of" and before and after:
            return _whole_or_part(_words(" ".join(before)), " ".join(after))
        if word in _PREPOSITIONS and before:
            return _typed(_words(" ".join(before))) or _typed(_words(text))
    return _typed(_words(text))


def _whole_or_part(before: list[str], after: str) -> str | None:
    """The type of `before of after`."""
    outer = _typed(before)
    if before and before[-1] in _QUANTITIES:
        return outer or type_words()["count"]
    head = _head(before)
    bare = head is None or (before[head.start :] == before[-1:] and before[-1] in _CONTAINERS)
    if not bare:
        return outer
    inner = _phrase(after)
    return outer if inner is None or (outer == "ranked_list" and inner in _ITEMS) else inner


def _words(text: str) -> list[str]:
    return [word for word in tokens(text) if not _VERSION.fullmatch(word)]


def _typed(words: Sequence[str]) -> str | None:
    """The type that the head noun gives, as the word before it may change it."""
    head = _head(words)
    if head is None:
        return None
    modifier = words[head.start - 1] if head.start else ""
    if modifier in _ACTS and head.type in _ACTED_ON:
        return "event"
    if modifier in _STAGES and head.type in _ITEMS:
        return _STAGES[modifier]
    return head.type


def _head(words: Sequence[str]) -> _Head | None:
    """The longest run of last words that is an alias, as far as they say anything."""
    known, untyped = type_words(), _untyped_words()
    for start in range(max(0, len(words) - _LONGEST_ALIAS), len(words)):
        ending = "".join(words[start:])
        if ending in untyped:
            return None
        found = known.get(ending)
        if found is None:
            continue
        head = _Head(found, start)
        if start < len(words) - 1 or words[-1] not in _NEUTRAL:
            return head
        earlier = _head(words[:-1])
        stored = words[-1] in _AT_REST and earlier is not None and earlier.type in _MOVING
        return head if stored else earlier or head
    if words and words[-1] in _NEUTRAL:
        return _head(words[:-1])
    return None
