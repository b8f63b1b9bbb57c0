"""SKW: features that are meant to be fresher than the way they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.staleness import Delays, carries_news, slowest_hop, source_delays
from mlarch.analysis.stems import stems_of
from mlarch.analysis.text_evidence import duration, said_of
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Feature
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["stale_feature"]


@rule("SKW006", "stale-feature", about=("@features",))
def stale_feature(design: DesignGraph) -> Iterator[Outcome]:
    """A feature that should be seconds old, and comes by a job that runs once a day.

    **Checks.** A feature states its `freshness` as a time and names a component as `online`. Of all ways on
    which data gets into that component, each has a hop with an `every:` or a `lag:` longer than that. A hop
    that states neither counts as immediate. Or a source that has a word in common with the feature's name
    (an external one: or with its `entity`) has such a hop on its way, or is said to send only now and then
    (`uploads every 5 min`); or, an *info*, a source is older than any feature that is found there may be. Or
    the component is a store, and nothing brings it any data: an *info* of a cache or a table, which people
    may keep by hand. What predicts in batches is left out: it reads when it runs. At
    most twice as old is an *info*. Said once per component, for the freshest feature.

    **Why.** What happened since the last run is missing: the watches of this session, the payments of this
    minute. A model trained on logged, fresh values meets old ones (Zinkevich, *Rules of Machine Learning*,
    rule 8: know the freshness requirements of your system).

    **When it is wrong.** The fresh values come another way: draw the stream. A day is fresh enough: say
    `freshness: 24h`.
    """
    data = design.architecture.data
    wanted: dict[str, tuple[float, int]] = {}
    told: set[str] = set()
    features = () if data is None else data.features
    for number, feature in enumerate(features):
        limit, place = duration(feature.freshness), feature.online
        if limit is None or place is None or place not in design.components:
            continue
        # What runs now and then reads when it runs: the time between its runs is no age.
        if exempt(design.components[place]) or design.has(place, Trait.PREDICTS_IN_BATCH):
            continue
        wanted[place] = min(wanted.get(place, (limit.value, number)), (limit.value, number))
    for place, (limit_value, number) in wanted.items():
        if _empty(design, place):
            yield _unfilled(design, features[number], place)
            continue
        delay, hop = slowest_hop(design, place)
        if hop is None or delay <= limit_value * (1 + 1e-9):
            continue
        feature = features[number]
        stream = suggest_id(design, Trait.COMPUTES_FEATURES_LIVE)
        yield problem(
            feature,
            f"`{feature.name}` should be {feature.freshness} old at most in {place}, and comes through "
            f"`{hop.flow}` every {format_value(delay, Dimension.TIME)}",
            at="freshness",
            components=(place, hop.source, hop.target),
            kinds=(Trait.COMPUTES_FEATURES_LIVE,),
            severity=Severity.INFO if delay <= 2 * limit_value else None,
            help=f"Add a streaming path: `- {stream} ~> {place}: fresh features`; or say how old it may be.",
        )
        told.add(place)
    yield from _own_ways(design, told)


_COMPUTES = (Trait.COMPUTES_FEATURES_IN_BATCH, Trait.COMPUTES_FEATURES_LIVE)


def _own_ways(design: DesignGraph, told: set[str]) -> Iterator[Outcome]:
    """A feature whose own source, by its name, is older than it may be, whatever else is quick."""
    data = design.architecture.data
    features = data.features if data is not None else ()
    delays: dict[str, tuple[Delays, Delays]] = {}
    for feature in features:
        limit, place = duration(feature.freshness), feature.online
        if limit is None or place is None or place not in design.components or place in told:
            continue
        if place not in delays:
            delays[place] = source_delays(design, place)
        sources, between = delays[place]
        computed = {name: delay for name, delay in between.items() if design.has(name, *_COMPUTES)}
        named = stems_of(feature.name.lower())
        way = _named_way(design, named, sources) or _named_way(design, named, computed)
        if way is None:
            outside = {name: delay for name, delay in sources.items() if design.components[name].external}
            way = _named_way(design, stems_of((feature.entity or "").lower()), outside)
        guessed = way is None
        way = way or _unexplained(features, place, sources)
        delay, source, hop = way or (0.0, "", None)
        own_run = hop is not None and hop.target == place and design.has(place, Trait.PREDICTS_IN_BATCH)
        if own_run or delay <= limit.value * (1 + 1e-9):
            continue
        through = f"through `{hop.flow}` " if hop is not None else ""
        yield problem(
            feature,
            f"`{feature.name}` should be {feature.freshness} old at most in {place}, and comes from {source} "
            f"{through}every {format_value(delay, Dimension.TIME)}",
            at="freshness",
            components=dict.fromkeys((place, source, *(hop.flow.ends if hop is not None else ()))),
            kinds=(Trait.COMPUTES_FEATURES_LIVE,),
            severity=Severity.INFO if guessed else None,
            help="Get it more often, or as it changes; or say how old it may be.",
        )
        told.add(place)


def _unexplained(
    features: Sequence[Feature], place: str, sources: Delays
) -> tuple[float, str, DataEdge | None] | None:
    """The slowest source of a place, where none of the features there may be as old as it is."""
    limits = [duration(each.freshness) for each in features if each.online == place]
    slow = [(delay, source, hop) for source, (delay, hop) in sources.items() if hop is not None]
    worst = max(slow, key=lambda way: way[0], default=None)
    if worst is None or any(limit is None or limit.value >= worst[0] for limit in limits):
        return None
    return worst


def _named_way(
    design: DesignGraph, named: frozenset[str], delays: Delays
) -> tuple[float, str, DataEdge | None] | None:
    """The quickest of the ways from what has a name in common with a feature; None where nothing has."""
    ways = (
        (delay, source, hop)
        for source, (delay, hop) in delays.items()
        if not named.isdisjoint(stems_of(said_of(design.components[source])))
    )
    return min(ways, key=lambda way: way[0], default=None)


def _empty(design: DesignGraph, place: str) -> bool:
    """Whether a store is only read: nothing is known, or might be, to bring it data."""
    stores = (Trait.SERVES_FEATURES, Trait.CACHES, Trait.KEEPS_VALUES_BY_KEY)
    written = (edge for edge in design.data_into(place) if carries_news(edge))
    return design.has(place, *stores) and len(design.kinds(place)) == 1 and not any(written)


def _unfilled(design: DesignGraph, feature: Feature, place: str) -> Outcome:
    maker = suggest_id(design, Trait.COMPUTES_FEATURES_LIVE, Trait.COMPUTES_FEATURES_IN_BATCH)
    return problem(
        feature,
        f"`{feature.name}` is served from {place}, and nothing brings it there",
        at="online",
        components=(place,),
        kinds=(Trait.COMPUTES_FEATURES_LIVE, Trait.COMPUTES_FEATURES_IN_BATCH),
        severity=None if design.has(place, Trait.SERVES_FEATURES) else Severity.INFO,
        help=f"Add who writes it: `- {maker} ~> {place}: features`.",
    )
