"""Mutators aimed at CAP: figures that do not work out, one of each sort for a study."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judgement.edits import change, change_flows, quantity, with_flow
from judgement.study import Mutant, Study, mutator
from mlarch.catalog.traits import Trait
from mlarch.estimate.engine import shared_estimate
from mlarch.graph.resolved import Meaning
from mlarch.model import Component, Experiment, Funnel, Gpus, Holds, Latency, Mode, PerItem
from mlarch.quantities import Dimension, Quantity

__all__: list[str] = []


def _time(seconds: float) -> Quantity:
    return quantity(f"{max(1, round(seconds * 1e6))}us", Dimension.TIME)


def _on_path(study: Study) -> list[Component]:
    parts = (study.architecture.components[name] for name in study.design.on_path)
    return [part for part in parts if not (part.external or part.planned or part.id in study.design.clients)]


@mutator("CAP001")
def promise_a_tenth_of_the_time(study: Study) -> Iterator[Mutant]:
    """The latency target is a tenth of what the stages take at p50."""
    entries = [e for e in shared_estimate(study.design).entries if e.targets and "p50" in e.latency]
    if entries:
        slowest = max(entries, key=lambda e: e.latency["p50"].value)
        target = Latency(p99=_time(slowest.latency["p50"].value / 10))
        spoiled = study.with_requirements(latency=target)
        yield Mutant(study.name, slowest.at, spoiled, frozenset(slowest.critical_path))


@mutator("CAP002")
def grow_a_hundredfold(study: Study) -> Iterator[Mutant]:
    """A hundred times as many requests, and not one replica more."""
    needs = study.architecture.requirements
    capacities = shared_estimate(study.design).capacities
    if needs is not None and needs.average_rate and capacities:
        rate = quantity(f"{needs.average_rate * 100:.6g}/s", Dimension.RATE)
        yield Mutant(
            study.name, "traffic", study.with_requirements(requests_per_second=rate), frozenset(capacities)
        )


@mutator("CAP003")
def run_just_enough(study: Study) -> Iterator[Mutant]:
    """Replicas in several zones that carry the peak only together."""
    for name, each in shared_estimate(study.design).capacities.items():
        part = study.architecture.components[name]
        if each.peak is None or each.replicas is None or not part.zones or part.zones < 2 or part.external:
            continue
        count = round(each.replicas * each.peak.value / 0.9)
        if count >= 4 and 0.5 < each.peak.value * each.replicas / count < 1:
            yield Mutant(
                study.name, name, change(study.architecture, name, replicas=count), frozenset({name})
            )
            return


@mutator("CAP004")
def grow_the_index(study: Study) -> Iterator[Mutant]:
    """An index of a hundred billion vectors in one piece."""
    for part in study.design.having(Trait.INDEXES_VECTORS):
        holds = Holds(items=quantity("100B", Dimension.COUNT), dimensions=128, dtype="float32", index="hnsw")
        grown = change(study.architecture, part.id, holds=holds, shards=None, memory=None)
        yield Mutant(study.name, part.id, grown, frozenset({part.id}))
        return


@mutator("CAP005")
def take_small_machines(study: Study) -> Iterator[Mutant]:
    """What holds data runs on machines of one gigabyte."""
    for name, kept in shared_estimate(study.design).memory.items():
        if kept.per_replica.value > 2e9 and not study.architecture.components[name].external:
            small = change(study.architecture, name, memory=quantity("1GB", Dimension.SIZE))
            yield Mutant(study.name, name, small, frozenset({name}))
            return


@mutator("CAP006")
def rank_everything_item_by_item(study: Study) -> Iterator[Mutant]:
    """A ranker that scores ten million items at 40 µs each."""
    for part in _on_path(study):
        if not study.design.has(part.id, Trait.RANKS):
            continue
        funnel = Funnel(quantity("10M", Dimension.COUNT), quantity("20", Dimension.COUNT))
        per_item = PerItem(quantity("40us", Dimension.TIME))
        slow = change(study.architecture, part.id, funnel=funnel, per_item=per_item)
        yield Mutant(study.name, part.id, slow, frozenset({part.id}))
        return


@mutator("CAP007")
def cut_usual_answers(study: Study) -> Iterator[Mutant]:
    """A timeout between the median and the p95 of the callee."""
    for resolved in study.design.resolved_flows:
        if resolved.meaning is not Meaning.CALL or resolved.callee is None:
            continue
        latency = study.architecture.components[resolved.callee].latency
        if latency is None or latency.p50 is None or latency.p99 is None:
            continue
        limit = latency.p50.value * 1.1
        if latency.p99.value < 2 * limit:
            continue
        number = resolved.flow.index
        short = change_flows(study.architecture, lambda f, i=number: f.index == i, timeout=_time(limit))
        yield Mutant(study.name, str(resolved.flow), short, frozenset(resolved.flow.ends))
        return


@mutator("CAP008")
def drown_the_reviewers(study: Study) -> Iterator[Mutant]:
    """Reviewers get a hundredth of a large stream, and decide three hundred cases a day each."""
    for part in study.design.having(Trait.REVIEWS, Trait.COLLECTS_LABELS):
        into = [f for f in study.architecture.flows if f.target == part.id]
        if not into or part.external:
            continue
        few = change(
            study.architecture, part.id, replicas=5, throughput=quantity("300/day", Dimension.THROUGHPUT)
        )
        rate = quantity("10/s", Dimension.RATE)
        many = change_flows(few, lambda f, i=into[0].index: f.index == i, rate=rate, share=None)
        carried = shared_estimate(Study(study.name, many).design).people
        if part.id in carried:
            yield Mutant(study.name, part.id, many, frozenset({part.id}))
            return


@mutator("CAP010")
def train_for_longer_than_a_day(study: Study) -> Iterator[Mutant]:
    """A model of 70 billion parameters, trained on a trillion tokens with eight devices, every day."""
    for model in study.architecture.models:
        if not model.trained_by:
            continue
        large = replace(
            model,
            parameters=quantity("70B", Dimension.COUNT),
            tokens=quantity("1T", Dimension.COUNT),
            retrain=quantity("1d", Dimension.TIME),
            continuous=False,
        )
        models = tuple(large if other is model else other for other in study.architecture.models)
        trainer = model.trained_by[0]
        spoiled = change(replace(study.architecture, models=models), trainer, gpus=Gpus("H100", 8))
        if not spoiled.components[trainer].external:
            yield Mutant(study.name, model.id, spoiled, frozenset({trainer}))
            return


@mutator("CAP013")
def contradict_a_measurement(study: Study) -> Iterator[Mutant]:
    """A mean above the p99 of the same component."""
    for part in _on_path(study):
        if part.latency is None:
            continue
        odd = Latency(mean=_time(0.2), p99=_time(0.1))
        yield Mutant(
            study.name, part.id, change(study.architecture, part.id, latency=odd), frozenset({part.id})
        )
        return


@mutator("CAP014")
def spend_more_than_there_is(study: Study) -> Iterator[Mutant]:
    """Prices that come to more than the budget."""
    part = next((p for p in _on_path(study) if p.replicas), None)
    if part is not None:
        dear = change(study.architecture, part.id, price=quantity("1000 USD/h", Dimension.COST))
        needs = replace(study, architecture=dear).with_requirements(budget="100 USD/month")
        yield Mutant(study.name, part.id, needs, frozenset({part.id}))


@mutator("CAP015", "EXP005")
def stop_the_experiment_early(study: Study) -> Iterator[Mutant]:
    """An experiment of one day for a thousandth of a rate."""
    evaluation, needs = study.architecture.evaluation, study.architecture.requirements
    if evaluation is None or needs is None or needs.daily_active_users is None:
        return
    experiment = Experiment(
        unit="user",
        effect="+0.01 %",
        base=quantity("5%", Dimension.SHARE),
        days=quantity("1", Dimension.COUNT),
    )
    spoiled = replace(study.architecture, evaluation=replace(evaluation, experiment=experiment))
    yield Mutant(study.name, "experiment", spoiled)


@mutator("CAP009")
def hand_people_the_whole_stream(study: Study) -> Iterator[Mutant]:
    """A log leads straight to the people who review, and nothing says how much of it."""
    rates = shared_estimate(study.design).traffic.rates
    logs = [p.id for p in study.design.having(Trait.STREAMS_EVENTS) if rates.get(p.id, 0) * 86_400 > 100_000]
    for part in study.design.having(Trait.REVIEWS, Trait.COLLECTS_LABELS):
        if logs and not part.external:
            whole = with_flow(study.architecture, logs[0], part.id, "events", mode=Mode.STREAM)
            yield Mutant(study.name, part.id, whole, frozenset({part.id, logs[0]}))
            return


@mutator("CAP011")
def count_no_hits(study: Study) -> Iterator[Mutant]:
    """A cache states its hit rate, and every later call of its callers still gets all of the traffic."""
    for part in study.design.having(Trait.CACHES, Trait.CACHES_ANSWERS):
        callers = {r.caller for r in study.design.calls_to(part.id) if r.meaning is Meaning.CALL}
        lines = [r.flow.line for r in study.design.calls_to(part.id) if r.meaning is Meaning.CALL]
        later = [f for f in study.architecture.flows if f.source in callers and lines and f.line > min(lines)]
        if not later or part.external or part.id in callers:
            continue
        stated = change(study.architecture, part.id, hit_rate=quantity("90%", Dimension.SHARE))
        ends = {*callers, part.id}
        whole = change_flows(stated, lambda f, e=frozenset(ends): f.source in e, share=None, rate=None)
        yield Mutant(study.name, part.id, whole, frozenset({part.id}))
        return


@mutator("CAP012")
def fall_back_on_what_missed(study: Study) -> Iterator[Mutant]:
    """A call falls back on the cache that its caller has asked before it."""
    for part in study.design.having(Trait.CACHES, Trait.CACHES_ANSWERS):
        if study.design.has(part.id, Trait.FALLS_BACK):
            continue
        for lookup in study.design.calls_to(part.id):
            later = [
                r.flow
                for r in study.design.calls_from(lookup.caller or "")
                if r.flow.line > lookup.flow.line and r.meaning is Meaning.CALL and r.callee != part.id
            ]
            if later and lookup.meaning is Meaning.CALL:
                number = later[0].index
                odd = change_flows(study.architecture, lambda f, i=number: f.index == i, fallback=part.id)
                yield Mutant(study.name, str(later[0]), odd, frozenset(later[0].ends))
                return
