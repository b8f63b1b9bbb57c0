"""LBL: labels that only the system's own choices have."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.learning import examples, reader_of_parts, texts_of
from mlarch.analysis.text_evidence import fields_of, named, said_of
from mlarch.catalog.lexicon.decisions import DECIDED_BY_SYSTEM
from mlarch.catalog.lexicon.meaning import AS_NEGATIVE, AT_RANDOM, KEPT_OUT
from mlarch.catalog.lexicon.negatives import HARD_NEGATIVES
from mlarch.catalog.lexicon.selection import (
    CHOSEN_BY_SYSTEM,
    OF_EVERYTHING,
    PICKED_CASES,
    POINTED_AT,
    RANDOM_SHARE,
    REFUSED_HAVE_NONE,
    REST_IS_LEFT_OUT,
    REST_IS_NEGATIVE,
    UNSEEN_IS_NEGATIVE,
)
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Flow, Label
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["selective_labels"]

_CONTROL = regex(
    r"control group|hold-?out|random (?:share|sample|\d|and|or)|randomly|at random|(?:a|and|or) random|"
    r"explor|audit sample|unselected|regardless of the|whatever the score"
)
_NOBODY = regex(r"^(?:nobody|nothing|no one|none|n/a)\b")
_ALL = regex(r"\b(?:all|every|each|everybody|everyone|everything|whole|any|census)\b")
_PICKS = regex(
    r"\b(?:those|cases|ones|accounts|customers|messages|items|only|who|whom|that|which|where|by|what|worst|highest|top)\b|\w+ed\b"
)


@rule("LBL008", "selective-labels", about=("@label", Trait.JOINS_LABELS, Trait.COLLECTS_LABELS))
def selective_labels(design: DesignGraph) -> Iterator[Outcome]:
    """Labels exist only for cases that the system itself chose.

    **Checks.** `task: label: selected_by` says what picks the labelled cases (the model, a score, a list, a
    review: `only reviewed claims`, `hulls that the planner sent a diver to`), and neither that all cases are
    labelled nor that some are drawn at random; or that others `count as benign`. Or, wherever examples are
    described (the label, `data`, a loss, a label join, a dataset, a desk), one sentence says that what nobody
    looked at counts as negative
    (`not queued = harmless`), that refused cases have no outcome, or that only what the system pointed at is
    looked at, and that text knows no random share. Or a label join or a labelling platform holds what was
    flagged, disputed or corrected, and nothing in the design speaks of a random share, a control group or
    exploration. An *info* at production where `selected_by` speaks of a choice (`lots that sold`), and
    neither of all cases nor of chance.

    **Why.** Of what the model kept out nobody learns the truth: it never finds out about its own mistakes,
    and its test set shares the blind spot (Lakkaraju et al., *The Selective Labels Problem*, KDD 2017).

    **When it is wrong.** A random share passes whatever the score: say so, `selected_by: model, and random
    1 % of all`.
    """
    yield from [*_said_of_labels(design), *_aloud(design), *_picked(design), *_asked(design)][:1]


def _said_of_labels(design: DesignGraph) -> Iterator[Outcome]:
    """What the label itself says of a choice by the system."""
    task = design.architecture.task
    label = task.label if task is not None else None
    if task is None or label is None:
        return
    left_out = REST_IS_LEFT_OUT.search((label.selected_by or "").lower())
    said = left_out[0] if left_out is not None else _chosen(design, label)
    if said:
        yield problem(
            task,
            f"labels come only from cases that the system chose (`{said}`): what it kept out is never "
            "labelled, and its mistakes there are never seen",
            at="label.event" if label.selected_by is None else "label.selected_by",
            help="Label a random share of all cases too, and weight each by its chance to be chosen, e.g. "
            "`label: {selected_by: model, and random 1 % of all}`.",
        )


def _asked(design: DesignGraph) -> Iterator[Outcome]:
    """A choice of cases that neither takes all of them nor draws some at random."""
    task = design.architecture.task
    label = task.label if task is not None else None
    chosen = (label.selected_by or "").lower() if label is not None else ""
    if (
        task is None
        or not chosen
        or _NOBODY.search(chosen)
        or AT_RANDOM.search(chosen)
        or _sampled_elsewhere(design)
    ):
        return
    if _ALL.search(clauses(chosen)[0]) is None or DECIDED_BY_SYSTEM.search(reader_of_parts(design)(chosen)):
        yield question(
            task,
            f"cases get a label by a choice (`{chosen}`), and it is not said what becomes of the others: if "
            "they differ, the model never learns of them",
            at="label.selected_by",
            help="Say it: all cases, those still open as censored, or a random share of the others too, e.g. "
            "`and a random 1 % of all others`.",
        )


def _aloud(design: DesignGraph) -> Iterator[Outcome]:
    """Sentences about examples that say what becomes of those at which nobody looks."""
    read = reader_of_parts(design)
    for said in (*examples(design), *texts_of(design, Trait.REVIEWS, Trait.DECIDES)):
        text = read(said.text)
        if AT_RANDOM.search(text) or HARD_NEGATIVES.search(text):
            continue
        unseen = UNSEEN_IS_NEGATIVE.search(text)
        refused = REFUSED_HAVE_NONE.search(text)
        # What reviewers and joins are given; elsewhere "pointed at" says nothing of labels.
        made = isinstance(said.subject, Component | Flow) or said.field == "label.event"
        pointed = POINTED_AT.search(text) if made and not OF_EVERYTHING.search(text) else None
        if unseen is None and refused is None and (pointed is None or KEPT_OUT.search(text)):
            continue
        what = f"`{unseen}`" if unseen else f"`{(refused or pointed or [''])[0]}`"
        yield problem(
            said.subject,
            f"{what}: the cases that the system let pass have no label of their own, and its mistakes among "
            "them are never seen",
            at=said.field,
            help="Label a random share of the others too, and leave the rest unlabelled, e.g. `and a random "
            "1 % of all others`.",
        )


def _picked(design: DesignGraph) -> Iterator[Outcome]:
    """A join or a platform whose labels are of picked cases, where nothing is drawn at random."""
    if design.having(Trait.EXPLORES) or any(_CONTROL.search(said) for said in named(design)):
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


def _chosen(design: DesignGraph, label: Label) -> str:
    """What the label says of a choice by the system, without a random share; empty where nothing."""
    around = f"{label.selected_by or ''}; {label.event or ''}".lower()
    chosen = (label.selected_by or "").lower()
    others = map(AS_NEGATIVE.search, clauses(chosen)[1:])
    if label.selected_by is not None and any(others) and not AT_RANDOM.search(chosen):
        return label.selected_by
    if AT_RANDOM.search(around) or RANDOM_SHARE.search((label.selected_by or label.event or "").lower()):
        return ""
    if label.selected_by is not None:
        chosen = reader_of_parts(design)(label.selected_by.lower())
        picked: object = CHOSEN_BY_SYSTEM.search(chosen) or _PICKS.search(chosen)
        rest = REST_IS_NEGATIVE.search(around)
        picked = (picked and not OF_EVERYTHING.search(chosen)) or rest
        return label.selected_by if picked and not _sampled_elsewhere(design) else ""
    if design.having(Trait.EXPLORES) or any(_CONTROL.search(said) for said in named(design)):
        return ""
    chosen = (label.event or "").lower()
    picked = ("only" in chosen and CHOSEN_BY_SYSTEM.search(chosen)) or PICKED_CASES.search(chosen)
    return chosen if picked or REST_IS_NEGATIVE.search(chosen) else ""


def _sampled_elsewhere(design: DesignGraph) -> bool:
    """Whether a part that draws at random hands something to where labels are made."""
    makers = design.having(Trait.JOINS_LABELS, Trait.COLLECTS_LABELS, Trait.REVIEWS).ids
    return any(
        AT_RANDOM.search(said_of(part)) and any(edge.target in makers for edge in design.data_out_of(part.id))
        for part in design.parts
        if part.id not in makers
    )
