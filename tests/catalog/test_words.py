"""Folding of words for comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.catalog import normalize
from mlarch.catalog.words import LONGEST, listed, tokens, without_parentheses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Load Balancer", "load_balancer"),
        ("Load-Balancers", "loadbalancer"),
        ("A/B testing", "AB testing"),
        ("Pub/Sub", "pubsub"),
        ("indices", "index"),
        ("indexes", "index"),
        ("batches", "batch"),
        ("caches", "cache"),
        ("registries", "registry"),
        ("APIs", "API"),
        ("people", "person"),
        ("labelling platform", "Labeling-Platform"),
        ("feature catalogue", "feature catalog"),
        ("slate optimiser", "slate optimizer"),
        ("anonymisation", "anonymization"),
        ("nearest neighbour", "nearest neighbor"),
        ("model artefact", "model artifact"),
        ("trust & safety", "trust and safety"),
        ("W&B", "w and b"),
        ("user's DB", "users DB"),
        ("user’s DB", "user DB"),
        ("ＡＰＩ", "api"),
    ],
)
def test_equal(one: str, other: str):
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(("one", "other"), [("ranker", "re-ranker"), ("class", "clas"), ("a", "b")])
def test_different(one: str, other: str):
    assert normalize(one) != normalize(other)


@given(st.text(max_size=400))
def test_any_text(text: str):
    folded = normalize(text)
    assert folded == "".join(tokens(text))
    assert " " not in folded
    # Case folding may lengthen a letter, and nothing else lengthens the text.
    assert len(folded) <= 4 * LONGEST


def test_brackets():
    assert without_parentheses("a (b (c) d) e [f]").split() == ["a", "e"]
    assert without_parentheses("a (b") == "a (b"


def test_listed():
    assert listed("a,  b\n c,, d ") == ("a", "b c", "d")
