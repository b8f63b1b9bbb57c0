"""The words that rules of reasoning read."""

from __future__ import annotations

import re
from pathlib import Path
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
    goals,
    meaning,
    measures,
    moments,
    negatives,
    pairs,
    privacy,
    release,
    scores,
    selection,
    sides,
    splits,
    training,
    watching,
)
from mlarch.catalog.lexicon.numbers import figure, seconds
from mlarch.catalog.lexicon.schedules import period
from mlarch.catalog.lexicon.words import Words, any_of, pattern

MODULES: tuple[ModuleType, ...] = (
    actions,
    ages,
    caches,
    experiments,
    fallbacks,
    features,
    goals,
    censoring,
    decisions,
    exposure,
    selection,
    meaning,
    measures,
    moments,
    pairs,
    negatives,
    privacy,
    release,
    scores,
    sides,
    splits,
    training,
    watching,
)
SPECS = Path(__file__).parents[2] / "specs"
# Pieces of what authors write, and expressions as they stand, which are full of the words.
TEXTS = [
    *(file.read_text(encoding="utf-8").lower()[-3_000:-1_500] for file in sorted(SPECS.glob("*.yaml"))),
    *(re.sub(r"[^a-z ]+", " ", Path(module.__file__ or "").read_text("utf-8"))[:1_900] for module in MODULES),
]
PATTERNS = {
    name: (module, value)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Words)
    and not name.startswith("_")
    and (module is meaning or name not in meaning.__all__)
}


def test_all_patterns_are_public() -> None:
    assert [name for name, (module, _) in PATTERNS.items() if name not in module.__all__] == []


def test_patterns_look_at_the_beginning_of_a_text_only() -> None:
    """A field of 64 KiB of almost matching words once kept a review busy for minutes."""
    text = "x" * 2_000 + " in training, other when served"
    assert [name for name, (_, words) in PATTERNS.items() if words.search(text) is not None] == []


def test_where_nothing_is_written_nothing_is_said() -> None:
    """An empty text is not searched: most parts of a large design have no description."""
    assert [name for name, (_, words) in PATTERNS.items() if re.search(words.expression, "")] == []


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


@pytest.mark.parametrize(
    ("digits", "times", "number"),
    [
        ("2,900", None, 2_900),
        ("1.200.000", None, 1_200_000),
        ("1.5", "k", 1_500),
        ("0.125", None, 0.125),
        ("0,125", "million", 125_000),
        ("10.125", None, 10_125),
        ("1.2.3", None, 0),
    ],
)
def test_what_digits_come_to(digits: str, times: str | None, number: float) -> None:
    assert figure(digits, times) == number


def test_words_are_found_from_left_to_right_and_the_first_alternative_wins() -> None:
    words = any_of(r"late|later (?:payments?)", r"paid", r"later")
    assert [found[0] for found in words.matches("later payments, paid later, unpaid")] == [
        "late",
        "paid",
        "late",
    ]
    assert words.without("paid later") == " r"
    assert pattern(r"pay").search("unpaying") is not None
    assert any_of(r"pay").search("unpaying") is None


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_asked_one_by_one_or_as_a_whole_they_find_the_same(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, (home, said) in PATTERNS.items():
        if home is not module:
            continue
        found = []
        for often in (len(TEXTS), -1):
            monkeypatch.setattr("mlarch.catalog.lexicon.words._OFTEN", often)
            fresh = Words(said._alternatives, said._opening)
            found.append([[(match.span(), match[0]) for match in fresh.matches(text)] for text in TEXTS])
        assert found[0] == found[1], name


@pytest.mark.parametrize(
    ("count", "unit", "length"),
    [
        (None, "day", 86_400),
        ("a", "week", 604_800),
        ("half an", "hour", 1_800),
        ("three", "mins", 180),
        ("1.5", "h", 5_400),
        ("2", "months", 60 * 86_400),
        ("two", "seasons", 364 * 86_400),
        ("30", "s", 30),
    ],
)
def test_how_long_a_time_is(count: str | None, unit: str, length: float) -> None:
    assert seconds(count, unit) == length
