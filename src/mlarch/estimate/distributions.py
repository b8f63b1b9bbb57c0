"""Times of components as log-normal distributions fitted to what the spec states."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from statistics import NormalDist

from mlarch.catalog.base import Kind
from mlarch.estimate.figures import Figure, Input, assumed, stated, typical
from mlarch.model import Component, Latency
from mlarch.quantities import Dimension, format_value
from mlarch.records import dataclass

__all__ = ["PERCENTILES", "Spread", "answer_time", "fit_latency", "items_of", "normal_quantile", "own_time"]

PERCENTILES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "p999": 0.999}

_NORMAL = NormalDist()
_Z = {name: _NORMAL.inv_cdf(share) for name, share in PERCENTILES.items()}
_MISFIT = 0.05
_USUAL_SPREAD = 4.0  # p99 / p50 where a kind has no typical figures


@lru_cache(maxsize=1024)  # few shares are asked, of every component
def normal_quantile(share: float) -> float:
    """The quantile of the standard normal distribution; at 0 and 1 the last finite ones."""
    return _NORMAL.inv_cdf(min(max(share, 1e-300), 1 - 2**-53))


@dataclass(frozen=True, slots=True)
class Spread:
    """A log-normal time: `median` (s), `sigma` of its logarithm, and a `ceiling` that nothing exceeds.

    `inputs` are the figures that it was fitted to. `notes` name stated figures that it misses, and
    `contradiction` figures that no distribution has together. `known` is false where nothing is known of the
    time and it counts as 0.
    """

    median: float
    sigma: float = 0.0
    ceiling: float = math.inf
    inputs: tuple[Input, ...] = ()
    notes: tuple[str, ...] = ()
    contradiction: str = ""
    known: bool = True

    @property
    def mean(self) -> float:
        """The mean, with what exceeds the ceiling counted as the ceiling."""
        if self.median <= 0 or self.sigma == 0:
            return min(self.median, self.ceiling)
        try:
            whole = self.median * math.exp(self.sigma**2 / 2)
        except OverflowError:
            whole = math.inf
        if not math.isfinite(self.ceiling):
            return whole
        at = math.log(self.ceiling / self.median) / self.sigma if self.ceiling > 0 else -math.inf
        below = whole * _NORMAL.cdf(at - self.sigma) if math.isfinite(whole) else 0.0
        return below + self.ceiling * (1 - _NORMAL.cdf(at))

    def quantile(self, share: float) -> float:
        """The time that a share of the calls does not exceed."""
        if self.median <= 0 or self.sigma == 0:
            return min(self.median, self.ceiling)
        try:
            return min(self.median * math.exp(self.sigma * normal_quantile(share)), self.ceiling)
        except OverflowError:
            return self.ceiling

    @property
    def p99(self) -> float:
        """99 % of the calls are faster."""
        return self.quantile(0.99)


def fit_latency(latency: Latency, usual: float) -> tuple[float, float, bool, str]:
    """Median and sigma of what a latency states, whether the spread had to be taken from `usual`
    (p99 / p50), and a contradiction in words.

    Log-normal through p50 (or the lowest percentile) and the highest stated one; from a mean and a
    percentile both are solved for. One figure alone takes the usual spread.
    """
    marks = [(name, value.value) for name, value in latency.figures() if name in PERCENTILES]
    spread = math.log(max(usual, 1.0)) / _Z["p99"]
    mean = latency.mean.value if latency.mean is not None else None
    positive = [(name, value) for name, value in marks if value > 0]
    if len(positive) >= 2:
        (low, at_low), (high, at_high) = positive[0], positive[-1]
        sigma = math.log(max(at_high / at_low, 1.0)) / (_Z[high] - _Z[low])
        return at_low / _exp(sigma * _Z[low]), sigma, False, _against_mean(mean, at_high, high)
    if positive and mean:
        return _solve(mean, *positive[-1], spread)
    if positive:
        name, value = positive[-1]
        return value / _exp(spread * _Z[name]), spread, True, ""
    if mean:
        return mean / _exp(spread**2 / 2), spread, True, ""
    if latency.stated is not None:
        return latency.stated.value, spread, True, ""
    if latency.max is not None and not marks and mean is None:
        return latency.max.value / _exp(spread * _Z["p999"]), spread, True, ""
    return 0.0, 0.0, False, ""


def _against_mean(mean: float | None, highest: float, name: str) -> str:
    if mean is not None and mean > highest and PERCENTILES[name] >= 0.9:
        return f"the mean ({_time(mean)}) lies above {name} ({_time(highest)})"
    return ""


def _solve(mean: float, name: str, value: float, usual: float) -> tuple[float, float, bool, str]:
    """Median and sigma from a mean and one percentile: ln(p / mean) = z s - s² / 2, the smaller root."""
    z, ratio = _Z[name], math.log(value / mean)
    if z == 0:  # p50: mean / p50 = exp(s² / 2)
        if ratio > 0:
            return value, 0.0, False, f"the mean ({_time(mean)}) lies below p50 ({_time(value)})"
        return value, math.sqrt(-2 * ratio), False, ""
    if ratio < 0 or z**2 < 2 * ratio:
        words = "lies below" if ratio < 0 else "lies too far above"
        contradiction = f"{name} ({_time(value)}) {words} the mean ({_time(mean)})"
        return value / _exp(usual * z), usual, True, contradiction
    sigma = z - math.sqrt(z**2 - 2 * ratio)
    return mean / _exp(sigma**2 / 2), sigma, False, ""


def own_time(component: Component, kind: Kind, *, asks_model: bool = False) -> Spread:
    """The own time of one call: as stated, from `per_item` and the items of a call, or the kind's typical.

    What drives a language model takes the time of its answers, unless it `asks_model` that is drawn itself.
    """
    if asks_model and kind.typical.own is not None:
        p50, p99 = kind.typical.own
        kind = replace(kind, typical=replace(kind.typical, p50=p50, p99=p99))
    name = f"components.{component.id}.latency"
    usual = _usual(kind)
    latency = component.latency
    if latency is not None and latency.figures():
        span = component.places.get("latency")
        inputs = [
            stated(f"{name}.{each}" if each else name, value, span) for each, value in latency.figures()
        ]
        median, sigma, spread_assumed, contradiction = fit_latency(latency, usual)
        if spread_assumed:
            inputs.append(_spread_input(name, kind, usual))
        ceiling = latency.max.value if latency.max is not None else math.inf
        spread = Spread(median, sigma, ceiling, tuple(inputs), contradiction=contradiction)
        return _noted(spread, latency)
    counted = _by_items(component, kind, usual)
    if counted is not None:
        return counted
    if kind.typical.p50 is None or kind.typical.p99 is None:
        return Spread(0.0, inputs=(assumed(name, "0 s"),), known=False)
    inputs = [
        typical(f"{name}.{each}", _time(value))
        for each, value in (("p50", kind.typical.p50), ("p99", kind.typical.p99))
    ]
    sigma = math.log(max(usual, 1.0)) / _Z["p99"]
    return Spread(kind.typical.p50, sigma, inputs=tuple(inputs))


def answer_time(answer: Figure, kind: Kind, typical_time: Spread) -> Spread:
    """The own time of a language model whose answer was computed, with the spread that is typical of it."""
    usual = _usual(kind)
    spread = _spread_input(
        typical_time.inputs[0].name.rpartition(".")[0] if typical_time.inputs else "", kind, usual
    )
    sigma = math.log(max(usual, 1.0)) / _Z["p99"]
    return Spread(answer.value, sigma, inputs=(*answer.inputs, spread))


def items_of(component: Component) -> tuple[float, Input] | None:
    """How many items one call brings by the component's own funnel; None where it does not say."""
    if component.funnel is None or component.funnel.incoming is None:
        return None
    value = component.funnel.incoming
    return value.value, stated(f"components.{component.id}.funnel", value, component.places.get("funnel"))


