"""SKW: training on other data than is served."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.stems import stems_of
from mlarch.analysis.text_evidence import fields_of, said_of
from mlarch.catalog.lexicon.sides import (
    ALIKE,
    ASKED_OF_OTHERS,
    FINE_VALUES,
    LEARNING,
    LIVE,
    NO_LIVE_DATA,
    OF_WHOM,
    PLACE_HELD_FIXED,
    REWORKED,
    WORKED_OVER,
)
from mlarch.catalog.lexicon.training import (
    AS_SERVED,
    CASES_REMOVED,
    CONTRAST,
    LIKE_LIVE,
    NARROW_SOURCE,
    SAMPLING_RATE,
    TRAINING_DIFFERS,
    TWO_IMPLEMENTATIONS,
)
from mlarch.catalog.lexicon.words import any_of, clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Feature, Flow
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["trained_on_other_data"]


@rule("SKW010", "trained-on-other-data", about=("@data", "@features", "training"))
def trained_on_other_data(design: DesignGraph) -> Iterator[Outcome]:
    """The model is trained on other data than it is asked about.

    **Checks.** A feature's `transform`, `data: missing_values`, a model's `architecture` or the description
    of a part says one thing for training and another for serving in one sentence (`mean in training, zero
    when served`), without the word *same*; or a `transform` is said to be implemented twice. Or what a
    trainer learns from (a dataset builder, a store or a job before it, or the payload) is said to come from
    one place, one device, a studio, a test track or a public set, to leave out what is hard, or to be sampled
    at another rate (`100 Hz`) than what serves, with no word of live data. An *info* at production where a
    feature's `offline` is worked over (`gaps filled and smoothed`) and its `online` is not, or a store names
    whose pictures, sounds or texts it holds and does not compare them with those that are sent.

    **Why.** A model knows the distribution that it was trained on: other resolutions, codecs, fill values or
    sources make it guess, and no offline metric shows it (Sculley et al., *Hidden Technical Debt*, 2015).

    **When it is wrong.** The difference is the point, such as augmentation, or live data is used as well: say
    so there.
    """
    found = [*_two_ways(design), *_other_sources(design)]
    yield from found
    yield from _asked(design) if not found else ()


def _asked(design: DesignGraph) -> Iterator[Outcome]:
    """Features whose values for training were worked over, or are a collection of which nothing is said."""
    data = design.architecture.data
    for feature in data.features if data is not None else ():
        online, offline = (feature.online or "").lower(), (feature.offline or "").lower()
        if offline not in design.components and online != "false":
            worked = WORKED_OVER.search(offline)
            if (
                worked is not None
                and online != offline
                and not (ALIKE.search(offline) or WORKED_OVER.search(online))
            ):
                yield question(
                    feature,
                    f"{feature.name} is `{offline}` for training and `{online or 'not said'}` when served: "
                    "it is not said that both give the same values",
                    at="offline",
                    help="Log the values as they are served, and train on those.",
                )
                return
    for part, said in _collections(design):
        whose = OF_WHOM.search(said) or REWORKED.search(said)
        alike = ALIKE.search(said) or LIKE_LIVE.search(said) or AS_SERVED.search(said)
        if whose is not None and alike is None:
            yield question(
                part,
                f"what is learned from is `{whose[0]}`, and it is not said that those who ask "
                "send the same sort",
                at=None if isinstance(part, Flow) else "description",
                help="Say whose they are and how they were taken; train on what comes in, as it comes.",
            )
            return


def _collections(design: DesignGraph) -> Iterator[tuple[Component | Flow, str]]:
    """What is said of the material of each trainer, and by whom."""
    for trainer in design.having(Trait.TRAINS, Trait.TUNES).accountable():
        for subject, field, said in _material(design, trainer.id):
            if field != "name":
                yield subject, said


def _two_ways(design: DesignGraph) -> Iterator[Outcome]:
    spec, data = design.architecture, design.architecture.data
    places: list[tuple[object, str, str | None, str]] = [
        (feature, "transform", feature.transform, feature.name) for feature in (data.features if data else ())
    ]
    if data is not None:
        places.append((data, "missing_values", data.missing_values, "missing values"))
    places += [(model, "architecture", model.architecture, model.id) for model in spec.models]
    places += [(part, "description", part.description, part.id) for part in design.parts]
    for subject, field, text, what in places:
        said = text.lower() if text else ""
        if ALIKE.search(said) or PLACE_HELD_FIXED.search(f"{what}; {said}".lower()):
            continue
        twice = isinstance(subject, Feature) and TWO_IMPLEMENTATIONS.search(said)
        apart = field in _SHORT and _on_two_sides(said)
        if twice or apart or TRAINING_DIFFERS.search(said):
            yield problem(
                subject,  # type: ignore[arg-type]
                f"{what}: training and serving differ (`{text}`), so the model is asked about data that "
                "it has not seen",
                at=field,
                help="Compute it once, for both: one transform that the pipeline and the service share.",
            )


_SHORT = ("transform", "missing_values", "architecture")


def _on_two_sides(said: str) -> bool:
    """Whether one clause is about where the model learns and another about where it is asked, or two clauses
    state the same unit with different numbers and one of them is about where it is asked."""
    parts = [piece for clause in clauses(said) for piece in re.split(r"\band\b", clause)]
    live = [part for part in parts if LIVE.search(part)]
    if any(LEARNING.search(part) for part in parts if part not in live) and live:
        return True
    return any(_finer(part, other) for part in live for other in parts if other != part)


def _finer(here: str, there: str) -> bool:
    """Whether two texts state the same unit with different numbers."""
    one, two = FINE_VALUES.search(here), FINE_VALUES.search(there)
    return one is not None and two is not None and one["unit"] == two["unit"] and one[1] != two[1]


def _other_sources(design: DesignGraph) -> Iterator[Outcome]:
    """One finding for each trainer whose material is said to be unlike what is served."""
    for trainer in design.having(Trait.TRAINS, Trait.TUNES).accountable():
        for subject, field, said in _material(design, trainer.id):
            how = _unlike(design, said)
            if how:
                yield problem(
                    subject,
                    f"{trainer.id} learns from other data than it will be asked about ({how})",
                    at=field,
                    components=(trainer.id,) if isinstance(subject, Flow) else (subject.id, trainer.id),
                    help="Train on data as it comes from those who ask, or add such data, and say so.",
                )
                break


def _material(design: DesignGraph, trainer: str) -> Iterator[tuple[Component | Flow, str, str]]:
    """What is said of what a trainer learns from, up to three steps back: payloads, builders, stores."""
    seen, layer = {trainer}, [trainer]
    for _ in range(3):
        after: list[str] = []
        for name in layer:
            for edge in design.data_into(name):
                source = edge.source
                aside = design.has(source, *_NO_MATERIAL) and not design.has(source, Trait.KEEPS_SERIES)
                if source in seen or aside or source in design.on_path:
                    continue
                seen.add(edge.source)
                labels = edge.types and set(edge.types) <= {"labels"}
                if labels and not design.has(edge.source, Trait.BUILDS_DATASETS):
                    continue  # verdicts on what people sent, and no examples of their own
                after.append(edge.source)
                for payload in edge.flow.written:
                    yield edge.flow, "", payload.text.lower()
                if edge.flow.label:
                    yield edge.flow, "label", edge.flow.label.lower()
                for field, said in fields_of(design.components[edge.source]):
                    if field == "name" and design.components[edge.source].external:
                        continue  # who it is, and not what it sends
                    yield design.components[edge.source], field, said
        layer = after


_FOR_A_TEST = any_of(
    r"for (?:the |a )?(?:test|hold-?out|evaluation)", r"(?:held|left|kept) (?:out|back)", r"tests\b"
)
_NO_MATERIAL = (
    Trait.TUNES,
    Trait.SCHEDULES,
    Trait.EVALUATES,
    Trait.GATES_RELEASES,
    Trait.REGISTERS_MODELS,
    Trait.MONITORS,
    Trait.IS_A_PERSON,
    Trait.REVIEWS,
)


def _who_asks(design: DesignGraph) -> frozenset[str]:
    """The words by which those who ask are called."""
    return frozenset(
        stem
        for name in design.clients
        for stem in stems_of(said_of(design.components[name]))
        if len(stem) > 3
    )


def _unlike(design: DesignGraph, said: str) -> str:
    """The words by which training data is said to be unlike what is served; empty when nothing says so."""
    aloud = CONTRAST.search(said) or NO_LIVE_DATA.search(said)
    if aloud is not None:
        return f"`{aloud[0].strip(';, ')}`"
    narrow = NARROW_SOURCE.outside(said, _FOR_A_TEST)
    if narrow is not None and not stems_of(narrow[0]).isdisjoint(_who_asks(design)):
        narrow = None  # theirs is what comes in
    wider = ASKED_OF_OTHERS.search(said)
    if narrow is not None and wider is not None:
        return f"`{narrow[0]}`, and `{wider[0]}`"
    asked = next((clause for clause in clauses(said) if LIVE.search(clause)), None)
    if asked is not None and len(clauses(said)) > 1 and not ALIKE.search(said):
        return f"`{asked}`"
    if LIKE_LIVE.search(said) or ALIKE.search(said):
        return ""
    found = narrow or CASES_REMOVED.search(said)
    if found is not None:
        return f"`{found[0]}`"
    rate = SAMPLING_RATE.search(said)
    if rate is None:
        return ""
    others = [
        other
        for part in design.parts
        for _, text in fields_of(part)
        if part.id in design.on_path or design.has(part.id, Trait.RUNS_ON_DEVICE, Trait.STARTS_REQUESTS)
        for other in [SAMPLING_RATE.search(text)]
        if other is not None and other[2] == rate[2]
    ]
    differs = next((other for other in others if other[1] != rate[1]), None)
    return f"`{rate[0]}`, and `{differs[0]}` when served" if differs is not None else ""
