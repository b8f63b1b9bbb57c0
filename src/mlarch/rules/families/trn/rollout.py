"""TRN: releases that only wait, or that cannot show whether the new model is better."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog.lexicon.release import (
    CLOCK,
    COMPARED,
    METRIC,
    ONE_PART_OF_THE_TIME,
    STEPWISE,
    TO_ALL,
    WHEN,
    WHOLE_CYCLE,
)
from mlarch.catalog.lexicon.rollout import BEFORE_AND_AFTER, CONVENIENT, FAIR, PROVES, SILENCE
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Release
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["release_by_the_clock"]

_THEN_ALL = regex(
    r"\b(?:then|after|next|later|and) (?:\w+ ){0,3}?"
    r"(?:all|every\w*|the (?:rest|others?|fleet|remaining|whole)|100)\b"
)
_TO_THE_END = regex(
    r"\b(?:all|every\w*|complete\w*|whole|(?:the )?(?:rest|others|remaining)|fleet|full)\b|\b100 ?%"
)
_OFFLINE = regex(r"\bshadow|\bsilent\b|\bnobody sees\b|\breplay|\bback-?test|\boffline\b")
_HELP = (
    "Give a random share of all traffic to the new version, for one whole cycle, and compare it with the "
    "rest in the same time: `canary on 5 % by hash over two weeks`."
)
_BACK = regex(r"\b(?:goe?s?|comes?|falls?|rolls?|rolled|switch(?:es|ed)?) back\b|\bat once\b")
_BARE = 2  # words: the name of a step, and no statement of how it goes on
_GUARDRAILS = "Name what must hold before each step: `guardrails: [p99, complaints per user]`."


@rule("TRN015", "release-by-the-clock", about=("@release", Trait.DEPLOYS))
def release_by_the_clock(design: DesignGraph) -> Iterator[Outcome]:
    """A new model reaches more users because time has passed, or after a trial that could not show harm.

    **Checks.** `release: strategy`, or what a model deployer is said to do, is a canary, a ramp, a share or
    a rollout, or goes on by the calendar (after a day, on Wednesday, a third each night), and neither it
    nor `rollback` nor `guardrails` names a metric, a comparison (A/B, switchback) that comes before all
    have it, or a person that could stop it. A step that says when the next one comes is named first. Where
    it does not say how it goes on, it is asked (*info*, at production); the bare word `canary` is no
    statement. Or a step of it, or what a model deployer is said to do, is no shadow and no comparison at
    one time, and is tried in hours, days or months of one kind (`from midnight to 05:00`, `in January`),
    takes silence for proof (`no complaints`, `if nobody calls`), goes from volunteers or the easiest site
    to everybody, or compares with an earlier time (`the week before`), whatever the guardrails are.

    **Why.** A canary that nobody looks at is a slow release: the bad model reaches everybody, an hour later
    (Beyer et al., *The Site Reliability Workbook*, 2018, chapter 16). Who volunteers, and what happened last
    month, differ in more than the model (Kohavi, Tang and Xu, *Trustworthy Online Controlled Experiments*,
    2020, chapter 11).

    **When it is wrong.** The metrics stand elsewhere: name them, `guardrails: [p99, complaints per user]`.
    """
    release = design.architecture.release
    blind = _blind_step(design, release)
    if blind is not None:
        where, field, said, why = blind
        yield problem(where, f"`{said}` {why}", at=field, help=_HELP)
    elif release is not None and not (release.guardrails or _goes_back((release.rollback or "").lower())):
        yield from _by_the_clock(design, release)


Step = tuple[Release | Component, str, str]
"""Where a step of a release is told, in which field, and its words."""


def _blind_step(design: DesignGraph, release: Release | None) -> tuple[*Step, str] | None:
    """The first step that cannot show harm, and why; None where there is none."""
    planned = _planned(release) if release is not None else []
    for where, field, step in (*planned, *_told_of_deployers(design)):
        why = _cannot_show(step.lower(), told_of_a_part=isinstance(where, Component))
        if why:
            return where, field, step, why
    return None


def _planned(release: Release) -> list[Step]:
    return [(release, f"strategy.{index}", step) for index, step in enumerate(release.strategy)]


def _told_of_deployers(design: DesignGraph) -> list[Step]:
    deployers = design.having(Trait.DEPLOYS).accountable()
    return [(part, "description", part.description) for part in deployers if part.description]


def _cannot_show(said: str, *, told_of_a_part: bool) -> str:
    """Why a step that is described so cannot show that a model does harm; empty where it may.

    What is told of a part may be the hour in which it does its work: it counts where all follow.
    """
    if COMPARED.search(said) or FAIR.search(said) or _OFFLINE.search(said):
        return ""
    if SILENCE.search(said):
        return "takes silence for proof: who is harmed by a model seldom knows it, and nobody counts"
    if BEFORE_AND_AFTER.search(said):
        return "compares with an earlier time, in which more than the model was different"
    follows = PROVES.search(said) is not None
    if ONE_PART_OF_THE_TIME.search(said) and not WHOLE_CYCLE.search(said) and (follows or not told_of_a_part):
        return "sees hours or days of one kind: what is quiet then says nothing about the others"
    if CONVENIENT.search(said) and follows:
        return "tries it on those who are at hand, or want it: they are not like the others"
    return ""


def _by_the_clock(design: DesignGraph, release: Release) -> Iterator[Outcome]:
    """A staged release of which no step looks at anything; an info where it does not say how it goes on."""
    steps, told = _planned(release), _told_of_deployers(design)
    said = {step: step[2].lower() for step in steps if not _OFFLINE.search(step[2].lower())}
    said |= {step: step[2].lower() for step in told if _ramps(step[2].lower())}
    if any(METRIC.search(text) or FAIR.search(text) for text in said.values()):
        return
    timed = [step for step, text in said.items() if CLOCK.search(text)]
    whole = any(_TO_THE_END.search(text) for text in said.values())
    compared = any(COMPARED.search(text) for text in said.values())
    if compared and not (timed and whole):
        return  # what comes after has reached everybody already
    timed = [step for step in timed if not COMPARED.search(said[step])]
    partial = [step for step, text in said.items() if STEPWISE.search(text) or _THEN_ALL.search(text)]
    if not (timed or partial):
        return
    ends = any(TO_ALL.search(text) for text in said.values())
    if timed or ends:
        where, field, first = (timed or partial)[0]
        goes = "goes on when time has passed" if timed else "goes on whatever it shows"
        yield problem(
            where,
            f"`{first}` {goes}: no metric stops a bad model on its way to everybody",
            at=field,
            help=_GUARDRAILS,
        )
        return
    spelt_out = [step for step in partial if len(step[2].split()) > _BARE]
    if spelt_out and not told:
        where, field, first = spelt_out[0]
        yield question(
            where,
            f"what does `{first}` look at before it goes on? No metric is named that would stop a bad model",
            at=field,
            help=_GUARDRAILS,
        )


def _goes_back(rollback: str) -> bool:
    """Whether a way back says when it is taken, and not only how."""
    said = _BACK.sub("", rollback)
    return WHEN.search(said) is not None and METRIC.search(said) is not None


def _ramps(said: str) -> bool:
    """Whether what is told of a deployer is a release in steps, and not only what it does at which hour."""
    return STEPWISE.search(said) is not None and (
        CLOCK.search(said) is not None or _TO_THE_END.search(said) is not None
    )
