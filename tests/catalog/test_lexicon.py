"""The words that rules of reasoning read."""

from __future__ import annotations

from types import ModuleType

import pytest

from mlarch.catalog.lexicon import (
    actions,
    ages,
    caches,
    censoring,
    decisions,
    experiments,
    exposure,
    fallbacks,
    features,
    meaning,
    measures,
    moments,
    pairs,
    privacy,
    release,
    scores,
    selection,
    sides,
    splits,
    training,
)
from mlarch.catalog.lexicon.schedules import period
from mlarch.catalog.lexicon.words import Words

MODULES: tuple[ModuleType, ...] = (
    actions,
    ages,
    caches,
    experiments,
    fallbacks,
    features,
    censoring,
    decisions,
    exposure,
    selection,
    meaning,
    measures,
    moments,
    pairs,
    privacy,
    release,
    scores,
    sides,
    splits,
    training,
)
PATTERNS = {
    name: (module, value)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Words)
    and not name.startswith("_")
    and (module is meaning or name not in meaning.__all__)
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_public_and_looks_at_the_beginning_of_a_text_only(name: str) -> None:
    """A field of 64 KiB of almost matching words once kept a review busy for minutes."""
    module, words = PATTERNS[name]
    assert name in module.__all__
    assert Words(words.expression).search("x" * 2_000 + " in training, other when served") is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (features.FROM_THE_FUTURE, "final amount"),
        (splits.BY_RANDOM_ROWS, "shuffled rows"),
        (training.TRAINING_DIFFERS, "measured in training, forecast when served"),
        (decisions.DECIDED_BY_SYSTEM, "blocked by the model"),
        (censoring.CLOSED_CASES_ONLY, "only completed trips"),
        (pairs.INDEX_APART, "the index is rebuilt overnight"),
        (decisions.DECIDED_BY_SYSTEM, "moderated automatically"),
        (decisions.DECIDED_BY_SYSTEM, "the lane chosen by last week's plan"),
        (splits.BY_RANDOM_ROWS, "a tenth drawn by lot"),
        (scores.REBALANCED, "rows without a click dropped except every 30th"),
        (fallbacks.ALLOWS, "no score means no risk"),
        (caches.FOR_EVERYBODY, "one entry for all branches"),
        (features.FROM_THE_FUTURE, "repair cost from the invoice"),
        (pairs.INDEX_APART, "old documents keep their vectors"),
        (release.ONE_PART_OF_THE_TIME, "new model in the small hours"),
        (release.ONE_PART_OF_THE_TIME, "canary during the school holidays"),
        (release.ONE_PART_OF_THE_TIME, "two quiet hours after lunch"),
        (actions.BY_ITSELF, "refunds without waiting for staff"),
        (actions.MOVES_SOMETHING, "open the sluice gate"),
        (features.FROM_THE_FUTURE, "amount finally paid"),
        (features.FROM_THE_FUTURE, "observed weather of the delivery day"),
        (caches.COPIES, "synchronised once a day"),
        (caches.STATES, "hours worked this week"),
        (censoring.CLOSED_CASES_ONLY, "contracts that still run are removed"),
        (censoring.CAPPED, "stations without any bikes show zero demand"),
        (scores.RAW_SCORE, "the network's number"),
        (scores.REBALANCED, "majority trimmed to a tenth"),
        (measures.ONE_AVERAGE, "median error"),
        (privacy.HANDED_OUT, "the vendor may use the texts to train"),
        (training.NARROW_SOURCE, "recorded in a quiet booth"),
    ],
)
def test_what_is_meant_is_found(words: Words, text: str) -> None:
    assert words.search(text) is not None
    assert words.search("as people usually write") is None


def test_overall_is_no_word_for_errors_in_one_direction() -> None:
    assert measures.SEES_COSTS.search("overall accuracy") is None
    assert measures.SEES_COSTS.search("over-forecast in units") is not None


@pytest.mark.parametrize("text", ["never final amount", "without the final amount", "no final amount"])
def test_what_is_denied_is_not_said(text: str) -> None:
    assert features.FROM_THE_FUTURE.search(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("nightly load", 86_400),
        ("loaded at 02:00 each night", 86_400),
        ("on sundays", 604_800),
        ("every 15 minutes", 900),
        ("hourly, and once a week in full", 3_600),
        ("in the first month", None),
        ("streamed, with a nightly correction", None),
    ],
)
def test_how_often_a_job_runs(text: str, seconds: float | None) -> None:
    assert period(text) == seconds
