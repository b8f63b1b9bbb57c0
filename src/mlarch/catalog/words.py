"""Words folded for comparison: case, separators, plurals and British or American spelling do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from mlarch.lazy import regex

__all__ = ["LONGEST", "fold", "listed", "normalize", "tokens", "without_parentheses"]

LONGEST = 200
"""Characters of a word or phrase that are looked at; what is longer names nothing in the catalogue."""

_PARENTHESES = regex(r"\([^()]*\)|\[[^\[\]]*\]")
_SEPARATOR = regex(r"[\W_]+")

# Spelling, replaced anywhere in a word, so that `labellingplatform` is folded too.
_SPELLING = (
    ("labell", "label"),
    ("modell", "model"),
    ("catalogue", "catalog"),
    ("neighbour", "neighbor"),
    ("behaviour", "behavior"),
    ("favourite", "favorite"),
    ("colour", "color"),
    ("centre", "center"),
    ("artefact", "artifact"),
    ("isation", "ization"),
)
# Spelling at the end of a word. `advertiser` becomes `advertizer` on both sides of a comparison: no harm.
_ENDINGS = (("iser", "izer"), ("ised", "ized"), ("ising", "izing"), ("ise", "ize"), ("lyse", "lyze"))
_SILENT = frozenset({"and", "the"})
# What looks like a plural and is none: `NATS` is a product, `NAT` translates addresses.
_IRREGULAR = {
    "nats": "nats",
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "people": "person",
}


def listed(text: str) -> tuple[str, ...]:
    """The entries of a comma-separated table cell, which may run over several lines."""
    return tuple(" ".join(entry.split()) for entry in text.split(",") if entry.strip())


def without_parentheses(text: str) -> str:
    """The text with whatever stands in round or square brackets taken out."""
    while (shorter := _PARENTHESES.sub(" ", text)) != text:
        text = shorter
    return text


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "sses", "tches", "rches", "shes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """One word, lower case and singular, in one spelling. The result is for comparing, not for showing."""
    folded = _singular(word)
    for british, american in _SPELLING:
        folded = folded.replace(british, american)
    for british, american in _ENDINGS:
        if folded.endswith(british):
            return folded[: -len(british)] + american
    return folded


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order, without `and` and `the`."""
    plain = text[:LONGEST]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).replace("’", "")
    plain = plain.casefold().replace("'", "")
    words = _SEPARATOR.sub(" ", plain.replace("&", " and ")).split()
    return tuple(fold(word) for word in words if word not in _SILENT)


def normalize(word: str) -> str:
    """The form in which names are compared: `Load-Balancers` and `load_balancer` are equal."""
    return "".join(tokens(word))
