"""JUnit XML, as every CI server shows it: a test suite per spec; a case for reading it, per rule and finding.

What fails the check is a failure (errors, and warnings with `--strict`), what does not is a test that passed
with its text as output, what was accepted is skipped. Times are left out: equal reviews, equal bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mlarch.diagnostics import Finding, MlarchError, Review, Severity
from mlarch.lazy import regex
from mlarch.report.base import Options
from mlarch.report.escape import lines
from mlarch.report.places import relative

__all__ = ["render"]

# What XML 1.0 has no way to write; control characters and surrogates are made visible before.
_IMPOSSIBLE = regex("[\ufffe\uffff]")


def render(reviews: Sequence[Review], options: Options | None = None) -> str:
    """An XML document with the totals that readers of JUnit expect."""
    chosen = options or Options()
    root = Element("testsuites", name="mlarch")
    for review in reviews:
        root.append(_suite(relative(review.path), list(_cases(review, chosen))))
    if chosen.failures:
        root.append(_suite("mlarch", [_unread(failure) for failure in chosen.failures]))
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(name: str, cases: Sequence[Element]) -> Element:
    suite = Element(
        "testsuite",
        name=_clean(name),
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors=str(sum(case.find("error") is not None for case in cases)),
        skipped=str(sum(case.find("skipped") is not None for case in cases)),
    )
    suite.extend(cases)
    return suite


def _cases(review: Review, options: Options) -> Iterator[Element]:
    path, names = relative(review.path), Counter[str]()
    if review.readable:
        yield _case(path, "SPEC can be read")
    spoke = {f.rule for f in (*review.findings, *(item.finding for item in review.suppressed))}
    for code in review.rules:
        if code not in spoke:
            yield _case(path, f"{code} {options.pages(code).name}" if options.pages else code)
    for finding in review.findings:
        case = _of(finding, path, names)
        fails = finding.severity is Severity.ERROR or (
            options.strict and finding.severity is Severity.WARNING
        )
        if not review.readable:
            _add(case, "error", finding)
        elif fails:
            _add(case, "failure", finding)
        else:
            SubElement(case, "system-out").text = _clean(f"{finding.severity.value}: {_text(finding)}")
        yield case
    for item in review.suppressed:
        case = _of(item.finding, path, names)
        SubElement(case, "skipped", message=_clean(f"accepted by the {item.by}: {item.reason}"))
        yield case


def _of(finding: Finding, path: str, names: Counter[str]) -> Element:
    """The case of a finding, in the file in which its line is: that may be one which the spec extends.

    It is named after what it is about, so that a server knows it again when lines have moved.
    """
    subjects = (*finding.components[:1], *(" -> ".join(flow) for flow in finding.flows[:1]))
    name = f"{finding.rule} {finding.name} ({next(iter(subjects), f'line {finding.span.line}')})"
    names[name] += 1
    if names[name] > 1:
        name = f"{name} {names[name]}"
    return _case(path, name, relative(finding.span.path))


def _case(path: str, name: str, file: str = "") -> Element:
    return Element("testcase", classname=_clean(path), name=_clean(name), file=_clean(file or path))


def _add(case: Element, kind: str, finding: Finding) -> None:
    element = SubElement(case, kind, type=finding.severity.value, message=_clean(finding.message))
    element.text = _clean(_text(finding))


def _text(finding: Finding) -> str:
    span = finding.span
    place = f"{relative(span.path)}:{span.line}:{span.column}: {finding.rule} {finding.name}"
    return "\n".join(part for part in (place, finding.message, finding.help) if part)


def _unread(failure: MlarchError) -> Element:
    case = Element("testcase", classname="mlarch", name=_clean(failure.message))
    element = SubElement(case, "error", type="unreadable", message=_clean(failure.message))
    element.text = _clean("\n".join(part for part in (failure.message, failure.help) if part))
    return case


def _clean(text: str) -> str:
    shown = "\n".join(lines(text))
    return _IMPOSSIBLE.sub(lambda match: f"\\u{ord(match.group()):04x}", shown)
