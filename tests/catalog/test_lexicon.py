"""The words that rules of reasoning read."""

from __future__ import annotations

import pytest

from mlarch.catalog import lexicon
from mlarch.catalog.lexicon import Words

PATTERNS = {name: value for name, value in vars(lexicon).items() if isinstance(value, Words)}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_public_and_looks_at_the_beginning_of_a_text_only(name: str) -> None:
    """A field of 64 KiB of almost matching words once kept a review busy for minutes."""
    assert name in lexicon.__all__
    assert Words(PATTERNS[name].pattern).search("x" * 2_000 + " in training, other when served") is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (lexicon.FROM_THE_FUTURE, "final amount"),
        (lexicon.BY_RANDOM_ROWS, "shuffled rows"),
        (lexicon.TRAINING_DIFFERS, "measured in training, forecast when served"),
        (lexicon.DECIDED_BY_SYSTEM, "blocked by the model"),
        (lexicon.CLOSED_CASES_ONLY, "only completed trips"),
        (lexicon.INDEX_APART, "the index is rebuilt overnight"),
    ],
)
def test_what_is_meant_is_found(words: Words, text: str) -> None:
    assert words.search(text) is not None
    assert words.search("as people usually write") is None
