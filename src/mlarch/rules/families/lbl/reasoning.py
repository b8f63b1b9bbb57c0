"""LBL: where labels come from: cases that the model chose, its own decisions, and cases that have ended."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import parts_say
from mlarch.catalog.lexicon.labels import (
    BY_THE_SYSTEM,
    CHOSEN_BY_SYSTEM,
    CLOSED_CASES_ONLY,
    DECIDED_BY_SYSTEM,
    OPEN_CASES_TREATED,
    RANDOM_SHARE,
    REST_IS_NEGATIVE,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Label, Task
from mlarch.rules import Outcome, problem, rule

_CONTROL = (
    r"control group|hold-?out|random (?:share|sample|\d)|randomly|explor|audit sample|unselected|"
    r"regardless of"
)

__all__ = ["censored_labels", "own_decisions_as_labels", "selective_labels"]


def _label(design: DesignGraph) -> tuple[Task, Label] | None:
    task = design.architecture.task
    return None if task is None or task.label is None else (task, task.label)


@rule("LBL008", "selective-labels", about=("@label",))
def selective_labels(design: DesignGraph) -> Iterator[Outcome]:
    """Labels exist only for cases that the system itself chose.

    **Checks.** `task: label: selected_by` (or, without it, `event`) says that the model, a score, a threshold
    or a review picks the labelled cases (`only reviewed claims`, `loans that were approved`), or that all
    others count as negative; neither it nor any component or flow speaks of a random share, a control
    group, an audit or a correction for the selection, and nothing explores.

    **Why.** Of what the model kept out nobody learns the truth: it never finds out about its own mistakes,
    and its test set shares the blind spot (Lakkaraju et al., *The Selective Labels Problem*, KDD 2017).

    **When it is wrong.** A random share passes whatever the score: say so, `selected_by: model, and random
    1 % of all`.
    """
    found = _label(design)
    if found is None:
        return
    task, label = found
    chosen = label.selected_by or label.event or ""
    around = f"{chosen}; {label.event or ''}".lower()
    picked = CHOSEN_BY_SYSTEM.search(chosen.lower())
    rest = REST_IS_NEGATIVE.search(around)
    if label.selected_by is None and "only" not in chosen.lower():
        picked = None  # "accepted offers" names an outcome; `only` says that the others have none
    if (picked is None and rest is None) or RANDOM_SHARE.search(around):
        return
    if design.having(Trait.EXPLORES) or parts_say(design, design.components, _CONTROL):
        return
    yield problem(
        task,
        f"labels come only from cases that the system chose (`{chosen}`): what it kept out is never "
        "labelled, and its mistakes there are never seen",
        at="label",
        help="Label a random share of all cases too, e.g. `label: "
        "{selected_by: model, and random 1 % of all}`.",
    )


@rule("LBL009", "own-decisions-as-labels", about=("@label",))
def own_decisions_as_labels(design: DesignGraph) -> Iterator[Outcome]:
    """What the system decided is taken for the truth.

    **Checks.** `task: label: event` names a decision, prediction or choice of the model, the rules or the
    system itself (`blocked by the model`) as what makes an example positive.

    **Why.** A model that is trained on its own verdicts confirms them: a wrong refusal becomes evidence for
    refusing the next one. Labels come from outcomes, or from people who did not see the score.

    **When it is wrong.** The task is to imitate the old system (distillation): write its name instead,
    `event: score of the large teacher`.
    """
    found = _label(design)
    said = DECIDED_BY_SYSTEM.search((found[1].event or "").lower()) if found is not None else None
    for flow in design.architecture.flows:
        own = [p for p in flow.written if p.type == "labels" and BY_THE_SYSTEM.search(p.text.lower())]
        if own:
            yield problem(
                flow,
                f"{flow.source} hands on `{own[0].text}` as labels: the model learns to confirm "
                f"what the system decided",
                help="Take the outcome, or the verdict of people who did not see the score.",
            )
            return
    if found is not None and said is not None:
        task = found[0]
        yield problem(
            task,
            f"`{said[0]}` counts as the truth: the model learns to confirm what the system decided",
            at="label",
            help="Take the outcome, or the verdict of people who did not see the score, for cases of "
            "every decision.",
        )


@rule("LBL010", "censored-labels", about=("@label", "@data"))
def censored_labels(design: DesignGraph) -> Iterator[Outcome]:
    """Only cases that have ended are learned from.

    **Checks.** The label's `event` or `selected_by`, or `data:` (`imbalance`, `missing_values`, `split`),
    says that only finished cases are kept (`only completed trips`), or that open ones are dropped or
    counted as something (`sold-out days are taken as sales`), and none of these fields names a method for
    it (censoring, survival, maturity, imputed demand).

    **Why.** Cases end early for a reason: short trips, quick defaults, fast sales. Learned alone, they make
    every prediction too short, too low or too safe (Klein and Moeschberger, *Survival Analysis*, 2003).

    **When it is wrong.** The open cases are treated: say how, e.g. `open cases enter as censored at their
    age`.
    """
    task, data = design.architecture.task, design.architecture.data
    label = task.label if task is not None else None
    fields = (
        (task, "label", label.event if label else None),
        (task, "label", label.selected_by if label else None),
        (data, "imbalance", data.imbalance if data else None),
        (data, "missing_values", data.missing_values if data else None),
        (data, "split", data.split if data else None),
    )
    if any(text and OPEN_CASES_TREATED.search(text.lower()) for _, _, text in fields):
        return
    for subject, field, text in fields:
        said = CLOSED_CASES_ONLY.search(text.lower()) if text else None
        if subject is not None and said is not None:
            yield problem(
                subject,
                f"`{said[0]}`: examples whose end is not known yet are missing, and those that "
                f"end early are not "
                "like the others",
                at=field,
                help="Keep the open cases with their age so far (censored), or wait until all of one "
                "period have ended.",
            )
            return
