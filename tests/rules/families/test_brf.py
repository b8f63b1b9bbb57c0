"""BRF at its edges: when a brief is looked at, what each task needs, which metric fits which task."""

from __future__ import annotations

import re

import pytest

from mlarch import graph, language
from mlarch.analysis.metric_fit import BETTER, FITS, family_of_task, metrics_in
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import review

REQUIREMENTS = "requirements: {goal: sales, in_scope: [web], items: 1M, freshness: 1d}"
TASK = "task: {objective: P(sale), type: ranking, output: a score}"
EVALUATION = "evaluation: {offline: [nDCG], online: [sales]}"

DRAWING = """
components:
  app: client
  lb: load balancer
  api: api server
  ranker: ranker
%sflows:
  - app -> lb -> api: {sends: request, returns: ranked list}
  - api -> ranker: {sends: candidates, returns: scores}
%s
"""


def found(*head: str, stage: Stage = Stage.DESIGN, drawing: str = DRAWING % ("", "")) -> tuple[Finding, ...]:
    text = "\n".join(("mlarch: 1", *head, drawing))
    return review(graph.build(language.read_text(text)), stage=stage, select=["BRF"]).findings


def codes(*head: str, stage: Stage = Stage.DESIGN, drawing: str = DRAWING % ("", "")) -> list[str]:
    return [finding.rule for finding in found(*head, stage=stage, drawing=drawing)]


def test_a_drawing_may_be_only_a_drawing() -> None:
    assert codes() == []
    assert codes(stage=Stage.PRODUCTION) == ["BRF008"]


def test_numbers_for_an_estimate_are_no_brief_yet() -> None:
    assert codes("requirements: {latency: 150ms}") == []
    assert codes("requirements: {latency: 150ms}", TASK) == []


def test_three_steps_are_a_brief() -> None:
    assert codes(REQUIREMENTS, TASK, EVALUATION) == []
    [finding] = found("requirements: {latency: 150ms}", TASK, EVALUATION)
    assert (finding.rule, finding.severity) == ("BRF001", Severity.INFO)
    assert "the goal, the scope and the scale" in finding.message


def test_a_missing_step_is_named_when_most_are_there() -> None:
    head = (REQUIREMENTS, TASK, EVALUATION, "release: {strategy: [canary], rollback: previous}")
    owned = DRAWING.replace("ranker: ranker", "ranker: {kind: ranker, owner: us}") % ("", "")
    data = 'data: {events: [sale], features: [{name: price}], privacy: "none kept"}'
    assert codes(*head, drawing=owned) == []
    assert codes(*head, data, drawing=owned) == ["BRF004", "BRF007"]


def test_production_asks_for_several_missing_steps_at_once() -> None:
    [finding] = found(REQUIREMENTS, stage=Stage.PRODUCTION)
    assert (finding.rule, finding.severity) == ("BRF008", Severity.WARNING)
    assert "nothing of task, data, models, evaluation, release and monitoring" in finding.message
    assert "`task: {objective: " in finding.help


def test_production_asks_for_one_or_two_missing_steps_each() -> None:
    head = (
        REQUIREMENTS,
        TASK,
        EVALUATION,
        "data: {events: [sale], features: [{name: price}], privacy: none kept}",
    )
    models = "models: {m: {architecture: trees, alternatives: [rules]}}"
    assert codes(*head, models, stage=Stage.PRODUCTION) == ["BRF006", "BRF007"]


def test_an_owner_alone_is_worth_an_info() -> None:
    release = "release: {strategy: [canary], rollback: previous}"
    [finding] = [f for f in found(REQUIREMENTS, release, stage=Stage.PRODUCTION) if f.rule == "BRF006"]
    assert (finding.severity, "who owns what" in finding.message) == (Severity.INFO, True)


def test_a_platform_for_many_models_has_no_task_of_its_own() -> None:
    head = 'requirements: {goal: "one platform for 40 models", in_scope: [a], items: 1M, freshness: 1d}'
    release = "release: {strategy: [canary], rollback: previous}"
    assert sorted(codes(head, release, stage=Stage.PRODUCTION)) == ["BRF006", "BRF007"]


def test_what_is_trained_needs_label_split_gate_and_trigger() -> None:
    trained = DRAWING % ("  trainer: trainer\n", "  - trainer => ranker: model")
    rest = ("data: {events: [sale]}", "monitoring: {alerts: [p99 above 1 s]}")
    findings = found(REQUIREMENTS, TASK, EVALUATION, *rest, stage=Stage.PRODUCTION, drawing=trained)
    said = {finding.rule: finding.message for finding in findings}
    assert "the label" in said["BRF002"]
    assert "the split" in said["BRF003"]
    assert "the gate" in said["BRF005"]
    assert "what starts a retraining" in said["BRF007"]


