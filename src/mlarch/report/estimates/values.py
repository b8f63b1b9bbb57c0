"""Figures as JSON numbers: rounded, and left out where they do not apply."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from mlarch.estimate.figures import Figure

__all__ = ["EXACT", "SAMPLED", "applying", "number", "rounded"]

SAMPLED = 4
"""Significant digits of what is sampled."""

EXACT = 8
"""Significant digits of everything else."""


def number(figure: Figure | None, digits: int = EXACT) -> float | None:
    """The value of a figure; None for none."""
    return None if figure is None else rounded(figure.value, digits)


def rounded(value: float | None, digits: int) -> float | None:
    """To so many significant digits; None for what has no finite value."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.{digits}g}")


def applying(document: Mapping[str, Any], *always: str) -> dict[str, Any]:
    """`document` without what does not apply, but for the keys `always`."""
    return {key: value for key, value in document.items() if key in always or value not in (None, "", [], {})}
