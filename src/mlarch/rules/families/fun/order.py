"""FUN: what comes before what: filters before the last stage, scores before a re-ranking."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.funnel import ITEMS, lineups
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Stage as Maturity
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["early_re_ranking", "starved_page"]


@rule(
    "FUN004",
    "starved-page",
    severity=Severity.INFO,
    stage=Maturity.PRODUCTION,
    about=("retrieval", "ranking"),
)
def starved_page(design: DesignGraph) -> Iterator[Outcome]:
    """A filter after the last ordering, which may leave the page half empty.

    **Checks.** In the order of a caller's calls, a component that filters and does nothing else comes after
    the last ranker, re-ranker or auction, and no later stage brings items.

    **Why.** What it drops leaves holes, and for some users nothing: those with many blocks, in small
    countries, in the last minutes of a sale. Filter before the last stage, or hand over more than the page
    shows.

    **When it is wrong.** The last stage gives enough to spare: state it, `funnel: 60 -> 20` on the filter.
    """
    for caller, stages in lineups(design).items():
        ordered = [s for s in stages if design.has(s.name, Trait.ORDERS)]
        if not ordered:
            continue
        last = max(ordered, key=lambda s: s.step)
        late = [s for s in stages if s.step > last.step]
        if any(design.has(s.name, Trait.FINDS, Trait.FALLS_BACK) for s in late):
            continue
        for stage in late:
            component = design.components[stage.name]
            spare = component.funnel is not None and component.funnel.incoming is not None
            if (
                all(kind.has(Trait.FILTERS_CONTENT) for kind in design.kinds(stage.name))
                and not exempt(component)
                and not spare
            ):
                yield problem(
                    component,
                    f"{stage.name} drops items after {last.name} has settled the page: {caller} may have too "
                    "few to show",
                    components=(stage.name, last.name, caller),
                    path=(caller, stage.name),
                    help=f"Move the call to {stage.name} before {last.name}, or state what is to spare: "
                    f"`funnel: 60 -> 20` on {stage.name}.",
                )


@rule("FUN005", "early-re-ranking", fixes="unsafe", about=(Trait.REARRANGES,))
def early_re_ranking(design: DesignGraph) -> Iterator[Outcome]:
    """Items that are re-ordered before they have scores.

    **Checks.** A re-ranker that is no ranker is called before its caller's first ranker or model server. Or
    nothing that its data comes from, nor anything that its callers ask, gives scores: no model, no index, no
    precomputed results. A candidate generator counts as a scorer unless the drawing shows what it asks, and
    that is no index and no encoder. Where a flow or a component leaves open what comes, nothing is said.

    **Why.** Re-ranking trades relevance for variety, freshness or rules. Without scores there is nothing to
    trade, and what is scored afterwards is ordered anew.

    **When it is wrong.** The order of the candidates is a score (newest first, nearest first): draw it as a
    ranker, or give the re-ranker both kinds, `kind: [ranker, re_ranker]`.
    """
    before = _too_early(design)
    for component in design.having(Trait.REARRANGES).accountable():
        name = component.id
        if design.has(name, Trait.SCORES_ITEMS, Trait.GENERATES_CANDIDATES, Trait.AUCTIONS):
            continue
        if name in before:
            caller, scorer = before[name]
            yield problem(
                component,
                f"{caller} asks {name} to re-order before {scorer} has scored: the scores undo its order",
                components=(name, scorer, caller),
                path=(caller, name),
                help=f"Move the call to {name} after the call to {scorer}.",
                fix=_swapped(design, caller, name, scorer),
            )
            continue
        bare = _unscored(design, name)
        if bare:
            ranker = suggest_id(design, Trait.RANKS)
            caller = next(iter(design.direct_callers(name)), name)
            yield problem(
                component,
                f"{name} re-orders what nobody has scored: the items of {quoted(bare)} come without scores",
                components=(name, *bare),
                help=f"Score them first: {{add}} before the call to {name}.",
                add=f"{caller} -> {ranker}: {{sends: candidates, returns: scores}}",
                before=fixes.call(design, caller, name),
            )


def _swapped(design: DesignGraph, caller: str, early: str, scorer: str) -> fixes.Planned | None:
    """The mend that calls the scorer first."""
    calls = {r.callee: r.flow for r in reversed(design.calls_from(caller))}
    if early not in calls or scorer not in calls:
        return None
    return fixes.move(design, calls[scorer], calls[early])


def _too_early(design: DesignGraph) -> dict[str, tuple[str, str]]:
    """Re-rankers that come before the first scorer of their caller, with caller and scorer."""
    found: dict[str, tuple[str, str]] = {}
    for caller, stages in lineups(design).items():
        scorers = [s for s in stages if design.has(s.name, Trait.RANKS, Trait.PRE_RANKS, Trait.SERVES_MODEL)]
        given = [s for s in stages if design.has(s.name, Trait.FINDS)]
        if not scorers or not given:
            continue
        first = min(scorers, key=lambda s: s.step)
        early = (s for s in stages if s.step < first.step and design.has(s.name, Trait.REARRANGES))
        found.update((s.name, (caller, first.name)) for s in early)
    return found


def _unscored(design: DesignGraph, name: str) -> list[str]:
    """The sources whose items reach the re-ranker without a score; empty when there may be one."""
    callers = design.direct_callers(name)
    around = dict.fromkeys(design.upstream([name], ITEMS, unknown=True))
    around |= dict.fromkeys(s.name for caller in callers for s in lineups(design).get(caller, ()))
    around.pop(name, None)
    if any(_scores(design, other) for other in around):
        return []
    finders = [n for n in around if design.has(n, Trait.GENERATES_CANDIDATES)]
    return [n for n in finders if _asks_plain_stores(design, n)]


def _scores(design: DesignGraph, name: str) -> bool:
    if any(kind.any_data for kind in design.kinds(name)):
        return True
    return design.has(
        name, Trait.SCORES_ITEMS, Trait.KEEPS_PREDICTIONS, Trait.PREDICTS_IN_BATCH, Trait.DECIDES
    )


def _asks_plain_stores(design: DesignGraph, name: str) -> bool:
    asked = design.direct_callees(name)
    if design.has(name, Trait.ENCODES_QUERIES, Trait.INDEXES_VECTORS, Trait.INDEXES_TEXT):
        return False
    plain = (Role.STORE,)
    return bool(asked) and all(
        all(kind.role in plain and not kind.has(Trait.FINDS) for kind in design.kinds(callee))
        for callee in asked
    )
