"""What the page is told of a text, as plain values for JSON."""

from __future__ import annotations

from mlarch.diagnostics import Finding, MlarchError
from mlarch.serve.messages import Plain, lines_of
from mlarch.session.service import Warm
from mlarch.session.service.actions import answers_to
from mlarch.session.service.completion import complete
from mlarch.session.service.hover import hover

__all__ = ["completions", "explained", "fixed", "reviewed"]


def reviewed(warm: Warm) -> Plain:
    """What the review says of a text, in the order of the file, and whether it has a picture of its own."""
    found = [_finding(warm, number, finding) for number, finding in enumerate(warm.findings)]
    return {"text": warm.text, "findings": found, "current": warm.design is not None}


def _finding(warm: Warm, number: int, finding: Finding) -> Plain:
    return {
        "id": number,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "place": lines_of(finding.span),
        "components": list(finding.components),
        "flows": [list(flow) for flow in finding.flows],
        "witness": list(finding.witness),
        "fixes": [
            {"title": each.title, "safe": each.safe, "accepts": each.accepts}
            for each in answers_to(warm, finding)
        ],
    }


def fixed(warm: Warm, number: int, choice: int, message: str) -> str:
    """The text after one of the fixes of a finding, which says `message`.

    Raises `MlarchError` when there is no such fix: the page has sent it for an older text.
    """
    found = warm.findings
    finding = found[number] if 0 <= number < len(found) else None
    fixes = answers_to(warm, finding) if finding is not None and finding.message == message else ()
    if not 0 <= choice < len(fixes):
        raise MlarchError("this fix is of an older text", "Choose the finding again.")
    return warm.document.edit(fixes[choice].edits).text


def completions(warm: Warm, line: int, column: int) -> list[Plain]:
    """What may be written at a place, and holds what is typed there: the page asks at every letter."""
    typed = warm.lines[line - 1][: column - 1].lower() if line <= len(warm.lines) else ""
    return [
        {
            "label": each.label,
            "text": each.text,
            "detail": each.detail,
            "about": each.about,
            "words": each.words,
            "category": each.category,
            "from": each.span.column,
        }
        for each in complete(warm, line, column)
        if typed[each.span.column - 1 :] in f"{each.label} {each.words}".lower()
    ]


def explained(warm: Warm, line: int, column: int) -> Plain | None:
    """What is known about a place."""
    found = hover(warm, line, column)
    return None if found is None else {"text": found.markdown, "place": lines_of(found.span)}
