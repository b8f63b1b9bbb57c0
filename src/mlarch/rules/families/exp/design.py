"""EXP: experiments with enough units to see the effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.estimate import rate_arm_size
from mlarch.lazy import regex
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, problem, rule

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import Requirements

__all__ = ["undersized_experiment"]

_RELATIVE = regex(r"([+\-−]?)\s*(\d+(?:\.\d+)?)\s*%")


@rule("EXP005", "undersized-experiment", options={"days": 28.0}, about=("@experiment",))
def undersized_experiment(design: DesignGraph, *, days: float) -> Iterator[Outcome]:
    """An experiment that cannot show the effect that it looks for: too few units.

    **Checks.** `experiment.effect` states a relative change in percent, `task.positives` the share of
    positives, and the requirements the traffic. Two arms of 16 sigma² / delta² units (scaled for another
    `power`), with sigma² = p (1 - p), are more than all that can come in `days` (an option, 28): the monthly
    users, or else every daily user new every day, or every request. That is generous, so that only what is
    out of reach is blamed.

    **Why.** An experiment that is too small finds nothing, or finds luck (Van Belle, *Statistical Rules of
    Thumb*, 2008, rule 2.2; Kohavi, Tang and Xu, *Trustworthy Online Controlled Experiments*, 2020, chapter
    17). A rate of 5 % and an effect of 1 % of it need 3 million users in each arm.

    An effect on an amount (hours, revenue, cost, watch time) is left out, and on a rate of something else
    than those who ask (`finds per dig`).

    **When it is wrong.** The metric is far more frequent than the positives, or its variance is reduced: say
    so in the effect without a percentage, or accept the finding. Longer experiments: raise `days`.
    """
    spec = design.architecture
    evaluation, task = spec.evaluation, spec.task
    experiment = evaluation.experiment if evaluation is not None else None
    if evaluation is None or experiment is None or task is None or task.positives is None:
        return
    match = _RELATIVE.search(experiment.effect or "")
    available = _units(spec.requirements, days)
    if match is None or available is None or not 0 < task.positives.value < 1:
        return
    if _AMOUNT.search(experiment.effect or "") or _OF_OTHERS.search(experiment.effect or ""):
        return  # of an amount the variance is not known from the share of positives
    effect = float(match[2]) / 100
    power = experiment.power.value if experiment.power is not None else 0.8
    if effect <= 0 or not 0.5 <= power < 1:
        return
    units, source = available
    needed = 2 * rate_arm_size(task.positives.value, effect, power)
    if needed > units:
        yield problem(
            evaluation,
            f"to see {match[0].strip()} of a rate of {task.positives.text}, two arms need about "
            f"{format_value(needed, Dimension.COUNT)} units, and {source} bring at most "
            f"{format_value(units, Dimension.COUNT)} in {days:g} days",
            at="experiment",
            help="Look for a larger effect, take a more frequent metric, reduce its variance, or plan a "
            "longer experiment.",
        )


_OF_OTHERS = regex(
    r"\bper (?!(?:unique |active |daily )?(?:users?|visitors?|sessions?|requests?|customers?|members?|"
    r"visits?|search\w*|queries|query|impressions?|views?|cent\b|100|1,?000|\d))\w+"
)
_AMOUNT = regex(
    r"\b(time|hours?|minutes?|days?|revenue|sales|costs?|amounts?|spend|value|profit|margin|volume|downtime|"
    r"standstill|delay|error|mae|rmse|wape)\b",
    re.IGNORECASE,
)


def _units(wanted: Requirements | None, days: float) -> tuple[float, str] | None:
    """All units that can come, generously, and in words where they come from; None when not stated."""
    if wanted is None:
        return None
    if wanted.monthly_active_users is not None:
        months = max(1.0, days / 30)
        return wanted.monthly_active_users.value * months, f"{wanted.monthly_active_users.text} monthly users"
    if wanted.daily_active_users is not None:
        return wanted.daily_active_users.value * days, f"{wanted.daily_active_users.text} daily users"
    if wanted.average_rate is not None:
        return wanted.average_rate * 86_400 * days, "the stated requests"
    return None
