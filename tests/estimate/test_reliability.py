"""Availability and retries, against worked figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.estimate import attempts, downtime, parallel, series

shares = st.lists(st.floats(min_value=0, max_value=1), max_size=6)


def test_five_parts_of_three_nines_in_series() -> None:
    assert series([0.999] * 5) == pytest.approx(0.99501, rel=1e-5)


def test_two_parts_of_three_nines_in_parallel() -> None:
    assert parallel([0.999, 0.999]) == pytest.approx(0.999999, rel=1e-9)


def test_three_nines_are_43_minutes_a_month() -> None:
    assert downtime(0.999) / 60 == pytest.approx(43.2)


def test_nothing_in_series_always_works_and_nothing_in_parallel_never() -> None:
    assert series([]) == 1.0
    assert parallel([]) == 0.0


@given(shares)
def test_a_chain_is_no_better_than_its_weakest_part_and_a_choice_no_worse_than_its_best(
    values: list[float],
) -> None:
    assert series(values) <= min(values, default=1.0)
    assert parallel(values) >= max(values, default=0.0) - 1e-12


def test_three_links_with_three_retries_make_64_calls() -> None:
    assert attempts([3, 3, 3]) == 64
    assert attempts([]) == 1
    assert attempts([0, 2]) == 3


@pytest.mark.parametrize("value", [-0.1, 1.1, 99.9, float("nan")])
def test_an_availability_is_a_share(value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        series([value])
