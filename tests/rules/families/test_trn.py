"""TRN: what is said of designs between the fixtures, and what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding
from mlarch.model import Architecture, Stage
from mlarch.rules import review

FRONT = "  app: client\n  lb: load balancer\n  api: api server\n  ranker: ranker\n"
CALLS = "  - app -> lb -> api -> ranker\n"
TRAINED = "  lake: data lake\n  trainer: trainer\n  gate: model evaluator\n  registry: model registry\n"
LEARNS = '  - lake => trainer: "features, labels"\n'
RELEASED = LEARNS + "  - lake => gate: test set\n  - trainer => gate => registry => ranker: model\n"


def found(
    components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN, select: str = "TRN"
) -> tuple[Finding, ...]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), stage=stage, select=[select])
    return result.findings


def codes(components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN) -> list[str]:
    return [finding.rule for finding in found(components, flows, head, stage)]


def test_a_whole_path_earns_nothing() -> None:
    assert codes(FRONT + TRAINED, CALLS + RELEASED) == []


def test_a_missing_training_path_is_said_once_for_all_models() -> None:
    (finding,) = found(FRONT + "  first: pre-ranker\n", CALLS + "  - api -> first")
    assert finding.rule == "TRN001"
    assert finding.components == ("ranker", "first")
    assert finding.kinds == ("dataset_builder", "training_pipeline", "model_evaluator", "model_registry")


@pytest.mark.parametrize(
    ("component", "head"),
    [
        pytest.param("{kind: ranker, external: true}", "", id="external"),
        pytest.param("{kind: ranker, planned: true}", "", id="planned"),
        pytest.param("{kind: ranker, managed: true}", "", id="managed"),
        pytest.param("[ranker, fallback]", "", id="works by rules"),
        pytest.param("edge model", "", id="on a device"),
        pytest.param("LLM", "", id="an LLM"),
        pytest.param("query encoder", "", id="a ready-made encoder"),
        pytest.param("ranker", "models: {m: {served_by: ranker}}", id="named as ready-made"),
    ],
)
def test_ready_made_models_need_no_training(component: str, head: str) -> None:
    components = FRONT.replace("ranker: ranker", f"ranker: {component}")
    assert codes(components, CALLS, head) == []


def test_a_model_with_a_loss_is_not_ready_made() -> None:
    head = "models: {m: {served_by: ranker, loss: log loss, baseline: popular}}"
    assert codes(FRONT, CALLS, head) == ["TRN001"]


def test_a_web_service_is_not_asked_for_training() -> None:
    flows = "  - app -> lb -> api -> db"
    assert (
        codes(
            "  app: client\n  lb: load balancer\n  api: api server\n  db: postgres",
            flows,
            "",
            Stage.PRODUCTION,
        )
        == []
    )


def test_models_from_a_platform_outside_are_trained() -> None:
    components = FRONT + "  platform: {kind: trainer, external: true}\n  registry: model registry\n"
    assert codes(components, CALLS + "  - platform => registry => ranker: model") == []


@pytest.mark.parametrize(
    ("gone", "flows", "missing"),
    [
        ("gate", "  - registry => ranker: model\n", ("model_evaluator",)),
        ("registry", "  - trainer => gate: model\n  - deployer => ranker: model\n", ("model_registry",)),
        ("deployer", "  - trainer => gate => registry: model\n", ("model_deployer",)),
    ],
)
def test_the_missing_link_is_named_once(gone: str, flows: str, missing: tuple[str, ...]) -> None:
    components = FRONT + TRAINED + "  deployer: model deployer\n"
    if gone == "gate":
        flows = "  - registry => deployer => ranker: model\n"
    kept = "".join(line for line in components.splitlines(True) if not line.startswith(f"  {gone}:"))
    (finding,) = found(kept, CALLS + LEARNS + flows)
    assert (finding.rule, finding.kinds) == ("TRN002", missing)


def test_models_that_miss_the_same_link_share_a_finding() -> None:
    components = FRONT + TRAINED + "  first: pre-ranker\n"
    flows = CALLS + "  - api -> first\n" + LEARNS + "  - trainer => gate => registry: model"
    (finding,) = found(components, flows)
    assert finding.rule == "TRN002"
    assert finding.components[:2] == ("ranker", "first")
    assert "registry" in finding.message


SEVERAL = FRONT + TRAINED + "  embed: embedding generator\n  index: vector index\n"
SEARCHED = (
    CALLS + RELEASED + "  - lake => embed: documents\n  - embed => index: embeddings\n  - ranker -> index"
)


def test_the_model_of_another_training_may_be_trained_where_it_is_not_drawn() -> None:
    assert codes(SEVERAL, SEARCHED) == []


def test_one_model_among_several_that_gets_none_although_the_brief_says_so() -> None:
    head = "models: {e: {served_by: embed, trained_by: trainer, baseline: b}}"
    (finding,) = found(SEVERAL, SEARCHED, head)
    assert (finding.rule, finding.components[0], finding.kinds) == ("TRN002", "embed", ())


def test_a_trainer_that_supplies_nothing_while_a_model_waits() -> None:
    components = FRONT + TRAINED
    (finding,) = found(components, CALLS + LEARNS + "  - trainer => gate => registry: model\n")
    assert (finding.rule, finding.components[0]) == ("TRN002", "ranker")


def test_an_evaluation_whose_data_the_brief_names_is_not_asked_for_it() -> None:
    flows = CALLS + LEARNS + "  - trainer => gate => registry => ranker: model\n"
    head = "release: {strategy: [shadow], rollback: the last model}"
    said = f"{head}\ndata: {{split: by time with the last week for test}}"
    assert "TRN013" in codes(FRONT + TRAINED, flows, head, Stage.PRODUCTION)
    assert "TRN013" not in codes(FRONT + TRAINED, flows, said, Stage.PRODUCTION)


@pytest.mark.parametrize(
    "flows",
    [
        "  - trainer -> registry: model\n  - registry ~> gate: model\n  - gate -> registry: metrics\n"
        "  - registry => ranker: model",
        "  - trainer => gate: model\n  - gate => registry: decision\n  - trainer => registry: model\n"
        "  - registry => ranker: model",
    ],
    ids=["the gate reports to the registry", "the registry waits for a decision"],
)
def test_a_gate_beside_the_way_counts(flows: str) -> None:
    assert codes(FRONT + TRAINED, CALLS + LEARNS + flows) == []


def test_a_deployer_that_fetches_what_it_is_told_of() -> None:
    components = FRONT + TRAINED + "  deployer: model deployer\n"
    flows = (
        "  - trainer => gate => registry: model\n  - registry ~> deployer: new version event\n"
        "  - deployer => ranker: model"
    )
    assert codes(components, CALLS + LEARNS + flows) == []


def test_a_gate_that_can_be_passed_by_is_no_gate() -> None:
    flows = "  - trainer => gate: model\n  - trainer => registry => ranker: model"
    (finding,) = found(FRONT + TRAINED, CALLS + LEARNS + flows)
    assert finding.rule == "TRN005"
    assert finding.witness == ("trainer", "registry", "ranker")
    assert "past gate" in finding.message


def test_roles_in_one_component_count() -> None:
    components = (
        FRONT + "  lake: data lake\n  trainer: [training pipeline, model evaluator, model registry]\n"
    )
    assert codes(components, CALLS + LEARNS + "  - trainer => ranker: model") == []


def test_continual_trainers_keep_no_versions() -> None:
    components = (
        FRONT + "  log: event stream\n  trainer: [online trainer, model evaluator]\n  ps: parameter server\n"
    )
    flows = "  - app ~> log ~> trainer: events\n  - trainer ~> ps: embeddings\n  - ranker -> ps: embeddings"
    assert codes(components, CALLS + flows) == []


@pytest.mark.parametrize(
    ("flows", "kinds"),
    [
        ("  - registry => trainer: model\n", ("dataset_builder",)),
        ("  - lake => trainer: features\n", ("label_joiner", "labeling_platform")),
    ],
    ids=["models are nothing to learn from", "features without labels"],
)
def test_what_training_lacks(flows: str, kinds: tuple[str, ...]) -> None:
    release = "  - trainer => gate => registry => ranker: model\n"
    (finding,) = found(FRONT + TRAINED, CALLS + release + flows)
    assert (finding.rule, finding.kinds) == ("TRN009", kinds)


def test_labels_without_features() -> None:
    components = (
        FRONT + TRAINED.replace("lake: data lake", "labels: label joiner") + "  reports: feedback collector\n"
    )
    flows = "  - app ~> reports => labels: labels\n  - labels => trainer: labels\n"
    release = "  - trainer => gate => registry => ranker: model\n"
    (finding,) = found(components, CALLS + release + flows)
    assert finding.message == "no features reach trainer: it learns from labels alone"


@pytest.mark.parametrize(
    ("flows", "head"),
    [
        pytest.param("  - lake => trainer", "", id="nothing is written"),
        pytest.param("  - lake => trainer: events", "", id="labels may be joined from events"),
        pytest.param(
            "  - lake => trainer: features",
            "task: {type: clustering, baseline: none}",
            id="a task without labels",
        ),
    ],
)
def test_labels_are_not_asked_for(flows: str, head: str) -> None:
    release = "  - trainer => gate => registry => ranker: model\n"
    assert codes(FRONT + TRAINED, CALLS + release + flows, head) == []


def test_a_dataset_made_of_nothing() -> None:
    components = FRONT + TRAINED.replace("lake: data lake", "dataset: dataset builder")
    flows = "  - trainer => gate => registry => ranker: model\n  - dataset => trainer: training data"
    (finding,) = found(components, CALLS + flows)
    assert (finding.rule, finding.components[0]) == ("TRN009", "dataset")


def test_a_trainer_nobody_takes_a_model_from() -> None:
    assert codes("  lake: data lake\n  trainer: trainer", LEARNS) == ["TRN003"]
    assert (
        codes("  lake: data lake\n  trainer: trainer\n  store: s3", LEARNS + "  - trainer => store: model")
        == []
    )


def test_production_asks_for_checks_and_for_a_way_back() -> None:
    assert codes(FRONT + TRAINED, CALLS + RELEASED, "", Stage.PRODUCTION) == ["TRN007", "TRN010"]
    release = "release: {rollback: the previous version}"
    checked = FRONT + TRAINED + "  checks: data validation\n  alerts: alerting\n"
    beside = "  - lake => checks: features\n  - checks ~> alerts: alerts"
    assert codes(checked, CALLS + RELEASED + beside, release, Stage.PRODUCTION) == []


def test_a_check_that_can_be_passed_by() -> None:
    components = FRONT + TRAINED + "  checks: data validation\n  raw: data lake\n"
    flows = CALLS + RELEASED + "  - raw => checks => lake: raw data\n  - raw => trainer: raw data"
    findings = found(components, flows, "release: {strategy: canary}", Stage.PRODUCTION)
    assert [(finding.rule, finding.witness) for finding in findings] == [("TRN010", ("raw", "trainer"))]


@pytest.mark.parametrize(
    ("extra", "flows"),
    [
        ("", "  - lake => trainer: {sends: features, every: 24h}"),
        ("  cron: workflow orchestrator\n", "  - cron => trainer: {sends: run}"),
        ("  drift: model monitor\n", "  - ranker ~> drift: scores\n  - drift ~> trainer: retrain"),
    ],
    ids=["every", "orchestrator", "monitor"],
)
def test_what_starts_a_training(extra: str, flows: str) -> None:
    head = (
        "release: {strategy: canary}\n"
        "models: {m: {trained_by: trainer, served_by: ranker, retrain: 24h, baseline: popular}}"
    )
    components = FRONT + TRAINED
    before = found(components, CALLS + RELEASED, head, Stage.PRODUCTION, "TRN011")
    assert [finding.kinds for finding in before] == [("workflow_orchestrator",)]
    assert found(components + extra, CALLS + RELEASED + flows, head, Stage.PRODUCTION, "TRN011") == ()


MODELS = "models: {m: {trained_by: trainer, served_by: ranker, retrain: 7d, baseline: b}}"
FRESH = f"requirements: {{freshness: 1h}}\n{MODELS}"


def test_a_model_trained_weekly_cannot_know_the_last_hour() -> None:
    (finding,) = found(FRONT + TRAINED, CALLS + RELEASED, FRESH)
    assert finding.rule == "TRN012"
    assert "every 7d by trainer" in finding.message


@pytest.mark.parametrize(
    ("extra", "flows"),
    [
        pytest.param(
            "  fs: online feature store\n  f: streaming features\n",
            "  - app ~> f ~> fs: features\n  - api -> fs",
            id="a stream of features",
        ),
        pytest.param("  db: postgres\n", "  - api -> db: {sends: rows}", id="rows that are read as they are"),
        pytest.param(
            "  fs: online feature store\n  f: batch features\n",
            "  - lake => f => fs: features\n  - api -> fs",
            id="features of unstated age",
        ),
    ],
)
def test_one_fresh_way_is_enough(extra: str, flows: str) -> None:
    assert codes(FRONT + TRAINED + extra, CALLS + RELEASED + flows, FRESH) == []


def test_freshness_is_judged_only_when_it_is_stated() -> None:
    assert codes(FRONT + TRAINED, CALLS + RELEASED, MODELS) == []


def test_the_brief_and_the_drawing_agree() -> None:
    head = "models: {m: {trained_by: other, served_by: ranker, baseline: b}}"
    components = FRONT + TRAINED + "  other: trainer\n  archive: s3\n"
    flows = CALLS + RELEASED + '  - lake => other: "features, labels"\n  - other => archive: model'
    assert codes(components, flows, head) == ["TRN004"]
    assert codes(components, flows, head.replace("other", "trainer")) == []


def test_vectors_count_as_the_model_they_are_made_with() -> None:
    head = "models: {m: {trained_by: trainer, served_by: index, baseline: b}}"
    components = FRONT + TRAINED + "  embed: embedding generator\n  index: vector index\n"
    flows = (
        CALLS
        + RELEASED
        + "  - registry => embed: model\n  - lake => embed: documents\n  - embed => index: embeddings\n"
        + "  - ranker -> index"
    )
    assert codes(components, flows, head) == []


ROOT = Path(__file__).parents[3]

NAMED = {
    "trainer": {"training_pipeline"},
    "gate": {"model_evaluator"},
    "registry": {"model_registry"},
    "deployer": {"model_deployer"},
    "dataset": {"dataset_builder"},
    "scheduler": {"workflow_orchestrator"},
    "metrics": {"metrics_monitor"},
    "drift": {"model_monitor"},
    "alerts": {"alerting"},
}


@pytest.mark.parametrize("study", ["video_recommendation", "fraud_detection", "harmful_content_detection"])
@pytest.mark.parametrize("gone", NAMED)
def test_a_case_study_without_a_part_is_told_so(study: str, gone: str) -> None:
    """The mutator: a good design without one part is no longer good, and the part is named."""
    design = graph.build(without(ROOT / "specs" / f"{study}.yaml", gone))
    findings = review(design, select=["TRN", "MON"]).findings
    assert NAMED[gone] & {kind for finding in findings for kind in finding.kinds}


def without(path: Path, gone: str) -> Architecture:
    whole = language.read(str(path))
    return replace(
        whole,
        components={name: component for name, component in whole.components.items() if name != gone},
        flows=tuple(flow for flow in whole.flows if gone not in flow.ends),
    )


def test_no_second_store_is_put_beside_one_that_feeds_the_trainer() -> None:
    components = FRONT + TRAINED.replace("lake: data lake", "lake: {kind: object store, replicas: 3}")
    components += "  prepare: batch feature pipeline\n"
    release = "  - trainer => gate => registry => ranker: model\n  - prepare => trainer: features\n"
    (finding,) = found(components, CALLS + release + "  - lake => trainer: labels\n", select="TRN009")
    assert finding.components == ("prepare", "trainer")
    assert "e.g. `- lake => prepare`" in finding.help
    assert finding.fix is None
    components = components.replace("  lake: {kind: object store, replicas: 3}\n", "")
    (finding,) = found(components, CALLS + release, select="TRN009")
    assert "e.g. `- data_lake => prepare`" in finding.help
    assert finding.fix is not None


def test_labels_from_a_store_are_offered_their_features_from_there() -> None:
    components = FRONT + TRAINED.replace("data lake", "object store")
    release = "  - trainer => gate => registry => ranker: model\n"
    (finding,) = found(components, CALLS + release + "  - lake => trainer: labels\n", select="TRN009")
    assert finding.message == "no features reach trainer: it learns from labels alone"
    assert "e.g. `- lake => trainer: features`" in finding.help
    assert finding.fix is None


@pytest.mark.parametrize(
    ("way", "better"),
    [
        ("trainer => gate => ranker", "gate => model_registry => ranker"),
        ("trainer => gate => rollout => ranker", "gate => model_registry => rollout"),
        ("trainer => rollout => ranker", "trainer => model_registry => rollout"),
        ("trainer => gate => convert => ranker", "convert => model_registry => ranker"),
    ],
)
def test_versions_are_kept_behind_the_last_job_and_before_what_brings_them(way: str, better: str) -> None:
    parts = (
        "  lake: data lake\n  trainer: trainer\n  gate: model evaluator\n  rollout: service\n  convert: job\n"
    )
    flows = CALLS + LEARNS + "  - lake => gate: test set\n" + f"  - {way}: model\n"
    (finding,) = found(FRONT + parts, flows, select="TRN006")
    assert better in finding.help
