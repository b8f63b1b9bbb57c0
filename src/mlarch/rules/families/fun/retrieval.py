"""FUN: where the items that are ranked come from."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.funnel import ITEMS
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.quantities import Dimension, Quantity, format_value
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["no_retrieval"]


@rule("FUN006", "no-retrieval", fixes="unsafe", options={"items": 100_000}, about=(Trait.RANKS,))
def no_retrieval(design: DesignGraph, *, items: int) -> Iterator[Outcome]:
    """A ranker that is to score the whole catalogue, or candidates that nobody finds.

    **Checks.** A ranker states a `funnel:` that takes at least `items` (an option) items per request. Or
    `requirements: items` states at least as many, a ranker or pre-ranker stands on a client's path, and there
    is nothing that finds candidates: no generator, index, graph, filter, auction or precomputed results, and
    no candidates that somebody hands to it. Or candidates are written on the call to a ranker or pre-ranker,
    and neither its caller nor anybody whose data or answers the caller has could have found any.

    **Why.** Scoring costs per item: at 10 µs each, 10 million items take 100 seconds. Retrieval finds some
    hundreds in milliseconds first (Covington et al., 2016).

    **When it is wrong.** The ranker is itself a search (a tree, a matrix product over all items): make it a
    `candidate_generator`.
    """
    wanted = design.architecture.requirements
    stated = wanted.items if wanted is not None else None
    rankers = [
        c
        for c in design.having(Trait.PRE_RANKS, Trait.RANKS, Trait.CROSS_ENCODES).accountable()
        if c.id in design.on_path
    ]
    for component in rankers:
        funnel = component.funnel
        taken = funnel.incoming if funnel is not None else None
        if taken is not None and taken.value >= items and not design.has(component.id, Trait.FINDS):
            yield _all_items(design, component.id, taken)
            return
    nowhere = [c for c in rankers if _from_nowhere(design, c.id)]
    if nowhere:
        yield _no_source(design, nowhere[0].id)
        return
    if stated is None or stated.value < items or not rankers or any(c.funnel for c in rankers):
        return
    finders = (
        Trait.FINDS,
        Trait.MERGES_CANDIDATES,
        Trait.KEEPS_LINKS,
        Trait.FILTERS_CONTENT,
        Trait.AUCTIONS,
        Trait.KEEPS_PREDICTIONS,
        Trait.PREDICTS_IN_BATCH,
    )
    names = {component.id for component in rankers}
    handed = any(
        "candidates" in edge.types and not edge.resolved.assumed and edge.source not in design.clients
        for edge in design.data_edges
        if edge.target in names
    )
    if not handed and not design.having(*finders):
        yield _all_items(design, rankers[0].id, stated)


def _all_items(design: DesignGraph, ranker: str, count: Quantity) -> Outcome:
    finder = suggest_id(design, Trait.GENERATES_CANDIDATES)
    caller = next(iter(design.direct_callers(ranker)), "api")
    seconds = format_value(count.value * _PER_ITEM, Dimension.TIME)
    return problem(
        design.components[ranker],
        f"{ranker} has {count} items to score for one request, {seconds} at 10 µs each; nothing finds the "
        "few hundred that are worth it",
        kinds=(Trait.GENERATES_CANDIDATES,),
        help=f"Retrieve first: `{finder}: candidate_generator` and `- {caller} -> {finder}: candidates` "
        f"before the call to {ranker}.",
        add=_asked_first(design, caller, finder),
        before=fixes.call(design, caller, ranker),
    )


def _asked_first(design: DesignGraph, caller: str, finder: str) -> str | tuple[()]:
    """The line in which who asks the ranker finds candidates; nothing where nobody asks it."""
    return f"{caller} -> {finder}: candidates" if caller in design.components else ()


def _from_nowhere(design: DesignGraph, ranker: str) -> bool:
    """Whether candidates are written on a call to the ranker, and nobody around its caller has any."""
    callers = dict.fromkeys(
        e.source
        for e in design.data_into(ranker)
        if e.resolved.waits
        and any(p.type == "candidates" and not e.resolved.is_assumed(p) for p in e.payloads)
    )
    if not callers or any(caller in design.clients for caller in callers):
        return False
    around = dict.fromkeys((*callers, *design.upstream(callers, ITEMS, unknown=True)))
    around |= dict.fromkeys(r.callee for c in callers for r in design.calls_from(c) if r.callee is not None)
    return not any(_may_have_items(design, name) for name in around if name != ranker)


def _may_have_items(design: DesignGraph, name: str) -> bool:
    if design.has(
        name,
        Trait.FINDS,
        Trait.MERGES_CANDIDATES,
        Trait.KEEPS_LINKS,
        Trait.FILTERS_CONTENT,
        Trait.KEEPS_PREDICTIONS,
        Trait.ACTS,
    ):
        return True
    component = design.components[name]
    if component.external or component.produces or any(kind.any_data for kind in design.kinds(name)):
        return True
    stores = (
        Trait.KEEPS_ROWS,
        Trait.KEEPS_VALUES_BY_KEY,
        Trait.CACHES,
        Trait.CACHES_ANSWERS,
        Trait.KEEPS_TABLES,
        Trait.KEEPS_OBJECTS,
    )
    if design.has(name, Trait.FALLS_BACK):
        return False
    return design.has(name, *stores) or _brings_items(design, name)


def _brings_items(design: DesignGraph, name: str) -> bool:
    """Whether a client sends the candidates itself."""
    return name in design.clients and any("candidates" in edge.types for edge in design.data_out_of(name))


def _no_source(design: DesignGraph, ranker: str) -> Outcome:
    finder = suggest_id(design, Trait.GENERATES_CANDIDATES)
    caller = next(iter(design.direct_callers(ranker)), "api")
    return problem(
        design.components[ranker],
        f"{caller} hands {ranker} candidates that nobody finds: nothing that it asks has any",
        components=(ranker, caller),
        kinds=(Trait.GENERATES_CANDIDATES,),
        help=f"Add what finds them: `{finder}: candidate_generator` and `- {caller} -> {finder}: candidates` "
        f"before the call to {ranker}.",
        add=_asked_first(design, caller, finder),
        before=fixes.call(design, caller, ranker),
    )


_PER_ITEM = 10e-6  # seconds: a planning figure for a small model on a processor, only shown
