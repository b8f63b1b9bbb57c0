"""What the rules about people share: personal data and where it goes, decisions about people, their words."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from mlarch.analysis.facts import fact
from mlarch.analysis.stems import stems_of
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import REQUEST_TYPES
from mlarch.lazy import regex
from mlarch.model import Component, Mode

__all__ = [
    "carries",
    "de_identifies",
    "deciders",
    "hands_in",
    "judged",
    "learns",
    "meant_by_the_goal",
    "personal",
    "personal_path",
    "personal_sources",
    "trainers",
    "works_online",
]

_PERSONAL = regex(
    r"\b(pii|phi|spi|personal|personally|sensitive|special[- ]category|biometrics?|health|medical|gdpr)\b"
)
_CLEARED = regex(
    r"anonym|pseudonym|de-?identif|redact|\bmask|\bblur|scrub|aggregated|"
    r"without ids|pii (removed|removal)|remov\w+ (pii|personal)|ids? (cut|replaced|hashed|become)"
)
_NOT_CLEARED = regex(r"\b(un-?blurred|un-?masked|un-?redacted|not (yet )?(anonym|mask|blurr|redact)\w*)")


# What a record about a person can be; a metric, a model or a vote on a whole says nothing about one of them.
_RECORDS = frozenset(
    {
        "raw_data",
        "event",
        "media",
        "documents",
        "features",
        "labels",
        "training_dataset",
        "request",
        "query",
        "prompt",
        "chunks",
        "logs",
    }
)


_LOANS = (
    r"(?:(?:personal|bank|consumer|mortgage|payday|student|business|car|home|small|instant|credit)|"
    r"(?:default\w* on|repay\w*|approv\w+|grant\w*|refus\w+)(?: an?| the)?) loans?|"
    r"loan (?:appl|approv|default|decision|offer|officer|risk|book|amount|scor|desk)\w*"
)  # and not the loans of a library
_TOXIC = (
    r"toxicity|toxic (?:comment|message|post|content|language|speech|player|behavio|chat|user|word|text)\w*"
)
_JUDGED = regex(
    r"\b(fraud\w*|money[- ]launder\w*|credit (risk|scor\w+|decision\w*|limit\w*)|creditworth\w*|lending|"
    r"underwrit\w*|insurance|moderat(e|es|ed|ion|ing)\b|harmful|abusive|hate|self-harm|hiring|"
    r"recruit\w*|applicants?|account takeover|scams?|chargebacks?|suspen(d|ded|sion)\w*|"
    rf"{_LOANS}|{_TOXIC})\b"
)


# ── personal data ───────────────────────────────────────────────────────────────────────────────────────


def personal(words: Iterable[str]) -> bool:
    """Whether what is stated under `data:` says that the data is about people."""
    return any(_PERSONAL.search(word.lower().replace("_", " ")) for word in words)


def hands_in(design: DesignGraph, name: str) -> bool:
    """Whether a system of others states personal data and gives some when asked: it is where it comes from.

    What it makes of data that it is sent comes from the design.
    """
    if not personal(design.components[name].data):
        return False
    return any(
        not _RECORDS.isdisjoint(edge.types)
        and (not edge.resolved.waits or REQUEST_TYPES.issuperset(p.type for p in edge.resolved.forward))
        for edge in design.data_out_of(name)
    )


def personal_sources(design: DesignGraph) -> tuple[Component, ...]:
    """The components that are said to hold personal data, in file order."""
    return tuple(c for c in design.components.values() if personal(c.data) and not c.planned)


def de_identifies(design: DesignGraph, name: str) -> bool:
    """Whether what leaves the component no longer tells who it was: by its kind, or by what is said of it.

    A privacy service that hands out decisions only (consent) changes no data. What states `data:` without
    anything personal has none.
    """
    component = design.components[name]
    if component.data and not personal(component.data):
        return True
    if design.has(name, Trait.PROTECTS_PRIVACY):
        return _changes_data(design, name)
    said = " ".join(
        (name.replace("_", " "), component.written, component.name or "", component.description or "")
    )
    return design.has(name, Trait.CAN_DE_IDENTIFY) and _cleared(said)


def _changes_data(design: DesignGraph, name: str) -> bool:
    out = design.data_out_of(name)
    return any(type_ in _RECORDS or type_ is None for edge in out for type_ in edge.types or (None,))


def _cleared(text: str) -> bool:
    return _CLEARED.search(text.lower()) is not None and not _NOT_CLEARED.search(text.lower())


def carries(edge: DataEdge) -> bool:
    """Whether records surely move that may be about people: typed ones, not said to be cleared."""
    flow = edge.flow
    if flow.data:
        return personal(flow.data)
    if edge.resolved.meaning is Meaning.DEPLOYMENT or not edge.resolved.certain:
        return False
    records = [payload for payload in edge.payloads if payload.type in _RECORDS]
    said = " ".join([flow.label or "", *(payload.text for payload in edge.payloads)])
    return bool(records) and not _cleared(said)


def personal_path(
    design: DesignGraph, source: str, reached: Callable[[str], bool], first: DataEdge | None = None
) -> tuple[str, ...]:
    """A shortest way of personal data from `source` to a component that satisfies `reached`, or empty.

    Stops at what de-identifies. Stores, streams and jobs hand on what they were given; a service hands on
    only the types that it was given, since its other answers may be its own. With `first` the way begins
    with that movement.
    """
    starts = [first] if first is not None else [e for e in design.data_out_of(source) if carries(e)]
    queue: deque[tuple[DataEdge, tuple[str, ...]]] = deque((e, (source, e.target)) for e in starts)
    seen: set[tuple[str, frozenset[str | None]]] = set()
    while queue:
        edge, path = queue.popleft()
        name = edge.target
        if reached(name):
            return path
        types = frozenset(edge.types)
        if (name, types) in seen or de_identifies(design, name):
            continue
        seen.add((name, types))
        for beyond in design.data_out_of(name):
            if beyond.target not in path and carries(beyond) and _hands_on(design, name, edge, beyond):
                queue.append((beyond, (*path, beyond.target)))
    return ()


def _hands_on(design: DesignGraph, name: str, given: DataEdge, beyond: DataEdge) -> bool:
    if any(kind.role in (Role.STORE, Role.STREAM, Role.JOB) for kind in design.kinds(name)):
        return True
    same = frozenset(given.types) & frozenset(beyond.types) & _RECORDS
    return bool(same) or (beyond.flow.mode is Mode.BATCH and given.flow.mode is not Mode.CALL)


# ── training and serving ────────────────────────────────────────────────────────────────────────────────


def trainers(design: DesignGraph) -> tuple[str, ...]:
    """Where models learn."""
    return design.having(Trait.TRAINS, Trait.TUNES).ids


@fact
def learns(design: DesignGraph) -> bool:
    """Whether the design has to do with machine learning: a model runs, is trained, or is described."""
    spec = design.architecture
    kinds = (
        Trait.ONLINE_STAGE,
        Trait.TRAINS,
        Trait.TUNES,
        Trait.PREDICTS_IN_BATCH,
        Trait.ENCODES_ITEMS,
        Trait.RUNS_ON_DEVICE,
        Trait.ROUTES_PROMPTS,
    )
    return bool(spec.models) or spec.task is not None or bool(design.having(*kinds))


@fact
def works_online(design: DesignGraph) -> tuple[str, ...]:
    """The stages around models that answer people: on a client's call path, or reached by its events."""
    online = frozenset((*design.on_path, *design.callees(_event_driven(design))))
    return tuple(c.id for c in design.having(Trait.ONLINE_STAGE).accountable() if c.id in online)


