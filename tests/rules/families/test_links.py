"""Links that are gone while both ends stay: what is said of the end that lost its work or its ear."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import review

SERVING = "  app: client\n  lb: load balancer\n  api: orchestrator\n  ranker: ranker\n"
ASKED = "  - app -> lb -> api -> ranker: {sends: request, returns: ranked list}\n"
LEARNING = "  lake: data lake\n  trainer: training pipeline\n  registry: model registry\n"
LEARNS = "  - lake => trainer: training data\n  - trainer => registry => ranker: model\n"


def found(rule: str, components: str, flows: str, head: str = "") -> list[Finding]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), stage=Stage.PRODUCTION, select=[rule])
    return list(result.findings)


@pytest.mark.parametrize(
    ("taker", "carried", "said"),
    [
        ("ranker", "labels", 1),
        ("ranker", "training data", 1),
        ("kept: {kind: model registry, tech: MLflow}", "labels", 1),
        ("vectors: {kind: vector index, tech: Qdrant}", "labels", 1),
        ("words: {kind: search index, tech: Elasticsearch}", "embeddings", 0),  # holds vectors as well
        ("ranker", "features", 0),
        ("trainer", "labels", 0),
    ],
)
def test_what_training_works_on_has_no_business_elsewhere(taker: str, carried: str, said: int) -> None:
    """Services and products may do more than their kind says: a warning, and of these types only."""
    name = taker.split(":")[0]
    parts = SERVING + LEARNING + "  joiner: label joiner\n" + (f"  {taker}\n" if ":" in taker else "")
    findings = found("GRA009", parts, ASKED + LEARNS + f"  - joiner ~> {name}: {carried}\n")
    assert [(f.severity, f.components[0]) for f in findings] == [(Severity.WARNING, name)] * said


def test_a_model_that_learns_as_it_serves_takes_labels() -> None:
    parts = SERVING + "  joiner: label joiner\n"
    flows = ASKED + "  - joiner ~> ranker: labels\n"
    head = "models:\n  clicks: {trained_by: ranker, served_by: ranker}"
    assert found("GRA009", parts, flows, head) == []
    assert found("GRA009", parts, flows) != []


WORK = "  docs: worker\n  files: object store\n"
WORKS = "  - docs -> files: {returns: documents}\n  - docs -> api: {sends: request, returns: response}\n"


def test_a_worker_that_nothing_gives_work_is_named() -> None:
    (finding,) = found("GRA002", SERVING + WORK, ASKED + WORKS)
    assert finding.components[0] == "docs"
    assert "given work by nobody" in finding.message
    fed = SERVING + WORK + "  jobs: message queue\n"
    assert found("GRA002", fed, ASKED + WORKS + "  - api ~> jobs ~> docs: event\n") == []


def test_who_waits_for_the_result_of_a_job_that_waits_for_it_waits_in_a_circle() -> None:
    back = "  - api -> docs: {sends: request, returns: response}\n"
    assert [f.severity for f in found("GRA004", SERVING + WORK, ASKED + WORKS + back)] == [Severity.ERROR]
    handed = "  - api ~> docs: event\n"  # handed over, and nobody waits
    assert found("GRA004", SERVING + WORK, ASKED + WORKS + handed) == []


def test_a_lake_that_is_read_and_that_nothing_fills_is_asked_about() -> None:
    (finding,) = found("GRA018", SERVING + LEARNING, ASKED + LEARNS)
    assert (finding.severity, finding.components[0]) == (Severity.INFO, "lake")
    assert found("GRA018", SERVING + LEARNING, ASKED + LEARNS + "  - api ~> lake: events\n") == []


WATCHED = "  metrics: metrics monitor\n  drift: model monitor\n  pager: alerting\n  charts: dashboard\n"
SEEN = "  - api ~> metrics: metrics\n  - ranker ~> drift: predictions\n  - metrics ~> pager: alerts\n"


def test_a_monitor_that_is_only_looked_at_while_another_one_alerts_is_named() -> None:
    looked_at = SEEN + "  - drift ~> charts: metrics\n"
    (finding,) = found("MON005", SERVING + WATCHED, ASKED + looked_at)
    assert (finding.severity, finding.components) == (Severity.INFO, ("drift", "pager"))
    for way in ("  - drift ~> pager: alerts\n", "  - drift ~> metrics: metrics\n"):
        assert found("MON005", SERVING + WATCHED, ASKED + looked_at + way) == []


PLAN = "evaluation:\n  offline: [nDCG@10]\n  experiment: {unit: user, effect: +1 %}\n"


def test_an_experiment_service_that_nobody_asks_assigns_nobody() -> None:
    parts = SERVING + "  arms: experiment service\n  log: event stream\n"
    told = ASKED + "  - api ~> log ~> arms: events\n"
    (finding,) = found("EXP001", parts, told, PLAN)
    assert finding.components == ("arms",)
    for way in ("  - api -> arms: {returns: assignment}\n", "  - arms => api: config\n"):
        assert found("EXP001", parts, told + way, PLAN) == []


def test_a_log_that_a_scheduled_join_reads_may_not_forget_before_the_label_comes() -> None:
    parts = (
        "  log: {kind: event stream, retention: 1h}\n  joiner: label joiner\n  daily: workflow orchestrator\n"
    )
    flows = "  - log => joiner: events\n  - daily => joiner: config\n"
    head = "task: {label: {event: purchase, window: 7d}}"
    assert [f.components for f in found("LBL003", parts, flows, head)] == [("log", "joiner")]


TRACKED = SERVING + LEARNING + "  gate: model evaluator\n  runs: experiment tracker\n"


def test_a_tracker_is_no_stop_on_the_way_of_a_model() -> None:
    flows = (
        ASKED + "  - lake => trainer: training data\n  - trainer => runs: model\n  - trainer => gate: model\n"
    )
    head = "models:\n  clicks: {trained_by: trainer, served_by: ranker}"
    (finding,) = found("TRN002", TRACKED, flows + "  - registry => ranker: model\n", head)
    assert finding.components[:2] == ("gate", "registry")


def test_a_router_that_runs_the_models_itself_leads_somewhere() -> None:
    parts = SERVING.replace("ranker: ranker", "ranker: {kind: [ranker, traffic router]}")
    assert found("SRV007", parts, ASKED) == []
    assert found("SRV007", SERVING.replace("ranker: ranker", "ranker: traffic router"), ASKED) != []


def test_what_is_deleted_on_request_is_deleted_everywhere() -> None:
    parts = SERVING + LEARNING + "  eraser: privacy service\n  live: online feature store\n"
    flows = ASKED + LEARNS + "  - eraser => lake: deletions\n"
    (finding,) = found("GOV009", parts, flows)
    assert finding.components == ("live", "eraser")
    assert found("GOV009", parts, flows + "  - eraser => live: deletions\n") == []
    assert found("GOV009", parts, ASKED + LEARNS + "  - eraser => lake: events\n") == []


def test_a_batch_prediction_is_given_more_than_its_model() -> None:
    parts = LEARNING + "  nightly: batch predictor\n  scores: prediction store\n"
    flows = LEARNS.replace("ranker", "nightly") + "  - nightly => scores: predictions\n"
    assert [f.components for f in found("GRA015", parts, flows)] == [("nightly",)]
    assert found("GRA015", parts, flows + "  - lake => nightly: features\n") == []


def test_what_keeps_results_ready_for_requests_works_by_itself() -> None:
    parts = SERVING + "  pricer: orchestrator\n  model: model server\n  prices: prediction store\n"
    flows = ASKED + "  - api -> prices: {returns: predictions}\n  - pricer -> model: {returns: scores}\n"
    assert found("GRA002", parts, flows + "  - pricer ~> prices: predictions\n") == []
    assert found("GRA002", parts, flows) != []
