"""SRV: models at work: who calls them, what they wait for, what they are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlarch.analysis.activity import started
from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.analysis.facts import fact
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.paths import way
from mlarch.graph.resolved import Meaning
from mlarch.lazy import regex
from mlarch.model import Stage
from mlarch.rules import Outcome, Problem, problem, rule, unknown
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import a_kind, arrow, kind_name

__all__ = ["ranker_without_features", "uncalled_model", "waits_on_slow_work"]


@rule("SRV001", "uncalled-model", fixes="unsafe", covers=("SRV005", "SRV006", "MON"), about=RUNS_MODELS)
def uncalled_model(design: DesignGraph) -> Iterator[Outcome]:
    """A model in service that nobody calls.

    **Checks.** The component serves a model, or is a stage around one (candidate generator, ranker,
    re-ranker, encoder, calibrator, decision engine). No call, stream or batch of data ends at it,
    deployments and configuration apart. One that hands its own results to somebody may be drawn with the
    data, and is asked about at production only. `external` and `planned` components are left out.

    **Why.** A model earns its keep only when its predictions are used. Everything that the design says about
    training and releasing it is in vain without the call.

    **When it is wrong.** It is called from outside the drawing: draw the caller with `external: true`. It
    runs in batches: give it the kind `batch_predictor`.
    """
    for component in design.having(Trait.ONLINE_STAGE).accountable():
        name = component.id
        if started(design, name, surely=True) or not (design.data_into(name) or design.data_out_of(name)):
            continue
        caller = suggest_id(design, Trait.ORCHESTRATES, Trait.ANSWERS_REQUESTS)
        yield problem(
            component,
            f"{name} is called by nobody: no request, stream or batch reaches this "
            f"{kind_name(component.kind)}, so its answers are of no use",
            kinds=(Trait.ORCHESTRATES,),
            stage=Stage.PRODUCTION if started(design, name) else None,
            help=f"Add the call, e.g. `- {caller} -> {name}`.",
            add=_call(design, caller, name),
        )


def _call(design: DesignGraph, caller: str, name: str) -> str | tuple[()]:
    """The line in which `caller` calls; one that is new is called by what faces the clients."""
    entry = next(iter((*design.ingresses, *design.entries)), None)
    if caller in design.components:
        return f"{caller} -> {name}"
    return f"{entry} -> {caller} -> {name}" if entry else ()


@rule(
    "SRV004",
    "waits-on-slow-work",
    severity=Severity.ERROR,
    stage=Stage.SKETCH,
    about=(Trait.STARTS_REQUESTS,),
)
def waits_on_slow_work(design: DesignGraph) -> Iterator[Outcome]:
    """A client's request that waits for a batch job, a training job, a warehouse or a person.

    **Checks.** On a path of calls from a client, a component surely calls a job or a person and gets an
    answer from it, or asks a data warehouse. *Error* when the caller is told to wait: the answer is written
    with `returns:`, the call has a `timeout:`, or the latency stated for the callee is over the target of
    the requirements. *Warning* otherwise. What is only handed over is left out, and so are warehouses with
    a stated latency, or of a technology that answers in milliseconds, those that are given seconds,
    requests through a dashboard, and `external` components.

    **Why.** Jobs take minutes to days and people longer; the request times out, or a thread waits that others
    need. The usual answer is to compute ahead of the request, or to answer now and deliver later.

    **When it is wrong.** The request only hands work over: use `~>`. The client can wait, as a program in the
    night may: accept the finding.
    """
    for component in design.parts.accountable():
        name = component.id
        if not _slow(design, name):
            continue
        for resolved in design.calls_to(name):
            caller = resolved.caller
            if caller is None or resolved.meaning is Meaning.FALLBACK or not resolved.meaning_certain:
                continue
            path = way(_client_paths(design), caller)
            if path and _expects_answer(design, resolved, name):
                yield _waiting(design, resolved, (*path, name))
                break


_QUICK = regex(r"clickhouse|druid|pinot|rockset|starrocks|doris|singlestore|timescale|duckdb|kdb")
_SECONDS = 2.0  # what a warehouse may need for the smallest question
_WAREHOUSES = (Trait.KEEPS_TABLES, Trait.KEEPS_RAW_DATA)


def _slow(design: DesignGraph, name: str) -> bool:
    kinds = design.kinds(name)
    if any(kind.has(*_WAREHOUSES) for kind in kinds):
        return all(kind.has(*_WAREHOUSES) or kind.role is not Role.STORE for kind in kinds)
    return all(kind.role in (Role.JOB, Role.PERSON) for kind in kinds)


def _expects_answer(design: DesignGraph, resolved: ResolvedFlow, name: str) -> bool:
    """Whether something is said to come back, and nothing says that it comes in time."""
    part = design.components[name]
    if any(kind.has(*_WAREHOUSES) for kind in design.kinds(name)):
        quick = part.latency is not None or _QUICK.search((part.tech or "").lower())
        stated = bool(quick) or (
            resolved.flow.timeout is not None and resolved.flow.timeout.value >= _SECONDS
        )
        back = resolved.backward if resolved.caller == resolved.flow.source else resolved.forward
        return bool(back) and (not stated or _misses_target(design, name))
    written = (payload for payload in resolved.backward if not resolved.is_assumed(payload))
    return any(written) or resolved.flow.timeout is not None


@fact
def _client_paths(design: DesignGraph) -> Mapping[str, str | None]:
    """The ways of calls from clients to callers; dashboards may wait, and what is slow is blamed itself."""
    ends = frozenset(n for n in design.components if design.has(n, Trait.CHARTS) or _slow(design, n))
    found = design.ways((n for n in design.entries if n not in ends), ends, over="calls")
    return {name: before for name, before in found.items() if name not in ends}


def _waiting(design: DesignGraph, resolved: ResolvedFlow, path: tuple[str, ...]) -> Problem:
    flow, name = resolved.flow, path[-1]
    caller = path[-2]
    kind = design.kind(name)
    error = _must_wait(design, resolved, name)
    then = "the request" if error else "if it waits, the request"
    return problem(
        flow,
        f"{caller} calls {name}, {a_kind(kind.id)}, while a client waits: {arrow(path)}; "
        f"{then} cannot be answered in time",
        components=(name, caller),
        path=path,
        kinds=(Trait.KEEPS_PREDICTIONS,) if kind.role is not Role.PERSON else (Trait.QUEUES_TASKS,),
        severity=Severity.ERROR if error else Severity.WARNING,
        help=f"Hand the work over and answer later: `- {caller} ~> {name}`; or let {caller} read what was "
        "computed before, from a store."
        if kind.role is not Role.STORE
        else f"Copy what requests need into a store that answers fast: `- {name} => "
        f"{suggest_id(design, Trait.KEEPS_PREDICTIONS)} -> {caller}`.",
    )


def _must_wait(design: DesignGraph, resolved: ResolvedFlow, name: str) -> bool:
    """Whether the spec leaves no other reading than that the client waits, and waits too long."""
    flow = resolved.flow
    if any(kind.has(*_WAREHOUSES) for kind in design.kinds(name)):
        return design.components[name].tech is None and _misses_target(design, name)
    return bool(flow.returns) or flow.timeout is not None or _misses_target(design, name)


def _misses_target(design: DesignGraph, name: str) -> bool:
    """Whether the stated latency of the component alone is over the stated latency target."""
    requirements, own_latency = design.architecture.requirements, design.components[name].latency
    if requirements is None or requirements.latency is None or own_latency is None:
        return False
    targets = [value.value for _, value in requirements.latency.figures()]
    times = [value.value for _, value in own_latency.figures()]
    return bool(targets) and bool(times) and min(times) > max(targets)


@rule("SRV005", "ranker-without-features", fixes="unsafe", about=("ranking",))
def ranker_without_features(design: DesignGraph) -> Iterator[Outcome]:
    """A ranker that no features or embeddings can reach.

    **Checks.** Candidates or requests reach the ranker (or pre-ranker), and of all that its data comes
    from, directly or through others, nothing makes or holds features or embeddings. Where it is not known
    what a flow into it carries, nothing is said.

    **Why.** Scores follow from features of the user, the item and the moment. A ranker that gets bare ids can
    only repeat what it has learned about them, and knows nothing of what is new (Zinkevich, *Rules of Machine
    Learning*, rules 16 to 22).

    **When it is wrong.** The features are computed inside, or come with the request: say so on the call, e.g.
    `- api -> ranker: {sends: features}`.
    """
    supplied = _supplied(design)
    for component in design.having(Trait.RANKS, Trait.PRE_RANKS).accountable():
        name = component.id
        into = [edge for edge in design.data_into(name) if edge.resolved.meaning is not Meaning.DEPLOYMENT]
        if not into or component.consumes is not None or name in supplied:
            continue
        if any(not _INPUTS.isdisjoint(edge.types) for edge in into):
            continue
        if any(edge.payloads and not any(edge.types) for edge in into):
            yield unknown(component, f"it is not known whether features reach {name}")
            continue
        store = suggest_id(design, Trait.ASSEMBLES_FEATURES, Trait.SERVES_FEATURES)
        yield problem(
            component,
            f"{name} gets no features: nothing that its data comes from makes or holds any",
            kinds=(Trait.SERVES_FEATURES, Trait.ASSEMBLES_FEATURES),
            help="Add where they come from, e.g. {add}.",
            add=f"{name} -> {store}: features",
        )


# What a ranker can score by; raw data and media are features to a model that encodes them itself.
_INPUTS = frozenset({"features", "embeddings", "media", "documents", "chunks", "raw_data"})


def _makes_features(design: DesignGraph, name: str) -> bool:
    """Whether a component makes or holds features, or is generic, so that it might. Clients only might."""
    if design.kind(name).any_data:
        return True
    makes = design.produces(name) & {"features", "embeddings"}
    return bool(makes) and not any(kind.role is Role.CLIENT for kind in design.kinds(name))


def _supplied(design: DesignGraph) -> frozenset[str]:
    """The components that data can reach from where there are features, or other things to score by."""
    makers = {name for name in design.components if _makes_features(design, name)}
    carried = (edge for edge in design.data_edges if not _INPUTS.isdisjoint(edge.types))
    holders = {edge.target for edge in carried if edge.source not in design.clients}
    return frozenset(holders | set(design.downstream(makers | holders)))
