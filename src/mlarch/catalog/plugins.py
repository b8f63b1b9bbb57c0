"""Kinds from other packages, through the entry-point group `mlarch.kinds`.

An entry point names a `Kind`, or an iterable of kinds:

    [project.entry-points."mlarch.kinds"]
    acme = "acme_kinds:KINDS"

One entry is all that a kind needs: words, data types, traits and glyph stand in it, and the reader, the
review, the picture and the handbook ask for these.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlarch.catalog import kinds, match, nearest
from mlarch.catalog.base import Kind
from mlarch.catalog.types import TYPES
from mlarch.catalog.words import normalize
from mlarch.installed import entry_points

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "load", "register", "withdraw"]

GROUP = "mlarch.kinds"


def register(kind: Kind) -> None:
    """Add a kind to the catalogue.

    Raises `ValueError`, with a sentence for the author of the kind, when its id or one of its words is taken,
    or when its family or one of its data types does not exist.
    """
    if kind.family not in kinds.FAMILIES:
        raise ValueError(f"kind `{kind.id}`: there is no family `{kind.family}`")
    for type_ in sorted(kind.consumes | kind.produces | kind.refuses):
        if type_ not in TYPES:
            raise ValueError(f"kind `{kind.id}`: there is no data type `{type_}`")
    taken = match.kind_words()
    for word in (kind.id, kind.name, *kind.aliases):
        if normalize(word) in taken:
            raise ValueError(f"kind `{kind.id}`: `{word}` already means `{taken[normalize(word)]}`")
    kinds.add(kind)
    _forget()


def withdraw(kind: str) -> None:
    """Take a kind that was registered out of the catalogue again. Raises `KeyError` when it is not in it."""
    kinds.remove(kind)
    _forget()


def load() -> tuple[str, ...]:
    """Register the kinds of every installed plugin; a sentence for each that was left out, and why."""
    faults: list[str] = []
    for point in entry_points(GROUP):
        try:
            for kind in _kinds_of(point):
                register(kind)
        except Exception as error:  # a plugin may fail in any way, and must not stop the others
            detail = f"{type(error).__name__}: {error}".strip().splitlines()[0]
            faults.append(f"plugin `{point.name}` ({point.value}): {detail}")
    return tuple(faults)


def _kinds_of(point: EntryPoint) -> tuple[Kind, ...]:
    found = point.load()
    listed = tuple(found) if isinstance(found, Iterable) else (found,)
    for kind in listed:
        if not isinstance(kind, Kind):
            raise TypeError(f"expected a kind or a list of kinds, got {type(kind).__name__}")
    return listed


def _forget() -> None:
    """Drop the tables of words that were made of the catalogue as it was."""
    kinds.proposed_kind.cache_clear()
    match.forget()
    nearest.forget()
