"""CAP: people who get more than they can decide, by what is said of them."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.caseload import caseload, crowded, decided, senders, sent, sent_share
from mlarch.analysis.text_evidence import fields_of
from mlarch.analysis.workload import asked, workload
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.estimate import SECONDS_PER_DAY
from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.figures import Unit, shown
from mlarch.estimate.sums import sum_of
from mlarch.graph import DataEdge, DesignGraph
from mlarch.model import Component
from mlarch.rules import Outcome, problem, rule

__all__ = ["overloaded_people"]

_SPARE = 1.05
_HELP = (
    "Send fewer, by a threshold or a daily budget (and a random share of the rest), or let more people "
    "decide: `{replicas: 20, throughput: 300/day}`."
)


@rule("CAP017", "overloaded-people", about=(Trait.REVIEWS, Trait.COLLECTS_LABELS, Trait.IS_A_PERSON))
def overloaded_people(design: DesignGraph) -> Iterator[Outcome]:
    """People who are said to get more cases than they are said to decide.

    **Checks.** The description of a component that is people, or of the queue before it, says how many
    cases come (`4k flags a day come`), and that of the people how many they can decide (`600 a day can be
    seen`, `120 people, 250 a day each`), and the first is more; or what comes follows from the traffic and
    the `share` or `rate` of the flows to them, or from the share that the queue or rule before them is said
    to hand on (`a third of the segments`). Or the cases a day over the number of people are more than a
    working day holds: by the minutes of a case, or one a minute. Or a queue is filled at a stated `rate`
    that is higher than the `rate` at which people take from it. Where `throughput` is stated, that counts,
    and CAP008 calculates by the flows.

    **Why.** Nobody catches up with a queue that grows every day: cases wait longer and longer, and the oldest
    are never seen, or all are waved through.

    **When it is wrong.** What is too much is dropped on purpose: say by which order, and how many are left.
    """
    for part in design.parts.accountable():
        if design.kind(part.id).role is not Role.PERSON:
            continue
        stated = part.throughput is not None
        too_many = _more_than_stated(design, part) if stated else _too_many(design, part)
        if too_many:
            yield problem(
                part,
                f"{too_many}: the rest waits for ever",
                at="description" if part.description else "name",
                components=(part.id, *(other.id for other in senders(design, part.id))),
                help=_HELP,
            )
        else:
            yield from _filled_faster(design, part)


def _more_than_stated(design: DesignGraph, people: Component) -> str:
    """What is said to come, in words, where `replicas` times `throughput` is less; else empty."""
    able = (people.replicas or 1) * people.throughput.value * SECONDS_PER_DAY if people.throughput else 0.0
    told = [asked(text) for _, text in fields_of(people)] + [sent(design, people)]
    for come, words in filter(None, told):
        if come > able * _SPARE:
            can = shown(able, Unit.PER_DAY)
            return f"`{words}` is {shown(come, Unit.PER_DAY)}, and {people.id} can do {can}"
    return _share_of_load(design, people, able)


def _share_of_load(design: DesignGraph, people: Component, able: float) -> str:
    """The share that is said to be handed to people, where it is more than they can do; else empty."""
    told = sent_share(design, people)
    rate = shared_estimate(design).traffic.rates.get(told[2]) if told is not None else None
    if told is None or rate is None or rate * told[0] * SECONDS_PER_DAY <= able * _SPARE:
        return ""
    coming = shown(rate * told[0] * SECONDS_PER_DAY, Unit.PER_DAY)
    return f"`{told[1]}` is {coming}, and {people.id} can do {shown(able, Unit.PER_DAY)}"


def _too_many(design: DesignGraph, people: Component) -> str:
    """What comes and what is decided, in words, where the first is more; else empty."""
    for _, text in fields_of(people):
        told = workload(text)
        if told is not None:
            if told.asked <= told.able * _SPARE:
                return ""
            can = shown(told.able, Unit.PER_DAY)
            return f"`{told.words}` is {shown(told.asked, Unit.PER_DAY)}, and {people.id} can do {can}"
    load = caseload(design, people)
    if load is not None:
        more = load.coming > load.decided * _SPARE
        return f"`{load.coming_words}`, and {people.id} decide less (`{load.decided_words}`)" if more else ""
    crowd = crowded(people)
    if crowd is not None and crowd[0] > crowd[1]:
        return f"`{crowd[2]}` is {crowd[0]:,.0f} a day for each of {people.id}, {crowd[1]:,.0f} fill a day"
    able, traffic = decided(people), shared_estimate(design).traffic
    if able is not None and (share := _share_of_load(design, people, able[0])):
        return share
    rate = traffic.rates.get(people.id)
    counted = [link.flow for link in traffic.into.get(people.id, ())]
    counted += [e.flow for edge in design.data_into(people.id) for e in design.data_into(edge.source)]
    if able is None or rate is None or not any(flow.share or flow.rate for flow in counted):
        return ""
    stated = [
        link.flow.index for link in traffic.into.get(people.id, ()) if link.flow.share or link.flow.rate
    ]
    if stated:  # what else comes, as the reason of a case, comes with it
        rate = sum_of(traffic.sent.get(index, 0.0) for index in stated)
    coming = rate * SECONDS_PER_DAY
    if coming <= able[0] * _SPARE:
        return ""
    return f"{shown(coming, Unit.PER_DAY)} cases come to {people.id}, who decide less (`{able[1]}`)"


def _filled_faster(design: DesignGraph, people: Component) -> Iterator[Outcome]:
    """A queue whose stated inflow is more than what people take from it."""
    for edge in design.data_into(people.id):
        if not design.has(edge.source, Trait.QUEUES_TASKS):
            continue
        taken = edge.flow.rate.value if edge.flow.rate is not None else _taken_alone(design, edge, people)
        filled = [other.flow for other in design.data_into(edge.source) if other.flow.rate is not None]
        total = sum_of(flow.rate.value for flow in filled if flow.rate is not None)
        if taken is not None and total > taken * _SPARE:
            yield problem(
                edge.flow,
                f"{edge.source} is filled at {filled[0].rate}, and {people.id} take "
                f"{shown(taken * SECONDS_PER_DAY, Unit.PER_DAY)}: it grows without end",
                at="rate" if edge.flow.rate is not None else None,
                components=(edge.source, people.id),
                help=_HELP,
            )
            return


def _taken_alone(design: DesignGraph, edge: DataEdge, people: Component) -> float | None:
    """What people who state their `throughput` can take a second, where they alone work off a queue."""
    others = {other.target for other in design.data_out_of(edge.source)} - {people.id}
    if edge.flow.share is not None or people.throughput is None:
        return None
    if any(design.kind(name).role in (Role.PERSON, Role.SERVICE, Role.JOB) for name in others):
        return None
    return (people.replicas or 1) * people.throughput.value
