"""Part of a scalar as a place in the file: which characters of the source became which of the text.

A plain one-line scalar maps by counting. Quotes, escapes, folded lines and block styles are aligned with the
source character by character; where that fails, the place is the whole scalar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlarch.diagnostics import Span
from mlarch.language.syntax.nodes import ScalarNode
from mlarch.lazy import regex

__all__ = ["SourceMap"]

# What YAML 1.1 counts as one line break.
_BREAK = regex("\r\n|[\n\r\x85\u2028\u2029]")

# Characters of the source that may stand for nothing in the text: quotes, escapes, block indicators.
_MARKUP = frozenset("\"'\\|>+-0123456789")


class SourceMap:
    """Finds stretches of scalars in the sources of a spec, by path."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, list[str]] = {}
        self._last: tuple[ScalarNode, list[tuple[int, int]] | None] | None = None

    def span(self, node: ScalarNode, start: int, end: int) -> Span:
        """The place of `node.text[start:end]`. An empty stretch is a caret between two characters."""
        whole = node.span
        one_line = whole.line == whole.end_line
        if one_line and not node.quoted and whole.end_column - whole.column == len(node.text):
            return Span(whole.path, whole.line, whole.column + start, whole.line, whole.column + end)
        # One scalar is asked for many times in a row.
        if self._last is None or self._last[0] is not node:
            self._last = (node, self._align(node))
        places = self._last[1]
        if places is None:
            return whole
        line, column = places[start]
        if end == start:
            return Span(whole.path, line, column, line, column)
        end_line, end_column = places[end - 1]
        return Span(whole.path, line, column, end_line, end_column + 1)

    def raw(self, span: Span) -> str | None:
        """The source text of `span`, when it lies on one line of a file that was read."""
        lines = self._of(span.path)
        if span.line != span.end_line or not 0 < span.line <= len(lines):
            return None
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def newline(self, path: str) -> str:
        """How lines of a file end."""
        found = _BREAK.search(self._sources.get(path, ""))
        return found[0] if found else "\n"

    def _of(self, path: str) -> list[str]:
        if path not in self._lines:
            self._lines[path] = _BREAK.split(self._sources.get(path, ""))
        return self._lines[path]

    def _align(self, node: ScalarNode) -> list[tuple[int, int]] | None:
        """Line and column of each character of the text, and of its end; None when the source differs."""
        places: list[tuple[int, int]] = []
        raw = iter(self._characters(node.span))
        for char in node.text:
            for found, line, column in raw:
                # Folding makes one space of a line break and the blanks around it.
                if found == char or (char == " " and found == "\n"):
                    places.append((line, column))
                    break
                if not (found.isspace() or found in _MARKUP):
                    return None
            else:
                if not char.isspace():
                    return None
                # The last line break of a block style lies behind its span.
                places.append((node.span.end_line, node.span.end_column))
        last = places[-1] if places else (node.span.line, node.span.column - 1)
        return [*places, (last[0], last[1] + 1)]

    def _characters(self, span: Span) -> Iterator[tuple[str, int, int]]:
        lines = self._of(span.path)
        for line in range(span.line, min(span.end_line, len(lines)) + 1):
            text = lines[line - 1]
            first = span.column if line == span.line else 1
            last = span.end_column if line == span.end_line else len(text) + 1
            for column in range(first, min(last, len(text) + 1)):
                yield text[column - 1], line, column
            if line < span.end_line:
                yield "\n", line, len(text) + 1
