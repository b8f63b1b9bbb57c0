"""TRN: what a model learns from, and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import has_role
from mlarch.analysis.facts import fact
from mlarch.analysis.lineage import is_material, learns_from
from mlarch.catalog import KINDS, proposed_kind
from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.paths import shortest_path
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, Problem, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import a_kind, arrow, joined

__all__ = ["missing_training_data", "unvalidated_training_data"]


@rule("TRN009", "missing-training-data", fixes="unsafe", about=("training",))
def missing_training_data(design: DesignGraph) -> Iterator[Outcome]:
    """A trainer that gets no data, or data without labels.

    **Checks.** One of these, each said once: nothing to learn from reaches a trainer (orders, settings and
    models apart); a job or a feature store that a trainer learns from is itself given nothing; all that
    reaches the trainer and the builder of its dataset is features, embeddings or media without labels, or
    labels without anything that they are about. Tasks that need no labels (representations, clusters,
    anomalies, generation) are not asked for any; left out is what is `external`, `planned` or `managed`.

    **Why.** Training starts where behaviour is recorded: events are collected, kept, and joined into features
    and labels as of one time. The link that is missing in the drawing is the one that is missing in the
    project plan (Breck et al., *The ML Test Score*, 2017, section Data).

    **When it is wrong.** The data is bought or lies elsewhere: draw its place, e.g.
    `archive: {kind: object_store, external: true}`. The labels come with the data: say so on the flow,
    `- lake => dataset: "features, labels"`.
    """
    blamed: set[str] = set()
    for component in design.having(Trait.TRAINS).accountable(managed=False):
        name = component.id
        if not _material(design, name):
            yield _nothing(design, component)
            continue
        behind = learns_from(design, name)
        starved = [other for other in behind if _starved(design, other) and other not in blamed]
        for other in starved:
            blamed.add(other)
            yield _starving(design, other, name)
        if not starved:
            yield from _labels(design, component, behind)
            yield from _features(design, component, behind)


def _material(design: DesignGraph, name: str) -> list[DataEdge]:
    return [edge for edge in design.data_into(name) if is_material(design, edge)]


def _nothing(design: DesignGraph, component: Component) -> Problem:
    dataset = suggest_id(design, Trait.BUILDS_DATASETS)
    () if design.having(Trait.BUILDS_DATASETS) else (Trait.BUILDS_DATASETS,)
    return problem(
        component,
        f"{component.id} has nothing to learn from: no data reaches it",
        help="Add what it learns from, e.g. {add}.",
        add=f"{dataset} => {component.id}: training data",
    )


def _derives(kind: Kind) -> bool:
    """Whether it holds or makes derived data on the way to training, and so needs a source."""
    return kind.family == "feature" and kind.role is not Role.PERSON and bool(kind.fed_by)


def _starved(design: DesignGraph, name: str) -> bool:
    component = design.components[name]
    if component.external or component.planned or component.managed or not _derives(design.kind(name)):
        return False
    return not any(
        is_material(design, edge) and edge.target == name for edge in design.data_into(name)
    ) and not design.calls_from(name)


def _starving(design: DesignGraph, name: str, trainer: str) -> Problem:
    component = design.components[name]
    sources = design.kind(name).fed_by
    source = suggest_id(design, *sources)
    missing = [trait for trait in sources if not design.having(trait)]
    store = _store_at_hand(design, trainer, name) if source not in design.components else None
    second = store is not None and KINDS[proposed_kind(sources[0])].role is Role.STORE
    return problem(
        component,
        f"nothing fills {name}, {a_kind(component.kind)} that {trainer} learns from: no data reaches it",
        components=(name, trainer),
        kinds=missing[:1],
        help="Add where its data comes from, e.g. {add}.",
        add=f"{store if second else source} => {name}",
        fix=not second,
    )


def _store_at_hand(design: DesignGraph, trainer: str, but: str) -> str | None:
    """A store that feeds the trainer already: whether it also has what is missing only the author knows, and
    to put a second one beside it would be a guess."""
    for name in (trainer, *learns_from(design, trainer)):
        for edge in _material(design, name):
            if edge.source != but and has_role(design, edge.source, Role.STORE):
                return edge.source
    return None


_INPUTS = frozenset({"features", "embeddings", "media"})
_LABELLERS = (Trait.JOINS_LABELS, Trait.COLLECTS_LABELS, Trait.REVIEWS, Trait.COLLECTS_FEEDBACK)
_UNLABELLED = regex(
    r"representation|cluster|unsupervised|self[- ]supervised|contrastive|anomal|outlier|generat|embedding"
    r"|language model|text model|audio model|pre-?train|topic|factoris|factoriz|bandit|reinforce",
    re.IGNORECASE,
)


_SEVERAL = regex(r"\b(and|with|plus)\b|[&+]", re.IGNORECASE)


def _labels(design: DesignGraph, component: Component, behind: Sequence[str]) -> Iterator[Outcome]:
    """A problem when features reach the trainer and labels surely do not."""
    name = component.id
    if any(design.has(other, *_LABELLERS) for other in behind) or _needs_none(design, name):
        return
    assembly = [other for other in behind if other == name or design.has(other, Trait.BUILDS_DATASETS)]
    into = [edge for other in assembly for edge in _material(design, other) if edge.source not in assembly]
    types = {type_ for edge in into for type_ in edge.types}
    joiner = suggest_id(design, Trait.JOINS_LABELS)
    line = f"- {joiner} => {assembly[0] if assembly[0] != name else assembly[-1]}: labels"
    label = design.architecture.task.label if design.architecture.task else None
    if types and types <= _INPUTS and all(_written(edge) for edge in into):
        yield problem(
            component,
            f"no labels reach {name}: it learns from {joined(sorted(map(str, types)))} alone",
            components=dict.fromkeys((name, *assembly)),
            kinds=(Trait.JOINS_LABELS, Trait.COLLECTS_LABELS),
            help="Add where the labels come from, e.g. {add}.",
            add=line.removeprefix("- "),
        )
    elif "labels" not in types and label is not None and label.event and "training_dataset" not in types:
        yield problem(
            component,
            f"nothing in the drawing makes the labels that {name} learns from: {label.event}",
            components=dict.fromkeys((name, *assembly)),
            kinds=(Trait.COLLECTS_LABELS if _GIVEN.search(label.event) else Trait.JOINS_LABELS,),
            severity=Severity.INFO,
            stage=Stage.PRODUCTION,
            help=f"Add where they are joined or given, e.g. `{line}`.",
        )


_GIVEN = regex(
    r"\bby (?:(?:an?|the|two|three) )?(?:\w+ )?(?:experts?|professionals?|annotators?|labell?ers?|raters?|"
    r"judges?|people|humans?|reviewers?|specialists?)\b|\b(?:human|manual\w*|annotat\w+) ",
    re.IGNORECASE,
)
"""An event that is a person's verdict given for the purpose, and no reaction that is joined."""


