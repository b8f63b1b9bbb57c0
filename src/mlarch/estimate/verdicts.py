"""Which targets a design misses, decided by closed forms where they suffice and by sampling where not."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlarch.estimate.bounds import critical_path, critical_steps, likely, together
from mlarch.estimate.distributions import PERCENTILES, Spread
from mlarch.estimate.engine import Estimate
from mlarch.estimate.figures import Figure, Origin, Unit, unique
from mlarch.estimate.requests import requests
from mlarch.estimate.sampling import affordable, sample
from mlarch.estimate.steps import Request, Step
from mlarch.records import dataclass

__all__ = ["Miss", "misses"]

_BAND = 0.15
"""How far the closed form must lie from the target to be believed, as a share of the target."""

_FIRST_LOOK = 5_000
_LOOK_BAND = 0.08
"""So many requests are drawn first; a target that they meet by so much is met."""

_DRAWS = 2e7
"""Own times drawn for one design at most; what is begun is finished."""

_SAMPLED = "Monte Carlo"

_WITNESS = 24
"""So many components of a request are named one after the other."""

_NEGLIGIBLE = 0.005
"""A branch made by fewer requests than this does not move a p99."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A target that requests at `entry` miss: its percentile `name` (`p99`), the `target` and what is
    `reached`. `certain` says that the stated figures alone are enough to miss it. `path` is what a usual
    request waits for, from its beginning, `slowest` the components of the path with the highest p99."""

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
    are overloaded is another fault, and no time is finite with them.

    The work is in proportion to the design: requests share what they have in common, and when the draws of
    one design are used up, the entries after that are decided by the closed form alone.
    """
    targets = {name: value for name, value in estimate.targets.items() if name in PERCENTILES}
    if not targets:
        return
    loads = {name: each for name, each in estimate.capacities.items() if not each.overloaded}
    trees = requests(estimate.graph, estimate.entrances, estimate.spreads, loads, estimate.traffic)
    judge = _Judge(estimate)
    for entry, tree in trees.items():
        doubtful = {
            name: value for name, value in targets.items() if not judge.plainly_meets(tree, name, value)
        }
        if not doubtful:
            continue
        reached, source = judge.reached(tree, doubtful)
        for name, target in doubtful.items():
            if reached.get(name, 0.0) <= target:
                continue
            path = critical_path(tree, judge.means, _WITNESS)
            inputs = unique((*(i for each in path for i in estimate.spreads[each].inputs), estimate.hop[1]))
            figure = Figure(reached[name], Unit.TIME, "components in turn", inputs, source)
            alone = judge.stated_alone(tree, name)
            yield Miss(entry, name, target, figure, alone > target, alone, path, judge.slowest(tree))
            break


