"""The names nearest to a word that the catalogue does not know, for `did you mean`.

Nearness is the share of common letter pairs (Dice's coefficient over bigrams), which forgives a wrong,
missing or swapped letter; a common last word adds to it, so that `video re-scorer` still finds its head noun.
Where several words are no misspelling of any name, the last one says what the thing is: a `sender reputation
store` is some store, whatever its letters have in common with a `prediction store`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from mlarch.catalog.kinds import KINDS
from mlarch.catalog.tech import TECHS, find_tech
from mlarch.catalog.types import TYPES
from mlarch.catalog.words import LONGEST, tokens

__all__ = ["forget", "nearest_kinds", "nearest_types"]

_NEAR = 0.5
"""Below this a suggestion looks like a guess, not like a typing error."""

_SHORT = 3
_NEAR_SHORT = 0.6
"""Words of up to `_SHORT` letters come near to something too easily: they must come nearer."""

_HEAD_BONUS = 0.15

_MISSPELT = 0.8
"""From here on by letters alone, a name is what was meant, whatever the last word says."""

_BY_HEAD: Mapping[str, tuple[str, ...]] = {
    "store": ("feature_store_online", "store"),
    "storage": ("object_store", "store"),
    "database": ("relational_db", "nosql_db"),
    "db": ("relational_db", "nosql_db"),
    "table": ("relational_db", "data_warehouse"),
    "api": ("api_server", "external"),
    "app": ("client",),
    "classifier": ("model_server",),
    "model": ("model_server",),
    "trainer": ("training_pipeline",),
    "job": ("batch_compute", "job"),
    "topic": ("event_stream",),
    "team": ("human_review", "person"),
}
"""What a thing of several words most likely is by its last one, in compared form."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name: its letters, its last word, its pairs of letters, and what it stands for."""

    text: str
    head: str
    pairs: Counter[str]
    stands_for: str


def _pairs(text: str) -> Counter[str]:
    padded = f"^{text}$"
    return Counter(padded[place : place + 2] for place in range(len(padded) - 1))


def _names(words: Iterable[tuple[str, str]]) -> tuple[tuple[_Name, ...], Mapping[str, tuple[int, ...]]]:
    """The names, and for each pair of letters the places of the names that have it."""
    names: dict[str, _Name] = {}
    for word, meaning in words:
        parts = tokens(word)
        text = "".join(parts)
        if text and text not in names:
            names[text] = _Name(text, parts[-1], _pairs(text), meaning)
    known = tuple(names.values())
    where: dict[str, list[int]] = {}
    for place, name in enumerate(known):
        for pair in name.pairs:
            where.setdefault(pair, []).append(place)
    return known, {pair: tuple(places) for pair, places in where.items()}


@cache
def _kind_names() -> tuple[tuple[_Name, ...], Mapping[str, tuple[int, ...]]]:
    # Loaded here: only a word that is unknown needs it.
    from mlarch.catalog.ambiguous import AMBIGUITIES

    own = ((word, kind.id) for kind in KINDS.values() for word in (kind.id, kind.name, *kind.aliases))
    open_ = ((word, entry.kinds[0]) for entry in AMBIGUITIES for word in entry.words)
    products = (
        (word, tech.kind) for tech in TECHS.values() if tech.kind for word in (tech.name, *tech.aliases)
    )
    return _names((*own, *open_, *products))


@cache
def _type_names() -> tuple[tuple[_Name, ...], Mapping[str, tuple[int, ...]]]:
    return _names((word, t.id) for t in TYPES.values() for word in (t.id, t.name, *t.aliases))


@lru_cache(maxsize=512)
def nearest_kinds(word: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` kinds whose names come nearest to `word`, nearest first; none when nothing is near."""
    named = find_tech(word)
    if named is not None and named.kind is None:
        return ()  # a known product that is no kind: nothing was mistyped
    found = _nearest(word, _kind_names())
    parts = tokens(word[: LONGEST // 2])
    by_head = _BY_HEAD.get(parts[-1], ()) if len(parts) > 1 else ()
    misspelt = tuple(dict.fromkeys(kind for kind, score in found if score >= _MISSPELT))
    kinds = (*misspelt, *by_head, *(kind for kind, _ in found))
    return tuple(dict.fromkeys(kinds))[: max(0, limit)]


@lru_cache(maxsize=512)
def nearest_types(word: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` data types whose names come nearest to `word`, the nearest first."""
    found = _nearest(word, _type_names())
    return tuple(name for name, _ in found)[: max(0, limit)]


def _nearest(
    word: str, table: tuple[tuple[_Name, ...], Mapping[str, tuple[int, ...]]]
) -> tuple[tuple[str, float], ...]:
    """The nearest names, nearest first: what each stands for, and the share of common letter pairs."""
    parts = tokens(word[: LONGEST // 2])
    if not parts:
        return ()
    text, (names, where) = "".join(parts), table
    pairs = _pairs(text)
    common: Counter[int] = Counter()
    for pair, count in pairs.items():
        for place in where.get(pair, ()):
            common[place] += min(count, names[place].pairs[pair])
    total = pairs.total()
    near, bonus = (_NEAR_SHORT, 0.0) if len(text) <= _SHORT else (_NEAR, _HEAD_BONUS)
    scored = []
    for place, shared in common.items():
        name = names[place]
        share = 2 * shared / (total + name.pairs.total())
        score = share + bonus if name.head == parts[-1] else share
        if score >= near:
            scored.append((-score, place, share))
    best: dict[str, float] = {}
    for _, place, share in sorted(scored):
        best.setdefault(names[place].stands_for, share)
    return tuple(best.items())


def forget() -> None:
    """Drop what was looked up: the catalogue has changed."""
    _kind_names.cache_clear()
    nearest_kinds.cache_clear()
