"""Sums of figures: the same on every version of Python."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

__all__ = ["sum_of"]


def sum_of(values: Iterable[float]) -> float:
    """The exact sum of the values, rounded once; infinite where it is too large for a float.

    `sum` rounds floats in another way since Python 3.12, so that its last digit depends on the version.
    """
    values = tuple(values)
    try:
        return fsum(values)
    except (OverflowError, ValueError):  # too large, or of infinities
        return sum(values)
