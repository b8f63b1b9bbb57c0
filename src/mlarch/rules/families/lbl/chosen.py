"""LBL: labels that only the system's own choices have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of, named, said_of
from mlarch.catalog.lexicon.decisions import (
    BY_THE_SYSTEM,
    DECIDED_BY_SYSTEM,
    FROM_THE_WORLD,
    OUTCOMES,
    OWN_OUTPUT,
    PUT_BY_THE_SYSTEM,
)
from mlarch.catalog.lexicon.selection import (
    CHOSEN_BY_SYSTEM,
    PICKED_CASES,
    RANDOM_SHARE,
    REST_IS_LEFT_OUT,
    REST_IS_NEGATIVE,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Label, Task
from mlarch.rules import Outcome, problem, rule

__all__ = ["own_decisions_as_labels", "selective_labels"]

_CONTROL = re.compile(
    r"control group|hold-?out|random (?:share|sample|\d|and|or)|randomly|at random|(?:a|and|or) random|"
    r"explor|audit sample|unselected|regardless of the|whatever the score"
)
_PICKS = re.compile(
    r"\b(?:those|cases|ones|accounts|customers|messages|items|only|who|whom|that|which|where|by)\b|\w+ed\b"
)
_HELP = "Take the outcome, or the verdict of people who did not see the score."


def _label(design: DesignGraph) -> tuple[Task, Label] | None:
    task = design.architecture.task
    return None if task is None or task.label is None else (task, task.label)


@rule("LBL008", "selective-labels", about=("@label", Trait.JOINS_LABELS, Trait.COLLECTS_LABELS))
def selective_labels(design: DesignGraph) -> Iterator[Outcome]:
    """Labels exist only for cases that the system itself chose.

    **Checks.** `task: label: selected_by` (or, without it, `event`) says that the model, a score, a threshold
    or a review picks the labelled cases (`only reviewed claims`, `loans that were approved`), or that all
    others count as negative; or a label join or a labelling platform is said to hold what the score pointed
    at, or what was flagged, disputed or corrected (`findings of inspections ordered by the score`). And
    neither the label nor any component or flow speaks of a random share, a control group, an audit or a
    correction for the selection, and nothing explores.

    **Why.** Of what the model kept out nobody learns the truth: it never finds out about its own mistakes,
    and its test set shares the blind spot (Lakkaraju et al., *The Selective Labels Problem*, KDD 2017).

    **When it is wrong.** A random share passes whatever the score: say so, `selected_by: model, and random
    1 % of all`.
    """
    aloud = _left_out(design)
    if aloud is not None:
        yield aloud
        return
    if design.having(Trait.EXPLORES) or any(_CONTROL.search(said) for said in named(design)):
        return
    found = _label(design)
    said = _chosen(found[1]) if found is not None else ""
    if found is not None and said:
        yield problem(
            found[0],
            f"labels come only from cases that the system chose (`{said}`): what it kept out is never "
            "labelled, and its mistakes there are never seen",
            at="label",
            help="Label a random share of all cases too, e.g. `label: "
            "{selected_by: model, and random 1 % of all}`.",
        )
        return
    for part in design.having(Trait.JOINS_LABELS, Trait.COLLECTS_LABELS):
        for field, text in fields_of(part):
            picked = PICKED_CASES.search(text)
            if picked is not None and not RANDOM_SHARE.search(text):
                yield problem(
                    part,
                    f"the labels of {part.id} are of cases that the system pointed at (`{picked[0]}`): of "
                    "what it let pass nobody learns the truth",
                    at=field,
                    help="Label a random share of the others too, and say so here, e.g. `and a random 1 % of "
                    "all others`.",
                )
                return


def _left_out(design: DesignGraph) -> Outcome | None:
    """Said aloud of the labels: all but the chosen cases have none, whatever is drawn at random elsewhere."""
    found = _label(design)
    said = REST_IS_LEFT_OUT.search((found[1].selected_by or "").lower()) if found is not None else None
    if found is None or said is None:
        return None
    return problem(
        found[0],
        f"labels come only from cases that the system chose (`{said[0]}`): of the others nobody learns the "
        "truth",
        at="label",
        help="Label a random share of the others too, and weight each example by its chance to be chosen.",
    )


def _chosen(label: Label) -> str:
    """What the label says of a choice by the system, without a random share; empty where nothing."""
    chosen = label.selected_by or label.event or ""
    around = f"{chosen}; {label.event or ''}".lower()
    if label.selected_by is not None:
        picked: object = CHOSEN_BY_SYSTEM.search(chosen.lower()) or _PICKS.search(chosen.lower())
    else:  # "accepted offers" names an outcome; `only` says that the others have none
        only = "only" in chosen.lower()
        picked = (only and CHOSEN_BY_SYSTEM.search(chosen.lower())) or PICKED_CASES.search(chosen.lower())
    rest = REST_IS_NEGATIVE.search(around)
    return chosen if (picked or rest) and not RANDOM_SHARE.search(around) else ""


@rule("LBL009", "own-decisions-as-labels", about=("@label", Trait.JOINS_LABELS))
def own_decisions_as_labels(design: DesignGraph) -> Iterator[Outcome]:
    """What the system decided is taken for the truth.

    **Checks.** `task: label: event` names a decision, prediction or choice of the model, the rules or the
    system itself (`blocked by the model`) as what makes an example positive, or one of the decisions that
    `task: output` lists (`block` and `blocked`), with no person, verdict or outcome behind it; or a flow of
    labels, the `loss` of a model, or the name or description of a label join, says that they are what the
    system did.

    **Why.** A model that is trained on its own verdicts confirms them: a wrong refusal becomes evidence for
    refusing the next one. Labels come from outcomes, or from people who did not see the score.

    **When it is wrong.** The task is to imitate the old system (distillation): write its name instead,
    `event: score of the large teacher`.
    """
    for flow in design.architecture.flows:
        own = [p for p in flow.written if p.type == "labels" and BY_THE_SYSTEM.search(p.text.lower())]
        if own:
            yield problem(
                flow,
                f"{flow.source} hands on `{own[0].text}` as labels: the model learns to confirm "
                "what the system decided",
                help=_HELP,
            )
            return
    found = _label(design)
    said = (_own_decision(*found) or _by_a_part(design, found[1])) if found is not None else ""
    if found is not None and said:
        yield problem(
            found[0],
            f"`{said}` counts as the truth: the model learns to confirm what the system decided",
            at="label",
            help=f"{_HELP[:-1]}, for cases of every decision.",
        )
        return
    for model in design.architecture.models:
        loss = PUT_BY_THE_SYSTEM.search((model.loss or "").lower())
        if loss is not None:
            yield problem(
                model,
                f"the loss of {model.id} compares with what the system did (`{loss[0]}`) and repeats it",
                at="loss",
                help=_HELP,
            )
            return
    for part in design.having(Trait.JOINS_LABELS):
        yield from _joined(part)


def _own_decision(task: Task, label: Label) -> str:
    """The decision of the system that the label takes for the truth; empty where it takes none."""
    event = (label.event or "").lower()
    said = DECIDED_BY_SYSTEM.search(event)
    if said is not None:
        return said[0]
    if FROM_THE_WORLD.search(event):
        return ""
    output = (task.output or "").lower()
    for verb, done in _VERBS.items():
        if re.search(rf"\b{verb}s?\b", output) and re.search(rf"(?<!not )\b{done}\b", event):
            return done
    return ""


def _by_a_part(design: DesignGraph, label: Label) -> str:
    """The part that decides or answers here which the label's event names; empty where it names none."""
    event = (label.event or "").lower()
    if FROM_THE_WORLD.search(event):
        return ""
    for part in design.having(Trait.DECIDES, Trait.SERVES_MODEL, Trait.RANKS, Trait.ORCHESTRATES):
        for name in (part.id.replace("_", " "), (part.name or "").lower()):
            if len(name) > 4 and re.search(rf"\b(?:the|our|by|of) {re.escape(name)}\b", event):
                return name
    return ""


