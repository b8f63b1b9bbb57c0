"""CAP: plans that their own figures do not allow: runs, budgets, experiments."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.diagnostics import Severity
from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.figures import Unit, shown
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["budget_exceeded", "late_run", "short_experiment"]


@rule("CAP010", "late-run", about=("training", "@models"))
def late_run(design: DesignGraph) -> Iterator[Outcome]:
    """A training, an embedding run or an index that takes longer than the time between two of them.

    **Checks.** The time follows from stated figures: `tokens` or `examples` of a model with its size and the
    `gpus` of what trains it, or a `throughput` in items per second and the items of the index. It is longer
    than `retrain` of the model, or `every` of the flow out of the builder. *Error* where all is stated.

    **Why.** Runs that do not end before the next begins pile up, or are skipped: what is served is older than
    the design says.

    **When it is wrong.** Only what is new is embedded or indexed each time: state the `throughput` of that,
    or a longer `every` for the whole.
    """
    for run in shared_estimate(design).runs:
        part = design.components[run.component]
        if run.interval is None or not run.late or part.external or part.planned:
            continue
        yield problem(
            part,
            f"{run.what} takes {run.time} ({run.time.formula}), and the next begins after "
            f"{shown(run.interval, Unit.TIME)} ({run.interval_text})",
            at="throughput" if "throughput" in part.places else "gpus",
            severity=Severity.ERROR if run.time.certain else Severity.WARNING,
            help="Run it less often, on more machines, or only over what is new.",
        )


@rule("CAP014", "budget-exceeded", severity=Severity.ERROR, about=("@budget",))
def budget_exceeded(design: DesignGraph) -> Iterator[Outcome]:
    """Stated prices that come to more than the stated budget.

    **Checks.** `price` times `replicas` of all priced components, over a month of 730 hours, is more than
    `requirements: budget` in the same currency. Components without a price cost nothing here.

    **Why.** A design that is too dear is not a design. All figures are stated.

    **When it is wrong.** The budget covers a part of the system only: say so in words.
    """
    bill = shared_estimate(design).bill
    wanted = design.architecture.requirements
    if bill is None or wanted is None or not bill.exceeded or bill.budget is None:
        return
    dearest = sorted(bill.parts, key=lambda name: (-bill.parts[name], name))[:3]
    parts = ", ".join(f"{name} {shown(bill.parts[name], Unit.COST)}" for name in dearest)
    yield problem(
        wanted,
        f"the priced components cost {bill.currency} {bill.total}, and the budget is "
        f"{shown(bill.budget, Unit.COST)}: {parts}",
        at="budget",
        components=tuple(dearest),
        help="Run fewer or smaller replicas of the dearest, cache what can be cached, or ask for more money.",
    )


@rule("CAP015", "short-experiment", about=("@experiment",))
def short_experiment(design: DesignGraph) -> Iterator[Outcome]:
    """An experiment that ends before its arms are full.

    **Checks.** Two arms of 16 sigma² / delta² units, by the stated `base`, `effect` and `deviation`, need
    more days than `days` at the daily users and the stated `allocation`, even if every user were new each
    day.

    **Why.** An experiment that is too small finds nothing, or finds luck (Kohavi, Tang and Xu, *Trustworthy
    Online Controlled Experiments*, 2020, chapter 17).

    **When it is wrong.** The variance is reduced (CUPED, stratification): state the `deviation` that is left.
    """
    trial, evaluation = shared_estimate(design).trial, design.architecture.evaluation
    if trial is None or evaluation is None or not trial.too_short or trial.days is None:
        return
    yield problem(
        evaluation,
        f"each arm needs {trial.per_arm} units ({trial.per_arm.formula}), which takes {trial.days.value:.3g} "
        f"days, and the experiment runs {trial.stated_days:g}",
        at="experiment",
        cause="experiment-size",
        help="Let it run longer, give it a larger `allocation`, look for a larger effect, or take a metric "
        "that varies less.",
    )
