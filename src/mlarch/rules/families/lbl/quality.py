"""LBL: labels that come late, and positives that are rare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.text_evidence import says
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.estimate import accuracy_of_never, corrected_probability
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Task
from mlarch.quantities import Dimension, Quantity, format_value
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["label_outlives_log", "labels_later_than_training", "rare_positives"]


@rule("LBL002", "labels-later-than-training", about=("@label",))
def labels_later_than_training(design: DesignGraph) -> Iterator[Outcome]:
    """A model that is retrained more often than its labels come.

    **Checks.** The `delay` of the label (or its `window`, when no delay is stated) is longer than the
    `retrain` interval of a model. Left out: models that learn continuously or have another task than the one
    that the label belongs to, designs in which people label (reviewers and annotators are quicker than the
    outcome), and those that speak of labels that have not come yet (mature, developed, delayed, censored,
    survival, days left empty) or whose split leaves a gap as long. An *info* where a label join is drawn:
    whether it waits is not said.

    **Why.** The newest examples have no label yet. Taken as negatives they teach that nothing ever happens;
    left out, the retraining brings little that is new (Chapelle, *Modeling Delayed Feedback in Display
    Advertising*, 2014).

    **When it is wrong.** The interval catches other changes, as new items: say how open examples are treated,
    e.g. `imbalance: examples younger than 30 days are left out until mature`.
    """
    delay = _delay(design.architecture.task)
    if delay is None or says(design, _WAITED_FOR) or _gap(design) >= delay.value:
        return
    if any(
        has_role(design, edge.source, Role.PERSON) and "labels" in edge.types for edge in design.data_edges
    ):
        return
    types = (design.architecture.task.type or "").lower() if design.architecture.task else ""
    joined = bool(design.having(Trait.JOINS_LABELS))
    for model in design.architecture.models:
        if model.retrain is None or model.continuous or model.retrain.value >= delay.value:
            continue
        if model.task and types and model.task.lower() not in types:
            continue
        yield problem(
            model,
            f"{model.id} is retrained every {model.retrain}, and its labels are known after {delay}: the "
            "newest examples would be taken for negatives",
            at="retrain",
            components=tuple(name for name in model.trained_by if name in design.components),
            severity=Severity.INFO if joined else None,
            help=f"Say how examples without a label are treated, or retrain every {delay}.",
        )


_WAITED_FOR = r"matur|developed|delayed|censor|surviv|too young|younger|not yet labell?ed|wait|\bempty\b"


def _gap(design: DesignGraph) -> float:
    """The time that the split leaves between training and test, in seconds; 0 when it says none."""
    data = design.architecture.data
    gap = data.split_plan.gap if data is not None and data.split_plan is not None else None
    return gap.value if gap is not None else 0.0


def _delay(task: Task | None) -> Quantity | None:
    if task is None or task.label is None:
        return None
    return task.label.delay if task.label.delay is not None else task.label.window


@rule("LBL003", "label-outlives-log", about=("@label",))
def label_outlives_log(design: DesignGraph) -> Iterator[Outcome]:
    """Labels that come when what they belong to has been thrown away.

    **Checks.** Every log and store from which a label joiner takes events or predictions states a
    `retention`, and the longest is shorter than the label's `delay` or `window`.

    **Why.** A label is joined to the features and the prediction of its moment. When these are deleted
    earlier, late labels find no partner, and only the quick ones are learned from.

    **When it is wrong.** The joiner keeps the open predictions itself: state its own `retention`.
    """
    task = design.architecture.task
    label = None if task is None else task.label
    spans = [v for v in (label.delay, label.window) if v is not None] if label is not None else []
    if not spans:
        return
    longest = max(spans, key=lambda value: value.value)
    for component in design.having(Trait.JOINS_LABELS).accountable():
        sources = dict.fromkeys(
            edge.source
            for edge in design.data_into(component.id)
            if (edge.unknown or set(edge.types) - {"labels"}) and not design.has(edge.source, Trait.SCHEDULES)
        )
        kept = [design.components[name] for name in sources]
        ages = [c.retention.value for c in (*kept, component) if c.retention is not None]
        stores = all(
            has_role(design, c.id, Role.STORE, Role.STREAM) and c.retention is not None for c in kept
        )
        if not kept or not stores or max(ages) >= longest.value:
            continue
        most = max(kept, key=lambda c: c.retention.value if c.retention else 0.0)
        yield problem(
            most,
            f"{component.id} waits up to {longest} for a label, and {most.id} forgets after {most.retention} "
            "what it belongs to",
            at="retention",
            components=(most.id, component.id),
            kinds=(Trait.KEEPS_RAW_DATA,),
            help=f"Keep it longer (`retention: {longest}` on {most.id}), or join from a store that does: "
            f"`- {suggest_id(design, Trait.KEEPS_RAW_DATA)} => {component.id}: events`.",
        )


_RARE = 0.01


@rule("LBL005", "rare-positives", about=("@positives",))
def rare_positives(design: DesignGraph) -> Iterator[Outcome]:
    """Rare positives without a remedy, judged by accuracy, or sampled and never corrected.

    **Checks.** `task: positives` is stated below 1 %, and one of these holds. Nothing is said of a remedy:
    no `data: imbalance`, and no word of sampling, weights, costs, focal loss or anomalies anywhere. Or
    `evaluation: offline` names accuracy, and nothing that sees the rare class (precision, recall, F1, a
    curve, a cost). Or `imbalance` keeps a part of the negatives, the scores are compared with thresholds or
    prices (classification, a decision engine, an auction), and neither a calibrator nor a word of calibration
    or correction follows.

    **Why.** With 1 positive in 10,000, "never" is right in 99.99 % of the cases. A model trained on 10 % of
    the negatives says 50 % where 9 % is true (He et al., *Practical Lessons from Predicting Clicks on Ads at
    Facebook*, 2014; Saito and Rehmsmeier, *The Precision-Recall Plot*, 2015).

    **When it is wrong.** Only the order of the scores counts: give the task the type `ranking`. Otherwise
    state the remedy under `data: imbalance`.
    """
    spec = design.architecture
    task = spec.task
    if task is None or task.positives is None or not 0 < task.positives.value < _RARE:
        return
    remedy = spec.data.imbalance if spec.data is not None else None
    if not remedy and not says(design, _REMEDIES):
        yield problem(
            task,
            f"only {task.positives} of the examples are positive, and nothing is said of a remedy: a model "
            f"that always says no is right in {_never(task.positives)} of the cases",
            at="positives",
            components=(),
            help="State it under `data:`, e.g. `imbalance: negatives kept at 10 %, scores calibrated`.",
        )
    metrics = spec.evaluation.offline if spec.evaluation is not None else ()
    blind = [m for m in metrics if re.search(r"(?<!balanced )\baccuracy\b", m.lower())]
    if spec.evaluation is not None and blind and not any(_SEES.search(m.lower()) for m in metrics):
        yield problem(
            spec.evaluation,
            f"{quoted(blind)} cannot see the {task.positives} of positives: always saying no scores "
            f"{_never(task.positives)}",
            at="offline",
            components=(),
            help="Measure the rare class: `offline: [PR-AUC, recall at 1 % false positives]`.",
        )
    yield from _uncorrected(design, task, remedy)


def _never(positives: Quantity) -> str:
    return format_value(accuracy_of_never(positives.value), Dimension.SHARE, 6)


_REMEDIES = r"sampl|weight|focal|smote|oversampl|cost[- ]sensitive|anomal|imbalanc|hard negative|kept at"
_SEES = regex(r"precision|recall|\bpr[- ]?auc|auc\b|\bf1|f-?score|cost|average precision|\bmap\b|log ?loss")
_KEPT = regex(r"(?:down|under)-?\s?sampl|\bkept\b|\bkeep|subsampl")
_CORRECTED = r"calibrat|correct|restor|prior|rescal|re-?weight|platt|isotonic|p ?= ?q"


def _uncorrected(design: DesignGraph, task: Task, remedy: str | None) -> Iterator[Outcome]:
    """Down-sampled negatives and scores taken at face value."""
    text = (remedy or "").lower()
    valued = design.having(Trait.DECIDES, Trait.AUCTIONS) or "classif" in (task.type or "").lower()
    data = design.architecture.data
    if data is None or not _KEPT.search(text) or not valued:
        return
    if design.having(Trait.CALIBRATES) or says(design, _CORRECTED):
        return
    share = re.search(r"(\d+(?:\.\d+)?)\s*%", text)
    kept = float(share[1]) / 100 if share else 0.1
    true = corrected_probability(0.5, min(max(kept, 1e-6), 1.0))
    calibrator = suggest_id(design, Trait.CALIBRATES)
    yield problem(
        data,
        f"negatives are sampled (`{remedy}`), and nothing corrects the scores: with "
        f"{format_value(kept, Dimension.SHARE)} kept, a score of 50 % means "
        f"{format_value(true, Dimension.SHARE)} in truth",
        at="imbalance",
        components=(),
        kinds=(Trait.CALIBRATES,),
        help=f"Add `{calibrator}: calibrator` between the model and what decides, or say that scores are "
        "corrected.",
    )
