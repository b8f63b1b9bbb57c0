"""Availability in series and in parallel, and what retries multiply to."""

from __future__ import annotations

import math
from collections.abc import Iterable

__all__ = ["attempts", "downtime", "parallel", "series"]

_MONTH = 30 * 86_400.0  # seconds


def series(availabilities: Iterable[float]) -> float:
    """The share of time in which all parts work at once, when each fails by itself: the product.

    Five parts of 99.9 % make 99.5 %. Of no part it is 1. Source: any text on reliability, here the *System
    Design Primer*, availability in numbers; shares from 0 to 1, else `ValueError`.
    """
    return math.prod(_share(value) for value in availabilities)


def parallel(availabilities: Iterable[float]) -> float:
    """The share of time in which at least one of the parts works: one minus the product of what each lacks.

    Two parts of 99.9 % make 99.9999 %. Of no part it is 0. Source as for `series`; the parts must not fail
    together, as two replicas on one machine would.
    """
    return 1.0 - math.prod(1.0 - _share(value) for value in availabilities)


def downtime(availability: float, period: float = _MONTH) -> float:
    """Seconds without service in `period` (seconds; 30 days by default). 99.9 % are 43.2 minutes a month."""
    return (1.0 - _share(availability)) * period


def attempts(retries: Iterable[int]) -> int:
    """How many calls reach the last of a chain for one request, when every link retries as often as it may.

    Each link tries once and `retries` times more, and the tries multiply: three links with three retries each
    make 64. Source: Beyer et al., *Site Reliability Engineering*, 2016, chapter 22 (retries).
    """
    return math.prod(1 + max(0, count) for count in retries)


def _share(value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"an availability lies between 0 and 1, not at {value!r}")
    return value
