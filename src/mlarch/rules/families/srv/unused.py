"""SRV: models whose answers nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.activity import started
from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["unused_predictions"]


@rule("SRV006", "unused-predictions", fixes="unsafe", about=RUNS_MODELS)
def unused_predictions(design: DesignGraph) -> Iterator[Outcome]:
    """A model whose predictions go nowhere.

    **Checks.** A stream or a batch of data reaches the component that scores, nobody calls it, and nothing
    but metrics and logs leaves it: its answers reach no store, no stream and no service. Or an encoder is
    called for embeddings by a service that hands none on: nothing is searched or scored with them.

    **Why.** A prediction that nobody acts on has no effect: there is no response. A model that is only
    watched is a shadow deployment, which is worth stating.

    **When it is wrong.** It runs in the shadow of another one: say so in its name (shadow, challenger) or in
    `release: {strategy: [shadow]}`.
    """
    yield from _idle_vectors(design)
    release = design.architecture.release
    if release is not None and "shadow" in release.strategy:
        return
    for component in design.having(Trait.ONLINE_STAGE).accountable():
        name = component.id
        if design.calls_to(name) or not started(design, name) or _in_the_shadow(component):
            continue
        out = [edge for edge in design.data_out_of(name) if not _watches(design, edge.target)]
        if out:
            continue
        store = suggest_id(design, Trait.KEEPS_PREDICTIONS, Trait.QUEUES_TASKS)
        yield problem(
            component,
            f"nothing is done with what {name} answers: it reaches no store, no stream and no service",
            kinds=(Trait.KEEPS_PREDICTIONS, Trait.DECIDES),
            help="Add where its answers go, e.g. {add}.",
            add=(f"{name} ~> {store}: predictions", *_reader(design, store)),
        )


def _reader(design: DesignGraph, store: str) -> tuple[str, ...]:
    """Who reads a store of predictions that is new: what answers requests, if there is such a thing."""
    api = next(iter(design.having(Trait.ANSWERS_REQUESTS, Trait.ORCHESTRATES).ids), None)
    return () if store in design.components or api is None else (f"{api} -> {store}",)


def _in_the_shadow(component: Component) -> bool:
    said = f"{component.id} {component.name} {component.description}".lower()
    return "shadow" in said or "challenger" in said


def _watches(design: DesignGraph, name: str) -> bool:
    """Whether a component only looks on."""
    return any(
        k.role is Role.MONITOR or k.has(Trait.LOGS_PREDICTIONS, Trait.KEEPS_LOGS) for k in design.kinds(name)
    )


def _idle_vectors(design: DesignGraph) -> Iterator[Problem]:
    """Encoders whose callers do nothing with the embeddings that they get."""
    for component in design.having(Trait.ENCODES_QUERIES).accountable():
        name = component.id
        callers = design.direct_callers(name, certain=True)
        if len(component.kinds) > 1 or not callers or design.calls_from(name):
            continue
        if any(_uses_vectors(design, caller, name) for caller in callers) or _hands_out(
            design, name, callers
        ):
            continue
        index = suggest_id(design, Trait.INDEXES_VECTORS)
        yield problem(
            component,
            f"nothing is done with the embeddings of {name}: {callers[0]} asks for them and hands none on",
            components=(name, *dict.fromkeys(callers)),
            kinds=(Trait.INDEXES_VECTORS,),
            help=f"Search with them: `- {callers[0]} -> {index}: {{sends: embedding, returns: candidates}}`.",
        )


def _uses_vectors(design: DesignGraph, caller: str, encoder: str) -> bool:
    """Whether a caller surely or possibly makes use of embeddings: it passes them on, or scores by itself."""
    onward = [edge for edge in design.data_out_of(caller) if edge.target != encoder]
    if any(edge.unknown or not {"embeddings", "features"}.isdisjoint(edge.types) for edge in onward):
        return True
    if any(design.has(other, Trait.INDEXES_VECTORS) for other in design.direct_callees(caller)):
        return True
    return not design.has(caller, Trait.ORCHESTRATES, Trait.ANSWERS_REQUESTS)


def _hands_out(design: DesignGraph, encoder: str, callers: Sequence[str]) -> bool:
    """Whether an encoder searches by itself, or publishes or stores its embeddings."""
    return any(
        edge.target not in callers for edge in design.data_out_of(encoder) if "embeddings" in edge.types
    )