def _kept_with_more(design: DesignGraph, name: str) -> bool:
    """Whether a log or a store that gives labels was given what they are about, too."""
    if not has_role(design, name, Role.STORE, Role.STREAM):
        return False
    return any(set(edge.types) - {"labels"} for edge in design.data_into(name))


def _features(design: DesignGraph, component: Component, behind: Sequence[str]) -> Iterator[Outcome]:
    """A problem when labels reach the trainer, made of nothing but labels: no features can be with them."""
    name = component.id
    joins = (Trait.BUILDS_DATASETS, Trait.JOINS_LABELS, Trait.VALIDATES_DATA)
    assembly = [other for other in behind if other == name or design.has(other, *joins)]
    into = [edge for other in assembly for edge in _material(design, other) if edge.source not in assembly]
    people = [edge.source for edge in into if any(k.role is Role.PERSON for k in design.kinds(edge.source))]
    shown = any(_material(design, person) for person in people)  # what they label can come with the label
    if not into or any(set(edge.types) != {"labels"} or not _written(edge) for edge in into):
        return
    if shown or any(_kept_with_more(design, edge.source) for edge in into):
        return
    store = suggest_id(design, Trait.KEEPS_FEATURE_HISTORY, Trait.KEEPS_RAW_DATA)
    missing = [
        kind for kind in (Trait.KEEPS_RAW_DATA, Trait.KEEPS_FEATURE_HISTORY) if not design.having(kind)
    ]
    there = _store_at_hand(design, name, name) if store not in design.components else None
    yield problem(
        component,
        f"no features reach {name}: it learns from labels alone",
        components=dict.fromkeys((name, *assembly)),
        kinds=missing[:1],
        help="Add what the labels are about, e.g. {add}.",
        add=f"{there or store} => {assembly[0]}: features",
        fix=not there,
    )


