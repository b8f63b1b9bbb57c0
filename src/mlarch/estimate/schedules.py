"""How long runs take against how often they run: training, embedding anew, building an index."""

from __future__ import annotations

from mlarch.catalog.accelerators import accelerator
from mlarch.catalog.traits import Trait
from mlarch.estimate.figures import Figure, Input, Unit, assumed, shown, stated
from mlarch.estimate.formulas.compute import (
    dense_training_flops,
    device_time,
    training_time,
    transformer_training_flops,
)
from mlarch.graph import DesignGraph
from mlarch.model import Component, Flow, MLModel, Mode
from mlarch.records import dataclass

__all__ = ["Run", "runs"]

_DENSE_UTILIZATION = 0.1
_TRANSFORMER_UTILIZATION = 0.4
_SOURCE = "Kaplan et al. 2020: 6 N D, or three times the forward pass; the slower of computing and reading"


@dataclass(frozen=True, slots=True)
class Run:
    """One recurring run: what it is, the component that does it, how long it takes (s), and the interval that
    it must keep (None where it is not stated), with the place that says so."""

    what: str
    component: str
    time: Figure
    interval: float | None
    interval_text: str
    bound_by: str

    @property
    def late(self) -> bool:
        """Whether the next run begins before this one ends."""
        return self.interval is not None and self.time.value > self.interval


def runs(graph: DesignGraph) -> tuple[Run, ...]:
    """The runs whose length follows from the spec."""
    found: list[Run] = []
    for model in graph.architecture.models:
        found += _trainings(graph, model)
    for component in graph.having(Trait.ENCODES_ITEMS, Trait.BUILDS_INDEXES):
        made = _over_items(graph, component)
        if made is not None:
            found.append(made)
    found += filter(None, (_batch(graph, flow) for flow in graph.architecture.flows))
    return tuple(found)


def _batch(graph: DesignGraph, flow: Flow) -> Run | None:
    """A run over the items that a batch flow carries, at the throughput of what it leads to."""
    component = graph.components[flow.target]
    given = component.throughput
    if flow.mode is not Mode.BATCH or flow.items is None or given is None or given.value <= 0:
        return None
    copies, every = component.replicas or 1, flow.every
    inputs = (
        stated(f"flows.{flow}.items", flow.items, flow.places.get("items")),
        stated(f"components.{component.id}.throughput", given, component.places.get("throughput")),
        _copies(component),
    )
    text = f"{flow.items} / ({copies} x {given})"
    value = device_time(flow.items.value, given.value * copies)
    time = Figure(value, Unit.TIME, text, inputs, "items / throughput")
    limit = f"every: {every} on `{flow}`" if every is not None else ""
    interval = every.value if every is not None else None
    return Run(f"a run of {component.id}", component.id, time, interval, limit, "reading")


def _trainings(graph: DesignGraph, model: MLModel) -> list[Run]:
    found = []
    for name in model.trained_by:
        component = graph.components.get(name)
        if component is None:
            continue
        times = [each for each in (_computing(model, component), _reading(model, component)) if each]
        if times:
            bound_by, time = max(times, key=lambda each: each[1].value)
            every = model.retrain
            text = f"retrain: {every}" if every is not None else ""
            interval = every.value if every is not None else None
            found.append(Run(f"training {model.id}", name, time, interval, text, bound_by))
    return found


