"""The time of one scenario: a walk through the design, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from mlarch.catalog.base import Role
from mlarch.estimate.distributions import Spread
from mlarch.estimate.sums import sum_of
from mlarch.graph import DesignGraph
from mlarch.model import Flow, Mode, Scenario
from mlarch.records import dataclass

__all__ = ["Leg", "Walk", "walk"]


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a walk: what it does in words, and its time on average and at most (p99, or a whole
    interval that was just missed), in seconds."""

    source: str
    target: str
    what: str
    usual: float
    worst: float


@dataclass(frozen=True, slots=True)
class Walk:
    """A scenario with its legs and their sums."""

    name: str
    legs: tuple[Leg, ...]

    @property
    def usual(self) -> float:
        """Seconds on average."""
        return sum_of(leg.usual for leg in self.legs)

    @property
    def worst(self) -> float:
        """Seconds when every leg takes long."""
        return sum_of(leg.worst for leg in self.legs)


def walk(graph: DesignGraph, scenario: Scenario, spreads: Mapping[str, Spread], hop: float) -> Walk:
    """The time of a scenario. A call costs a hop and the own time of what is called; the way back to a
    caller costs nothing. A run costs half of its interval on average and all of it at most; a stream its
    lag. Times of people and of clients are not counted.
    """
    legs: list[Leg] = []
    open_calls: list[str] = []
    steps = [step.component for step in scenario.steps]
    for source, target in pairwise(steps):
        if len(open_calls) > 1 and open_calls[-1] == source and open_calls[-2] == target:
            open_calls.pop()
            legs.append(Leg(source, target, "returns", 0.0, 0.0))
            continue
        if not open_calls or open_calls[-1] != source:
            open_calls = [source]
        open_calls.append(target)
        legs.append(_leg(graph, source, target, spreads, hop))
    return Walk(scenario.name, tuple(legs))


def _leg(graph: DesignGraph, source: str, target: str, spreads: Mapping[str, Spread], hop: float) -> Leg:
    flow = next((f for f in graph.architecture.flows if f.ends == (source, target)), None)
    spread = spreads[target]
    timed = spread.known and graph.kind(target).role not in (Role.CLIENT, Role.PERSON)
    own, late = (spread.mean, spread.p99) if timed else (0.0, 0.0)
    if flow is None or flow.mode is Mode.CALL:
        return Leg(source, target, "call", hop + own, hop + late)
    lag, every = _lag(flow)
    what = " and ".join(
        words
        for words, value in (
            (f"every {flow.every}", every),
            (f"lag {flow.lag}", lag),
        )
        if value
    )
    own, late = (own, late) if flow.mode is Mode.STREAM else (0.0, 0.0)
    return Leg(source, target, what or str(flow.mode), lag + every / 2 + own, lag + every + late)


def _lag(flow: Flow) -> tuple[float, float]:
    return (
        flow.lag.value if flow.lag is not None else 0.0,
        flow.every.value if flow.every is not None else 0.0,
    )