def _event_driven(design: DesignGraph) -> tuple[str, ...]:
    """The services on the online plane that a stream starts, and that call others."""
    found: list[str] = []
    for name in design.components:
        streamed = any(edge.flow.mode is Mode.STREAM for edge in design.data_into(name))
        if streamed and design.planes[name] == "online" and design.calls_from(name):
            found.append(name)
    return tuple(found)


# ── decisions about people ──────────────────────────────────────────────────────────────────────────────


def judged(design: DesignGraph) -> str | None:
    """The word by which the spec says that it decides about people, such as `fraud`; None if it does not.

    Looked for in the name, the goal, the task, and what is said of the components that decide.
    """
    spec = design.architecture
    wanted, task = spec.requirements, spec.task
    texts = [spec.name, wanted.goal if wanted else None]
    texts += [task.objective, task.type, task.output] if task else []
    for component in design.having(Trait.DECIDES).accountable():
        texts += [component.name, component.id.replace("_", " "), component.written, component.description]
    found = (_JUDGED.search(text.lower()) for text in texts if text)
    return next((match[0] for match in found if match), None)


def deciders(design: DesignGraph) -> tuple[str, ...]:
    """The components that decide about people: decision engines, or without any, the models that answer."""
    engines = [c.id for c in design.having(Trait.DECIDES).accountable() if design.data_into(c.id)]
    primary = [name for name in engines if not design.has(name, Trait.FALLS_BACK)]
    if primary or engines:
        return tuple(primary or engines)
    models = design.having(
        Trait.SERVES_MODEL, Trait.PREDICTS_IN_BATCH, Trait.GENERATES, Trait.RANKS
    ).accountable()
    return tuple(c.id for c in models if not design.has(c.id, Trait.FALLS_BACK))


def meant_by_the_goal(design: DesignGraph, name: str) -> bool:
    """Whether who gets something is named in the goal: the system is made for them to have it."""
    needs = design.architecture.requirements
    goal = (needs.goal or "").lower() if needs is not None else ""
    return not stems_of(said_of(design.components[name])).isdisjoint(stems_of(goal))
