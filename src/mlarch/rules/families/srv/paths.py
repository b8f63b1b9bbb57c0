"""SRV: request paths that break off, before the answer or before the parts that would make it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from mlarch.analysis.activity import has_role, started
from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.model import Plane
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["dead_end_edge", "missing_caller"]


@rule(
    "SRV007",
    "dead-end-edge",
    fixes="unsafe",
    covers=("GRA001", "GRA002", "GRA003", "GRA007", "SRV", "MON"),
    about=(Trait.BALANCES, Trait.ADMITS, Trait.SPLITS_TRAFFIC),
)
def dead_end_edge(design: DesignGraph) -> Iterator[Outcome]:
    """A load balancer, gateway or traffic router with nothing behind it that answers.

    **Checks.** Something calls it, it runs no model itself, it calls nothing but sign-in, limits and
    experiments, and it puts requests into no queue that a worker or a service takes them from. For a gateway,
    which may answer some requests by itself, only where there are services that no request reaches. These are
    named with it, and not blamed again for being cut off or called by nobody.

    **Why.** It passes requests on, so no request that reaches it is answered.

    **When it is wrong.** What stands behind it is not drawn: draw it as a component with `external: true`.
    """
    stranded: tuple[str, ...] | None = None
    for component in design.having(Trait.BALANCES, Trait.SPLITS_TRAFFIC, Trait.ADMITS).accountable():
        name = component.id
        callers = design.direct_callers(name)
        if not callers or design.has(name, Trait.INFERS) or _goes_on(design, name, callers):
            continue
        if stranded is None:
            before = {name, *design.callers((name,))}  # who asks the edge does not stand behind it
            stranded = tuple(other for other in _stranded(design) if other not in before)
        if design.has(name, Trait.ADMITS) and not stranded:
            continue
        model = any(design.has(other, Trait.ONLINE_STAGE) for other in stranded)
        server = suggest_id(design, Trait.ORCHESTRATES if model else Trait.ANSWERS_REQUESTS)
        yield problem(
            component,
            f"{name} leads nowhere: {quoted(callers)} {'calls' if len(callers) == 1 else 'call'} it, and "
            "nothing behind it answers"
            f"{_left_out(stranded)}",
            components=(name, *stranded),
            path=(callers[0], name),
            kinds=(Trait.ORCHESTRATES if model else Trait.ANSWERS_REQUESTS,),
            help="Add what it passes requests to: {add}.",
            add=(f"{name} -> {server}: request", *_calls(design, server, stranded)),
        )
        stranded = ()  # named once


def _calls(design: DesignGraph, server: str, names: Sequence[str]) -> tuple[str, ...]:
    """A call from `server`, where it is new, to those of these that nothing calls or sets to work."""
    if server in design.components:
        return ()
    first = [name for name in names if not design.calls_to(name) and not started(design, name)]
    return tuple(f"{server} -> {name}" for name in first)


def _goes_on(design: DesignGraph, name: str, callers: Collection[str]) -> bool:
    """Whether requests or data leave the edge for something that may answer."""
    edges = (edge.target for edge in design.data_out_of(name) if edge.target not in callers)
    onward = {*edges, *design.direct_callees(name)}
    waiting = [n for n in onward if design.has(n, Trait.STREAMS_EVENTS, Trait.QUEUES_TASKS)]
    if any(design.has(edge.target, *_WORK_OFF) for n in waiting for edge in design.data_out_of(n)):
        return True
    return any(not all(_aside(kind) for kind in design.kinds(other)) for other in onward)


# What answers requests that were put into a queue for it.
_WORK_OFF = (Trait.WORKS_OFF_A_QUEUE, Trait.ORCHESTRATES, Trait.ACTS, Trait.ANSWERS_REQUESTS)


def _aside(kind: Kind) -> bool:
    """Whether an edge asks such a component on the side, and not for the answer."""
    aside = (
        Trait.AUTHENTICATES,
        Trait.LIMITS_RATE,
        Trait.ASSIGNS_EXPERIMENTS,
        Trait.AUDITS,
        Trait.COLLECTS_EVENTS,
    )
    return kind.has(*aside) or kind.role in (Role.MONITOR, Role.STREAM)


def _stranded(design: DesignGraph) -> tuple[str, ...]:
    """What should answer requests, or serve what answers them, and is reached by none."""
    reached = frozenset(design.on_path)
    return tuple(
        component.id
        for component in design.parts.accountable()
        if component.id not in reached
        and design.planes[component.id] is Plane.ONLINE
        and not _fed(design, component.id)
    )


def _fed(design: DesignGraph, name: str) -> bool:
    """Whether a stream or a batch of data sets it to work, and so no request needs to."""
    modes = (Meaning.STREAM, Meaning.BATCH)
    fed = [edge for edge in design.data_into(name) if edge.resolved.meaning in modes]
    return bool(fed) and has_role(design, name, Role.SERVICE, Role.STREAM)


def _left_out(stranded: Sequence[str]) -> str:
    if not stranded:
        return ""
    more = f" and {len(stranded) - 3} more" if len(stranded) > 3 else ""
    verb = "is" if len(stranded) == 1 else "are"
    return f"; {', '.join(stranded[:3])}{more} {verb} reached by no request"


@rule(
    "SRV010",
    "missing-caller",
    fixes="unsafe",
    covers=("GRA001", "GRA002", "GRA003", "GRA007", "SRV001", "SRV005", "MON"),
    about=RUNS_MODELS,
)
def missing_caller(design: DesignGraph) -> Iterator[Outcome]:
    """Several parts of the request path that no request reaches: what should call them is not there.

    **Checks.** The design has clients. Three or more components of the online plane, one of them a model or a
    stage around one, are on no path of calls from a client, and nothing else calls or feeds them.

    **Why.** Retrieval, features, ranking and filters do not call each other: something receives the request,
    calls each in its turn and puts the answer together. Said once, in place of a finding for each part.

    **When it is wrong.** The request path is drawn elsewhere: draw what calls them with `external: true`.
    """
    if not design.entries:
        return
    alone = [name for name in _stranded(design) if not design.calls_to(name) and not started(design, name)]
    served = [name for name in alone if design.has(name, Trait.ONLINE_STAGE)]
    if len(alone) < 3 or not served:
        return
    names = (served[0], *(name for name in alone if name != served[0]))
    more = f" and {len(alone) - 3} more" if len(alone) > 3 else ""
    caller = suggest_id(design, Trait.ORCHESTRATES)
    entry = next(iter((*design.ingresses, *design.entries)))
    yield problem(
        design.components[served[0]],
        f"no request reaches {', '.join(names[:3])}{more}: "
        "what receives the request and calls them is missing",
        components=names,
        kinds=(Trait.ORCHESTRATES,),
        help="Add it, with a call to each: {add}.",
        add=(*_way_in(design, entry, caller), f"{caller} -> {' & '.join(names)}"),
    )


def _way_in(design: DesignGraph, entry: str, caller: str) -> tuple[str, ...]:
    """The call that starts `caller`, where nothing does."""
    return () if caller in design.on_path else (f"{entry} -> {caller}: request",)
