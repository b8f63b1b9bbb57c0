"""Findings: what makes two of them the same."""

from __future__ import annotations

from dataclasses import replace

from mlarch.diagnostics import Finding, Severity, Span

FOUND = Finding(
    "SPEC004", "duplicate-key", Severity.ERROR, "`a` is written already, on line 12", Span("x", 14, 1, 14, 2)
)


def test_a_fingerprint_survives_lines_that_move() -> None:
    moved = replace(FOUND, message="`a` is written already, on line 13", span=Span("x", 15, 1, 15, 2))
    assert moved.fingerprint == FOUND.fingerprint


def test_a_fingerprint_tells_rules_subjects_and_words_apart() -> None:
    others = (
        replace(FOUND, rule="SPEC005"),
        replace(FOUND, message="`b` is written already, on line 12"),
        replace(FOUND, components=("a",)),
        replace(FOUND, flows=(("a", "b"),)),
        replace(FOUND, kinds=("cache",)),
    )
    assert len({FOUND.fingerprint, *(other.fingerprint for other in others)}) == 6
