"""The data types and their everyday words."""

from __future__ import annotations

import pytest

from mlarch.catalog import TYPES, normalize, type_of
from mlarch.catalog.phrases import _LONGEST_ALIAS
from mlarch.catalog.words import tokens

EXPECTED = """
    request response event raw_data media documents query features embeddings index candidates scores
    ranked_list predictions decision labels training_dataset
    model_artifact config experiment_assignment metrics logs
    traces alerts notification chunks prompt tokens
"""


def test_the_types_are_those_of_the_language():
    assert list(TYPES) == EXPECTED.split()


def test_there_are_hundreds_of_words_for_them():
    assert sum(len(data_type.aliases) for data_type in TYPES.values()) >= 350


def test_no_word_has_two_types():
    owners: dict[str, str] = {}
    for data_type in TYPES.values():
        for word in (data_type.id, data_type.name, *data_type.aliases, *data_type.alone):
            assert owners.setdefault(normalize(word), data_type.id) == data_type.id, word


@pytest.mark.parametrize("data_type", TYPES.values(), ids=lambda data_type: data_type.id)
def test_every_word_has_its_type(data_type):
    assert data_type.description.endswith(".")
    for word in (data_type.id, data_type.name, *data_type.aliases, *data_type.alone):
        assert type_of(word) == data_type.id, word
        assert type_of(word.upper()) == data_type.id, word


@pytest.mark.parametrize("data_type", TYPES.values(), ids=lambda data_type: data_type.id)
def test_a_word_that_must_stand_alone_types_no_longer_phrase(data_type):
    for word in data_type.alone:
        assert type_of(f"other {word}") is None, word


def test_no_alias_is_longer_than_the_typing_looks():
    words = [word for data_type in TYPES.values() for word in data_type.aliases]
    assert max(len(tokens(word)) for word in words) <= _LONGEST_ALIAS
