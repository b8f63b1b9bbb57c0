"""EXP: experiments: somebody assigns the arms, in time, and what was shown is written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.privacy import works_online
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph, ResolvedFlow
from mlarch.graph.parts import exempt
from mlarch.graph.resolved import Meaning
from mlarch.lazy import regex
from mlarch.model import Component, Evaluation, Stage
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.families.exp.interference import ASSIGNERS, splits_people
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["assignment_too_late", "no_assignment", "unlogged_exposure"]

_DECISIVE = (Trait.RANKS, Trait.SERVES_MODEL, Trait.GENERATES)


@rule(
    "EXP001",
    "no-assignment",
    fixes="unsafe",
    covers=("EXP005",),
    about=(Trait.ASSIGNS_EXPERIMENTS, "@experiment"),
)
def no_assignment(design: DesignGraph) -> Iterator[Outcome]:
    """An experiment is planned, and nothing assigns users to its arms.

    **Checks.** `evaluation` states an `experiment`, or, from the production stage on, `online` metrics, or
    `release` an A/B test; a stage around a model answers requests or events; and the design has no experiment
    service and no traffic router that any flow touches, no flow of assignments, and no step of the release
    that says who keeps the old version (`the Gdynia desk against the Hamburg desk`, `10 % by hash`, and
    without an experiment `two programmes`); or, from the production stage on, nobody asks the experiment
    service, and it hands out nothing. Without an online model, nothing is asked. An *info* where the
    experiment states a `unit` that is no person, session or request: shops, villages or hours are switched by
    configuration.

    **Why.** Online metrics compare two versions only if something decides, at random and every time the
    same, who gets which; offline gains often do not come true online (Kohavi, Tang and Xu, *Trustworthy
    Online Controlled Experiments*, 2020; Breck et al., *ML Test Score*, 2017, Model 2).

    **When it is wrong.** The platform in front assigns: draw it, `kind: experiment service` with
    `managed: true`. Arms change by time or by place: state who switches them as that component.
    """
    evaluation, served = design.architecture.evaluation, works_online(design)
    if evaluation is None or not served:
        return
    release = design.architecture.release
    split = release is not None and "ab" in release.strategy
    if evaluation.experiment is None and not evaluation.online and not split:
        return
    touched = {name for flow in design.architecture.flows for name in flow.ends}
    assigners = [name for name in design.having(*ASSIGNERS).ids if name in touched]
    if assigners:
        yield from _asked_by_nobody(design, assigners)
        return
    if any("experiment_assignment" in edge.types for edge in design.data_edges):
        return
    steps = [step.lower() for step in release.strategy] if release is not None else []
    if any(_SIDE_BY_SIDE.search(step) for step in steps):
        return
    if evaluation.experiment is None and not split and any(_AT_PLACES.search(step) for step in steps):
        return
    model = next((name for name in served if design.has(name, *_DECISIVE)), served[0])
    callers = design.direct_callers(model)
    caller = callers[0] if callers else suggest_id(design, Trait.ORCHESTRATES, Trait.ANSWERS_REQUESTS)
    arms = suggest_id(design, Trait.ASSIGNS_EXPERIMENTS)
    yield problem(
        evaluation,
        f"{_planned(evaluation)}, and nothing decides whom {model} serves with which version",
        at="online" if evaluation.experiment is None else "experiment",
        components=(),
        kinds=(Trait.ASSIGNS_EXPERIMENTS,),
        stage=Stage.PRODUCTION if evaluation.experiment is None else None,
        severity=Severity.INFO if _by_place(evaluation) else None,
        help=f"Add `{arms}: experiment service` and, before the models are called, {{add}}.",
        add=f"{caller} -> {arms}: assignment",
        near=caller,
        before=fixes.call(design, caller),
        fix=bool(callers) and caller not in design.entries,
    )


# A step of the release that says itself who gets which version.
_SIDE_BY_SIDE = regex(
    r"\bby (?:a )?hash|\bhashed\b|\bagainst (?:the|two|twelve|\d|a )|\bbeside\b|\bnext to\b|"
    r"\b(?:stays?|keeps?|on) (?:as before|(?:on )?(?:the )?old)\b|\b(?:similar|like|twin) \w+"
)

_AT_PLACES = regex(
    r"\b(?:in|on|at|then|for) (?:one|two|three|four|five|six|\d+)(?: \w+)? "
    r"(?!days?\b|weeks?\b|months?\b|hours?\b)[a-z]+s\b"
)


def _by_place(evaluation: Evaluation) -> bool:
    """Whether whole places, teams or hours are switched, which needs nothing on the path of a request."""
    unit = evaluation.experiment.unit if evaluation.experiment is not None else None
    return unit is not None and not splits_people(unit)


_DAYS = regex(r"\b(?:whole|days?|weeks?|months?|shifts?)\b")


def _by_days(evaluation: Evaluation) -> bool:
    """Whether everything is switched for days at a time, so that the arm is known before any request."""
    unit = evaluation.experiment.unit if evaluation.experiment is not None else None
    return unit is not None and _by_place(evaluation) and _DAYS.search(unit.lower()) is not None


def _planned(evaluation: Evaluation) -> str:
    unit = evaluation.experiment.unit if evaluation.experiment is not None else None
    if evaluation.experiment is None:
        return "online metrics are to compare versions"
    return f"an experiment by {unit} is planned" if unit else "an experiment is planned"


@rule("EXP002", "assignment-too-late", fixes="unsafe", about=(Trait.ASSIGNS_EXPERIMENTS, "@experiment"))
def assignment_too_late(design: DesignGraph) -> Iterator[Outcome]:
    """A service asks for the experiment's arm after it has called all of its models.

    **Checks.** A component calls an experiment service, surely, and calls stages around models, and each of
    those calls stands on an earlier line of `flows` (or earlier in a chain). Calls on failure do not count,
    and a component that itself decides may apply the arm to what it decides. Where everything is
    switched for days (the experiment's `unit`), the arm is known before any request.

    **Why.** The arm decides which model, or which settings, to use: known afterwards, every arm is served
    the same (Kohavi, Tang and Xu, *Trustworthy Online Controlled Experiments*, 2020, chapter 4).

    **When it is wrong.** The arm decides only what is done with the scores, such as the layout of the page:
    accept the finding with that reason. The lines are in no order: put them in the order of the calls.
    """
    evaluation = design.architecture.evaluation
    if evaluation is not None and _by_days(evaluation):
        return
    for component in design.parts.accountable():
        calls = [r for r in design.calls_from(component.id) if r.meaning is not Meaning.FALLBACK]
        asks = [r for r in calls if _to(design, r, *ASSIGNERS) and r.meaning_certain]
        models = [r for r in calls if _to(design, r, Trait.ONLINE_STAGE) and not _to(design, r, *ASSIGNERS)]
        if design.has(component.id, Trait.DECIDES):
            continue
        if not asks or not models or _place(asks[0]) <= max(_place(r) for r in models):
            continue
        first, arms = models[0], asks[0]
        yield problem(
            arms.flow,
            f"{component.id} asks {arms.callee} for the arm after it has called {first.callee}: "
            "the assignment comes too late to choose the model",
            components=(component.id, arms.callee or "", first.callee or ""),
            path=(component.id, arms.callee or ""),
            help=f"Move `- {component.id} -> {arms.callee}` before `- {component.id} -> {first.callee}`: "
            "lines run in order.",
            fix=fixes.move(design, arms.flow, min(models, key=_place).flow),
        )


def _to(design: DesignGraph, resolved: ResolvedFlow, *traits: Trait) -> bool:
    return resolved.callee is not None and design.has(resolved.callee, *traits)


def _place(resolved: ResolvedFlow) -> tuple[int, int]:
    return (resolved.flow.line, resolved.flow.position)


def _asked_by_nobody(design: DesignGraph, assigners: Sequence[str]) -> Iterator[Outcome]:
    """An experiment service that is told outcomes at most, where nothing else assigns."""
    idle = [name for name in assigners if design.kind(name).has(Trait.ASSIGNS_EXPERIMENTS)]
    if len(idle) < len(assigners) or any(_assigns(design, name) for name in idle):
        return
    component = design.components[idle[0]]
    if exempt(component, managed=False):
        return
    asker = suggest_id(design, Trait.ORCHESTRATES, Trait.ANSWERS_REQUESTS)
    yield problem(
        component,
        f"nobody asks {component.id} for an arm, and it hands none out: everybody gets the same version",
        stage=Stage.PRODUCTION,
        help="Add who asks it, e.g. {add}.",
        add=f"{asker} -> {component.id}: {{returns: assignment}}",
    )


def _assigns(design: DesignGraph, name: str) -> bool:
    """Whether anybody asks a component for arms, or is handed some, or anything that is not known."""
    told = ("experiment_assignment", "config")
    given = (edge for edge in design.data_out_of(name))
    asked = bool(design.calls_to(name)) or len(design.kinds(name)) > 1
    return asked or any(edge.unknown or not frozenset(told).isdisjoint(edge.types) for edge in given)


_LOGS = (
    Trait.LOGS_PREDICTIONS,
    Trait.COLLECTS_EVENTS,
    Trait.STREAMS_EVENTS,
    Trait.QUEUES_TASKS,
    Trait.KEEPS_RAW_DATA,
    Trait.KEEPS_TABLES,
    Trait.KEEPS_LOGS,
    Trait.AUDITS,
)
_NO_EXPOSURE = frozenset({"metrics", "traces", "alerts"})
_SHOWN = regex(r"impression|exposure|view|event|interaction|engagement|behaviou?r|activit|beacon|\barm")


@rule("EXP003", "unlogged-exposure", fixes="unsafe", about=(Trait.ASSIGNS_EXPERIMENTS, "@experiment"))
def unlogged_exposure(design: DesignGraph) -> Iterator[Outcome]:
    """Experiments assign arms, and nobody writes down who was shown what.

    **Checks.** An experiment service is called or feeds something, and neither it, nor what asks it, nor
    what those call or are called by publishes or stores anything but metrics in a log (collector, prediction
    logger, stream, lake, warehouse), its clients publish no impressions, views or events, and nothing on
    another path of requests tells a prediction logger what it answered. Where everything is
    switched for days (the experiment's `unit`), the plan tells who was exposed.

    **Why.** The analysis needs everyone who was exposed, with the arm, also those who did nothing: clicks
    alone have no denominator, and a mismatch in the arms' sizes cannot be found (Kohavi, Tang and Xu,
    *Trustworthy Online Controlled Experiments*, 2020, chapter 21).

    **When it is wrong.** The experiment platform logs by itself: draw its log, or make it `managed: true`.
    """
    evaluation = design.architecture.evaluation
    if evaluation is not None and _by_days(evaluation):
        return
    loggers = design.having(Trait.LOGS_PREDICTIONS).ids
    for component in design.having(Trait.ASSIGNS_EXPERIMENTS).accountable(managed=False):
        askers = _askers(design, component)
        if not askers:
            continue
        around = {component.id, *askers, *design.callers(askers), *design.callees(askers)}
        told = (edge for name in around for edge in design.data_out_of(name))
        logged = (edge for edge in told if design.has(edge.target, *_LOGS))
        if any(_exposes(design, edge) for edge in logged):
            continue
        asking = [name for name in around if name in design.entries]
        clients = (edge for name in asking for edge in design.data_out_of(name))
        if any(_shows(edge) and design.has(edge.target, *_LOGS) for edge in clients):
            continue
        if any(edge.source in design.on_path for name in loggers for edge in design.data_into(name)):
            continue
        logger = suggest_id(design, Trait.LOGS_PREDICTIONS, Trait.COLLECTS_EVENTS)
        yield problem(
            design.components[askers[0]],
            f"{component.id} assigns arms to {askers[0]}, and nobody writes down who was shown what: "
            "without exposures an experiment cannot be analysed",
            components=(askers[0], component.id, *askers[1:]),
            help="Log what was served with its arm: {add}.",
            add=f"{askers[0]} ~> {logger}: served results (with arm)",
            near=askers[0],
        )


def _askers(design: DesignGraph, component: Component) -> tuple[str, ...]:
    """What asks the service for arms, or is handed them."""
    callers = design.direct_callers(component.id)
    given = [e.target for e in design.data_out_of(component.id) if "experiment_assignment" in e.types]
    return tuple(name for name in dict.fromkeys([*callers, *given]) if name not in design.entries)


def _exposes(design: DesignGraph, edge: DataEdge) -> bool:
    if edge.source in design.clients or has_role(design, edge.source, Role.STORE):
        return False
    return not edge.payloads or any(type_ not in _NO_EXPOSURE for type_ in edge.types)


def _shows(edge: DataEdge) -> bool:
    return not edge.payloads or any(_SHOWN.search(payload.text.lower()) for payload in edge.payloads)
