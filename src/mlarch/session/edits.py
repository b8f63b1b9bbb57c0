"""Which fixes can be made together."""

from __future__ import annotations

from collections.abc import Iterable

from mlarch.diagnostics import Finding, Span

__all__ = ["compatible"]


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
