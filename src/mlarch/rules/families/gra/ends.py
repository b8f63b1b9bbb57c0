"""GRA: parts with one side only: what works on nothing or for nobody, and stores that nobody fills."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.traits import TELEMETRY_TYPES
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import a_kind, joined, kind_name, quoted

__all__ = ["dead_end", "unfed", "unwritten_store"]


@rule("GRA015", "unfed-component", stage=Stage.PRODUCTION, covers=("GRA003", "GRA012", "SKW002", "SKW006"))
def unfed(design: DesignGraph) -> Iterator[Outcome]:
    """A job, a person, a source or a store of derived data that gives something away and is given nothing.

    **Checks.** The component is a job or a person that works on data of others, a store of what was made
    elsewhere (features, predictions, a text index, fallback answers in a cache), or a service that finds
    candidates or features; something leaves it or is read from it, and nothing comes in but questions,
    settings and orders to run; and it calls and reads nobody. A collector of feedback that is told only what
    the system itself decided or answered has heard nobody either. What its readers might put there does not
    count. Lakes and warehouses may be where a drawing begins. Streams, caches and vector indexes have rules
    of their own, and TRN009 and TRN013 speak of what training and evaluation are given. `external` and
    `planned` components are left out. An *info* about fallbacks, which may be rules or constants, about
    documents, events, feedback and people who label, which may be found outside the drawing, and about what
    finds candidates, which may hold its items itself.

    **Why.** A job that is given nothing makes nothing. In a design that is built, the missing arrow is a
    pipeline that nobody has planned.

    **When it is wrong.** Its data comes from outside the drawing: draw where from, with `external: true`.
    """
    for component in design.parts.accountable():
        name = component.id
        kind = next((kind for kind in design.kinds(name) if kind.fed_by), None)
        if _silent_people(design, name):
            kind = next(kind for kind in design.kinds(name) if kind.has(Trait.COLLECTS_FEEDBACK))
        elif kind is None or not all(map(_has_input, design.kinds(name))) or _given(design, name):
            continue
        if kind is None or not _used(design, name):
            continue
        yield problem(
            component,
            f"nothing reaches {name}: {a_kind(kind.id)} that is given no data has nothing to give",
            kinds=() if design.having(*kind.fed_by) else kind.fed_by[:1],
            severity=Severity.INFO if _by_itself(design, name) or kind.has(*_HOLDS_ITEMS) else None,
            help=f"Add what it works on, e.g. `- {suggest_id(design, *kind.fed_by)} => {name}`.",
        )


_BY_ITSELF = (Trait.FALLS_BACK, Trait.INGESTS_DOCUMENTS, Trait.COLLECTS_LABELS)
_FROM_PEOPLE = (Trait.COLLECTS_FEEDBACK, Trait.COLLECTS_EVENTS)
_HOLDS_ITEMS = (Trait.GENERATES_CANDIDATES,)


def _by_itself(design: DesignGraph, name: str) -> bool:
    """Whether what it gives may come from outside the drawing, as from people who are not drawn."""
    heard = design.has(name, *_FROM_PEOPLE) and not design.data_into(name)
    return heard or design.has(name, *_BY_ITSELF)


# Second roles that bring no data of their own: a cache that holds fallbacks, an encoder that finds candidates
# and has nothing to search with its vectors alone, a check or a cleaning on the way.
_SECOND = (Trait.CACHES, Trait.ENCODES_QUERIES, Trait.PROTECTS_PRIVACY, Trait.VALIDATES_DATA)


def _has_input(kind: Kind) -> bool:
    """Whether a component of this kind needs data to be given, as one with it among its roles does."""
    return bool(kind.fed_by) or kind.has(*_SECOND)


def _silent_people(design: DesignGraph, name: str) -> bool:
    """Whether a collector of feedback gets nothing from anybody who could give some."""
    if not design.has(name, Trait.COLLECTS_FEEDBACK):
        return False
    into = design.data_into(name)
    return bool(into) and not any(_heard(design, edge) for edge in into)


_MACHINES = (Trait.DECIDES, Trait.LOGS_PREDICTIONS, Trait.ORCHESTRATES, Trait.SCORES)


def _heard(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether an edge may bring what people say: not what the system itself decided or answered."""
    return edge.unknown or "event" in edge.types or not design.has(edge.source, *_MACHINES)


def _given(design: DesignGraph, name: str) -> bool:
    """Whether anything to work on comes in, or the component fetches something."""
    if design.calls_from(name) or _by_request(design, name):
        return True
    return any(_is_work(design, edge) for edge in design.data_into(name))


