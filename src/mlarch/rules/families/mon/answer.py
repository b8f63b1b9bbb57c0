"""MON: what monitoring leads to, and that nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from mlarch.analysis.facts import fact
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.paths import reach
from mlarch.graph.resolved import Meaning
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import arrow, joined

__all__ = ["monitor_on_path", "no_retraining_trigger", "unheard_monitor"]


@rule("MON005", "unheard-monitor", fixes="unsafe", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def unheard_monitor(design: DesignGraph) -> Iterator[Outcome]:
    """Monitors whose findings reach no alert and no person.

    **Checks.** From a metrics monitor or a model monitor, no data leads to alerting, a notification, a
    dashboard or a person. A monitor of models only may also lead to what acts on it (an orchestrator, a
    trainer, a deployer); at production somebody hears of it as well. One finding for all of them. `external`,
    `planned` and `managed` monitors are left out: their alerts are set where they run. An *info* at
    production where one monitor alerts, and another is only looked at.

    **Why.** A chart that nobody looks at finds nothing. Somebody is told, by a rule that was written before
    (*Site Reliability Engineering*, chapter 6; *The ML Test Score*, section Monitoring).

    **When it is wrong.** The monitor alerts by itself: give it both roles, `kind: [metrics_monitor,
    alerting]`.
    """
    speaking = tuple(design.having(*_SPEAKING).accountable(managed=False))
    deaf = [component for component in speaking if _heard_of(design, component) is False]
    stage = None
    if not deaf:  # what only a machine hears may do for a design
        deaf = [c for c in speaking if _heard_of(design, c, people=True) is False]
        stage = Stage.PRODUCTION
    if not deaf:
        yield from _waiting_to_be_looked_at(design, speaking)
        return
    names = [component.id for component in deaf]
    alerts = suggest_id(design, Trait.ALERTS)
    yield problem(
        deaf[0],
        f"nobody hears {joined(names)}: what {'it' if len(names) == 1 else 'they'} "
        f"{'finds' if len(names) == 1 else 'find'} reaches no alerting and no person",
        components=names,
        stage=stage,
        help="Add who is told, e.g. {add}.",
        add=f"{' & '.join(names)} ~> {alerts}: alerts",
    )


def _waiting_to_be_looked_at(design: DesignGraph, speaking: Sequence[Component]) -> Iterator[Outcome]:
    """Monitors that tell nothing to the alerting that hears others."""
    alerting = design.having(Trait.ALERTS).ids
    if not alerting:
        return
    silent = [c for c in speaking if not design.has(c.id, Trait.ALERTS) and not _alerts(design, c.id)]
    if not silent or len(silent) == len(speaking):
        return
    names = [component.id for component in silent]
    yield problem(
        silent[0],
        f"what {joined(names)} {'finds' if len(names) == 1 else 'find'} waits until somebody looks: "
        f"{alerting[0]} hears of other monitors, and not of {'it' if len(names) == 1 else 'them'}",
        components=(*names, alerting[0]),
        severity=Severity.INFO,
        stage=Stage.PRODUCTION,
        help="Add its alerts, e.g. {add}.",
        add=f"{' & '.join(names)} ~> {alerting[0]}: alerts",
    )


def _alerts(design: DesignGraph, name: str) -> bool:
    """Whether what a monitor finds leads to an alert, or to a system of others."""

    def passes(other: str) -> bool:
        kinds = design.kinds(other)
        return other == name or any(kind.role in _PASSING or kind.any_data for kind in kinds)

    reached = (other for other in reach(_onward(design), (name,), enter=passes) if other != name)
    return any(design.has(other, Trait.ALERTS) or design.components[other].external for other in reached)


_PASSING = (Role.MONITOR, Role.STREAM, Role.STORE)
_SPEAKING = (Trait.MEASURES, Trait.WATCHES_DRIFT)
_HEARING = (Trait.ALERTS, Trait.NOTIFIES, Trait.CHARTS, Trait.REVIEWS, Trait.COLLECTS_LABELS)
_ACTING = (Trait.SCHEDULES, Trait.DEPLOYS, Trait.SPLITS_TRAFFIC, Trait.DECIDES, Trait.TRAINS, Trait.TUNES)


def _heard_of(design: DesignGraph, component: Component, *, people: bool = False) -> bool | None:
    """Whether a monitor leads to somebody, or with `people` to people; None for one that watches nothing."""
    name = component.id
    if design.has(name, *_HEARING):
        return True
    # A machine can act on drift; on a full disk or a broken release, somebody has to.
    machines = () if people or design.has(name, Trait.MEASURES) else _ACTING
    hearing = (*_HEARING, *machines)
    if not design.data_into(name):
        return None

    def passes(other: str) -> bool:
        kinds = design.kinds(other)
        return other == name or any(kind.role in _PASSING or kind.any_data for kind in kinds)

    reached = reach(_onward(design), (name,), enter=passes)
    return any(_listens(design, other, hearing) for other in reached if other != name)


@fact
def _onward(design: DesignGraph) -> Mapping[str, list[str]]:
    """Where data goes, where arrows lead, and who looks at what: from each component."""
    links: dict[str, list[str]] = {}
    for edge in design.data_edges:
        links.setdefault(edge.source, []).append(edge.target)
    for resolved in design.resolved_flows:
        links.setdefault(resolved.flow.source, []).append(resolved.flow.target)
        if resolved.caller is not None and resolved.callee is not None:
            links.setdefault(resolved.callee, []).append(resolved.caller)
    return links


def _listens(design: DesignGraph, name: str, hearing: Sequence[Trait]) -> bool:
    people = any(kind.role in (Role.PERSON, Role.CLIENT) for kind in design.kinds(name))
    return people or design.has(name, *hearing) or design.components[name].external


@rule("MON006", "monitor-on-path", about=(Trait.MEASURES, Trait.WATCHES_DRIFT))
def monitor_on_path(design: DesignGraph) -> Iterator[Outcome]:
    """A request that waits for a monitor.

    **Checks.** On a path of calls from a client, a component surely calls a monitor. *Warning* when the
    monitor is said to answer (`returns`, `timeout`), or calls on to what serves. *Info* when it is only told
    something with `->`, which waits as well. Dashboards are looked at and may be called; guardrails decide
    about requests and are no monitors.

    **Why.** Watching must not be able to break what is watched: a slow or broken monitor becomes an outage.
    Telemetry is published, and read later.

    **When it is wrong.** The component decides about requests: it is a `guardrail`, a `rate_limiter` or a
    `decision_engine`.
    """
    told: list[tuple[Component, ResolvedFlow]] = []
    for component in design.having(Trait.MONITORS).unless(partial(_only_shows, design)).accountable():
        for resolved in design.calls_to(component.id):
            caller = resolved.caller
            if caller is None or resolved.meaning is not Meaning.CALL or not resolved.meaning_certain:
                continue
            if caller not in design.on_path or caller in design.entries or _watches(design, caller):
                continue
            if _answered(design, resolved, component.id):
                yield _waits(design, caller, component, resolved)
            else:
                told.append((component, resolved))
    if told:
        component, resolved = told[0]
        callers = list(dict.fromkeys(resolved.flow.source for _, resolved in told))
        yield problem(
            resolved.flow,
            f"{joined(callers)} {'waits' if len(callers) == 1 else 'wait'} for {component.id} while a client "
            "waits: `->` is a call, and a slow monitor makes requests slow",
            components=(component.id, *callers),
            severity=Severity.INFO,
            help=f"Publish instead: `- {' & '.join(callers)} ~> {component.id}`.",
        )


def _only_shows(design: DesignGraph, name: str) -> bool:
    """Whether it is a monitor only in that people, or charts, ask it for figures."""
    return all(
        kind.has(Trait.CHARTS, Trait.KEEPS_SERIES) or not kind.has(Trait.MONITORS)
        for kind in design.kinds(name)
    )


def _watches(design: DesignGraph, name: str) -> bool:
    return any(kind.role is Role.MONITOR for kind in design.kinds(name))


def _answered(design: DesignGraph, resolved: ResolvedFlow, monitor: str) -> bool:
    if resolved.flow.returns or resolved.flow.timeout is not None:
        return True
    onward = (next_.callee for next_ in design.calls_from(monitor) if next_.meaning_certain)
    return any(
        kind.role is Role.SERVICE and kind.family in ("ranking", "serving", "retrieval", "llm", "feature")
        for callee in onward
        if callee is not None
        for kind in design.kinds(callee)
    )


def _waits(design: DesignGraph, caller: str, component: Component, resolved: ResolvedFlow) -> Problem:
    monitor = component.id
    path = (*design.reaches_without(design.entries, (caller,), (monitor,), over="calls"), monitor)
    return problem(
        resolved.flow,
        f"a request waits for {monitor}: {arrow(path)}; when the monitor is slow or down, so is the service",
        components=(monitor, caller),
        path=path,
        help=f"Take it off the path: `- {caller} ~> {monitor}`; or, if it decides about requests, make it a "
        "`guardrail`.",
    )


@rule(
    "MON007",
    "no-retraining-trigger",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=(Trait.WATCHES_DRIFT,),
)
def no_retraining_trigger(design: DesignGraph) -> Iterator[Outcome]:
    """Drift that is found, and starts no retraining.

    **Checks.** The design has a monitor of models and a training pipeline, no data leads from the one to the
    other or to an orchestrator, and `monitoring: {retrain_trigger: ...}` is not stated. Continual trainers
    are left out, and models that are retrained at least daily.

    **Why.** An alert about drift asks for a decision that can be made before: what moves how far, and what is
    then started.

    **When it is wrong.** A person decides: say on what, `monitoring: {retrain_trigger: "..."}`.
    """
    brief = design.architecture
    if brief.monitoring is not None and brief.monitoring.retrain_trigger:
        return
    trainers = [
        c.id
        for c in design.having(Trait.TRAINS).accountable()
        if not design.has(c.id, Trait.TRAINS_CONTINUALLY)
    ]
    monitors = [c for c in design.having(Trait.WATCHES_DRIFT).accountable() if design.data_into(c.id)]
    often = [
        model.continuous or (model.retrain is not None and model.retrain.value <= _DAY)
        for model in brief.models
        if model.trained_by
    ]
    if not trainers or not monitors or (often and all(often)):
        return
    acting = (*trainers, *design.having(Trait.SCHEDULES).ids)
    if set(design.downstream(c.id for c in monitors)) & set(acting):
        return
    target = acting[-1]
    yield problem(
        monitors[0],
        f"{monitors[0].id} finds drift, and nothing follows: no retraining is triggered",
        components=(monitors[0].id, *trainers),
        help="Add {add}, or state `monitoring: {retrain_trigger: ...}`.",
        add=f"{monitors[0].id} ~> {target}: retrain trigger",
    )


_DAY = 86_400.0
