"""Lists of words, and when text is coloured."""

from __future__ import annotations

import click
import pytest

from mlarch.cli.options import Words, color_wanted, flatten


def test_words_are_separated_by_commas_and_trimmed():
    assert Words().convert(" a, b ,,c", None, None) == ("a", "b", "c")


def test_words_of_a_source_are_checked():
    words = Words(lambda: ("svg", "png"))
    assert words.convert("png,svg", None, None) == ("png", "svg")
    with pytest.raises(click.BadParameter, match="Did you mean 'png'"):
        words.convert("svg,pnj", None, None)


def test_repeated_options_join_in_order_each_word_once():
    assert flatten([("b", "a"), ("a", "c")]) == ("b", "a", "c")


@pytest.mark.parametrize(
    ("choice", "environment", "expected"),
    [
        (True, {"NO_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "1"}, False),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (None, {"FORCE_COLOR": "1"}, True),
        (None, {}, False),
    ],
)
def test_colour_follows_the_option_then_the_environment_then_the_terminal(
    folder, monkeypatch, choice, environment, expected
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert color_wanted(choice) is expected
