"""The size of an experiment against worked numbers."""

from __future__ import annotations

import pytest

import mlarch
from mlarch.estimate.formulas.experiments import arm_size, rate_arm_size


def test_one_per_cent_of_a_click_rate_of_five_per_cent() -> None:
    assert rate_arm_size(0.05, 0.01) == pytest.approx(3.04e6)


def test_sixteen_standard_deviations_squared() -> None:
    assert arm_size(4.0, 0.5) == pytest.approx(256.0)


def test_the_direction_of_an_effect_does_not_matter() -> None:
    assert arm_size(4.0, -0.5) == arm_size(4.0, 0.5)


def test_more_power_needs_more_units() -> None:
    assert arm_size(1.0, 1.0, 0.9) == pytest.approx(16 * (3.2415 / 2.8016) ** 2, rel=1e-3)


@pytest.mark.parametrize(
    ("variance", "effect", "power"), [(-1.0, 1.0, 0.8), (1.0, 0.0, 0.8), (1.0, 1.0, 1.0), (1.0, 1.0, 0.2)]
)
def test_what_cannot_be(variance: float, effect: float, power: float) -> None:
    with pytest.raises(ValueError, match=r"power|variance"):
        arm_size(variance, effect, power)


@pytest.mark.parametrize("rate", [0.0, 1.0, -0.1])
def test_a_rate_is_a_share(rate: float) -> None:
    with pytest.raises(ValueError, match="a rate lies"):
        rate_arm_size(rate, 0.01)


@pytest.mark.parametrize(
    ("unit", "days"),
    [("user", True), ("viewer, budgets split", True), ("city", False), ("cluster of users", False)],
)
def test_days_follow_from_daily_users_where_they_are_the_units(unit: str, days: bool) -> None:
    experiment = f"{{unit: '{unit}', effect: 1 %, base: 5%, power: 80%}}"
    spec = (
        "mlarch: 1\nname: t\nrequirements: {daily_active_users: 10M, requests_per_user: 1}\n"
        f"evaluation: {{experiment: {experiment}}}\ncomponents: {{app: client, api: api server}}\n"
        "flows: [app -> api]\n"
    )
    found = mlarch.loads(spec).estimate(samples=100)
    assert found.trial is not None
    assert (found.trial.days is not None) is days
    assert [each.what for each in found.missing if "experiment" in each.what] == []
