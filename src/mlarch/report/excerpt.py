"""The line of a file that a finding is about, with a caret under the place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mlarch.diagnostics import Span
from mlarch.records import dataclass
from mlarch.report.escape import visible, width

__all__ = ["Excerpt", "excerpt"]

_GAP = "…"
_MARKS = 4  # characters for each column at most: combining ones take no room, and could go on for ever


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line made visible, and where in it the place lies, both in terminal columns from 0."""

    number: int
    text: str
    start: int
    length: int


def excerpt(span: Span, sources: Mapping[str, str], columns: int = 100) -> Excerpt | None:
    """The first line of `span`, cut to `columns` around the place; None when it is not in `sources`."""
    if span.path not in sources:
        return None
    lines = _lines(sources[span.path])
    if not 1 <= span.line <= len(lines):
        return None
    line = lines[span.line - 1]
    begin = min(max(span.column - 1, 0), len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line.rstrip())
    before, marked, after = visible(line[:begin]), visible(line[begin : max(end, begin)]), visible(line[end:])
    return _cut(span.line, before, marked, after.rstrip(), columns)


@lru_cache(maxsize=4)  # a file of many mistakes is cut once
def _lines(text: str) -> list[str]:
    """Lines as YAML counts them: other line separators of Unicode are no line ends here."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cut(number: int, before: str, marked: str, after: str, columns: int) -> Excerpt:
    """Leave out the ends of a line that is too long, the part behind the place first."""
    if not _fits(before + marked + after, columns):
        marked = _head(marked, columns // 2)
        room = columns - width(marked)
        before = _tail(before, max(room // 2, room - width(after)))
        after = _head(after, columns - width(before + marked))
    return Excerpt(number, before + marked + after, width(before), max(width(marked), 1))


def _head(text: str, columns: int) -> str:
    return text if _fits(text, columns) else text[: _room(text, columns - 1)] + _GAP


def _tail(text: str, columns: int) -> str:
    return text if _fits(text, columns) else _GAP + text[len(text) - _room(text[::-1], columns - 1) :]


def _fits(text: str, columns: int) -> bool:
    return len(text) <= _MARKS * max(columns, 1) and width(text) <= columns


def _room(text: str, columns: int) -> int:
    """How many characters from the start fit into so many columns, in one pass."""
    used = 0
    for number, character in enumerate(text):
        used += width(character)
        if used > columns or number >= _MARKS * columns:
            return number
    return len(text)
