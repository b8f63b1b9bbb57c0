"""Edits put into a text: every character outside them stays what it was, line ends included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mlarch.diagnostics import Edit, Finding, Span

__all__ = ["apply", "compatible"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOM = "\ufeff"


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made; they must not overlap. A byte-order mark is no part of the first line.

    Raises `ValueError` for an edit outside the text.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    starts = [0, *(match.end() for match in _LINE_END.finditer(body))]
    parts: list[str] = []
    last = 0
    for start, end, new in sorted((*_offsets(edit.span, starts, body), edit.text) for edit in edits):
        if start < last:
            raise ValueError("edits overlap")
        parts += (body[last:start], new)
        last = end
    return mark + "".join(parts) + body[last:]


def _offsets(span: Span, starts: Sequence[int], text: str) -> tuple[int, int]:
    if not 1 <= span.line <= span.end_line <= len(starts):
        raise ValueError(f"there is no line {span.end_line} to edit")
    start = starts[span.line - 1] + span.column - 1
    end = starts[span.end_line - 1] + span.end_column - 1
    if not start <= end <= len(text):
        raise ValueError("an edit reaches beyond the text")
    return start, end


def compatible(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of the findings whose fixes can be made together: of two that meet, the first.

    Two fixes meet when edits overlap or begin at one place, and when they claim one id.
    """
    chosen: list[Finding] = []
    taken: list[Span] = []
    claimed: set[str] = set()
    for finding in findings:
        fix = finding.fix
        if fix is None or not claimed.isdisjoint(fix.claims):
            continue
        if any(_meet(edit.span, span) for edit in fix.edits for span in taken):
            continue
        chosen.append(finding)
        taken += [edit.span for edit in fix.edits]
        claimed.update(fix.claims)
    return tuple(chosen)


def _meet(a: Span, b: Span) -> bool:
    """Whether two edits touch: their order would then decide the result."""
    first, second = sorted((a, b), key=lambda span: (span.line, span.column))
    return (second.line, second.column) <= (first.end_line, first.end_column)
