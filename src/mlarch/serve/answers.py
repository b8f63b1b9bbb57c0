"""What the page is told, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from mlarch.catalog import KINDS
from mlarch.design import Design
from mlarch.diagnostics import Finding, MlarchError, Span
from mlarch.serve.messages import Plain
from mlarch.session.service import Warm
from mlarch.session.service.actions import answers_to
from mlarch.session.service.completion import complete
from mlarch.session.service.hover import hover

__all__ = ["completions", "explained", "figures", "fixed", "ghosts", "reviewed", "shown"]

T = TypeVar("T")


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
        "place": _place(finding.span),
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


def shown(warm: Warm, view: str | None, scenario: str | None) -> Plain:
    """The picture of a text, or of the last one without errors, and what can be chosen in it."""
    design = warm.good
    told: Plain = {"svg": None, "outline": None, "fault": "", "current": warm.design is not None}
    if design is not None:
        told["outline"] = outline(design)
        told["svg"], told["fault"] = _tried(lambda: drawn(design, view, scenario))
    return told


def ghosts(after: Warm, view: str | None) -> str | None:
    """The picture of the text after a fix; None when it has errors."""
    design = after.design
    return None if design is None else _tried(lambda: drawn(design, view, None))[0]


def figures(warm: Warm, values: Mapping[str, str]) -> Plain | None:
    """The estimate, with some fields replaced; None when there was no text without errors."""
    design = warm.good
    if design is None:
        return None
    found, fault = _tried(lambda: computed(design, values))
    return found or {"chart": "", "text": fault, "stated": {}}


def _tried(make: Callable[[], T]) -> tuple[T | None, str]:
    """What is made, or None and why it was not. A preview outlives a fault of one picture."""
    try:
        return make(), ""
    except MlarchError as error:
        return None, error.message
    except Exception as error:
        return None, f"this is a fault in mlarch: {type(error).__name__}: {error}"


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


def computed(design: Design, values: Mapping[str, str]) -> Plain:
    """The estimate as the page shows it: charts, text, and the values that the sliders begin with."""
    estimate = design.estimate(values, samples=20_000)
    needs = design.architecture.requirements
    users = needs.daily_active_users if needs is not None else None
    factor = needs.peak_factor if needs is not None else None
    return {
        "chart": estimate.to_svg() if estimate.entries or estimate.capacities else "",
        "text": estimate.to_text(96),
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
