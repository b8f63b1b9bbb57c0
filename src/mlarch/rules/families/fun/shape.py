"""FUN: the shape of retrieval and ranking: sources, their union, what orders them, how new items get in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.funnel import ITEMS, lineups
from mlarch.analysis.staleness import slowest_hop
from mlarch.analysis.text_evidence import parts_say, says
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Mode
from mlarch.model import Stage as Maturity
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["no_merger", "stale_index", "uncalibrated_price", "unranked_candidates"]

_RANKED_BY = (Trait.ORDERS, Trait.DECIDES, Trait.BUILDS_PROMPTS, Trait.PREDICTS_IN_BATCH, Trait.CALIBRATES)


@rule("FUN002", "unranked-candidates", fixes="unsafe", about=(Trait.GENERATES_CANDIDATES,))
def unranked_candidates(design: DesignGraph) -> Iterator[Outcome]:
    """Candidates that no ranker sees.

    **Checks.** A candidate generator is asked on a client's path, a ranker, re-ranker or model that scores
    stands on one too, what the generator finds reaches none, as candidates or lists, and who asks for it
    asks no ranker. Or at least two generators give to one caller, and nothing orders their items: no ranker,
    no merger, no model. One source alone, whose own order may do, is left out: where there is no ranker, and
    in a service that shares no path with one. So are flows of which it is not known what they carry.

    **Why.** Sources are built for recall, and their scores cannot be compared: what is not ranked together is
    shown in the order of the sources (Covington et al., 2016: ranking is where sources meet).

    **When it is wrong.** The caller orders by itself: give it a second kind, `kind: [orchestrator,
    re_ranker]`.
    """
    finders = [
        c.id for c in design.having(Trait.GENERATES_CANDIDATES).accountable() if c.id in design.on_path
    ]
    finders = [name for name in finders if not design.has(name, *_RANKED_BY)]
    rankers = [n for n in design.on_path if design.has(n, *_RANKED_BY)]
    ordering = [n for n in rankers if not design.has(n, Trait.CALIBRATES, Trait.DECIDES)]
    sorting = frozenset((*rankers, *design.having(Trait.PREDICTS_IN_BATCH).ids))
    apart = _of_other_services(design, finders, ordering)
    for name in finders:
        if ordering and name in apart:
            continue
        if ordering and not _reaches(design, name, sorting):
            caller = next(iter(design.direct_callers(name)), name)
            yield problem(
                design.components[name],
                f"what {name} finds reaches no ranker: {quoted(ordering)} never "
                f"{'sees' if len(ordering) == 1 else 'see'} it",
                components=(name, *ordering),
                kinds=(Trait.RANKS,),
                help="Hand it on: {add}.",
                add=_scored(caller, ordering[0]),
            )
    if ordering or design.having(Trait.MERGES_CANDIDATES):
        return
    for caller, stages in lineups(design).items():
        asked = [s.name for s in stages if s.name in finders]
        if len(asked) > 1 and caller in design.on_path:
            ranker = suggest_id(design, Trait.RANKS)
            yield problem(
                design.components[caller],
                f"{caller} gets candidates from {quoted(asked)}, and nothing orders them together: their "
                "scores cannot be compared",
                components=(caller, *asked),
                kinds=(Trait.RANKS,),
                help=f"Add `{ranker}: ranker` and {{add}}.",
                add=_scored(caller, ranker),
            )


def _of_other_services(design: DesignGraph, finders: Sequence[str], rankers: Sequence[str]) -> frozenset[str]:
    """The finders that clients ask for by services which lead to no ranker: another feature."""
    aside = frozenset((*design.entries, *design.having(Trait.BALANCES, Trait.ADMITS).ids))
    ranking = frozenset(design.callers(rankers)) - aside
    if not ranking:
        return frozenset()
    beside = frozenset((*ranking, *design.callees(ranking)))
    return frozenset(n for n in finders if n not in beside and not aside.issuperset(design.direct_callers(n)))


def _scored(caller: str, ranker: str) -> str:
    """The flow by which a ranker is asked for scores."""
    return f"{caller} -> {ranker}: {{sends: candidates, returns: scores}}"


def _reaches(design: DesignGraph, name: str, rankers: frozenset[str]) -> bool:
    """Whether the items get to a ranker, or whoever asked for them asks a ranker too."""
    callers = design.direct_callers(name)
    beside = {stage.name for caller in callers for stage in lineups(design).get(caller, ())}
    if not beside.isdisjoint(rankers):
        return True
    found = design.ways((name,), design.clients, types=ITEMS, unknown=True)
    return any(other in rankers for other in found if other not in design.clients)


@rule(
    "FUN003",
    "no-merger",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Maturity.PRODUCTION,
    about=(Trait.GENERATES_CANDIDATES,),
)
def no_merger(design: DesignGraph) -> Iterator[Outcome]:
    """Several sources of candidates, and nothing that makes one list without duplicates of them.

    **Checks.** A component on a client's path asks at least two sources (candidate generators, or indexes
    asked directly), and no candidate merger stands on the path, nor does the name or the description of any
    component, or a payload, speak of merging, fusion, blending or duplicates.

    **Why.** Sources overlap. Unmerged, an item is scored twice and shown twice, and the largest source crowds
    out the others (the usual step between retrieval and ranking; Cormack et al., *Reciprocal Rank Fusion*,
    2009).

    **When it is wrong.** The caller or the ranker drops duplicates: say so in its `description`.
    """
    if any(design.has(name, Trait.MERGES_CANDIDATES) for name in design.on_path) or parts_say(
        design, design.on_path, _MERGING
    ):
        return
    for caller, stages in lineups(design).items():
        asked = [s.name for s in stages if design.has(s.name, Trait.FINDS)]
        asked = [name for name in dict.fromkeys(asked) if not exempt(design.components[name])]
        if len(asked) < 2 or caller not in design.on_path or not _gives_items(design, caller, asked):
            continue
        merger = suggest_id(design, Trait.MERGES_CANDIDATES)
        yield problem(
            design.components[caller],
            f"{caller} gets candidates from {quoted(asked)}, and nothing joins them: items found twice are "
            "ranked and shown twice",
            components=(caller, *asked),
            help=f"Add `{merger}: candidate_merger` and {{add}} after the retrieval.",
            add=f"{caller} -> {merger}: candidates",
        )


_MERGING = r"merg|dedup|de-dup|duplicat|union|fusion|\bfus|\brrf\b|blend|interleav|combin|\bjoin"


def _gives_items(design: DesignGraph, caller: str, sources: list[str]) -> bool:
    """Whether at least two of the sources surely give items to their caller."""
    giving = {
        e.source
        for e in design.data_into(caller)
        if e.source in sources and not set(ITEMS).isdisjoint(e.types)
    }
    return len(giving) > 1


@rule("FUN007", "uncalibrated-price", fixes="unsafe", about=(Trait.AUCTIONS,))
def uncalibrated_price(design: DesignGraph) -> Iterator[Outcome]:
    """An auction that takes scores for probabilities.

    **Checks.** An auction stands on a client's path, a model that scores gives to it or to its caller, and
    there is no calibrator and no word of calibration anywhere.

    **Why.** The auction multiplies the score by the bid. A score that is 10 % too high is an ad priced 10 %
    too high; order alone is not enough (He et al., *Practical Lessons from Predicting Clicks on Ads at
    Facebook*, 2014; McMahan et al., *Ad Click Prediction: a View from the Trenches*, 2013).

    **When it is wrong.** The model is calibrated by its training: say so, e.g. `offline: [log loss,
    calibration ratio]`.
    """
    if design.having(Trait.CALIBRATES) or says(design, r"calibrat|platt|isotonic|normali[sz]ed entropy"):
        return
    for component in design.having(Trait.AUCTIONS).accountable():
        name = component.id
        sources = design.upstream([name], ("scores", "predictions", "candidates", "ranked_list"))
        models = [n for n in sources if design.has(n, Trait.RANKS, Trait.PRE_RANKS, Trait.SERVES_MODEL)]
        if name in design.on_path and models:
            calibrator = suggest_id(design, Trait.CALIBRATES)
            caller = next(iter(design.direct_callers(name)), None)
            yield problem(
                component,
                f"{name} prices by the scores of {quoted(models)}, and nothing makes probabilities of them",
                components=(name, *models),
                kinds=(Trait.CALIBRATES,),
                help=f"Add `{calibrator}: calibrator` and call it between {models[-1]} and {name}.",
                add=f"{caller} -> {calibrator}: {{sends: scores, returns: scores}}" if caller else (),
                before=fixes.call(design, caller, name) if caller else None,
            )


def _news_otherwise(design: DesignGraph, seconds: float) -> bool:
    """Whether features that requests read come over a stream and in time."""
    stores = (n for n in design.having(Trait.SERVES_FEATURES).ids if n in design.on_path)
    streamed = (n for n in stores if any(e.flow.mode is Mode.STREAM for e in design.data_into(n)))
    return any(slowest_hop(design, name)[0] <= seconds for name in streamed)


@rule("FUN008", "stale-index", covers=("TRN012",), about=(Trait.INDEXES_VECTORS, Trait.INDEXES_TEXT))
def stale_index(design: DesignGraph) -> Iterator[Outcome]:
    """An index that new items reach later than the requirements allow.

    **Checks.** `requirements: freshness` is stated, and all ways on which data gets into a vector or text
    index that is asked on a client's path have a hop with an `every:` or a `lag:` longer than that. A hop
    that states neither counts as immediate. An *info* where a stream brings features into an online store in
    time: then these may be what has to be fresh.

    **Why.** An item that is not in the index cannot be found, and one that is gone is still shown. New items
    need a way to the index that is as fast as the freshness target (streamed additions between full builds).

    **When it is wrong.** New items are found elsewhere (a list of the newest, a rule), and the freshness is
    that of features: accept the finding with that reason.
    """
    wanted = design.architecture.requirements
    if wanted is None or wanted.freshness is None:
        return
    for component in design.having(Trait.INDEXES_VECTORS, Trait.INDEXES_TEXT).accountable():
        if component.id not in design.on_path:
            continue
        delay, hop = slowest_hop(design, component.id)
        if hop is None or delay <= wanted.freshness.value * (1 + 1e-9):
            continue
        yield problem(
            hop.flow,
            f"new items reach {component.id} {format_value(delay, Dimension.TIME)} late at best, through "
            f"`{hop.flow}`; they should be found within {wanted.freshness}",
            components=(component.id, hop.source, hop.target),
            flows=(hop.flow.ends,),
            severity=Severity.INFO if _news_otherwise(design, wanted.freshness.value) else None,
            help=f"Run `{hop.flow}` at least `every: {wanted.freshness}`, or stream new items into "
            f"{component.id}: `- {hop.source} ~> {component.id}: embeddings`.",
        )
