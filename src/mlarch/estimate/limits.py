"""What one replica of a component can do, and how much work reaches it."""

from __future__ import annotations

import math

from mlarch.estimate.distributions import Spread, items_of
from mlarch.estimate.figures import Figure, Input, Unit, assumed, shown, stated, unique
from mlarch.estimate.propagation import Link
from mlarch.estimate.sums import sum_of
from mlarch.estimate.traffic import Traffic
from mlarch.model import Component, PerItem
from mlarch.records import dataclass

__all__ = ["CALLS", "RateLimit", "per_call", "rate_limit", "work_of"]

CALLS = ""
"""The unit of work that is a call."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What one replica can do: units of work per second, in which unit, and what sets it; `slots` calls are
    served at the same time."""

    value: float
    unit: str
    bound_by: str
    formula: str
    inputs: tuple[Input, ...]
    slots: float = 1.0


def rate_limit(component: Component, spread: Spread, served: Figure | None) -> RateLimit | None:
    """The tightest of what is stated: throughput (of a language model that states none, what it does on its
    accelerators: `served`, calls per second) and concurrency; else what `per_item` allows, or None."""
    name = f"components.{component.id}"
    limits: list[RateLimit] = []
    if component.throughput is not None and component.throughput.value > 0:
        given = component.throughput
        written = stated(f"{name}.throughput", given, component.places.get("throughput"))
        limits.append(RateLimit(given.value, given.unit, "throughput", f"{given} as stated", (written,)))
    elif served is not None and served.value > 0:
        limits.append(RateLimit(served.value, CALLS, "gpus", served.formula, served.inputs))
    mean = spread.mean
    if component.concurrency is not None and component.concurrency.value > 0 and 0 < mean < math.inf:
        slots = component.concurrency.value
        inputs = (
            stated(f"{name}.concurrency", component.concurrency, component.places.get("concurrency")),
            *spread.inputs,
        )
        formula = f"{component.concurrency} at once / {shown(mean, Unit.TIME)} mean"
        limits.append(RateLimit(slots / mean, CALLS, "concurrency", formula, inputs, slots))
    if limits:
        items = items_of(component)
        return min(limits, key=lambda each: each.value / per_call(each.unit, component, items))
    if component.per_item is not None and component.per_item.time.value > 0:
        return _items_limit(component, component.per_item)
    return None


def _items_limit(component: Component, per_item: PerItem) -> RateLimit:
    parallel = per_item.parallelism.value if per_item.parallelism is not None else 1.0
    name = f"components.{component.id}.per_item"
    inputs = (stated(name, per_item.time, component.places.get("per_item")),)
    formula = f"{parallel:g} at once / {per_item.time} per item"
    return RateLimit(parallel / per_item.time.value, "items", "per_item", formula, inputs)


def per_call(unit: str, component: Component, items: tuple[float, Input] | None) -> float:
    """The work of a call where its line does not say."""
    if unit == CALLS:
        return 1.0
    if unit == "tokens" and component.tokens is not None and component.tokens.output is not None:
        return max(component.tokens.output.value, 1e-9)
    return max(items[0], 1e-9) if items is not None else 1.0


def work_of(component: Component, unit: str, traffic: Traffic) -> tuple[float, list[Input]]:
    """Units of work per second on average that reach a component, and what that rests on."""
    total, inputs = 0.0, list[Input]()
    for link in traffic.into.get(component.id, ()):
        sent = _sent(link, traffic)
        each, source = _units(component, unit, link)
        total += sent * each
        inputs += source
    base = traffic.rates.get(component.id, 0.0)
    entering = base - sum_of(_sent(link, traffic) for link in traffic.into.get(component.id, ()))
    if entering > 1e-9 * base:  # a root, where the requests begin
        total += entering
    return total, list(unique(inputs))


def _sent(link: Link, traffic: Traffic) -> float:
    return 0.0 if link.open else traffic.sent.get(link.flow.index, 0.0)


def _units(component: Component, unit: str, link: Link) -> tuple[float, list[Input]]:
    """The work of one call that comes over `link`, and what says so."""
    flow, name = link.flow, component.id
    if unit == CALLS:
        return 1.0, []
    if flow.items is not None:
        return flow.items.value, [stated(f"flows.{flow}.items", flow.items, flow.places.get("items"))]
    if unit == "tokens" and component.tokens is not None and component.tokens.output is not None:
        tokens = component.tokens.output
        return tokens.value, [stated(f"components.{name}.tokens.out", tokens, component.places.get("tokens"))]
    items = items_of(component)
    if items is not None and unit != "tokens":
        return items[0], [items[1]]
    return 1.0, [assumed(f"flows.{flow}.items", f"1 of {unit} per call")]
