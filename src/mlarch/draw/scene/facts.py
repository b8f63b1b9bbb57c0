"""What a picture has no room for: every field of a part as written, what was computed, steps of scenarios."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator
from typing import Any

from mlarch import catalog
from mlarch.draw.scene.cards import spaced, title_of
from mlarch.graph import DesignGraph
from mlarch.model import Component, Flow, Funnel
from mlarch.quantities import Dimension, Quantity
from mlarch.records import dataclass

__all__ = ["Facts", "Part", "Row", "Walk", "facts_of"]

_SHOWN_APART = frozenset(
    {"id", "kinds", "written", "alternatives", "name", "tech", "description", "link", "icon"}
)
_ENDS = frozenset(
    {"index", "line", "position", "source", "target", "source_span", "target_span", "mode"}
    | {"source_group", "target_group"}
)
_NAMES = {"payloads": "carries", "on_failure": "on failure only"}


_SPACED = frozenset({Dimension.TIME, Dimension.SIZE, Dimension.SHARE})


@dataclass(frozen=True, slots=True)
class Row:
    """A field with its value in words. `computed` ones follow from the spec and do not stand in it."""

    name: str
    value: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a component."""

    id: str
    name: str
    kind: str
    tech: str
    description: str
    link: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A scenario: the ids of its components in order."""

    name: str
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """`parts` by the order of the spec, `flows` and their `ends` by their index, `scenarios` in order."""

    parts: tuple[Part, ...]
    flows: tuple[tuple[Row, ...], ...]
    ends: tuple[tuple[str, str], ...]
    scenarios: tuple[Walk, ...]


def facts_of(graph: DesignGraph) -> Facts:
    """The facts of a design."""
    architecture = graph.architecture
    computed = _Computed(graph)
    parts = tuple(_part(graph, component, computed) for component in architecture.components.values())
    flows = tuple((*_rows(flow, _ENDS), *computed.of_flow(flow)) for flow in architecture.flows)
    walks = tuple(
        Walk(scenario.name, tuple(step.component for step in scenario.steps))
        for scenario in architecture.scenarios
    )
    return Facts(parts, flows, tuple(flow.ends for flow in architecture.flows), walks)


def _part(graph: DesignGraph, component: Component, computed: _Computed) -> Part:
    return Part(
        id=component.id,
        name=title_of(graph, component.id),
        kind=", ".join(catalog.KINDS[kind].name for kind in component.kinds),
        tech=component.tech or "",
        description=component.description or "",
        link=component.link or "",
        rows=(*_rows(component, _SHOWN_APART), *computed.of_component(component.id)),
    )


def _rows(value: Component | Flow, apart: frozenset[str]) -> tuple[Row, ...]:
    """Every field that the author set, in the order of the model."""
    found = []
    for field in dataclasses.fields(value):
        if field.compare and field.name not in apart:
            held = getattr(value, field.name)
            if held != field.default and held is not None and (words := _words(held)):
                found.append(Row(_NAMES.get(field.name, field.name.replace("_", " ")), words))
    return tuple(found)


def _words(value: Any) -> str:
    """A value of the model as a reader writes it."""
    if isinstance(value, Quantity):
        return spaced(value) if value.dimension in _SPACED else value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(_words, value)))
    if dataclasses.is_dataclass(value):
        return ", ".join(_inside(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _inside(value: Any) -> Iterator[str]:
    """The fields of a value that has parts: `p99 5 ms`; a payload is its text alone."""
    if hasattr(value, "text"):
        yield value.text
        return
    if isinstance(value, Funnel):
        yield f"{value.incoming} → {value.outgoing}" if value.incoming else f"→ {value.outgoing}"
        return
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held is not None and (words := _words(held)):
            yield words if field.name == "stated" else f"{field.name.replace('_', ' ')} {words}"


class _Computed:
    """Figures of the estimate, in words."""

    def __init__(self, graph: DesignGraph) -> None:
        from mlarch.estimate.engine import shared_estimate

        self._estimate = shared_estimate(graph)

    def of_component(self, component_id: str) -> tuple[Row, ...]:
        from mlarch.estimate.figures import Unit, shown

        estimate = self._estimate
        found = []
        rate = estimate.traffic.rates.get(component_id)
        if rate:
            found.append(("requests", f"{shown(rate, Unit.RATE)} on average"))
        capacity = estimate.capacities.get(component_id)
        if capacity is not None and capacity.peak is not None:
            found.append(("load at peak", str(capacity.peak)))
        if capacity is not None and capacity.needed is not None:
            found.append(("replicas needed", str(capacity.needed)))
        memory = estimate.memory.get(component_id)
        if memory is not None:
            found.append(("memory of a replica", str(memory.headroom)))
        storage = estimate.storage.get(component_id)
        if storage is not None:
            found.append(("written", str(storage.per_day)))
        return tuple(Row(name, value, computed=True) for name, value in found)

    def of_flow(self, flow: Flow) -> tuple[Row, ...]:
        from mlarch.estimate.figures import Unit, shown

        rate = self._estimate.traffic.sent.get(flow.index)
        return (Row("messages", f"{shown(rate, Unit.RATE)} on average", computed=True),) if rate else ()
