"""The caret stands under the place, whatever the line is made of."""

from __future__ import annotations

import pytest

from mlarch.diagnostics import Span
from mlarch.report.escape import visible, width
from mlarch.report.excerpt import Excerpt, excerpt


def at(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span("a.yaml", line, column, end_line, end_column)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("name: shop", at(1, 7, 1, 11), Excerpt(1, "name: shop", 6, 4)),
        ("\tname: shop", at(1, 8, 1, 12), Excerpt(1, "    name: shop", 10, 4)),
        ("名前: 店", at(1, 5, 1, 6), Excerpt(1, "名前: 店", 6, 2)),
        ("e\u0301té: x", at(1, 6, 1, 7), Excerpt(1, "e\u0301té: x", 4, 1)),
        ("a: \x1bx", at(1, 5, 1, 6), Excerpt(1, "a: \\x1bx", 7, 1)),
        ("a: b\nc: d", at(2, 1, 2, 2), Excerpt(2, "c: d", 0, 1)),
        ("a: b\r\nc: d", at(2, 1, 2, 2), Excerpt(2, "c: d", 0, 1)),
        ("a:\n  b: c\n  d: e", at(2, 3, 3, 7), Excerpt(2, "  b: c", 2, 4)),
        ("a: b", at(1, 5, 1, 5), Excerpt(1, "a: b", 4, 1)),
        ("a: b", at(1, 50, 1, 60), Excerpt(1, "a: b", 4, 1)),
    ],
)
def test_the_place_in_terminal_columns(text: str, span: Span, expected: Excerpt) -> None:
    assert excerpt(span, {"a.yaml": text}) == expected


@pytest.mark.parametrize("span", [at(0, 1, 0, 1), at(9, 1, 9, 1), Span("b.yaml", 1, 1, 1, 2)])
def test_a_line_that_is_not_there(span: Span) -> None:
    assert excerpt(span, {"a.yaml": "a: b"}) is None


@pytest.mark.parametrize("start", [1, 100, 250, 480])
def test_a_long_line_is_cut_around_the_place(start: int) -> None:
    line = "".join(chr(ord("a") + i % 26) for i in range(500))
    shown = excerpt(at(1, start, 1, start + 10), {"a.yaml": line}, 60)
    assert shown is not None
    assert width(shown.text) <= 60
    assert shown.text[shown.start : shown.start + shown.length] == line[start - 1 : start + 9]


def test_a_place_longer_than_the_line_allows_is_cut_too() -> None:
    shown = excerpt(at(1, 1, 1, 401), {"a.yaml": "x" * 400}, 60)
    assert shown is not None
    assert width(shown.text) <= 60
    assert shown.length <= 60


def test_visible_keeps_scripts_and_emoji_and_escapes_what_moves_the_cursor() -> None:
    kept = "Ünïcode 名前 مرحبا \U0001f469\u200d\U0001f4bb"
    assert visible(kept) == kept
    assert visible("a\tb\r\x00\u200e") == "a    b\\x0d\\x00\\u200e"
    assert visible("\ufeff\ud800\U000e0001") == "\\ufeff\\ud800\\U000e0001"


@pytest.mark.parametrize("character", ["\u0301", "x", "漢", "\u200d"])
def test_a_very_long_line_is_cut_in_one_pass(character: str) -> None:
    """Also one of characters that take no room, of which no number would fill the line."""
    shown = excerpt(Span("x", 1, 3, 1, 30_001), {"x": "a " + character * 60_000}, 80)
    assert shown is not None
    assert width(shown.text) <= 80
    assert len(shown.text) <= 4 * 80 * 2
