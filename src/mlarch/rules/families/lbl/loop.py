"""LBL: the way home: what people did with the answers, back to training as labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.facts import fact
from mlarch.analysis.lineage import is_material
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph
from mlarch.lazy import regex
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["brought_home", "first_hearers", "last_logs", "open_loop"]

_COLLECTORS = (Trait.COLLECTS_EVENTS, Trait.COLLECTS_FEEDBACK)
_HOMEWARD = ("event", "labels", "training_dataset", "raw_data", "logs", "decision")
_TOLD = frozenset({"event", "labels", "raw_data", "logs", "decision"})
_SERVED_AS = frozenset({"predictions", "scores", "features", "ranked_list"})
_REACTED = regex(
    r"click|like|purchas|watch|booking|impression|reaction|feedback|interact|engage|behavio|order|rating|\bview|"
    r"conversion|report|install|payment|trip|outcome|verdict|label|thumb|action|dwell|log"
)


@rule("LBL001", "open-loop", fixes="unsafe", covers=("TRN009", "GRA003", "LBL006"), about=("training",))
def open_loop(design: DesignGraph) -> Iterator[Outcome]:
    """Models that never learn what people did with their answers.

    **Checks.** A model answers clients and is trained, and no reaction gets to its trainer as events, labels
    or raw data: not from a client, a reviewer, a labeller or a collector of feedback, not from a system
    outside that publishes outcomes. Ways through features, monitors and schedulers do not count. Where no
    collector is drawn, events, rows and logged predictions of the services that answer count as reactions,
    and so does a log or a store of which it is not drawn who fills it. The label join is named when the way
    ends there. A joiner that gets no reactions is named although the trainer has other data. A trainer that
    gets nothing at all is left to TRN009.

    **Why.** Without labels from its own traffic a model learns from somebody else's past, and nobody can tell
    how good it is today (Huyen, *Designing Machine Learning Systems*, 2022, chapter 8; Sculley et al., 2015).

    **When it is wrong.** The labels come from elsewhere: draw their source (`labeling_platform`,
    `human_review`, or a component with `external: true` and the flow `labels`).
    """
    if not design.clients or not any(
        design.has(name, Trait.ONLINE_STAGE, Trait.KEEPS_PREDICTIONS) for name in design.on_path
    ):
        return
    told = first_hearers(design)
    joiners = [c.id for c in design.having(Trait.JOINS_LABELS).accountable()]
    home = frozenset(design.components) if told is None else brought_home(design, told)
    open_ = [name for name in _fed(design) if name not in home]
    starved = [name for name in joiners if name not in home]
    collector = suggest_id(design, *_COLLECTORS)
    if open_:
        end = starved or [name for name in joiners if not _goes_on(design, name, open_)]
        subject = end[0] if end else open_[0]
        last = last_logs(design, told or ())
        closing = (design, subject, starved, open_, collector, last)
        place = last[0] if last and (subject in starved or not end) else subject
        yield problem(
            design.components[place],
            f"what people do with the answers never gets back to {quoted(open_, 'or')}"
            f"{_broken(subject, starved, open_) or _as_far_as(last)}: the model cannot learn from its "
            "mistakes",
            components=dict.fromkeys((place, subject, *open_, *end[1:], *last, *_unheard(design))),
            kinds=() if joiners else (Trait.COLLECTS_EVENTS, Trait.JOINS_LABELS),
            help=_mend(*closing),
            add=_closed(*closing),
            near=subject,
        )
        return
    for name in starved:
        yield problem(
            design.components[name],
            f"{name} gets nothing that people did, so there is nothing to make labels of",
            kinds=(Trait.COLLECTS_EVENTS,),
            help="Bring it the reactions, e.g. {add}.",
            add=_closed(design, name, [name], (), collector),
        )


def _fed(design: DesignGraph) -> list[str]:
    """What trains on something that comes to it."""
    trainers = design.having(Trait.TRAINS).accountable().ids
    return [name for name in trainers if any(is_material(design, e) for e in design.data_into(name))]


def last_logs(design: DesignGraph, told: Sequence[str]) -> tuple[str, ...]:
    """The logs and stores that reactions get to and that hand them on to no other: where the way ends."""
    homeward = _homeward(design)
    heard = (*told, *design.downstream(told, homeward, unknown=True))
    logs = [name for name in dict.fromkeys(heard) if _keeps_events(design, name)]
    onward = frozenset(design.upstream(logs, homeward, unknown=True))
    return tuple(name for name in logs if name not in onward)


def _homeward(design: DesignGraph) -> tuple[str, ...]:
    """The types in which reactions travel; conversations with a language model, too, and what is masked."""
    talks = design.having(Trait.GENERATES, Trait.ROUTES_PROMPTS, Trait.ACTS).ids
    masked = ("documents", "media") if design.having(Trait.PROTECTS_PRIVACY) else ()
    return (*_HOMEWARD, *masked, *(("prompt", "response", "tokens", "documents", "query") if talks else ()))


def _keeps_events(design: DesignGraph, name: str) -> bool:
    kinds = design.kinds(name)
    if any(kind.family == "feature" or kind.role is Role.MONITOR for kind in kinds):
        return False
    return all(kind.role in (Role.STREAM, Role.STORE) or kind.has(*_COLLECTORS) for kind in kinds)


def _as_far_as(logs: Sequence[str]) -> str:
    return f" (it gets as far as {quoted(logs)})" if logs else ""


def _unheard(design: DesignGraph) -> tuple[str, ...]:
    """Where the way home begins, if it is not drawn: collectors that nobody tells, else the clients."""
    collectors = design.having(*_COLLECTORS).ids
    people = frozenset(design.clients)
    deaf = [name for name in collectors if people.isdisjoint(e.source for e in design.data_into(name))]
    silent = [c for c in design.clients if all(e.resolved.waits for e in design.data_out_of(c))]
    return (*deaf, *silent)


def _broken(subject: str, starved: Sequence[str], trainers: Sequence[str]) -> str:
    if subject in starved:
        return f" ({subject} gets none of it)"
    return "" if subject in trainers else f" (the way ends at {subject})"


def _mend(
    design: DesignGraph,
    subject: str,
    starved: Sequence[str],
    trainers: Sequence[str],
    collector: str,
    last: Sequence[str],
) -> str:
    if last and (subject in starved or subject in trainers):
        lines = _closed(design, subject, starved, trainers, collector, last)
        return f"Close the loop: {' and '.join(f'`- {line}`' for line in lines)}."
    if subject in starved and subject not in trainers:
        client = design.clients[0]
        return (
            f"Close the loop: reactions from {client} to {subject}, e.g. `- {client} ~> {collector}: "
            f"reactions` and `- {_log(design)} ~> {subject}: events`."
        )
    home = suggest_id(design, Trait.BUILDS_DATASETS, Trait.TRAINS)
    if subject not in trainers:
        return f"Bring the labels to training: `- {subject} => {home}: labels`."
    joiner = suggest_id(design, Trait.JOINS_LABELS)
    return (
        f"Close the loop: `- {design.clients[0]} ~> {collector} ~> {joiner}: reactions` and "
        f"`- {joiner} => {home}: labels`."
    )


def _closed(
    design: DesignGraph,
    subject: str,
    starved: Sequence[str],
    trainers: Sequence[str],
    collector: str,
    last: Sequence[str] = (),
) -> tuple[str, ...]:
    """The flows that close the loop, from where reactions get to (`last`) or from the client."""
    home = suggest_id(design, Trait.BUILDS_DATASETS, Trait.TRAINS)
    if subject not in starved and subject not in trainers:
        return (f"{subject} => {home}: labels",)
    joiner = (
        subject if subject in starved and subject not in trainers else suggest_id(design, Trait.JOINS_LABELS)
    )
    way = (
        f"{last[0]} => {joiner}: events"
        if last
        else f"{design.clients[0]} ~> {collector} ~> {joiner}: reactions"
    )
    return (way,) if joiner == subject else (way, f"{joiner} => {home}: labels")


def _log(design: DesignGraph) -> str:
    return suggest_id(design, Trait.STREAMS_EVENTS, Trait.KEEPS_RAW_DATA, *_COLLECTORS)


def first_hearers(design: DesignGraph) -> tuple[str, ...] | None:
    """Who is told first what people did; None when the drawing leaves open where its data comes from."""
    drawn = bool(design.having(*_COLLECTORS).accountable())
    told = dict.fromkeys(edge.target for edge in design.data_edges if _tells(design, edge, drawn))
    people = [name for name in design.components if has_role(design, name, Role.PERSON)]
    told |= dict.fromkeys(people)
    # What people hand to a job or a store is what they judged, whatever it is called.
    told |= dict.fromkeys(e.target for n in people for e in design.data_out_of(n) if not e.resolved.waits)
    if not drawn and any(_origin(design, name) for name in design.components):
        return None
    return tuple(told)


def _tells(design: DesignGraph, edge: DataEdge, drawn: bool) -> bool:
    """Whether an edge carries what people did. With a collector drawn, other events are not taken for it."""
    source, types = edge.source, edge.types
    known = not _TOLD.isdisjoint(types)
    if source in design.clients:
        return known or edge.unknown or "features" in types or not edge.resolved.waits
    component = design.components[source]
    if component.external or any(kind.any_data for kind in design.kinds(source)):
        # Outcomes come from the world, too: what somebody else's system publishes, meters, disputes, results.
        published = component.external and not edge.resolved.waits
        return (
            "labels" in types
            or published
            or design.has(edge.target, Trait.JOINS_LABELS)
            or (not drawn and known)
        )
    if source not in design.on_path:
        return design.has(source, Trait.COLLECTS_FEEDBACK) and known and not design.data_into(source)
    if not drawn:
        return known or edge.unknown or not _SERVED_AS.isdisjoint(types)
    texts = " ".join(payload.text.lower() for payload in edge.payloads)
    collected = design.has(edge.target, *_COLLECTORS)
    return ((known or edge.unknown) and collected) or (known and _REACTED.search(texts) is not None)


def _origin(design: DesignGraph, name: str) -> bool:
    """Whether it keeps or passes on data, and it is not drawn where that comes from."""
    kept = all(kind.role in (Role.STORE, Role.STREAM) for kind in design.kinds(name))
    return kept and name not in design.on_path and not design.data_into(name)


def brought_home(design: DesignGraph, told: Sequence[str]) -> frozenset[str]:
    """Where that gets as events, labels or data which these are told first."""
    # Where nothing collects, chains are often labelled by what comes out of them.
    loosely = not design.having(*_COLLECTORS).accountable()
    types = (*_homeward(design), *_SERVED_AS) if loosely else _homeward(design)
    aside = _aside(design)
    return design.reached((n for n in told if n not in aside), aside, types=types, unknown=True) | set(told)


@fact
def _aside(design: DesignGraph) -> frozenset[str]:
    """What reactions do not pass on their way home: people, monitors, schedulers and features."""
    features = (
        Trait.COMPUTES_FEATURES_IN_BATCH,
        Trait.COMPUTES_FEATURES_LIVE,
        Trait.SERVES_FEATURES,
        Trait.KEEPS_FEATURE_HISTORY,
    )
    return frozenset(
        name
        for name in design.components
        if has_role(design, name, Role.CLIENT, Role.MONITOR)
        or all(kind.has(*features) for kind in design.kinds(name))
        or design.has(name, Trait.SCHEDULES)
    )


def _goes_on(design: DesignGraph, joiner: str, trainers: Sequence[str]) -> bool:
    return not brought_home(design, (joiner,)).isdisjoint(trainers)
