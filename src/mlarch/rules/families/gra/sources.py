"""GRA: where data comes from: what is handed on must have been made, or been given, before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.catalog import TYPES
from mlarch.catalog.traits import Trait
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import a_kind, listed

__all__ = ["missing_input", "unsourced_payload"]


@rule("GRA017", "unsourced-payload", stage=Stage.PRODUCTION)
def unsourced_payload(design: DesignGraph) -> Iterator[Outcome]:
    """A call that hands on scores, vectors, passages or a prompt which nobody has made.

    **Checks.** The author wrote what a call carries. Its sender is no store, stream or balancer, its kind
    does not make that type, and no flow brings the sender the type, or anything that it could choose it from:
    for scores, predictions or candidates; for passages, documents; for a list, candidates. What the receiver
    gives back does not count. A sender into which anything flows of which it is not known what it is keeps
    the rule silent, and so do clients, models on devices and generic, `external` and `planned` components.

    **Why.** A stage between the two was forgotten, or the arrow starts at the wrong box: the scores that a
    decision is made of come from a model, and it is not there.

    **When it is wrong.** The sender makes it itself: state `produces:` on it, or give it that second kind.
    """
    blamed: set[tuple[str, str]] = set()
    for edge in design.data_edges:
        sender = edge.source
        if not edge.resolved.waits or not edge.resolved.certain or _may_have_anything(design, sender):
            continue
        for type_ in _written(edge):
            if TYPES[type_].made_of is None or (sender, type_) in blamed or _has(design, edge, type_):
                continue
            blamed.add((sender, type_))
            makers = TYPES[type_].made_by
            what = TYPES[type_].name.lower()
            maker = suggest_id(design, *makers)
            yield problem(
                edge.flow,
                f"{sender} hands {what} to {edge.target}, and nobody has made any: nothing {sender} gets "
                f"could be {what}",
                components=(sender, edge.target),
                kinds=makers,
                help=f"Add where {sender} gets them: {a_kind(makers[0])}, e.g. `- {sender} -> {maker}: "
                f"{{returns: {what}}}` before this call; or state `produces: [{what}]` on {sender}.",
            )


def _written(edge: DataEdge) -> list[str]:
    """The types that the author wrote on an edge."""
    return [p.type for p in edge.payloads if p.type is not None and not edge.resolved.is_assumed(p)]


def _may_have_anything(design: DesignGraph, name: str) -> bool:
    if exempt(design.components[name]) or name in design.clients or design.passes(name):
        return True
    if design.has(name, Trait.RUNS_ON_DEVICE):  # with all that makes a list of what the model says
        return True
    generic = any(kind.any_data for kind in design.kinds(name))
    return generic or any(edge.unknown for edge in design.data_into(name))


def _has(design: DesignGraph, edge: DataEdge, type_: str) -> bool:
    """Whether the sender makes the type, or was given it, or what it is made of, by anyone but the taker.

    What an answer is made of may come with its question, too.
    """
    if type_ in design.produces(edge.source):
        return True
    given = {
        t
        for other in design.data_into(edge.source)
        if edge.direction == "backward" or other.source != edge.target
        for t in other.types
    }
    return type_ in given or not given.isdisjoint(TYPES[type_].made_of or ())


# What is no work: settings and models, what a component tells of itself, and what only asks.
_ASIDE = frozenset({"config", "model_artifact", "metrics", "logs", "traces", "request", "response"})


@rule("GRA019", "missing-input", stage=Stage.PRODUCTION, covers=("GRA015",))
def missing_input(design: DesignGraph) -> Iterator[Outcome]:
    """A component that states what it works on, and is given none of it.

    **Checks.** The spec states `consumes:` on a component that some flow touches, and no flow brings it any
    of these types, nor anything that is not known. Models, settings, telemetry, requests and their answers do
    not count, and what is called, `external` or `planned`, a client or a store, is left out. Types that are
    near one another (events and raw data, lists and candidates) count as the same.

    **Why.** The author wrote what the component needs, and the drawing does not bring it: either the flow was
    forgotten, or the statement is out of date (Polyzotis et al., *Data Management Challenges in Production
    Machine Learning*, 2017).

    **When it is wrong.** It fetches that by itself: draw the call. It takes something else: correct
    `consumes:`.
    """
    for component in design.components.values():
        name = component.id
        if exempt(component) or not component.consumes or name in design.clients or design.passes(name):
            continue
        into = design.data_into(name)
        if design.calls_to(name) or not (into or design.data_out_of(name)):
            continue
        if any(edge.unknown for edge in into):
            continue
        given = {near for edge in into for type_ in edge.types if type_ is not None for near in _near(type_)}
        work = [type_ for type_ in component.consumes if type_ not in _ASIDE]
        if work and given.isdisjoint(work):
            yield _not_given(design, component, work)


def _not_given(design: DesignGraph, component: Component, work: Sequence[str]) -> Problem:
    what = [TYPES[type_].name.lower() for type_ in work]
    makers = [trait for type_ in work for trait in TYPES[type_].made_by[:1]]
    maker = suggest_id(design, *makers[:1]) if TYPES[work[0]].made_by else "service"
    return problem(
        component,
        f"{component.id} is said to work on {listed(what)}, and no flow brings it any",
        at="consumes",
        kinds=dict.fromkeys(makers),
        help=f"Draw where it comes from, e.g. `- {maker} => {component.id}: {what[0]}`, or correct "
        "`consumes:`.",
    )


_NEAR = (
    frozenset({"event", "raw_data", "logs"}),
    frozenset({"candidates", "ranked_list", "scores", "predictions"}),
    frozenset({"documents", "media", "raw_data", "chunks"}),
    frozenset({"query", "request", "prompt"}),
    frozenset({"labels", "training_dataset", "decision"}),
)


def _near(type_: str) -> frozenset[str]:
    """The type, and those that people write for it."""
    return frozenset({type_}).union(*(near for near in _NEAR if type_ in near))
