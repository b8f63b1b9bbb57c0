"""What the page is told, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlarch.catalog import KINDS
from mlarch.design import Design
from mlarch.diagnostics import Finding, MlarchError, Span
from mlarch.session.service import Warm
from mlarch.session.service.actions import actions
from mlarch.session.service.completion import complete
from mlarch.session.service.hover import hover

__all__ = ["completions", "drawn", "explained", "figures", "findings", "fixed", "outline"]

Plain = dict[str, Any]


def findings(warm: Warm) -> list[Plain]:
    """Every finding of a spec, in the order of the file."""
    return [_finding(warm, number, finding) for number, finding in enumerate(warm.findings)]


def _finding(warm: Warm, number: int, finding: Finding) -> Plain:
    span = finding.span
    fixes = [each for each in actions(warm, span) if each.finding == finding]
    return {
        "id": number,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "place": _place(span),
        "components": list(finding.components),
        "flows": [list(flow) for flow in finding.flows],
        "witness": list(finding.witness),
        "fixes": [{"title": each.title, "safe": each.safe, "accepts": each.accepts} for each in fixes],
    }


def fixed(warm: Warm, number: int, choice: int) -> str:
    """The text after one of the fixes of a finding. Raises `MlarchError` when there is no such fix."""
    found = warm.findings
    finding = found[number] if 0 <= number < len(found) else None
    fixes = [each for each in actions(warm, finding.span) if each.finding == finding] if finding else []
    if not 0 <= choice < len(fixes):
        raise MlarchError("this fix is of an older text")
    return warm.document.edit(fixes[choice].edits).text


def drawn(design: Design, view: str | None, scenario: str | None) -> str:
    """The picture of a design as SVG. A view or scenario that is gone is left out."""
    return design.render(
        view=view if view in design.views else None,
        scenario=scenario if scenario in design.scenarios else None,
    ).decode()


def outline(design: Design) -> Plain:
    """What can be chosen: views, scenarios with their steps, and the parts with what they are."""
    architecture = design.architecture
    return {
        "name": design.name,
        "views": list(design.views),
        "scenarios": {each.name: [step.component for step in each.steps] for each in architecture.scenarios},
        "parts": {
            component.id: {
                "name": component.name or component.id,
                "kind": KINDS[component.kind].name if component.kind in KINDS else component.kind,
                "replicas": component.replicas,
                "place": _place(component.span),
            }
            for component in architecture.components.values()
        },
    }


def figures(design: Design, values: Mapping[str, str]) -> Plain:
    """The estimate as the page shows it: charts, text, and the values that the sliders begin with."""
    estimate = design.estimate(values, samples=20_000)
    needs = design.architecture.requirements
    users = needs.daily_active_users if needs is not None else None
    factor = needs.peak_factor if needs is not None else None
    return {
        "chart": estimate.to_svg() if estimate.entries or estimate.capacities else "",
        "text": estimate.to_text(96),
        "loads": {
            name: each.peak.value for name, each in estimate.capacities.items() if each.peak is not None
        },
        "stated": {
            "requirements.daily_active_users": None if users is None else users.value,
            "requirements.peak_factor": None if factor is None else getattr(factor, "value", factor),
        },
    }


def completions(warm: Warm, line: int, column: int) -> list[Plain]:
    """What may be written at a place."""
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
    ]


def explained(warm: Warm, line: int, column: int) -> Plain | None:
    """What is known about a place."""
    found = hover(warm, line, column)
    return None if found is None else {"text": found.markdown, "place": _place(found.span)}


def _place(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]
