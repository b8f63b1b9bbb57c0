"""What a request is made of: places, calls and steps; and which steps share one draw."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from mlarch.estimate.distributions import Spread
from mlarch.estimate.formulas.queueing import Waiting
from mlarch.estimate.sums import sum_of
from mlarch.model import Flow
from mlarch.records import dataclass

__all__ = ["Call", "Place", "Request", "Step", "drawn_together"]

_MAIN = 0.5
"""A branch made by fewer requests than this is a path of its own."""

_BEHIND_CACHES = -2
"""Choices from here down are those of caches: who misses makes all of the steps."""


@dataclass(frozen=True, slots=True)
class Place:
    """One component on the way of a request: its own time, its queue, and how many shards a call touches."""

    component: str
    spread: Spread
    waiting: Waiting | None
    shards: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a step. `calls` are made at the same time, or in turn where `parallel` is false.

    `timeout` is infinite where none is stated. `answer` is the own time of what stands in for a call that
    timed out, None where nothing does.
    """

    flow: Flow
    target: Request
    calls: float
    parallel: bool
    timeout: float
    tries: int
    answer: Place | None


@dataclass(frozen=True, slots=True)
class Step:
    """The calls that are made at the same time. `share` of the requests make them.

    Of the steps with one `choice` a request makes one at most, or all (`together`); `above` is the sum of the
    shares before this one. `main` marks the most frequent of several chains that lead on.
    """

    calls: tuple[Call, ...]
    share: float
    choice: int | None = None
    above: float = 0.0
    main: bool = False

    @property
    def together(self) -> bool:
        """Whether the same requests make them that make the other steps with this choice."""
        return self.choice is not None and self.choice <= _BEHIND_CACHES

    @property
    def rare(self) -> bool:
        """Whether under half of the requests make them, and others are made more often in their place."""
        return self.share < _MAIN and not self.main


@dataclass(frozen=True)
class Request:
    """A component with what it does for one request: its own time, then the steps in order."""

    place: Place
    steps: tuple[Step, ...]

    @property
    def component(self) -> str:
        """The component."""
        return self.place.component

    @cached_property
    def size(self) -> float:
        """How many own times one request draws, everything spelled out."""
        return 1.0 + sum_of(
            max(1.0, min(call.calls, 8.0)) * call.target.size for step in self.steps for call in step.calls
        )


def drawn_together(
    steps: list[Step], parts: Mapping[int, float], hits: Mapping[str, float]
) -> tuple[Step, ...]:
    """The steps of one component, those marked of which one draw decides: chains that lead on (`parts`, the
    shares of requests that came along them), what a cache lets through (`hits`, the hit rates), and shares
    that add up to the whole."""
    return _choices(_misses(_chains(steps, parts), hits))


def _misses(steps: Sequence[Step], hits: Mapping[str, float]) -> list[Step]:
    """The steps, those with the share that a cache before them lets through made by the same requests."""
    found = list(steps)
    missed: dict[int, float] = {}
    for index, step in enumerate(steps):
        for cache, rest in missed.items():
            if step.choice is None and step.share < 1 and math.isclose(step.share, rest, rel_tol=0.01):
                found[index] = replace(step, choice=_BEHIND_CACHES - cache)
                break
        rates = [hits[call.target.component] for call in step.calls if call.target.component in hits]
        if rates:
            missed[index] = 1.0 - max(rates)
    return found


def _chains(steps: list[Step], parts: Mapping[int, float]) -> list[Step]:
    """The steps, those that lead chains on marked as exclusive: a request follows the chain it came along."""
    steps = _merged(steps, parts)
    along = [index for index, step in enumerate(steps) if step.calls[0].flow.index in parts]
    most = max(along, key=lambda index: steps[index].share, default=None)
    found, above = list(steps), 0.0
    for index in along:
        step = steps[index]
        found[index] = Step(step.calls, step.share, -1, above, index == most)
        above += step.share
    return found


def _merged(steps: list[Step], parts: Mapping[int, float]) -> list[Step]:
    """The steps, chains that lead on to the same component over plain calls taken together."""
    found: list[Step] = []
    plain: dict[str, int] = {}
    for step in steps:
        call = step.calls[0]
        if call.flow.index in parts and len(step.calls) == 1 and call.timeout == math.inf and call.calls <= 1:
            known = plain.setdefault(call.target.component, len(found))
            if known < len(found):
                found[known] = Step(found[known].calls, min(1.0, found[known].share + step.share))
                continue
        found.append(step)
    return found


def _choices(steps: list[Step]) -> tuple[Step, ...]:
    """The steps, those next to each other whose shares add up to the whole marked as exclusive."""
    shared = [index for index, step in enumerate(steps) if step.share < 1 and step.choice is None]
    found = list(steps)
    start = 0
    while start < len(shared):
        total, end = 0.0, start
        while end < len(shared) and total < 1 - 1e-9:
            total += steps[shared[end]].share
            end += 1
        if abs(total - 1) > 1e-9 or end - start < 2:
            start += 1
            continue
        above = 0.0
        for index in shared[start:end]:
            step = steps[index]
            found[index] = Step(step.calls, step.share, shared[start], above)
            above += step.share
        start = end
    return tuple(found)
