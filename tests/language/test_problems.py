"""The basket of mistakes."""

from __future__ import annotations

import re

import pytest

from mlarch.diagnostics import Severity, Span, SpecError
from mlarch.language.document import Document
from mlarch.language.problems import CODES, MAX_FINDINGS, Problems


def place(line: int) -> Span:
    return Span("x.yaml", line, 1, line, 2)


def test_codes_are_numbered_and_described() -> None:
    assert [code.code for code in CODES.values()] == [f"SPEC{n:03}" for n in range(1, len(CODES) + 1)]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in CODES)
    assert all(code.description.endswith(".") for code in CODES.values())


def test_nothing_is_raised_without_an_error() -> None:
    problems = Problems()
    problems.add("unknown-key", place(1), "odd", severity=Severity.WARNING)
    problems.raise_if_any()
    assert not problems


def test_everything_is_raised_at_once_in_order() -> None:
    problems = Problems()
    problems.sources["x.yaml"] = "text"
    problems.add("unknown-key", place(2), "b")
    problems.add("duplicate-key", place(1), "a", "do this")
    with pytest.raises(SpecError) as caught:
        problems.raise_if_any()
    assert [(f.rule, f.message) for f in caught.value.findings] == [("SPEC004", "a"), ("SPEC005", "b")]
    assert caught.value.sources == {"x.yaml": "text"}
    assert str(caught.value) == "x.yaml:1:1: a (and 1 more)"


def test_the_same_mistake_counts_once() -> None:
    problems = Problems()
    for _ in range(3):
        problems.add("unknown-key", place(1), "a")
    problems.add("unknown-key", place(1), "b")
    assert [f.message for f in problems.findings] == ["a", "b"]


def test_only_so_many_are_listed() -> None:
    problems = Problems()
    for line in range(1, MAX_FINDINGS + 8):
        problems.add("unknown-key", place(line), "a")
    assert len(problems.findings) == MAX_FINDINGS + 1
    assert (problems.findings[-1].name, problems.findings[-1].message) == (
        "too-many-mistakes",
        "7 more mistakes are not listed",
    )


def test_a_place_does_not_end_in_columns_of_a_mended_line() -> None:
    text = "mlarch:\n  raw: api\n  db: one: two, reason: will be connected i> cdn: photos\n"
    lines = text.splitlines()
    for finding in Document.read(text, "x.yaml").problems:
        assert finding.span.end_column <= len(lines[finding.span.end_line - 1]) + 1, finding
