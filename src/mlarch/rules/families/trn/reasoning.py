"""TRN: test sets that share entities or time with training, and releases that only wait."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog import lexicon
from mlarch.graph import DesignGraph
from mlarch.model import Data, Split
from mlarch.rules import Outcome, problem, rule

__all__ = ["leaky_split", "release_by_the_clock"]


@rule("TRN014", "leaky-split", about=("@data",))
def leaky_split(design: DesignGraph) -> Iterator[Outcome]:
    """Training and test set share entities or time.

    **Checks.** `data: split` divides examples at random (`by: random`, or words such as shuffled, k-fold,
    rows) and names no time, entity or group that stays on one side; and something recurs: a feature describes
    an `entity`, the label has a `window` or a `delay`, or the task is a forecast.

    **Why.** The same person, machine or week on both sides lets the model recognise instead of predict: the
    offline metric is too good, and the gate passes what fails live (Kapoor and Narayanan, *Leakage and the
    Reproducibility Crisis*, 2023).

    **When it is wrong.** Every example is of another entity and time does not matter: say `split: {by:
    random, of: entities that occur once}`.
    """
    data, task = design.architecture.data, design.architecture.task
    if data is None or not _by_random(data):
        return
    label = task.label if task is not None else None
    recurs = next((f"{feature.entity} recurs" for feature in data.features if feature.entity), "")
    if not recurs and label is not None and (label.window or label.delay):
        recurs = "labels come over time"
    if not recurs and task is not None and "forecast" in (task.type or "").lower():
        recurs = "it is a forecast"
    if recurs:
        yield problem(
            data,
            f"the split is random (`{data.split}`) and {recurs}: the test set shares entities or "
            f"time with training",
            at="split",
            help="Divide by time and keep each entity on one side, e.g. `split: "
            "{by: time, of: user, gap: 30d}`.",
        )


def _by_random(data: Data) -> bool:
    plan = data.split_plan or Split()
    if plan.by is not None:
        return plan.by == "random" and plan.of is None
    said = (data.split or "").lower()
    return bool(lexicon.BY_RANDOM_ROWS.search(said)) and not lexicon.SAME_ENTITY_APART.search(said)


@rule("TRN015", "release-by-the-clock", about=("@release",))
def release_by_the_clock(design: DesignGraph) -> Iterator[Outcome]:
    """A new model reaches more users because time has passed.

    **Checks.** `release: strategy` names a canary, a ramp or a rollout and says when the next step comes
    (after a day, 1 h each), and neither it nor `guardrails` names a metric that must hold before it.

    **Why.** A canary that nobody looks at is a slow release: the bad model reaches everybody, an hour later
    (Beyer et al., *The Site Reliability Workbook*, 2018, chapter 16).

    **When it is wrong.** The metrics stand elsewhere: name them, `guardrails: [p99, complaints per user]`.
    """
    release = design.architecture.release
    if release is None or release.guardrails:
        return
    for step in release.strategy:
        said = step.lower()
        if (
            any(word in said for word in ("canary", "ramp", "roll", "%", "percent"))
            and lexicon.CLOCK.search(said)
            and not lexicon.METRIC.search(said)
        ):
            yield problem(
                release,
                f"`{step}` goes on when time has passed: no metric stops a bad model on its way to everybody",
                at="strategy",
                help="Name what must hold before each step: `guardrails: [p99, complaints per user]`.",
            )
            return
