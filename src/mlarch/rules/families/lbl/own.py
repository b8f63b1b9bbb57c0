"""LBL: what the system decided, taken for the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.learning import examples, reader_of_parts
from mlarch.analysis.text_evidence import described, fields_of, said_of
from mlarch.catalog.lexicon.decisions import (
    BY_THE_SYSTEM,
    DECIDED_BY_SYSTEM,
    DONE_BY_ITSELF,
    FROM_THE_WORLD,
    ITS_OWN,
    LABELS_SENT,
    NOT_AN_EXAMPLE,
    NOT_SEEN_BEFORE,
    OUTCOMES,
    OUTCOMES_SEEN,
    OWN_AS_TRUTH,
    OWN_OUTPUT,
    PROPOSED,
    PUT_BY_THE_SYSTEM,
    TAKEN_OVER,
    TRAINED_ON_ITSELF,
)
from mlarch.catalog.lexicon.meaning import AT_RANDOM
from mlarch.catalog.lexicon.negatives import HARD_NEGATIVES
from mlarch.catalog.lexicon.selection import RANDOM_SHARE
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Label, Task
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["own_decisions_as_labels"]

_HELP = "Take the outcome, or the verdict of people who did not see the score."


def _label(design: DesignGraph) -> tuple[Task, Label] | None:
    task = design.architecture.task
    return None if task is None or task.label is None else (task, task.label)


@rule("LBL009", "own-decisions-as-labels", about=("@label", Trait.JOINS_LABELS))
def own_decisions_as_labels(design: DesignGraph) -> Iterator[Outcome]:
    """What the system decided is taken for the truth.

    **Checks.** `task: label: event` names a decision, prediction or choice of the model, the rules or the
    system itself (`blocked by the model`) as what makes an example positive, or one of the decisions that
    `task: output` lists (`block` and `blocked`), with no person, verdict or outcome behind it; or a flow of
    labels, the `loss` of a model, or the name or description of a label join, says that they are what the
    system did. An *info* at production where the event speaks of a proposal, or in the words of what decides
    here (`settlement`), and nobody is named who judges without having seen it.

    **Why.** A model that is trained on its own verdicts confirms them: a wrong refusal becomes evidence for
    refusing the next one. Labels come from outcomes, or from people who did not see the score.

    **When it is wrong.** The task is to imitate the old system (distillation): write its name instead,
    `event: score of the large teacher`.
    """
    yield from [
        *_sent(design),
        *_of_the_label(design),
        *_in_losses(design),
        *_of_examples(design),
        *_asked(design),
    ][:1]


def _sent(design: DesignGraph) -> Iterator[Outcome]:
    """Flows that bring decisions as labels."""
    makers = (Trait.JOINS_LABELS, Trait.BUILDS_DATASETS, Trait.TRAINS)
    for flow in design.architecture.flows:
        own = [p for p in flow.written if p.type == "labels" and BY_THE_SYSTEM.search(p.text.lower())]
        if not own and design.has(flow.source, *_DECIDE) and design.has(flow.target, *makers):
            own = [p for p in flow.written if LABELS_SENT.search(p.text.lower())]
        if own:
            yield problem(
                flow,
                f"{flow.source} hands on `{own[0].text}` as labels: the model learns to confirm "
                "what the system decided",
                help=_HELP,
            )


_DECIDE = (Trait.DECIDES, Trait.SERVES_MODEL, Trait.INFERS, Trait.RANKS)


def _of_the_label(design: DesignGraph) -> Iterator[Outcome]:
    found = _label(design)
    said = (_own_decision(design, *found) or _by_a_part(design, found[1])) if found is not None else ""
    if found is not None and said:
        yield problem(
            found[0],
            f"`{said}` counts as the truth: the model learns to confirm what the system decided",
            at="label.event",
            help=f"{_HELP[:-1]}, for cases of every decision.",
        )


def _in_losses(design: DesignGraph) -> Iterator[Outcome]:
    for model in design.architecture.models:
        loss = PUT_BY_THE_SYSTEM.search((model.loss or "").lower())
        if loss is not None:
            yield problem(
                model,
                f"the loss of {model.id} compares with what the system did (`{loss[0]}`) and repeats it",
                at="loss",
                help=_HELP,
            )


def _of_examples(design: DesignGraph) -> Iterator[Outcome]:
    """Sentences about examples in which the system's own work counts as right."""
    read = reader_of_parts(design)
    for said in examples(design):
        text = read(said.text)
        own = OWN_AS_TRUTH.search(text) or TRAINED_ON_ITSELF.search(text)
        if own is not None and not (AT_RANDOM.search(text) or HARD_NEGATIVES.search(text)):
            yield problem(
                said.subject,
                f"`{own if isinstance(own, str) else own[0]}`: the model learns to confirm what it said",
                at=said.field,
                help=_HELP,
            )
    found = _label(design)
    event = (found[1].event or "").lower() if found is not None else ""
    for part in design.having(Trait.JOINS_LABELS):
        yield from _joined(part, event)


