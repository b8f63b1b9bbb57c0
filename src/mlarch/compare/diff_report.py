"""A diff as text for people, as Markdown for a pull request, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mlarch import __version__
from mlarch.compare.consequences import Consequences
from mlarch.compare.diff import Action, Change, Diff
from mlarch.diagnostics import Finding
from mlarch.report.escape import as_json, visible
from mlarch.report.markdown import prose

__all__ = ["to_json", "to_markdown", "to_text"]

_SIGNS = {
    Action.ADDED: "+",
    Action.REMOVED: "-",
    Action.RENAMED: ">",
    Action.MOVED: ">",
    Action.CHANGED: "~",
}
_SUBJECTS = {"component": "Components", "flow": "Flows", "group": "Groups"}
_REST = "Brief, views and the rest"


def to_text(diff: Diff, result: Consequences | None = None) -> str:
    """The changes by what they are about, then what follows from them. One line says that nothing changed."""
    if not diff:
        return f"{visible(diff.new.name)}: no change\n"
    lines = [f"{visible(diff.new.name)}: {_count(len(diff.changes), 'change')}"]
    for heading, changes in _sections(diff):
        lines += ["", heading, *(f"  {_SIGNS[c.action]} {visible(_said(c))}" for c in changes)]
    for heading, rows in _following(result):
        lines += ["", heading, *(f"  {visible(row)}" for row in rows)]
    return "\n".join(lines) + "\n"


def to_markdown(diff: Diff, result: Consequences | None = None) -> str:
    """The same as a comment: headings and lists, with everything from a spec escaped."""
    if not diff:
        return f"**{prose(diff.new.name)}**: no change\n"
    lines = [f"### {prose(diff.new.name)}: {_count(len(diff.changes), 'change')}"]
    for heading, changes in _sections(diff):
        lines += ["", f"**{heading}**", "", *(f"- {prose(_with_verb(c))}" for c in changes)]
    for heading, rows in _following(result):
        lines += ["", f"**{heading}**", "", *(f"- {prose(row)}" for row in rows)]
    return "\n".join(lines) + "\n"


def to_json(diff: Diff, result: Consequences | None = None) -> str:
    """Both names, every change, and what follows."""
    document: dict[str, Any] = {
        "version": __version__,
        "old": {"name": diff.old.name, "path": diff.old.path},
        "new": {"name": diff.new.name, "path": diff.new.path},
        "changes": [_as_dict(change) for change in diff.changes],
    }
    if result is not None:
        document["findings"] = {
            "gained": [_finding(finding) for finding in result.gained],
            "lost": [_finding(finding) for finding in result.lost],
        }
        document["score"] = {"old": result.score[0], "new": result.score[1]}
        document["figures"] = [{"name": f.name, "old": f.old, "new": f.new} for f in result.figures]
    return as_json(document)


def _as_dict(change: Change) -> dict[str, Any]:
    row = {"action": change.action.value, "subject": change.subject, "name": change.name}
    if change.field:
        row["field"] = change.field
    if change.action not in (Action.ADDED, Action.REMOVED):
        return {**row, "old": change.old, "new": change.new}
    return row


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.span.line,
    }


def _sections(diff: Diff) -> Iterator[tuple[str, Sequence[Change]]]:
    by_heading: dict[str, list[Change]] = {heading: [] for heading in (*_SUBJECTS.values(), _REST)}
    for change in diff.changes:
        by_heading[_SUBJECTS.get(change.subject, _REST)].append(change)
    yield from ((heading, changes) for heading, changes in by_heading.items() if changes)


def _with_verb(change: Change) -> str:
    verb = f"{change.action} " if change.action in (Action.ADDED, Action.REMOVED) else ""
    return verb + _said(change)


def _said(change: Change) -> str:
    """`ranker: replicas 3 → 6`, `feature_gate (was hydrator)`, `model ctr`."""
    subject = "" if change.subject in _SUBJECTS else change.subject
    who = " ".join(part for part in (subject, change.name) if part)
    match change.action:
        case Action.RENAMED:
            return f"{who} (was {change.old})"
        case Action.MOVED:
            return f"{who}: from {change.old or 'no group'} to {change.new or 'no group'}"
        case Action.CHANGED:
            return f"{who}: {change.field} {_value(change.old)} → {_value(change.new)}"
        case _:
            return who


def _value(text: str | None) -> str:
    return "(none)" if text is None else text


def _following(result: Consequences | None) -> Iterator[tuple[str, Sequence[str]]]:
    """What follows, under its headings; nothing where nothing does."""
    if result is None:
        return
    if result.figures:
        yield "Figures", [f"{f.name}: {_value(f.old)} → {_value(f.new)}" for f in result.figures]
    if result.gained:
        yield "New findings", [_line(finding) for finding in result.gained]
    if result.lost:
        yield "Findings that are gone", [_line(finding) for finding in result.lost]
    old, new = result.score
    if old != new:
        yield "Readiness", [f"{_percent(old)} → {_percent(new)}"]


def _line(finding: Finding) -> str:
    return f"{finding.severity.value} {finding.rule} {finding.name}: {finding.message}"


def _percent(value: int | None) -> str:
    return "(none)" if value is None else f"{value} of 100"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
