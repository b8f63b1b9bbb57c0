"""Workflow commands: one line each, and no text of a spec can be one."""

from __future__ import annotations

from dataclasses import replace

from mlarch.diagnostics import MlarchError, Severity, Span
from mlarch.readiness import FamilyScore, Score
from mlarch.report import Options
from mlarch.report.github import render


def test_a_finding_is_one_command(review) -> None:
    assert render([review]) == (
        "::warning file=shop.yaml,line=5,endLine=5,col=3,endColumn=8,title=MON001 unmonitored-model"
        "::ranker is not monitored: nothing flows from it to a monitor"
        "%0AAdd `- ranker ~> monitor: metrics`.\n"
        "1 file: 1 warning\n"
    )


def test_levels_and_a_place_over_several_lines(review, finding) -> None:
    several = Span("shop.yaml", 4, 3, 6, 2)
    found = tuple(replace(finding, severity=severity, span=several, help="") for severity in Severity)
    lines = render([replace(review, findings=found)]).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "1"]
    assert "file=shop.yaml,line=4,endLine=6,title=" in lines[0]


def test_on_request(review) -> None:
    score = Score((FamilyScore(family="MON", title="Monitoring", rules=2, shown=1, applicable=2),))
    options = Options(show_unknown=True, show_suppressed=True, statistics=True)
    lines = render([replace(review, score=score)], options).splitlines()
    assert lines[1:] == [
        "::notice file=shop.yaml,line=5,endLine=5,col=3,endColumn=8,title=REL001 spof"
        "::unknown: replicas are not stated",
        "::notice file=shop.yaml,line=4,endLine=4,col=3,endColumn=5,title=GRA005 isolated"
        "::accepted by the spec (it is a sketch): app is alone",
        "::notice file=shop.yaml,title=mlarch readiness"
        "::readiness 50 %25; the weakest family is MON Monitoring",
        "    1  MON001 unmonitored-model",
        "1 file: 1 warning",
    ]


def test_failures_and_notes(review) -> None:
    options = Options(failures=(MlarchError("there is no b.yaml", "Look."),))
    lines = render([replace(review, findings=(), notes=("plugin is broken",))], options).splitlines()
    assert lines == [
        "::error title=mlarch::there is no b.yaml%0ALook.",
        "::notice title=mlarch::plugin is broken",
        "1 file: 1 not reviewed",
    ]


def test_hostile_text_stays_inside_its_command(review, finding) -> None:
    evil = "a\n::set-output name=x::y\r\n::error::z\u2028::stop-commands::t %0A,b:c"
    hostile = replace(finding, message=evil, name=evil, help="", span=Span("a,b:c%.yaml", 1, 1, 1, 2))
    lines = render([replace(review, findings=(hostile,))]).split("\n")
    assert len(lines) == 3
    assert lines[0].startswith("::warning file=a%2Cb%3Ac%25.yaml,line=1,")
    properties, _, message = lines[0].removeprefix("::warning ").partition("::")
    assert properties.count(":") == 0
    assert message.startswith(
        r"a%0A\x3a:set-output name=x::y%0A\x3a:error::z\u2028::stop-commands::t %250A,b:c"
    )
