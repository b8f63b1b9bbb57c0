"""Whether what stands there carries the load: per replica, with a zone lost, with a region lost."""

from __future__ import annotations

import math
from collections.abc import Mapping

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.estimate.distributions import Spread, items_of
from mlarch.estimate.figures import Figure, Input, Missing, Unit, stated, unique
from mlarch.estimate.formulas.queueing import Waiting, mmc, zone_factor
from mlarch.estimate.limits import RateLimit, per_call, rate_limit, work_of
from mlarch.estimate.traffic import Traffic
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.records import dataclass

__all__ = ["UTILIZATION", "Capacity", "capacities", "regions_of", "scatters"]

UTILIZATION = 0.7
"""The load to plan for where nothing is stated."""

_SOURCE = "load = rate x work / (serving replicas x throughput); Little's law for concurrency"
_LOAD = "work / (serving replicas x what one does)"


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
    groups = {group.id: group for group in graph.architecture.groups}
    inner = {member for group in groups.values() for member in group.members}
    left: list[tuple[str, int | None]] = [(name, None) for name in reversed(groups) if name not in inner]
    while left:
        name, regions = left.pop()
        group = groups.get(name)
        if group is not None:
            left += [(member, group.regions or regions) for member in reversed(group.members)]
        elif regions is not None and name in graph.components:
            found[name] = regions
    return found


def capacities(
    graph: DesignGraph, traffic: Traffic, spreads: Mapping[str, Spread], served: Mapping[str, Figure]
) -> tuple[dict[str, Capacity], list[Missing]]:
    """The load of every component whose traffic and throughput are known, and what is missing for others.

    People are left out: their cases wait, and it is the day that counts (`people.queues`).
    `served` holds what one replica of a language model can do on its accelerators, in calls per second.
    """
    found: dict[str, Capacity] = {}
    missing: list[Missing] = []
    regions = regions_of(graph)
    for name, component in graph.components.items():
        rate = traffic.rates.get(name, 0.0 if name in traffic.failing else None)
        if rate is None or name in graph.clients or graph.kind(name).role is Role.PERSON:
            continue
        limit = rate_limit(component, spreads[name], served.get(name))
        if limit is None:
            if component.replicas is not None and name in graph.on_path:
                missing.append(
                    Missing(f"the load of {name}: what one replica can do", f"{name}: {{throughput: 1k/s}}")
                )
            continue
        demand = _demand(graph, traffic, component, limit.unit, rate)
        found[name] = _capacity(component, limit, demand, rate, traffic.factor, regions.get(name))
    return found, missing


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a component has to do, in units of work per second, and what that rests on: `work` of one shard on
    average; of all shards, `average`, `peak`, and `failing` at peak where calls fall back on it."""

    scatter: int
    work: float
    average: float
    peak: float
    failing: float | None
    average_inputs: tuple[Input, ...]
    peak_inputs: tuple[Input, ...]


def _demand(graph: DesignGraph, traffic: Traffic, component: Component, unit: str, rate: float) -> _Demand:
    name = component.id
    work, work_inputs = work_of(component, unit, traffic)
    scatter = component.shards if component.shards is not None and scatters(graph, name) else 1
    if scatter > 1:
        work_inputs.append(stated(f"components.{name}.shards", scatter, component.places.get("shards")))
    doubts = traffic.doubts.get(name, ())
    entering = (
        *(traffic.average.inputs if traffic.average is not None else ()),
        *(each for each in doubts if each.name.startswith("traffic")),
    )
    failing = traffic.failing.get(name)
    if failing is not None:
        each_call = work / rate if rate > 0 else per_call(unit, component, items_of(component))
        failing *= traffic.factor * each_call * scatter
    return _Demand(
        scatter,
        work,
        work * scatter,
        work * scatter * traffic.factor,
        failing,
        (*work_inputs, *entering),
        (*work_inputs, *entering, *_factor_input(traffic), *doubts),
    )


def _capacity(
    component: Component, limit: RateLimit, demand: _Demand, rate: float, factor: float, regions: int | None
) -> Capacity:
    utilization = component.utilization.value if component.utilization is not None else UTILIZATION
    serving, zones = _serving(component), component.zones
    replicas, divided = _written(component, "replicas"), _written(component, "zones")

    def load(copies: float | None, work: float | None, inputs: tuple[Input, ...]) -> Figure | None:
        if copies is None or work is None:
            return None
        value = work / (copies * limit.value) if copies > 0 else math.inf
        return Figure(value, Unit.SHARE, _LOAD, unique((*limit.inputs, *inputs, *replicas)), _SOURCE)

    def needed(work: float | None, spare: float | None = 1.0) -> int | None:
        if work is None or spare is None or utilization <= 0:
            return None
        return _needed(component, work / (limit.value * utilization) * spare)

    return Capacity(
        component=component.id,
        rate=rate,
        unit=limit.unit,
        work=demand.work,
        per_replica=Figure(limit.value, Unit.RATE, limit.formula, limit.inputs, _SOURCE),
        bound_by=limit.bound_by,
        scatter=demand.scatter,
        utilization=utilization,
        stated_utilization=component.utilization is not None,
        average=load(serving, demand.average, demand.average_inputs),
        peak=load(serving, demand.peak, demand.peak_inputs),
        zone_lost=load(_left(component, zones), demand.peak, (*demand.peak_inputs, *divided)),
        region_lost=load(_left(component, regions), demand.peak, demand.peak_inputs),
        failing=load(serving, demand.failing, demand.peak_inputs),
        replicas=component.replicas,
        needed=needed(demand.peak),
        needed_zone_lost=needed(demand.peak, zone_factor(zones) if zones is not None and zones > 1 else None),
        needed_failing=needed(demand.failing),
        waiting=_queue(serving, limit, rate * factor, demand),
        inputs=unique((*limit.inputs, *demand.peak_inputs)),
    )


def _written(component: Component, field: str) -> tuple[Input, ...]:
    value = getattr(component, field)
    name = f"components.{component.id}.{field}"
    return () if value is None else (stated(name, value, component.places.get(field)),)


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


def _needed(component: Component, exact: float) -> int | None:
    """Whole replicas, standbys with them: rounded up once, to a multiple of shards and of zones."""
    if not math.isfinite(exact):
        return None
    step = math.lcm(component.shards or 1, component.zones or 1)
    count = math.ceil(exact - 1e-9 * max(exact, 1.0)) + (component.standby or 0)
    return max(1, math.ceil(count / step)) * step


def _queue(serving: float | None, limit: RateLimit, peak: float, demand: _Demand) -> Waiting | None:
    """The queue in front of one shard's replicas at `peak` calls per second."""
    if serving is None or not 0 < peak < math.inf or demand.work <= 0:
        return None
    copies = serving / demand.scatter
    servers = math.floor(copies * limit.slots + 1e-9)
    if servers < 1:
        return None
    each_call = demand.peak / demand.scatter / peak
    return mmc(peak, copies * limit.value / each_call / servers, servers)
