"""SARIF 2.1.0, which code scanning services and editors read: one run over all specs.

Findings are results, with the witness path as a code flow and the mend as a fix; what was accepted is a
suppressed result with its reason; questions that the spec leaves open are results of the kind `open`. A rule
that failed and a path that could not be read are notifications of the invocation, for they say nothing about
a spec. Only ASCII is written. Section numbers are those of the standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mlarch import __version__
from mlarch.diagnostics import INTERNAL, Finding, Fix, Review, RulePage, Severity, Span, Suppressed
from mlarch.lazy import regex
from mlarch.report.base import Options, notes_of
from mlarch.report.escape import as_json, lines
from mlarch.report.places import uri

__all__ = ["FINGERPRINT", "SCHEMA", "render"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "mlarchFinding/v1"
"""The key of `partialFingerprints`: what a finding is about, whatever its line."""

_ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_SUPPRESSIONS = {"spec": "inSource", "baseline": "external"}

# What a reader would take for a placeholder (3.11.5) or a link (3.11.6).
_PLACEHOLDER = regex(r"\{(\d+)\}")
_LINK = regex(r"\[(?=[^\]]*\]\()")


def render(reviews: Sequence[Review], options: Options | None = None) -> str:
    """One SARIF log, indented, the same for the same reviews."""
    chosen = options or Options()
    rules = _rules(reviews, chosen)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "mlarch",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "invocations": [_invocation(reviews, chosen)],
        "originalUriBaseIds": {
            _ROOT: {
                "description": _message(
                    "The root of the repository, or else the directory in which mlarch ran."
                )
            }
        },
        "artifacts": [{"location": place, "sourceLanguage": "yaml"} for place in _files(reviews)],
        "columnKind": "unicodeCodePoints",
        "results": [result for review in reviews for result in _results(review, index, chosen)],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(reviews: Sequence[Review], options: Options) -> list[dict[str, Any]]:
    """The descriptors of the rules that ran or spoke, by first mention; the names at least."""
    names: dict[str, str] = {code: "" for review in reviews for code in review.rules}
    for review in reviews:
        for finding in (*review.findings, *(s.finding for s in review.suppressed), *review.unknown):
            if finding.name != INTERNAL:
                names[finding.rule] = finding.name
    return [_rule(code, name, options.pages(code) if options.pages else None) for code, name in names.items()]


def _rule(code: str, name: str, page: RulePage | None) -> dict[str, Any]:
    if page is None:
        return {"id": code, "name": name} if name else {"id": code}
    return {
        "id": code,
        "name": page.name,
        "shortDescription": _message(page.summary),
        "fullDescription": _message(page.summary),
        "help": {
            "text": _plain(f"{page.summary}. `mlarch explain {code}` shows more."),
            "markdown": page.text,
        },
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {"tags": [page.family], "problem.severity": _PROBLEMS[page.severity]},
    }


def _files(reviews: Iterable[Review]) -> list[dict[str, str]]:
    """The place of every file that was read, each once however it was named."""
    paths = [path for review in reviews for path in (review.path, *review.sources)]
    return list({uri(path): _location_of(path) for path in paths}.values())


def _invocation(reviews: Sequence[Review], options: Options) -> dict[str, Any]:
    faults = [f for review in reviews for f in review.findings if f.name == INTERNAL]
    readable = all(review.readable for review in reviews) and not options.failures
    invocation: dict[str, Any] = {"executionSuccessful": readable and not faults}
    if options.status is not None:
        invocation["exitCode"] = options.status
    if faults:
        invocation["toolExecutionNotifications"] = [
            {
                "level": "error",
                "message": _message(f"{fault.message}\n{fault.help}"),
                "associatedRule": {"id": fault.rule},
                "locations": [{"physicalLocation": _physical(fault.span)}],
            }
            for fault in faults
        ]
    notices = [("error", f"{failure.message}\n{failure.help}") for failure in options.failures]
    notices += [("note", note) for note in notes_of(reviews)]
    if notices:
        invocation["toolConfigurationNotifications"] = [
            {"level": level, "message": _message(text)} for level, text in notices
        ]
    return invocation


def _results(review: Review, index: Mapping[str, int], options: Options) -> Iterator[dict[str, Any]]:
    for finding in review.findings:
        if finding.name != INTERNAL:
            yield _result(finding, review, index)
    if options.show_unknown:
        for finding in review.unknown:
            yield {**_result(finding, review, index), "kind": "open", "level": "none"}
    for item in review.suppressed:
        yield {**_result(item.finding, review, index), "suppressions": [_suppression(item)]}


def _result(finding: Finding, review: Review, index: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": _message(f"{finding.message}\n{finding.help}"),
        "locations": [_location(finding)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.witness:
        result["codeFlows"] = [_code_flow(finding, review)]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix)]
    if finding.kinds:
        result["properties"] = {"missingKinds": list(finding.kinds)}
    return result


def _suppression(item: Suppressed) -> dict[str, str]:
    return {
        "kind": _SUPPRESSIONS.get(item.by, "external"),
        "status": "accepted",
        "justification": item.reason,
    }


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding.span)}
    logical = [_logical(name, "component") for name in dict.fromkeys(finding.components)]
    logical += [_logical(f"{source} -> {target}", "flow") for source, target in dict.fromkeys(finding.flows)]
    if logical:
        location["logicalLocations"] = logical
    return location


def _logical(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "kind": kind}


def _code_flow(finding: Finding, review: Review) -> dict[str, Any]:
    """The witness, component by component; a step whose place is not known stands at the finding's."""
    steps = [
        {
            "location": {
                "physicalLocation": _physical(review.places.get(name, finding.span)),
                "logicalLocations": [_logical(name, "component")],
                "message": _message(name),
            },
            "executionOrder": number,
        }
        for number, name in enumerate(finding.witness, start=1)
    ]
    return {"message": _message(" → ".join(finding.witness)), "threadFlows": [{"locations": steps}]}


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.span.path, []).append(replacement)
    return {
        "description": _message(fix.title),
        "artifactChanges": [
            {"artifactLocation": _location_of(path), "replacements": replacements}
            for path, replacements in changes.items()
        ],
        "properties": {"safe": fix.safe},
    }


def _physical(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _location_of(span.path), "region": _region(span)}


def _location_of(path: str) -> dict[str, str]:
    address = uri(path)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    """Lines and columns from 1, the end column exclusive: as a span has them (3.30)."""
    return {
        "startLine": max(span.line, 1),
        "startColumn": max(span.column, 1),
        "endLine": max(span.end_line, 1),
        "endColumn": max(span.end_column, 1),
    }


def _message(text: str) -> dict[str, str]:
    return {"text": _plain(text)}


def _plain(text: str) -> str:
    """Plain text of the standard: control characters visible, nothing that reads as placeholder or link."""
    shown = "\n".join(lines(text.strip()))
    return _LINK.sub(r"\\[", _PLACEHOLDER.sub(r"{{\1}}", shown))
