"""Parts of scalars as places in the file, whatever style the scalar is written in."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlarch.diagnostics import Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode, ScalarNode
from mlarch.language.syntax.reader import parse
from mlarch.language.syntax.source_map import SourceMap


def value(text: str) -> ScalarNode:
    root = parse(text, "x", Problems())
    assert isinstance(root, MappingNode)
    node = root.pairs[0].value
    assert isinstance(node, ScalarNode)
    return node


def place(text: str, part: str) -> str:
    """Where `part` of the value is found: `line:column-column`."""
    node = value(text)
    start = node.text.index(part)
    span = SourceMap({"x": text}).span(node, start, start + len(part))
    return f"{span.line}:{span.column}-{span.end_column}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k: one two three", "1:8-11"),
        ("k: 'one two three'", "1:9-12"),
        ('k: "one two three"', "1:9-12"),
        ("k: 'it''s one two'", "1:15-18"),
        ('k: "say \\"one\\" two"', "1:17-20"),
        ("k: one\n  two three", "2:3-6"),
        ("k: 'one\n  two three'", "2:3-6"),
        ("k: >\n  one\n  two three\n", "3:3-6"),
        ("k: |\n  one\n  two three\n", "3:3-6"),
        ("k: ж one two three", "1:10-13"),
        ("k: 😀 two", "1:6-9"),
    ],
)
def test_a_part_is_found(text: str, expected: str) -> None:
    assert place(text, "two") == expected


def test_an_empty_part_is_a_caret() -> None:
    node = value("k: ab")
    span = SourceMap({"x": "k: ab"}).span(node, 2, 2)
    assert (span.line, span.column, span.end_column) == (1, 6, 6)
    node = value("k: 'ab'")
    span = SourceMap({"x": "k: 'ab'"}).span(node, 2, 2)
    assert (span.line, span.column, span.end_column) == (1, 7, 7)


def test_what_cannot_be_aligned_is_the_whole() -> None:
    text = 'k: "a\\x62c two"'
    node = value(text)
    assert SourceMap({"x": text}).span(node, 4, 7) == node.span


def test_without_the_source_the_place_is_the_whole() -> None:
    node = value("k: 'one two'")
    assert SourceMap({}).span(node, 4, 7) == node.span


def test_raw_text_of_a_span() -> None:
    stretcher = SourceMap({"x": "ab\r\ncd"})
    assert stretcher.raw(Span("x", 2, 1, 2, 3)) == "cd"
    assert stretcher.raw(Span("x", 1, 1, 2, 3)) is None
    assert stretcher.raw(Span("x", 9, 1, 9, 3)) is None
    assert stretcher.raw(Span("y", 1, 1, 1, 1)) == ""


@given(st.text(alphabet="ab c'\"\\\n-é", min_size=1, max_size=20), st.sampled_from(["'", '"', "|", None]))
def test_any_part_of_any_style_lies_inside_its_scalar(words: str, style: str | None) -> None:
    text = yaml.safe_dump({"k": words}, default_style=style, allow_unicode=True)
    root = parse(text, "x", Problems())
    if not isinstance(root, MappingNode) or not isinstance(root.pairs[0].value, ScalarNode):
        return
    node = root.pairs[0].value
    stretcher = SourceMap({"x": text})
    for start in range(len(node.text)):
        span = stretcher.span(node, start, start + 1)
        assert (node.span.line, 0) <= (span.line, span.column)
        assert span.end_line <= node.span.end_line
        raw = stretcher.raw(span)
        if span != node.span and raw is not None and not raw.isspace():
            assert raw in (node.text[start], "")
