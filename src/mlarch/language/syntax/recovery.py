"""Going on after a syntax error: the line at fault is mended or left out, and the rest is read.

A parser stops at the first error. Here the text is changed just enough for another try: where the mistake has
one obvious mend (a space after a colon, a tab), that is made; else the line is blanked, with the lines that
are indented below it. Other lines keep their places, so what is found in them is right.
"""

from __future__ import annotations

from typing import NamedTuple

from mlarch.language.syntax.syntax_context import Answer, indent
from mlarch.lazy import regex

__all__ = ["Recovered", "recover"]

_HEADING = regex(r"\s*(?:- +)?[^\s:#\[\]{}&*!|>'\"%@`-][^:#\[\]{}]*")


class Recovered(NamedTuple):
    """Lines to try again with: those that were `mended`, and those that were `lost`; both count from 0."""

    lines: list[str]
    mended: frozenset[int]
    lost: frozenset[int]


def recover(lines: list[str], answer: Answer) -> Recovered | None:
    """The lines without the mistake that `answer` describes; None when nothing more can be done."""
    if answer.edits:
        return _edited(lines, answer)
    line = answer.line
    while line > 0 and not lines[line].strip():
        line -= 1
    if not lines[line].strip():
        return None
    below = _below(lines, line)
    if below and _HEADING.fullmatch(lines[line]):
        # A key whose colon was forgotten: what is indented below it is worth keeping.
        headed = [*lines[:line], f"{lines[line].rstrip()}:", *lines[line + 1 :]]
        return Recovered(headed, frozenset({line}), frozenset())
    lost = frozenset(range(line, below + 1 if below else line + 1))
    return Recovered(["" if n in lost else text for n, text in enumerate(lines)], frozenset(), lost)


def _edited(lines: list[str], answer: Answer) -> Recovered:
    new = list(lines)
    for number, start, end, text in sorted(answer.edits, reverse=True):
        new[number] = new[number][:start] + text + new[number][end:]
    return Recovered(new, frozenset(number for number, *_ in answer.edits), frozenset())


def _below(lines: list[str], line: int) -> int:
    """The last of the lines that follow this one and belong to it; 0 when there is none.

    They are indented deeper; the items of a list may also begin in the column of their key.
    """
    depth, last = indent(lines[line]), 0
    is_item = lines[line].lstrip().startswith("- ")
    for number in range(line + 1, len(lines)):
        text = lines[number]
        if not text.strip():
            continue
        item = text.lstrip().startswith("- ") and not is_item
        if indent(text) < depth or (indent(text) == depth and not item):
            break
        last = number
    return last
