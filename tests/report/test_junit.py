"""JUnit XML: suites, totals, what fails and what does not."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from mlarch.diagnostics import Finding, MlarchError, Review, Severity, Span, SpecError
from mlarch.report import Options
from mlarch.report.junit import render
from mlarch.rules import handbook

from .conftest import make_span


def test_the_whole_document(review) -> None:
    text = render([replace(review, rules=("GRA004", "MON001"))], Options(strict=True, pages=handbook.entry))
    assert text == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<testsuites name="mlarch" tests="4" failures="1" errors="0" skipped="1">\n'
        '  <testsuite name="shop.yaml" tests="4" failures="1" errors="0" skipped="1">\n'
        '    <testcase classname="shop.yaml" name="SPEC can be read" file="shop.yaml" />\n'
        '    <testcase classname="shop.yaml" name="GRA004 call-cycle" file="shop.yaml" />\n'
        '    <testcase classname="shop.yaml" name="MON001 unmonitored-model (ranker)" file="shop.yaml">\n'
        '      <failure type="warning"'
        ' message="ranker is not monitored: nothing flows from it to a monitor">'
        "shop.yaml:5:3: MON001 unmonitored-model\n"
        "ranker is not monitored: nothing flows from it to a monitor\n"
        "Add `- ranker ~&gt; monitor: metrics`.</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="shop.yaml" name="GRA005 isolated (line 4)" file="shop.yaml">\n'
        '      <skipped message="accepted by the spec: it is a sketch" />\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_what_does_not_fail_the_check_is_no_failure(review, finding) -> None:
    root = ElementTree.fromstring(render([review]))
    assert root.get("failures") == "0"
    assert "warning: shop.yaml:5:3" in root.findtext(".//system-out", "")
    error = replace(review, findings=(replace(finding, severity=Severity.ERROR),))
    assert ElementTree.fromstring(render([error])).get("failures") == "1"


def test_a_spec_without_rules_to_run_is_no_empty_suite() -> None:
    root = ElementTree.fromstring(render([Review("a.yaml", "A", ())]))
    assert (root.get("tests"), root.find(".//testcase").get("name")) == ("1", "SPEC can be read")


def test_cases_are_named_after_what_they_are_about_and_never_alike(review, finding) -> None:
    flow = replace(finding, components=(), flows=(("app", "ranker"), ("a", "b")))
    place = replace(flow, flows=())
    moved = tuple(replace(f, span=make_span(9, 1, 2)) for f in (finding, finding, flow, place))
    root = ElementTree.fromstring(render([replace(review, findings=moved, suppressed=())]))
    assert [case.get("name", "").partition(" (")[2] for case in root.iter("testcase")][1:] == [
        "ranker)",
        "ranker) 2",
        "app -> ranker)",
        "line 9)",
    ]


def test_a_finding_in_a_file_that_the_spec_extends_names_that_file(review, finding) -> None:
    moved = replace(finding, span=replace(finding.span, path="base.yaml"))
    root = ElementTree.fromstring(render([replace(review, findings=(moved,))], Options(strict=True)))
    assert [case.get("file") for case in root.iter("testcase") if case.find("failure") is not None] == [
        "base.yaml"
    ]


def test_what_cannot_be_read_is_an_error() -> None:
    wrong = Finding("SPEC005", "unknown-key", Severity.ERROR, "unknown key", Span("a.yaml", 1, 1, 1, 4))
    options = Options(failures=(MlarchError("there is no b.yaml", "Look."),))
    root = ElementTree.fromstring(render([Review.unreadable("a.yaml", SpecError([wrong]))], options))
    assert [(s.get("name"), s.get("errors")) for s in root] == [("a.yaml", "1"), ("mlarch", "1")]
    assert (root.get("tests"), root.get("errors")) == ("2", "2")


def test_hostile_text_is_well_formed(review, finding) -> None:
    evil = "]]> <a b='c' d=\"e\">&amp; \x00\x1b\u202e\ud800\ufffe\uffff\x85"
    hostile = replace(finding, message=evil, help=evil, name=evil, span=Span(evil, 1, 1, 1, 2))
    text = render([replace(review, path=evil, findings=(hostile,))], Options(strict=True))
    root = ElementTree.fromstring(text.encode())
    assert "]]> <a b='c' d=\"e\">&amp; \\x00\\x1b\\u202e\\ud800\\ufffe\\uffff\\x85" in root.findtext(
        ".//failure", ""
    )
