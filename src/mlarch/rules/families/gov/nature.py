"""GOV: data that is personal by its nature and leaves the system."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.facts import fact
from mlarch.analysis.privacy import (
    carries,
    de_identifies,
    hands_in,
    meant_by_the_goal,
    personal,
    personal_path,
)
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.privacy import (
    BOUND,
    FREE_TEXT,
    OF_PEOPLE,
    OUTSIDERS,
    PERSONAL_BY_NATURE,
    PICTURES,
    SENSITIVE,
    STAYS_INSIDE,
    STILL_KNOWN,
    TREATED,
)
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, Flow
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.gov.told import told
from mlarch.rules.phrases import arrow

__all__ = ["personal_to_third_party"]

_KEPT_IN = regex(
    r"\b(?:removed|cut (?:out|away)|deleted) (?:on|before|at)|never (?:leaves?|sent)|stays? (?:on|in|at)|"
    r"on (?:our )?own"
)

_LAWS = regex(r"\bgdpr|\bhipaa|\bccpa|\bcpra|\bferpa|\bcoppa|\blgpd|\bpipeda|privacy")


@rule("GOV010", "personal-to-third-party")
def personal_to_third_party(design: DesignGraph) -> Iterator[Outcome]:
    """Personal data goes to a third party as it is.

    **Checks.** Records flow into a component that others run (`external: true`), at once or through stores
    and jobs, and they are personal: the flow, its source or the third party says so under `data:`, or the
    payload names voice, faces, locations, health, messages or documents of identity, or pictures where the
    task or the brief's `privacy` speaks of people; or a description, a fallback or `privacy` says that
    somebody outside (a vendor, a public API, crowd workers) gets such data, or improves models by it; or a
    prompt goes to a language model where the design states personal data or a law on it; or what is handed
    over has a row for each person, or hashes to find them again. Nothing on the way changes them, and
    neither payload, source nor third party speaks of masking, consent, aggregation or a contract for
    processing. Left out: who calls in from outside, people, what only notifies, and the system from which
    personal data comes.

    **Why.** Voice, faces, places and health are personal data whatever the fields are called, some of them of
    a special category; who hands them on answers for it (GDPR, articles 4, 9 and 28).

    **When it is wrong.** The party is bound and the data is cut down: say so in its `description`, e.g.
    `under a data processing agreement, keeps nothing`.
    """
    outside = [
        part
        for part in design.parts
        if part.external and not _stays_out(design, part) and not hands_in(design, part.id)
    ]
    named = set()
    for part in outside:
        for edge in design.data_into(part.id):
            what = _personal(design, edge, part)
            if what and not _treated(design, edge, part):
                light = Severity.INFO if meant_by_the_goal(design, part.id) else None
                yield _leaves(edge, part, what, (edge.source, part.id), light)
                named.add(part.id)
                break
    yield from _said_to_get(design)
    if len(named) < len(outside):
        yield from _by_detours(design, {part.id: part for part in outside if part.id not in named})


def _said_to_get(design: DesignGraph) -> Iterator[Outcome]:
    """What the spec says in words that somebody outside gets."""
    found = told(design)
    if found is not None:
        where, field, said = found
        who = f"{where.id} is said to work with" if isinstance(where, Component) else "it is said that"
        yield problem(
            where,
            f"{who} `{said.strip()}`: that is personal, and somebody outside gets it",
            at=field,
            components=(where.target, where.source) if isinstance(where, Flow) else None,
            kinds=(Trait.PROTECTS_PRIVACY,),
            help="Keep it inside, or mask it and say what binds them: `description: under a data "
            "processing agreement`.",
        )


def _leaves(
    edge: DataEdge, part: Component, what: str, path: tuple[str, ...], severity: Severity | None = None
) -> Outcome:
    way = "" if len(path) == 2 else f" ({arrow(path)})"
    return problem(
        edge.flow,
        f"{edge.source} hands {what} to {part.id}, which others run, and nothing makes it less personal on "
        f"the way{way}",
        components=(part.id, *path[:-1]),
        path=path,
        severity=severity,
        kinds=(Trait.PROTECTS_PRIVACY,),
        help="Mask or pseudonymise it before it leaves, or say what binds them: `description: under a data "
        f"processing agreement` on {part.id}.",
    )


def _by_detours(design: DesignGraph, outside: dict[str, Component]) -> Iterator[Outcome]:
    """What is personal by its nature and gets to a third party through stores and jobs."""
    onward = _before(design, tuple(outside))
    for edge in design.data_edges:
        if edge.target in outside or edge.target not in onward or not carries(edge):
            continue
        what = _by_nature(design, edge)
        if not what or de_identifies(design, edge.source) or TREATED.search(what.lower()):
            continue
        path = personal_path(design, edge.source, lambda name: name in outside, edge)
        if path and not TREATED.search(said_of(outside[path[-1]])):
            yield _leaves(edge, outside[path[-1]], what, path)
            return


def _before(design: DesignGraph, outside: tuple[str, ...]) -> frozenset[str]:
    """The components whose records can get to a third party, on ways that nothing de-identifies."""
    found, stack = set(outside), list(outside)
    while stack:
        for edge in design.data_into(stack.pop()):
            if edge.source not in found and carries(edge) and not de_identifies(design, edge.source):
                found.add(edge.source)
                stack.append(edge.source)
    return frozenset(found)


def _stays_out(design: DesignGraph, part: Component) -> bool:
    if design.has(part.id, Trait.COLLECTS_LABELS):
        return False
    trait = design.has(part.id, Trait.STARTS_REQUESTS, Trait.NOTIFIES, Trait.ALERTS, Trait.REACHES_PEOPLE)
    return trait or design.kind(part.id).role is Role.PERSON or part.id in design.entries


def _by_nature(design: DesignGraph, edge: DataEdge) -> str:
    """The payload of an edge that is personal by its nature, or shows people; empty where none is."""
    for payload in edge.payloads:
        text = payload.text.lower()
        if PERSONAL_BY_NATURE.search(text) or (PICTURES.search(text) and _shows_people(design)):
            return payload.text
    return ""


@fact
def _shows_people(design: DesignGraph) -> bool:
    """Whether pictures in this design are of people, by its task or what it says of privacy."""
    task, data = design.architecture.task, design.architecture.data
    promised = (data.privacy or "").lower() if data is not None else ""
    if TREATED.search(promised) or _KEPT_IN.search(promised):
        return False
    said = f"{design.architecture.name}; {task.input if task else ''}; {promised}".lower()
    return OF_PEOPLE.search(said) is not None


@fact
def _sensitive(design: DesignGraph) -> bool:
    """Whether what people write here is about them, by the name, the input and the laws that are named."""
    spec = design.architecture
    wanted, task = spec.requirements, spec.task
    said = [spec.name, task.input if task else "", *(wanted.compliance if wanted else ())]
    return SENSITIVE.search("; ".join(filter(None, said)).lower()) is not None


@fact
def _concerns_people(design: DesignGraph) -> bool:
    """Whether parts, flows or laws that are named say that data is personal, and nothing makes it less so."""
    wanted, data = design.architecture.requirements, design.architecture.data
    laws = "; ".join(wanted.compliance).lower() if wanted is not None else ""
    stated = [part.data for part in design.parts] + [flow.data for flow in design.architecture.flows]
    promised = (data.privacy or "").lower() if data is not None else ""
    kept = any(words.search(promised) for words in (TREATED, BOUND, STAYS_INSIDE))
    if kept or any(de_identifies(design, name) for name in design.on_path):
        return False
    return any(map(personal, stated)) or _LAWS.search(laws) is not None


def _personal(design: DesignGraph, edge: DataEdge, part: Component) -> str:
    """What makes the records personal, in words; empty where nothing does."""
    by_nature = _by_nature(design, edge)
    if by_nature:
        return by_nature
    if _sensitive(design) and {"prompt", "documents", "query", "media"} & set(edge.types):
        told = [payload.text for payload in edge.payloads if FREE_TEXT.search(payload.text.lower())]
        if told:
            return told[0]
    if personal(edge.flow.data):
        return "personal data"
    given = (part.description or "").lower()
    if design.has(part.id, Trait.GENERATES) and (PERSONAL_BY_NATURE.search(given) or FREE_TEXT.search(given)):
        return (PERSONAL_BY_NATURE.search(given) or FREE_TEXT.search(given) or [""])[0]
    made = (design.components[edge.source].description or "").lower()
    if (row := STILL_KNOWN.search(made)) is not None and carries(edge):
        return f"`{row[0]}`"
    if _concerns_people(design) and design.has(part.id, Trait.GENERATES) and "prompt" in edge.types:
        return next((p.text for p in edge.payloads if p.type == "prompt"), "")
    stated = personal(part.data) and {"media", "documents", "prompt", "features", "event"} & set(edge.types)
    return "personal data" if stated else ""


def _treated(design: DesignGraph, edge: DataEdge, part: Component) -> bool:
    said = _said(design, edge, part)
    if STILL_KNOWN.search(said) and BOUND.search(said) is None:
        return False
    treated = de_identifies(design, edge.source) or TREATED.search(said) or BOUND.search(said)
    return bool(treated) or _outsiders_are_bound(design)


@fact
def _outsiders_are_bound(design: DesignGraph) -> bool:
    """Whether the brief promises that those outside are bound by a contract, or get nothing personal."""
    data = design.architecture.data
    promised = (data.privacy or "").lower() if data is not None else ""
    return OUTSIDERS.search(promised) is not None and BOUND.search(promised) is not None


def _said(design: DesignGraph, edge: DataEdge, part: Component) -> str:
    """What is said of a movement: its payloads and label, its source and the third party."""
    texts = [payload.text for payload in edge.payloads]
    texts += [text for text in (edge.flow.label, design.components[edge.source].description) if text]
    texts += [text for text in (part.name, part.description) if text]
    said = " ".join(texts).lower()
    return OUTSIDERS.without(said)  # a `public API` makes nothing public
