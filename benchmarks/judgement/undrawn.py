"""Flows that most sound designs do not draw, or that the brief or a provider stands for."""

from __future__ import annotations

from judgement.study import Study
from mlarch.catalog.base import Role
from mlarch.graph.resolved import Meaning
from mlarch.model import Flow, Mode

__all__ = ["undrawn"]

_LOOKED_AT = frozenset({"dashboard", "tracing", "experiment_tracker", "explainability_service"})
_TELEMETRY = frozenset({"metrics", "logs", "traces"})


def undrawn(study: Study, flow: Flow, types: frozenset[str | None]) -> str:
    """Why a reviewer does not miss a flow that carries these types, by `REASONS`; empty without one."""
    monitor = study.architecture.components[flow.source]
    if monitor.managed and "metrics_monitor" in monitor.kinds and "alerting" in study.kinds(flow.target):
        return "set where it runs"
    if _figures_of_a_batch_job(study, flow, types):
        return "a batch job's own figures"
    if _kept_for_the_test(study, flow, types):
        return "kept for the test"
    if _outcome_of_an_arm(study, flow, types):
        return "analysed where it is kept"
    return "an aid" if _one_way_to_an_aid(study, flow) else ""


def _figures_of_a_batch_job(study: Study, flow: Flow, types: frozenset[str | None]) -> bool:
    runs = study.only_role(flow.source, Role.JOB) and study.design.planes[flow.source] == "offline"
    plain = study.kinds(flow.source).isdisjoint({"batch_predictor", "embedding_generator", "data_validation"})
    runs = runs and all(e.resolved.meaning is not Meaning.STREAM for e in study.design.data_into(flow.source))
    told = bool(types) and types <= _TELEMETRY and "metrics_monitor" in study.kinds(flow.target)
    return runs and plain and told


def _kept_for_the_test(study: Study, flow: Flow, types: frozenset[str | None]) -> bool:
    data = study.architecture.data
    if data is None or not data.split or "dataset_builder" not in study.kinds(flow.source):
        return False
    judges = study.kinds(flow.target) & {"model_evaluator", "model_validator", "llm_evaluator"}
    models = any("model_artifact" in edge.types for edge in study.design.data_into(flow.target))
    trains = any(
        study.kinds(edge.target) & {"training_pipeline", "online_trainer"}
        for edge in study.design.data_out_of(flow.source)
    )
    return bool(judges) and types <= {"training_dataset"} and models and trains


def _outcome_of_an_arm(study: Study, flow: Flow, types: frozenset[str | None]) -> bool:
    kept = study.is_role(flow.source, Role.STREAM, Role.STORE) or "event_collector" in study.kinds(
        flow.source
    )
    assigns = "ab_testing" in study.kinds(flow.target) and flow.mode is not Mode.CALL
    return assigns and kept and "experiment_assignment" not in types


def _one_way_to_an_aid(study: Study, flow: Flow) -> bool:
    others = [f for f in study.architecture.flows if f.target == flow.target and f.index != flow.index]
    return study.kinds(flow.target) <= _LOOKED_AT and any(other.mode is flow.mode for other in others)
