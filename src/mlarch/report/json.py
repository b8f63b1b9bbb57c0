"""Reviews as JSON: the contract that tools read. Keys that do not apply are left out; plain ASCII."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mlarch import __version__
from mlarch.diagnostics import Finding, Fix, Review, Span
from mlarch.readiness import Score
from mlarch.report.base import Options, statistics, summary
from mlarch.report.escape import as_json

__all__ = ["VERSION", "render"]

VERSION = 1
"""Of the format. It changes only when something that tools rely on does."""


def render(reviews: Sequence[Review], options: Options | None = None) -> str:
    """One JSON object over all reviews, indented, the same for the same reviews."""
    chosen = options or Options()
    document = {
        "version": VERSION,
        "mlarch": __version__,
        "files": [_file(review, chosen) for review in reviews],
        "summary": summary(reviews),
        "statistics": _statistics(reviews) if chosen.statistics else [],
        "failures": [_applying({"message": f.message, "help": f.help}) for f in chosen.failures],
        "notes": sorted({note for review in reviews for note in review.notes}),
    }
    return as_json(_applying(document, "files", "summary"))


def _file(review: Review, options: Options) -> dict[str, Any]:
    document = {
        "path": review.path,
        "name": review.name,
        "findings": [_finding(finding, review.path) for finding in review.findings],
        "suppressed": [
            {"by": s.by, "reason": s.reason, "finding": _finding(s.finding, review.path)}
            for s in (review.suppressed if options.show_suppressed else ())
        ],
        "unknown": [
            _finding(finding, review.path) for finding in (review.unknown if options.show_unknown else ())
        ],
        "score": _score(review.score),
    }
    return _applying(document, "findings")


def _score(score: Score | None) -> dict[str, Any]:
    """Readiness in percent; `percent` is null when no rule concerns the design."""
    if score is None:
        return {}
    families = [
        {
            "family": family.family,
            "title": family.title,
            "percent": family.percent,
            "rules": family.rules,
            "shown": family.shown,
            "applicable": family.applicable,
            "missing": list(family.missing),
        }
        for family in score.families
    ]
    weakest = score.weakest.family if score.weakest is not None else None
    return {"percent": score.percent, "weakest": weakest, "families": families}


def _finding(finding: Finding, path: str) -> dict[str, Any]:
    document = {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        # A spec may extend another; the key is there only when the line is in that one.
        "file": finding.span.path if finding.span.path != path else "",
        **_place(finding.span),
        "components": list(finding.components),
        "flows": [list(flow) for flow in finding.flows],
        "path": list(finding.witness),
        "kinds": list(finding.kinds),
        "fix": _fix(finding.fix, finding.span.path),
        "fingerprint": finding.fingerprint,
    }
    return _applying(document)


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _fix(fix: Fix | None, path: str) -> dict[str, Any]:
    if fix is None:
        return {}
    edits = [
        {
            # Of another file only when the finding is in one that the spec extends.
            **({"file": edit.span.path} if edit.span.path != path else {}),
            **_place(edit.span),
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    return {"safe": fix.safe, "title": fix.title, "edits": edits}


def _statistics(reviews: Sequence[Review]) -> list[dict[str, Any]]:
    return [{"rule": code, "name": name, "findings": number} for code, name, number in statistics(reviews)]


def _applying(document: Mapping[str, Any], *always: str) -> dict[str, Any]:
    """`document` without empty texts, lists and mappings, but for the keys `always`."""
    return {key: value for key, value in document.items() if key in always or value not in ("", [], {})}
