"""Bytes to text: UTF-8 and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.diagnostics import Finding
from mlarch.language.problems import Problems
from mlarch.language.syntax import text
from mlarch.language.syntax.bounds import MAX_BYTES


def refused(data: bytes) -> Finding:
    problems = Problems()
    assert text.decode(data, "x.yaml", problems) is None
    assert len(problems.findings) == 1
    return problems.findings[0]


def test_utf8_with_and_without_a_mark() -> None:
    problems = Problems()
    assert text.decode("a: é\r\n".encode(), "x.yaml", problems) == "a: é\r\n"
    marked = text.decode("a: é".encode("utf-8-sig"), "x.yaml", problems)
    assert marked is not None
    assert text.accept(marked, "x.yaml", problems) == "a: é"
    assert problems.findings == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_encodings_are_named(encoding: str) -> None:
    finding = refused("mlarch: 1\nname: x\n".encode(encoding))
    assert finding.rule == "SPEC002"
    assert finding.message == f"the file is written in {encoding[:6].upper()}, and UTF-8 is expected"
    assert "Save the file as UTF-8" in finding.help


def test_latin_1_points_at_the_byte() -> None:
    finding = refused("a: 1\nname: Café au lait\n".encode("latin-1"))
    assert finding.message == "the byte 0xE9 here is not UTF-8"
    assert (finding.span.line, finding.span.column) == (2, 10)
    assert "it is `é`" in finding.help


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x7fELF\x02", "a program"),
        (b"a\0\0\xff\0", "zero bytes"),
    ],
)
def test_binary_files_are_named(data: bytes, what: str) -> None:
    assert what in refused(data).message


def test_too_large() -> None:
    assert refused(b" " * (MAX_BYTES + 1)).rule == "SPEC003"


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\0", "U+0000 (a control character)"),
        ("\x1b", "U+001B (a control character)"),
        ("\x85", "U+0085 (a control character)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\ufeff", "U+FEFF (zero width no-break space)"),
        ("\ud800", "U+D800 (half of a surrogate pair)"),
        ("\uffff", "U+FFFF (a control character)"),
    ],
)
def test_characters_that_cannot_be_shown(char: str, name: str) -> None:
    problems = Problems()
    assert text.accept(f"a: 1\nb: x{char}y\n", "x.yaml", problems) is None
    (finding,) = problems.findings
    assert finding.message == f"{name} cannot be part of a spec"
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (2, 5, 6)


def test_all_of_them_are_reported_up_to_a_number() -> None:
    problems = Problems()
    text.accept("\0" * 100_000, "x.yaml", problems)
    assert len(problems.findings) == 20


def test_what_people_write_is_accepted() -> None:
    problems = Problems()
    written = "\t<script> \"'\u00a0é ‮right-to-left‬ 🦜 العربية \U0001f468\u200d\U0001f469\r\n"
    assert text.accept(written, "x.yaml", problems) == written


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_finding(data: bytes) -> None:
    problems = Problems()
    assert (text.decode(data, "x.yaml", problems) is None) == bool(problems)


@given(st.text(alphabet="a\r\n", max_size=20), st.integers(0, 20))
def test_place_counts_lines_as_editors_do(written: str, index: int) -> None:
    before = written[: min(index, len(written))]
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert text.place(written, len(before)) == (len(lines), len(lines[-1]) + 1)
