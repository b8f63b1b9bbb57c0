"""The names near to a word that the catalogue does not know, for `did you mean`.

Only two things are near: a slip of the pen (one letter, two in a long word), and the same head noun, for of
several words the last one says what the thing is: a `translation model` is some model. Whatever else is most
alike is most alike only by its letters, and naming it helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from mlarch.catalog.heads import named_by_last_words
from mlarch.catalog.kinds import KINDS
from mlarch.catalog.phrases import type_of
from mlarch.catalog.tech import TECHS, find_tech
from mlarch.catalog.types import TYPES
from mlarch.catalog.words import LONGEST, fold, listed, tokens
from mlarch.text import distance, is_slip

__all__ = ["forget", "misspelt_kind", "nearest_kinds", "nearest_types"]

_OTHER_LETTERS = 4
"""Two letters that are changed leave two that only one word has, and two that only the other has."""

_LONG = 12
"""Names of so many letters may have one wrong and a space too much or missing."""

_SHORT = 6
"""Words of so many letters with one of them changed are other words."""

_FEW = 5
"""Shorter words are too much like others to be taken for slips: SAP is not SHAP."""

_SAYS_NOTHING = frozenset(
    fold(word)
    for word in listed(
        "server, service, system, engine, platform, layer, module, component, gateway, registry, center,"
        "unit, tool, box, hub, thing, web, software, program"
    )
)
"""Last words that need the words before them: a `media server` is no model server, nor an API server."""


@cache
def _kind_names() -> dict[str, tuple[str, str]]:
    """Every name of a kind in compared form: the name as it is listed, and the kind."""
    # Loaded here: only a word that is unknown needs it.
    from mlarch.catalog.ambiguous import AMBIGUITIES

    own = ((word, kind.id) for kind in KINDS.values() for word in (kind.name, *kind.aliases, kind.id))
    open_ = ((word, entry.kinds[0]) for entry in AMBIGUITIES for word in entry.words)
    products = (
        (word, tech.kind)
        for tech in TECHS.values()
        if tech.kind
        for word in (tech.name, tech.id, *tech.aliases)
    )
    return _names((*own, *open_, *products))


@cache
def _type_names() -> dict[str, tuple[str, str]]:
    return _names((word, t.id) for t in TYPES.values() for word in (t.id, t.name, *t.aliases))


def _names(words: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    names: dict[str, tuple[str, str]] = {}
    for word, meaning in words:
        names.setdefault("".join(tokens(word)), (word, meaning))
    return names


def _slips(word: str, names: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The names that `word` is a slip of, with what they stand for."""
    text = "".join(tokens(word[: LONGEST // 2]))
    if len(text) < _FEW or any(char.isdigit() for char in text):  # GPT-4o is no slip for GPT-4
        return iter(())
    letters = _letters(text)
    near = (
        name
        for name in names
        if -3 < len(name) - len(text) < 3 and (letters ^ _letters(name)).bit_count() <= _OTHER_LETTERS
    )
    return (names[name] for name in near if is_slip(text, name) and _word_by_word(word, names[name][0]))


def _word_by_word(word: str, name: str) -> bool:
    """Whether each word is a slip of the one in its place: an `OTA service` is no quota service.

    Short words with one letter changed are other words, as `game` and `name`; where a space is too much or
    missing, only long names may have anything else wrong.
    """
    written, meant = tokens(word), tokens(name)
    if len(written) != len(meant):
        long = min(len("".join(written)), len("".join(meant))) >= _LONG
        return distance("".join(written), "".join(meant)) <= (1 if long else 0)
    pairs = [pair for pair in zip(written, meant, strict=True) if pair[0] != pair[1]]
    return all(
        is_slip(a, b) and (len(a) > _SHORT or len(a) != len(b) or sorted(a) == sorted(b)) for a, b in pairs
    )


@lru_cache(maxsize=16384)
def _letters(text: str) -> int:
    """The letters of a word as bits, which are compared at once."""
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) % 64)
    return bits


@lru_cache(maxsize=512)
def misspelt_kind(word: str) -> str | None:
    """The name of a kind that `word` is a slip of the pen for; None when none is, or those of several."""
    data = len(tokens(word)) < 2 and type_of(word) is not None
    found = () if data else tuple(_slips(word, _kind_names()))
    return found[0][0] if len({kind for _, kind in found}) == 1 else None


@lru_cache(maxsize=512)
def nearest_kinds(word: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` kinds that `word` may have been meant as, the likeliest first; none if nothing is near.

    A product that is no kind and a word for data (`score`) are no slips for something else.
    """
    named = find_tech(word)
    if named is not None and named.kind is None:
        return ()
    kinds = dict.fromkeys(kind for _, kind in _slips(word, _kind_names()))
    if len(tokens(word)) < 2 and type_of(word) is not None:
        return ()
    if not kinds:
        kinds = dict.fromkeys(_by_head(word))
    return tuple(kinds)[: max(0, limit)]


def _by_head(word: str) -> tuple[str, ...]:
    """The kind that the last words name: as many of them as are known together."""
    parts = word[: LONGEST // 2].split()
    words = tokens(word[: LONGEST // 2])
    if len(words) < 2 or words[-1] in _SAYS_NOTHING:
        return ()
    named = named_by_last_words(parts)
    return named[1].kinds[:1] if named is not None else ()


@lru_cache(maxsize=512)
def nearest_types(word: str, limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` data types that `word` may have been meant as, the likeliest first."""
    types = dict.fromkeys(data_type for _, data_type in _slips(word, _type_names()))
    last = type_of(word.split()[-1]) if word.split() else None
    return tuple(types or ((last,) if last else ()))[: max(0, limit)]


def forget() -> None:
    """Drop what was looked up: the catalogue has changed."""
    _kind_names.cache_clear()
    nearest_kinds.cache_clear()
    misspelt_kind.cache_clear()
