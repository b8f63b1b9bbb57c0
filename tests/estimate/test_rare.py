"""Rare positives, against worked figures."""

from __future__ import annotations

import pytest

from mlarch.estimate import accuracy_of_never, corrected_probability, precision


def test_always_no_is_nearly_always_right_about_fraud() -> None:
    assert accuracy_of_never(1e-4) == pytest.approx(0.9999)


def test_a_score_of_one_half_is_a_thousandth_when_a_thousandth_of_the_negatives_was_kept() -> None:
    assert corrected_probability(0.5, 0.001) == pytest.approx(0.000999, rel=1e-3)


def test_keeping_all_negatives_changes_nothing() -> None:
    assert corrected_probability(0.3, 1.0) == pytest.approx(0.3)


@pytest.mark.parametrize(("score", "kept"), [(1.2, 0.5), (0.5, 0.0), (0.5, -1.0)])
def test_shares_lie_between_nothing_and_all(score: float, kept: float) -> None:
    with pytest.raises(ValueError, match=r"lies between|must have been kept"):
        corrected_probability(score, kept)


def test_precision_at_one_positive_in_ten_thousand() -> None:
    assert precision(1e-4, 0.8, 0.001) == pytest.approx(0.0741, abs=5e-5)
    assert precision(1e-4, 0.8, 0.00008) == pytest.approx(0.5, abs=1e-3)


def test_precision_without_alarms() -> None:
    assert precision(0.0, 0.8, 0.0) == 0.0