class _Judge:
    """Decides the requests of one design. What is computed of a request is kept for those that share it."""

    def __init__(self, estimate: Estimate) -> None:
        self._estimate, self._options, self._hop = estimate, estimate.options, estimate.hop[0]
        self._stated_hop = self._hop if estimate.hop[1].origin is Origin.STATED else 0.0
        self.means: dict[int, float] = {}
        self._draws = _DRAWS
        self._made: dict[int, Request] = {}
        self._stated: dict[int, Request] = {}
        self._slowest: dict[int, tuple[str, ...]] = {}
        self._longest_stated: dict[tuple[int, str], float] = {}
        self._sums: dict[float, dict[int, float]] = {}
        self._moments: dict[bool, dict[int, tuple[float, float]]] = {}

    def plainly_meets(self, tree: Request, name: str, target: float) -> bool:
        """Whether the target is met beyond doubt, so that nothing need be sampled.

        A request that makes every call takes no less time than one that makes some, and the sum of a
        percentile along its path is seldom less than the percentile of the sum.
        """
        whole = self._all_made(tree)
        if self._together(whole, PERCENTILES[name]) <= target:
            return True
        return PERCENTILES[name] <= PERCENTILES["p99"] and self._likely(whole, "p99") <= target * (1 - _BAND)

    def reached(self, tree: Request, targets: Mapping[str, float]) -> tuple[Mapping[str, float], str]:
        """The percentiles of a request, and how they were found."""
        first = self._sample(tree, self._hop, _FIRST_LOOK)
        if first is not None and all(
            first[each] <= value * (1 - _LOOK_BAND) for each, value in targets.items()
        ):
            return first, _SAMPLED
        reached = self._sample(tree, self._hop, self._options.samples)
        if reached is not None:
            return reached, _SAMPLED
        return {name: self._likely(tree, name) for name in targets}, "moments of a log-normal sum"

    def slowest(self, tree: Request) -> tuple[str, ...]:
        """The three components of the critical path with the highest p99."""
        if id(tree) not in self._slowest:
            below = (self.slowest(each) for each in critical_steps(tree, self.means))
            names = dict.fromkeys((tree.component, *itertools.chain.from_iterable(below)))
            spreads = self._estimate.spreads
            self._slowest[id(tree)] = tuple(sorted(names, key=lambda each: -spreads[each].p99)[:3])
        return self._slowest[id(tree)]

    def _longest(self, tree: Request, name: str) -> float:
        """The longest time that one component of the critical path states."""
        if (id(tree), name) not in self._longest_stated:
            figure = getattr(self._estimate.graph.components[tree.component].latency, name, None)
            own = figure.value if figure is not None else 0.0
            below = (self._longest(each, name) for each in critical_steps(tree, self.means))
            self._longest_stated[id(tree), name] = max(own, *below, 0.0)
        return self._longest_stated[id(tree), name]

    def stated_alone(self, tree: Request, name: str) -> float:
        """What the stated times alone reach: everything that is assumed counts as nothing."""
        longest = self._longest(tree, name)
        stated = self._stated_only(tree)
        reached = self._sample(stated, self._stated_hop, 20_000)
        return max(longest, reached[name] if reached is not None else self._likely(stated, name, stated=True))

    def _sample(self, tree: Request, hop: float, samples: int) -> Mapping[str, float] | None:
        """Sampled percentiles; None when the draws are used up."""
        if self._draws <= 0:
            return None
        self._draws -= affordable((tree,), samples) * min(tree.size, _DRAWS)
        return sample(tree, hop, samples=samples, seed=self._options.seed).percentiles

    def _likely(self, tree: Request, name: str, *, stated: bool = False) -> float:
        hop = self._stated_hop if stated else self._hop
        return likely(tree, hop, PERCENTILES[name], self._moments.setdefault(stated, {}))

    def _together(self, tree: Request, share: float) -> float:
        return together(tree, self._hop, share, self._sums.setdefault(share, {}))

    def _all_made(self, tree: Request) -> Request:
        """The request with every step made; of those that exclude each other the slowest."""
        if id(tree) not in self._made:
            steps: list[Step] = []
            slowest: dict[int, float] = {}
            for step in tree.steps:
                whole = [self._all_made(call.target) for call in step.calls]
                same = all(call.target is one for call, one in zip(step.calls, whole, strict=True))
                if same and step.share == 1 and step.choice is None:
                    steps.append(step)
                    continue
                calls = tuple(replace(call, target=one) for call, one in zip(step.calls, whole, strict=True))
                made = Step(calls, 1.0 if step.share >= _NEGLIGIBLE else step.share, step.choice)
                if step.choice is not None:
                    time = max(self._together(call.target, PERCENTILES["p99"]) for call in calls)
                    if time <= slowest.get(step.choice, -1.0):
                        continue
                    slowest[step.choice] = time
                    steps = [other for other in steps if other.choice != step.choice]
                steps.append(made)
            all_the_same = len(steps) == len(tree.steps) and all(map(operator.is_, steps, tree.steps))
            self._made[id(tree)] = tree if all_the_same else Request(tree.place, tuple(steps))
        return self._made[id(tree)]

    def _stated_only(self, tree: Request) -> Request:
        if id(tree) not in self._stated:
            place = replace(tree.place, spread=_stated_spread(tree.place.spread), waiting=None)
            steps = tuple(
                replace(
                    step,
                    calls=tuple(replace(call, target=self._stated_only(call.target)) for call in step.calls),
                )
                for step in tree.steps
            )
            self._stated[id(tree)] = Request(place, steps)
        return self._stated[id(tree)]


def _stated_spread(spread: Spread) -> Spread:
    """What is stated of a time: the fit where its spread is, the middle where that is all, else nothing."""
    if spread.inputs and all(each.origin is Origin.STATED for each in spread.inputs):
        return spread
    stated = [each for each in spread.inputs if each.origin is Origin.STATED]
    last = stated[0].name.rpartition(".")[2] if len(stated) == 1 else ""
    if last in ("latency", "mean", "p50") and math.isfinite(spread.median):
        return Spread(spread.median)
    return Spread(0.0)
