"""TRN: how a model is released: judged, kept, and let loose with care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.lineage import makers, models_at_work, release_path, released_past
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.paths import reach, way
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import arrow, joined

__all__ = ["no_baseline", "unevaluated_model", "unkept_model", "unsafe_release"]


@rule("TRN005", "unevaluated-model", fixes="unsafe", covers=("TRN006",), about=("training",))
def unevaluated_model(design: DesignGraph) -> Iterator[Outcome]:
    """A model that gets from training to serving without being judged.

    **Checks.** A way leads from a trainer to a model at work that passes no evaluation: neither an evaluator
    or validation gate itself, nor a registry or deployer to which one reports. One finding for each trainer.
    Trainers that are `external` or `planned` are left out, and so are searches for hyper-parameters.

    **Why.** A model is tested before it serves like any other code: against the live one, on recent data and
    on slices (Breck et al., *The ML Test Score*, 2017, test Infra 4; Zinkevich, *Rules of Machine Learning*,
    rule 9). A gate that can be passed by is no gate.

    **When it is wrong.** The trainer evaluates by itself: give it both roles, `kind: [training_pipeline,
    model_evaluator]`.
    """
    blocked = _judged(design)
    for component, path, behind in _ways(design, blocked):
        gates = [name for name in design.having(Trait.JUDGES_MODELS).ids if name not in path]
        evaluator = suggest_id(design, Trait.JUDGES_MODELS)
        step = path[1] if len(path) > 1 else path[0]
        seen = (
            f"a model of {component.id} can reach {joined(behind)} past {joined(gates)}"
            if gates
            else f"a model of {component.id} reaches {joined(behind)} without being evaluated"
        )
        yield problem(
            component,
            f"{seen}: {arrow(path)}",
            components=(component.id, *behind),
            path=path,
            kinds=() if gates else (Trait.EVALUATES,),
            help=f"Let it pass a gate, e.g. `- {component.id} => {evaluator} => {step}: model` in place of "
            f"`- {component.id} => {step}`.",
            fix=fixes.between(design, component.id, step, evaluator),
        )


def _ways(
    design: DesignGraph, blocked: frozenset[str]
) -> Iterator[tuple[Component, tuple[str, ...], tuple[str, ...]]]:
    """For each trainer: a way to a model at work that avoids `blocked`, and all models that it gets to so."""
    targets = frozenset(part.id for part in models_at_work(design))
    passed = blocked | frozenset(makers(design))
    ends = passed | frozenset(design.having(Trait.ENCODES_ITEMS).ids)
    for component in design.having(Trait.TRAINS).unless(blocked.__contains__).accountable():
        name = component.id
        if design.has(name, Trait.HOLDS_WEIGHTS):
            continue
        reached = released_past(design, name, ends.__contains__)
        behind = [
            other
            for other in reached
            if other in targets and other not in passed and not _released_later(design, other)
        ]
        if behind:
            yield component, way(reached, behind[0]), design.in_order(behind)


def _released_later(design: DesignGraph, name: str) -> bool:
    """Whether a job that embeds items hands its vectors to what judges or releases them with the model."""
    takers = (
        design.downstream((name,), ("embeddings", "index")) if design.has(name, Trait.ENCODES_ITEMS) else ()
    )
    return any(design.has(other, Trait.JUDGES_MODELS, Trait.DEPLOYS) for other in takers)


def _judged(design: DesignGraph) -> frozenset[str]:
    """Evaluators, and what waits for their verdict: registries and deployers that they report to, directly
    or by way of a person or an orchestrator."""
    links: dict[str, list[str]] = {}
    for edge in design.data_edges:
        links.setdefault(edge.source, []).append(edge.target)
    gates = design.having(Trait.JUDGES_MODELS).ids

    def passes(name: str) -> bool:
        if name in gates:
            return True
        kinds = design.kinds(name)
        return any(kind.role is Role.PERSON or kind.any_data or kind.has(Trait.SCHEDULES) for kind in kinds)

    told = reach(links, gates, enter=passes)
    return frozenset(
        name
        for name in told
        if name in gates or design.has(name, Trait.REGISTERS_MODELS, Trait.DEPLOYS, Trait.TRACKS_RUNS)
    )


@rule("TRN006", "unkept-model", fixes="unsafe", about=("training",))
def unkept_model(design: DesignGraph) -> Iterator[Outcome]:
    """A model that goes from training to serving and is kept nowhere.

    **Checks.** A way leads from a training pipeline to a model at work that passes no registry, no store and
    no experiment tracker. Continual trainers, which hand over weights all the time, are left out, and so is
    what is `external`, `planned` or `managed`.

    **Why.** Without versions there is no way back to the model of yesterday, and nobody can say which data
    and code made the one that serves (Breck et al., *The ML Test Score*, 2017, test Infra 7: models can be
    rolled back quickly and safely).

    **When it is wrong.** The trainer keeps the versions itself: give it both roles,
    `kind: [training_pipeline, model_registry]`.
    """
    stores = [
        name for name in design.components if any(kind.role is Role.STORE for kind in design.kinds(name))
    ]
    kept = frozenset((*stores, *design.having(Trait.KEEPS_MODELS).ids))
    for component, path, behind in _ways(design, kept):
        if design.has(component.id, Trait.TRAINS_CONTINUALLY) or component.managed:
            continue
        before, after = _where_to_keep(design, path)
        registry = suggest_id(design, Trait.REGISTERS_MODELS)
        yield problem(
            component,
            f"no version of the model of {component.id} is kept on its way to {joined(behind)}: "
            f"{arrow(path)}; there is none to go back to",
            components=(component.id, *behind),
            path=path,
            kinds=(Trait.REGISTERS_MODELS,),
            help=f"Keep every version, e.g. `- {before} => {registry} => {after}: model` in place of "
            f"`- {before} => {after}`.",
            fix=fixes.between(design, before, after, registry),
        )


def _where_to_keep(design: DesignGraph, path: Sequence[str]) -> tuple[str, str]:
    """Between which two a registry belongs: behind the last job (training, a gate, a conversion), and before
    what only brings the model to where it serves."""
    at = len(path) - 1
    while at > 1 and not any(kind.role is Role.JOB for kind in design.kinds(path[at - 1])):
        at -= 1
    return path[max(at - 1, 0)], path[at]


@rule("TRN007", "unsafe-release", stage=Stage.PRODUCTION, about=("training",))
def unsafe_release(design: DesignGraph) -> Iterator[Outcome]:
    """New models that take over everything at once, with no way back.

    **Checks.** A trained model reaches a model at work, and the spec has neither a release strategy nor a
    rollback (`release:`), nor a traffic splitter, nor an experiment platform.

    **Why.** Offline metrics and live behaviour differ; the difference should meet a few requests first (*The
    ML Test Score*, tests Infra 6 and 7: canary and rollback; *Site Reliability Engineering*, chapter 27). A
    model is the one release that can be worse without any error in the logs.

    **When it is wrong.** The platform does it: say how in `release: {strategy: [canary], rollback: ...}`.
    """
    release = design.architecture.release
    if release is not None and (release.strategy or release.rollback):
        return
    if design.having(Trait.SPLITS_TRAFFIC, Trait.ASSIGNS_EXPERIMENTS):
        return
    targets = [component.id for component in models_at_work(design)]
    path = release_path(design, makers(design), targets)
    if not path:
        return
    yield problem(
        design.components[path[-1]],
        f"every new model takes over all of the work of {path[-1]} at once: "
        "no canary, no shadow and no way back is stated",
        path=path,
        kinds=(Trait.SPLITS_TRAFFIC,),
        help="Say how, e.g. `release: {strategy: [shadow, canary], rollback: the previous version, within 5 "
        "minutes}`.",
    )


@rule("TRN008", "no-baseline", severity=Severity.INFO, about=("@models", "@task"))
def no_baseline(design: DesignGraph) -> Iterator[Outcome]:
    """A brief that names models and nothing to compare them with.

    **Checks.** The spec says which task is solved (`task:`) or with which models (`models:`), a model is at
    work, and no `baseline` stands in either of them. A design without a brief is not asked.

    **Why.** A metric means something beside that of the simplest thing that could work; often the heuristic
    is most of the gain (Zinkevich, *Rules of Machine Learning*, rules 1 and 4).

    **When it is wrong.** The live system is the baseline: name it, `baseline: the model of 2023`.
    """
    brief = design.architecture
    trained = [model for model in brief.models if model.trained_by or model.loss or model.retrain]
    if brief.task is None and not trained:
        return
    if any(model.baseline for model in brief.models) or (brief.task is not None and brief.task.baseline):
        return
    if not any(True for _ in models_at_work(design)) and not design.having(Trait.TRAINS, Trait.TUNES):
        return
    subject = trained[0] if trained else brief.task
    if subject is None:
        return
    what = f"for {joined([model.id for model in trained])}" if trained else "for the task"
    yield problem(
        subject,
        f"no baseline is named {what}: nothing tells how much the learning adds",
        help="Name the simplest thing that could work, e.g. `baseline: most popular items by country`.",
    )
