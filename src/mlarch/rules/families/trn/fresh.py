"""TRN: how often a model is trained, and whether that is as fresh as the requirements ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlarch.analysis.activity import has_role
from mlarch.analysis.facts import fact
from mlarch.analysis.lineage import learns_from
from mlarch.analysis.staleness import wait
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import REQUEST_TYPES, TELEMETRY_TYPES
from mlarch.model import Flow, Mode, Stage
from mlarch.quantities import Dimension, Quantity, format_value
from mlarch.rules import Outcome, problem, rule, unknown
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["slower_than_freshness", "unscheduled_training"]


@rule("TRN012", "slower-than-freshness", about=("@freshness",))
def slower_than_freshness(design: DesignGraph) -> Iterator[Outcome]:
    """Everything that serving learns is older than the freshness that is asked for.

    **Checks.** `requirements: {freshness: ...}` is stated. Every way by which data or models get to what
    serves requests (where nobody asks: to models, what calls them, and what that asks) has a step that is
    stated to be slower: `every` or `lag` on a flow, how often a job runs by its description, or the `retrain`
    of the model that a trainer makes (not where the request itself brings what is new: a feature with
    `freshness: request`, or a picture, a text or measurements that are sent). Where one way has no slow step,
    or requests read a database that is written at once, or data of a system of others, nothing is said.

    **Why.** Freshness is decided by the slowest step. A model that is trained daily knows nothing of the last
    hour unless features, candidates or an index bring it (Zinkevich, *Rules of Machine Learning*, rule 8:
    know the freshness requirements of your system).

    **When it is wrong.** Fresh data comes by a way that is not drawn: draw it.
    """
    requirements = design.architecture.requirements
    if requirements is None or requirements.freshness is None:
        return
    limit = requirements.freshness
    with_requests = _comes_with_requests(design)
    slow = {} if with_requests else _slow_trainers(design, limit)
    fresh = _fresh(design, limit, slow)
    late: list[tuple[float, DataEdge, str]] = []
    served = frozenset(design.on_path) - frozenset(design.entries) or _deciding(design)
    if any(_live(design, name) for name in served) or _asks_outside(design, served):
        return
    for edge in design.data_edges:
        if edge.target not in served or edge.source in served or edge.resolved.waits or not _news(edge):
            continue
        if with_requests and "model_artifact" in edge.types:
            continue
        if edge.source in fresh and wait(design, edge) <= limit.value:
            return
        step = _slowest(design, edge, limit, slow)
        if step is not None:
            late.append((*step[:1], edge, step[1]))
    if not late:
        return
    _, edge, why = min(late, key=lambda item: (item[0], item[1].flow.index))
    yield problem(
        edge.flow,
        f"nothing new reaches serving within {limit}, the freshness that is asked for: "
        f"the fastest way, to {edge.target}, has {why}",
        at="every" if edge.flow.every is not None else None,
        help=f"Shorten that step to {limit}, or add a way for what is new, e.g. a stream of features.",
    )


_MATERIAL = frozenset({"media", "documents", "raw_data", "features"})


def _comes_with_requests(design: DesignGraph) -> bool:
    """Whether the newest data comes with the request itself, so that an old model sees what is new."""
    data = design.architecture.data
    if any(feature.freshness == "request" for feature in (data.features if data is not None else ())):
        return True
    asked = (edge for name in design.entries for edge in design.data_out_of(name) if edge.resolved.waits)
    return any(not _MATERIAL.isdisjoint(edge.types) for edge in asked)


_NO_NEWS = REQUEST_TYPES | (TELEMETRY_TYPES - {"event"}) | {"alerts"}


def _news(edge: DataEdge) -> bool:
    """Whether something moves that serving can learn from: no requests, no telemetry."""
    return not edge.types or any(type_ not in _NO_NEWS for type_ in edge.types)


def _deciding(design: DesignGraph) -> frozenset[str]:
    """What serves where nobody asks: the models, what calls them, and what that asks."""
    models = design.having(Trait.INFERS).ids
    callers = [caller for name in models for caller in design.direct_callers(name)]
    return frozenset(
        (*models, *callers, *(asked for name in callers for asked in design.direct_callees(name)))
    )


def _slow_trainers(design: DesignGraph, limit: Quantity) -> Mapping[str, Quantity]:
    """Trainers whose models are all retrained less often than `limit`."""
    times: dict[str, list[Quantity | None]] = {}
    for model in design.architecture.models:
        for trainer in model.trained_by:
            times.setdefault(trainer, []).append(None if model.continuous else model.retrain)
    return {
        trainer: min((time for time in stated if time is not None), key=lambda time: time.value)
        for trainer, stated in times.items()
        if all(time is not None and time.value > limit.value for time in stated)
    }


def _fresh(design: DesignGraph, limit: Quantity, slow: Mapping[str, Quantity]) -> frozenset[str]:
    """The components that new data can reach in time."""
    inner = {edge.target for edge in design.data_edges if _news(edge)}
    origins = [
        name
        for name in design.components
        if name in design.entries or design.components[name].external or name not in inner
    ]
    found = {name for name in origins if name not in slow}
    queue = list(found)
    links: dict[str, list[str]] = {}
    for edge in design.data_edges:
        if wait(design, edge) <= limit.value and not _only_judges(design, edge):
            links.setdefault(edge.source, []).append(edge.target)
    while queue:
        for target in links.get(queue.pop(), ()):
            if target not in found and target not in slow:
                found.add(target)
                queue.append(target)
    return frozenset(found)


def _only_judges(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether an edge brings an evaluator what it tries models on: that does not get into the model."""
    return (
        design.has(edge.target, Trait.JUDGES_MODELS)
        and bool(edge.types)
        and "model_artifact" not in edge.types
    )


