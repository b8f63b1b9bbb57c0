"""Plain scalars that YAML readers disagree about."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch.diagnostics import Span
from mlarch.language.problems import Problems
from mlarch.language.syntax import ambiguous_scalars
from mlarch.language.syntax.nodes import ScalarNode

PLACE = Span("x.yaml", 3, 7, 3, 9)


def node(text: str, *, quoted: bool = False) -> ScalarNode:
    return ScalarNode(text, PLACE, quoted)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no", "the boolean false"),
        ("Yes", "the boolean true"),
        ("ON", "the boolean true"),
        ("true", "the boolean true"),
        ("1.10", "the number 1.1"),
        ("1.", "the number 1.0"),
        ("1e3", "the number 1000.0"),
        ("1_000", "the number 1000"),
        ("2024-01-01", "a date"),
        ("2024-01-01 10:00:00", "a date"),
        ("12:30", "base 60"),
        ("1:30:00", "base 60"),
        ("017", "octal"),
        ("0o17", "octal"),
        ("019", "the number 19"),
        ("+1", "the number 1"),
        ("-0", "the number 0"),
        ("0x1F", "hexadecimal"),
        ("0b11", "binary"),
        (".inf", "no number"),
        ("-.INF", "no number"),
        (".nan", "no number"),
    ],
)
def test_texts_to_quote(text: str, reason: str) -> None:
    found = ambiguous_scalars.looks_like(node(text))
    assert found is not None
    assert reason in found
    assert ambiguous_scalars.looks_like(node(text, quoted=True)) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "nope",
            "2",
            "-7",
            "1.5",
            "v1.10",
            "1.10.2",
            "0",
            "0.5",
            "yEs",
            "y",
            "n",
            "1:100",
            "10ms",
            "2024",
        ),
        *("99.9%", "a:b", "inf", "0xyz", "1200/s", "2024-Q1", "60:20:20x", "no one", "-> 30"),
    ],
)
def test_texts_that_every_reader_understands(text: str) -> None:
    assert ambiguous_scalars.looks_like(node(text)) is None


@examples(2000)
@given(st.text(alphabet="0123456789_.:-+exobnOyY", max_size=12))
def test_a_text_without_a_surprise_reads_back_the_same(text: str) -> None:
    """What PyYAML (YAML 1.1) makes of a text that need not be quoted is written the same way again."""
    if not text or ambiguous_scalars.looks_like(node(text)) is not None:
        return
    try:
        value = yaml.safe_load(f"[{text}]")[0]  # type: ignore[index]
    except (yaml.YAMLError, ValueError, TypeError):
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        assert str(value) == text


@pytest.mark.parametrize(
    ("text", "truth"), [("true", True), ("Yes", True), ("on", True), ("FALSE", False), ("no", False)]
)
def test_booleans_in_every_spelling(text: str, truth: bool) -> None:
    problems = Problems()
    assert ambiguous_scalars.as_bool(node(text), problems) is truth
    assert not problems


def test_a_quoted_boolean_is_a_text() -> None:
    problems = Problems()
    assert ambiguous_scalars.as_bool(node("yes", quoted=True), problems) is None
    (finding,) = problems.findings
    assert finding.message == 'expected `true` or `false`, found the text "yes"'
    assert finding.fix is not None
    assert finding.fix.edits[0].text == "true"


@pytest.mark.parametrize("text", ["maybe", "1", "tRUE", "y"])
def test_no_boolean(text: str) -> None:
    problems = Problems()
    assert ambiguous_scalars.as_bool(node(text), problems) is None
    assert [f.name for f in problems.findings] == ["wrong-type"]


def test_as_text_says_to_quote_and_how() -> None:
    problems = Problems()
    assert ambiguous_scalars.as_text(node("no"), problems) == "no"
    (finding,) = problems.findings
    assert (finding.rule, finding.span) == ("SPEC014", PLACE)
    assert finding.message == "many YAML readers take `no` for the boolean false, and text is expected here"
    assert finding.help == 'Quote it: `"no"`.'
    assert finding.fix is not None
    assert finding.fix.safe
    assert [(edit.span, edit.text) for edit in finding.fix.edits] == [(PLACE, '"no"')]


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("017", "Write `17`, or `15` if octal was meant."),
        ("0o17", "Write `15`."),
        ("0x1F", "Write `31`."),
        ("0b11", "Write `3`."),
        ("12:30", "Write one number in plain decimal digits, with its unit: `90min`, say, for a time."),
    ],
)
def test_odd_numbers(text: str, help_: str) -> None:
    problems = Problems()
    assert not ambiguous_scalars.check_number(node(text), problems)
    assert [(f.name, f.help) for f in problems.findings] == [("yaml-surprise", help_)]


@pytest.mark.parametrize("text", ["1.10", "1_000", "0", "1e3", "0.5", "150ms", "089"])
def test_plain_numbers(text: str) -> None:
    problems = Problems()
    assert ambiguous_scalars.check_number(node(text), problems)
    assert not problems


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_quoted_reads_back(text: str) -> None:
    assert yaml.safe_load(f"a: {ambiguous_scalars.quoted(text)}") == {"a": text}