def _written(edge: DataEdge) -> bool:
    """Whether the author said what moves, and all of it: what was assumed is no ground to say what is
    missing, and `features and outcomes` names more than its last word."""
    if any(_SEVERAL.search(payload.text) for payload in edge.payloads):
        return False
    return any(payload.type and not edge.resolved.is_assumed(payload) for payload in edge.payloads)


def _needs_none(design: DesignGraph, trainer: str) -> bool:
    """Whether the task is one that is learned without labels."""
    models = design.trained_models(trainer)
    if models:
        return all(_UNLABELLED.search(f"{model.task} {model.loss}") for model in models)
    component, task = design.components[trainer], design.architecture.task
    said = f"{component.name} {component.description} {component.tech}"
    if task is not None:
        said = f"{said} {task.type} {task.objective}"
    return _UNLABELLED.search(said) is not None


@rule(
    "TRN010",
    "unvalidated-training-data",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=("training",),
)
def unvalidated_training_data(design: DesignGraph) -> Iterator[Outcome]:
    """Data that reaches training with nobody checking it.

    **Checks.** A way leads from a source of data to a trainer that passes no data validation. A validation
    that only looks on counts for what it reads. Labels that people give are left out. One finding for each
    trainer; `external`, `planned` and `managed` ones are left out.

    **Why.** A model learns from whatever it is given, and a broken join or a renamed field shows weeks later
    as a slightly worse metric. Schema, ranges and missing shares are checked before each training (Polyzotis
    et al., *Data Validation for Machine Learning*, 2019; *The ML Test Score*, test Data 1).

    **When it is wrong.** The job that builds the dataset checks it: give it both roles,
    `kind: [dataset_builder, data_validation]`.
    """
    for component in design.having(Trait.TRAINS).accountable(managed=False):
        name = component.id
        if design.has(name, Trait.VALIDATES_DATA) or not _material(design, name):
            continue
        behind = set(learns_from(design, name))
        path = _unchecked_path(design, name, behind)
        if not path:
            continue
        check = suggest_id(design, Trait.VALIDATES_DATA)
        missing = () if design.having(Trait.VALIDATES_DATA) else (Trait.VALIDATES_DATA,)
        yield problem(
            component,
            f"unchecked data reaches {name}: {arrow(path)}; "
            "a broken field would be learned before anybody sees it",
            path=path,
            kinds=missing,
            help=f"Check it on the way, e.g. `- {path[-2]} => {check} => {name}`.",
            fix=fixes.between(design, path[-2], name, check),
        )


@fact
def _all_checked(design: DesignGraph) -> frozenset[str]:
    return frozenset(name for name in design.components if _checked(design, name))


def _checked(design: DesignGraph, name: str) -> bool:
    """Whether a component validates data, or a validation that hands nothing on reads it."""
    if design.has(name, Trait.VALIDATES_DATA):
        return True
    for edge in design.data_out_of(name):
        if design.has(edge.target, Trait.VALIDATES_DATA):
            onward = (out for out in design.data_out_of(edge.target) if is_material(design, out))
            data = [out for out in onward if set(out.types) - {"decision", "alerts", "metrics", None}]
            if not data:
                return True
    return False


def _unchecked_path(design: DesignGraph, trainer: str, behind: set[str]) -> tuple[str, ...]:
    """A way from a source of data to the trainer past all checks, or empty. People are trusted."""
    checked = _all_checked(design)
    back: dict[str, list[str]] = {}
    ends: set[str] = set()
    for name in behind - checked:
        sources = [edge.source for edge in _material(design, name) if set(edge.types) != {"labels"}]
        back[name] = sources
        ends.update(source for source in sources if source not in behind or not _material(design, source))
    people = {name for name in ends if any(kind.role is Role.PERSON for kind in design.kinds(name))}
    path = shortest_path(back, (trainer,), ends - people, checked)
    return tuple(reversed(path))
