"""REL: values that are said to be older than what is decided by them can bear."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mlarch.analysis.privacy import works_online
from mlarch.analysis.text_evidence import duration
from mlarch.catalog.lexicon.ages import COPIED, KEPT_CURRENT, OF_NOW, QUICK, WHOLE_HISTORY, age, kept_for
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, problem

__all__ = ["said_too_old"]

_HOUR, _DAY = 3_600.0, 86_400.0
_ASIDE = (
    Trait.TRAINS,
    Trait.BUILDS_DATASETS,
    Trait.JOINS_LABELS,
    Trait.EVALUATES,
    Trait.MONITORS,
    Trait.ALERTS,
    Trait.IS_A_PERSON,
    Trait.REVIEWS,
    Trait.FALLS_BACK,
    Trait.DEPLOYS,
    Trait.REGISTERS_MODELS,
    Trait.KEEPS_FEATURE_HISTORY,
    Trait.KEEPS_RAW_DATA,
    Trait.COMPUTES_FEATURES_IN_BATCH,
    Trait.INDEXES_TEXT,
)
_HELD = (Trait.SERVES_FEATURES, Trait.KEEPS_VALUES_BY_KEY, Trait.CACHES, Trait.CACHES_ANSWERS)
_HELP = "Read it when it is decided, or bring it as it changes: a stream, `~>`, or a shorter `every`."


def said_too_old(design: DesignGraph) -> Iterator[Outcome]:
    """Features, components and flows whose words say that a quick value is a copy of hours or days ago."""
    needs = design.architecture.requirements
    wanted = needs.freshness.value if needs is not None and needs.freshness is not None else None
    usual = _HOUR if works_online(design) else 2 * _DAY
    yield from _features(design, wanted)
    for part in design.parts.accountable(managed=True):
        if not design.has(part.id, *_ASIDE):
            yield from _part(design, part, wanted, usual)
    for part in design.parts:
        if part.external:
            yield from _part(design, part, wanted, usual)
    for flow in design.architecture.flows:
        said = (flow.label or "").lower()
        old = _old(said, wanted or usual, copied=True)
        if old is not None and not design.has(flow.target, *_ASIDE):
            limit = _shown(wanted or usual)
            yield problem(
                flow,
                f"`{said}` is up to {old} old when it is used, and may be {limit} old",
                at="label",
                components=(flow.target,),
                help=_HELP,
            )


def _features(design: DesignGraph, wanted: float | None) -> Iterator[Outcome]:
    data = design.architecture.data
    for feature in data.features if data is not None else ():
        fresh, name = duration(feature.freshness), feature.name.lower()
        said = (feature.transform or "").lower()
        if fresh is None or WHOLE_HISTORY.search(f"{name}; {said}") or KEPT_CURRENT.search(said):
            continue
        ages = [age(clause) for clause in clauses(said) if COPIED.search(clause)]
        copied = max((old for old in ages if old is not None), default=0.0)
        limit = fresh.value
        if copied <= 1.5 * limit:  # as fresh as it says: is that enough?
            now = OF_NOW.search(name) is not None
            copied = max(copied if now or QUICK.search(name) else 0.0, limit if now else 0.0)
            limit = max(4 * wanted, _HOUR) if wanted is not None else copied
        if copied > limit:
            yield problem(
                feature,
                f"{feature.name} may be up to {_shown(copied)} old where it comes from, and "
                f"{_shown(min(limit, wanted or limit))} is what it may be",
                at="transform" if feature.transform else "freshness",
                help=_HELP,
            )


def _part(design: DesignGraph, part: Component, wanted: float | None, usual: float) -> Iterator[Outcome]:
    said, limit = (part.description or "").lower(), wanted or usual
    quick = design.has(part.id, Trait.CACHES, Trait.CACHES_ANSWERS)
    old = _old(said, limit, quick=quick)
    kept = kept_for(said) if design.has(part.id, *_HELD) and not KEPT_CURRENT.search(said) else None
    if old is None and kept is not None and wanted is not None and kept > max(2 * wanted, _HOUR / 4):
        plain = design.has(part.id, Trait.CACHES, Trait.CACHES_ANSWERS) and part.ttl is None
        old = _shown(kept) if plain or QUICK.search(said) else None
    if old is not None:
        yield problem(
            part,
            f"{part.id} gives values that are up to {old} old, and they may be {_shown(limit)} old",
            at="description",
            help=_HELP,
        )


@lru_cache(maxsize=4096)  # while a design is written, its other texts stay
def _old(said: str, limit: float, *, quick: bool = False, copied: bool = False) -> str | None:
    """How old a quick value is by one sentence, where that is more than it may be; None otherwise."""
    if KEPT_CURRENT.search(said):
        return None
    if not quick and QUICK.search(said) is None:
        return None
    for sentence in said.split(". "):
        old = age(sentence) if copied or COPIED.search(sentence) else None
        if old is not None and old > max(2 * limit, _HOUR / 2):
            return _shown(old)
    return None


def _shown(seconds: float) -> str:
    return "any time" if seconds == float("inf") else format_value(seconds, Dimension.TIME)
