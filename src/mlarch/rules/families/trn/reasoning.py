"""TRN: test sets that share entities or time with training."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import described
from mlarch.catalog.lexicon.splits import (
    BEFORE_THE_SPLIT,
    BOTH_SIDES,
    BY_RANDOM_ROWS,
    FINE_UNIT,
    FOR_THE_TEST,
    SAME_ENTITY_APART,
)
from mlarch.catalog.lexicon.words import any_of, clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Data, Split, Task
from mlarch.model.located import Located
from mlarch.rules import Outcome, problem, rule

__all__ = ["leaky_split"]

_NOT = any_of(r"(?:no|not|never|none|neither|without|nothing|apart|reported|separately|can)\b")
_AT_RANDOM = regex(
    r"\b(?:shuffl\w+|\w+-fold|random(?:ly)? (?:[\w%]+ ){0,4}?"
    r"(?:rows?|split|hold-?out|fifth|tenth|test|examples|lines))\b"
)


@rule("TRN014", "leaky-split", about=("@data",))
def leaky_split(design: DesignGraph) -> Iterator[Outcome]:
    """Training and test set share entities or time.

    **Checks.** `data: split` divides examples at random (`by: random`, or words such as shuffled, k-fold,
    rows; `of: photo` and the like, of which one entity has many) and names no time, entity or group that
    stays on one side; and something recurs: a feature describes an `entity`, the label has a `window` or a
    `delay`, or the task is a forecast. Or the `gap` of a split by time is shorter than the label's `window`,
    and than its `delay` where one is stated.
    Or the words of the split say that the same things stand on both sides (`represented in train and test
    alike`), whatever it is `by`. Or what makes examples, judges or trains, or a metric, is said to take a
    test set at random. Or `imbalance`, `missing_values` or `split` says that examples are copied, or figures
    taken, before the split.

    **Why.** The same person, machine or week on both sides lets the model recognise instead of predict: the
    offline metric is too good, and the gate passes what fails live (Kapoor and Narayanan, *Leakage and the
    Reproducibility Crisis*, 2023).

    **When it is wrong.** Every example is of another entity and time does not matter: say `split: {by:
    random, of: entities that occur once}`.
    """
    data, task = design.architecture.data, design.architecture.task
    if data is None:
        return
    recurs = _recurs(data, task)
    if _by_random(data) and recurs:
        yield problem(
            data,
            f"the split is random (`{data.split}`) and {recurs}: the test set shares entities or time with "
            "training",
            at="split",
            help="Divide by time and keep each entity on one side, e.g. `split: "
            "{by: time, of: user, gap: 30d}`.",
        )
        return
    yield from _short_gap(data, task)
    yield from _copied_before(data)
    if recurs:
        yield from _drawn_elsewhere(design, recurs)


def _recurs(data: Data, task: Task | None) -> str:
    """What of the examples comes more than once, in words; empty where nothing says so."""
    entity = next((feature.entity for feature in data.features if feature.entity), None)
    label = task.label if task is not None else None
    if entity:
        return f"{entity} recurs"
    if label is not None and (label.window or label.delay):
        return "labels come over time"
    return "it is a forecast" if task is not None and "forecast" in (task.type or "").lower() else ""


def _by_random(data: Data) -> bool:
    plan = data.split_plan or Split()
    said = ((plan.words if plan.by is not None else data.split) or "").lower()
    if BOTH_SIDES.outside(said, _NOT):
        return True
    if plan.by is not None:
        apart = plan.words is not None and SAME_ENTITY_APART.search(plan.words.lower())
        fine = plan.of is not None and plan.by != "time" and FINE_UNIT.search(plan.of.lower()) and not apart
        if (plan.by == "random" and plan.of is None) or fine:
            return True
    return _rows_drawn(said)


def _rows_drawn(said: str) -> bool:
    """Whether rows are drawn in a clause that keeps no entity or time apart."""
    return BY_RANDOM_ROWS.search(said) is not None and SAME_ENTITY_APART.search(said) is None


def _drawn_elsewhere(design: DesignGraph, recurs: str) -> Iterator[Outcome]:
    """A test set that is drawn at random by what is said of those who make examples, or of a metric."""
    texts: list[tuple[Located, str, str, tuple[str, ...]]] = [
        (part, "description", said, (part.id,))
        for part, said in described(
            design.having(Trait.BUILDS_DATASETS, Trait.EVALUATES, Trait.TRAINS).accountable()
        )
    ]
    judged = design.architecture.evaluation
    if judged is not None:
        texts += [(judged, "offline", metric, ()) for metric in judged.offline]
        texts.append((judged, "gate", judged.gate or "", ()))
    for subject, field, text, names in texts:
        for clause in clauses(text.lower()):
            if FOR_THE_TEST.search(clause) and _AT_RANDOM.search(clause) and _rows_drawn(clause):
                yield problem(
                    subject,
                    f"the test set is drawn at random (`{clause}`) and {recurs}: it shares entities or "
                    "time with training",
                    at=field,
                    components=names,
                    help="Divide by time and keep each entity on one side.",
                )
                return


def _short_gap(data: Data, task: Task | None) -> Iterator[Outcome]:
    gap = data.split_plan.gap if data.split_plan is not None else None
    label = task.label if task is not None else None
    window = label.window if label is not None else None
    if label is not None and label.delay is not None and gap is not None and gap.value >= label.delay.value:
        return  # what is looked for in the window is known by then
    by_time = data.split_plan is not None and data.split_plan.by == "time"
    if by_time and gap is not None and window is not None and gap.value < window.value * (1 - 1e-9):
        yield problem(
            data,
            f"the gap of the split is {gap}, and a label looks {window} ahead: the last training labels are "
            "made of what happens in the test period",
            at="split",
            help=f"Leave at least the window empty between training and test: `gap: {window}`.",
        )


def _copied_before(data: Data) -> Iterator[Outcome]:
    for field in ("imbalance", "missing_values", "split"):
        said = BEFORE_THE_SPLIT.search((getattr(data, field) or "").lower())
        if said is not None:
            yield problem(
                data,
                f"`{said[0]}`: copies of one example, or figures of the test rows, get into training",
                at=field,
                help="Divide first, then resample, fill and scale by the training part alone.",
            )
            return
