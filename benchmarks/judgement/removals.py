"""The general mutators: every component and every flow of a design, left out one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judgement.edits import without, without_flows
from judgement.matters import component_aside, flow_aside
from judgement.study import Mutant, Study, mutator
from mlarch.catalog.base import Role
from mlarch.model import Architecture, Component, Flow

__all__: list[str] = []


def _parts(study: Study) -> Iterator[Component]:
    yield from study.architecture.components.values()


@mutator()
def remove_component(study: Study) -> Iterator[Mutant]:
    """A component is left out, with all its flows and every word about it."""
    for component in _parts(study):
        name = component.id
        yield Mutant(
            study.name,
            name,
            without(study.architecture, name),
            components=study.beside(name),
            kinds=frozenset(component.kinds),
            aside=component_aside(study, name),
        )


@mutator()
def remove_and_close(study: Study) -> Iterator[Mutant]:
    """A component is left out of the chains that it stands in, and each chain joins over the gap."""
    for component in _parts(study):
        name = component.id
        closed = without(study.architecture, name, close=True)
        if len(closed.flows) == len(without(study.architecture, name).flows):
            continue
        yield Mutant(
            study.name,
            name,
            closed,
            components=study.beside(name),
            kinds=frozenset(component.kinds),
            aside=component_aside(study, name, closed=True),
        )


@mutator()
def cut_off_component(study: Study) -> Iterator[Mutant]:
    """A component stays, and all its flows are left out."""
    for component in _parts(study):
        name = component.id
        yield Mutant(
            study.name,
            name,
            without_flows(study.architecture, lambda flow, name=name: name in flow.ends),
            components=frozenset((name,)) | study.beside(name),
            kinds=frozenset(component.kinds),
        )


@mutator()
def remove_flow(study: Study) -> Iterator[Mutant]:
    """One flow is left out. Of one that starts a training, the brief does not speak either."""
    components = study.architecture.components
    for flow in study.architecture.flows:
        yield Mutant(
            study.name,
            str(flow),
            _untriggered(
                study,
                flow,
                without_flows(study.architecture, lambda other, index=flow.index: other.index == index),
            ),
            components=frozenset(flow.ends),
            kinds=frozenset(kind for end in flow.ends for kind in components[end].kinds),
            aside=flow_aside(study, flow),
        )


def _untriggered(study: Study, flow: Flow, left: Architecture) -> Architecture:
    watched = left.monitoring
    starts = "workflow_orchestrator" in study.kinds(flow.target) and study.is_role(flow.source, Role.MONITOR)
    if watched is None or not starts:
        return left
    return replace(left, monitoring=replace(watched, retrain_trigger=None))