def _live(design: DesignGraph, name: str) -> bool:
    """Whether a store of rows answers requests and is written by what answers them."""
    if not any(kind.role is Role.STORE for kind in design.kinds(name)):
        return False
    return any(
        edge.source in design.on_path
        and edge.direction == "forward"
        and _news(edge)
        and edge.resolved.meaning is Meaning.CALL
        for edge in design.data_into(name)
    )


def _asks_outside(design: DesignGraph, served: frozenset[str]) -> bool:
    """Whether who serves asks a system of others, whose answers are of now."""
    told = {"raw_data", "candidates", "event", "features", "documents"}
    return any(
        resolved.callee is not None
        and design.components[resolved.callee].external
        and any(payload.type in told for payload in resolved.backward)
        for name in served
        for resolved in design.calls_from(name)
    )


def _slowest(
    design: DesignGraph, edge: DataEdge, limit: Quantity, slow: Mapping[str, Quantity]
) -> tuple[float, str] | None:
    """The step that makes a way late: of the flow itself, or the first one found behind it."""
    if edge.flow.every is not None and edge.flow.every.value > limit.value:
        return edge.flow.every.value, f"a step every {edge.flow.every} (`{edge.flow}`)"
    if edge.flow.lag is not None and edge.flow.lag.value > limit.value:
        return edge.flow.lag.value, f"a lag of {edge.flow.lag} (`{edge.flow}`)"
    seen, queue = {edge.source}, [edge.source]
    for name in queue:
        if name in slow:
            return slow[name].value, f"a model that is trained every {slow[name]} by {name}"
        for before in design.data_into(name):
            waits = wait(design, before)
            if waits > limit.value:
                shown = before.flow.every or format_value(waits, Dimension.TIME)
                return waits, f"a step every {shown} (`{before.flow}`)"
            if before.source not in seen and not _only_judges(design, before):
                seen.add(before.source)
                queue.append(before.source)
    return None


@rule(
    "TRN011",
    "unscheduled-training",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=("training",),
)
def unscheduled_training(design: DesignGraph) -> Iterator[Outcome]:
    """A model that is to be trained again and again, and nothing that starts it.

    **Checks.** An entry of `models:` states `retrain`, and its trainer, with all jobs that it learns from, is
    started by no orchestrator and no monitor, is fed by no stream, and no flow into or out of it or of the
    builder of its dataset says `every`. Continual trainers, and what is `external`, `planned` or `managed`,
    are left out.

    **Why.** What is started by hand is started when somebody remembers; the third training, on the day of the
    release, is the one that fails (*The ML Test Score*, test Infra 3: the full pipeline is tested and runs by
    itself).

    **When it is wrong.** The schedule belongs to the job: write it on a flow, `every: 24h`.
    """
    for component in design.having(Trait.TRAINS_IN_RUNS).accountable(managed=False):
        name = component.id
        retrain = [m for m in design.trained_models(name) if m.retrain or m.continuous]
        if _started_by_itself(design, name):
            continue
        if not retrain:
            yield unknown(component, f"it is not stated how often {name} trains, or what starts it")
            continue
        model = retrain[0]
        rhythm = f"every {model.retrain}" if model.retrain else "continuously"
        scheduler = suggest_id(design, Trait.SCHEDULES)
        missing = () if design.having(Trait.SCHEDULES) else (Trait.SCHEDULES,)
        yield problem(
            component,
            f"nothing starts {name}: {model.id} is to be trained {rhythm}, "
            "and no orchestrator or schedule is drawn",
            kinds=missing,
            help="Add what starts it, e.g. {add}.",
            add=f"{scheduler} => {name}: {{sends: run, every: {model.retrain or '1h'}}}",
            fix=model.retrain is not None,
        )


def _started_by_itself(design: DesignGraph, name: str) -> bool:
    jobs = [
        other
        for other in learns_from(design, name)
        if any(kind.role is Role.JOB for kind in design.kinds(other))
    ]
    near = {name, *(other for other in jobs if design.has(other, Trait.BUILDS_DATASETS))}
    drawn = _flows_at(design)
    if any(flow.every is not None for part in near for flow in drawn.get(part, ())):
        return True
    if any(flow.target == name and flow.mode is Mode.STREAM for flow in drawn.get(name, ())):
        return True
    into = (flow for job in jobs for flow in drawn.get(job, ()) if flow.target == job)
    return design.has(name, Trait.SCHEDULES) or any(_orders(design, flow.source) for flow in into)


def _orders(design: DesignGraph, name: str) -> bool:
    """Whether what it sends to a job can start it: it schedules, or watches."""
    return design.has(name, Trait.SCHEDULES) or has_role(design, name, Role.MONITOR)


@fact
def _flows_at(design: DesignGraph) -> Mapping[str, list[Flow]]:
    """The flows that start or end at each component."""
    found: dict[str, list[Flow]] = {}
    for flow in design.architecture.flows:
        for end in dict.fromkeys(flow.ends):
            found.setdefault(end, []).append(flow)
    return found
