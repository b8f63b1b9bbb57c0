"""GRA: parts that are cut off, lead nowhere, or are there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mlarch.analysis.activity import has_role, product, read_somewhere, started
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.lazy import regex
from mlarch.model import Flow, Stage
from mlarch.rules import Outcome, fixes, problem, rule, unknown
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import kind_name

__all__ = [
    "dead_output",
    "duplicate_flow",
    "isolated_component",
    "one_ended_stream",
    "uncalled_service",
]


@rule("GRA001", "isolated-component", covers=("GRA", "SRV", "TRN", "MON"))
def isolated_component(design: DesignGraph) -> Iterator[Outcome]:
    """A component that no flow touches.

    **Checks.** No flow starts or ends at the component. A spec of several components and no flow at all is
    said once. Components that are `planned` are left out.

    **Why.** A box without an arrow says nothing about the system: either a flow was forgotten, or the box
    was. Everything else that could be said about it follows from that, so it is not said.

    **When it is wrong.** The component is there for readers only, such as a legend: accept the finding. If it
    will be connected later, write `planned: true`.
    """
    components = design.architecture.components
    if not design.resolved_flows and len(components) > 1:
        first, second = list(components)[:2]
        yield problem(
            design.architecture,
            f"nothing flows: {len(components)} components and no flow between them",
            at="components",
            components=components,
            help=f"Add `flows:` with a line for each connection, e.g. `- {first} -> {second}`.",
        )
        return
    touched = {name for flow in design.architecture.flows for name in flow.ends}
    for component in components.values():
        if component.id in touched or component.planned:
            continue
        other = next((name for name in components if name != component.id), None)
        yield problem(
            component,
            f"{component.id} is cut off: no flow starts or ends at it, so it has no part in the system",
            help=f"Add the missing flow, e.g. `- {other} -> {component.id}`, or remove it."
            if other
            else "Add the components that it works with, and the flows between them.",
        )


@rule("GRA002", "uncalled-service", fixes="unsafe", covers=("SRV", "MON"))
def uncalled_service(design: DesignGraph) -> Iterator[Outcome]:
    """A service or an edge that makes calls, but that nothing calls, feeds or starts.

    **Checks.** The component is an edge (load balancer, gateway), a service or a worker, calls others, and no
    flow but deployments and configuration ends at it. Many diagrams draw the arrow with the data: components
    that hand out data of their own, or behind which nothing is cut off, are asked about at production only.
    Components that run models have a rule of their own, SRV001. Where no caller from outside is drawn,
    requests start at the services that nothing calls, and only what faces clients is blamed. What starts by
    itself, by its name or description (a ticker, a loop), or as it keeps results ready for requests, and
    `external` and `planned` components are left out.

    **Why.** What stands behind it is only reached through it, so no request reaches that either.

    **When it is wrong.** Something outside the drawing starts it: draw that as a component with
    `external: true`, or accept the finding.
    """
    for component in design.parts.accountable():
        name = component.id
        asked = has_role(design, name, Role.EDGE, Role.SERVICE) or design.has(name, Trait.WORKS_OFF_A_QUEUE)
        if design.has(name, Trait.ONLINE_STAGE) or not asked:
            continue
        door = has_role(design, name, Role.EDGE) and design.kind(name).family == "ingress"
        if not door and (name in design.entries or not design.entries):
            continue
        if not design.calls_from(name) or started(design, name, surely=True):
            continue
        if _CLOCK.search(said_of(component)) or _prepares(design, name):
            continue
        behind = tuple(other for other in design.callees([name]) if other not in design.on_path)
        caller = next(iter((design.clients and design.ingresses[-1:]) or design.clients), "client")
        verb, line = "called", f"{caller} -> {name}: request"
        if design.has(name, Trait.WORKS_OFF_A_QUEUE):
            verb, line = "given work", f"{suggest_id(design, Trait.QUEUES_TASKS)} ~> {name}: event"
        yield problem(
            component,
            f"{name} is {verb} by nobody{_unreached(behind)}",
            components=(name, *behind),
            stage=None if behind and not started(design, name) else Stage.PRODUCTION,
            help="Add the call that starts it, e.g. {add}.",
            add=line,
        )


_CLOCK = regex(
    r"\b(?:tick(?:er|s)?|timer|loop|cron\w*|clock|nightly|hourly|daily|(?:\d+[- ]?min|half-hour|hour) \w+)\b"
)


def _prepares(design: DesignGraph, name: str) -> bool:
    """Whether it keeps results ready in a store that requests read, and so works beside them."""
    ready = (edge.target for edge in design.data_out_of(name) if not edge.resolved.waits)
    return any(design.has(other, Trait.KEEPS_PREDICTIONS) and other in design.on_path for other in ready)


def _unreached(behind: tuple[str, ...]) -> str:
    if not behind:
        return ""
    more = f" and {len(behind) - 3} more" if len(behind) > 3 else ""
    verb = "gets" if len(behind) == 1 else "get"
    return f", and so {', '.join(behind[:3])}{more} behind it {verb} no request"


@rule("GRA003", "dead-output", fixes="unsafe")
def dead_output(design: DesignGraph) -> Iterator[Outcome]:
    """Features, embeddings, an index, a dataset or predictions that nobody reads.

    **Checks.** The component makes or keeps derived data (a feature pipeline or store, a dataset builder,
    an embedding job, an index or its builder, a label joiner, a batch predictor, a store of predictions, a
    cache), something reaches it, and nothing but metrics and logs leaves it. Of a chain, only the last is
    blamed. `external` and `planned` components are left out.

    **Why.** Derived data has a cost and no value until somebody reads it. Data that nobody reads is the most
    common kind of unused dependency in ML systems (Sculley et al., *Hidden Technical Debt in Machine Learning
    Systems*, 2015), and here more often a sign that the reader was forgotten.

    **When it is wrong.** The reader is outside the drawing: draw it as a component with `external: true`.
    """
    for component in design.parts.accountable():
        name = component.id
        reader = next((kind.read_by for kind in design.kinds(name) if kind.read_by), None)
        if reader is None or not design.data_into(name):
            continue
        read = read_somewhere(design, name)
        if read is None and not any(product(edge) for edge in design.data_out_of(name)):
            yield unknown(component, f"it is not clear whether anything reads {name}", help=_EXPLAIN)
        elif read is False or (read and not _useful(design, name)):
            line = _read_line(design, name, reader)
            yield problem(
                component,
                f"nobody reads {name}: what this {kind_name(component.kind)} holds or makes is of no use",
                help="Add its reader, e.g. {add}, or remove it.",
                add=line,
                fix=bool(design.having(reader)),
            )


_EXPLAIN = "`mlarch check --explain-flows` shows how each flow was understood."

_CALLERS = (Trait.RANKS, Trait.GENERATES_CANDIDATES, Trait.ANSWERS_REQUESTS)


def _read_line(design: DesignGraph, name: str, trait: Trait) -> str:
    """The flow to add, so that a component with `trait` reads `name`."""
    reader = suggest_id(design, trait)
    return f"{reader} -> {name}" if trait in _CALLERS else f"{name} => {reader}"


def _useful(design: DesignGraph, name: str) -> bool:
    """Whether anything but telemetry leaves the component, or is asked of it."""
    edges = design.data_out_of(name)
    useful = (product(e) or not e.types or _taken_in(design, e) for e in edges)
    return not edges or any(useful) or bool(design.calls_to(name))


def _taken_in(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether what is called events is no telemetry: a store keeps it, or a job works on it."""
    return "event" in edge.types and has_role(design, edge.target, Role.STORE, Role.JOB)


