"""What letters an expression needs, read off it; in doubt it needs nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.lazy import regex
from mlarch.prefilter import branches


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        ("late payments?", [("late payment",)]),
        (r"\bat (?:the )?(?:end|close)s?\b", [("at ",), ("end", "close")]),
        (r"(?:a|b)*no+w{0,2}", [("n",), ("o",)]),
        (r"(?:x(?:yes|no)|zed) after", [("yes", "no", "zed"), (" after",)]),
        (r"(?:x|\w+) after", [(" after",)]),
        (r"(?!never )sent(?<!re)(?= out)", [("sent",)]),
        (r"[abc]+\u0020\x41\1(?P<one>in)(?P=one)", [("in",)]),
        (r"(?:in|out){2}", [("in", "out")]),
        (r"(?:one|two|)three", [("one", "two", ""), ("three",)]),
        (r"a(?:in|out){0,1}?z", [("a",), ("z",)]),
        (r"(?i:late)", []),
        (r"(?>late)", []),
    ],
)
def test_letters_that_a_match_needs_in_their_order(expression: str, needs: list[tuple[str, ...]]) -> None:
    assert [branch.needs for branch in branches(expression)] == [needs]


def test_alternatives_are_told_apart_outside_of_groups_and_classes() -> None:
    found = branches(r"early|(?:on|in) time|[x|y]late\|")
    assert [branch.source for branch in found] == ["early", "(?:on|in) time", r"[x|y]late\|"]
    assert [branch.telling for branch in found] == [("early",), (" time",), ("late",)]


def test_the_letters_follow_each_other() -> None:
    (branch,) = branches(r"not (?:\w+ )*(?:seen|read)")
    assert branch.may_match("not yet read")
    assert not branch.may_match("read, not written")
    assert not branch.may_match("not noted")


_ATOMS = st.sampled_from(["a", "b", "ab", r"\w", r"\b", "[ab]", ".", "^", r"\-", " ", "(?!a)", "(?<=b)"])
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}?", "??", ""])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.lists(inner, min_size=2, max_size=3).map("|".join),
    ),
    max_leaves=8,
)


@given(_EXPRESSIONS, st.text("ab -", max_size=8))
def test_what_the_letters_rule_out_does_not_match(expression: str, text: str) -> None:
    plain = re.compile(expression).search(text)
    found = [re.compile(branch.source).search(text) for branch in branches(expression)]
    possible = [branch.may_match(text) for branch in branches(expression)]
    assert all(may for may, match in zip(possible, found, strict=True) if match is not None)
    assert (plain is None) == (not any(found))
    lazy = regex(expression).search(text)
    assert (lazy and lazy.span()) == (plain and plain.span())
