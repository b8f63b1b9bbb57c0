"""Findings as people read them."""

from __future__ import annotations

from dataclasses import replace

from mlarch.diagnostics import Finding, Review, Severity, Span, SpecError
from mlarch.report import Options
from mlarch.report.text import render


def test_a_finding_shows_its_place_its_line_and_what_to_do(review) -> None:
    assert render([review]) == (
        "shop.yaml:5:3 warning MON001 unmonitored-model\n"
        "  ranker is not monitored: nothing flows from it to a monitor\n"
        "    |\n"
        "  5 |   ranker: ranker\n"
        "    |   ^^^^^^\n"
        "  help: Add `- ranker ~> monitor: metrics`.\n"
        "\n"
        "1 file: 1 warning (1 accepted)\n"
    )


def test_without_findings_one_line_says_so(review) -> None:
    clean = replace(review, findings=(), suppressed=())
    assert render([clean, clean]) == "2 files: no findings\n"


def test_unknown_accepted_and_statistics_are_shown_on_request(review) -> None:
    text = render([review], Options(show_unknown=True, show_suppressed=True, statistics=True))
    assert "shop.yaml:5:3 unknown REL001 spof\n  replicas are not stated\n" in text
    assert "  accepted by the spec: it is a sketch\n" in text
    assert "\n    1  MON001 unmonitored-model\n" in text
    assert text.endswith("1 file: 1 warning (1 accepted, 1 unknown)\n")


def test_colour_is_only_there_when_asked_for(review) -> None:
    plain = render([review])
    coloured = render([review], Options(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[1;33mwarning\x1b[0m" in coloured
    assert "\x1b[1;33m^^^^^^\x1b[0m" in coloured


def test_every_mistake_of_a_spec_that_cannot_be_read_is_shown_alike() -> None:
    wrong = Finding("SPEC005", "unknown-key", Severity.ERROR, "unknown key `nam`", Span("a.yaml", 1, 1, 1, 4))
    error = SpecError([wrong], {"a.yaml": "nam: x\n"})
    assert render([Review.unreadable("a.yaml", error)]) == (
        "a.yaml:1:1 error SPEC005 unknown-key\n"
        "  unknown key `nam`\n"
        "    |\n"
        "  1 | nam: x\n"
        "    | ^^^\n"
        "\n"
        "1 file: 1 error\n"
    )


def test_a_finding_whose_file_is_not_known_has_no_excerpt(review) -> None:
    text = render([replace(review, sources={})])
    assert "|" not in text


def test_hostile_text_reaches_no_terminal_raw(review) -> None:
    evil = "\x1b[2Jclear \u202eright-to-left\u2028line\x07"
    finding = replace(review.findings[0], message=evil, help=evil, name=evil)
    hostile = replace(review, findings=(finding,), sources={"shop.yaml": f"\n\n\n\n  ranker: {evil}\n"})
    text = render([hostile])
    assert not any(character in text for character in "\x1b\u202e\u2028\x07")
    assert "\\x1b[2Jclear \\u202eright-to-left\\u2028line\\x07" in text


def test_a_long_message_wraps_and_notes_come_before_the_summary(review) -> None:
    finding = replace(review.findings[0], message="word " * 30)
    text = render([replace(review, findings=(finding,), notes=("plugin `x` is broken",))], Options(width=40))
    assert max(len(line) for line in text.splitlines()[1:]) <= 40
    assert "\n\nnote: plugin `x` is broken\n\n1 file" in text
