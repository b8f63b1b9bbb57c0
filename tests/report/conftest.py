"""One review with a finding of every field, to be shown in each format."""

from __future__ import annotations

import pytest

from mlarch.diagnostics import Edit, Finding, Fix, Review, Severity, Span, Suppressed

SOURCE = """mlarch: 1
name: Shop
components:
  app: client
  ranker: ranker
flows:
  - app -> ranker
"""


def make_span(line: int, column: int, end_column: int, path: str = "shop.yaml") -> Span:
    return Span(path, line, column, line, end_column)


@pytest.fixture
def finding() -> Finding:
    return Finding(
        rule="MON001",
        name="unmonitored-model",
        severity=Severity.WARNING,
        message="ranker is not monitored: nothing flows from it to a monitor",
        span=make_span(5, 3, 9),
        help="Add `- ranker ~> monitor: metrics`.",
        components=("ranker",),
        flows=(("app", "ranker"),),
        witness=("app", "ranker"),
        kinds=("model_monitor",),
        remedy=Fix("Add a monitor", (Edit(make_span(6, 1, 1), "  monitor: model_monitor\n"),)),
    )


@pytest.fixture
def review(finding: Finding) -> Review:
    accepted = Finding("GRA005", "isolated", Severity.INFO, "app is alone", make_span(4, 3, 6))
    question = Finding("REL001", "spof", Severity.INFO, "replicas are not stated", make_span(5, 3, 9))
    return Review(
        path="shop.yaml",
        name="Shop",
        findings=(finding,),
        suppressed=(Suppressed(accepted, "spec", "it is a sketch"),),
        unknown=(question,),
        sources={"shop.yaml": SOURCE},
    )
