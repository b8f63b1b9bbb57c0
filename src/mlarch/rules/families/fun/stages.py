"""FUN: the stages of one service in order: how many items each takes, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mlarch.analysis.funnel import ITEMS, lineups
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Component
from mlarch.model import Stage as Maturity
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, Problem, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["early_re_ranking", "funnel_gap", "starved_page", "widening_stage"]

_NARROWS = (
    Trait.MERGES_CANDIDATES,
    Trait.ORDERS,
    Trait.FILTERS_CONTENT,
    Trait.CALIBRATES,
    Trait.PREDICTS_IN_BATCH,
)


@rule("FUN001", "widening-stage", about=("@funnel",))
def widening_stage(design: DesignGraph) -> Iterator[Outcome]:
    """A stage of the funnel that gives more items than it takes, or takes more than there are.

    **Checks.** A component that joins, filters or orders items, and finds none, states a `funnel:` whose
    second number is larger than its first. Or its first number is larger than what the stages before it, in
    the order of its caller's calls, give together: the sources since the last stage that narrows, or the
    outcome of that stage. Sources that state no funnel leave the sum unknown.

    **Why.** Each stage of a funnel spends more time on fewer items. Where the numbers do not fit, the budget
    of latency and hardware that rests on them is wrong (Covington et al., *Deep Neural Networks for YouTube
    Recommendations*, 2016: millions, hundreds, dozens).

    **When it is wrong.** The stage adds items of its own: give it the second kind `candidate_generator`.
    """
    blamed: set[str] = set()
    for component in design.having(*_NARROWS).accountable():
        funnel = component.funnel
        if funnel is None or funnel.incoming is None or design.has(component.id, Trait.FINDS):
            continue
        if funnel.outgoing.value > funnel.incoming.value:
            blamed.add(component.id)
            yield problem(
                component,
                f"{component.id} takes {funnel.incoming} items and gives {funnel.outgoing}: this stage can "
                "only drop some",
                at="funnel",
                help=f"State what comes in and what is left, e.g. `funnel: {funnel.outgoing} -> "
                f"{funnel.incoming}`; or give it the second kind `candidate_generator`.",
            )
    for joint in _joints(design):
        if joint.taken > joint.supply * (1 + 1e-9) and joint.stage not in blamed:
            blamed.add(joint.stage)
            yield _unfed(design.components[joint.stage], joint)


@rule("FUN011", "funnel-gap", about=("@funnel",))
def funnel_gap(design: DesignGraph) -> Iterator[Outcome]:
    """A stage of the funnel that takes far fewer items than the ones before it give.

    **Checks.** In the order of a caller's calls, a component that joins, filters or orders items states in
    its `funnel:` that it takes less than half of what the stages before it give together: the sources since
    the last stage that narrows, or the outcome of that stage. Sources and stages that state no funnel leave
    the sum unknown, and so does a stage between the two that may drop items and states no numbers.

    **Why.** Somebody drops the rest, and by what rule is not said: the first stage of ranking, the merger or
    the filter that does it is missing, or the items are cut off in the order in which they came (Covington
    et al., 2016: each stage hands all of its answers to the next).

    **When it is wrong.** The caller cuts the list by the scores of the sources: make that the sources'
    number, `funnel: -> 200`.
    """
    for joint in _joints(design):
        if not joint.exact or joint.taken >= joint.supply * _DROPPED:
            continue
        component, count = design.components[joint.stage], format_value(joint.supply, Dimension.COUNT)
        yield problem(
            component,
            f"{quoted(joint.sources)} {'gives' if len(joint.sources) == 1 else 'give'} {count} items and "
            f"{joint.stage} takes {format_value(joint.taken, Dimension.COUNT)}: nothing drawn between them "
            "chooses",
            at="funnel",
            components=(joint.stage, *joint.sources, joint.caller),
            kinds=(Trait.PRE_RANKS, Trait.MERGES_CANDIDATES, Trait.FILTERS_CONTENT),
            help=f"Add the stage that cuts {count} to that, e.g. a `pre_ranker` or a `candidate_merger`, or "
            "make the numbers meet.",
        )


_DROPPED = 0.5  # duplicates and a cut at a round number take less


@dataclass(frozen=True, slots=True)
class _Joint:
    """Where two stages of one caller meet: what the sources give at most, and what the next stage takes.

    `exact` tells that nothing stands between them which may drop items and states no numbers.
    """

    caller: str
    sources: tuple[str, ...]
    stage: str
    supply: float
    taken: float
    exact: bool


def _joints(design: DesignGraph) -> Iterator[_Joint]:
    """The places in the order of a caller's calls at which both numbers are stated."""
    for caller, stages in lineups(design).items():
        supply, known, exact, sources = 0.0, True, True, list[str]()
        for stage in stages:
            component = design.components[stage.name]
            funnel = component.funnel
            if _brings(design, stage.name):
                sources.append(stage.name)
                known = known and funnel is not None
                supply += funnel.outgoing.value if funnel is not None else 0.0
            elif _may_add(design, component):
                known = False
            elif not design.has(stage.name, *_NARROWS):
                continue
            elif funnel is None:
                exact = False
            else:
                if known and sources and funnel.incoming is not None:
                    taken = funnel.incoming.value
                    yield _Joint(caller, tuple(sources), stage.name, supply, taken, exact)
                supply, known, exact, sources = funnel.outgoing.value, True, True, [stage.name]


def _may_add(design: DesignGraph, component: Component) -> bool:
    """Whether a component that states no numbers may bring items of its own."""
    kinds = design.kinds(component.id)
    if component.funnel is not None or design.has(component.id, Trait.FALLS_BACK):
        return False
    return any(
        kind.any_data or kind.has(Trait.KEEPS_LINKS, Trait.KEEPS_PREDICTIONS, Trait.PREDICTS_IN_BATCH)
        for kind in kinds
    )


def _brings(design: DesignGraph, name: str) -> bool:
    """Whether a stage is a source: it finds items, or answers with candidates and narrows none."""
    if design.has(name, Trait.FINDS):
        return True
    answers = (edge for edge in design.data_out_of(name) if edge.direction == "backward")
    return not design.has(name, *_NARROWS) and any("candidates" in edge.types for edge in answers)


def _unfed(component: Component, joint: _Joint) -> Problem:
    count = format_value(joint.supply, Dimension.COUNT)
    taken = component.funnel.incoming if component.funnel is not None else None
    return problem(
        component,
        f"{component.id} takes {taken} items, and {quoted(joint.sources)} "
        f"{'gives' if len(joint.sources) == 1 else 'give'} it {count} at most",
        at="funnel",
        components=(component.id, *joint.sources, joint.caller),
        help=f"Make the numbers meet: `funnel: {count} -> ...` on {component.id}, or let the stages "
        "before it give more.",
    )


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
