"""LBL: cases whose end is not known yet, and demand that is cut off by what there was."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.learning import Said, examples
from mlarch.analysis.text_evidence import parts_say
from mlarch.catalog.lexicon.censoring import (
    AS_MUCH_AS_THERE_WAS,
    CAPPED,
    CLOSED_CASES_ONLY,
    DEMAND,
    ENTERS_AFTER,
    NOT_ENDED,
    NOT_YET_IS_NEGATIVE,
    ONLY_ENDED,
    OPEN_CASES_TREATED,
    OPEN_LEFT_OUT,
    RUNS_OUT,
    SALES,
    STOPPED_EARLY,
    TAKEN,
    WHEN_ENDED,
)
from mlarch.catalog.lexicon.meaning import AT_RANDOM
from mlarch.catalog.lexicon.negatives import HARD_NEGATIVES
from mlarch.catalog.lexicon.numbers import seconds
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Label, Task
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["censored_labels"]

_ASKED = regex(r"request|search|attempt|unmet|asked|want|need|demand")


@rule("LBL010", "censored-labels", about=("@label", "@data", "@models"))
def censored_labels(design: DesignGraph) -> Iterator[Outcome]:
    """Only cases that have ended are learned from, or only what could be served.

    **Checks.** A text about examples (the label, `data:`, the `transform` of a feature, the `loss` of a
    model, the name or description of a label join or a dataset builder) says one of these, and no method for
    it (censoring, survival, maturity, masked days). Only finished cases are kept (`only completed trips`,
    `for parts that broke`). Open ones are dropped, or taken as they stand (`no ticket by the night of the
    build is a negative`). What was taken out early counts as if this were its end. What was sold out, full or
    empty is taken as it is. Examples enter sooner than the label's `window` ends. Or the objective is a
    demand and the label's event is what was sold or served. An *info* at production where the label comes
    when a case has ended, or counts what was taken while the goal speaks of running out, and nothing is said
    of the others.

    **Why.** Cases end early for a reason: short trips, quick defaults, fast sales. Learned alone, they make
    every prediction too short, too low or too safe; and an empty shelf sells nothing, whatever was wanted
    (Klein and Moeschberger, *Survival Analysis*, 2003).

    **When it is wrong.** The open cases are treated: say how, e.g. `open cases enter as censored at their
    age`.
    """
    spec, places = design.architecture, tuple(_places(design))
    jobs = design.having(Trait.COMPUTES_IN_BATCH, Trait.VALIDATES_DATA).ids
    by_model = any(OPEN_CASES_TREATED.search(f"{m.loss} {m.architecture}".lower()) for m in spec.models)
    aloud = next((found for place in places if (found := _aloud(place)) is not None), None)
    if aloud is not None:
        yield aloud
        return
    if by_model or parts_say(design, jobs, r"censor|unconstrain|lost sales"):
        return
    for said in places:
        cut = CLOSED_CASES_ONLY.search(said.text) or NOT_ENDED.search(said.text) or CAPPED.search(said.text)
        if cut is not None and not OPEN_CASES_TREATED.search(said.text):
            yield _cut_off(said, cut[0])
            return
    yield from _too_soon(design, places)
    task = spec.task
    if task is None or task.label is None or any(OPEN_CASES_TREATED.search(said.text) for said in places):
        return
    asked = next(_asked(design, task, task.label), None)
    if asked is not None:
        yield asked
        return
    wanted, event = f"{task.objective or ''} {task.output or ''}".lower(), (task.label.event or "").lower()
    got = SALES.search(event)
    if DEMAND.search(wanted) and got is not None and not _ASKED.search(event):
        yield problem(
            task,
            f"`{got[0]}` is what there was enough of, and the objective is a demand: days on which it ran "
            "out teach that less is wanted",
            at="label.event",
            help="Treat such days as censored: mask them, or estimate what would have been asked for.",
        )


def _cut_off(said: Said, words: str) -> Outcome:
    return problem(
        said.subject,
        f"`{words}`: the end of some examples is not known or was cut off, and those that are seen are not "
        "like the others",
        at=said.field,
        help="Keep the open cases with their age so far (censored), or wait until all of one period have "
        "ended; estimate what would have been asked for.",
    )


def _asked(design: DesignGraph, task: Task, label: Label) -> Iterator[Outcome]:
    """Cases that have a label when they end, or counts of what there was, with no word of the others."""
    if AT_RANDOM.search(f"{label.event or ''}; {label.selected_by or ''}".lower()):
        return
    for at, text in (("label.selected_by", label.selected_by), ("label.event", label.event)):
        ended = WHEN_ENDED.search((text or "").lower())
        if ended is not None:
            yield question(
                task,
                f"a case has a label when it has ended (`{ended[0]}`), and nothing is said of those open: "
                "cases end early for a reason",
                at=at,
                help="Say how they enter, e.g. `open cases enter as censored at their age`.",
            )
    wanted = design.architecture.requirements
    goal = (wanted.goal or "").lower() if wanted is not None else ""
    short, got = RUNS_OUT.search(goal), TAKEN.search((label.event or "").lower())
    if short is not None and got is not None and _ASKED.search((label.event or "").lower()) is None:
        yield question(
            task,
            f"`{got[0]}` is no more than there was, and the goal says that it runs out (`{short[0]}`): it "
            "is not said how times without supply enter",
            at="label.event",
            help="Treat such times as censored: mask them, or estimate what would have been asked for.",
        )


def _aloud(said: Said) -> Outcome | None:
    """A text that says in one sentence what becomes of cases whose end is not known."""
    text = said.text
    if HARD_NEGATIVES.search(text):
        return None
    found = NOT_YET_IS_NEGATIVE.search(text) or OPEN_LEFT_OUT.search(text) or STOPPED_EARLY.search(text)
    if found is None and not OPEN_CASES_TREATED.search(text):
        ended = ONLY_ENDED.search(text)
        found = ended[0] if ended else AS_MUCH_AS_THERE_WAS.search(text)
    return _cut_off(said, found) if found is not None else None


def _too_soon(design: DesignGraph, places: tuple[Said, ...]) -> Iterator[Outcome]:
    """Examples that are taken as they stand before the window of the label has passed."""
    task = design.architecture.task
    window = task.label.window if task is not None and task.label is not None else None
    for said in places if window is not None else ():
        found = ENTERS_AFTER.search(said.text) if isinstance(said.subject, Component) else None
        if window is None or found is None or OPEN_CASES_TREATED.search(said.text):
            continue
        after = seconds(found["number"], found["next"] or found["unit"])
        if after < window.value * 0.9:
            yield problem(
                said.subject,
                f"`{found[0]}`: what is looked for within {window} is not known by then, and what comes "
                "later was learned as if it had not come",
                at=said.field,
                help=f"Let examples wait until their {window} have passed.",
            )
            return


def _places(design: DesignGraph) -> Iterator[Said]:
    """Where it is said which examples are learned from, or what their values are."""
    yield from examples(design)
    data = design.architecture.data
    for feature in data.features if data is not None else ():
        if "before" in (feature.transform or ""):  # as of a moment, and not a selection of cases
            continue
        yield Said(feature, "transform", (feature.transform or "").lower())
