"""EXP: experiments: arms that do not touch each other, and enough units to see the effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.catalog.traits import Trait
from mlarch.estimate import rate_arm_size
from mlarch.model import Stage
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, problem, rule

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import Requirements

__all__ = ["ignored_interference", "splits_people", "undersized_experiment"]

_PERSON = re.compile(
    r"\b(order|trip|player|listener|robot|picker|courier|shopper|applicant|seeker|user|viewer|member|guest|customer|visitor|person|account|rider|driver|host|seller|buyer|shopper|reader"
    r"|session|device|request|card|author)s?\b"
)


def splits_people(unit: str) -> bool:
    """Whether an experiment's unit is a single person, session or request, and no place, team or time."""
    return bool(_PERSON.search(unit.lower())) and not _APART.search(unit.lower())


_APART = re.compile(
    r"cluster|\bcit(y|ies)|market|region|countr|\bgeo|switchback|hour|\bday|\bweek|time|split|budget|network|ego|"
    r"communit|holdout|pair|compan|organi[sz]ation|\bteam|school|clinic|village|\bshop\b|\bstores?\b"
)
_SOCIAL = re.compile(r"\b(friend|follow|social|connection|people|contact|member)\w*")
_MARKET = re.compile(
    r"\b(two-sided|marketplace|sellers?|couriers?|riders?|drivers?|dispatch|bookings?|bookable|hosts?|guests?|"
    r"auctions?|surge|parking spots?|shared (?:stock|inventory|pool|solver)|lobb(?:y|ies)|teammates|"
    r"chat rooms?|fleets?|robots?|pickers|job seekers|vacanc(?:y|ies)|freelancers?|candidates for jobs)\b"
)


@rule(
    "EXP004",
    "ignored-interference",
    stage=Stage.PRODUCTION,
    about=(Trait.ASSIGNS_EXPERIMENTS, "@experiment"),
)
def ignored_interference(design: DesignGraph) -> Iterator[Outcome]:
    """An experiment splits single users where users affect each other.

    **Checks.** `evaluation.experiment.unit` names single people, sessions or requests, with no word of a
    cluster, a market, a time slot or a split budget; and the design has an auction, a graph of friends or
    followers that requests read, or a name, a goal or clients that speak of a market with two sides
    (bookings, hosts, drivers, sellers).

    **Why.** What one arm gets the other loses (seats, budgets, drivers), or passes on to it (posts,
    invitations): the difference between the arms is then not the effect of the change (Kohavi, Tang and Xu,
    *Trustworthy Online Controlled Experiments*, 2020, chapter 22).

    **When it is wrong.** Supply is plentiful or the effect small: accept the finding with the reason, or say
    how it is confirmed: `unit: guest, confirmed by market`.
    """
    evaluation = design.architecture.evaluation
    experiment = evaluation.experiment if evaluation is not None else None
    if evaluation is None or experiment is None or experiment.unit is None:
        return
    if not splits_people(experiment.unit):
        return
    why = _shared(design)
    if why is not None:
        yield problem(
            evaluation,
            f"the experiment splits by {experiment.unit}, but {why}: the arms affect each other, and their "
            "difference is not the effect",
            at="experiment",
            help="Randomise what keeps to itself, e.g. `unit: cluster of friends` or `city and hour`, or say "
            "how the result is confirmed.",
        )


def _shared(design: DesignGraph) -> str | None:
    """Why units of this design are not independent; None when nothing says so."""
    online = frozenset(design.on_path)
    for component in design.having(Trait.AUCTIONS, Trait.KEEPS_LINKS).accountable():
        name = component.id
        said = f"{name.replace('_', ' ')} {component.name or ''} {component.description or ''}".lower()
        if design.has(name, Trait.AUCTIONS) and not component.external:
            return f"both arms bid for the same budgets in {name}"
        if design.has(name, Trait.KEEPS_LINKS) and name in online and _SOCIAL.search(said):
            return f"users are tied to each other in {name}"
    wanted = design.architecture.requirements
    people = " ".join(design.components[name].name or name for name in design.clients)
    said = f"{design.architecture.name} {wanted.goal if wanted else ''} {people}".replace("_", " ")
    match = _MARKET.search(said.lower())
    return f"it is a market ({match[0]}), where one side is shared" if match is not None else None


_RELATIVE = re.compile(r"([+\-−]?)\s*(\d+(?:\.\d+)?)\s*%")


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

    An effect on an amount (hours, revenue, cost, watch time) is left out.

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
    if _AMOUNT.search(experiment.effect or ""):
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


_AMOUNT = re.compile(
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
