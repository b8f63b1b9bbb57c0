"""What can be said of a request in closed form: the path that matters, its rows, sums and bounds."""

from __future__ import annotations

import math
from statistics import NormalDist

from mlarch.estimate.distributions import normal_quantile
from mlarch.estimate.formulas.queueing import Waiting
from mlarch.estimate.requests import walk
from mlarch.estimate.steps import Call, Place, Request, Step
from mlarch.records import dataclass

__all__ = ["Row", "critical_path", "critical_steps", "likely", "rare_branches", "rows", "together"]

_Z99 = NormalDist().inv_cdf(0.99)


def together(tree: Request, hop: float, share: float = 0.99, done: dict[int, float] | None = None) -> float:
    """The percentile `share` of a request whose stages all slow down together: the sum along its path (s).

    Members of one step count once, by the slowest; steps that under half of the requests make are left out.
    Infinite where a queue is saturated. `done` keeps, by identity, what is known of requests already seen.
    """
    return _total(tree, hop, share, {} if done is None else done)


def _total(tree: Request, hop: float, share: float, done: dict[int, float]) -> float:
    if id(tree) not in done:
        total = _at(tree.place, share)
        for step in tree.steps:
            if not step.rare:
                total += max(_call(call, hop, share, done) for call in step.calls)
        done[id(tree)] = total
    return done[id(tree)]


def _at(place: Place, share: float) -> float:
    return place.spread.quantile(share) + (
        place.waiting.quantile(share) if place.waiting is not None else 0.0
    )


def _call(call: Call, hop: float, share: float, done: dict[int, float]) -> float:
    time = hop + _total(call.target, hop, share, done)
    if time > call.timeout:
        time = call.timeout * call.tries
        time += hop + _at(call.answer, share) if call.answer is not None else 0.0
    return time if call.parallel else time * call.calls


def critical_steps(tree: Request, means: dict[int, float]) -> list[Request]:
    """What a component waits for in turn on a usual request: of each step the member slowest on average.

    `means` keeps, by identity, what is known of requests already seen.
    """
    return [
        max(step.calls, key=lambda call: _mean_call(call, 0.0, means)).target
        for step in tree.steps
        if not step.rare
    ]


