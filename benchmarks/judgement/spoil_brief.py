"""Mutators aimed at GOV and BRF: people's data, decisions about people, and what the brief leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from judgement.edits import change, change_flows, with_flow, without, without_flows
from judgement.study import Mutant, Study, mutator
from mlarch.catalog.base import Role
from mlarch.model import Architecture, Mode

__all__: list[str] = []

TRAINERS = ("training_pipeline", "online_trainer")


def _stores(study: Study) -> list[str]:
    kinds = ("data_lake", "object_store", "event_stream", "relational_db", "nosql_db", "data_warehouse")
    return study.of(*kinds)


def _unblurred(study: Study, name: str) -> Architecture:
    """The architecture in which a store says that it holds personal data, and no step takes it out."""
    marked = change(study.without_role("privacy_service"), name, data=("pii",))
    for other, component in marked.components.items():
        if component.description:
            marked = change(marked, other, description=None)
    return marked


@mutator("GOV001", "GOV009")
def train_on_personal_data(study: Study) -> Iterator[Mutant]:
    """A store that training reads holds personal data, and nothing on the way takes it out."""
    for name in _stores(study):
        for trainer in study.of(*TRAINERS)[:1]:
            material = ("raw_data", "event", "media", "documents", "features", "labels", "training_dataset")
            path = study.design.data_path(name, trainer, material)
            if path:
                yield Mutant(study.name, name, _unblurred(study, name), frozenset(path))


_DELETES = re.compile(r"eras|delet|forget", re.IGNORECASE)


@mutator("GOV001", "GOV003")
def send_data_past_de_identification(study: Study) -> Iterator[Mutant]:
    """A flow leads around the step that takes personal data out, straight to what the step feeds. (Orders to
    delete are no such data, and neither are the system's own decisions.)"""
    for name in study.of("privacy_service"):
        given = [e for e in study.design.data_into(name) if e.source not in study.design.clients]
        taken = [e for e in study.design.data_out_of(name) if e.target not in study.design.clients]
        for before in given:
            for after in taken:
                if before.source == after.target or not before.payloads or before.resolved.waits:
                    continue
                if _DELETES.search(before.payloads[0].text) or set(before.types) <= {"decision", "request"}:
                    continue
                words = before.payloads[0].text
                past = with_flow(study.architecture, before.source, after.target, words, mode=Mode.BATCH)
                yield Mutant(
                    study.name,
                    f"{before.source} => {after.target}",
                    past,
                    frozenset({before.source, after.target, name}),
                )


@mutator("GOV002")
def let_personal_data_out(study: Study) -> Iterator[Mutant]:
    """A store of personal data is copied to somebody outside."""
    for name in _stores(study)[:3]:
        marked = _unblurred(study, name)
        marked = replace(
            marked,
            components={
                **marked.components,
                "partner": replace(
                    next(iter(marked.components.values())),
                    id="partner",
                    kinds=("external",),
                    written="external",
                    name="Partner",
                    external=True,
                    consumes=("raw_data", "event"),
                    produces=(),
                ),
            },
        )
        copied = with_flow(marked, name, "partner", "raw data", mode=Mode.BATCH)
        yield Mutant(study.name, f"{name} => partner", copied, frozenset({name, "partner"}))


@mutator("GOV003", "GOV002", "GOV001")
def publish_from_the_raw_store(study: Study) -> Iterator[Mutant]:
    """Raw and published copies share one store: what de-identifies writes back, and people read there."""
    for name in study.of("privacy_service"):
        for edge in study.design.data_into(name):
            store = edge.source
            if not study.is_role(store, Role.STORE) or not edge.payloads:
                continue
            words = edge.payloads[0].text
            back = with_flow(study.architecture, name, store, words, mode=Mode.BATCH)
            entry = next(iter(study.design.ingresses), None)
            if entry is not None:
                shared = with_flow(back, entry, store, returns=(words,))
                yield Mutant(study.name, f"{name} => {store}", shared, frozenset({name, store, entry}))


@mutator("GOV004")
def keep_personal_data_for_ever(study: Study) -> Iterator[Mutant]:
    """A store of personal data states no retention, and nothing deletes from it."""
    for name in _stores(study):
        component = study.architecture.components[name]
        if component.external:
            continue
        gone = [n for n in study.of("privacy_service") if study.kinds(n) <= {"privacy_service"}]
        kept = change(without(study.architecture, *gone), name, data=("pii",), retention=None)
        yield Mutant(study.name, name, kept, frozenset({name}), frozenset({"privacy_service"}))


@mutator("GOV005")
def send_plain_text(study: Study) -> Iterator[Mutant]:
    """A flow to or from a client, or what is external, is stated not to be encrypted."""
    outside = {n for n, c in study.architecture.components.items() if c.external} | set(study.design.clients)
    for flow in study.architecture.flows:
        if not outside.isdisjoint(flow.ends):
            plain = change_flows(study.architecture, lambda f, i=flow.index: f.index == i, encrypted=False)
            yield Mutant(study.name, str(flow), plain, frozenset(flow.ends))


@mutator("GOV006", "LBL001")
def let_nobody_review(study: Study) -> Iterator[Mutant]:
    """Reviewers, appeals and reports are left out of a design that decides about people."""
    names = study.of("human_review", "feedback_collector")
    if names and study.of("decision_engine"):
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(
            study.of("decision_engine")
        )
        yield Mutant(
            study.name, ", ".join(names), without(study.architecture, *names), near, study.kinds(*names)
        )


@mutator("GOV007")
def keep_no_record(study: Study) -> Iterator[Mutant]:
    """The audit log is left out."""
    names = study.of("audit_log")
    if names and study.of("decision_engine"):
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(
            study.of("decision_engine")
        )
        loggers = set(study.of("log_store", "prediction_logger", "data_lake", "data_warehouse"))
        bare = without_flows(
            without(study.architecture, *names),
            lambda f: f.source in study.of("decision_engine") and f.target in loggers,
        )
        yield Mutant(study.name, ", ".join(names), bare, near, frozenset({"audit_log"}))


@mutator("GOV009")
def promise_and_do_nothing(study: Study) -> Iterator[Mutant]:
    """The brief promises pseudonyms and deletion on request; no privacy service, no description does it."""
    data = study.architecture.data
    if data is None:
        return
    bare = study.without_role("privacy_service")
    for name, component in bare.components.items():
        if component.description:
            bare = change(bare, name, description=None)
    promise = replace(data, privacy="pseudonymous ids, deletion on request within 30 days")
    gone = frozenset(study.of("privacy_service"))
    yield Mutant(study.name, "privacy", replace(bare, data=promise), gone, frozenset({"privacy_service"}))


@mutator("SKW008")
def say_one_place_of_each_feature(study: Study) -> Iterator[Mutant]:
    """No feature says where requests get it, or where training does."""
    data = study.architecture.data
    for side in ("online", "offline") if data is not None else ():
        bare = tuple(replace(feature, **{side: None}) for feature in data.features)
        if bare == data.features or not all(f.online or f.offline for f in bare):
            continue
        servers = frozenset(
            name for model in study.architecture.models for name in (*model.served_by, *model.trained_by)
        )
        half = replace(study.architecture, data=replace(data, features=bare))
        yield Mutant(study.name, side, half, servers, frozenset({"feature_store_online"}))


@mutator("LBL007", "LBL001")
def let_clients_only_ask(study: Study) -> Iterator[Mutant]:
    """Clients publish nothing: what they send are requests, and their collectors are left out."""
    clients = study.design.clients
    if not any(f.source in clients and f.mode is not Mode.CALL for f in study.architecture.flows):
        return
    collectors = [n for n in study.of("event_collector") if study.kinds(n) == {"event_collector"}]
    mute = without_flows(
        without(study.architecture, *collectors), lambda f: f.source in clients and f.mode is not Mode.CALL
    )
    near = frozenset(clients) | {n for name in collectors for n in study.beside(name)}
    near |= frozenset(study.of("label_joiner", "event_collector"))
    yield Mutant(study.name, ", ".join(collectors) or "clients", mute, near, frozenset({"event_collector"}))


# ── the brief ───────────────────────────────────────────────────────────────────────────────────────────


def _drop(step: str) -> Callable[[Study], Architecture | None]:
    def dropped(study: Study) -> Architecture | None:
        value = getattr(study.architecture, step)
        return replace(study.architecture, **{step: () if step == "models" else None}) if value else None

    return dropped


def _dropping(step: str, rule: str) -> None:
    def drop(study: Study) -> Iterator[Mutant]:
        less = _drop(step)(study)
        if less is not None:
            yield Mutant(study.name, step, less)

    drop.__name__ = f"drop_{step}_from_the_brief"
    drop.__doc__ = f"The brief says nothing under `{step}:`."
    mutator(rule)(drop)


for _step, _rule in (
    ("requirements", "BRF001"),
    ("task", "BRF002"),
    ("data", "BRF003"),
    ("models", "BRF004"),
    ("evaluation", "BRF005"),
    ("release", "BRF006"),
    ("monitoring", "BRF007"),
):
    _dropping(_step, _rule)


@mutator("BRF008")
def drop_the_brief(study: Study) -> Iterator[Mutant]:
    """The brief is left out: only boxes and arrows stay."""
    bare = replace(
        study.architecture,
        requirements=None,
        task=None,
        data=None,
        models=(),
        evaluation=None,
        release=None,
        monitoring=None,
    )
    yield Mutant(study.name, "brief", bare)


@mutator("BRF009")
def measure_with_the_wrong_metric(study: Study) -> Iterator[Mutant]:
    """The offline metric is one of another task: an error of regression, or the overlap of boxes."""
    evaluation, task = study.architecture.evaluation, study.architecture.task
    if evaluation is None or task is None or not study.of(*TRAINERS):
        return
    wrong = (
        "RMSE" if "regression" not in (task.type or "") and "forecast" not in (task.type or "") else "nDCG@10"
    )
    misfit = replace(evaluation, offline=(wrong,))
    yield Mutant(study.name, wrong, replace(study.architecture, evaluation=misfit))
