"""The latency of requests at each entry, against the target."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from dataclasses import replace
from statistics import NormalDist

from mlarch.estimate.bounds import Row, critical_path, rare_branches, rows, together
from mlarch.estimate.distributions import PERCENTILES, Spread
from mlarch.estimate.figures import Figure, Input, Unit, shown, unique
from mlarch.estimate.requests import walk
from mlarch.estimate.sampling import MIDDLE_CORRELATION, Outcome, sample
from mlarch.estimate.steps import Place, Request
from mlarch.model import Latency
from mlarch.records import dataclass

__all__ = ["Entry", "Influence", "Verdict", "entry_of", "influences", "places", "targets_of"]

_SOURCE = "seeded Monte Carlo over independent log-normal times"
_SHOWN = ("p50", "p95", "p99", "p999")
_Z99 = NormalDist().inv_cdf(0.99)
_RELIABLE = 5_000
"""Requests drawn below which a p99 is rough."""

_ENDLESS = Outcome(math.inf, dict.fromkeys(PERCENTILES, math.inf), 0.0, {}, 0)
"""Where something is overloaded: no time is finite."""


class Verdict(enum.StrEnum):
    """Whether a request meets the stated latency."""

    HOLDS = "holds"
    """Also when the stages slow down together to some degree (correlation 0.3)."""
    TIGHT = "tight"
    """Only while the stages are independent."""
    FAILS = "fails"


@dataclass(frozen=True)
class Entry:
    """Requests at one entry, the first component behind a client.

    `latency` holds mean, p50, p95, p99 and p999 of independent stages, `correlated` the percentiles with a
    common factor, `together` the p99 when all slow down together. They are empty where something on the way
    is `overloaded`: then no latency is finite. `targets` are the stated limits; `slack` is the least distance
    to one (below 0 where it is missed), None without a target. `branches` are the parts that under half of
    the requests call, with their share and the p99 of those requests.
    """

    at: str
    latency: Mapping[str, Figure]
    correlated: Mapping[str, Figure]
    together: Mapping[str, Figure]
    targets: Mapping[str, float]
    verdict: Verdict | None
    slack: float | None
    critical_path: tuple[str, ...]
    rows: tuple[Row, ...]
    fallback_share: float
    branches: Mapping[str, tuple[float, float]]
    overloaded: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    inputs: tuple[Input, ...]
    samples: int


def targets_of(latency: Latency | None) -> dict[str, float]:
    """The limits of a latency target in seconds; a plain time is taken for the p99, `max` for the p999."""
    if latency is None:
        return {}
    found: dict[str, float] = {}
    for name, value in latency.figures():
        key = {"": "p99", "max": "p999"}.get(name, name)
        found[key] = min(value.value, found.get(key, math.inf))
    return found


def places(tree: Request) -> dict[str, Place]:
    """Every component on the way of a request, with what is known of it, fallbacks left out."""
    found: dict[str, Place] = {}
    for request in walk(tree):
        found.setdefault(request.component, request.place)
    return found


def entry_of(
    tree: Request,
    hop: float,
    hop_input: Input,
    targets: Mapping[str, float],
    overloaded: tuple[str, ...],
    *,
    samples: int,
    seed: int,
) -> Entry:
    """The latency of requests at the root of `tree`."""
    around = places(tree)
    full = tuple(name for name in around if name in overloaded)
    inputs = unique((*(i for place in around.values() for i in place.spread.inputs), hop_input))
    alone, middle = _drawn(tree, hop, samples, seed) if not full else (_ENDLESS, _ENDLESS)
    verdict, slack = _verdict(targets, alone.figures, middle.figures)
    sums = {"p99": together(tree, hop, PERCENTILES["p99"])} if not full else {}

    def figures(numbers: Mapping[str, float], source: str, *names: str) -> dict[str, Figure]:
        text = f"{len(around)} components"
        finite = [name for name in names if math.isfinite(numbers.get(name, math.inf))]
        return {name: Figure(numbers[name], Unit.TIME, text, inputs, source) for name in finite}

    return Entry(
        tree.component,
        figures(alone.figures, _SOURCE, "mean", *_SHOWN),
        figures(middle.figures, f"{_SOURCE}, correlation {MIDDLE_CORRELATION}", *_SHOWN),
        figures(sums, "sum of the p99 along the path", "p99"),
        targets,
        verdict,
        slack,
        critical_path(tree),
        rows(tree, hop),
        alone.fallback_share,
        alone.branches,
        full,
        tuple(name for name, place in around.items() if not place.spread.known),
        _notes(around, alone.samples),
        inputs,
        alone.samples,
    )


def _drawn(tree: Request, hop: float, samples: int, seed: int) -> tuple[Outcome, Outcome]:
    """Requests with independent stages, and with a common factor."""
    alone = sample(tree, hop, samples=samples, seed=seed, branches=bool(rare_branches(tree)))
    return alone, sample(tree, hop, samples=samples, seed=seed, correlation=MIDDLE_CORRELATION)


def _notes(around: Mapping[str, Place], samples: int) -> tuple[str, ...]:
    """What to know of the figures: percentiles that contradict each other, too few requests."""
    notes = [
        f"{name}: {note}"
        for name, place in around.items()
        for note in (*place.spread.notes, place.spread.contradiction)
        if note
    ]
    if 0 < samples < _RELIABLE:
        notes.append(
            f"only {samples} requests were drawn, for the design is large: its percentiles are rough"
        )
    return tuple(notes)


def _verdict(
    targets: Mapping[str, float], alone: Mapping[str, float], middle: Mapping[str, float]
) -> tuple[Verdict | None, float | None]:
    known = [name for name in targets if name in alone]
    if not known:
        return None, None
    slack = min(targets[name] - alone[name] for name in known)
    if slack < 0:
        return Verdict.FAILS, slack if math.isfinite(slack) else None
    meets = all(middle[name] <= targets[name] for name in known)
    return (Verdict.HOLDS if meets else Verdict.TIGHT), slack


@dataclass(frozen=True, slots=True)
class Influence:
    """By how many seconds the p99 of a request grows when one input grows by a tenth."""

    input: str
    change: float


_VARIED = 8
_VARIED_SAMPLES = 20_000
_VARIED_WORK = 1e6  # own times drawn for each


def influences(tree: Request, hop: float, hop_name: str, seed: int) -> tuple[Influence, ...]:
    """The inputs that move the p99 of a request most, the strongest first.

    The same random numbers are drawn for each, so that only the input makes the difference.
    """

    samples = int(min(_VARIED_SAMPLES, max(2_000, _VARIED_WORK / tree.size)))

    def p99(varied: Request, each_hop: float = hop) -> float:
        return sample(varied, each_hop, samples=samples, seed=seed).percentiles["p99"]

    base = p99(tree)
    found = []
    around = sorted(places(tree).values(), key=lambda place: -place.spread.p99)[:_VARIED]
    for place in around:
        spread = place.spread
        if spread.median <= 0:
            continue
        for field, other in (
            ("p50", replace(spread, median=spread.median * 1.1, sigma=_less(spread.sigma))),
            ("p99", replace(spread, sigma=spread.sigma + math.log(1.1) / _Z99)),
        ):
            change = p99(_with(tree, place.component, other, {})) - base
            found.append(Influence(f"components.{place.component}.latency.{field}", change))
    if hop > 0:
        found.append(Influence(hop_name, p99(tree, hop * 1.1) - base))
    ordered = sorted(found, key=lambda each: (-each.change, each.input))
    return tuple(each for each in ordered if each.change > 0.001 * base)


def _less(sigma: float) -> float:
    """The sigma that leaves the p99 where it is when the median grows by a tenth."""
    return max(0.0, sigma - math.log(1.1) / _Z99)


def _with(tree: Request, component: str, spread: Spread, done: dict[int, Request]) -> Request:
    """The request with another own time of one component."""
    if id(tree) not in done:
        place = replace(tree.place, spread=spread) if tree.component == component else tree.place
        steps = tuple(
            replace(
                step,
                calls=tuple(
                    replace(call, target=_with(call.target, component, spread, done)) for call in step.calls
                ),
            )
            for step in tree.steps
        )
        done[id(tree)] = Request(place, steps)
    return done[id(tree)]


def describe(entry: Entry) -> str:
    """The verdict in one line."""
    if entry.overloaded:
        names = ", ".join(entry.overloaded)
        return (
            f"no finite latency: {names} {'is' if len(entry.overloaded) == 1 else 'are'} overloaded at peak"
        )
    if entry.verdict is None or "p99" not in entry.latency:
        return f"p99 {entry.latency['p99']}" if "p99" in entry.latency else "unknown"
    name = min(
        (name for name in entry.targets if name in entry.latency),
        key=lambda each: entry.targets[each] - entry.latency[each].value,
        default="",
    )
    slack = shown(abs(entry.slack or 0.0), Unit.TIME)
    words = f"{slack} to spare" if (entry.slack or 0.0) >= 0 else f"{slack} too slow"
    reached = f"{name} {entry.latency[name]} of {shown(entry.targets[name], Unit.TIME)}, " if name else ""
    return f"{entry.verdict}, {reached}{words}"
