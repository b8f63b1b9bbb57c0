"""Ids and names: what an id may look like, and which names may be meant by a wrong one.

An id is a word or words: letters of any script, digits, inner spaces, `_`, `-` and `.`, beginning with a
letter. Its canonical form is NFC with single spaces. Two ids that `fold` alike are one name in two spellings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from mlarch.lazy import regex
from mlarch.text import fold, is_slip

__all__ = [
    "ID_KEY_PATTERN",
    "ID_PATTERN",
    "ID_RULE",
    "canonical",
    "fold",
    "is_id",
    "one_of",
    "shown",
    "slip_of",
    "slips_of",
    "suggest_id",
    "without_note",
]

ID_PATTERN = r"\s*[^\u0000-@\[-`{-\u00a9][^\u0000-\u0008\u000e-\u001f!-,/:-@\[-^`{-\u009f]*"
"""A regular expression (ECMA 262, without anchors) that every id matches, for JSON Schema.

It knows no scripts, so it lets pass some texts that are no ids."""

ID_KEY_PATTERN = rf"{ID_PATTERN}(?:\([^()]*\)[^\u0000-\u0008\u000e-\u001f!-,/:-@\[-^`{{-\u009f]*)*"
"""The same for the keys of components: words in brackets are no part of an id."""

ID_RULE = "An id begins with a letter and has letters, digits, spaces, `_`, `-` and `.`."

_ASCII_ID = regex(r"[A-Za-z](?:[A-Za-z0-9_. -]*[A-Za-z0-9_.-])?")
_NOTE = regex(r"\s*\([^()]*\)")
_FOREIGN = regex(r"[^\w.]+")

# Beyond this a list of names is no help in a message.
_LISTED = 12

# Longer texts are no names.
_LONGEST = 200

# Longer texts are cut in messages.
_SHOWN = 40


def canonical(name: str) -> str:
    """The name as it is compared: NFC, outer spaces gone, inner white space one space."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    return " ".join(name.split())


def is_id(name: str) -> bool:
    """Whether a name in canonical form can be an id."""
    if name.isascii():
        return _ASCII_ID.fullmatch(name) is not None and "  " not in name
    return name[:1].isalpha() and all(
        char.isalnum() or char in "_-. " or unicodedata.category(char)[0] == "M" for char in name
    )


def without_note(name: str) -> str | None:
    """The id in `CRM (Salesforce)`: what stands beside the brackets. None when that is no id."""
    plain = canonical(_NOTE.sub("", name)) if "(" in name and len(name) <= _LONGEST else ""
    return plain if plain and is_id(plain) else None


def shown(text: str) -> str:
    """The text on one line, short enough for a message."""
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def suggest_id(name: str, fallback: str = "my_component") -> str:
    """A valid id that resembles `name`: `2 Towers!` gives `c 2 Towers`."""
    plain = canonical(_FOREIGN.sub(" ", name.replace("-", " "))).strip("_. ")
    if not plain:
        return fallback
    better = plain if plain[0].isalpha() else f"c {plain}"
    return better if is_id(better) else fallback


def slip_of(name: str, near: Iterable[str]) -> str | None:
    """The one of the names `near` that `name` is a slip of the pen away from; None when none is, or two are.

    A slip is another spelling, or one letter too many, missing, wrong or swapped with its neighbour; two in
    names of ten letters or more. Digits and words of one letter are no slips (`ranker2` is not `ranker`, nor
    `shard b` `shard a`), and names of less than four letters are too much like each other.
    """
    found = slips_of(name, near)
    return found[0] if len(found) == 1 else None


def slips_of(name: str, near: Iterable[str]) -> tuple[str, ...]:
    """Those of the names `near` that `name` is a slip of the pen away from: see `slip_of`."""
    names = tuple(near)
    same = tuple(other for other in names if fold(other) == fold(name))
    return same or tuple(other for other in names if is_slip(name, other))


def one_of(names: Iterable[str]) -> str:
    """`a, b or c` in backticks; long lists are cut."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > _LISTED:
        return f"{', '.join(shown[:_LISTED])}, …"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} or {shown[-1]}"
