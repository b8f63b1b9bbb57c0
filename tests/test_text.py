"""Words for messages."""

from __future__ import annotations

import pytest

from mlarch.diagnostics import MlarchError
from mlarch.text import choice, did_you_mean, hint, listed, nearest

WORDS = ("sketch", "design", "production")


def test_the_nearest_first_whatever_the_case():
    assert nearest("Desing", WORDS) == ("design",)
    assert set(nearest("ab", ["abc", "abd", "xyz"], most=2)) == {"abc", "abd"}
    assert nearest("x", WORDS, most=3) == ()


def test_a_far_word_is_no_suggestion():
    assert did_you_mean("desing", WORDS) == "Did you mean `design`?"
    assert did_you_mean("banana", WORDS) == ""


def test_lists():
    assert [listed(WORDS[:n]) for n in range(4)] == [
        "",
        "`sketch`",
        "`sketch` or `design`",
        "`sketch`, `design` or `production`",
    ]
    assert listed(WORDS[:2], "and") == "`sketch` and `design`"


def test_a_hint_is_the_nearest_or_all():
    assert hint("desing", WORDS) == "Did you mean `design`?"
    assert hint("banana", WORDS) == "There is `sketch`, `design` and `production`."
    assert hint("banana", ()) == ""


def test_a_choice():
    assert choice("stage", "sketch", WORDS) == "sketch"
    with pytest.raises(MlarchError, match="there is no stage `x` here") as caught:
        choice("stage", "x", WORDS, " here")
    assert caught.value.help == "There is `sketch`, `design` and `production`."
    with pytest.raises(MlarchError) as caught:
        choice("view", "x", ())
    assert caught.value.help == "There is none at all: a spec has them under `views:`."
