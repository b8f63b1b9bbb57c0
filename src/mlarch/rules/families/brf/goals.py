"""BRF: metrics that say something about the goal."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.metric_fit import metrics_in
from mlarch.catalog.lexicon.goals import SEES_PARTS
from mlarch.catalog.lexicon.measures import (
    LASTING,
    OF_EFFECT,
    OF_QUANTILES,
    ONE_AVERAGE,
    PROXY,
    SEES_COSTS,
    SEES_EFFECT,
    SEES_QUANTILES,
)
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Evaluation
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.brf.beside import asked_of_the_gate, beside, of_activity

__all__ = ["metric_beside_the_goal"]

_FEW = 0.1
_APART = regex(r"\b(?:by|on|per|at) (?!the test)\w")
_BLIND = frozenset({"accuracy", "MAE", "RMSE", "MAPE", "R²", "perplexity", "BLEU", "ROUGE"})


@rule("BRF010", "metric-beside-the-goal", about=("@metrics", "@task"))
def metric_beside_the_goal(design: DesignGraph) -> Iterator[Outcome]:
    """What is learned or measured says nothing about what is wanted.

    **Checks.** One of these holds of the goal, the objective, the label and the metrics (`evaluation:
    offline` and `gate`), where they are stated. The objective is a range (quantiles, an interval), and no
    metric sees one (quantile loss, coverage). The goal or objective is what an action changes (margin *gained
    by* an offer, *with and without* it), and no metric compares with what would have happened (Qini, uplift,
    a control). Both `error_costs` are stated, and all metrics count both errors alike (accuracy, R², MAE,
    RMSE, MAPE, perplexity). The `gate` is one average over everything (accuracy, word error rate, perplexity)
    although errors differ in cost, or positives are below 10 %, and an offline metric tells cases apart. The
    goal lies in few cases (`no collapse goes unseen`, `at rush hour`), and all metrics are averages; or all
    are likeness of texts; or a metric says that it counts all errors alike, or is measured in hindsight. Or
    the goal is something that lasts or pays (listeners who stay, orders), or shares no word with what is
    measured, while label or gate are what is easy to count (clicks, starts, offers made). An *info* at
    production where the gate is one common figure over everything (`ROC AUC over all meters`), in none of the
    words of goal, costs or task.

    **Why.** What decides about a release is what the system becomes good at. A model can gain in each of
    these metrics and lose at the goal (Thomas and Uminsky, *Reliance on Metrics Is a Fundamental Challenge
    for AI*, 2022; Zinkevich, *Rules of Machine Learning*, rules 12 and 39).

    **When it is wrong.** The metric is known to move with the goal: say so in the `gate`, with the goal's
    words.
    """
    evaluation = design.architecture.evaluation
    if evaluation is not None and (evaluation.offline or evaluation.gate):
        found = [*list(_metrics(design, evaluation))[:1], *_blind_gate(design, evaluation)]
        found = found or list(beside(design, evaluation))[:1]
        yield from found or asked_of_the_gate(design, evaluation)
    yield from list(_easy_to_count(design, evaluation)) or list(of_activity(design, evaluation))


def _metrics(design: DesignGraph, evaluation: Evaluation) -> Iterator[Outcome]:
    task, wanted = design.architecture.task, design.architecture.requirements
    measured = "; ".join((*evaluation.offline, evaluation.gate or "")).lower()
    at = "offline" if evaluation.offline else "gate"
    aim = f"{task.objective or ''}; {task.output or ''}".lower() if task is not None else ""
    goal = (wanted.goal or "").lower() if wanted is not None else ""
    asked = OF_QUANTILES.search(aim)
    if asked is not None and not SEES_QUANTILES.search(measured):
        yield problem(
            evaluation,
            f"the objective is a range (`{asked[0]}`), and no metric tells whether it is right",
            at=at,
            help="Measure the range: `offline: [quantile loss, coverage of the 90 % interval]`.",
        )
    effect = OF_EFFECT.search(f"{goal}; {aim}")
    if effect is not None and not SEES_EFFECT.search(measured):
        yield problem(
            evaluation,
            f"the goal is what an action changes (`{effect[0]}`), and the metrics say what happens anyway",
            at=at,
            help="Compare with a random untreated share: `offline: [Qini, uplift in the top decile]`.",
        )
    costs = wanted.error_costs if wanted is not None else None
    found = [name for text in (*evaluation.offline, evaluation.gate or "") for name in metrics_in(text)]
    both = costs is not None and bool(costs.false_positive and costs.false_negative)
    if both and found and _BLIND.issuperset(found) and not SEES_COSTS.search(measured):
        yield problem(
            evaluation,
            f"measuring {found[0]} counts both kinds of error alike, and the brief says that they cost "
            "something different",
            at=at,
            help="Measure each error, or their cost: `offline: [expected cost, error by direction]`.",
        )


def _blind_gate(design: DesignGraph, evaluation: Evaluation) -> Iterator[Outcome]:
    """A gate that is one average, where other metrics or the costs of errors tell what matters."""
    gate, task = (evaluation.gate or "").lower(), design.architecture.task
    mean = ONE_AVERAGE.search(gate)
    if mean is None or SEES_COSTS.search(gate) or SEES_PARTS.search(gate):
        return
    wanted = design.architecture.requirements
    costs = wanted.error_costs if wanted is not None else None
    both = costs is not None and bool(costs.false_positive and costs.false_negative)
    rare = task is not None and task.positives is not None and task.positives.value < _FEW
    lower = {text.lower(): text for text in evaluation.offline}
    finer = next((lower[said] for said in lower if SEES_COSTS.search(said) or _APART.search(said)), None)
    if not finer or not (both or rare):
        return
    yield problem(
        evaluation,
        f"`{mean[0]}` decides about a release and counts all cases alike, while `{finer}` tells them apart",
        at="gate",
        help=f"Let the gate look at what matters: `gate: {finer} not worse than the live version`.",
    )


def _easy_to_count(design: DesignGraph, evaluation: Evaluation | None) -> Iterator[Outcome]:
    task, wanted = design.architecture.task, design.architecture.requirements
    goal = (wanted.goal or "").lower() if wanted is not None else ""
    if task is None or task.label is None or not task.label.event or not goal:
        return
    lasting, learned = LASTING.search(goal), f"{task.objective or ''}; {task.label.event}".lower()
    counted = PROXY.search(task.label.event.lower())
    measured = ""
    if evaluation is not None:
        measured = "; ".join((*evaluation.offline, *evaluation.online, evaluation.gate or "")).lower()
    if lasting is None or counted is None or PROXY.search(goal) or LASTING.search(f"{learned}; {measured}"):
        return
    yield problem(
        task,
        f"the goal is `{lasting[0]}`, and what is learned and measured is `{counted[0]}`: more of it need "
        "not bring the goal nearer",
        at="label",
        help="Add the outcome to the label or to the online metrics, e.g. `online: [days active in 28]`.",
    )
