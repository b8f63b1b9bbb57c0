"""The case studies, each of which is read and laid out once for all tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import mlarch

__all__ = ["STUDIES", "study"]

STUDIES = sorted((Path(__file__).parents[1] / "specs").glob("*.yaml"))


@cache
def study(path: Path) -> mlarch.Design:
    """The design of a case study; it keeps its pictures."""
    return mlarch.load(path)
