"""LBL: cases whose end is not known yet, and demand that is cut off by what there was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of, parts_say
from mlarch.catalog.lexicon.censoring import (
    CAPPED,
    CLOSED_CASES_ONLY,
    DEMAND,
    NOT_ENDED,
    OPEN_CASES_TREATED,
    SALES,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["censored_labels"]

_ASKED = re.compile(r"request|search|attempt|unmet|asked|want|need|demand")


@rule("LBL010", "censored-labels", about=("@label", "@data", "@models"))
def censored_labels(design: DesignGraph) -> Iterator[Outcome]:
    """Only cases that have ended are learned from, or only what could be served.

    **Checks.** The label's `event` or `selected_by`, `data:` (`imbalance`, `missing_values`, `split`, the
    `transform` of a feature), the
    `loss` of a model, or the name or description of a label join or a dataset builder says that only finished
    cases are kept (`only completed trips`), that open or young ones are dropped or taken as they stand
    (`outcome so far`, `no default yet counts as good`), or that what was sold out, full or empty is taken as
    it is. Or the objective is a demand and the label's event is what was sold or served. And neither
    that text, the model nor a job names a method for it (censoring, survival, maturity, masked days).

    **Why.** Cases end early for a reason: short trips, quick defaults, fast sales. Learned alone, they make
    every prediction too short, too low or too safe; and an empty shelf sells nothing, whatever was wanted
    (Klein and Moeschberger, *Survival Analysis*, 2003).

    **When it is wrong.** The open cases are treated: say how, e.g. `open cases enter as censored at their
    age`.
    """
    spec, places = design.architecture, tuple(_places(design))
    jobs = design.having(Trait.COMPUTES_IN_BATCH, Trait.VALIDATES_DATA).ids
    by_model = any(OPEN_CASES_TREATED.search(f"{m.loss} {m.architecture}".lower()) for m in spec.models)
    if by_model or parts_say(design, jobs, r"censor|unconstrain|lost sales"):
        return
    for subject, field, text in places:
        said = CLOSED_CASES_ONLY.search(text) or NOT_ENDED.search(text) or CAPPED.search(text)
        if said is not None and not OPEN_CASES_TREATED.search(text):
            yield problem(
                subject,  # type: ignore[arg-type]
                f"`{said[0]}`: the end of some examples is not known or was cut off, and those that are seen "
                "are not like the others",
                at=field,
                help="Keep the open cases with their age so far (censored), or wait until all of one "
                "period have ended; estimate what would have been asked for.",
            )
            return
    task = spec.task
    if task is None or task.label is None or any(OPEN_CASES_TREATED.search(text) for _, _, text in places):
        return
    wanted, event = f"{task.objective or ''} {task.output or ''}".lower(), (task.label.event or "").lower()
    got = SALES.search(event)
    if DEMAND.search(wanted) and got is not None and not _ASKED.search(event):
        yield problem(
            task,
            f"`{got[0]}` is what there was enough of, and the objective is a demand: days on which it ran "
            "out teach that less is wanted",
            at="label",
            help="Treat such days as censored: mask them, or estimate what would have been asked for.",
        )


def _places(design: DesignGraph) -> Iterator[tuple[object, str, str]]:
    """Where it is said which examples are learned from: subject, field and text."""
    task, data = design.architecture.task, design.architecture.data
    label = task.label if task is not None else None
    if label is not None:
        yield task, "label", (label.event or "").lower()
        yield task, "label", (label.selected_by or "").lower()
    if data is not None:
        yield data, "imbalance", (data.imbalance or "").lower()
        yield data, "missing_values", (data.missing_values or "").lower()
        yield data, "split", (data.split or "").lower()
        for feature in data.features:
            yield feature, "transform", (feature.transform or "").lower()
    for model in design.architecture.models:
        yield model, "loss", (model.loss or "").lower()
        yield model, "architecture", (model.architecture or "").lower()
    for part in design.having(Trait.JOINS_LABELS, Trait.BUILDS_DATASETS):
        for field, text in fields_of(part):
            yield part, field, text
