"""CAP: more work than what stands there can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.analysis.said_capacity import said_capacity
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.figures import Figure, Unit, shown
from mlarch.estimate.formulas.traffic import SECONDS_PER_DAY
from mlarch.estimate.propagation import ONE_TASK
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, problem, rule

if TYPE_CHECKING:
    from mlarch.estimate.capacity import Capacity
    from mlarch.graph import DesignGraph

__all__ = [
    "growing_queue",
    "overloaded_component",
    "overloaded_in_failure",
    "overloaded_without_a_zone",
    "unbounded_stream",
]

_SPARE = 1.05


@rule("CAP002", "overloaded-component", stage=Stage.SKETCH, about=("@rate",), covers=("CAP003",))
def overloaded_component(design: DesignGraph) -> Iterator[Outcome]:
    """A component that more work reaches at peak than all of its replicas can do.

    **Checks.** The rate at peak, followed along the calls (`calls`, `share`, `items`), times the work of one
    call is at least `replicas` (without `standby`) times `throughput`, or what `concurrency` and the mean
    time allow, whichever is tighter. Every call of a text or vector index touches every shard. *Error* where
    only stated figures decide, *warning* where one is assumed (the peak factor, a typical time). Or its
    description says what one machine does (`each reads 30 pages a minute`), how many there are (or `replicas`
    does), and that more comes, or has to be done in the hours that it names; or, where clients only send and
    nobody calls, the requirements let more come to the only model.

    **Why.** Above 100 % queues grow without end: there is no latency to speak of, and retries make it worse
    (Beyer et al., *Site Reliability Engineering*, 2016, chapter 21).

    **When it is wrong.** A cache keeps calls away: state the `share` of requests that go past it. Or the
    figure is that of all replicas together: state that of one.
    """
    told = set()
    for part, each in _loads(design):
        if each.peak is None or not each.overloaded:
            continue
        at = "replicas" if "replicas" in part.places else "throughput"
        certain = each.peak.certain or (
            each.average is not None and each.average.value >= 1 and each.average.certain
        )
        yield problem(
            part,
            f"{part.id} gets {_work(each, design)} at peak and {_can(each)}: load {each.peak}",
            at=at,
            severity=Severity.ERROR if certain else Severity.WARNING,
            help=_enough(each, design),
        )
        told.add(part.id)
    for part in design.parts.accountable():
        if design.kind(part.id).role is Role.PERSON:
            continue
        said = said_capacity(part, _comes_to_models(design) if design.has(part.id, Trait.INFERS) else None)
        if said is not None and part.id not in told and said.asked > said.able * _SPARE:
            yield problem(
                part,
                f"{part.id} gets {said.asked / said.able:.2g} times what it can do, by its own words: "
                f"`{said.able_words}`, and `{said.asked_words}`",
                at="description",
                severity=Severity.WARNING,
                help="Run as many as the peak needs, and state `replicas`, `throughput` and the traffic, so "
                "that it is calculated.",
            )


@rule("CAP003", "overloaded-without-a-zone", about=("@rate",))
def overloaded_without_a_zone(design: DesignGraph) -> Iterator[Outcome]:
    """A component that cannot carry the peak once a zone, or a region, is lost.

    **Checks.** `zones` of a component, or `regions` of its group, are stated, and what is left of its
    replicas after the loss of one is loaded to 100 % or more at peak. What takes its work from a queue is
    left out, unless the rate of the queue is stated: the queue holds it until the zone is back.

    **Why.** Zones are there to be lost. Replicas in three zones that need all three fail with any of them,
    and what is left fails too (*AWS Builders' Library*, static stability using availability zones).

    **When it is wrong.** Replicas of other zones are started in time: state them as `standby`, or accept the
    finding with the reason.
    """
    doubts = shared_estimate(design).traffic.doubts
    for part, each in _loads(design):
        waits = any(doubt.value == ONE_TASK for doubt in doubts.get(part.id, ()))
        if each.overloaded or waits:
            continue
        lost: Figure | None = None
        where = ""
        if each.zone_lost is not None and each.zone_lost.value >= 1:
            lost, where = each.zone_lost, f"one of its {part.zones} zones"
        elif each.region_lost is not None and each.region_lost.value >= 1:
            lost, where = each.region_lost, "one of its regions"
        if lost is None:
            continue
        more = f"{each.needed_zone_lost} replicas" if each.needed_zone_lost is not None else "more replicas"
        load = str(lost) if lost.finite else "more than nothing can carry"
        yield problem(
            part,
            f"{part.id} is loaded to {each.peak} at peak, and to {load} when {where} is lost",
            at="zones" if "zones" in part.places else "replicas",
            help=f"Run {more}, so that the rest carries the peak.",
        )


@rule("CAP016", "overloaded-in-failure", about=("@fallback",))
def overloaded_in_failure(design: DesignGraph) -> Iterator[Outcome]:
    """A fallback that cannot carry what falls back on it.

    **Checks.** When every call that has a fallback has failed, the components that answer in their place, and
    what these call, get 100 % or more at peak of what their replicas can do; in the normal case they do not.

    **Why.** A fallback is used when something is broken, and then by everybody at once. One that is too small
    turns the failure of a part into that of the whole (*AWS Builders' Library*, avoiding fallback in
    distributed systems).

    **When it is wrong.** Only a part of the calls can fail together: say so with the `share` of the line that
    leads to the fallback.
    """
    for part, each in _loads(design):
        if each.overloaded or each.failing is None or each.failing.value < 1:
            continue
        usual = f", and to {each.peak} before" if each.peak is not None and each.peak.value > 0 else ""
        yield problem(
            part,
            f"{part.id} is loaded to {each.failing} at peak when the calls that fall back on it fail{usual}",
            at="replicas" if "replicas" in part.places else "throughput",
            help=f"Run {each.needed_failing} replicas, or shed a part of the load: an answer from memory for "
            "those it cannot serve.",
        )


def _comes_to_models(design: DesignGraph) -> float | None:
    """What the requirements let come to a model at peak, where clients only send and nobody calls."""
    peak = shared_estimate(design).traffic.peak
    models = list(design.having(Trait.INFERS).accountable())
    alone = len(models) == 1 and frozenset(design.on_path) <= frozenset(design.entries)
    return peak.value if alone and peak is not None else None


def _loads(design: DesignGraph) -> Iterator[tuple[Component, Capacity]]:
    capacities = shared_estimate(design).capacities
    for part in design.parts.accountable():
        if part.id in capacities and design.kind(part.id).role is not Role.PERSON:
            yield part, capacities[part.id]


def _work(each: Capacity, design: DesignGraph) -> str:
    number = shown(each.work * shared_estimate(design).traffic.factor, Unit.RATE)
    text = number.replace("/s", f" {each.unit}/s") if each.unit else number
    return f"{text} on each of {each.scatter} shards" if each.scatter > 1 else text


def _can(each: Capacity) -> str:
    copies = each.replicas or 0
    whole = shown(each.per_replica.value * copies / each.scatter, Unit.RATE)
    whole = whole.replace("/s", f" {each.unit}/s") if each.unit else whole
    reason = "" if each.bound_by == "throughput" else f", bound by its {each.bound_by.replace('_', ' ')}"
    return f"its {copies} replica{'' if copies == 1 else 's'} can do {whole}{reason}"


def _enough(each: Capacity, design: DesignGraph) -> str:
    doubled = [
        i for i in shared_estimate(design).traffic.doubts.get(each.component, ()) if "enters" in i.value
    ]
    if doubled:
        return (
            f"Say how much of it comes from whom ({doubled[0].name}: {doubled[0].value}), by `share` or "
            f"`rate` on their lines; or run {each.needed or 'more'} replicas."
        )
    if each.needed is None:
        return "No number of replicas is enough for this: lower the work of a call, or the load."
    spare = f", or {each.needed_zone_lost} to lose a zone" if each.needed_zone_lost is not None else ""
    return (
        f"{each.needed} replicas carry it at {each.utilization:.0%} load{spare}; or send less there: state "
        "the `share` of requests that need it."
    )


@rule("CAP008", "growing-queue", about=(Trait.REVIEWS, Trait.COLLECTS_LABELS, Trait.IS_A_PERSON))
def growing_queue(design: DesignGraph) -> Iterator[Outcome]:
    """People who get more cases per day than they can decide.

    **Checks.** The cases that reach a component that is people (reviewers, labellers), by `share` or `rate`
    of the flows into it, are more per day on average than `replicas` times `throughput` (people times cases
    per day). *Error* where only stated figures decide.

    **Why.** Nobody catches up with a queue that grows every day: cases wait longer and longer, and the oldest
    are never seen. Send fewer, by a threshold or a budget, or let more people decide.

    **When it is wrong.** Cases that wait too long are dropped on purpose: lower the `share` by those.
    """
    estimate = shared_estimate(design)
    for name, queue in estimate.people.items():
        part = design.components[name]
        if queue.growth.value <= 0 or part.external or part.planned:
            continue
        yield problem(
            part,
            f"{name} get {queue.coming} cases and decide {queue.decided}: the queue grows by {queue.growth}",
            at="throughput",
            severity=Severity.ERROR if queue.growth.certain else Severity.WARNING,
            help="Send fewer cases (a smaller `share` on the flow, by a threshold or a daily budget), or let "
            "more people decide (`replicas`).",
        )


# A count of cases in a time (not of what each of them can do), or of what people look at.
_COUNTED = regex(
    r"\d[\d,.]*\s?(?:k|M|%)?\s(?:(?!each\b)[\w-]+ ){0,5}?(?:a|an|per|every|of) "
    r"(?:day|night|hour|shift|week|attempts|cases|requests|all)\b|"
    r"\b(?:see|sees|look at|looks at|read|reads|get|gets) (?:the |about |some |all |what )?(?:\w+ )?\d"
)


def _says_how_many(component: Component) -> bool:
    """Whether the description of people, or of what hands them cases, says how many there are."""
    said = component.description or ""
    return _COME.search(said) is not None or (
        component.throughput is None
        and any(_COUNTED.search(clause) is not None and " each" not in clause for clause in clauses(said))
    )


_COME = regex(
    r"\d+\s?[kM]?\b[^.;]*\b(?:a|an|per|each|every) (?:hour|day|shift|week|month)\b[^.;]*"
    r"\b(?:come|arrive|expected|wait|are (?:sent|handed|asked|due))"
)


@rule(
    "CAP009",
    "unbounded-stream",
    options={"cases_per_day": 100_000},
    about=(Trait.REVIEWS, Trait.COLLECTS_LABELS, Trait.IS_A_PERSON),
)
def unbounded_stream(design: DesignGraph, *, cases_per_day: int) -> Iterator[Outcome]:
    """A stream that hands everything to people, who cannot take everything.

    **Checks.** A stream, or data that is handed over as it comes, leads into people from something that
    handles more than `cases_per_day` (an option), and states neither `share` nor `rate`. Where the
    description of the people, or of what hands them cases, says how many come, nothing is said.

    **Why.** A log carries every event; people decide some hundreds a day. Without a number nobody knows how
    many cases come, and whether there are enough people.

    **When it is wrong.** The sender chooses the cases: say how many, `share: 0.1%` or `rate: 2000/day`.
    """
    traffic = shared_estimate(design).traffic
    for link in traffic.links:
        source = traffic.rates.get(link.source)
        people = design.kind(link.target).role is Role.PERSON
        if not link.open or not people or design.components[link.target].external:
            continue
        if any(_says_how_many(design.components[name]) for name in (link.source, link.target)):
            continue  # of whom `throughput` is stated, other figures may say the same
        if source is not None and source * SECONDS_PER_DAY > cases_per_day:
            rate = shown(source * SECONDS_PER_DAY, Unit.PER_DAY)
            yield problem(
                link.flow,
                f"how much `{link.flow}` carries is not said: {link.source} handles {rate}, and "
                f"{link.target} are people",
                help=f"Say how much of it they see: `- {link.flow}: {{share: 0.1%}}`, or a `rate: 2000/day`.",
            )
