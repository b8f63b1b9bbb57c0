"""What SKW009 asks of features by comparison: with the moment of the prediction, and with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.catalog.lexicon.features import KNOWN_BY_THEN, OF_THE_PAST
from mlarch.catalog.lexicon.moments import (
    AS_OF_BUILDING,
    AT_AN_EVENT,
    CHANGES_WITH_THE_CASE,
    DRAWN_UPON,
    KEPT_OUT,
    OF_THE_REQUEST,
    TOLD_AFTERWARDS,
)
from mlarch.catalog.lexicon.words import LONGEST
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Data, Feature
from mlarch.rules import Outcome, problem, question

__all__ = ["compared_moments"]

_AHEAD = regex(
    r"\b(?P<number>\d+(?:\.\d+)?) ?(?P<unit>min(?:ute)?|h|hour|d|day|week)s? (?:before|ahead of|prior to) "
    r"(?:the |its |each )?(?P<event>[a-z]{4,})"
)
_SECONDS = {"min": 60, "minute": 60, "h": 3_600, "hour": 3_600, "d": 86_400, "day": 86_400, "week": 604_800}
_HELP = "State it, e.g. `known_at: -1d` or `known_at: at request`, and build examples as of that time."


def compared_moments(design: DesignGraph) -> Iterator[tuple[Feature, Outcome]]:
    """Features of which a comparison tells, or leaves open, whether they are there when a case is scored."""
    data = design.architecture.data
    if data is None:
        return
    horizon = _horizon(design)
    open_ones = frozenset(feature.name for feature in _left_open(data))
    for feature in data.features:
        told = (feature.transform or "").lower()
        late = next(
            (found for found in _AHEAD.finditer(told) if _span(found) < horizon.get(found["event"], 0)), None
        )
        drawn = DRAWN_UPON.outside(told, KEPT_OUT)
        if late is not None:
            message = (
                f"{feature.name} comes into being `{late[0]}`, and the prediction is made earlier than that"
            )
            yield feature, problem(feature, message, at="transform", help="Leave it out, or predict later.")
        elif drawn is not None:
            message = (
                f"{feature.name} is taken with what people made of it (`{drawn[0]}`): it shows the label"
            )
            yield (
                feature,
                problem(feature, message, at="transform", help="Take it as it was before anybody saw it."),
            )
        elif built := AS_OF_BUILDING.outside(told, KEPT_OUT):
            message = f"{feature.name} is as of the day on which examples are built (`{built[0].strip()}`)"
            yield feature, problem(feature, message, at="transform", help=_HELP)
        elif why := _why_asked(design, feature, told, feature.name in open_ones):
            message = (
                f"{why}: if it changes when the case ends, examples that are built later hold the answer"
            )
            at = "transform" if feature.transform else "name"
            yield feature, question(feature, message, at=at, help=_HELP)


def _why_asked(design: DesignGraph, feature: Feature, told: str, left_open: bool) -> str:
    """What is not said of the moment of a feature; empty where it is said, or nothing casts doubt on it."""
    if left_open:
        return f"it is not said when the value of {feature.name} is known"
    known = (feature.known_at or "").lower()
    if (
        AT_AN_EVENT.match(known)
        and not OF_THE_REQUEST.search(known)
        and not OF_THE_PAST.search(known)
        and not _of_the_task(design, known)
    ):
        return f"it is not said that `{known}` lies before the prediction"
    after = TOLD_AFTERWARDS.search(told)
    if after is not None and not OF_THE_PAST.search(told) and not KEPT_OUT.search(told):
        return f"{feature.name} comes from elsewhere (`{after[0]}`), and it is not said as of when"
    return ""


def _of_the_task(design: DesignGraph, known: str) -> bool:
    """Whether a moment is named for what the task is about, which is there when the prediction is made."""
    task, spec = design.architecture.task, design.architecture
    said = f"{spec.name} {spec.summary or ''} "
    if task is not None:
        said += f"{task.objective or ''} {task.input or ''} {task.output or ''} "
    said += " ".join(feature.entity or "" for feature in (spec.data.features if spec.data else ())[:50])
    words = [word for word in _LONG.findall(known) if word not in ("with", "when", "from", "after")]
    return all(word[:5] in said.lower() for word in words)


_LONG = regex(r"[a-z]{4,}")


def _left_open(data: Data) -> list[Feature]:
    """Features without a moment among features that have one, or whose values change when a case ends."""
    silent = [f for f in data.features if not f.known_at and f.freshness != "request"]
    if any(feature.known_at for feature in data.features):
        return silent if 2 * len(silent) <= len(data.features) else []
    return [feature for feature in silent if _changes(f"{feature.name}; {feature.transform or ''}".lower())]


def _changes(said: str) -> bool:
    found = CHANGES_WITH_THE_CASE.search(said)
    return found is not None and KNOWN_BY_THEN.search(said) is None and OF_THE_PAST.search(said) is None


def _horizon(design: DesignGraph) -> dict[str, float]:
    """How long before which event the prediction is made, in seconds, by what the task says."""
    task = design.architecture.task
    said = (
        f"{task.objective or ''}; {task.input or ''}; {task.output or ''}".lower() if task is not None else ""
    )
    return {found["event"]: _span(found) for found in _AHEAD.finditer(said[:LONGEST])}


def _span(found: re.Match[str]) -> float:
    return float(found["number"]) * _SECONDS[found["unit"]]
