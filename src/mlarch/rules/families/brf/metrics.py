"""BRF: metrics that say something about the task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.analysis.metric_fit import BETTER, FITS, families_of, metrics_in
from mlarch.analysis.text_evidence import says
from mlarch.catalog.traits import Trait
from mlarch.estimate import precision
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.phrases import listed

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import Evaluation

__all__ = ["misfit_metric"]

_RARE = 0.01
_RECALL, _FALSE_ALARMS = 0.8, 0.01
_SHARP = ("precision", "recall", "f1", "pr-auc", "pr auc", "auprc", "cost", "entropy", "log loss", "calibrat")
_PRICE = ("entropy", "log loss", "logloss", "log-loss", "calibrat", "brier")


@rule("BRF009", "misfit-metric", about=("@metrics",))
def misfit_metric(design: DesignGraph) -> Iterator[Outcome]:
    """An offline metric that says nothing about the task.

    **Checks.** Every task that the spec names (`task.type` and `models`) is of a known family, and a metric
    under `evaluation.offline` fits none of them: errors of regression for a ranking, accuracy for one, IoU
    for anything but detection, orders for a regression. Or the share of `positives` is below 1 % and
    ROC-AUC stands alone, with no precision, recall, log loss or cost. Or scores are calibrated for an auction
    and no metric measures it. Words that are no known metric are not judged; accuracy for rare positives is
    LBL005's.

    **Why.** A metric decides which model is released. One that is blind to the task releases at random: with
    one positive in ten thousand, a model that finds 80 % at 0.1 % false alarms has a ROC-AUC near 1 and is
    wrong in 93 of 100 alarms (Saito and Rehmsmeier, *The Precision-Recall Plot Is More Informative than the
    ROC Plot*, 2015). A price needs the probability itself, not only the order (He et al., *Practical Lessons
    from Predicting Clicks on Ads at Facebook*, 2014).

    **When it is wrong.** The metric belongs to a model that the spec does not describe: add it under
    `models:` with its `task`.
    """
    evaluation = design.architecture.evaluation
    if evaluation is None or not evaluation.offline:
        return
    yield from _misfits(design, evaluation)
    yield from _only_order(design, evaluation)
    yield from _price(design, evaluation)


def _misfits(design: DesignGraph, evaluation: Evaluation) -> Iterator[Problem]:
    tasks = families_of(design)
    if not tasks:
        return
    found = dict.fromkeys(name for text in evaluation.offline for name in metrics_in(text))
    wrong = [name for name in found if FITS[name].isdisjoint(tasks)]
    if wrong:
        task = listed(sorted(tasks))
        fits = "; ".join(BETTER[name] for name in sorted(tasks))
        yield problem(
            evaluation,
            f"measuring {listed(wrong)} says nothing about {task}: a model can gain there and lose at it",
            at="offline",
            help=f"Measure what fits: {fits}.",
        )


def _only_order(design: DesignGraph, evaluation: Evaluation) -> Iterator[Problem]:
    task = design.architecture.task
    if task is None or task.positives is None or not 0 < task.positives.value < _RARE:
        return
    said = " ".join(evaluation.offline).lower()
    if not any("ROC-AUC" in metrics_in(text) for text in evaluation.offline):
        return
    if "classification" not in families_of(design) or any(word in said for word in _SHARP):
        return
    share = precision(task.positives.value, _RECALL, _FALSE_ALARMS)
    yield problem(
        evaluation,
        f"measuring ROC-AUC alone hides what {task.positives.text} positives do: at a recall of 80 % and "
        f"1 % false alarms, {share:.0%} of the alarms are right",
        at="offline",
        help="Measure where the decision falls: `offline: [PR-AUC, recall at 0.1 % false-positive rate]`.",
    )


def _price(design: DesignGraph, evaluation: Evaluation) -> Iterator[Problem]:
    auction = next(iter(design.having(Trait.AUCTIONS).accountable()), None)
    said = " ".join((*evaluation.offline, evaluation.gate or "")).lower()
    if auction is None or any(word in said for word in _PRICE):
        return
    if not design.having(Trait.CALIBRATES) and not says(design, "calibrat|platt|isotonic"):
        return  # nothing calibrates at all: that is FUN007's
    yield problem(
        evaluation,
        f"scores are prices in {auction.id}, and no metric asks whether they are right, only whether they "
        "are in order",
        at="offline",
        help="Add what sees the size of a probability: `offline: [normalised entropy, calibration ratio]`.",
    )
