"""Mutators aimed at the rules of reasoning: one thing of a sound design is said so that it no longer holds.

They speak in fields where there is a field, and else in the plainest words, so they tell whether a rule works
on designs of every shape. How many wordings it understands is measured by designs that others wrote
(`reasoning.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from judgement.edits import change, change_flows, quantity, with_component, with_flow
from judgement.study import Mutant, Study, mutator
from mlarch.catalog.base import Role
from mlarch.model import Architecture, Label, Mode, Split
from mlarch.quantities import Dimension

__all__: list[str] = []


def _said(study: Study, where: str, architecture: Architecture | None = None, **fields: Any) -> Architecture:
    """The architecture with these fields in one step of its brief."""
    base = architecture or study.architecture
    return replace(base, **{where: replace(getattr(base, where), **fields)})


def _labelled(study: Study, architecture: Architecture | None = None, **fields: Any) -> Architecture:
    task = (architecture or study.architecture).task
    label = (task.label if task is not None else None) or Label()
    return _said(study, "task", architecture, label=replace(label, **fields))


def _first_feature(study: Study, **fields: Any) -> Iterator[Mutant]:
    data = study.architecture.data
    for feature in data.features[:1] if data is not None else ():
        features = (replace(feature, **fields), *data.features[1:]) if data is not None else ()
        yield Mutant(study.name, feature.name, _said(study, "data", features=features))


@mutator("SKW009")
def know_a_feature_too_late(study: Study) -> Iterator[Mutant]:
    """A feature is known two weeks after the prediction."""
    yield from _first_feature(study, known_at="+14d")


@mutator("SKW009")
def take_a_feature_over_all_data(study: Study) -> Iterator[Mutant]:
    """A feature is a mean of the target over the whole table."""
    yield from _first_feature(study, transform="mean of the target over the whole table", known_at=None)


@mutator("SKW010")
def fill_a_feature_differently(study: Study) -> Iterator[Mutant]:
    """A feature is computed in one way for training and in another when it is served."""
    yield from _first_feature(study, transform="median in training, zero when served", known_at=None)


@mutator("TRN014")
def split_at_random(study: Study) -> Iterator[Mutant]:
    """Training and test are divided at random, although entities come again."""
    data = study.architecture.data
    if data is not None and any(feature.entity for feature in data.features):
        text = "by random"
        yield Mutant(study.name, text, _said(study, "data", split=text, split_plan=Split(by="random")))


@mutator("SKW011")
def let_the_index_follow_later(study: Study) -> Iterator[Mutant]:
    """The way back takes the encoder at once and rebuilds the index later."""
    indexes = study.of("vector_index")
    if indexes and study.architecture.release is not None:
        back = _said(study, "release", rollback="encoder at once, the index is rebuilt later")
        yield Mutant(study.name, "rollback", back, frozenset(indexes))


@mutator("TRN015")
def release_by_the_clock(study: Study) -> Iterator[Mutant]:
    """A canary of a day, then everybody, and nothing that could stop it."""
    if study.architecture.release is not None:
        steps = ("canary 5 % for a day", "all")
        blind = _said(study, "release", strategy=steps, guardrails=(), rollback="the previous version")
        yield Mutant(study.name, "strategy", blind)


_CHANCE = r"random|control|hold-?out|explor|audit|unselected|propensit|bandit|uniform"


@mutator("LBL008")
def label_what_the_model_chose(study: Study) -> Iterator[Mutant]:
    """Only cases that the model flagged get a label, and no random share does."""
    if study.architecture.task is not None and study.architecture.task.label is not None:
        chosen = _labelled(study, study.unsaid(_CHANCE), selected_by="only what the model flagged")
        yield Mutant(study.name, "selected_by", chosen)


@mutator("LBL009")
def believe_the_own_decisions(study: Study) -> Iterator[Mutant]:
    """What the model decided is the label."""
    if study.architecture.task is not None and study.architecture.task.label is not None:
        yield Mutant(study.name, "event", _labelled(study, event="accepted by the model"))


@mutator("LBL010")
def learn_from_ended_cases(study: Study) -> Iterator[Mutant]:
    """Cases that have not ended yet are dropped."""
    data = study.architecture.data
    if data is not None:
        bare = study.unsaid(r"censor|surviv|matur|hazard|tobit|mask|delayed", study.architecture)
        ended = _said(study, "data", bare, missing_values="open cases are dropped")
        yield Mutant(study.name, "missing_values", ended)


@mutator("LBL011", "LBL005", "FUN007")
def sample_and_never_correct(study: Study) -> Iterator[Mutant]:
    """Negatives are sampled for training, and nothing calibrates the scores that decide."""
    data, deciders = study.architecture.data, study.of("decision_engine", "ad_auction")
    if data is not None and deciders:
        bare = study.unsaid(
            r"calibrat|platt|isotonic|correct|precision|restor|prior|scaled|reliab|ece|brier|cost",
            study.without_role("calibrator"),
        )
        near = frozenset(deciders) & frozenset(bare.components)
        yield Mutant(
            study.name, "imbalance", _said(study, "data", bare, imbalance="negatives kept at 10 %"), near
        )


@mutator("REL011")
def try_again_what_cannot_be_undone(study: Study) -> Iterator[Mutant]:
    """A call of something that cannot be undone is tried again."""
    for flow in study.architecture.flows:
        if flow.mode is Mode.CALL and study.is_role(flow.target, Role.SERVICE):
            final = change(study.architecture, flow.target, reversible=False)
            again = change_flows(final, lambda f, i=flow.index: f.index == i, retries=3)
            yield Mutant(study.name, str(flow), again, frozenset(flow.ends))
            return


@mutator("REL012")
def cache_personal_answers_for_all(study: Study) -> Iterator[Mutant]:
    """A cache keeps personal answers under the query alone."""
    entry = next(iter(study.design.entries), None)
    if entry is not None:
        bare = study.with_requirements(personalized=True)
        cached = with_component(bare, "answer_cache", "cache", key=("query",))
        asked = with_flow(cached, entry, "answer_cache", returns=("answer",))
        yield Mutant(study.name, "answer_cache", asked, frozenset({"answer_cache", entry}))


@mutator("REL013")
def keep_copies_for_a_week(study: Study) -> Iterator[Mutant]:
    """A cache serves entries for a week, and what is served may be an hour old."""
    for name in study.of("cache")[:1]:
        wanted = study.with_requirements(freshness=quantity("1h", Dimension.TIME))
        kept = change(wanted, name, ttl=quantity("7d", Dimension.TIME), description=None, key=())
        yield Mutant(study.name, name, kept, frozenset({name}))


@mutator("SAF005")
def let_an_agent_act(study: Study) -> Iterator[Mutant]:
    """An agent is added with a tool that pays, and nobody agrees."""
    entry = next(iter(study.design.entries), None)
    if entry is not None and study.of("llm_server", "llm_gateway"):
        agent = with_component(study.architecture, "helper", "agent_orchestrator")
        paying = with_component(agent, "payments", "api_server", reversible=False)
        asked = with_flow(paying, entry, "helper", sends=("prompt",), returns=("response",))
        acts = with_flow(asked, "helper", "payments", sends=("payment",))
        yield Mutant(study.name, f"{entry} -> helper -> payments", acts, frozenset({"helper", "payments"}))


@mutator("SAF006")
def let_everything_through(study: Study) -> Iterator[Mutant]:
    """When what decides is down, every case is approved."""
    for flow in study.architecture.flows:
        if flow.mode is Mode.CALL and flow.target in study.of("decision_engine"):
            opened = change_flows(
                study.architecture, lambda f, i=flow.index: f.index == i, fallback="approve all"
            )
            yield Mutant(study.name, str(flow), opened, frozenset(flow.ends))
            return


@mutator("GOV010", "GOV002")
def hand_voices_to_others(study: Study) -> Iterator[Mutant]:
    """Recordings of voices go to a company outside."""
    entry = next(iter(study.design.entries), None)
    if entry is not None:
        kinds: dict[str, Any] = {"consumes": ("media",), "produces": ("documents",)}
        vendor = with_component(study.architecture, "vendor", "external", external=True, **kinds)
        sent = with_flow(vendor, entry, "vendor", sends=("voice recordings",), returns=("text",))
        yield Mutant(study.name, f"{entry} -> vendor", sent, frozenset({entry, "vendor"}))


@mutator("CAP017", "CAP008")
def overload_people(study: Study) -> Iterator[Mutant]:
    """Reviewers are said to get ten times of what they can decide."""
    for name in study.of("human_review")[:1]:
        text = "40 cases a day can be decided; 400 come"
        more = change(study.architecture, name, description=text, throughput=None)
        yield Mutant(study.name, name, more, frozenset({name}))


@mutator("CAP018")
def scale_too_late(study: Study) -> Iterator[Mutant]:
    """Copies of a model server are said to start more slowly than the load rises."""
    for name in study.of("model_server")[:1]:
        text = "load rises 5x within 2 min, a new replica takes 9 min"
        late = change(study.architecture, name, description=text)
        yield Mutant(study.name, name, late, frozenset({name}))


@mutator("BRF010", "BRF009", "LBL005")
def measure_beside_the_goal(study: Study) -> Iterator[Mutant]:
    """The objective is an interval, and only a mean error is measured."""
    if study.architecture.task is not None and study.architecture.evaluation is not None:
        asked = _said(study, "task", objective="80 % interval of the value", type="regression")
        yield Mutant(study.name, "offline", _said(study, "evaluation", asked, offline=("RMSE",), gate=None))


@mutator("MON011")
def alert_on_machines_only(study: Study) -> Iterator[Mutant]:
    """Every alert is about machines."""
    if study.architecture.monitoring is not None:
        alerts = ("CPU above 80 %", "p99 above 1 s")
        yield Mutant(study.name, "alerts", _said(study, "monitoring", alerts=alerts))


@mutator("MON012")
def ask_the_model_how_good_it_is(study: Study) -> Iterator[Mutant]:
    """An alert takes the model's own confidence for its quality."""
    if study.architecture.monitoring is not None:
        alerts = (*study.architecture.monitoring.alerts, "quality as the mean confidence under 0.8")
        yield Mutant(study.name, "alerts", _said(study, "monitoring", alerts=alerts))


@mutator("LBL012")
def measure_among_a_few(study: Study) -> Iterator[Mutant]:
    """A metric is measured against a few negatives drawn at random."""
    if study.architecture.evaluation is not None:
        offline = (*study.architecture.evaluation.offline, "recall against 10 negatives drawn at random")
        yield Mutant(study.name, "offline", _said(study, "evaluation", offline=offline))
