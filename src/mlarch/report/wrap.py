"""Text wrapped for a terminal: lists line by line, prose paragraph by paragraph, code not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from mlarch.lazy import regex

__all__ = ["wrap_lines", "wrap_markdown"]

_HANGING = 4
_PROSE = regex(r"[^\s#|>`\-\d]|`[^`]|\d+[^.\d]")


def wrap_lines(text: str, width: int) -> str:
    """Each line that is longer than `width` columns broken between words; what follows is indented more."""
    return "".join(f"{part}\n" for line in text.splitlines() for part in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + _HANGING)
    if len(indent) >= width:
        return [line]
    return wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def wrap_markdown(text: str, width: int) -> str:
    """Paragraphs made as wide as `width`; headings, lists and tables as lines; code as it is."""
    return "".join(f"{line}\n" for line in _markdown(text.splitlines(), width))


def _markdown(lines: Iterable[str], width: int) -> Iterator[str]:
    code = False

    def sort(line: str) -> str:
        nonlocal code
        fence = line.startswith("```")
        code = code != fence
        return "code" if fence or code else "prose" if _PROSE.match(line) else "line"

    for what, group in groupby(lines, key=sort):
        if what == "code":
            yield from group
        elif what == "line":
            for line in group:
                yield from _wrapped(line, width)
        else:
            yield from wrap(" ".join(group), width, break_long_words=False, break_on_hyphens=False)