def _asked(design: DesignGraph) -> Iterator[Outcome]:
    """A label that may be the system's own proposal, taken over by who saw it."""
    found = _label(design)
    if found is None:
        return
    task, label = found
    event = (label.event or "").lower()
    for part, text in described(design.having(Trait.JOINS_LABELS)):
        over = TAKEN_OVER.outside(text, NOT_AN_EXAMPLE)
        if over is not None and not AT_RANDOM.search(text):
            yield question(
                part,
                f"{part.id} takes what nobody changed for the truth (`{over[0]}`): it may be the system's",
                at="description",
                help="Leave such cases out, or have a random share of them judged unseen.",
            )
            return
    apart = f"{event}; {label.selected_by or ''}".lower()
    itself = ITS_OWN.outside(reader_of_parts(design)(event), NOT_SEEN_BEFORE)
    seen = NOT_SEEN_BEFORE.search(apart) or AT_RANDOM.search(apart)
    proposed = itself or (None if seen else PROPOSED.search(event) or _decided_here(design, event))
    if proposed:
        yield question(
            task,
            f"what counts as the truth may be the system's own proposal (`{proposed[0]}`), taken over",
            at="label.event",
            help="Take the outcome, or say who judges without having seen it, for which share of the cases.",
        )


def _decided_here(design: DesignGraph, event: str) -> list[str]:
    """Words of the label's event that what decides here is described with."""
    done = {
        word[:5]
        for part in design.having(Trait.DECIDES).accountable()
        for _, text in fields_of(part)
        for word in _DONE.findall(text)
    }
    return (
        [word for word in _WORD.findall(event) if word[:5] in done] if not OUTCOMES_SEEN.search(event) else []
    )


_WORD = regex(r"\b(?!minut)[a-z]{5,}")
_DONE = regex(r"\b[a-z]{3,}(?:ed|es|ment|tion|al)\b")


def _own_decision(design: DesignGraph, task: Task, label: Label) -> str:
    """The decision of the system that the label takes for the truth; empty where it takes none."""
    event = (label.event or "").lower()
    said = DECIDED_BY_SYSTEM.search(event) or DONE_BY_ITSELF.search(reader_of_parts(design)(event))
    if said is not None:
        return said[0]
    if FROM_THE_WORLD.search(event):
        return ""
    output = (task.output or "").lower()
    for verb, done in _VERBS.items():
        if verb not in output or done not in event:  # or two expressions were compiled for each
            continue
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
            if len(name) > 4 and re.search(rf"\b(?:by|of|from) (?:the |our )?{re.escape(name)}\b", event):
                return name
    return ""


# What systems decide, and the word for what was decided; outcomes such as accepted offers are none of them.
_VERBS = {
    "block": "blocked",
    "flag": "flagged",
    "hide": "hidden",
    "hold": "held",
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


def _joined(part: Component, event: str) -> Iterator[Outcome]:
    for field, text in fields_of(part):
        said = BY_THE_SYSTEM.search(text) or DECIDED_BY_SYSTEM.search(text)
        if (
            said is None
            and field == "name"
            and not OUTCOMES.search(said_of(part))
            and not FROM_THE_WORLD.search(event)
        ):
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
