"""People as components with a throughput: what comes in per day, what they decide, how the queue grows."""

from __future__ import annotations

from mlarch.catalog.base import Role
from mlarch.estimate.figures import Figure, Missing, Unit, assumed, shown, stated
from mlarch.estimate.formulas.traffic import SECONDS_PER_DAY
from mlarch.estimate.traffic import Traffic
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Queue", "queues"]


@dataclass(frozen=True, slots=True)
class Queue:
    """One group of people: cases per day that come `coming`, that they can decide `decided`, and what the
    queue gains each day (0 where they keep up)."""

    component: str
    coming: Figure
    decided: Figure
    growth: Figure


def queues(graph: DesignGraph, traffic: Traffic) -> tuple[dict[str, Queue], list[Missing]]:
    """The queues of all components that are people, and what is missing for others."""
    found: dict[str, Queue] = {}
    missing: list[Missing] = []
    for name, component in graph.components.items():
        if graph.kind(name).role is not Role.PERSON:
            continue
        rate = traffic.rates.get(name)
        if rate is None:
            continue
        if component.throughput is None:
            missing.append(
                Missing(f"how many cases {name} decide", f"{name}: {{replicas: 20, throughput: 300/day}}")
            )
            continue
        people = max(0, (component.replicas or 1) - (component.standby or 0))
        done = component.throughput.value * people * SECONDS_PER_DAY
        coming = rate * SECONDS_PER_DAY
        entering = traffic.average.inputs if traffic.average is not None else ()
        rates = tuple(
            stated(f"flows.{link.flow}", link.flow.share or link.flow.rate, link.flow.span)
            for link in traffic.into.get(name, ())
            if link.flow.share is not None or link.flow.rate is not None
        )
        own = (
            stated(f"components.{name}.throughput", component.throughput, component.places.get("throughput")),
            stated(f"components.{name}.replicas", people, component.places.get("replicas"))
            if component.replicas is not None
            else assumed(f"components.{name}.replicas", 1),
        )
        found[name] = Queue(
            name,
            Figure(
                coming, Unit.PER_DAY, f"{shown(rate, Unit.RATE)} x 86,400 s", (*entering, *rates), "average"
            ),
            Figure(done, Unit.PER_DAY, f"{people} x {component.throughput}", own),
            Figure(max(0.0, coming - done), Unit.PER_DAY, "coming - decided", (*entering, *rates, *own), ""),
        )
    return found, missing
