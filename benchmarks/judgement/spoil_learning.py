"""Mutators aimed at TRN, SKW, LBL and MON: what is learned, from what, and who watches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judgement.edits import change, change_flows, quantity, with_flow, without, without_flows
from judgement.study import Mutant, Study, mutator
from mlarch.catalog.base import Role
from mlarch.model import Architecture, Flow, Holds, Mode
from mlarch.quantities import Dimension

__all__: list[str] = []

TRAINERS = ("training_pipeline", "online_trainer")
SERVING = ("ranker", "pre_ranker", "model_server", "cross_encoder", "embedding_service", "batch_predictor")
GATES = ("model_evaluator", "model_validator", "llm_evaluator")
KEEPERS = ("model_registry",)


def _carries(flow: Flow, type_: str) -> bool:
    return any(payload.type == type_ for payload in flow.written)


@mutator("TRN001", "TRN002")
def leave_out_training(study: Study) -> Iterator[Mutant]:
    """All trainers are left out; what serves models stays."""
    names = study.of(*TRAINERS)
    if names:
        served = frozenset(study.of(*SERVING, "embedding_generator")) | {
            n for name in names for n in study.beside(name)
        }
        yield Mutant(
            study.name, ", ".join(names), without(study.architecture, *names), served, study.kinds(*names)
        )


@mutator("TRN002", "TRN003", "TRN004", "SKW007")
def deliver_no_model(study: Study) -> Iterator[Mutant]:
    """A component that runs a model gets none: what deploys to it is left out."""
    for name in _learned(study):
        cut = without_flows(
            study.architecture, lambda f, name=name: f.target == name and _carries(f, "model_artifact")
        )
        if len(cut.flows) < len(study.architecture.flows):
            yield Mutant(study.name, name, cut, study.beside(name) | {name})


def _learned(study: Study) -> list[str]:
    """The components that run a model which the brief says is trained here."""
    names = {n for model in study.architecture.models if model.trained_by for n in model.served_by}
    return [name for name in study.of(*SERVING, "embedding_generator") if name in names]


@mutator("TRN003", "TRN002", "TRN004")
def leave_the_model_with_its_trainer(study: Study) -> Iterator[Mutant]:
    """What a trainer makes goes nowhere."""
    for name in study.of(*TRAINERS):
        cut = without_flows(study.architecture, lambda f, name=name: f.source == name)
        yield Mutant(study.name, name, cut, study.beside(name) | {name})


@mutator("TRN004")
def swap_trainers_in_the_brief(study: Study) -> Iterator[Mutant]:
    """The brief says that a model is served by what cannot get it: by its dataset builder."""
    for model in study.architecture.models:
        other = study.of("dataset_builder", "label_joiner")[:1]
        if not model.trained_by or not model.served_by or not other or other[0] in model.trained_by:
            continue
        wrong = replace(model, served_by=tuple(other))
        models = tuple(wrong if m is model else m for m in study.architecture.models)
        yield Mutant(
            study.name,
            f"{model.id} served by {other[0]}",
            replace(study.architecture, models=models),
            frozenset((*other, *model.trained_by, *model.served_by)),
        )


@mutator("TRN005")
def drop_the_evaluation_gate(study: Study) -> Iterator[Mutant]:
    """Evaluators and gates are left out, and the model goes straight on."""
    names = study.of(*GATES)
    if names and study.of(*TRAINERS):
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(study.of(*TRAINERS))
        yield Mutant(study.name, ", ".join(names), study.without_role(*GATES), near, frozenset(GATES))


@mutator("TRN005")
def pass_by_the_evaluation_gate(study: Study) -> Iterator[Mutant]:
    """A second way leads from the trainer past the gate to where models serve."""
    for trainer in study.of("training_pipeline")[:1]:
        for server in _learned(study)[:1]:
            past = with_flow(study.architecture, trainer, server, "model", mode=Mode.BATCH)
            yield Mutant(study.name, f"{trainer} => {server}", past, frozenset({trainer, server}))


@mutator("TRN006")
def keep_no_versions(study: Study) -> Iterator[Mutant]:
    """The registry is left out, and models go straight on."""
    names = study.of(*KEEPERS)
    if names and study.of("training_pipeline"):
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(study.of(*TRAINERS))
        yield Mutant(
            study.name,
            ", ".join(names),
            without(study.architecture, *names, close=True),
            near,
            frozenset(KEEPERS),
        )


@mutator("TRN007", "BRF006", "EXP001")
def release_to_everyone(study: Study) -> Iterator[Mutant]:
    """No release strategy, no rollback, no experiment platform, no splitter."""
    bare = replace(study.without_role("ab_testing", "traffic_router"), release=None)
    yield Mutant(
        study.name,
        "release",
        bare,
        frozenset(study.of(*SERVING, "model_deployer")),
        frozenset({"ab_testing", "traffic_router"}),
    )


@mutator("TRN008")
def name_no_baseline(study: Study) -> Iterator[Mutant]:
    """No baseline stands in the brief."""
    task = study.architecture.task
    if study.architecture.models:
        bare = replace(
            study.architecture,
            task=None if task is None else replace(task, baseline=None),
            models=tuple(replace(model, baseline=None) for model in study.architecture.models),
        )
        yield Mutant(study.name, "baseline", bare)


@mutator("TRN009", "LBL001")
def give_the_trainer_no_data(study: Study) -> Iterator[Mutant]:
    """Nothing to learn from reaches a trainer."""
    for name in study.of(*TRAINERS):
        cut = without_flows(
            study.architecture,
            lambda f, name=name: (
                f.target == name and not _carries(f, "model_artifact") and not _orders(study, f)
            ),
        )
        if len(cut.flows) < len(study.architecture.flows):
            yield Mutant(study.name, name, cut, study.beside(name) | {name})


def _orders(study: Study, flow: Flow) -> bool:
    return "workflow_orchestrator" in study.architecture.components[flow.source].kinds


@mutator("TRN010")
def check_no_data(study: Study) -> Iterator[Mutant]:
    """Validation of the training data is left out: the component, or the role."""
    names = study.of("data_validation")
    if names and study.of(*TRAINERS):
        near = frozenset(n for name in names for n in study.beside(name)) | frozenset(names)
        yield Mutant(
            study.name,
            ", ".join(names),
            study.without_role("data_validation"),
            near,
            frozenset({"data_validation"}),
        )


@mutator("TRN011")
def start_training_by_hand(study: Study) -> Iterator[Mutant]:
    """No orchestrator, no monitor starts the training, and no flow says how often it runs."""
    trainers = study.of("training_pipeline")
    names = study.of("workflow_orchestrator")
    if names and trainers and any(model.retrain for model in study.architecture.models):
        bare = change_flows(without(study.architecture, *names), lambda f: f.every is not None, every=None)
        near = frozenset(trainers) | {n for name in names for n in study.beside(name)}
        yield Mutant(study.name, ", ".join(names), bare, near, frozenset({"workflow_orchestrator"}))


@mutator("TRN012", "SKW006", "FUN008")
def run_everything_once_a_month(study: Study) -> Iterator[Mutant]:
    """Every batch runs once in 30 days, every stream lags as long, and freshness is asked within an hour."""
    month = quantity("30d", Dimension.TIME)
    slow = change_flows(study.architecture, lambda f: f.mode is Mode.BATCH, every=month)
    slow = change_flows(slow, lambda f: f.mode is Mode.STREAM, lag=month)
    wanted = slow.requirements
    if wanted is not None:
        slow = replace(slow, requirements=replace(wanted, freshness=quantity("1h", Dimension.TIME)))
        yield Mutant(study.name, "30d", slow, frozenset(study.architecture.components))


# ── skew ────────────────────────────────────────────────────────────────────────────────────────────────


def _with_features(
    study: Study, change_one: dict[str, object], index: int, *, copy: bool = False
) -> Architecture:
    data = study.architecture.data
    assert data is not None
    features = list(data.features)
    changed = replace(features[index], **change_one)
    features[index : index + (0 if copy else 1)] = [changed]
    return replace(study.architecture, data=replace(data, features=tuple(features)))


@mutator("SKW001")
def define_a_feature_twice(study: Study) -> Iterator[Mutant]:
    """A feature stands twice in the brief, computed in two ways."""
    data = study.architecture.data
    for index, feature in enumerate(data.features if data else ()):
        if feature.transform:
            twice = _with_features(study, {"transform": "another formula"}, index, copy=True)
            yield Mutant(study.name, feature.name, twice)


@mutator("SKW002")
def train_on_what_serving_lacks(study: Study) -> Iterator[Mutant]:
    """A feature that a model uses is said to be offline only; or online only. (What predicts in batches only
    has its features offline.)"""
    data = study.architecture.data
    at_work = [name for model in study.architecture.models for name in model.served_by]
    in_batches = bool(at_work) and all(study.kinds(name) == {"batch_predictor"} for name in at_work)
    used = {name.lower() for model in study.architecture.models for name in model.features}
    served = frozenset(n for m in study.architecture.models for n in (*m.served_by, *m.trained_by))
    for index, feature in enumerate(data.features if data else ()):
        if feature.name.lower() not in used:
            continue
        for side in ("offline",) if in_batches else ("online", "offline"):
            if getattr(feature, side) is not None:
                yield Mutant(
                    study.name,
                    f"{feature.name}: {side} false",
                    _with_features(study, {side: "false"}, index),
                    served,
                )


@mutator("SKW003", "SKW002", "TRN009", "LBL001")
def log_no_served_features(study: Study) -> Iterator[Mutant]:
    """What was served is not logged, and the online features have no offline twin."""
    services = frozenset(study.of("orchestrator", "api_server", "feature_service", "model_server"))
    stores = study.of("feature_store_offline")
    loggers = frozenset(study.of("prediction_logger", "event_collector", "event_stream"))
    online = study.of("feature_store_online", "feature_service")
    if online:
        bare = without_flows(
            without(study.architecture, *stores), lambda f: f.source in services and f.target in loggers
        )
        near = frozenset(online) | services | {n for s in stores for n in study.beside(s)}
        yield Mutant(
            study.name,
            "served features",
            bare,
            near,
            frozenset({"feature_store_offline", "prediction_logger"}),
        )


@mutator("SKW004")
def change_the_dimensions_on_one_side(study: Study) -> Iterator[Mutant]:
    """The index states 128 dimensions and the job that fills it 64; then the encoder that asks it."""
    for index in study.of("vector_index"):
        holds = study.architecture.components[index].holds or Holds()
        stated = change(study.architecture, index, holds=replace(holds, dimensions=128))
        for name in study.of("embedding_generator", "embedding_service"):
            if not _near(study, name, index):
                continue
            odd = change(stated, name, holds=Holds(dimensions=64))
            yield Mutant(study.name, f"{name} 64, {index} 128", odd, frozenset({name, index}))


def _near(study: Study, name: str, index: str) -> bool:
    down = study.design.downstream([name], ("embeddings", "index", "candidates"))
    calls = study.design.call_path(name, index)
    callers = {r.caller for r in study.design.calls_to(index)}
    asks = any(study.design.call_path(caller, name) for caller in callers if caller)
    return index in down or bool(calls) or asks


@mutator("SKW004")
def change_the_version_on_one_side(study: Study) -> Iterator[Mutant]:
    """The models of query and items are two, of different versions."""
    for model in study.architecture.models:
        batch = [n for n in model.served_by if study.kinds(n) & {"embedding_generator"}]
        online = [n for n in model.served_by if study.kinds(n) & {"embedding_service"}]
        if not batch or not online:
            continue
        old = replace(model, id=f"{model.id}_items", served_by=tuple(batch), version="v6")
        new = replace(model, served_by=tuple(online), version="v7")
        models = (*(m for m in study.architecture.models if m is not model), new, old)
        yield Mutant(
            study.name,
            f"{model.id} v6 and v7",
            replace(study.architecture, models=models),
            frozenset((*batch, *online)),
        )


@mutator("SKW005")
def take_one_side_from_the_index(study: Study) -> Iterator[Mutant]:
    """The vector index loses its item side (jobs and builders), or its query side (the online encoder)."""
    for index in study.of("vector_index"):
        for kinds in (("embedding_generator", "index_builder"), ("embedding_service",)):
            names = [n for n in study.of(*kinds) if _near(study, n, index)]
            if not names:
                continue
            asks = {r.caller for r in study.design.calls_to(index) if r.caller}
            pure = [n for n in names if study.kinds(n) <= frozenset(kinds)]
            left = without(study.architecture, *pure, close=True)
            for name in (n for n in names if n not in pure):
                left = change(
                    left, name, kinds=tuple(k for k in left.components[name].kinds if k not in kinds)
                )
            left = replace(left, models=tuple(replace(m, served_by=()) for m in left.models))
            yield Mutant(
                study.name,
                ", ".join(names),
                left,
                frozenset({index}) | asks | set(names) - set(pure),
                study.kinds(*names),
            )


@mutator("SKW006", "TRN012")
def compute_fresh_features_daily(study: Study) -> Iterator[Mutant]:
    """Streaming features are left out; a job fills the online store once a day."""
    streams = study.of("feature_pipeline_stream", "stream_processor")
    for store in study.of("feature_store_online")[:1]:
        if not streams:
            continue
        batch = study.of("feature_pipeline_batch", "feature_store_offline", "data_lake")[:1]
        slow = without(study.architecture, *streams)
        day = quantity("24h", Dimension.TIME)
        slow = without_flows(slow, lambda f, store=store: f.target == store and f.mode is not Mode.CALL)
        for name in batch:
            slow = with_flow(slow, name, store, "features", mode=Mode.BATCH, every=day)
        near = frozenset((store, *batch)) | {n for s in streams for n in study.beside(s)}
        yield Mutant(study.name, ", ".join(streams), slow, near, study.kinds(*streams))


@mutator("SKW007")
def release_one_tower(study: Study) -> Iterator[Mutant]:
    """A new model is deployed to one side of the search by embedding and not to the other."""
    for model in study.architecture.models:
        if len(model.served_by) < 2 or not {"embedding_generator"} & study.kinds(*model.served_by):
            continue
        for name in model.served_by:
            if not study.kinds(name) & {"embedding_generator", "embedding_service"}:
                continue
            cut = without_flows(
                study.architecture, lambda f, name=name: f.target == name and _carries(f, "model_artifact")
            )
            if len(cut.flows) < len(study.architecture.flows):
                yield Mutant(study.name, name, cut, frozenset(model.served_by) | study.beside(name))


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────


@mutator("LBL001", "TRN009")
def cut_the_labels_way_home(study: Study) -> Iterator[Mutant]:
    """Reactions of people never come back: their events, reports and verdicts are left out."""
    if not study.of(*TRAINERS) or not study.of(*SERVING):
        return
    people = frozenset(study.design.clients) | frozenset(study.of("human_review", "feedback_collector"))
    logs = frozenset(study.of("prediction_logger", "event_collector", "event_stream", "label_joiner"))
    cut = without_flows(
        study.architecture,
        lambda f: (
            (f.source in people and f.mode is not Mode.CALL)
            or (f.target in study.of("label_joiner", "labeling_platform") and f.source not in logs)
        ),
    )
    near = people | logs | frozenset(study.of(*TRAINERS, "dataset_builder", "data_lake"))
    yield Mutant(study.name, "reactions", cut, near, frozenset({"label_joiner", "event_collector"}))


@mutator("LBL001", "TRN009")
def leave_out_the_label_join(study: Study) -> Iterator[Mutant]:
    """The label join is left out with its flows."""
    for name in study.of("label_joiner"):
        yield Mutant(
            study.name,
            name,
            without(study.architecture, name),
            study.beside(name) | set(study.of(*TRAINERS)),
            study.kinds(name),
        )


@mutator("LBL002")
def retrain_before_labels_come(study: Study) -> Iterator[Mutant]:
    """The label comes after 60 days, and the models are retrained daily."""
    task = study.architecture.task
    label = None if task is None else task.label
    people = study.of("human_review", "labeling_platform", "feedback_collector")
    if task is None or label is None or not study.architecture.models or people:
        return  # people label quicker than the outcome comes
    late = replace(label, delay=quantity("60d", Dimension.TIME))
    day = quantity("24h", Dimension.TIME)
    models = tuple(replace(m, retrain=day if m.retrain else None) for m in study.architecture.models)
    words = r"matur|develop|delay|late|censor|surviv|young|label|wait|empty"
    data = study.architecture.data
    data = replace(data, split_plan=None) if data is not None else None
    spoiled = replace(study.architecture, task=replace(task, label=late), models=models, data=data)
    yield Mutant(
        study.name,
        "labels after 60d, training daily",
        study.unsaid(words, spoiled),
        frozenset(study.of(*TRAINERS, "label_joiner")),
    )


@mutator("LBL003")
def throw_the_log_away_early(study: Study) -> Iterator[Mutant]:
    """Logs and lakes keep an hour of what labels belong to."""
    task = study.architecture.task
    if task is None or task.label is None or not study.of("label_joiner"):
        return
    hour = quantity("10s", Dimension.TIME)
    short = study.architecture
    keeping = study.of("event_stream", "data_lake", "feature_store_offline", "object_store", "data_warehouse")
    for name in (*keeping, *study.of("prediction_logger", "event_collector", "nosql_db", "relational_db")):
        short = change(short, name, retention=hour)
    near = frozenset((*keeping, *study.of("label_joiner")))
    yield Mutant(study.name, "retention 10s", short, near)


@mutator("LBL004")
def learn_from_biased_clicks(study: Study) -> Iterator[Mutant]:
    """No exploration and no word of positions, propensities or randomised traffic is left."""
    if not study.of(*TRAINERS) or not study.of("ranker", "re_ranker", "candidate_generator"):
        return
    yield Mutant(
        study.name,
        "bias",
        study.unsaid(_BIAS),
        frozenset(study.of("ranker", "re_ranker", "candidate_generator", *TRAINERS)),
        frozenset({"bandit"}),
    )


_BIAS = (
    r"position|propensit|explor|random|interleav|debias|unbias|inverse|counterfactual|off-?policy|bandit|"
    r"swap|shuffle|hold-?out|control group|bias|ips\b|slots?\b"
)


@mutator("LBL005")
def forget_rare_positives(study: Study) -> Iterator[Mutant]:
    """One positive in ten thousand, and no word of sampling or weights; or judged by accuracy."""
    task, data = study.architecture.task, study.architecture.data
    if task is None or not study.of(*TRAINERS) or not study.of(*SERVING):
        return
    rare = replace(study.architecture, task=replace(task, positives=quantity("0.01%", Dimension.SHARE)))
    near = frozenset(study.of(*TRAINERS))
    words = r"sampl|weight|cost|focal|anomal|kept|imbalanc|negativ|correct|calibrat|boost"
    silent = rare if data is None else replace(rare, data=replace(data, imbalance=None))
    yield Mutant(study.name, "no remedy", study.unsaid(words, silent), near)
    evaluation = study.architecture.evaluation
    if evaluation is not None and data is not None:
        judged = replace(rare, evaluation=replace(evaluation, offline=("accuracy",)))
        yield Mutant(study.name, "accuracy", judged, near)


# ── monitoring ──────────────────────────────────────────────────────────────────────────────────────────


@mutator("MON001", "MON004")
def watch_no_model(study: Study) -> Iterator[Mutant]:
    """Nothing that a model does, and nothing that its callers log of it, gets to a monitor."""
    for name in study.of(*SERVING):
        near = frozenset({name}) | {r.caller for r in study.design.calls_to(name) if r.caller}
        near |= {e.target for e in study.design.data_out_of(name)}
        cut = without_flows(
            study.architecture,
            lambda f, near=near: f.source in near and f.mode is not Mode.CALL,
        )
        if len(cut.flows) < len(study.architecture.flows):
            yield Mutant(study.name, name, cut, near)


@mutator("MON002", "MON003", "MON001")
def watch_nothing(study: Study) -> Iterator[Mutant]:
    """All monitors, dashboards, alerts and log stores are left out."""
    names = list(dict.fromkeys((*study.of_role(Role.MONITOR), *study.of("log_store"))))
    if names:
        near = frozenset(n for name in names for n in study.beside(name))
        yield Mutant(
            study.name, ", ".join(names), without(study.architecture, *names), near, study.kinds(*names)
        )


@mutator("MON003")
def watch_no_service(study: Study) -> Iterator[Mutant]:
    """No service on the path of a request tells a monitor anything."""
    monitors = frozenset((*study.of_role(Role.MONITOR), *study.of("log_store")))
    path = frozenset(study.design.on_path)
    logs = frozenset(study.of("event_collector", "prediction_logger", "event_stream"))
    cut = without_flows(
        study.architecture,
        lambda f: f.source in path and f.source not in study.design.clients and f.target in monitors | logs,
    )
    if len(cut.flows) < len(study.architecture.flows):
        yield Mutant(study.name, "telemetry", cut, path | monitors, study.kinds(*monitors))


@mutator("MON004")
def watch_the_system_only(study: Study) -> Iterator[Mutant]:
    """Monitors of models are left out, and the rest gets nothing but metrics."""
    names = study.of("model_monitor", "llm_evaluator")
    if names:
        bare = without(study.architecture, *names)
        monitors = frozenset(study.of("metrics_monitor", "dashboard", "log_store"))
        bare = without_flows(bare, lambda f: f.target in monitors and not _carries(f, "metrics"))
        near = frozenset(n for name in names for n in study.beside(name)) | monitors
        yield Mutant(study.name, ", ".join(names), bare, near | set(study.of(*SERVING)), study.kinds(*names))


@mutator("MON005")
def let_nobody_hear(study: Study) -> Iterator[Mutant]:
    """Alerts and dashboards are left out; the monitors stay."""
    names = study.of("alerting", "dashboard")
    if names:
        near = frozenset(n for name in names for n in study.beside(name))
        yield Mutant(
            study.name, ", ".join(names), without(study.architecture, *names), near, study.kinds(*names)
        )


@mutator("MON006")
def put_a_monitor_on_the_path(study: Study) -> Iterator[Mutant]:
    """A service asks a monitor while its caller waits."""
    service = next((n for n in study.of("orchestrator", "api_server") if n in study.design.on_path), None)
    for name in study.of("model_monitor", "metrics_monitor") if service else ():
        waits = with_flow(
            study.architecture, service or "", name, sends=("predictions",), returns=("response",)
        )
        yield Mutant(study.name, f"{service} -> {name}", waits, frozenset({name, service or ""}))


@mutator("MON007", "BRF007")
def let_drift_start_nothing(study: Study) -> Iterator[Mutant]:
    """What the model monitor finds starts no training, and the brief names no trigger."""
    watched = study.architecture.monitoring
    starters = frozenset(study.of("workflow_orchestrator", *TRAINERS))
    monitors = frozenset(study.of("model_monitor", "metrics_monitor", "llm_evaluator"))
    if not monitors or not study.of("training_pipeline"):
        return
    cut = without_flows(study.architecture, lambda f: f.source in monitors and f.target in starters)
    silent = replace(cut, monitoring=None if watched is None else replace(watched, retrain_trigger=None))
    yield Mutant(study.name, "retrain trigger", silent, monitors | starters)


@mutator("MON008")
def watch_the_model_only(study: Study) -> Iterator[Mutant]:
    """Monitors of the system are left out; that of the model stays."""
    names = [
        n
        for n in study.of_role(Role.MONITOR)
        if not study.kinds(n) & {"model_monitor", "alerting", "llm_evaluator"}
    ]
    if names and study.of("model_monitor"):
        near = frozenset(n for name in names for n in study.beside(name))
        near |= frozenset(study.of("model_monitor"))
        yield Mutant(
            study.name, ", ".join(names), without(study.architecture, *names), near, study.kinds(*names)
        )
