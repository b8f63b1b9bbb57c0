"""Seeded Monte Carlo over the tree of a request. numpy is imported here only, and late."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from mlarch.estimate.distributions import PERCENTILES
from mlarch.estimate.steps import Call, Place, Request, Step
from mlarch.records import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Times = NDArray[np.float64]
    Rows = NDArray[np.intp]

__all__ = ["MIDDLE_CORRELATION", "Outcome", "affordable", "sample"]

MIDDLE_CORRELATION = 0.3
"""Correlation of the stages' times between independence and all slow together."""

_WORK = 6e6  # own times drawn at most; larger requests take fewer samples
_FEWEST = 2_000
_SPELLED_OUT = 3_000  # own times of one request; more are drawn once per component and shifted
_COPIES = 8  # calls at the same time that are drawn one by one; more are drawn in groups
_SEQUENCE = 32


@dataclass(frozen=True)
class Outcome:
    """Times of a request (seconds): mean, percentiles by name, the share of answers with a fallback.

    An answer falls back where every call of one step exceeds its timeout and something else answers for it:
    of calls made at the same time, those that come in time are enough. `branches` holds the p99 of the
    requests that make a rare step, by the component called. `samples` is how many requests were drawn, which
    is fewer than asked for where one request is very large.
    """

    mean: float
    percentiles: dict[str, float]
    fallback_share: float
    branches: dict[str, tuple[float, float]]
    samples: int

    @property
    def figures(self) -> dict[str, float]:
        """The mean and the percentiles by their names."""
        return {"mean": self.mean, **self.percentiles}


def sample(
    tree: Request, hop: float, *, samples: int, seed: int, correlation: float = 0.0, branches: bool = False
) -> Outcome:
    """Draw requests and measure them.

    Own times are independent, or with a `correlation` share a common factor (a Gaussian copula). No queue
    may be saturated, for its wait has no finite value. The last outcomes are kept: while a spec is written,
    most edits leave most requests as they were.
    """
    # The parts of a large request are shared, and to compare them one by one is dear.
    drawn = _drawn.__wrapped__ if tree.size > _SPELLED_OUT else _drawn
    return drawn(tree, hop, samples, seed, correlation, branches)


@lru_cache(maxsize=256)
def _drawn(tree: Request, hop: float, samples: int, seed: int, correlation: float, branches: bool) -> Outcome:
    import numpy as np

    count = affordable((tree,), samples)
    sampler = _Sampler(count, seed, hop, correlation, tree.size > _SPELLED_OUT)
    total = sampler.request(tree, None)
    at = np.quantile(total, tuple(PERCENTILES.values()))
    found: dict[str, tuple[float, float]] = {}
    for name, rows in sampler.branches.items() if branches else ():
        if len(rows):
            found[name] = (len(rows) / count, float(np.quantile(total[rows], 0.99)))
    return Outcome(
        float(total.mean()),
        dict(zip(PERCENTILES, map(float, at), strict=True)),
        float(sampler.failed.mean()),
        found,
        count,
    )


def affordable(trees: Iterable[Request], samples: int, work: float = _WORK) -> int:
    """How many of `samples` requests of each tree can be drawn with `work` own times; at least 2,000."""
    size = math.fsum(min(tree.size, _SPELLED_OUT) for tree in trees)
    return int(max(min(samples, work / max(size, 1.0)), min(samples, _FEWEST)))


