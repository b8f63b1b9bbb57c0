"""How much traffic reaches every component: requests along calls, messages along streams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.estimate.figures import Figure, Input, Missing, Unit, assumed, shown, stated
from mlarch.estimate.formulas.traffic import average_rate
from mlarch.estimate.propagation import Link, Propagation
from mlarch.graph import DesignGraph, Meaning, ResolvedFlow
from mlarch.model import Flow, Mode, Requirements
from mlarch.records import dataclass

__all__ = ["PEAK_FACTOR", "Link", "Traffic", "traffic"]

PEAK_FACTOR = 3.0
"""Peak traffic as a multiple of the average where nothing is stated: a usual planning default."""

_SOURCE = "average = users x requests / 86,400; peak = average x peak factor"


@dataclass(frozen=True)
class Traffic:
    """Requests and messages per second. All rates are averages; `factor` makes peaks of them.

    `average` and `peak` are those of all clients together, None where the requirements do not say. `rates`
    holds what reaches each component, `failing` what reaches it when every call with a fallback has failed,
    `sent` what passes each flow by its index. A component without an entry has no known traffic. `parts` is
    the share of its caller's requests that makes a call further on in a chain, by index, where it is not all
    of them. `doubts` are the assumptions that the traffic of a component rests on.
    """

    average: Figure | None
    peak: Figure | None
    factor: float
    factor_inputs: tuple[Input, ...]
    links: tuple[Link, ...]
    rates: Mapping[str, float]
    failing: Mapping[str, float]
    sent: Mapping[int, float]
    parts: Mapping[int, float]
    doubts: Mapping[str, tuple[Input, ...]]
    assumptions: tuple[Input, ...]
    missing: tuple[Missing, ...]

    @cached_property
    def into(self) -> Mapping[str, tuple[Link, ...]]:
        """The links that bring traffic to each component in the normal case."""
        found: dict[str, list[Link]] = {}
        for link in self.links:
            if not link.failure:
                found.setdefault(link.target, []).append(link)
        return {name: tuple(links) for name, links in found.items()}


def traffic(graph: DesignGraph) -> Traffic:
    """The traffic of a design.

    The rate enters at every client, on each of its lines that states no `rate` or `share`. A call brings
    rate x calls x share, on a chain those of its first link only; of several chains through one component
    each carries on what came along it. `when: failure` brings nothing in the normal case. A log or collector
    receives one message per request of its sender; what leads into people, a model server or another call
    path, or collects what people say, needs a `share` or a `rate`. Links that close a circle are left out.
    """
    requirements = graph.architecture.requirements
    average, peak, factor, factor_inputs = _entering(requirements)
    entrances = graph.clients or graph.entries
    links = tuple(_links(graph))
    start = dict.fromkeys(entrances, average.value) if average is not None else {}
    normal = Propagation(graph, links, start)
    failing = _failing(graph, links, start, normal.rates)
    shared, doubts = _shared_entrances(graph, entrances, links, average)
    assumptions = [*(factor_inputs if average is not None else ()), *doubts]
    # Of a design without traffic the shares of its paths are known all the same.
    parts = normal if start else Propagation(graph, links, dict.fromkeys(entrances, 1.0))
    missing = [*_no_rate(average), *_open_links(links)]
    missing += [
        Missing(f"the traffic of `{flow}`, which closes a circle", f"- {flow}: {{rate: 10/s}}")
        for flow in dict.fromkeys(normal.circles)
    ]
    return Traffic(
        average,
        peak,
        factor,
        factor_inputs,
        links,
        normal.rates,
        failing,
        normal.sent,
        _parts(parts),
        normal.doubts(shared, factor),
        tuple(assumptions),
        tuple(missing),
    )


def _entering(
    needs: Requirements | None,
) -> tuple[Figure | None, Figure | None, float, tuple[Input, ...]]:
    """The rate on average and at peak, the factor between them, and the factor if it is assumed."""
    stated_factor = needs.peak_factor if needs is not None else None
    factor = stated_factor if stated_factor is not None else PEAK_FACTOR
    if needs is not None and stated_factor is not None:
        factor_input = stated("requirements.peak_factor", f"{factor:g}", needs.places.get("peak_factor"))
        loose: tuple[Input, ...] = ()
    else:
        factor_input = assumed("requirements.peak_factor", f"{factor:g}")
        loose = (factor_input,)
    average = _average(needs)
    if average is None:
        return None, None, factor, loose
    formula = f"{shown(average.value, Unit.RATE)} x {factor:g}"
    peak = Figure(average.value * factor, Unit.RATE, formula, (*average.inputs, factor_input), _SOURCE)
    return average, peak, factor, loose


def _average(needs: Requirements | None) -> Figure | None:
    if needs is None:
        return None

    def given(name: str) -> Input:
        return stated(f"requirements.{name}", getattr(needs, name), needs.places.get(name))

    if needs.requests_per_second is not None:
        value = needs.requests_per_second.value
        return Figure(value, Unit.RATE, "as stated", (given("requests_per_second"),), _SOURCE)
    if needs.requests_per_day is not None:
        formula = f"{needs.requests_per_day} / 86,400 s"
        value = needs.requests_per_day.value / 86_400
        return Figure(value, Unit.RATE, formula, (given("requests_per_day"),), _SOURCE)
    if needs.daily_active_users is None or needs.requests_per_user is None:
        return None
    value = average_rate(needs.daily_active_users.value, needs.requests_per_user.value)
    formula = f"{needs.daily_active_users} users x {needs.requests_per_user} / 86,400 s"
    inputs = (given("daily_active_users"), given("requests_per_user"))
    return Figure(value, Unit.RATE, formula, inputs, _SOURCE)


def _links(graph: DesignGraph) -> Iterable[Link]:
    """Every flow that carries requests or messages one by one."""
    written = {
        (r.caller, r.callee)
        for r in graph.resolved_flows
        if r.meaning is Meaning.FALLBACK and r.caller is not None
    }
    for resolved in graph.resolved_flows:
        flow = resolved.flow
        if resolved.caller is not None and resolved.callee is not None:
            failure = resolved.meaning is Meaning.FALLBACK
            link = _link(flow, resolved.caller, resolved.callee, call=True, failure=failure)
            yield replace(link, factor=0.0, open=True) if _aside(graph, resolved) else link
            answer = flow.fallback
            if (
                not failure
                and answer is not None
                and answer in graph.components
                and (resolved.caller, answer) not in written
            ):
                written.add((resolved.caller, answer))
                yield _link(flow, resolved.caller, answer, call=True, failure=True)
        elif _streams(graph, resolved):
            failure = graph.has(flow.source, Trait.FALLS_BACK)  # reached in a failure only
            link = _link(flow, flow.source, flow.target, call=False, failure=failure)
            if flow.rate is not None or flow.share is not None:
                yield link
            elif _works_off(graph, flow):
                yield replace(link, guessed=True)
            else:
                yield replace(link, factor=0.0, open=True) if _needs_rate(graph, flow) else link


def _aside(graph: DesignGraph, resolved: ResolvedFlow) -> bool:
    """Whether a client hands in what it decided, beside its requests, and the spec does not say how often."""
    flow = resolved.flow
    if not resolved.hands_in or flow.rate is not None or flow.own_share is not None:
        return False
    return graph.kind(flow.source).role is Role.CLIENT and len(graph.calls_from(flow.source)) > 1


def _link(flow: Flow, source: str, target: str, *, call: bool, failure: bool = False) -> Link:
    share = flow.own_share.value if flow.own_share is not None else 1.0
    rate = flow.rate.value if flow.rate is not None and not (failure and flow.fallback == target) else None
    return Link(flow, source, target, flow.own_calls * share, rate, call, failure)


def _streams(graph: DesignGraph, resolved: ResolvedFlow) -> bool:
    """Whether a flow carries messages one by one: a stream, or what is handed to people as it comes."""
    if resolved.meaning not in (Meaning.STREAM, Meaning.FEED) or resolved.flow.mode is Mode.BATCH:
        return False
    flow = resolved.flow
    roles = (graph.kind(flow.source).role, graph.kind(flow.target).role)
    return flow.rate is not None or Role.MONITOR not in roles


def _works_off(graph: DesignGraph, flow: Flow) -> bool:
    """Whether a worker takes what requests leave in a queue: one task for each, where nothing is said."""
    if not (graph.has(flow.source, Trait.QUEUES_TASKS) and graph.has(flow.target, Trait.WORKS_OFF_A_QUEUE)):
        return False
    asked = any(graph.calls_to(edge.source) for edge in graph.data_into(flow.source))
    return asked and bool(graph.calls_from(flow.target))


def _needs_rate(graph: DesignGraph, flow: Flow) -> bool:
    """Whether it must be stated how much a stream carries: what leads out of a store, and what ends in
    people or in something that answers calls. Logs, collectors of events and the jobs behind them take what
    comes, and who works off a queue of tasks gets each of them; people say what they think of an answer far
    less often than they get one."""
    source, target = graph.kind(flow.source), graph.kind(flow.target)
    if source.role in (Role.STORE, Role.MONITOR, Role.PERSON):
        return True
    if target.role is Role.PERSON or (target.role is Role.STORE and graph.calls_to(flow.target)):
        return True
    if target.role is Role.JOB and graph.calls_from(flow.target):
        return True
    if graph.has(flow.target, Trait.COLLECTS_EVENTS, Trait.LOGS_PREDICTIONS):
        return False
    if graph.has(flow.source, Trait.QUEUES_TASKS) and target.role is Role.SERVICE:
        return False
    if graph.has(flow.target, Trait.COLLECTS_FEEDBACK):
        return True
    answers = target.role in (Role.SERVICE, Role.EDGE, Role.CLIENT)
    return answers and not graph.has(flow.target, Trait.LOGS)


def _parts(spread: Propagation) -> dict[int, float]:
    """The share of the requests of its caller that a call further on in a chain carries, where not all."""
    parts = ((link.flow.index, spread.part(node)) for node, link in enumerate(spread.links))
    return {index: part for index, part in parts if part < 1}


def _failing(
    graph: DesignGraph, links: Iterable[Link], start: Mapping[str, float], normal: Mapping[str, float]
) -> dict[str, float]:
    """What reaches each component when the calls that have a fallback have failed; only where it is more."""
    if not any(link.failure for link in links):
        return {}
    every = [replace(each, failure=False) for each in links]
    found = Propagation(graph, every, start).rates
    return {name: rate for name, rate in found.items() if rate > normal.get(name, 0.0) * (1 + 1e-12)}


def _shared_entrances(
    graph: DesignGraph, entrances: Iterable[str], links: Iterable[Link], average: Figure | None
) -> tuple[dict[str, Input], list[Input]]:
    """What is assumed of each client on which the whole rate enters although it may be meant for another."""
    if average is None:
        return {}, []
    doubled = _free_entrances(graph, entrances, links)
    found: dict[str, Input] = {}
    assumptions: list[Input] = []
    reasons = ["the whole rate enters at each of them"] if len(doubled) > 1 else []
    elsewhere = _entering_elsewhere(links, entrances, average)
    if doubled and elsewhere is not None:
        reasons.append(f"as much enters as over `{elsewhere}`")
    for reason in reasons:
        assumptions.append(assumed(f"traffic of {', '.join(doubled)}", reason))
        found |= dict.fromkeys(doubled, assumptions[-1])
    return found, assumptions


def _free_entrances(graph: DesignGraph, entrances: Iterable[str], links: Iterable[Link]) -> list[str]:
    """The clients on whose calls the whole rate enters because no line of theirs says how much."""
    free = {
        link.source
        for link in links
        if link.call and not link.failure and link.rate is None and link.flow.share is None
    }
    return [name for name in entrances if name in free]


def _entering_elsewhere(links: Iterable[Link], entrances: Iterable[str], average: Figure) -> Flow | None:
    """A flow of something that is no client which states about the rate of the requirements: it may be the
    traffic that they mean."""
    for link in links:
        near = link.rate is not None and abs(link.rate - average.value) <= 0.05 * average.value
        if near and link.source not in entrances and not link.failure:
            return link.flow
    return None


def _no_rate(average: Figure | None) -> list[Missing]:
    if average is not None:
        return []
    add = "requirements: {daily_active_users: 10M, requests_per_user: 5, peak_factor: 3}"
    return [Missing("the traffic: neither users and their requests nor a rate are stated", add)]


def _open_links(links: Iterable[Link]) -> list[Missing]:
    return [
        Missing(
            f"how much of the traffic `{link.flow}` carries",
            f"- {link.flow}: {{share: 1%}}   # or rate: 10/s",
        )
        for link in links
        if link.open
    ]
