"""Bytes that flow: storage of logs, bandwidth at their doors."""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.estimate.figures import Figure, Input, Missing, Unit, shown, stated, unique
from mlarch.estimate.formulas.storage import raw_bytes
from mlarch.estimate.formulas.traffic import SECONDS_PER_DAY
from mlarch.estimate.traffic import Traffic
from mlarch.graph import DesignGraph
from mlarch.model import Flow
from mlarch.records import dataclass

__all__ = ["Storage", "storages"]

_SOURCE = "messages x bytes, before copies and compression"


@dataclass(frozen=True, slots=True)
class Storage:
    """What is written to one log or store: bytes per day, bytes per second on average and at peak, and what
    the stated retention makes of it (None without one). Copies and compression are not counted."""

    component: str
    per_day: Figure
    bandwidth: Figure
    peak_bandwidth: Figure
    kept: Figure | None


def storages(graph: DesignGraph, traffic: Traffic) -> tuple[dict[str, Storage], list[Missing]]:
    """The storage of every component that receives messages of stated size."""
    found: dict[str, Storage] = {}
    missing: list[Missing] = []
    for name in graph.components:
        sized: list[tuple[float, Flow]] = []
        for link in traffic.into.get(name, ()):
            flow, rate = link.flow, traffic.sent.get(link.flow.index)
            if link.call or rate is None:
                continue
            if flow.bytes is not None:
                sized.append((rate, flow))
            elif graph.kind(name).role is Role.STREAM:
                what = f"the bytes that `{flow}` writes into {name}"
                missing.append(Missing(what, f"- {flow}: {{bytes: 1KB}}"))
        if sized:
            found[name] = _storage(graph, traffic, name, sized)
    return found, missing


def _storage(graph: DesignGraph, traffic: Traffic, name: str, sized: Sequence[tuple[float, Flow]]) -> Storage:
    """What the messages come to, each with its rate."""
    component = graph.components[name]
    total, inputs, parts = 0.0, list[Input](), list[str]()
    for rate, flow in sized:
        assert flow.bytes is not None
        total += raw_bytes(rate, flow.bytes.value)
        parts.append(f"{shown(rate, Unit.RATE)} x {flow.bytes}")
        inputs.append(stated(f"flows.{flow}.bytes", flow.bytes, flow.places.get("bytes")))
    entering = traffic.average.inputs if traffic.average is not None else ()
    every, formula = unique((*entering, *inputs)), " + ".join(parts)
    per_day = Figure(total * SECONDS_PER_DAY, Unit.SIZE, f"({formula}) x 86,400 s per day", every, _SOURCE)
    kept = None
    keeps = graph.kind(name).role in (Role.STREAM, Role.STORE) or graph.has(name, Trait.LOGS)
    if component.retention is not None and keeps:
        days = component.retention.value / SECONDS_PER_DAY
        held = stated(f"components.{name}.retention", component.retention, component.places.get("retention"))
        kept = Figure(per_day.value * days, Unit.SIZE, f"{per_day} x {days:g} days", (*every, held), _SOURCE)
    return Storage(
        name,
        per_day,
        Figure(total, Unit.SIZE, formula, every, _SOURCE),
        Figure(total * traffic.factor, Unit.SIZE, f"({formula}) x {traffic.factor:g}", every, _SOURCE),
        kept,
    )
