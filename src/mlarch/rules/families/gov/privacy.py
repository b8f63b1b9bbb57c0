"""GOV: personal data: where it may not go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.facts import fact
from mlarch.analysis.privacy import (
    carries,
    de_identifies,
    hands_in,
    meant_by_the_goal,
    personal,
    personal_path,
    personal_sources,
    trainers,
)
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.privacy import BOUND
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.paths import way
from mlarch.lazy import regex
from mlarch.model import Component
from mlarch.rules import Outcome, Problem, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import arrow

__all__ = [
    "around_de_identification",
    "personal_data_in_training",
    "personal_data_leaves",
]


@rule("GOV001", "personal-data-in-training", fixes="unsafe", covers=("GOV003",), about=("@personal",))
def personal_data_in_training(design: DesignGraph) -> Iterator[Outcome]:
    """Personal data that reaches training without passing de-identification.

    **Checks.** A component or flow states personal data (`data: [pii]`, personal, sensitive, health,
    biometric), and records of it reach a training job over flows that say or imply what they carry,
    without passing a privacy service or a step that is said to anonymise, mask, redact or blur. A component
    or flow that states `data:` without anything personal has none.

    **Why.** What a model has learned it can repeat, and no deletion request reaches its weights (Carlini et
    al., *Extracting Training Data from Large Language Models*, 2021); data minimisation is law (GDPR,
    article 5), and people in the pipeline see whatever is in the data set.

    An *info* where `data: {privacy: ...}` says that data is masked, pseudonymous or given with consent: then
    only the step that does it is not drawn; and where nothing but features get to the trainer, or a feature
    pipeline stands on the way. What a privacy service alone fills is masked already.

    **When it is wrong.** The model must learn from people as they are, as a detector of faces does: accept
    the finding with the reason. The data was cleared before: say so, `data: [pseudonymous]`.
    """
    goals = frozenset(trainers(design))
    promised = _promised(design)
    for component, path, flow in _ways(design, lambda name: name in goals):
        if _masked(design, component.id):
            continue
        cleaner = suggest_id(design, Trait.PROTECTS_PRIVACY)
        yield problem(
            flow.flow if flow is not None else component,
            f"personal data of {component.id} reaches {path[-1]} without passing de-identification "
            f"({arrow(path)}): a model can repeat what it has learned",
            components=(component.id, *path[1:]),
            path=path,
            severity=Severity.INFO if promised or _as_features(design, path) else None,
            kinds=(Trait.PROTECTS_PRIVACY,),
            help=f"Put a privacy service on the way, e.g. `- {path[0]} => {cleaner} => {path[1]}: raw data` "
            f"with `{cleaner}: privacy service`.",
            fix=fixes.between(design, path[0], path[1], cleaner) if cleaner not in path else None,
        )


@rule("GOV002", "personal-data-leaves", fixes="unsafe", covers=("GOV003", "GOV010"), about=("@personal",))
def personal_data_leaves(design: DesignGraph) -> Iterator[Outcome]:
    """Personal data that leaves the system, or is published, without passing de-identification.

    **Checks.** As GOV001, but the data reaches a component that is `external`, that states `public: true`,
    or a content network. Clients are left out: people may see their own data. So is a system of others from
    which the personal data comes: it has it already.

    **Why.** What has left cannot be called back, and the receiver needs a legal ground of its own (GDPR,
    articles 28 and 44). Raw and published copies in one place are one wrong link away from a breach: keep
    them in two stores, and publish only what the de-identifying step has written.

    **When it is wrong.** The receiver is meant to have it, such as a payment provider: accept the finding
    with the ground, or state on the flow what it really carries: `data: [token]`. What is said to go with
    consent, or to somebody who is bound by a contract or named in the goal, is an *info*.
    """
    left: set[tuple[str, ...]] = set()
    for component, path, flow in _ways(design, lambda name: _outside(design, name)):
        if path[-2:] in left:
            continue  # several sources whose data leaves by one door
        left.add(path[-2:])
        goal = design.components[path[-1]]
        where = f"the external {goal.id}" if goal.external else f"{goal.id}, which the public can read,"
        cleaner = suggest_id(design, Trait.PROTECTS_PRIVACY)
        yield problem(
            flow.flow if flow is not None else component,
            f"personal data of {component.id} reaches {where} without passing de-identification "
            f"({arrow(path)}): what has left cannot be called back",
            components=(component.id, *path[1:]),
            path=path,
            severity=Severity.INFO if _with_consent(design, path) else None,
            kinds=(Trait.PROTECTS_PRIVACY,),
            help=f"Put a step that removes it on the way, e.g. `{cleaner}: privacy service` and "
            f"`- {path[0]} => {cleaner} => {path[1]}: raw data`.",
            fix=fixes.between(design, path[0], path[1], cleaner) if cleaner not in path else None,
        )
    for component in personal_sources(design):
        if component.public is True:
            yield problem(
                component,
                f"{component.id} holds personal data and is public: whoever finds it can read it",
                at="public",
                help="Keep published copies in a store of their own, and write `public: false` here.",
            )


# What the brief can promise about personal data before it is learned from.
_PROMISED = regex(
    r"pseudonym|anonym|mask|hash|token|redact|blur|scrub|consent|opt(ed)?[- ]?in|donat|dropped|"
    r"never (reach|train|learn)|without (ids|names)|aggregat"
)
_CONSENT = regex(r"consent|agreed|contract|on (their|the customer's) behalf|token")


def _masked(design: DesignGraph, name: str) -> bool:
    """Whether all that reaches a store has passed a privacy service."""
    into = [edge for edge in design.data_into(name) if not edge.resolved.waits]
    return bool(into) and all(design.has(edge.source, Trait.PROTECTS_PRIVACY) for edge in into)


def _as_features(design: DesignGraph, path: Sequence[str]) -> bool:
    """Whether a model gets figures that were computed of people, and no records of theirs."""
    if any(design.has(n, Trait.COMPUTES_FEATURES_IN_BATCH, Trait.COMPUTES_FEATURES_LIVE) for n in path[1:]):
        return True
    last = [edge for edge in design.data_into(path[-1]) if edge.source == path[-2]]
    return bool(last) and all(set(edge.types) == {"features"} for edge in last)


def _promised(design: DesignGraph) -> bool:
    data = design.architecture.data
    return data is not None and _PROMISED.search((data.privacy or "").lower()) is not None


def _with_consent(design: DesignGraph, path: tuple[str, ...]) -> bool:
    """Whether the last step of a way says that the person has agreed, or that who gets it is bound."""
    flows = [r.flow for ends in (path[-2:], path[-2:][::-1]) for r in design.between(*ends)]
    said = [p.text for f in flows for p in f.written]
    said += [flow.label or "" for flow in flows]
    bound = BOUND.search(said_of(design.components[path[-1]])) is not None
    return bound or meant_by_the_goal(design, path[-1]) or any(_CONSENT.search(text.lower()) for text in said)


def _outside(design: DesignGraph, name: str) -> bool:
    component = design.components[name]
    if has_role(design, name, Role.CLIENT, Role.PERSON) or component.planned or hands_in(design, name):
        return False
    return component.external or component.public is True or design.has(name, Trait.DELIVERS_CONTENT)


def _ways(
    design: DesignGraph, reached: Callable[[str], bool]
) -> Iterator[tuple[Component, tuple[str, ...], DataEdge | None]]:
    """Each source of personal data with its way to what `reached` accepts; the flow, if that states it."""
    for component in personal_sources(design):
        path = personal_path(design, component.id, reached)
        if path:
            yield component, path, None
    for edge in design.data_edges:
        source = design.components[edge.source]
        if not personal(edge.flow.data) or personal(source.data) or not edge.payloads:
            continue
        path = personal_path(design, source.id, reached, edge)
        if path:
            yield source, path, edge


@rule("GOV003", "around-de-identification", fixes="unsafe", about=(Trait.PROTECTS_PRIVACY,))
def around_de_identification(design: DesignGraph) -> Iterator[Outcome]:
    """Data that goes through de-identification, and around it to the same place.

    **Checks.** A component hands data to a step that de-identifies (a privacy service, or a worker that is
    said to anonymise, mask, redact or blur) and data of the same type straight to a component that the step
    feeds; or the step writes back into the store that it reads, and clients, a content network or training
    read from there.

    **Why.** The step protects only what passes it: one flow around it and the cleaned copy is worth nothing.

    **When it is wrong.** What goes around holds nothing personal: state it on the flow, `data: [none]`.
    """
    for component in design.parts.accountable():
        cleaner = component.id
        if not de_identifies(design, cleaner) or component.data:
            continue
        yield from _detours(design, cleaner)
        yield from _mixed(design, cleaner)


def _detours(design: DesignGraph, cleaner: str) -> Iterator[Problem]:
    fed = {edge.target for edge in design.data_out_of(cleaner) if carries(edge)}
    given = [edge for edge in design.data_into(cleaner) if carries(edge)]
    seen: set[tuple[str, str]] = set()
    for edge in given:
        for other in design.data_out_of(edge.source):
            ends = (other.source, other.target)
            if other.target not in fed or ends in seen or other.target == edge.source:
                continue
            if not carries(other) or frozenset(edge.types).isdisjoint(other.types):
                continue
            seen.add(ends)
            yield problem(
                other.flow,
                f"{other.source} hands data straight to {other.target}, around {cleaner}, which takes out "
                "what is personal: the step protects only what passes it",
                components=(other.source, other.target, cleaner),
                path=ends,
                help=f"Remove the flow: {other.source} reaches {other.target} through {cleaner}. Or state on "
                "it that nothing personal moves: `data: [none]`.",
                fix=fixes.drop(design, other.flow),
            )


def _mixed(design: DesignGraph, cleaner: str) -> Iterator[Problem]:
    written = {edge.target for edge in design.data_out_of(cleaner) if not _STORED.isdisjoint(edge.types)}
    for name in design.in_order(written):
        if not has_role(design, name, Role.STORE):
            continue
        if not design.reaches_without((name,), (cleaner,), _people(design), types=_READ):
            continue
        path = _published(design, name)
        if path:
            yield problem(
                design.components[name],
                f"{name} holds both the raw data that {cleaner} reads and what it has cleaned, and "
                f"{path[1]} reads from it: raw and published copies are not kept apart",
                components=(name, cleaner),
                path=path,
                kinds=(Trait.KEEPS_OBJECTS,),
                help=f"Give the cleaned copies a store of their own, e.g. `published: object store` and "
                f"`- {cleaner} => published: media`.",
            )


@fact
def _people(design: DesignGraph) -> frozenset[str]:
    return frozenset(n for n in design.components if has_role(design, n, Role.PERSON, Role.CLIENT))


@fact
def _cleaners(design: DesignGraph) -> frozenset[str]:
    return frozenset(name for name in design.components if de_identifies(design, name))


def _published(design: DesignGraph, store: str) -> tuple[str, ...]:
    """A way from a store, past all that de-identifies, to clients or to what delivers content."""
    if store in _cleaners(design):
        return ()
    found = design.ways((store,), _cleaners(design), types=_STORED)
    others = (name for name in found if name != store and name not in _cleaners(design))
    public = (n for n in others if n in design.clients or design.has(n, Trait.DELIVERS_CONTENT))
    return way(found, next(public, ""))


_STORED = frozenset({"media", "raw_data", "documents", "event"})
_READ = _STORED | {"predictions", "scores", "features"}  # what comes of it on the way to the cleaning step
