"""The funnel of a request: items per stage, what each stage takes, and what one stage over all would take."""

from __future__ import annotations

from mlarch.estimate.figures import Figure, Input, Unit, stated
from mlarch.estimate.requests import walk
from mlarch.estimate.steps import Request
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Stage", "funnel"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: items `incoming` (None where not stated) and `outgoing`, the `time` that it takes for them
    item by item, and the time `over_all` items of the design; both None without `per_item`."""

    component: str
    incoming: float | None
    outgoing: float
    time: Figure | None
    over_all: Figure | None


def funnel(graph: DesignGraph, tree: Request) -> tuple[Stage, ...]:
    """The stages of a request that state a funnel, in the order in which it reaches them."""
    found = {request.component: _stage(graph, request.component) for request in walk(tree)}
    return tuple(stage for stage in found.values() if stage is not None)


def _stage(graph: DesignGraph, name: str) -> Stage | None:
    component = graph.components[name]
    shape = component.funnel
    if shape is None:
        return None
    incoming = shape.incoming.value if shape.incoming is not None else None
    needs = graph.architecture.requirements
    catalogue = needs.items if needs is not None else None
    whole = None
    if needs is not None and catalogue is not None:
        item_input = stated("requirements.items", catalogue, needs.places.get("items"))
        whole = _time(graph, name, catalogue.value, str(catalogue), item_input)
    own = None
    if shape.incoming is not None and incoming is not None:
        item_input = stated(f"components.{name}.funnel", shape.incoming, component.places.get("funnel"))
        own = _time(graph, name, incoming, str(shape.incoming), item_input)
    return Stage(name, incoming, shape.outgoing.value, own, whole)


def _time(graph: DesignGraph, name: str, items: float, text: str, item_input: Input) -> Figure | None:
    component = graph.components[name]
    per_item = component.per_item
    if per_item is None:
        return None
    parallel = max(per_item.parallelism.value, 1.0) if per_item.parallelism is not None else 1.0
    value = items * per_item.time.value / parallel
    formula = f"{text} x {per_item.time}" + (f" / {parallel:g}" if parallel > 1 else "")
    given = stated(f"components.{name}.per_item.time", per_item.time, component.places.get("per_item"))
    return Figure(value, Unit.TIME, formula, (item_input, given), "items x time per item / parallelism")