# What systems decide, and the word for what was decided; outcomes such as accepted offers are none of them.
_VERBS = {
    "block": "blocked",
    "flag": "flagged",
    "hide": "hidden",
    "mute": "muted",
    "remove": "removed",
    "refuse": "refused",
    "reject": "rejected",
    "decline": "declined",
    "deny": "denied",
    "ban": "banned",
    "escalate": "escalated",
    "shortlist": "shortlisted",
    "route": "routed",
    "suspend": "suspended",
    "quarantine": "quarantined",
    "grant": "granted",
    "approve": "approved",
    "alarm": "alarmed",
    "stop": "stopped",
    "select": "selected",
    "pick": "picked",
    "choose": "chosen",
    "assign": "assigned",
}


def _joined(part: Component) -> Iterator[Outcome]:
    for field, text in fields_of(part):
        said = BY_THE_SYSTEM.search(text) or DECIDED_BY_SYSTEM.search(text)
        if said is None and field == "name" and not OUTCOMES.search(said_of(part)):
            said = OWN_OUTPUT.search(text)
        if said is not None and not FROM_THE_WORLD.search(text) and not RANDOM_SHARE.search(text):
            yield problem(
                part,
                f"{part.id} takes for labels what the system did (`{said[0]}`): the model learns to confirm "
                "it",
                at=field,
                help=_HELP,
            )
            return
