"""Facts of one design, each found when it is asked for the first time and kept with the design."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from mlarch.graph import DesignGraph

__all__ = ["fact"]

_T = TypeVar("_T")


def fact(find: Callable[[DesignGraph], _T]) -> Callable[[DesignGraph], _T]:
    """Let `find` look at each design once; what it answered is kept in `DesignGraph.facts`.

    Nothing outlives its design, and no other design can be taken for it. Two threads that ask at the same
    time may both look; they get equal answers, because a design does not change.
    """

    @wraps(find)
    def once(design: DesignGraph) -> _T:
        if once not in design.facts:
            design.facts[once] = find(design)
        return cast("_T", design.facts[once])

    return once
