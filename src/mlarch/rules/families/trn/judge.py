"""TRN: what models are judged by."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["nothing_to_judge_by"]


@rule(
    "TRN013",
    "nothing-to-judge-by",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=("training",),
)
def nothing_to_judge_by(design: DesignGraph) -> Iterator[Outcome]:
    """An evaluation that is given models, and no data to try them on.

    **Checks.** A model reaches an evaluator or a validation gate, and nothing else does: no test data,
    labels, logged requests or golden answers, no verdicts of people, and no figures of another evaluator. A
    flow that does not say what it carries counts as data. Where `data: split` says which part of the data is
    kept for it, nothing is asked. `external` and `planned` evaluators are left out.

    **Why.** The gate is as good as its test set: later than the training data, apart from it, with the slices
    that matter (Breck et al., *The ML Test Score*, 2017, Model 1 to 7). Where it comes from decides about
    leakage, so it is drawn.

    **When it is wrong.** The trainer hands its held-out part along with the model: say so on the flow,
    `- trainer => gate: "model, test set"`.
    """
    data = design.architecture.data
    if data is not None and data.split:
        return
    for component in design.having(Trait.JUDGES_MODELS).accountable():
        name = component.id
        into = design.data_into(name)
        if not any("model_artifact" in edge.types for edge in into):
            continue
        if any(_shows_something(design, edge) for edge in into) or design.calls_from(name):
            continue
        dataset = suggest_id(
            design, Trait.BUILDS_DATASETS, Trait.COLLECTS_LABELS, Trait.KEEPS_RAW_DATA, Trait.KEEPS_TABLES
        )
        line = f"{dataset} => {name}: test set"
        yield problem(
            component,
            f"{name} is given models and nothing to try them on: it is not said by which data they are "
            "judged",
            components=(name, dataset) if dataset in design.components else (name,),
            help="Add where its data comes from, e.g. {add}.",
            add=line,
        )


_SHOWS_NOTHING = frozenset({"model_artifact", "config", "alerts", "traces"})


def _shows_something(design: DesignGraph, edge: DataEdge) -> bool:
    """Whether an edge brings, or may bring, anything by which to judge a model."""
    if edge.unknown:
        return True
    figures = "metrics" in edge.types and design.has(edge.source, Trait.JUDGES_MODELS)
    return figures or bool(frozenset(edge.types) - _SHOWS_NOTHING - {"metrics"})
