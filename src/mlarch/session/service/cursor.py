"""Where a cursor stands in a text that may be broken: the keys above it, and what has been typed.

The nodes of a document cannot tell, for the line that is being typed often cannot be read. Here the text
itself is looked at: indentation, hyphens, colons and braces, as far as the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["ITEM", "Cursor", "situate"]

ITEM = "[]"
"""The key that stands for an item of a list."""

_KEY = regex(r"""((?:"[^"]*"|'[^']*'|[^\s#"'{\[\-&][^#]*?|-[^\s#][^#]*?))\s*:(?=\s|$)\s*""")
_HYPHENS = regex(r"(?:- +|-$)+")
_IGNORED = regex(r"\s*(#.*)?")


@dataclass(frozen=True, slots=True)
class Cursor:
    """`keys` lead to the mapping or list in which the cursor stands.

    `key` is the key whose value is being typed, None while a key or an item is. `typed` is what stands
    between its beginning and the cursor.
    """

    keys: tuple[str, ...]
    key: str | None
    typed: str

    @property
    def place(self) -> tuple[str, ...]:
        """The keys down to the value that is being typed."""
        return self.keys if self.key is None else (*self.keys, self.key)


def situate(lines: Sequence[str], line: int, column: int) -> Cursor:
    """The situation at a place; line and column count from 1."""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    indent = len(before) - len(before.lstrip(" "))
    rest = before[indent:]
    hyphens = _HYPHENS.match(rest)
    above = _above(lines[: line - 1], indent, item=hyphens is not None)
    if hyphens is not None:
        above = [*above, *[ITEM] * hyphens[0].count("-")]
        rest = rest[hyphens.end() :]
    return _in_line(above, rest)


def _above(lines: Sequence[str], indent: int, *, item: bool) -> list[str]:
    """The keys of the blocks around a line indented so far; `item`: it begins with a hyphen."""
    keys: list[str] = []
    for line in reversed(lines):
        if _IGNORED.fullmatch(line):
            continue
        column = len(line) - len(line.lstrip(" "))
        body = line[column:]
        hyphens = _HYPHENS.match(body)
        inner = column + (hyphens.end() if hyphens is not None else 0)
        key = _KEY.match(body, hyphens.end() if hyphens is not None else 0)
        if inner < indent and key is not None:
            keys.append(_plain(key[1]))
            indent, item = inner, False
        if hyphens is not None and column < indent:
            keys += [ITEM] * hyphens[0].count("-")
            indent, item = column, True
        elif item and hyphens is None and column <= indent and key is not None:
            keys.append(_plain(key[1]))
            indent, item = column, False
        if indent == 0 and not item:
            break
    return keys[::-1]


def _in_line(keys: list[str], rest: str) -> Cursor:
    """Down the braces and colons of the line itself."""
    while True:
        rest = rest.lstrip()
        key = _KEY.match(rest)
        if key is not None:
            name, value = _plain(key[1]), rest[key.end() :]
            if not value.startswith(("{", "[")):
                return Cursor(tuple(keys), name, value)
            keys, rest = [*keys, name], value
        elif not rest.startswith(("{", "[")):
            return Cursor(tuple(keys), None, rest)
        entries = _entries(rest)
        if entries is None:  # the bracket has closed before the cursor
            return Cursor(tuple(keys), None, "")
        if rest[0] == "[":
            keys = [*keys, ITEM]
        rest = entries


def _entries(text: str) -> str | None:
    """The entry at the end of a text that begins with a bracket; None when that bracket closes."""
    depth, start, quote = 0, 1, ""
    for index, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "{[":
            depth += 1
        elif letter in "}]":
            depth -= 1
            if depth == 0:
                return None
        elif letter == "," and depth == 1:
            start = index + 1
    return text[start:]


def _plain(key: str) -> str:
    return key.strip("\"'").strip()
