"""What the page and the server say: fields of the page's messages, each of the type that is expected.

A page may send anything.
"""

from __future__ import annotations

from typing import Any

from mlarch.diagnostics import MlarchError, Span

__all__ = ["Plain", "lines_of", "number", "place", "text", "values", "word"]

Plain = dict[str, Any]

_VALUES = 16
"""So many replaced fields at most."""


def text(message: Plain, key: str) -> str:
    """A text. Raises `MlarchError`, as all do, for anything else, and for halves of characters."""
    value = message.get(key)
    if not isinstance(value, str):
        raise MlarchError(f"the page sent no {key}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise MlarchError(f"the {key} that the page sent holds half of a character") from None
    return value


def word(message: Plain, key: str) -> str | None:
    """A text, or None where it is empty or left out."""
    value = message.get(key)
    return value if isinstance(value, str) and value else None


def number(message: Plain, key: str) -> int:
    """A whole number."""
    value = message.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise MlarchError(f"the page sent no {key}")
    return value


def place(message: Plain) -> tuple[int, int]:
    """Line and column."""
    line, column = number(message, "line"), number(message, "column")
    if line < 1 or column < 1:
        raise MlarchError("the page sent no place")
    return line, column


def values(message: Plain) -> dict[str, str]:
    """Fields of the spec with the values that replace theirs."""
    found = message.get("values")
    if not isinstance(found, dict) or len(found) > _VALUES:
        raise MlarchError("the page sent no values")
    return {str(key): str(value) for key, value in found.items()}


def lines_of(span: Span) -> list[int]:
    """A stretch as the page knows it: line and column of its begin and its end."""
    return [span.line, span.column, span.end_line, span.end_column]
