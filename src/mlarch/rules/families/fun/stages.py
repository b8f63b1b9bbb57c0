"""FUN: the stages of one service in order: how many items each takes, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.funnel import lineups
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.quantities import Dimension, format_value
from mlarch.records import dataclass
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.phrases import quoted

__all__ = ["funnel_gap", "widening_stage"]

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
