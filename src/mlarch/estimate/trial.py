"""The online experiment: how many units each arm needs, and how long that takes."""

from __future__ import annotations

import re

from mlarch.estimate.figures import Figure, Input, Missing, Unit, assumed, shown, stated
from mlarch.estimate.formulas.experiments import arm_size, days_needed
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Evaluation, Experiment, Requirements
from mlarch.records import dataclass

__all__ = ["Trial", "trial"]

_PERCENT = regex(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|percentage points?|points?|pp\b|bps?\b)")
_ABSOLUTE = regex(r"\babsolute|percentage points?|\bpoints?\b|\bpp\b", re.IGNORECASE)
_VISITORS = regex(
    r"\W*(?:users?|viewers?|members?|customers?|guests?|visitors?|searchers?|shoppers?|buyers?|readers?|"
    r"listeners?|players?|riders?|people|persons?|accounts?|employees?)(?![a-z])",
    re.IGNORECASE,
)
"""What an experiment randomises when its units are those that come every day."""

_SOURCE = "n = 16 σ²/δ² per arm (5 % significance, 80 % power): Van Belle 2008; Kohavi, Tang and Xu 2020"


@dataclass(frozen=True, slots=True)
class Trial:
    """An experiment with two arms: units per arm, and the days until they are full (None where it is not
    known how many units there are per day). `stated_days` is how long the spec lets it run."""

    per_arm: Figure
    days: Figure | None
    stated_days: float | None

    @property
    def too_short(self) -> bool:
        """Whether it stops before its arms are full."""
        return self.days is not None and self.stated_days is not None and self.days.value > self.stated_days


def trial(graph: DesignGraph) -> tuple[Trial | None, list[Missing]]:
    """The size of the stated experiment; None, and what is missing, where its figures do not say it."""
    evaluation = graph.architecture.evaluation
    experiment = evaluation.experiment if evaluation is not None else None
    if evaluation is None or experiment is None or experiment.effect is None:
        return None, []
    relative = _effect(experiment.effect)
    if relative is None:
        return None, []
    if experiment.base is None:
        add = "evaluation: {experiment: {base: 5%}}   # the rate today, or the mean with its deviation"
        return None, [Missing("the size of the experiment", add)]
    variance, why = _variance(experiment)
    if variance is None:
        add = "evaluation: {experiment: {deviation: 12}}   # the standard deviation between units"
        return None, [Missing("the size of the experiment", add)]
    share, absolute = relative
    delta = share if absolute else experiment.base.value * share
    power = experiment.power.value if experiment.power is not None else 0.8
    if delta <= 0 or not 0.5 <= power < 1:
        return None, []
    inputs = (*_inputs(evaluation, experiment), *why)
    per_arm = Figure(
        arm_size(variance, delta, power), Unit.COUNT, f"16 x {variance:.4g} / {delta:.4g}²", inputs, _SOURCE
    )
    days, missing = _days(graph.architecture.requirements, experiment, per_arm)
    limit = experiment.days.value if experiment.days is not None else None
    return Trial(per_arm, days, limit), missing


def _days(
    needs: Requirements | None, experiment: Experiment, per_arm: Figure
) -> tuple[Figure | None, list[Missing]]:
    """The days until both arms are full, where the units are those that come every day: how many clusters or
    cities there are is not known."""
    if experiment.unit is not None and _VISITORS.match(experiment.unit) is None:
        return None, []
    if needs is None or needs.daily_active_users is None:
        return None, [Missing("how long the experiment takes", "requirements: {daily_active_users: 10M}")]
    units = needs.daily_active_users
    part = experiment.allocation.value if experiment.allocation is not None else 1.0
    users = stated("requirements.daily_active_users", units, needs.places.get("daily_active_users"))
    more = (users,) if experiment.allocation is not None else (users, assumed("allocation", "100 %"))
    days = Figure(
        days_needed(per_arm.value, units.value, part),
        Unit.COUNT,
        f"2 x {shown(per_arm.value, Unit.COUNT)} / ({units} x {part:.0%})",
        (*per_arm.inputs, *more),
        "every unit is new each day: units that come back make it longer",
    )
    return days, []


def _effect(text: str) -> tuple[float, bool] | None:
    """The effect as a share, and whether it is absolute: `+0.5 % watch time`, `1 pp`."""
    match = _PERCENT.search(text)
    if match is None:
        return None
    unit = match["unit"].lower()
    scale = 1e-4 if unit.startswith("bp") else 0.01
    return float(match["number"]) * scale, bool(_ABSOLUTE.search(text))


def _variance(experiment: Experiment) -> tuple[float | None, tuple[Input, ...]]:
    """The variance between units: of the stated deviation, or of a rate."""
    assert experiment.base is not None
    if experiment.deviation is not None:
        name = "evaluation.experiment.deviation"
        return experiment.deviation.value**2, (stated(name, experiment.deviation),)
    rate = experiment.base.value
    written = experiment.base.text
    is_rate = "%" in written or (0 < rate < 1 and not any(c.isalpha() for c in written))
    return (rate * (1 - rate), ()) if is_rate and 0 < rate < 1 else (None, ())


def _inputs(evaluation: Evaluation, experiment: Experiment) -> tuple[Input, ...]:
    span = evaluation.places.get("experiment")
    power = (
        stated("evaluation.experiment.power", experiment.power, span)
        if experiment.power is not None
        else assumed("evaluation.experiment.power", "80%")
    )
    return (
        stated("evaluation.experiment.effect", experiment.effect, span),
        stated("evaluation.experiment.base", experiment.base, span),
        power,
    )