def critical_path(tree: Request, means: dict[int, float] | None = None, most: int = 400) -> tuple[str, ...]:
    """The components that a usual request waits for, in order, at most so many of them."""
    path: list[str] = []
    known: dict[int, float] = {} if means is None else means
    waiting = [tree]
    while waiting and len(path) < most:
        request = waiting.pop()
        path.append(request.component)
        waiting += reversed(critical_steps(request, known))
    return tuple(path)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the account of a request, in order.

    `kind` is `own`, `wait` (the queue) or `hop`. `start` is when it begins on average, `mean`, `p50` and
    `p99` how long it takes. `critical` is false beside the path that matters; `share` of the requests have
    it. `depth` says how deep in the calls it lies.
    """

    component: str
    kind: str
    depth: int
    start: float
    mean: float
    p50: float
    p99: float
    share: float = 1.0
    critical: bool = True


_ROWS = 400


def rows(tree: Request, hop: float) -> tuple[Row, ...]:
    """The account of a request: own times, queues and hops in the order in which they happen, on average.

    Queues that grow without end are left out. At most 400 rows: a design in which one request makes more
    calls is shown by its beginning.
    """
    found: list[Row] = []
    means: dict[int, float] = {}

    def visit(request: Request, start: float, depth: int, share: float, critical: bool) -> None:
        if len(found) >= _ROWS:
            return
        place, at = request.place, start
        spread = place.spread
        own = _shard_mean(place)
        p50, p99 = spread.quantile(0.5 ** (1 / place.shards)), spread.quantile(0.99 ** (1 / place.shards))
        found.append(Row(place.component, "own", depth, at, own, p50, p99, share, critical))
        at += own
        wait = _finite_wait(place)
        if wait is not None and wait.mean > 0.01 * max(own, 1e-6):
            times = wait.mean, wait.quantile(0.5), wait.quantile(0.99)
            found.append(Row(place.component, "wait", depth, at, *times, share, critical))
            at += wait.mean
        beside: dict[int | None, float] = {}  # how far those are that one draw sends the same rare way
        for step in request.steps:
            behind = beside.get(step.choice, 0.0) if step.together else 0.0
            longest = step_rows(step, at + behind, depth, share, critical)
            beside[step.choice] = behind + (longest if step.rare else 0.0)
            at += 0.0 if step.rare else longest

    def step_rows(step: Step, at: float, depth: int, share: float, critical: bool) -> float:
        times = [_mean_call(call, hop, means) for call in step.calls]
        longest = max(range(len(times)), key=times.__getitem__)
        for index, call in enumerate(step.calls):
            main = critical and index == longest and not step.rare
            inner = share * step.share
            if hop > 0:
                name = call.target.component
                found.append(Row(name, "hop", depth + 1, at, hop, hop, hop, inner, main))
            visit(call.target, at + hop, depth + 1, inner, main)
        return times[longest]

    visit(tree, 0.0, 0, 1.0, True)
    return tuple(found)


def _shard_mean(place: Place) -> float:
    """The mean of the slowest shard, by the median of the largest of so many draws."""
    if place.shards == 1:
        return place.spread.mean
    return max(place.spread.mean, place.spread.quantile(0.57 ** (1 / place.shards)))


def _finite_wait(place: Place) -> Waiting | None:
    """The queue of a component; a saturated one has no place in an account of times."""
    return place.waiting if place.waiting is not None and place.waiting.drain > 0 else None


def _mean(tree: Request, hop: float, done: dict[int, float]) -> float:
    if id(tree) not in done:
        wait = _finite_wait(tree.place)
        total = _shard_mean(tree.place) + (wait.mean if wait is not None else 0.0)
        for step in tree.steps:
            longest = max(_mean_call(call, hop, done) for call in step.calls)
            total += longest * step.share
        done[id(tree)] = total
    return done[id(tree)]


def _mean_call(call: Call, hop: float, done: dict[int, float]) -> float:
    time = min(hop + _mean(call.target, hop, done), call.timeout * call.tries)
    return time if call.parallel else time * call.calls


def likely(
    tree: Request, hop: float, share: float = 0.99, done: dict[int, tuple[float, float]] | None = None
) -> float:
    """The percentile `share` of independent stages, estimated from moments (s): the p99 is within about a
    tenth of the sampled one.

    Each step counts by its slowest member, of which the upper percentiles are taken as if all were like it;
    sums are matched to a log-normal by mean and variance (Fenton, *The Sum of Log-Normal Probability
    Distributions in Scatter Transmission Systems*, 1960). Steps that under half make are left out. `done`
    keeps, by identity, the moments of requests already seen.
    """
    mean, variance = _moments(tree, hop, {} if done is None else done)
    if not (math.isfinite(mean) and math.isfinite(variance)) or mean <= 0:
        return mean
    sigma = math.sqrt(math.log1p(variance / mean**2))
    return mean * math.exp(normal_quantile(share) * sigma - sigma**2 / 2)


def _moments(tree: Request, hop: float, done: dict[int, tuple[float, float]]) -> tuple[float, float]:
    if id(tree) not in done:
        mean, variance = _own_moments(tree.place)
        for step in tree.steps:
            if step.rare:
                continue
            inner = [_call_moments(call, hop, done) for call in step.calls]
            added = _slowest(inner, len(inner))
            mean, variance = mean + added[0], variance + added[1]
        done[id(tree)] = (mean, variance)
    return done[id(tree)]


def _own_moments(place: Place) -> tuple[float, float]:
    spread = place.spread
    mean = spread.mean
    own = (mean, mean**2 * math.expm1(min(spread.sigma**2, 700.0)))
    if place.shards > 1:
        own = _slowest([own], place.shards)
    if place.waiting is None:
        return own
    wait = place.waiting
    if wait.drain <= 0:
        return math.inf, math.inf
    second = 2 * wait.probability / wait.drain**2
    return own[0] + wait.mean, own[1] + second - wait.mean**2


def _call_moments(call: Call, hop: float, done: dict[int, tuple[float, float]]) -> tuple[float, float]:
    mean, variance = _moments(call.target, hop, done)
    mean += hop
    if mean > call.timeout:
        mean, variance = call.timeout * call.tries, 0.0
    if call.calls > 1 and call.parallel:
        return _slowest([(mean, variance)], call.calls)
    return (mean * call.calls, variance * call.calls) if call.calls > 1 else (mean, variance)


def _slowest(members: list[tuple[float, float]], count: float) -> tuple[float, float]:
    """Moments of the slowest of `count`, taken as so many like the slowest: by two of its percentiles."""
    if count <= 1:
        return members[0]
    fits = []
    for mean, variance in members:
        if not math.isfinite(mean) or not math.isfinite(variance):
            return math.inf, math.inf
        sigma = math.sqrt(math.log1p(variance / mean**2)) if mean > 0 else 0.0
        fits.append((mean * math.exp(-(sigma**2) / 2), sigma))
    low, high = (
        max(median * math.exp(sigma * normal_quantile(share ** (1 / count))) for median, sigma in fits)
        for share in (0.5, 0.99)
    )
    if low <= 0:
        return 0.0, 0.0
    sigma = math.log(high / low) / _Z99
    mean = low * math.exp(sigma**2 / 2)
    return mean, mean**2 * math.expm1(min(sigma**2, 700.0))


def rare_branches(tree: Request) -> tuple[tuple[str, float], ...]:
    """The components that under half of the requests call, each with its share."""
    found: dict[str, float] = {}
    for step in (step for request in walk(tree) for step in request.steps if step.rare):
        for call in step.calls:
            found.setdefault(call.target.component, step.share)
    return tuple(found.items())
