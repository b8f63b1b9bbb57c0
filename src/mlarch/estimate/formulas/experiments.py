"""Experiments: how many units each arm needs before an effect can be told from chance."""

from __future__ import annotations

from statistics import NormalDist

__all__ = ["arm_size", "days_needed", "rate_arm_size"]

_POWER = 0.8
_SIGNIFICANCE = 0.05


def arm_size(variance: float, effect: float, power: float = _POWER) -> float:
    """Units per arm that show a difference of `effect` between two means, at 5 % significance.

    n = 16 sigma^2 / delta^2 at a power of 80 %; for another power the 16 is scaled as the sum of the normal
    quantiles squared. Source: Van Belle, *Statistical Rules of Thumb*, 2008, rule 2.2; Kohavi, Tang and Xu,
    *Trustworthy Online Controlled Experiments*, 2020, chapter 17. Raises `ValueError` for a variance below 0,
    an effect of 0, or a power that is not between one half and 1.
    """
    if variance < 0 or effect == 0:
        raise ValueError("a variance is not below 0, and an effect is not 0")
    if not 0.5 <= power < 1:
        raise ValueError(f"a power lies between 0.5 and 1, not at {power!r}")
    return 16 * variance / effect**2 * (_quantiles(power) / _quantiles(_POWER)) ** 2


def rate_arm_size(rate: float, relative: float, power: float = _POWER) -> float:
    """Units per arm that show a change of a rate (a share of units) by the share `relative` of itself.

    A yes or no has the variance rate x (1 - rate). Raises `ValueError` for a rate not between 0 and 1,
    else as `arm_size`.
    """
    if not 0 < rate < 1:
        raise ValueError(f"a rate lies between 0 and 1, not at {rate!r}")
    return arm_size(rate * (1 - rate), rate * relative, power)


def days_needed(arm: float, units_per_day: float, allocation: float = 1.0, arms: int = 2) -> float:
    """Days until `arms` arms of `arm` units each are full, of a share `allocation` of new units per day.

    Every unit is taken as new each day: units that come back make it longer. Infinite without any unit.
    """
    enrolled = units_per_day * allocation
    return arms * arm / enrolled if enrolled > 0 else float("inf")


def _quantiles(power: float) -> float:
    normal = NormalDist()
    return normal.inv_cdf(1 - _SIGNIFICANCE / 2) + normal.inv_cdf(power)
