"""The names nearest to a word that the catalogue does not know, for `did you mean`.

Nearness is the share of common letter pairs (Dice's coefficient over bigrams), which forgives a wrong,
missing or swapped letter; a common last word adds to it, so that `video re-scorer` still finds its head noun.
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

__all__ = ["nearest_kinds", "nearest_types"]

_NEAR = 0.5
"""Below this a suggestion looks like a guess, not like a typing error."""

_SHORT = 3
_NEAR_SHORT = 0.6
"""Words of up to `_SHORT` letters come near to something too easily: they must come nearer."""

_HEAD_BONUS = 0.15


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
    return _nearest(word, _kind_names(), limit)


@lru_cache(maxsize=512)
def nearest_types(word: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` data types whose names come nearest to `word`, the nearest first."""
    return _nearest(word, _type_names(), limit)


def _nearest(
    word: str, table: tuple[tuple[_Name, ...], Mapping[str, tuple[int, ...]]], limit: int
) -> tuple[str, ...]:
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
        score = 2 * shared / (total + name.pairs.total())
        if name.head == parts[-1]:
            score += bonus
        if score >= near:
            scored.append((-score, place))
    ordered = (names[place].stands_for for _, place in sorted(scored))
    return tuple(dict.fromkeys(ordered))[: max(0, limit)]
