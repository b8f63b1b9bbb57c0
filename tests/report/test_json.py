"""The JSON that tools read, key by key."""

from __future__ import annotations

import json

from mlarch import __version__
from mlarch.diagnostics import Finding, MlarchError, Review, Severity, Span, SpecError
from mlarch.report import FORMATS, Options, render
from mlarch.report.json import render as render_json


def test_the_whole_document(review, finding) -> None:
    assert json.loads(render_json([review])) == {
        "version": 1,
        "mlarch": __version__,
        "files": [
            {
                "path": "shop.yaml",
                "name": "Shop",
                "findings": [
                    {
                        "rule": "MON001",
                        "name": "unmonitored-model",
                        "severity": "warning",
                        "message": "ranker is not monitored: nothing flows from it to a monitor",
                        "help": "Add `- ranker ~> monitor: metrics`.",
                        "line": 5,
                        "column": 3,
                        "end_line": 5,
                        "end_column": 9,
                        "components": ["ranker"],
                        "flows": [["app", "ranker"]],
                        "path": ["app", "ranker"],
                        "kinds": ["model_monitor"],
                        "fix": {
                            "safe": False,
                            "title": "Add a monitor",
                            "edits": [
                                {
                                    "line": 6,
                                    "column": 1,
                                    "end_line": 6,
                                    "end_column": 1,
                                    "text": "  monitor: model_monitor\n",
                                }
                            ],
                        },
                        "fingerprint": finding.fingerprint,
                    }
                ],
            }
        ],
        "summary": {"files": 1, "errors": 0, "warnings": 1, "infos": 0},
    }


def test_a_spec_that_cannot_be_read_appears_with_its_mistakes() -> None:
    wrong = Finding("SPEC005", "unknown-key", Severity.ERROR, "unknown key", Span("a.yaml", 1, 1, 1, 4))
    document = json.loads(render_json([Review.unreadable("a.yaml", SpecError([wrong]))]))
    assert document["files"] == [
        {
            "path": "a.yaml",
            "findings": [
                {
                    "rule": "SPEC005",
                    "name": "unknown-key",
                    "severity": "error",
                    "message": "unknown key",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 4,
                    "fingerprint": wrong.fingerprint,
                }
            ],
        }
    ]
    assert document["summary"] == {"files": 1, "errors": 1, "warnings": 0, "infos": 0}


def test_a_line_of_an_extended_spec_names_its_file() -> None:
    wrong = Finding("GRA001", "x", Severity.ERROR, "wrong", Span("base.yaml", 1, 1, 1, 4))
    document = json.loads(render_json([Review("a.yaml", "A", (wrong,))]))
    assert document["files"][0]["findings"][0]["file"] == "base.yaml"


def test_more_on_request(review) -> None:
    options = Options(show_unknown=True, show_suppressed=True, statistics=True)
    document = json.loads(render_json([review], options))
    (file,) = document["files"]
    assert [f["rule"] for f in file["unknown"]] == ["REL001"]
    assert [(s["by"], s["reason"], s["finding"]["rule"]) for s in file["suppressed"]] == [
        ("spec", "it is a sketch", "GRA005")
    ]
    assert document["statistics"] == [{"rule": "MON001", "name": "unmonitored-model", "findings": 1}]


def test_what_could_not_be_reviewed_at_all_is_named() -> None:
    options = Options(failures=(MlarchError("there is no b.yaml", "Look."), MlarchError("no spec in c")))
    assert json.loads(render_json([], options))["failures"] == [
        {"message": "there is no b.yaml", "help": "Look."},
        {"message": "no spec in c"},
    ]


def test_hostile_text_stays_ascii() -> None:
    wrong = Finding("GRA001", "x", Severity.ERROR, "\u202e\ud800\x1b", Span("a.yaml", 1, 1, 1, 4))
    text = render_json([Review("a.yaml", "\x00", (wrong,))])
    assert text.isascii()
    assert json.loads(text)["files"][0]["findings"][0]["message"] == "\u202e\ud800\x1b"


def test_every_format_renders_the_same_text_twice(review) -> None:
    for form in FORMATS:
        assert render([review], form) == render([review], form)
        assert render([review], form).endswith("\n")