@rule("GRA006", "one-ended-stream", fixes="unsafe", about=("stream",))
def one_ended_stream(design: DesignGraph) -> Iterator[Outcome]:
    """A queue or stream without a producer, or without a consumer.

    **Checks.** Data reaches the stream (event stream, message queue, change capture) and nothing leaves it,
    or the other way round. `planned` streams are left out, of `external` ones the end that is not drawn,
    and queues with a worker as their second kind, which reads them. An *info* where nothing fills an event
    stream: a drawing may begin there.

    **Why.** What nobody consumes fills the queue until it is full or thrown away; what nobody produces leaves
    its consumers waiting for ever.

    **When it is wrong.** The other end is outside the drawing: draw it as a component with `external: true`.
    """
    for component in design.components.values():
        name = component.id
        if component.planned or component.external or not has_role(design, name, Role.STREAM):
            continue
        fed, read = bool(design.data_into(name)), bool(design.data_out_of(name))
        if fed and not read and design.has(name, Trait.WORKS_OFF_A_QUEUE, Trait.PROCESSES_STREAMS):
            continue  # it reads itself
        if fed and not read:
            taker = (
                Trait.WORKS_OFF_A_QUEUE if design.has(name, Trait.QUEUES_TASKS) else Trait.PROCESSES_STREAMS
            )
            line = f"{name} ~> {suggest_id(design, taker)}"
            yield problem(
                component,
                f"{name} has no consumer: what is published to it piles up unread",
                help="Add who reads it, e.g. {add}.",
                add=line,
            )
        elif read and not fed:
            giver = Trait.KEEPS_ROWS if design.has(name, Trait.CAPTURES_CHANGES) else Trait.ANSWERS_REQUESTS
            line = f"{suggest_id(design, giver)} ~> {name}: event"
            yield problem(
                component,
                f"{name} has no producer: its consumers wait for data that nobody sends",
                help="Add who publishes to it, e.g. {add}.",
                add=line,
                severity=Severity.INFO if design.has(name, Trait.STREAMS_EVENTS) else None,
                fix=bool(design.having(giver)),
            )


@rule("GRA008", "duplicate-flow", fixes="unsafe", severity=Severity.INFO)
def duplicate_flow(design: DesignGraph) -> Iterator[Outcome]:
    """The same flow written twice.

    **Checks.** Two flows have the same ends and mode, and all that is written on them is the same.

    **Why.** Each counts: the estimates see two calls where one was meant, and the picture two arrows.

    **When it is wrong.** There are two calls: give each its own payload, or write `calls: 2` on one.
    """
    seen: dict[object, Flow] = {}
    count = Counter((*flow.ends, flow.mode) for flow in design.architecture.flows)
    for flow in design.architecture.flows:
        if count[*flow.ends, flow.mode] < 2:
            continue
        first = seen.setdefault(_content(flow), flow)
        if first is not flow and first.line != flow.line:
            yield problem(
                flow,
                f"`{flow}` was written before, on line {first.span.line}: it counts as a second flow",
                help="Remove one of them, or say on each what it carries.",
                fix=fixes.drop(design, flow),
            )


def _content(flow: Flow) -> object:
    def words(payloads: object) -> object:
        return tuple(p.text for p in payloads) if isinstance(payloads, tuple) else None

    details = (flow.label, flow.calls, flow.share, flow.on_failure, flow.timeout, flow.every)
    return (*flow.ends, flow.mode, words(flow.payloads), words(flow.sends), words(flow.returns), details)
