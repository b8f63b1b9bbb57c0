"""TRN: the way of a model from training to serving: is there one, and does it arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.analysis.facts import fact
from mlarch.analysis.lineage import (
    arrow_line,
    lost_models,
    makers,
    models_at_work,
    release_stage,
    release_upstream,
    released,
    undelivered,
)
from mlarch.catalog import proposed_kind
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import a_kind, joined

__all__ = ["missing_training", "undelivered_model", "unused_model"]


@rule("TRN001", "missing-training", fixes="unsafe", about=RUNS_MODELS)
def missing_training(design: DesignGraph) -> Iterator[Outcome]:
    """Models at work, and nothing that trains them.

    **Checks.** A component runs a model (server, ranker, encoder, batch prediction, embedding job), and
    nothing in the design trains one or brings one from outside. Said once, for all models. Left out are what
    is `external`, `planned` or `managed`, fallbacks, models on devices, LLMs, and encoders in a design
    without any training: those are often taken ready-made.

    **Why.** In production the code of the model is a small part of the system; the data, training and release
    around it are the rest, and where the cost is (Sculley et al., *Hidden Technical Debt in Machine Learning
    Systems*, 2015). A model that nobody can train again cannot be mended either.

    **When it is wrong.** The model is ready-made: name it under `models:` with `served_by` and without
    `trained_by`, `loss` and `retrain`, or mark the component `managed: true`. It is trained elsewhere: draw
    that, `platform: {kind: training_pipeline, external: true}`, and `- platform => registry: model`.
    """
    if makers(design):
        return
    models = tuple(models_at_work(design))
    if not models:
        return
    names = [component.id for component in models]
    keeper = next(_keepers(design, names), None)
    kinds = [kind for kind in _WHOLE_PATH if not design.having(kind)]
    trainer, registry = suggest_id(design, Trait.TRAINS_IN_RUNS), suggest_id(design, Trait.REGISTERS_MODELS)
    dataset = suggest_id(design, Trait.BUILDS_DATASETS)
    what = f"the models that {keeper} holds" if keeper else joined(names)
    yield problem(
        models[0],
        f"nothing trains {what}: there is no way from data to a model that serves",
        components=names,
        kinds=kinds,
        help=f"Add it, e.g. `- {dataset} => {trainer} => {suggest_id(design, Trait.EVALUATES)} => "
        f"{registry} => {names[0]}`.",
        add=_whole_path(design, keeper or "", names),
    )


# What a training path consists of at least; the data it starts from is drawn in many ways.
_WHOLE_PATH = (Trait.BUILDS_DATASETS, Trait.TRAINS_IN_RUNS, Trait.EVALUATES, Trait.REGISTERS_MODELS)


def _whole_path(design: DesignGraph, keeper: str, names: Sequence[str]) -> Iterator[str]:
    """The flows of a training path to `keeper`, or by way of a registry to the models `names`."""
    dataset, trainer = suggest_id(design, Trait.BUILDS_DATASETS), suggest_id(design, Trait.TRAINS_IN_RUNS)
    source = next(iter(design.having(*_STARTS).ids), None)
    if source is not None and not design.data_into(dataset) if dataset in design.components else source:
        yield f"{source} => {dataset}"
    yield f"{dataset} => {trainer}: training data"
    registry, gate = keeper or suggest_id(design, Trait.REGISTERS_MODELS), suggest_id(design, Trait.EVALUATES)
    known = {gate, registry} <= set(design.components) and (
        gate == registry or design.between(gate, registry)
    )
    yield f"{trainer} => {gate}: model" if known else f"{trainer} => {gate} => {registry}: model"
    if not keeper:
        yield f"{registry} => {' & '.join(names)}: model"


_STARTS = (Trait.KEEPS_RAW_DATA, Trait.KEEPS_TABLES, Trait.KEEPS_FEATURE_HISTORY, Trait.STREAMS_EVENTS)


def _keepers(design: DesignGraph, names: Sequence[str]) -> Iterator[str]:
    """Where models come from that nothing trains."""
    for name in names:
        for other in release_upstream(design, name):
            if design.has(other, Trait.KEEPS_MODELS) or _gives_models(design, other):
                yield other


def _gives_models(design: DesignGraph, name: str) -> bool:
    return any(
        payload.type == "model_artifact" and not edge.resolved.is_assumed(payload)
        for edge in design.data_out_of(name)
        for payload in edge.payloads
    )


@rule("TRN002", "undelivered-model", fixes="unsafe", about=RUNS_MODELS)
def undelivered_model(design: DesignGraph) -> Iterator[Outcome]:
    """A model at work that no trained model ever reaches.

    **Checks.** The design trains models, and no way leads from a trainer to the component that runs one, over
    flows that carry models, approvals or settings, or of which it is not known what they carry; and the brief
    says that it is trained here (`models: served_by` with `trained_by`), or a trainer is drawn whose models,
    vectors and results get to nothing that runs or serves them. Else the model may well come from a training
    that is not drawn, and nothing is said. The finding stands where the way ends and names what is missing
    there; models that miss the same link share one. Left out are the same components as in TRN001. At
    production a calibrator is asked for its parameters, too.

    **Why.** The path from the registry to the server is how a model is improved, and how a bad one is taken
    back. Where it is not drawn it is usually done by hand (the ML Test Score rubric asks for it: Breck et
    al., 2017, tests Infra 4 to 7).

    **When it is wrong.** The component runs no model, only rules: give it the role `fallback` or another
    kind. The model is ready-made: see TRN001.
    """
    if not makers(design):
        return
    groups: dict[tuple[str, str], list[Component]] = {}
    for component in lost_models(design):
        groups.setdefault(_break(design, component.id), []).append(component)
    for (end, start), components in groups.items():
        yield _undelivered(design, end, start, components)
    for component in design.having(Trait.CALIBRATES).accountable(managed=False):
        name = component.id
        trained = any(other in makers(design) for other in release_upstream(design, name))
        if not component.kinds[1:] and not trained:
            yield _uncalibrated(design, component)


def _uncalibrated(design: DesignGraph, component: Component) -> Problem:
    """A calibrator of its own that no training reaches: it corrects the scores of an older model."""
    source = suggest_id(design, Trait.DEPLOYS, Trait.REGISTERS_MODELS, Trait.TRAINS)
    return problem(
        component,
        f"no trained parameters get to {component.id}: it corrects the scores of a model that is gone",
        stage=Stage.PRODUCTION,
        help="Release it with its model, e.g. {add}.",
        add=arrow_line(source, component.id),
    )


def _break(design: DesignGraph, name: str) -> tuple[str, str]:
    """How far models get from the trainers, and where the way to `name` begins: empty for at itself."""
    end = _last_stop(design)
    up = [(release_stage(design, other), other) for other in release_upstream(design, name)]
    starts = [(min(stages), other) for stages, other in up if stages]
    if not starts:
        return end, up[0][1] if up else ""
    first = min(stage for stage, _ in starts)
    return end, next(other for stage, other in starts if stage == first)


@fact
def _last_stop(design: DesignGraph) -> str:
    """The last component of the last stage to which models get from the trainers, else the first trainer.

    A tracker of runs is told of models beside their way, and is no stop on it.
    """
    way = released(design, makers(design))
    stops = [n for n in way if not all(kind.has(Trait.TRACKS_RUNS) for kind in design.kinds(n))]
    down = [(release_stage(design, other), other) for other in stops]
    ends = [(max(stages), other) for stages, other in down if stages]
    last = max(stage for stage, _ in ends)
    return next(other for stage, other in (reversed(ends) if last else ends) if stage == last)


_BETWEEN = {1: Trait.EVALUATES, 2: Trait.REGISTERS_MODELS, 3: Trait.DEPLOYS}


def _undelivered(design: DesignGraph, end: str, start: str, components: Sequence[Component]) -> Problem:
    names = [component.id for component in components]
    last = max(release_stage(design, end))
    first = min(release_stage(design, start) or (4,)) if start else 4
    missing = tuple(
        proposed_kind(trait)
        for stage, trait in _BETWEEN.items()
        if last < stage < first and not design.having(trait)
    )
    if first == 4 and last == 2 and _delivered_otherwise(design):
        missing = ()
    who = joined(names)
    verb, its = ("gets", "its") if len(names) == 1 else ("get", "their")
    if not start:
        where = f"nothing brings {'it' if len(names) == 1 else 'them'} one from {end}"
        line = f"- {arrow_line(end, ' & '.join(names))}"
    else:
        where = f"{its} models come from {start}, and none gets there from {end}"
        line = f"- {arrow_line(end, start)}"
    if missing:
        line = f"- {end} => {' => '.join(missing)} => {start or ' & '.join(names)}: model"
    between = f"; {a_kind(missing[0])} is missing" if missing else ""
    return problem(
        design.components[end] if start else components[0],
        f"{who} {verb} no trained model: {where}{between}",
        components=dict.fromkeys((end, start, *names) if start else (*names, end)),
        help="Add the way, e.g. {add}.",
        add=line.removeprefix("- "),
        near=names[0],
    )


def _delivered_otherwise(design: DesignGraph) -> bool:
    """Whether some model at work gets its model, so that the design has a way of delivering."""
    lost = {component.id for component in undelivered(design)}
    return any(component.id not in lost for component in models_at_work(design))


@rule("TRN003", "unused-model", fixes="unsafe", about=("training",))
def unused_model(design: DesignGraph) -> Iterator[Outcome]:
    """A trainer whose model nobody takes.

    **Checks.** Data reaches a trainer (training pipeline, continual trainer), and nothing but metrics and
    logs leaves it. Where a model at work waits for one, TRN002 says so instead. `external` and `planned`
    components are left out.

    **Why.** A model changes nothing until something runs it; training that ends at itself is a cost only.

    **When it is wrong.** What takes the model is outside the drawing: draw it with `external: true`.
    """
    if undelivered(design):
        return
    for component in design.having(Trait.TRAINS).accountable():
        name = component.id
        if not design.data_into(name) or _hands_on(design, name):
            continue
        registry = suggest_id(design, Trait.REGISTERS_MODELS)
        () if design.having(Trait.REGISTERS_MODELS) else (Trait.REGISTERS_MODELS,)
        yield problem(
            component,
            f"nobody takes the model that {name} trains: it reaches no evaluation, no registry and no server",
            help="Add where it goes, e.g. {add}.",
            add=f"{name} => {registry}: model",
        )


def _hands_on(design: DesignGraph, name: str) -> bool:
    if any(not kind.has(Trait.TRAINS) for kind in design.kinds(name)):
        return True  # it serves or keeps the model itself
    telemetry = {"metrics", "logs", "traces", "event"}
    out = design.data_out_of(name)
    given = any(edge.unknown or not set(edge.types) <= telemetry for edge in out)
    return given or len(released(design, (name,))) > 1
