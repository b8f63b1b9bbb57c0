"""FUN: what stands last in the order of a list: a light ranker alone, or scores as they come."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import parts_say
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["light_ranker_alone", "unarranged_list"]

_HEAVY = (Trait.RANKS, Trait.CROSS_ENCODES, Trait.SERVES_MODEL, Trait.GENERATES, Trait.DECIDES)


@rule("FUN009", "light-ranker-alone", fixes="unsafe", stage=Stage.PRODUCTION, about=("retrieval", "ranking"))
def light_ranker_alone(design: DesignGraph) -> Iterator[Outcome]:
    """A first-stage ranker with no second stage.

    **Checks.** A pre-ranker, and nothing else by its kind, stands on a client's path, and no ranker,
    cross-encoder, model server, language model or decision engine does.

    **Why.** A first stage is built to lose nothing that matters, not to decide what is shown first: it has
    microseconds per item and few features (Covington et al., 2016; Cheng et al., *Wide & Deep Learning*,
    2016, which spends its latency on the last stage).

    **When it is wrong.** The model is the only one and good enough: it is a `ranker`.
    """
    path = frozenset(design.on_path)
    if any(name in path for name in design.having(*_HEAVY).ids):
        return
    for component in design.having(Trait.PRE_RANKS).accountable():
        name = component.id
        if name not in path or len(component.kinds) > 1:
            continue
        ranker = suggest_id(design, Trait.RANKS)
        callers = design.direct_callers(name)
        if not callers:
            continue
        call = f"{callers[0]} -> {ranker}: {{sends: candidates, returns: scores}}"
        yield problem(
            component,
            f"{name} is a first-stage ranker, and no second stage scores what it leaves: {quoted(callers)} "
            "shows a list that was made to be cut, not to be read",
            components=(name, *callers),
            help=f"Add the second stage: {{add}}, or give {name} the kind `ranker`.",
            add=call,
        )


_ARRANGED = (
    r"divers|variety|re-?rank|dedup|duplicat|spacing|no two|no repeats|mmr|determinantal|interleav|blend|"
    r"fatigue|explor"
)


# What these do about duplicates is done before anything has a score.
_BEFORE = (Trait.FINDS, Trait.MERGES_CANDIDATES, Trait.FILTERS_CONTENT)


def _arranges(design: DesignGraph) -> bool:
    parts = [name for name in design.on_path if not design.has(name, *_BEFORE)]
    return parts_say(design, parts, _ARRANGED)


@rule(
    "FUN010",
    "unarranged-list",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    about=("retrieval", "ranking"),
)
def unarranged_list(design: DesignGraph) -> Iterator[Outcome]:
    """A list that is shown in the order of its scores, item by item.

    **Checks.** The requirements say `personalized: true`, a ranker stands on a client's path, and what it
    gives gets to a client as a list; there is no
    re-ranker, bandit, auction, cross-encoder or language model on a path, and no word of variety, duplicates,
    spacing, blending or exploration in what is said of the parts on the path behind retrieval, or of what
    flows: a wish for variety in the goals, or a metric of it, arranges nothing.

    **Why.** A ranker scores one item at a time. Ten good items of one kind make a bad page, and what is new
    never gets there by itself (Carbonell and Goldstein, *The Use of MMR*, 1998; Wilhelm et al., *Practical
    Diversified Recommendations on YouTube with Determinantal Point Processes*, 2018).

    **When it is wrong.** One answer is wanted, or the order is all: say so in the ranker's `description`.
    """
    wanted = design.architecture.requirements
    if wanted is None or not wanted.personalized:
        return
    path = frozenset(design.on_path)
    after = (
        Trait.REARRANGES,
        Trait.EXPLORES,
        Trait.AUCTIONS,
        Trait.GENERATES,
        Trait.CROSS_ENCODES,
        Trait.DECIDES,
    )
    if any(name in path for name in design.having(*after).ids) or _arranges(design):
        return
    shown = any("ranked_list" in edge.types for name in design.clients for edge in design.data_into(name))
    for component in design.having(Trait.RANKS).accountable():
        name = component.id
        callers = design.direct_callers(name)
        if (
            not shown
            or name not in path
            or not callers
            or design.has(name, Trait.ORCHESTRATES, Trait.ANSWERS_REQUESTS)
        ):
            continue  # what answers by itself may arrange by itself
        ranker = suggest_id(design, Trait.REARRANGES)
        yield problem(
            component,
            f"{callers[0]} shows the items of {name} in the order of their scores: nothing looks at the list "
            "as a whole",
            components=(name, *callers),
            kinds=(Trait.REARRANGES,),
            help=f"Add `- {callers[0]} -> {ranker}: ranked list` after the call to {name}, or say what is "
            "done "
            "about variety and duplicates.",
        )
        return