def _by_request(design: DesignGraph, name: str) -> bool:
    """Whether what assembles features makes some of the request alone, by the brief."""
    data = design.architecture.data
    features = data.features if data is not None and design.has(name, Trait.ASSEMBLES_FEATURES) else ()
    return any(feature.online == name and feature.freshness == "request" for feature in features)


def _is_work(design: DesignGraph, edge: DataEdge) -> bool:
    if edge.resolved.waits and _only_asks(design, edge):
        return False
    if design.has(edge.target, *_ASKED) and edge.source in _callers(design, edge.target):
        return any(not edge.resolved.is_assumed(p) and p.type in _MATERIAL for p in edge.payloads)
    orders = design.has(edge.source, Trait.SCHEDULES) and set(edge.types) <= {"config", "request"}
    # A model to predict with is nothing to predict.
    settings = (
        {"config", "model_artifact"} if design.has(edge.target, Trait.PREDICTS_IN_BATCH) else {"config"}
    )
    return not orders and not set(edge.types) <= settings


_MATERIAL = frozenset({"features", "media", "documents", "raw_data", "event", "embeddings"})
_ASKED = (Trait.ASSEMBLES_FEATURES, Trait.GENERATES_CANDIDATES)


def _callers(design: DesignGraph, name: str) -> frozenset[str | None]:
    return frozenset(resolved.caller for resolved in design.calls_to(name))