class _Sampler:
    """One run: arrays of the times of `count` requests, one number for each."""

    def __init__(self, count: int, seed: int, hop: float, correlation: float, shared: bool) -> None:
        import numpy as np

        self._np = np
        self._random = np.random.Generator(np.random.PCG64(seed))
        self._count, self._hop = count, hop
        self._common = self._random.standard_normal(count) if correlation > 0 else None
        self._own_weight, self._common_weight = math.sqrt(1 - correlation), math.sqrt(correlation)
        self.failed = np.zeros(count, dtype=bool)
        self._none: Rows = np.empty(0, dtype=np.intp)
        self.branches: dict[str, Rows] = {}
        self._shared: dict[str, Times] | None = {} if shared else None

    def request(self, tree: Request, rows: Rows | None, copies: float = 1.0) -> Times:
        """The time of a request in `rows` (all where None): the own time and its steps. Of `copies` made at
        the same time the slowest own time counts."""
        if self._shared is None:
            return self._spelled_out(tree, rows, copies)
        whole = self._shared.get(tree.component)
        if whole is None:
            whole = self._shared[tree.component] = self._spelled_out(tree, None, 1.0)
        shift = 0 if self._common is not None else int(self._random.integers(self._count))
        turned = self._np.roll(whole, shift) if shift else whole
        return turned.copy() if rows is None else turned[rows]

    def _spelled_out(self, tree: Request, rows: Rows | None, copies: float) -> Times:
        total = self._place(tree.place, rows, copies)
        draws: dict[int, Times] = {}
        for step in tree.steps:
            made = self._made(step, draws, total.size)
            if made is None:
                total += self._step(step, rows)
                continue
            inside = self._np.flatnonzero(made)
            if inside.size:
                own_rows = inside if rows is None else rows[inside]
                if step.rare:
                    self._note(step, own_rows)
                total[inside] += self._step(step, own_rows)
        return total

    def _made(self, step: Step, draws: dict[int, Times], size: int) -> NDArray[np.bool_] | None:
        """Which requests make a step; None for all of them."""
        if step.share >= 1:
            return None
        if step.choice is None:
            chosen: NDArray[np.bool_] = self._random.random(size) < step.share
            return chosen
        if step.choice not in draws:
            draws[step.choice] = self._random.random(size)
        draw = draws[step.choice]
        inside: NDArray[np.bool_] = (draw >= step.above) & (draw < step.above + step.share)
        return inside

    def _note(self, step: Step, rows: Rows) -> None:
        for call in step.calls:
            name, known = call.target.component, self.branches.get(call.target.component)
            self.branches[name] = rows if known is None else self._np.union1d(known, rows)

    def _step(self, step: Step, rows: Rows | None) -> Times:
        slowest, late = self._answered(step.calls[0], rows)
        for call in step.calls[1:]:
            time, also = self._answered(call, rows)
            self._np.maximum(slowest, time, out=slowest)
            late = self._np.intersect1d(late, also, assume_unique=True)
        self.failed[late] = True
        return slowest

    def _answered(self, call: Call, rows: Rows | None) -> tuple[Times, Rows]:
        """The time of a call, and the requests for which its fallback answered."""
        late: list[Rows] = []
        time = self._call(call, rows, late)
        return time, self._np.unique(self._np.concatenate(late)) if late else self._none

    def _call(self, call: Call, rows: Rows | None, late: list[Rows]) -> Times:
        if call.calls <= 1:
            return self._tries(call, rows, 1.0, late)
        if not call.parallel:
            return self._sequence(call, rows, late)
        if call.target.steps or call.timeout < math.inf or call.target.place.waiting is not None:
            count = int(min(call.calls, _COPIES))
        else:
            count = 1
        slowest = self._tries(call, rows, call.calls / count, late)
        for _ in range(count - 1):
            self._np.maximum(slowest, self._tries(call, rows, call.calls / count, late), out=slowest)
        return slowest

    def _sequence(self, call: Call, rows: Rows | None, late: list[Rows]) -> Times:
        """Calls one after the other; of very many some are drawn, and their sum is scaled."""
        drawn = int(min(call.calls, _SEQUENCE))
        total = self._tries(call, rows, 1.0, late)
        for _ in range(drawn - 1):
            total += self._tries(call, rows, 1.0, late)
        if call.calls == drawn:
            return total
        mean = total.mean()
        scale = call.calls / drawn
        whole: Times = total * scale
        return whole if self._common is not None else whole + (total - mean) * (math.sqrt(scale) - scale)

    def _tries(self, call: Call, rows: Rows | None, copies: float, fell_back: list[Rows]) -> Times:
        """A call with its hop: what exceeds the timeout costs the timeout, is tried again, and at last the
        fallback answers in its own time: those requests are noted in `fell_back`."""
        time = self.request(call.target, rows, copies)
        time += self._hop
        if call.timeout == math.inf:
            return time
        late = self._np.flatnonzero(time > call.timeout)
        time[late] = call.timeout
        for _ in range(call.tries - 1):
            if not late.size:
                break
            again = self.request(call.target, late if rows is None else rows[late], copies) + self._hop
            time[late] += self._np.minimum(again, call.timeout)
            late = late[again > call.timeout]
        if late.size:
            failed = late if rows is None else rows[late]
            if call.answer is not None or call.flow.fallback is not None:
                fell_back.append(failed)
            if call.answer is not None:
                time[late] += self._place(call.answer, failed, 1.0) + self._hop
        return time

    def _place(self, place: Place, rows: Rows | None, copies: float) -> Times:
        """The own time and the wait of a component: of a scatter, the slowest of its shards."""
        size = self._count if rows is None else rows.size
        waiting = place.waiting if place.waiting is not None and place.waiting.probability > 1e-6 else None
        if waiting is None or place.shards == 1:
            time = self._own(place, rows, size, copies * place.shards)
            return time if waiting is None else time + self._wait(waiting.probability, waiting.drain, size)
        count = min(place.shards, _COPIES)
        slowest = self._np.zeros(size)
        for _ in range(count):
            time = self._own(place, rows, size, copies * place.shards / count)
            time += self._wait(waiting.probability, waiting.drain, size)
            self._np.maximum(slowest, time, out=slowest)
        return slowest

    def _own(self, place: Place, rows: Rows | None, size: int, draws: float) -> Times:
        spread = place.spread
        if spread.sigma == 0 or spread.median <= 0:
            return self._np.full(size, min(spread.median, spread.ceiling))
        normal = self._random.standard_normal(size) if draws <= 1 else self._largest(size, draws)
        if self._common is not None:
            common = self._common if rows is None else self._common[rows]
            normal = normal * self._own_weight + common * self._common_weight
        normal *= spread.sigma
        self._np.exp(normal, out=normal)
        normal *= spread.median
        if spread.ceiling < math.inf:
            self._np.minimum(normal, spread.ceiling, out=normal)
        return normal

    def _largest(self, size: int, draws: float) -> Times:
        """The largest of so many standard normal numbers."""
        if draws <= 4 and draws == int(draws):
            largest = self._random.standard_normal(size)
            for _ in range(int(draws) - 1):
                self._np.maximum(largest, self._random.standard_normal(size), out=largest)
            return largest
        return _normal_quantile(self._random.random(size) ** (1.0 / draws))

    def _wait(self, probability: float, drain: float, size: int) -> Times:
        """Nothing for most, an exponential time for the share that waits: one uniform number decides both."""
        draw = self._random.random(size)
        waits = draw < probability
        time = self._np.zeros(size)
        time[waits] = -self._np.log((draw[waits] + 1e-300) / probability) / drain
        return time


def _normal_quantile(share: Times) -> Times:
    """The quantile function of the standard normal distribution (relative error below 1.2e-9).

    Source: P. J. Acklam, *An algorithm for computing the inverse normal cumulative distribution function*,
    2003.
    """
    import numpy as np

    a = [-39.69683028665376, 220.9460984245205, -275.9285104469687]
    a += [138.3577518672690, -30.66479806614716, 2.506628277459239]
    b = (
        -54.47609879822406,
        161.5858368580409,
        -155.6989798598866,
        66.80131188771972,
        -13.28068155288572,
        1.0,
    )
    c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838]
    c += [-2.549732539343734, 4.374664141464968, 2.938163982698783]
    d = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1.0)
    share = np.clip(share, 1e-300, 1 - 1e-16)
    centred = share - 0.5
    squared = centred * centred
    found: Times = np.polyval(a, squared) * centred / np.polyval(b, squared)
    for tail, sign in ((share < 0.02425, 1.0), (share > 1 - 0.02425, -1.0)):
        rest = share[tail] if sign > 0 else 1.0 - share[tail]
        root = np.sqrt(-2.0 * np.log(rest))
        found[tail] = sign * np.polyval(c, root) / np.polyval(d, root)
    return found
