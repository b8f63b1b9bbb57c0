"""What a spec says in words: names, descriptions, payloads, plans; words settle more than they raise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlarch.analysis.facts import fact
from mlarch.graph import DesignGraph
from mlarch.model import Component, Flow
from mlarch.quantities import Dimension, Quantity, QuantityError, parse

__all__ = ["described", "duration", "fields_of", "named", "parts_say", "said_of", "says", "words"]


def says(design: DesignGraph, pattern: str) -> bool:
    """Whether the regular expression `pattern` (lower case) occurs in anything that the author wrote."""
    return re.search(pattern, words(design)) is not None


def parts_say(design: DesignGraph, names: Iterable[str], pattern: str) -> bool:
    """Whether `pattern` (lower case) occurs in what is said of these components, or of what any flow carries.

    What the brief wishes for or measures says nothing of what is built.
    """
    phrases = (phrase for name in names for phrase in _of_component(design.components[name]))
    return any(re.search(pattern, phrase.lower()) for phrase in phrases if phrase) or any(
        re.search(pattern, phrase) for phrase in _carried(design)
    )


@fact
def _carried(design: DesignGraph) -> tuple[str, ...]:
    """What is said of flows and of what they carry, in lower case."""
    phrases = (phrase for flow in design.architecture.flows for phrase in _of_flow(flow))
    return tuple(dict.fromkeys(phrase.lower() for phrase in phrases if phrase))


def said_of(component: Component) -> str:
    """The id, name and description of a component, in lower case."""
    parts = (component.id.replace("_", " "), component.name, component.description)
    return " ".join(filter(None, parts)).lower()


def fields_of(component: Component) -> Iterator[tuple[str, str]]:
    """The fields that say in words what a component is, with their texts in lower case."""
    for field, text in (("name", component.name), ("description", component.description)):
        if text:
            yield field, text.lower()


def described(parts: Iterable[Component]) -> Iterator[tuple[Component, str]]:
    """Those of the components that have a description, each with it in lower case."""
    for part in parts:
        if part.description:
            yield part, part.description.lower()


@fact
def named(design: DesignGraph) -> tuple[str, ...]:
    """What the components are by their names, kinds and descriptions, and what flows carry, in lower case.

    An id counts where there is no name: what a part is called in the picture is what its author means, and
    an id stays when the part becomes another.
    """
    phrases: list[str | None] = []
    for part in design.parts:
        phrases += [part.name or part.id.replace("_", " "), part.written, part.description]
    phrases += [
        phrase for flow in design.architecture.flows for phrase in _of_flow(flow) if phrase != flow.fallback
    ]
    return tuple(phrase.lower() for phrase in phrases if phrase)


@fact
def words(design: DesignGraph) -> str:
    """Everything that the spec says in words, in lower case, one phrase a line; without its comments.

    Only the author's words: the catalogue's names of kinds ("label joiner / sample joiner") say nothing of
    what this design does.
    """
    return "\n".join(phrase.lower() for phrase in _phrases(design) if phrase)


def duration(text: str | None) -> Quantity | None:
    """The time that a text states, such as `1min`; None for anything else, as `request` or `daily`."""
    if text is None:
        return None
    try:
        return parse(text, Dimension.TIME)
    except QuantityError:
        return None


def _phrases(design: DesignGraph) -> Iterator[str | None]:
    spec = design.architecture
    yield from (spec.name, spec.summary)
    for component in spec.components.values():
        yield from _of_component(component)
    for flow in spec.flows:
        yield from _of_flow(flow)
    yield from _plans(design)


def _of_component(component: Component) -> Iterator[str | None]:
    yield from (component.id.replace("_", " "), component.written, component.name, component.tech)
    yield from (component.description, *component.tags)


def _of_flow(flow: Flow) -> Iterator[str | None]:
    yield from (flow.label, flow.fallback)
    for payload in flow.written:
        yield payload.text


def _plans(design: DesignGraph) -> Iterator[str | None]:
    """The words of the seven steps."""
    spec = design.architecture
    if (wanted := spec.requirements) is not None:
        yield from (wanted.goal, *wanted.in_scope, *wanted.out_of_scope, *wanted.compliance)
    if (task := spec.task) is not None:
        yield from (task.objective, task.type, task.input, task.output, task.baseline)
        yield task.label.event if task.label is not None else None
    if (data := spec.data) is not None:
        yield from (*data.events, data.missing_values, data.imbalance, data.split, data.privacy)
        for feature in data.features:
            yield from (feature.name, feature.transform)
    for model in spec.models:
        yield from (model.task, model.architecture, model.baseline, model.loss, model.compression)
        yield from (*(other.name for other in model.alternatives), *model.features)
    if (evaluation := spec.evaluation) is not None:
        yield from (*evaluation.offline, *evaluation.online, evaluation.gate)
        if evaluation.experiment is not None:
            yield from (evaluation.experiment.unit, evaluation.experiment.effect)
    if spec.release is not None:
        yield from (*spec.release.strategy, spec.release.rollback)
    if spec.monitoring is not None:
        yield from (*spec.monitoring.alerts, spec.monitoring.retrain_trigger)
