"""SARIF: valid by the published schema, and every part of a finding in its place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mlarch import __version__
from mlarch.diagnostics import INTERNAL, Finding, MlarchError, Review, Severity, Span, SpecError
from mlarch.report import Options
from mlarch.report.sarif import render
from mlarch.rules import RULES, handbook
from published import mistakes

from .conftest import make_span


def log(reviews: list[Review], **options: Any) -> dict[str, Any]:
    """The one run of a log that is valid."""
    text = render(reviews, Options(**options))
    assert text.isascii()
    document = json.loads(text)
    assert mistakes("sarif-2.1.0", document) == []
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


@pytest.fixture
def placed(review: Review) -> Review:
    return replace(
        review, rules=("MON001", "REL001"), places={"app": make_span(4, 3, 6), "ranker": make_span(5, 3, 9)}
    )


def region(line: int, column: int, end: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end}


HERE = {"uri": "shop.yaml", "uriBaseId": "SRCROOT"}


def test_a_finding_with_everything(placed, finding) -> None:
    result = log([placed])["results"][0]
    assert result == {
        "ruleId": "MON001",
        "ruleIndex": 0,
        "level": "warning",
        "message": {
            "text": "ranker is not monitored: nothing flows from it to a monitor\n"
            "Add `- ranker ~> monitor: metrics`."
        },
        "locations": [
            {
                "physicalLocation": {"artifactLocation": HERE, "region": region(5, 3, 9)},
                "logicalLocations": [
                    {"name": "ranker", "kind": "component"},
                    {"name": "app -> ranker", "kind": "flow"},
                ],
            }
        ],
        "partialFingerprints": {"mlarchFinding/v1": finding.fingerprint},
        "codeFlows": [
            {
                "message": {"text": "app → ranker"},
                "threadFlows": [
                    {
                        "locations": [
                            {
                                "location": {
                                    "physicalLocation": {"artifactLocation": HERE, "region": place},
                                    "logicalLocations": [{"name": name, "kind": "component"}],
                                    "message": {"text": name},
                                },
                                "executionOrder": order,
                            }
                            for order, (name, place) in enumerate(
                                (("app", region(4, 3, 6)), ("ranker", region(5, 3, 9))), start=1
                            )
                        ]
                    }
                ],
            }
        ],
        "fixes": [
            {
                "description": {"text": "Add a monitor"},
                "artifactChanges": [
                    {
                        "artifactLocation": HERE,
                        "replacements": [
                            {
                                "deletedRegion": region(6, 1, 1),
                                "insertedContent": {"text": "  monitor: model_monitor\n"},
                            }
                        ],
                    }
                ],
                "properties": {"safe": False},
            }
        ],
        "properties": {"missingKinds": ["model_monitor"]},
    }


def test_the_run_around_it(placed) -> None:
    run = log([placed], status=0)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("mlarch", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["MON001", "REL001", "GRA005"]
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]
    assert run["artifacts"] == [{"location": HERE, "sourceLanguage": "yaml"}]
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_handbook_comes_along() -> None:
    every = Review("a.yaml", "A", (), rules=tuple(RULES))
    rules = {rule["id"]: rule for rule in log([every], pages=handbook.entry)["tool"]["driver"]["rules"]}
    assert list(rules) == list(RULES)
    page = rules["GRA004"]
    assert page["name"] == "call-cycle"
    assert page["help"]["markdown"] == handbook.page("GRA004")
    assert page["defaultConfiguration"] == {"level": "error"}
    assert page["properties"] == {"tags": ["Structure"], "problem.severity": "error"}


def test_what_was_accepted_is_suppressed_with_its_reason_and_where(placed) -> None:
    accepted = placed.suppressed[0]
    both = replace(placed, findings=(), suppressed=(accepted, replace(accepted, by="baseline")))
    assert [result["suppressions"] for result in log([both])["results"]] == [
        [{"kind": "inSource", "status": "accepted", "justification": "it is a sketch"}],
        [{"kind": "external", "status": "accepted", "justification": "it is a sketch"}],
    ]


def test_an_open_question_on_request(placed) -> None:
    assert all("kind" not in result for result in log([placed])["results"])
    (found,) = [r for r in log([placed], show_unknown=True)["results"] if r["ruleId"] == "REL001"]
    assert (found["kind"], found["level"]) == ("open", "none")


def test_a_spec_that_cannot_be_read_and_a_path_that_is_not_there() -> None:
    wrong = Finding("SPEC005", "unknown-key", Severity.ERROR, "unknown key", Span("a.yaml", 1, 1, 1, 4))
    unread = Review.unreadable("a.yaml", SpecError([wrong], {"a.yaml": "x"}))
    run = log(
        [unread], failures=(MlarchError("there is no b.yaml", "Look."),), status=2, pages=handbook.entry
    )
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [("SPEC005", "error")]
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "exitCode": 2,
            "toolConfigurationNotifications": [
                {"level": "error", "message": {"text": "there is no b.yaml\nLook."}}
            ],
        }
    ]


def test_a_rule_that_failed_is_a_notification_and_no_result(placed) -> None:
    fault = Finding("GRA001", INTERNAL, Severity.ERROR, "rule GRA001 failed", make_span(1, 1, 2))
    run = log([replace(placed, findings=(fault,), suppressed=(), notes=("plugin `x` does not load",))])
    assert run["results"] == []
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [n["associatedRule"] for n in invocation["toolExecutionNotifications"]] == [{"id": "GRA001"}]
    assert invocation["toolConfigurationNotifications"] == [
        {"level": "note", "message": {"text": "plugin `x` does not load"}}
    ]


def test_hostile_text_is_neither_a_placeholder_nor_a_link_nor_raw() -> None:
    evil = "{0} {x} [click](http://evil) [a] \x1b\u202e\ud800"
    path = "a \ud800 [b](c):d.yaml"
    wrong = Finding(
        "GRA001", "x", Severity.ERROR, evil, Span(path, 0, 0, 0, 0), components=("a", "a"), witness=("a",)
    )
    run = log([Review(path, evil, (wrong,), sources={path: "", f"./{path}": ""})], show_unknown=True)
    (result,) = run["results"]
    assert result["message"]["text"] == "{{0}} {x} \\[click](http://evil) [a] \\x1b\\u202e\\ud800"
    assert result["locations"][0]["physicalLocation"]["region"] == region(1, 1, 1)
    assert len(run["artifacts"]) == 1


def test_nothing_to_say_is_a_valid_log_too() -> None:
    run = log([])
    assert (run["results"], run["artifacts"], run["tool"]["driver"]["rules"]) == ([], [], [])