def _computing(model: MLModel, component: Component) -> tuple[str, Figure] | None:
    gpus = component.gpus
    device = accelerator(gpus.type) if gpus is not None else None
    if gpus is None or device is None:
        return None
    name = f"models.{model.id}"
    if model.tokens is not None and model.parameters is not None:
        flops = transformer_training_flops(model.parameters.value, model.tokens.value)
        formula, usage = f"6 x {model.parameters} x {model.tokens}", _TRANSFORMER_UTILIZATION
        fields = ("parameters", "tokens")
    elif model.examples is not None and model.flops_per_item is not None:
        flops = dense_training_flops(model.examples.value, model.flops_per_item.value)
        formula, usage = f"3 x {model.flops_per_item} x {model.examples}", _DENSE_UTILIZATION
        fields = ("flops_per_item", "examples")
    else:
        return None
    count = gpus.count * (component.replicas or 1)
    inputs: list[Input] = [
        stated(f"{name}.{field}", getattr(model, field), model.places.get(field)) for field in fields
    ]
    inputs.append(
        stated(f"components.{component.id}.gpus", f"{count} x {gpus.type}", component.places.get("gpus"))
    )
    if component.utilization is not None:
        usage = component.utilization.value
        span = component.places.get("utilization")
        inputs.append(stated(f"components.{component.id}.utilization", component.utilization, span))
    else:
        inputs.append(assumed(f"components.{component.id}.utilization", f"{usage:.0%} of peak FLOP/s"))
    inputs.append(_copies(component))
    if usage <= 0:
        return None
    time = training_time(flops, count, device.flops, usage)
    text = f"{formula} / ({count} x {device.flops / 1e12:g} TFLOP/s x {usage:g})"
    return "computing", Figure(time, Unit.TIME, text, tuple(inputs), _SOURCE)


def _reading(model: MLModel, component: Component) -> tuple[str, Figure] | None:
    """The time to pass all examples through the trainer at its stated throughput."""
    if model.examples is None or component.throughput is None or component.throughput.value <= 0:
        return None
    copies = component.replicas or 1
    rate = component.throughput.value * copies
    inputs = (
        stated(f"models.{model.id}.examples", model.examples, model.places.get("examples")),
        stated(
            f"components.{component.id}.throughput",
            component.throughput,
            component.places.get("throughput"),
        ),
        _copies(component),
    )
    text = f"{model.examples} / ({copies} x {component.throughput})"
    return "reading", Figure(device_time(model.examples.value, rate), Unit.TIME, text, inputs, _SOURCE)


def _copies(component: Component) -> Input:
    name = f"components.{component.id}.replicas"
    if component.replicas is None:
        return assumed(name, 1)
    return stated(name, component.replicas, component.places.get("replicas"))


def _over_items(graph: DesignGraph, component: Component) -> Run | None:
    """A pass over all items of the index that a component feeds, at its stated throughput."""
    given = component.throughput
    if given is None or given.value <= 0:
        return None
    for name in graph.downstream((component.id,)):
        target = graph.components[name]
        if target.holds is None or target.holds.items is None:
            continue
        if not graph.has(name, Trait.INDEXES_TEXT, Trait.INDEXES_VECTORS):
            continue
        copies = component.replicas or 1
        inputs = (
            stated(f"components.{name}.holds.items", target.holds.items, target.places.get("holds")),
            stated(f"components.{component.id}.throughput", given, component.places.get("throughput")),
            _copies(component),
        )
        time = Figure(
            device_time(target.holds.items.value, given.value * copies),
            Unit.TIME,
            f"{target.holds.items} / ({copies} x {given})",
            inputs,
            "items / throughput",
        )
        what = (
            "building the index" if graph.has(component.id, Trait.BUILDS_INDEXES) else "embedding all items"
        )
        interval, text = _interval(graph, component, what)
        return Run(f"{what} of {name}", component.id, time, interval, text, "reading")
    return None


def _interval(graph: DesignGraph, component: Component, what: str) -> tuple[float | None, str]:
    """How often it runs: for a builder `every` of its flows; for an encoder the retraining of its model."""
    if what.startswith("embedding"):
        for model in graph.served_models(component.id):
            if model.retrain is not None:
                return model.retrain.value, f"retrain: {model.retrain} of {model.id}"
        return None, ""
    for resolved in graph.drawn_from(component.id):
        flow = resolved.flow
        if flow.every is not None:
            return flow.every.value, f"every: {flow.every} on `{flow}`"
    return None, ""


def describe(run: Run) -> str:
    """The run in one line."""
    limit = f", {run.interval_text}" if run.interval_text else ""
    return f"{run.what}: {shown(run.time.value, Unit.TIME)} ({run.time.formula}){limit}"
