"""Where the text of a scalar stands: the places of YAML events, without what is no part of the text."""

from __future__ import annotations

from typing import Any

from mlarch.diagnostics import Span
from mlarch.lazy import regex

__all__ = ["scalar_span"]

# An anchor or a tag, and the blanks, comments and line ends after it.
_PROPERTIES = regex(r"(?:[&!]\S*(?:\s+(?:#[^\n\r]*)?)*)+")
_LINE_END = regex(r"\r\n|\n|\r")


def scalar_span(event: Any, text: str, path: str) -> tuple[Span, int]:
    """The span of a scalar event in `text`, and the index at which it begins.

    Anchor and tag are left out. Block scalars end with their last line that is not blank.
    """
    start, end = event.start_mark, event.end_mark
    line, column, index = start.line, start.column, start.index
    if event.anchor is not None or event.tag is not None:
        match = _PROPERTIES.match(text, index, end.index)
        if match is not None:
            line, column = _advance(text, index, match.end(), line, column)
            index = match.end()
    end_line, end_column = end.line, end.column
    if event.style in ("|", ">"):
        body = text[index : end.index].rstrip()
        end_line, end_column = _advance(text, index, index + len(body), line, column)
    return Span(path, line + 1, column + 1, end_line + 1, end_column + 1), index


def _advance(text: str, start: int, stop: int, line: int, column: int) -> tuple[int, int]:
    """Line and column of index `stop`, given those of `start`; all count from 0."""
    last = start
    for match in _LINE_END.finditer(text, start, stop):
        line, column, last = line + 1, 0, match.end()
    return line, column + stop - last
