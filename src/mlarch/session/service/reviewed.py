"""Findings that still hold: a remark or an empty line moves what is said, and changes nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mlarch.diagnostics import Edit, Finding, Fix, Span
from mlarch.lazy import regex
from mlarch.model import Architecture
from mlarch.records import dataclass

__all__ = ["Reviewed"]

_REMARK = regex(r"(?:^|\s+)#.*$|\s+$")
Move = Callable[[Span], Span | None]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The findings of a text: its lines, and what they say."""

    architecture: Architecture
    lines: Sequence[str]
    findings: tuple[Finding, ...]

    def of(self, architecture: Architecture, lines: Sequence[str]) -> tuple[Finding, ...] | None:
        """The findings of another text that says the same in other lines, in their places; else None."""
        to = _moves(self.lines, lines)
        if to is None or architecture != self.architecture:
            return None

        def move(span: Span) -> Span | None:
            if span.path != architecture.path:
                return span
            first, last = to.get(span.line), to.get(span.end_line)
            if first is None or last is None:
                return None
            end = len(_code(lines[last - 1]))
            if (
                max(span.end_column - 1, span.column) > end
                and lines[last - 1] != self.lines[span.end_line - 1]
            ):
                return None  # it ends in a remark that is another now, or behind it
            return replace(span, line=first, end_line=last)

        found = [_moved(finding, move) for finding in self.findings]
        return tuple(one for one in found if one is not None) if None not in found else None


def _code(line: str) -> str:
    """A line without its remark."""
    return _REMARK.sub("", line)


def _moves(before: Sequence[str], now: Sequence[str]) -> dict[int, int] | None:
    """The new number of each line that says something; None where other things are said."""
    same, end = 0, min(len(before), len(now))
    while same < end and before[same] == now[same]:
        same += 1
    tail, rest = 0, end - same
    while tail < rest and before[-1 - tail] == now[-1 - tail]:
        tail += 1
    old, new = (_said(lines, same, len(lines) - tail) for lines in (before, now))
    if list(old.values()) != list(new.values()):
        return None
    return {
        **{number: number for number in range(1, same + 1)},
        **dict(zip(old, new, strict=True)),
        **{len(before) - back: len(now) - back for back in range(tail)},
    }


def _said(lines: Sequence[str], start: int, end: int) -> dict[int, str]:
    """Those of some lines that say something, by their numbers, without remarks."""
    return {number + 1: code for number in range(start, end) if (code := _code(lines[number]))}


def _moved(finding: Finding, move: Move) -> Finding | None:
    span = move(finding.span)
    return None if span is None else replace(finding, span=span, remedy=lambda: _moved_fix(finding.fix, move))


def _moved_fix(fix: Fix | None, move: Move) -> Fix | None:
    """The fix in its new place; None where it would change a line whose remark is another now."""
    if fix is None:
        return None
    spans = [move(edit.span) for edit in fix.edits]
    edits = tuple(
        Edit(span, edit.text) for span, edit in zip(spans, fix.edits, strict=True) if span is not None
    )
    return replace(fix, edits=edits) if len(edits) == len(spans) else None
