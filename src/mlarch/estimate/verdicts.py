"""Which targets a design misses, decided by closed forms where they suffice and by sampling where not."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mlarch.estimate.bounds import critical_path, likely_p99, together
from mlarch.estimate.distributions import PERCENTILES, Spread
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import places
from mlarch.estimate.figures import Figure, Origin, Unit, unique
from mlarch.estimate.requests import Request, Step, request
from mlarch.estimate.sampling import sample

__all__ = ["Miss", "misses"]

_BAND = 0.15
"""How far the closed form must lie from the target to be believed, as a share of the target."""

_FIRST_LOOK = 5_000
_LOOK_BAND = 0.08
"""So many requests are drawn first; a target that they meet by so much is met."""

_NEGLIGIBLE = 0.005
"""A branch made by fewer requests than this does not move a p99."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A target that requests at `entry` miss: its percentile `name` (`p99`), the `target` and what is
    `reached`. `certain` says that the stated figures alone are enough to miss it. `path` is what a usual
    request waits for, `slowest` the components of the path with the highest p99."""

    entry: str
    name: str
    target: float
    reached: Figure
    certain: bool
    stated: float
    path: tuple[str, ...]
    slowest: tuple[str, ...]


def misses(estimate: Estimate) -> Iterator[Miss]:
    """The targets that requests miss at some entry. Queues of overloaded components are left out: that they
    are overloaded is another fault, and no time is finite with them."""
    targets = {name: value for name, value in estimate.targets.items() if name in PERCENTILES}
    if not targets:
        return
    loads = {name: each for name, each in estimate.capacities.items() if not each.overloaded}
    hop = estimate.hop[0]
    for entry in estimate.entrances:
        tree = request(estimate.graph, entry, estimate.spreads, loads, estimate.traffic)
        doubtful = {
            name: value for name, value in targets.items() if not _plainly_meets(tree, hop, name, value)
        }
        if not doubtful:
            continue
        options = estimate.options
        first = sample(tree, hop, samples=_FIRST_LOOK, seed=options.seed).percentiles
        if all(first[each] <= value * (1 - _LOOK_BAND) for each, value in doubtful.items()):
            continue
        reached = sample(tree, hop, samples=options.samples, seed=options.seed).percentiles
        around = places(tree)
        inputs = unique((*(i for place in around.values() for i in place.spread.inputs), estimate.hop[1]))
        for name, target in doubtful.items():
            if reached.get(name, 0.0) <= target:
                continue
            path = critical_path(tree)
            slowest = sorted(dict.fromkeys(path), key=lambda each: -around[each].spread.p99)[:3]
            figure = Figure(reached[name], Unit.TIME, f"{len(around)} components", inputs, "Monte Carlo")
            alone = _stated_alone(tree, estimate, name)
            yield Miss(entry, name, target, figure, alone > target, alone, path, tuple(slowest))
            break


def _plainly_meets(tree: Request, hop: float, name: str, target: float) -> bool:
    """Whether the target is met beyond doubt, so that nothing need be sampled.

    A request that makes every call takes no less time than one that makes some, and the sum of a percentile
    along its path is seldom less than the percentile of the sum.
    """
    whole = _all_made(tree, hop, {})
    if together(whole, hop, PERCENTILES[name]) <= target:
        return True
    return PERCENTILES[name] <= PERCENTILES["p99"] and likely_p99(whole, hop) <= target * (1 - _BAND)


def _all_made(tree: Request, hop: float, done: dict[int, Request]) -> Request:
    """The request with every step made; of those that exclude each other the slowest."""
    if id(tree) not in done:
        steps: list[Step] = []
        slowest: dict[int, float] = {}
        for step in tree.steps:
            calls = tuple(replace(call, target=_all_made(call.target, hop, done)) for call in step.calls)
            made = Step(calls, 1.0 if step.share >= _NEGLIGIBLE else step.share, step.choice)
            if step.choice is not None:
                time = max(together(call.target, hop) for call in calls)
                if time <= slowest.get(step.choice, -1.0):
                    continue
                slowest[step.choice] = time
                steps = [other for other in steps if other.choice != step.choice]
            steps.append(made)
        done[id(tree)] = Request(tree.place, tuple(steps))
    return done[id(tree)]


def _stated_alone(tree: Request, estimate: Estimate, name: str) -> float:
    """What the stated times alone reach: everything that is assumed counts as nothing."""
    stated_hop = estimate.hop[0] if estimate.hop[1].origin is Origin.STATED else 0.0
    single = (getattr(estimate.graph.components[each].latency, name, None) for each in critical_path(tree))
    longest = max((figure.value for figure in single if figure is not None), default=0.0)
    reached = sample(_stated_only(tree, {}), stated_hop, samples=20_000, seed=estimate.options.seed)
    return max(longest, reached.percentiles.get(name, 0.0))


def _stated_only(tree: Request, done: dict[int, Request]) -> Request:
    if id(tree) not in done:
        spread = tree.place.spread
        place = replace(tree.place, spread=_stated_spread(spread), waiting=None)
        steps = tuple(
            replace(
                step,
                calls=tuple(replace(call, target=_stated_only(call.target, done)) for call in step.calls),
            )
            for step in tree.steps
        )
        done[id(tree)] = Request(place, steps)
    return done[id(tree)]


def _stated_spread(spread: Spread) -> Spread:
    """What is stated of a time: the fit where its spread is, the middle where that is all, else nothing."""
    if spread.inputs and all(each.origin is Origin.STATED for each in spread.inputs):
        return spread
    stated = [each for each in spread.inputs if each.origin is Origin.STATED]
    last = stated[0].name.rpartition(".")[2] if len(stated) == 1 else ""
    if last in ("latency", "mean", "p50") and math.isfinite(spread.median):
        return Spread(spread.median)
    return Spread(0.0)
