"""What can be done about a finding: its fix, or its acceptance with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from mlarch.diagnostics import Edit, Finding, Severity, Span
from mlarch.records import dataclass
from mlarch.session.service.workspace import Warm

__all__ = ["Action", "actions", "answers_to"]


@dataclass(frozen=True, slots=True)
class Action:
    """Edits that answer a finding. `safe` ones change nothing that the author intended."""

    title: str
    finding: Finding
    edits: tuple[Edit, ...]
    safe: bool
    accepts: bool = False


def actions(warm: Warm, span: Span) -> tuple[Action, ...]:
    """What can be done about the findings that touch a stretch of the text: fixes, safe ones first."""
    touching = (finding for finding in warm.findings if _touches(finding.span, span))
    return _in_order(action for finding in touching for action in answers_to(warm, finding))


def answers_to(warm: Warm, finding: Finding) -> tuple[Action, ...]:
    """What can be done about one finding: its fix, then its acceptance."""
    fix = finding.fix
    fixes = () if fix is None else (Action(fix.title, finding, fix.edits, fix.safe),)
    return _in_order((*fixes, *_accepted(warm, finding)))


def _in_order(found: Iterable[Action]) -> tuple[Action, ...]:
    return tuple(sorted(found, key=lambda action: (not action.safe, action.accepts)))


def _accepted(warm: Warm, finding: Finding) -> Iterator[Action]:
    """The entry of `ignore` that accepts a finding of the review; its author writes the reason."""
    if finding.severity is Severity.ERROR or finding.rule.startswith("SPEC") or warm.document.root is None:
        return
    about = ""
    if finding.flows:
        about = f", flow: {json.dumps(' -> '.join(finding.flows[0]), ensure_ascii=False)}"
    elif finding.components:
        about = f", component: {json.dumps(finding.components[0], ensure_ascii=False)}"
    entry = f'{{rule: {finding.rule}{about}, reason: "why this is all right here"}}'
    edits = warm.document.insert(("ignore",), entry)
    if edits is None and warm.document.root.get("ignore") is None:
        edits = _new_list(warm, entry)
    if edits is not None:
        yield Action(f"Accept {finding.rule} with a reason", finding, edits, safe=False, accepts=True)


def _new_list(warm: Warm, entry: str) -> tuple[Edit, ...]:
    """A list `ignore` behind all that the file holds."""
    lines, newline = warm.lines, warm.document.layout.newline
    last = len(lines)
    while last > 1 and not lines[last - 1].strip():
        last -= 1
    column = len(lines[last - 1]) + 1
    text = f"{newline}{newline}ignore:{newline}  - {entry}"
    return (Edit(Span(warm.path, last, column, last, column), text),)


def _touches(one: Span, other: Span) -> bool:
    return (one.line, one.column) <= (other.end_line, other.end_column) and (other.line, other.column) <= (
        one.end_line,
        one.end_column,
    )
