"""Whether what stands there carries the load: per replica, with a zone lost, with a region lost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mlarch.catalog.traits import Trait
from mlarch.estimate.distributions import Spread, items_of
from mlarch.estimate.figures import Figure, Input, Missing, Unit, assumed, shown, stated, unique
from mlarch.estimate.formulas.queueing import Waiting, mmc, zone_factor
from mlarch.estimate.propagation import Link
from mlarch.estimate.traffic import Traffic
from mlarch.graph import DesignGraph
from mlarch.model import Component

__all__ = ["UTILIZATION", "Capacity", "capacities", "regions_of", "scatters"]

UTILIZATION = 0.7
"""The load to plan for where nothing is stated."""

_SOURCE = "load = rate x work / (serving replicas x throughput); Little's law for concurrency"
_LOAD = "work / (serving replicas x what one does)"
_CALLS = ""


@dataclass(frozen=True)
class Capacity:
    """The load of one component.

    `rate` is calls per second on average; `work` is in units per second (calls, keys, items or tokens), and
    `per_replica` what one replica does of it, limited by `bound_by`. Loads are shares of what the serving
    replicas can do at peak; `zone_lost`, `region_lost` and `failing` are None where they do not apply.
    `needed` are whole replicas for the peak at the load to plan for, `needed_zone_lost` those that carry it
    with one zone gone, `needed_failing` those that carry it when what falls back on it has failed. `waiting`
    is the queue at peak.
    """

    component: str
    rate: float
    unit: str
    work: float
    per_replica: Figure
    bound_by: str
    scatter: int
    utilization: float
    stated_utilization: bool
    average: Figure | None
    peak: Figure | None
    zone_lost: Figure | None
    region_lost: Figure | None
    failing: Figure | None
    replicas: int | None
    needed: int | None
    needed_zone_lost: int | None
    needed_failing: int | None
    waiting: Waiting | None
    inputs: tuple[Input, ...]

    @property
    def overloaded(self) -> bool:
        """Whether more comes in at peak than all replicas can do."""
        return self.peak is not None and self.peak.value >= 1

    @property
    def certain(self) -> bool:
        """Whether only stated figures decide the load."""
        return self.peak is not None and self.peak.certain


def scatters(graph: DesignGraph, component: str) -> bool:
    """Whether a call of it touches every shard: an index of texts or of vectors."""
    return graph.has(component, Trait.INDEXES_TEXT, Trait.INDEXES_VECTORS)


def regions_of(graph: DesignGraph) -> Mapping[str, int]:
    """In how many regions each component stands, for those whose group, or one around it, says so."""
    found: dict[str, int] = {}

    def visit(name: str, regions: int | None) -> None:
        group = groups.get(name)
        if group is None:
            if regions is not None and name in graph.components:
                found[name] = regions
            return
        for member in group.members:
            visit(member, group.regions or regions)

    groups = {group.id: group for group in graph.architecture.groups}
    inner = {member for group in groups.values() for member in group.members}
    for name in groups:
        if name not in inner:
            visit(name, None)
    return found


def capacities(
    graph: DesignGraph, traffic: Traffic, spreads: Mapping[str, Spread], served: Mapping[str, Figure]
) -> tuple[dict[str, Capacity], list[Missing]]:
    """The load of every component whose traffic and throughput are known, and what is missing for others.

    `served` holds what one replica of a language model can do on its accelerators, in calls per second.
    """
    found: dict[str, Capacity] = {}
    missing: list[Missing] = []
    regions = regions_of(graph)
    for name, component in graph.components.items():
        rate = traffic.rates.get(name, 0.0 if name in traffic.failing else None)
        if rate is None or name in graph.clients:
            continue
        limit = _limit(component, spreads[name])
        if limit is None and name in served and served[name].value > 0:
            each = served[name]
            limit = _Limit(each.value, _CALLS, "gpus", each.formula, each.inputs)
        if limit is None:
            if component.replicas is not None and name in graph.on_path:
                missing.append(
                    Missing(f"the load of {name}: what one replica can do", f"{name}: {{throughput: 1k/s}}")
                )
            continue
        found[name] = _capacity(graph, traffic, component, limit, rate, regions.get(name))
    return found, missing


@dataclass(frozen=True, slots=True)
class _Limit:
    """What one replica can do: units of work per second, in which unit, and what sets it."""

    value: float
    unit: str
    bound_by: str
    formula: str
    inputs: tuple[Input, ...]
    slots: float = 1.0


def _limit(component: Component, spread: Spread) -> _Limit | None:
    """The tighter of what throughput and concurrency allow; else what `per_item` allows."""
    name = f"components.{component.id}"
    limits: list[_Limit] = []
    if component.throughput is not None and component.throughput.value > 0:
        given = component.throughput
        written = stated(f"{name}.throughput", given, component.places.get("throughput"))
        limits.append(_Limit(given.value, given.unit, "throughput", f"{given} as stated", (written,)))
    mean = spread.mean
    if component.concurrency is not None and component.concurrency.value > 0 and 0 < mean < math.inf:
        slots = component.concurrency.value
        inputs = (
            stated(f"{name}.concurrency", component.concurrency, component.places.get("concurrency")),
            *spread.inputs,
        )
        formula = f"{component.concurrency} at once / {shown(mean, Unit.TIME)} mean"
        limits.append(_Limit(slots / mean, _CALLS, "concurrency", formula, inputs, slots))
    if limits:
        items = items_of(component)
        return min(limits, key=lambda each: each.value / _per_call(each.unit, component, items))
    return _items_limit(component)


def _items_limit(component: Component) -> _Limit | None:
    per_item = component.per_item
    if per_item is None or per_item.time.value <= 0:
        return None
    parallel = per_item.parallelism.value if per_item.parallelism is not None else 1.0
    name = f"components.{component.id}.per_item"
    inputs = (stated(name, per_item.time, component.places.get("per_item")),)
    formula = f"{parallel:g} at once / {per_item.time} per item"
    return _Limit(parallel / per_item.time.value, "items", "per_item", formula, inputs)


def _per_call(unit: str, component: Component, items: tuple[float, Input] | None) -> float:
    if unit == _CALLS:
        return 1.0
    if unit == "tokens" and component.tokens is not None and component.tokens.output is not None:
        return max(component.tokens.output.value, 1e-9)
    return max(items[0], 1e-9) if items is not None else 1.0


def _capacity(
    graph: DesignGraph,
    traffic: Traffic,
    component: Component,
    limit: _Limit,
    rate: float,
    regions: int | None,
) -> Capacity:
    name = component.id
    work, work_inputs = _work(component, limit.unit, traffic)
    scatter = component.shards if component.shards is not None and scatters(graph, name) else 1
    inputs = [*limit.inputs, *work_inputs]
    if scatter > 1:
        inputs.append(stated(f"components.{name}.shards", scatter, component.places.get("shards")))
    utilization = component.utilization.value if component.utilization is not None else UTILIZATION
    entering = traffic.average.inputs if traffic.average is not None else ()
    doubts = traffic.doubts.get(name, ())
    entering = (*entering, *(each for each in doubts if each.name.startswith("traffic")))
    peak_inputs = (*entering, *_factor_input(traffic), *doubts)
    total = work * scatter  # what all replicas of all shards have to do
    serving, at_peak = _serving(component), total * traffic.factor
    failing = traffic.failing.get(name)
    each_call = work / rate if rate > 0 else _per_call(limit.unit, component, items_of(component))
    in_failure = failing * traffic.factor * each_call * scatter if failing is not None else None
    written = tuple(
        stated(f"components.{name}.{field}", getattr(component, field), component.places.get(field))
        for field in ("replicas", "zones")
        if getattr(component, field) is not None
    )

    def load(copies: float | None, demand: float | None, extra: tuple[Input, ...]) -> Figure | None:
        if copies is None or demand is None:
            return None
        value = demand / (copies * limit.value) if copies > 0 else math.inf
        return Figure(value, Unit.SHARE, _LOAD, unique((*inputs, *extra, *written[:1])), _SOURCE)

    exact = at_peak / (limit.value * utilization) if utilization > 0 else math.inf
    zones = component.zones
    return Capacity(
        component=name,
        rate=rate,
        unit=limit.unit,
        work=work,
        per_replica=Figure(limit.value, Unit.RATE, limit.formula, limit.inputs, _SOURCE),
        bound_by=limit.bound_by,
        scatter=scatter,
        utilization=utilization,
        stated_utilization=component.utilization is not None,
        average=load(serving, total, entering),
        peak=load(serving, at_peak, peak_inputs),
        zone_lost=load(_left(component, zones), at_peak, (*peak_inputs, *written)),
        region_lost=load(_left(component, regions), at_peak, peak_inputs),
        failing=load(serving, in_failure, peak_inputs),
        replicas=component.replicas,
        needed=_needed(component, exact),
        needed_zone_lost=(
            _needed(component, exact * zone_factor(zones)) if zones is not None and zones > 1 else None
        ),
        needed_failing=(
            _needed(component, in_failure / (limit.value * utilization))
            if in_failure is not None and utilization > 0
            else None
        ),
        waiting=(
            _queue(serving, limit, rate * traffic.factor, work / rate, scatter)
            if serving and rate > 0
            else None
        ),
        inputs=unique((*inputs, *peak_inputs)),
    )


def _left(component: Component, parts: int | None) -> float | None:
    """Replicas that serve when one of so many zones or regions is lost; None where there are not several."""
    serving = _serving(component)
    if serving is None or component.replicas is None or parts is None or parts < 2:
        return None
    return min(serving, component.replicas * (parts - 1) / parts)


def _factor_input(traffic: Traffic) -> tuple[Input, ...]:
    if traffic.factor_inputs:
        return traffic.factor_inputs
    return tuple(each for each in (traffic.peak.inputs if traffic.peak else ()) if "peak_factor" in each.name)


def _serving(component: Component) -> float | None:
    """Replicas that serve; None where it is not stated how many there are."""
    if component.replicas is None:
        return None
    return max(0.0, component.replicas - (component.standby or 0))


def _work(component: Component, unit: str, traffic: Traffic) -> tuple[float, list[Input]]:
    """Units of work per second on average that reach a component, and what that rests on."""
    total, inputs = 0.0, list[Input]()
    for link in traffic.into.get(component.id, ()):
        sent = _sent(link, traffic)
        each, source = _units(component, unit, link)
        total += sent * each
        inputs += source
    base = traffic.rates.get(component.id, 0.0)
    entering = base - sum(_sent(link, traffic) for link in traffic.into.get(component.id, ()))
    if entering > 1e-9 * base:  # a root, where the requests begin
        total += entering
    return total, list(unique(inputs))


def _sent(link: Link, traffic: Traffic) -> float:
    return 0.0 if link.open else traffic.sent.get(link.flow.index, 0.0)


def _units(component: Component, unit: str, link: Link) -> tuple[float, list[Input]]:
    """The work of one call that comes over `link`, and what says so."""
    flow, name = link.flow, component.id
    if unit == _CALLS:
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


def _needed(component: Component, exact: float) -> int | None:
    """Whole replicas: rounded up once, to a multiple of shards and of zones; standbys come on top."""
    if not math.isfinite(exact):
        return None
    step = math.lcm(component.shards or 1, component.zones or 1)
    count = math.ceil(exact - 1e-9 * max(exact, 1.0))
    return max(1, math.ceil(count / step)) * step + (component.standby or 0)


def _queue(serving: float, limit: _Limit, rate: float, work: float, scatter: int) -> Waiting | None:
    """The queue in front of one shard's replicas: `rate` calls per second that bring `work` units each."""
    copies = serving / scatter
    servers = math.floor(copies * limit.slots + 1e-9)
    if servers < 1 or not 0 < rate < math.inf or work <= 0:
        return None
    return mmc(rate, copies * limit.value / work / servers, servers)