def test_without_ml_there_is_no_task_and_no_model() -> None:
    drawing = "components:\n  app: client\n  lb: load balancer\n  api: api server\n"
    drawing += "flows:\n  - app -> lb -> api: {sends: request, returns: response}\n"
    [finding] = found(REQUIREMENTS, stage=Stage.PRODUCTION, drawing=drawing)
    assert finding.message == "the brief says nothing of data, evaluation, release and monitoring"


def test_errors_have_costs_where_something_is_decided() -> None:
    task = TASK.replace("ranking", "quality classification")
    evaluation = EVALUATION.replace("nDCG", "PR-AUC")
    [finding] = found(REQUIREMENTS, task, evaluation)
    assert "what each error costs" in finding.message


def test_people_who_are_judged_are_judged_by_group() -> None:
    task = "task: {objective: P(fraud) of a payment, type: ranking, output: a score}"
    [finding] = found(REQUIREMENTS, task, EVALUATION)
    assert (finding.rule, "by group" in finding.message) == ("BRF005", True)
    assert codes(REQUIREMENTS, task, EVALUATION.replace("[nDCG]", "[nDCG by region]")) == []


@pytest.mark.parametrize(
    ("type_", "metrics", "wrong"),
    [
        ("ranking", "RMSE", True),
        ("ranking", "nDCG@10, MRR, AUC, log loss", False),
        ("ranking", "accuracy", True),
        ("regression", "nDCG", True),
        ("regression", "MAE, P95 error, pinball loss", False),
        ("time series forecasting", "sMAPE, WAPE", False),
        ("object detection", "AP at IoU 0.5, mAP", False),
        ("object detection", "BLEU", True),
        ("binary classification", "IoU", True),
        ("binary classification", "accuracy", False),
        ("retrieval", "recall@100, hit rate", False),
        ("generation", "ROUGE, groundedness", False),
        ("generation", "MAE", True),
        ("something new", "RMSE", False),
        ("ranking", "delight of the reader", False),
    ],
)
def test_metrics_and_tasks(type_: str, metrics: str, wrong: bool) -> None:
    listed = ", ".join(f'"{metric}"' for metric in metrics.split(", "))
    head = (f"task: {{type: {type_}}}", f"evaluation: {{offline: [{listed}]}}")
    assert codes(*head) == (["BRF009"] if wrong else [])


def test_a_model_of_another_task_makes_its_metric_fit() -> None:
    head = ("task: {type: ranking}", "evaluation: {offline: [RMSE]}")
    assert "BRF009" in codes(*head, "models: {price: {task: ranking}}")
    assert "BRF009" not in codes(*head, "models: {price: {task: regression}}")
    assert "BRF009" not in codes(*head, "models: {price: {task: something new}}")


def test_order_alone_where_positives_are_rare() -> None:
    task = "task: {type: binary classification, positives: 0.01%}"
    [finding] = found(task, "evaluation: {offline: [ROC-AUC]}")
    assert "1% of the alarms are right" in finding.message
    assert codes(task, "evaluation: {offline: [ROC-AUC, recall at 0.1 % false alarms]}") == []
    assert codes(task.replace("0.01%", "20%"), "evaluation: {offline: [ROC-AUC]}") == []


def test_a_price_must_be_right_and_not_only_in_order() -> None:
    ads = DRAWING % ("  fix: calibrator\n  auction: ad auction\n", "  - api -> fix & auction: scores")
    task = "task: {type: binary classification}"
    assert codes(task, "evaluation: {offline: [AUC]}", drawing=ads) == ["BRF009"]
    assert codes(task, "evaluation: {offline: [normalised entropy]}", drawing=ads) == []
    assert (
        codes(
            task,
            "evaluation: {offline: [AUC]}",
            drawing=ads.replace("  fix: calibrator\n", "").replace("fix & ", ""),
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("object detection", {"detection"}),
        ("fraud detection", {"classification"}),
        ("edge prediction", {"ranking", "classification"}),
        ("retrieval and ranking", {"retrieval", "ranking"}),
        ("ETA regression", {"regression"}),
        ("meta learning", set()),
    ],
)
def test_families_of_tasks(text: str, expected: set[str]) -> None:
    assert family_of_task(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PR-AUC per class", ("PR-AUC",)),
        ("AUC and log loss per head", ("ROC-AUC", "log loss")),
        ("recall@50 and nDCG@10 of retrieval", ("nDCG", "recall@k")),
        ("mean rank of the listing booked", ()),
        ("P50 and P95 absolute error", ()),
    ],
)
def test_words_of_metrics(text: str, expected: tuple[str, ...]) -> None:
    assert metrics_in(text) == expected


def test_every_task_has_something_better() -> None:
    tasks = {task for fits in FITS.values() for task in fits}
    assert tasks == set(BETTER)
    assert all(re.search(r"\w", advice) for advice in BETTER.values())