def _by_items(component: Component, kind: Kind, usual: float) -> Spread | None:
    per_item, items = component.per_item, items_of(component)
    if per_item is None or items is None:
        return None
    parallel = per_item.parallelism.value if per_item.parallelism is not None else 1.0
    mean = items[0] * per_item.time.value / max(parallel, 1.0)
    sigma = math.log(max(usual, 1.0)) / _Z["p99"]
    name = f"components.{component.id}"
    inputs = (
        stated(f"{name}.per_item.time", per_item.time, component.places.get("per_item")),
        items[1],
        _spread_input(f"{name}.latency", kind, usual),
    )
    return Spread(mean / _exp(sigma**2 / 2), sigma, inputs=inputs)


def _usual(kind: Kind) -> float:
    p50, p99 = kind.typical.p50, kind.typical.p99
    return p99 / p50 if p50 and p99 else _USUAL_SPREAD


def _spread_input(name: str, kind: Kind, usual: float) -> Input:
    make = typical if kind.typical.p50 and kind.typical.p99 else assumed
    return make(f"{name} (spread)", f"p99/p50 = {usual:.3g}")


def _noted(spread: Spread, latency: Latency) -> Spread:
    """The spread with a note for each stated percentile that it misses by more than 5 %."""
    notes = []
    for name, value in latency.figures():
        fitted = spread.quantile(PERCENTILES[name]) if name in PERCENTILES else value.value
        if value.value > 0 and abs(fitted - value.value) > _MISFIT * value.value:
            notes.append(f"{name} is stated as {value} and fitted as {_time(fitted)}")
    return Spread(
        spread.median, spread.sigma, spread.ceiling, spread.inputs, tuple(notes), spread.contradiction
    )


@lru_cache(maxsize=1024)  # components of one kind have one typical time
def _time(value: float) -> str:
    return format_value(value, Dimension.TIME)


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf
