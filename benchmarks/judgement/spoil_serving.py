"""Mutators aimed at REL, FUN, SAF and EXP: what fails, what is ranked, what is shown, what is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from judgement.edits import (
    change,
    change_flows,
    quantity,
    unsay,
    with_component,
    with_flow,
    without,
    without_flows,
)
from judgement.study import Mutant, Study, mutator
from mlarch.analysis.dependencies import needed
from mlarch.catalog.base import Role, State
from mlarch.graph.resolved import Meaning
from mlarch.model import Experiment, Funnel, Mode
from mlarch.quantities import Dimension

__all__: list[str] = []

MODELS = ("ranker", "pre_ranker", "model_server", "cross_encoder", "embedding_service", "llm_server")
ORDERING = ("ranker", "pre_ranker", "re_ranker", "ad_auction", "cross_encoder")


# ── reliability ─────────────────────────────────────────────────────────────────────────────────────────


@mutator("REL001")
def set_one_replica(study: Study) -> Iterator[Mutant]:
    """A component on a client's path has one replica."""
    for name in study.design.on_path:
        component = study.architecture.components[name]
        if component.replicas and component.replicas > 1 and not component.managed and not component.external:
            one = change(study.architecture, name, replicas=1, zones=None)
            yield Mutant(study.name, name, one, frozenset({name}))


@mutator("REL001")
def state_nothing_of_a_store(study: Study) -> Iterator[Mutant]:
    """Of a store on the path neither replicas nor zones are stated."""
    must = {name for client in study.design.clients for name in needed(study.design, client)}
    for name in study.design.on_path:
        component = study.architecture.components[name]
        stateful = all(k.role is Role.STORE and k.state is State.DURABLE for k in study.design.kinds(name))
        if component.replicas and stateful and not component.managed and not component.external:
            silent = change(study.architecture, name, replicas=None, zones=None, availability=None)
            aside = "" if name in must else "a fallback stands in"
            yield Mutant(study.name, name, silent, frozenset({name}), aside=aside)


@mutator("REL002")
def put_it_in_one_zone(study: Study) -> Iterator[Mutant]:
    """A component on the path stands in one zone, while others stand in three."""
    for name in study.design.on_path:
        component = study.architecture.components[name]
        if component.zones and component.zones > 1 and not component.managed and not component.external:
            yield Mutant(study.name, name, change(study.architecture, name, zones=1), frozenset({name}))


@mutator("REL003")
def remove_the_fallback(study: Study) -> Iterator[Mutant]:
    """Nothing stands in for a model: no fallback is named, none is called, no call is optional."""
    if not any(name in study.design.on_path for name in study.of(*MODELS)):
        return
    bare = study.without_role("fallback")
    bare = without_flows(bare, lambda f: f.on_failure)
    bare = change_flows(bare, lambda f: f.mode is Mode.CALL, fallback=None, optional=False)
    if bare != study.architecture:
        near = frozenset(study.of(*MODELS)) | {
            r.caller for n in study.of(*MODELS) for r in study.design.calls_to(n) if r.caller
        }
        yield Mutant(study.name, "fallback", bare, near, frozenset({"fallback"}))


@mutator("REL004")
def invert_timeouts(study: Study) -> Iterator[Mutant]:
    """A caller gives up after 10 ms a call that itself waits for a second. (In a chain, it waits for the
    next link, and not for what another chain asks.)"""
    for first in study.design.resolved_flows:
        if first.meaning is not Meaning.CALL or first.callee is None:
            continue
        calls = study.design.calls_from(first.callee)
        chains = any(f.line == first.flow.line and f.position > 0 for f in study.architecture.flows)
        if chains or first.flow.position > 0:
            calls = tuple(call for call in calls if call.flow.line == first.flow.line)
        for second in calls[:1]:
            if second.meaning is Meaning.FALLBACK:
                continue
            odd = change_flows(
                study.architecture,
                lambda f, i=first.flow.index: f.index == i,
                timeout=quantity("10ms", Dimension.TIME),
            )
            odd = change_flows(
                odd, lambda f, i=second.flow.index: f.index == i, timeout=quantity("1s", Dimension.TIME)
            )
            yield Mutant(
                study.name,
                f"{first.flow}, {second.flow}",
                odd,
                frozenset((*first.flow.ends, *second.flow.ends)),
            )


@mutator("REL005")
def give_up_too_early(study: Study) -> Iterator[Mutant]:
    """The timeout of a call is a tenth of the callee's median."""
    for resolved in study.design.resolved_flows:
        if resolved.meaning is not Meaning.CALL or resolved.callee is None:
            continue
        latency = study.architecture.components[resolved.callee].latency
        if latency is None or latency.p50 is None:
            continue
        short = quantity(f"{max(1, round(latency.p50.value * 1e5))}us", Dimension.TIME)
        odd = change_flows(study.architecture, lambda f, i=resolved.flow.index: f.index == i, timeout=short)
        yield Mutant(study.name, str(resolved.flow), odd, frozenset(resolved.flow.ends))


@mutator("REL006")
def retry_at_every_level(study: Study) -> Iterator[Mutant]:
    """Every call of a client's path is tried four times."""
    path = frozenset(study.design.on_path)
    storm = change_flows(study.architecture, lambda f: f.mode is Mode.CALL and f.source in path, retries=3)
    yield Mutant(study.name, "retries: 3", storm, path)


@mutator("REL007")
def let_parts_be_less_available(study: Study) -> Iterator[Mutant]:
    """Every part of the path states 99 %, below the target of the whole."""
    if study.architecture.requirements is None or study.architecture.requirements.availability is None:
        return
    low = study.architecture
    for name in study.design.on_path:
        if name not in study.design.clients:
            low = change(low, name, availability=quantity("99%", Dimension.SHARE))
    yield Mutant(study.name, "99 %", low, frozenset(study.design.on_path))


@mutator("REL008")
def forget_the_cold_start(study: Study) -> Iterator[Mutant]:
    """A personalised design has no fallback, no exploration, and no word of new users or items."""
    if not study.of(*MODELS):
        return
    words = (
        r"cold|new|popular|trending|explor|bandit|anonymous|logged|histor|onboarding|default|editorial|heuristic|"
        r"fresh|first|recent|without"
    )
    bare = study.without_role("fallback", "bandit")
    wanted = bare.requirements
    if wanted is not None:
        bare = unsay(replace(bare, requirements=replace(wanted, personalized=True)), words)
        named = [n for n in bare.components if re.search("popular|trending|cold|fresh|explor", n)]
        bare = without(bare, *named)
        yield Mutant(study.name, "cold start", bare, frozenset(study.of(*MODELS)), frozenset({"fallback"}))


@mutator("REL009")
def let_the_fallback_share_the_fate(study: Study) -> Iterator[Mutant]:
    """The fallback of a call asks the very thing that it stands in for."""
    for resolved in study.design.resolved_flows:
        other = resolved.flow.fallback
        if other not in study.architecture.components or resolved.callee is None or other == resolved.callee:
            continue
        tied = with_flow(
            study.architecture, other, resolved.callee, sends=("request",), returns=("response",)
        )
        yield Mutant(study.name, f"{other} -> {resolved.callee}", tied, frozenset({other, resolved.callee}))


# ── the funnel ──────────────────────────────────────────────────────────────────────────────────────────


@mutator("FUN001")
def widen_the_funnel(study: Study) -> Iterator[Mutant]:
    """A stage gives ten times the items that it takes."""
    for name, component in study.architecture.components.items():
        funnel = component.funnel
        if (
            funnel is None
            or funnel.incoming is None
            or not study.kinds(name).isdisjoint({"candidate_generator", "search_index", "vector_index"})
        ):
            continue
        many = replace(funnel.incoming, value=funnel.incoming.value * 10)
        wide = change(study.architecture, name, funnel=Funnel(funnel.incoming, many))
        yield Mutant(study.name, name, wide, frozenset({name}))


@mutator("FUN002", "FUN005")
def rank_nothing(study: Study) -> Iterator[Mutant]:
    """Rankers are left out; what finds candidates stays."""
    rankers = study.of("ranker", "pre_ranker", "cross_encoder", "model_server")
    finders = study.of("candidate_generator")
    if rankers and finders:
        near = frozenset(finders) | {n for r in rankers for n in study.beside(r)}
        yield Mutant(
            study.name, ", ".join(rankers), without(study.architecture, *rankers), near, study.kinds(*rankers)
        )


@mutator("FUN003")
def merge_nothing(study: Study) -> Iterator[Mutant]:
    """Several sources are asked, and nothing merges what they find, in drawing or in words."""
    mergers = study.of("candidate_merger")
    if mergers and len(study.of("candidate_generator", "vector_index", "search_index")) > 1:
        words = r"merg|fus|blend|duplicat|dedup|union|mix"
        bare = unsay(without(study.architecture, *mergers), words)
        near = frozenset(n for m in mergers for n in study.beside(m))
        yield Mutant(study.name, ", ".join(mergers), bare, near, frozenset({"candidate_merger"}))


@mutator("FUN004")
def filter_last(study: Study) -> Iterator[Mutant]:
    """A filter is called after the last stage that orders."""
    for name in study.of("orchestrator"):
        if name in study.design.on_path and set(ORDERING) & study.kinds(*study.beside(name)):
            late = with_component(study.architecture, "late_filter", "content_filter", replicas=9, zones=3)
            late = with_flow(late, name, "late_filter", sends=("ranked list",), returns=("ranked list",))
            yield Mutant(study.name, name, late, frozenset({name, "late_filter"}))


@mutator("FUN005")
def re_rank_before_scores(study: Study) -> Iterator[Mutant]:
    """The re-ranker is called before the ranker."""
    for name in study.of("re_ranker"):
        if study.kinds(name) & {"ranker", "pre_ranker"}:
            continue
        calls = [r.flow for r in study.design.calls_to(name) if r.meaning is Meaning.CALL]
        if not calls or not study.of("ranker", "model_server"):
            continue
        early = study.architecture
        first = min(f.line for f in early.flows) - 1
        moved = [replace(f, line=first, position=0) if f in calls else f for f in early.flows]
        moved.sort(key=lambda f: (f.line, f.position))
        early = replace(early, flows=tuple(replace(f, index=i) for i, f in enumerate(moved)))
        yield Mutant(study.name, name, early, frozenset({name}) | {f.source for f in calls})


@mutator("FUN006")
def score_the_whole_catalogue(study: Study) -> Iterator[Mutant]:
    """A ranker is to score ten million items for each request."""
    for name in study.of("ranker", "pre_ranker"):
        if name in study.design.on_path:
            ten = quantity("10M", Dimension.COUNT)
            heavy = change(study.architecture, name, funnel=Funnel(ten, quantity("20", Dimension.COUNT)))
            yield Mutant(study.name, name, heavy, frozenset({name}))


_CALIBRATED = r"calibrat|correct|isotonic|platt|probabilit|restor|rescal|prior|regression|entropy|p = q"


@mutator("FUN007", "LBL005")
def sell_by_raw_scores(study: Study) -> Iterator[Mutant]:
    """The calibrator is left out, and no word of calibration stays."""
    names = study.of("calibrator")
    if names:
        bare = unsay(without(study.architecture, *names), _CALIBRATED)
        near = frozenset(n for name in names for n in study.beside(name))
        near |= frozenset(study.of("ad_auction", "decision_engine", *MODELS))
        yield Mutant(study.name, ", ".join(names), bare, near, frozenset({"calibrator"}))


@mutator("FUN008")
def index_once_a_month(study: Study) -> Iterator[Mutant]:
    """What gets into an index comes once in 30 days, and freshness is asked within an hour."""
    month = quantity("30d", Dimension.TIME)
    for name in study.of("vector_index", "search_index"):
        slow = study.with_requirements(freshness=quantity("1h", Dimension.TIME))
        slow = change_flows(
            slow, lambda f, name=name: f.target == name and f.mode is not Mode.CALL, every=month
        )
        if slow.flows != study.architecture.flows:
            yield Mutant(study.name, name, slow, frozenset({name}) | study.beside(name))


# ── safety ──────────────────────────────────────────────────────────────────────────────────────────────


@mutator("SAF001")
def show_everything(study: Study) -> Iterator[Mutant]:
    """Content filters and guardrails are left out of a design whose items users make or law forbids."""
    names = study.of("content_filter", "guardrail")
    if names and study.of(*ORDERING, "candidate_generator") and not study.of("llm_server"):
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(names)
        near |= frozenset(study.of(*ORDERING, "candidate_generator"))
        bare = study.without_role("content_filter", "guardrail")
        yield Mutant(study.name, ", ".join(names), bare, near, frozenset({"content_filter", "guardrail"}))


@mutator("SAF002")
def generate_around_the_guardrails(study: Study) -> Iterator[Mutant]:
    """One guardrail is left out; then all."""
    guards = study.of("guardrail")
    if study.of("llm_server"):
        for names in ([name] for name in guards):
            yield _unguarded(study, names)
        yield _unguarded(study, guards)


def _unguarded(study: Study, names: list[str]) -> Mutant:
    near = frozenset(study.of("llm_server", "llm_gateway")) | {
        n for name in names for n in study.beside(name)
    }
    bare = without(study.architecture, *names, close=True)
    return Mutant(study.name, ", ".join(names), bare, near, frozenset({"guardrail"}))


@mutator("SAF003")
def limit_nobody(study: Study) -> Iterator[Mutant]:
    """Rate limits are left out: the service, or the role of the gateway."""
    names = study.of("rate_limiter")
    if names and not study.of("llm_gateway"):  # which has quotas of its own
        near = frozenset(study.design.ingresses) | frozenset(names)
        yield Mutant(
            study.name,
            ", ".join(names),
            study.without_role("rate_limiter"),
            near,
            frozenset({"rate_limiter"}),
        )


@mutator("SAF004")
def let_everyone_read(study: Study) -> Iterator[Mutant]:
    """The permission filter of a retrieval for a language model is left out."""
    names = study.of("content_filter")
    if names and study.of("llm_server"):
        near = frozenset(n for name in names for n in study.beside(name))
        near |= frozenset(study.of("vector_index", "search_index", "llm_server"))
        yield Mutant(
            study.name,
            ", ".join(names),
            study.without_role("content_filter"),
            near,
            frozenset({"content_filter"}),
        )


# ── experiments ─────────────────────────────────────────────────────────────────────────────────────────


@mutator("EXP001")
def assign_nobody(study: Study) -> Iterator[Mutant]:
    """The experiment is planned, and the service that assigns its arms is left out."""
    names = study.of("ab_testing", "traffic_router")
    planned = study.architecture.evaluation is not None and study.architecture.evaluation.experiment
    if names and planned:
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(names)
        yield Mutant(
            study.name,
            ", ".join(names),
            study.without_role("ab_testing", "traffic_router"),
            near,
            study.kinds(*names),
        )


@mutator("EXP002")
def assign_too_late(study: Study) -> Iterator[Mutant]:
    """The arm is asked for on the last line, after every model has answered."""
    for name in study.of("ab_testing"):
        for resolved in study.design.calls_to(name):
            asks = {r.callee for r in study.design.calls_from(resolved.caller or "")}
            if not asks & set(study.of(*MODELS, "candidate_generator", "re_ranker", "decision_engine")):
                continue
            late = max(f.line for f in study.architecture.flows) + 1
            rest = [f for f in study.architecture.flows if f is not resolved.flow]
            moved = [*rest, replace(resolved.flow, line=late, position=0)]
            flows = tuple(replace(f, index=i) for i, f in enumerate(moved))
            yield Mutant(
                study.name,
                str(resolved.flow),
                replace(study.architecture, flows=flows),
                frozenset(resolved.flow.ends),
            )


@mutator("EXP003", "LBL001", "SKW003", "TRN009")
def log_no_exposure(study: Study) -> Iterator[Mutant]:
    """Nobody logs what was shown: no service and no client publishes anything but metrics."""
    names = study.of("ab_testing")
    if names:
        givers = frozenset(study.of_role(Role.SERVICE, Role.CLIENT, Role.EDGE))
        cut = without_flows(
            study.architecture,
            lambda f: (
                f.source in givers
                and f.mode is not Mode.CALL
                and not study.is_role(f.target, Role.MONITOR)
                and "prediction_logger" not in study.kinds(f.source)
            ),
        )
        near = (
            frozenset(names)
            | givers
            | frozenset(study.of("prediction_logger", "event_collector", "event_stream"))
        )
        yield Mutant(study.name, ", ".join(names), cut, near, frozenset({"prediction_logger"}))


@mutator("EXP004")
def split_single_users(study: Study) -> Iterator[Mutant]:
    """The experiment splits single users, where they affect each other."""
    evaluation = study.architecture.evaluation
    shared = study.of("ad_auction", "graph_db") and not study.of("decision_engine")
    if evaluation is not None and evaluation.experiment and shared:
        single = replace(evaluation, experiment=replace(evaluation.experiment, unit="user"))
        yield Mutant(
            study.name,
            "unit: user",
            replace(study.architecture, evaluation=single),
            frozenset(study.of("ad_auction", "graph_db", "ab_testing")),
        )


@mutator("EXP005")
def plan_too_small_an_experiment(study: Study) -> Iterator[Mutant]:
    """The experiment looks for an effect of 0.001 %, with a thousand users a day."""
    evaluation, task = study.architecture.evaluation, study.architecture.task
    if evaluation is None or task is None or task.positives is None or not study.of("ab_testing"):
        return  # where nothing assigns, this is what a reviewer says first
    tiny = replace(evaluation, experiment=Experiment(unit="user", effect="+0.001 %"))
    thousand = quantity("1k", Dimension.COUNT)
    small = study.with_requirements(
        daily_active_users=thousand,
        monthly_active_users=None,
        requests_per_day=None,
        requests_per_second=None,
    )
    yield Mutant(study.name, "+0.001 %", replace(small, evaluation=tiny), frozenset(study.of("ab_testing")))


@mutator("FUN009", "FUN002")
def stop_at_the_first_stage(study: Study) -> Iterator[Mutant]:
    """The rankers behind a first-stage ranker are left out."""
    names = study.of("ranker", "cross_encoder")
    if names and study.of("pre_ranker"):
        near = frozenset(study.of("pre_ranker")) | {n for name in names for n in study.beside(name)}
        yield Mutant(
            study.name, ", ".join(names), without(study.architecture, *names), near, study.kinds(*names)
        )


@mutator("FUN010")
def show_scores_as_they_come(study: Study) -> Iterator[Mutant]:
    """Re-rankers, bandits and auctions are left out, with every word of variety and duplicates."""
    names = study.of("re_ranker", "bandit", "ad_auction")
    wanted = study.architecture.requirements
    if names and study.of("ranker") and wanted is not None and wanted.personalized:
        words = r"divers|variety|re-?rank|duplicat|dedup|spacing|repeat|interleav|blend|fatigue|explor|two"
        bare = unsay(without(study.architecture, *names), words)
        near = frozenset(study.of("ranker")) | {n for name in names for n in study.beside(name)}
        yield Mutant(study.name, ", ".join(names), bare, near, study.kinds(*names))
