"""MON: who watches: services, models, and what the models do."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.analysis.facts import fact
from mlarch.analysis.observability import charts_offline, has_eyes_on, system_monitors, watched
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.mon.watched import (
    MODELS,
    answering,
    models_watched,
    quality_lines,
    services_watched,
)
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import joined

__all__ = [
    "no_monitoring",
    "unmonitored_model",
    "unmonitored_service",
]


@rule("MON001", "unmonitored-model", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def unmonitored_model(design: DesignGraph) -> Iterator[Outcome]:
    """A model that no monitor learns anything of.

    **Checks.** The design has a monitor of the system. The component runs a model, and neither it nor what
    calls it or takes its answers sends anything to a monitor, beside the requests: metrics, logs, predictions
    or events, published or in bulk, directly or through streams, stores, loggers and jobs. More than two such
    models share one finding. `external` and `planned` components are left out, and models on devices.

    **Why.** A model fails silently: it answers in time, with the wrong answer. Metrics of the gateway show
    that it answers (Breck et al., *The ML Test Score*, 2017, section Monitoring; Zinkevich, *Rules of Machine
    Learning*, rule 10: watch for silent failures).

    **When it is wrong.** The platform watches it: draw that, `- ranker ~> monitor: metrics`, where the
    monitor is `external: true`.
    """
    if not system_monitors(design):
        return
    seen = watched(design)
    blind = [c for c in answering(design) if not has_eyes_on(design, c.id, seen)]
    for group in [blind] if len(blind) > 2 else [[component] for component in blind]:
        if not group:
            continue
        names = [component.id for component in group]
        monitor = suggest_id(design, Trait.MEASURES, Trait.WATCHES_DRIFT, Trait.MONITORS)
        be, it = ("is", "it") if len(names) == 1 else ("are", "them")
        yield problem(
            group[0],
            f"{joined(names)} {be} not monitored: no metrics, predictions or logs flow from {it} to a "
            "monitor",
            components=names,
            add=f"{' & '.join(names)} ~> {monitor}: metrics",
        )


@rule("MON002", "no-monitoring", fixes="unsafe", about=RUNS_MODELS)
def no_monitoring(design: DesignGraph) -> Iterator[Outcome]:
    """A system that nobody watches.

    **Checks.** Requests reach a service, or a model is at work, and the design has no monitor of any kind:
    metrics, logs, traces, dashboards, alerting, model monitor. Charts of offline results are none. Said once,
    in place of all other findings of this family. A design without models is asked at production.

    **Why.** Without monitoring the users are the monitor (*Site Reliability Engineering*, chapter 6). A model
    gets worse without any change to it, because the world changes, so it is watched from the first day (*The
    ML Test Score*, section Monitoring).

    **When it is wrong.** The platform monitors everything: draw it once, with `external: true`, and a flow
    from what it watches.
    """
    if any(not charts_offline(design, name) for name in design.having(Trait.MONITORS).ids):
        return
    models = models_watched(design)
    services = [c for c in services_watched(design) if c.id in design.on_path]
    watch = models or tuple(services)
    if not watch:
        return
    names = [component.id for component in watch]
    metrics, alerts = suggest_id(design, Trait.MEASURES), suggest_id(design, Trait.ALERTS)
    quality = (
        f" and `- {names[0]} ~> {suggest_id(design, Trait.WATCHES_DRIFT)}: predictions`" if models else ""
    )
    yield problem(
        watch[0],
        f"nobody watches this system: nothing of {joined(names)} reaches a monitor, for there is none",
        components=names,
        stage=None if models else Stage.PRODUCTION,
        kinds=(Trait.MEASURES, *((Trait.WATCHES_DRIFT,) if models else ()), Trait.ALERTS),
        help=f"Add monitoring, e.g. `- {' & '.join(names[:3])} ~> {metrics}: metrics`{quality}, "
        f"and `- {metrics} ~> {alerts}: alerts`.",
        add=(
            f"{' & '.join(names)} ~> {metrics}: metrics",
            *(quality_lines(design, names[0], alerts) if models else ()),
            f"{metrics} ~> {alerts}: alerts",
        ),
    )


@rule("MON003", "unmonitored-service", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def unmonitored_service(design: DesignGraph) -> Iterator[Outcome]:
    """Services on the path of a request that no monitor learns anything of.

    **Checks.** The design has a monitor of the system. A service stands on a path of calls from a client, and
    neither it nor any service that leads to it on the way of the requests sends anything to a monitor; for a
    gateway it is enough that what it calls does. One finding for all. Models are MON001's; `external`,
    `planned` and `managed` components are left out.

    **Why.** Latency, errors, traffic and saturation of what answers requests are the least that is watched
    (*Site Reliability Engineering*, chapter 6: the four golden signals).

    **When it is wrong.** The platform watches it: draw the flow, `- api ~> monitor: metrics`.
    """
    if not system_monitors(design):
        return
    seen = watched(design)
    path = [component for component in services_watched(design) if component.id in design.on_path]
    blind = [
        component
        for component in path
        if not design.has(component.id, *MODELS) and not _in_sight(design, component.id, seen)
    ]
    if not blind:
        return
    names = [component.id for component in blind]
    monitor = suggest_id(design, Trait.MEASURES, Trait.MONITORS)
    be, it = ("is", "it") if len(names) == 1 else ("are", "them")
    yield problem(
        blind[0],
        f"{joined(names)} {be} not monitored: requests wait for {it}, and no metrics or logs reach a monitor",
        components=names,
        add=f"{' & '.join(names)} ~> {monitor}: metrics",
    )


def _in_sight(design: DesignGraph, name: str, seen: Collection[str]) -> bool:
    """Whether a service is seen itself, by those that wait for it, or as the door to what is seen."""
    if name in seen or name in _awaited(design):
        return True
    door = any(kind.role is Role.EDGE for kind in design.kinds(name))
    return door and any(resolved.callee in seen for resolved in design.calls_from(name))


@fact
def _awaited(design: DesignGraph) -> frozenset[str]:
    """What somebody waits for, directly or not, of whom a monitor learns something."""
    return design.reached((name for name in watched(design) if name not in design.entries), over="calls")