def _only_asks(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether a caller only asks a store: what it sends is a question, and fills nothing."""
    store = all(kind.role is Role.STORE for kind in design.kinds(edge.target))
    return store and all(edge.resolved.is_assumed(p) or p.type in ("request", "query") for p in edge.payloads)


def _used(design: DesignGraph, name: str) -> bool:
    return bool(design.calls_to(name)) or any(
        not edge.types or bool(set(edge.types) - TELEMETRY_TYPES) or "event" in edge.types
        for edge in design.data_out_of(name)
    )


@rule("GRA016", "dead-end", stage=Stage.PRODUCTION)
def dead_end(design: DesignGraph) -> Iterator[Outcome]:
    """A component whose work goes nowhere: it is given data, and nothing leaves it.

    **Checks.** Data reaches a worker, a processor, a reviewer, a collector or a service that notifies, or one
    that is there to be asked (a filter, a guardrail, a merger, sign-in, limits), or is written into a
    database, a lake or an object store; and nothing but metrics and logs leaves it: nobody
    gets an answer from it, reads it, or is handed anything. What notifies has to get to people: a client, a
    person, someone outside, or a stream. Derived data (features, indexes, datasets) is GRA003's, and
    streams are GRA006's. Relational databases and warehouses are left out, which people ask by hand, and so
    is what states `public: true` or a `retention` (it is kept for its own sake), and what is `external` or
    `planned`. An *info* about people, who act, and
    about what notifies them.

    **Why.** Work that reaches nobody costs and helps nobody: the notice that is never sent, the verdict that
    changes nothing, the table that is written and never read.

    **When it is wrong.** Who uses it is outside the drawing: draw it with `external: true`.
    """
    for component in design.parts.accountable():
        name, kind = component.id, design.kind(component.id)
        if (
            component.public
            or component.retention is not None
            or kind.handed_to is None
            or not all(k.handed_to for k in design.kinds(name))
        ):
            continue
        if _answers(design, name) or not design.data_into(name) or _hands_on(design, name):
            continue
        taker = suggest_id(design, kind.handed_to)
        yield problem(
            component,
            f"nothing comes of {name}: what reaches this {kind_name(kind.id)} goes nowhere",
            kinds=(kind.handed_to,),
            severity=Severity.INFO if design.has(name, Trait.NOTIFIES, *_PERSONS) else None,
            help=f"Add who takes its work, e.g. `- {name} ~> {taker}`, or remove it.",
        )


_PERSONS = (Trait.REVIEWS, Trait.IS_A_PERSON)


def _answers(design: DesignGraph, name: str) -> bool:
    """Whether a caller gets anything from it, or may: not if all of its callers only write."""
    return any(
        resolved.backward or not resolved.forward or not resolved.certain
        for resolved in design.calls_to(name)
    )


def _hands_on(design: DesignGraph, name: str) -> bool:
    if any(resolved.waits for resolved in design.calls_from(name)) and not design.data_out_of(name):
        return False
    notifies = design.has(name, Trait.NOTIFIES)
    return any(
        (not edge.types or bool(set(edge.types) - (TELEMETRY_TYPES - {"event"})) or _reported(design, edge))
        and (not notifies or _hears(design, edge))
        for edge in design.data_out_of(name)
    )


def _reported(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether figures go to people or somebody outside, as a report does."""
    return design.components[edge.target].external or has_role(design, edge.target, Role.CLIENT, Role.PERSON)


_PEOPLE = (Role.CLIENT, Role.PERSON, Role.STREAM)


def _hears(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether a notice gets to somebody over an edge: to people, to someone outside, or on a stream."""
    kinds = design.kinds(edge.target)
    return design.components[edge.target].external or any(k.role in _PEOPLE or k.any_data for k in kinds)


_TRUTH = (
    Trait.KEEPS_ROWS,
    Trait.KEEPS_VALUES_BY_KEY,
    Trait.KEEPS_LINKS,
    Trait.KEEPS_OBJECTS,
    Trait.KEEPS_SERIES,
    Trait.KEEPS_RAW_DATA,
    Trait.KEEPS_TABLES,
)


@rule("GRA018", "unwritten-store", severity=Severity.INFO, stage=Stage.PRODUCTION)
def unwritten_store(design: DesignGraph) -> Iterator[Outcome]:
    """A database or an object store that is read, and that nothing in the drawing fills.

    **Checks.** The component is a relational, key-value, graph or time-series database, an object store, a
    lake or a warehouse and nothing else; something reads it or is handed its data, and no flow brings it any:
    what its readers ask does not count, and a flow of which it is not known what it carries does; so does a
    call of a service that may mean a write (`api -> orders: rows`). A store whose changes are captured is
    written, and a replica is filled by what it copies. More than two share one finding. `external` and
    `planned` components are left out.

    **Why.** Whoever reads the drawing asks who writes it: which team, how often, and what happens when that
    stops. An undeclared source is the start of most surprises in the data (Sculley et al., *Hidden Technical
    Debt in Machine Learning Systems*, 2015: unstable data dependencies).

    **When it is wrong.** Another system fills it: draw that with `external: true`, or mark the store itself
    so.
    """
    idle = [
        component
        for component in design.having(*_TRUTH).accountable()
        if all(kind.has(*_TRUTH) for kind in design.kinds(component.id))
        and (_answers(design, component.id) or _hands_on(design, component.id))
        and not any(_fills(edge) for edge in design.data_into(component.id))
        and not any(_may_write(design, edge) for edge in design.data_out_of(component.id))
        and not any(_written_unseen(design, edge.target) for edge in design.data_out_of(component.id))
    ]
    for group in [idle] if len(idle) > 2 else [[component] for component in idle]:
        if not group:
            continue
        names = [component.id for component in group]
        readers = list(
            dict.fromkeys(e.target for n in names for e in design.data_out_of(n) if e.target not in names)
        )
        yield problem(
            group[0],
            f"nothing writes {joined(names)}: what {quoted(readers)} "
            f"{'reads' if len(readers) == 1 else 'read'} comes from nowhere in the drawing",
            components=(*names, *readers),
            help=f"Draw what fills {'it' if len(names) == 1 else 'them'}, e.g. `- api_server -> {names[0]}: "
            "{sends: rows}`, or mark the store `external: true`.",
        )


_ROWS = frozenset({"raw_data", "event", "media", "documents"})


def _may_write(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether a service may mean to write what the arrow is taken to bring back: `api -> orders: rows`."""
    plain = edge.resolved.waits and edge.flow.returns is None
    reader = edge.resolved.caller
    serves = reader is not None and has_role(design, reader, Role.SERVICE)
    return plain and serves and (edge.unknown or not _ROWS.isdisjoint(edge.types))


def _written_unseen(design: DesignGraph, reader: str) -> bool:
    """Whether a reader tells that the store is written: it captures changes, or is an agent that acts."""
    return design.has(reader, Trait.CAPTURES_CHANGES, Trait.ACTS)


def _fills(edge: DataEdge) -> bool:
    """Whether data comes to stay, or may: not a question."""
    if edge.flow.sends and edge.direction == "forward" and any(p.type != "query" for p in edge.flow.sends):
        return True
    if edge.unknown:
        return not edge.resolved.waits or not edge.resolved.backward
    return any(
        not edge.resolved.is_assumed(p) and p.type not in ("request", "query") for p in edge.payloads
    ) or (not edge.resolved.waits)
