"""What the rules about monitoring share: which components a monitor learns of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from mlarch.analysis.activity import has_role, product
from mlarch.analysis.facts import fact
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.parts import Ids
from mlarch.graph.paths import reach
from mlarch.graph.resolved import Meaning
from mlarch.lazy import regex

__all__ = [
    "charts_offline",
    "has_eyes_on",
    "monitors",
    "observers",
    "reporting",
    "seen_by",
    "system_monitors",
    "watched",
]


@fact
def monitors(design: DesignGraph) -> Ids:
    """The monitors of a design that are there, or are someone else's; charts of offline results are none."""
    return Ids(
        name
        for name in design.having(Trait.MONITORS).ids
        if not design.components[name].planned and not charts_offline(design, name)
    )


def charts_offline(design: DesignGraph, name: str) -> bool:
    """Whether a dashboard shows only what jobs, stores and evaluations made: reports, and not the system."""
    if not all(kind.has(Trait.CHARTS) for kind in design.kinds(name)):
        return False
    into = [edge for edge in design.data_into(name) if edge.source not in design.clients]
    sources = [edge.source for edge in into if not _RUNNING.search(" ".join(p.text for p in edge.payloads))]
    if len(sources) < len(into):
        return False
    offline = (Role.JOB, Role.STORE, Role.PERSON)
    return bool(sources) and all(
        kind.role in offline or kind.family == "training"
        for source in sources
        for kind in design.kinds(source)
    )


# What only something that runs has; a report of results has none of it.
_RUNNING = regex(
    r"\b(latency|error rates?|errors|uptime|cpu|gpu|memory|throughput|qps|lag|drift)\b", re.IGNORECASE
)


@fact
def system_monitors(design: DesignGraph) -> Ids:
    """The monitors that see whether the system answers: by their kind, or because telemetry gets to them."""

    def told(name: str) -> bool:
        return any(_of_the_system(e) for e in design.data_into(name) if e.source not in watching)

    watching = monitors(design)
    return Ids(name for name in watching if design.has(name, Trait.SEES_SYSTEM) or told(name))


@fact
def watched(design: DesignGraph) -> frozenset[str]:
    """The components of which a monitor learns something: from what they publish, log, keep or expose."""
    return seen_by(design, monitors(design))


def seen_by(design: DesignGraph, watchers: Iterable[str]) -> frozenset[str]:
    """The components whose data gets to `watchers` beside the requests, and `watchers`."""
    return _told(design, tuple(watchers), lambda edge: True, lambda name: _passes_on(design, name))


def reporting(design: DesignGraph) -> frozenset[str]:
    """The components that send metrics, logs or traces of their own to a monitor of the system.

    Directly, or through streams and loggers; what a job or a store makes of their data does not tell of them.
    """
    carriers = (Role.STREAM, Role.MONITOR)
    return _told(
        design,
        system_monitors(design),
        lambda edge: _of_the_system(edge) or design.has(edge.target, Trait.MONITORS),
        lambda name: design.has(name, Trait.LOGS) or has_role(design, name, *carriers),
    )


_TELEMETRY = frozenset({"metrics", "logs", "traces"})


def _of_the_system(edge: DataEdge) -> bool:
    """Whether telemetry moves, or may."""
    return edge.unknown or not _TELEMETRY.isdisjoint(edge.types)


def _told(
    design: DesignGraph,
    watchers: tuple[str, ...],
    tells: Callable[[DataEdge], bool],
    passes: Callable[[str], bool],
) -> frozenset[str]:
    """Who tells `watchers` something, by way of what `passes` it on, and `watchers`."""
    back: dict[str, list[str]] = {}
    for edge in design.data_edges:
        if _aside(design, edge) and tells(edge):
            back.setdefault(edge.target, []).append(edge.source)
    for resolved in design.resolved_flows:  # whoever calls a monitor tells it something, whatever comes back
        if design.has(resolved.flow.target, Trait.MONITORS, Trait.LOGS):
            back.setdefault(resolved.flow.target, []).append(resolved.flow.source)
    first = frozenset(watchers)
    return frozenset(reach(back, watchers, enter=lambda name: name in first or passes(name)))


def _aside(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether data moves beside the request and its answer: published, in bulk, or into what takes logs."""
    if edge.resolved.meaning is Meaning.DEPLOYMENT:
        return False
    return not edge.resolved.waits or design.has(edge.target, Trait.MONITORS, Trait.LOGS)


def _passes_on(design: DesignGraph, name: str) -> bool:
    if design.has(name, Trait.KEEPS_MODELS):
        return False
    passing = (Role.STORE, Role.STREAM, Role.MONITOR)
    return any(
        kind.role in passing or kind.has(Trait.CARRIES_RECORDS) or kind.any_data
        for kind in design.kinds(name)
    )


def observers(design: DesignGraph, name: str) -> tuple[str, ...]:
    """Who gets a component's answers: its callers, and what it hands them to."""
    callers = {resolved.caller for resolved in design.calls_to(name) if resolved.caller is not None}
    takers = {edge.target for edge in design.data_out_of(name) if product(edge)}
    return design.in_order(callers | takers)


def has_eyes_on(design: DesignGraph, name: str, seen: Collection[str]) -> bool:
    """Whether a component or who gets its answers is in `seen`."""
    return name in seen or any(other in seen for other in observers(design, name))
