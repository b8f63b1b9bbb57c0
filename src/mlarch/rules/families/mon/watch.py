"""MON: who watches: services, models, and what the models do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.analysis.devices import on_device
from mlarch.analysis.facts import fact
from mlarch.analysis.lineage import makers, models_at_work
from mlarch.analysis.observability import charts_offline, has_eyes_on, monitors, system_monitors, watched
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.release import OF_THE_MODEL
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import joined

__all__ = [
    "model_metrics_only",
    "no_monitoring",
    "system_metrics_only",
    "unmonitored_model",
    "unmonitored_service",
]

# What runs a model whose answers can be right or wrong.
_MODELS = (Trait.INFERS, Trait.PREDICTS_IN_BATCH)


def _models(design: DesignGraph) -> tuple[Component, ...]:
    """What runs models. Where only jobs do (vectors computed ahead and looked up), those."""
    found = _answering(design)
    return found or (tuple(models_at_work(design)) if makers(design) else ())


def _answering(design: DesignGraph) -> tuple[Component, ...]:
    return tuple(
        c for c in design.having(*_MODELS).accountable() if design.data_into(c.id) or design.data_out_of(c.id)
    )


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
    blind = [c for c in _answering(design) if not has_eyes_on(design, c.id, seen)]
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
    models = _models(design)
    services = [c for c in _services(design) if c.id in design.on_path]
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
        fix=fixes.add(
            design,
            names[0],
            f"{' & '.join(names)} ~> {metrics}: metrics",
            *_quality(design, names[0], alerts) if models else (),
            f"{metrics} ~> {alerts}: alerts",
        ),
    )


_NO_SERVICES = (
    Trait.MONITORS,
    Trait.FALLS_BACK,
    Trait.RESOLVES_NAMES,
    Trait.COLLECTS_EVENTS,
    Trait.LOGS_PREDICTIONS,
)


def _services(design: DesignGraph) -> Iterator[Component]:
    """What answers requests with code of its own."""
    for component in design.parts.accountable(managed=False):
        kinds = design.kinds(component.id)
        answers = any(kind.role is Role.SERVICE and not kind.any_data for kind in kinds)
        if answers and not design.has(component.id, *_NO_SERVICES) and component.id not in on_device(design):
            yield component


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
    path = [component for component in _services(design) if component.id in design.on_path]
    blind = [
        component
        for component in path
        if not design.has(component.id, *_MODELS) and not _in_sight(design, component.id, seen)
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


@rule("MON004", "system-metrics-only", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def system_metrics_only(design: DesignGraph) -> Iterator[Outcome]:
    """Monitors that see whether a model answers, and not what.

    **Checks.** A model is at work and the design has monitors, but none for models, and no predictions,
    scores, features or labels get to any monitor. Or it has a monitor for models that is given nothing but
    metrics, or nothing at all. Where it is not known what a flow into a monitor carries, nothing is said, nor
    where metrics tell how a model does (a score distribution, drift, accuracy).

    **Why.** A drop in quality shows in the inputs, the scores and the outcomes, and in no latency chart (*The
    ML Test Score*, tests Monitor 2 to 7). In the design of a model, two monitors are needed: of the system
    and of the model.

    **When it is wrong.** Someone compares predictions and outcomes elsewhere: draw it, e.g. `quality: {kind:
    model_monitor, external: true}` with `- log ~> quality: predictions`.
    """
    models = _models(design)
    watchers = monitors(design)
    if not models or not watchers:
        return
    blind = _blind_model_monitors(design)
    if blind:
        yield from blind
        return
    if any(design.has(name, Trait.WATCHES_MODELS) for name in watchers) or any(
        _shows(design, n) for n in watchers
    ):
        return
    names = [component.id for component in models]
    source = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.STREAMS_EVENTS, *_MODELS)
    yield problem(
        models[0],
        f"nobody watches what {joined(names)} predicts: {joined(watchers)} "
        f"{'sees' if len(watchers) == 1 else 'see'} the system, and no predictions, features or drift",
        components=(*names, *watchers),
        kinds=(Trait.WATCHES_DRIFT,),
        help=f"Add a monitor for the models, e.g. `- {source} ~> {suggest_id(design, Trait.WATCHES_DRIFT)}: "
        "predictions`.",
        fix=fixes.add(design, source, *_quality(design, source, suggest_id(design, Trait.ALERTS))),
    )


def _quality(design: DesignGraph, source: str, alerts: str) -> tuple[str, str]:
    """The flows of a monitor that watches what models answer."""
    monitor = suggest_id(design, Trait.WATCHES_DRIFT)
    return f"{source} ~> {monitor}: predictions", f"{monitor} ~> {alerts}: alerts"


_SHOWING = frozenset({"predictions", "scores", "features", "labels", "ranked_list", "decision", "embeddings"})
_SHOWN = _SHOWING | {"event", "logs", "response", "tokens", "raw_data", "training_dataset", "prompt"}


def _shows(design: DesignGraph, monitor: str) -> bool:
    """Whether what models do gets to a monitor, or may."""
    into = [edge for edge in design.data_into(monitor) if edge.source not in design.clients]
    return any(edge.unknown or not _SHOWING.isdisjoint(edge.types) for edge in into) or any(
        OF_THE_MODEL.search(payload.text.lower()) for edge in into for payload in edge.payloads
    )


def _blind_model_monitors(design: DesignGraph) -> Sequence[Outcome]:
    """A finding for each monitor of models that gets nothing of what models do."""
    found: list[Outcome] = []
    for component in design.having(Trait.WATCHES_DRIFT).accountable():
        name = component.id
        into = design.data_into(name)
        if any(k.has(Trait.MONITORS) and not k.has(Trait.WATCHES_DRIFT) for k in design.kinds(name)):
            continue  # one place for both: what it is given need not be told apart
        if not into and not design.data_out_of(name):
            continue  # an isolated component: GRA001 says so
        if any(edge.unknown or not _SHOWN.isdisjoint(edge.types) for edge in into):
            continue
        source = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.STREAMS_EVENTS, *_MODELS)
        given = "metrics only" if into else "nothing"
        found.append(
            problem(
                component,
                f"{name} cannot see what models do: it is given {given}, and no predictions, features or "
                "labels",
                help="Add what it watches, e.g. {add}.",
                add=f"{source} ~> {name}: predictions",
            )
        )
    return found


def _measured(design: DesignGraph) -> bool:
    """Whether figures are kept anywhere, and not only logs or traces of single requests."""
    watching = system_monitors(design)
    if any(design.has(name, Trait.MEASURES, Trait.KEEPS_SERIES) for name in watching):
        return True
    into = [edge for name in watching for edge in design.data_into(name) if edge.source not in watching]
    return any(
        "metrics" in e.types or (e.unknown and not has_role(design, e.source, Role.STORE)) for e in into
    )


@rule("MON008", "model-metrics-only", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def model_metrics_only(design: DesignGraph) -> Iterator[Outcome]:
    """Monitors that watch the model, and none that sees whether the system answers.

    **Checks.** Services stand on a path of calls from a client, or a model is at work; the design has
    monitors, but none for metrics, logs, traces or charts, and no metrics, logs or traces get to any of them.
    At production, also where logs or traces are kept and nothing measures. Said once, in place of MON001 and
    MON003.

    **Why.** Drift is found over hours; errors, latency and a full queue in minutes, and from other data
    (*Site Reliability Engineering*, chapter 6: the four golden signals). In the design of a model, two
    monitors are needed: of the system and of the model.

    **When it is wrong.** One product does both: give it both roles, `kind: [metrics_monitor, model_monitor]`.
    """
    watchers = monitors(design)
    if not watchers or _measured(design):
        return
    services = [component for component in _services(design) if component.id in design.on_path]
    watch = tuple(services) or _answering(design)
    if not watch:
        return
    names = [component.id for component in watch]
    metrics = suggest_id(design, Trait.MEASURES)
    logged = system_monitors(design)
    missing = (
        f"{joined(logged)} keeps what happened, and nothing measures"
        if logged
        else "no metrics, logs or traces"
    )
    yield problem(
        watch[0],
        f"nobody sees whether {joined(names)} {'answers' if len(names) == 1 else 'answer'}: "
        f"{missing}{'' if logged else f' reach {joined(watchers)}'}",
        components=names,
        kinds=(Trait.MEASURES,),
        stage=Stage.PRODUCTION if logged else None,
        help="Add a monitor of the system, e.g. {add}.",
        add=f"{' & '.join(names)} ~> {metrics}: metrics",
    )
