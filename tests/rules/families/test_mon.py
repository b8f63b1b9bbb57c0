"""MON: what is said of designs between the fixtures, and what is not."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import review

FRONT = "  app: client\n  lb: load balancer\n  api: api server\n  ranker: ranker\n"
CALLS = "  - app -> lb -> api: {sends: request, returns: response}\n  - api -> ranker: scores\n"
MONITORS = "  metrics: metrics monitor\n  drift: model monitor\n  alerts: alerting\n"
ALERTS = "  - metrics & drift ~> alerts: alerts\n"


def found(
    components: str, flows: str, stage: Stage = Stage.DESIGN, head: str = "", select: str = "MON"
) -> tuple[Finding, ...]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    return review(graph.build(language.read_text(text)), stage=stage, select=[select]).findings


def codes(components: str, flows: str, stage: Stage = Stage.DESIGN, head: str = "") -> list[str]:
    return [finding.rule for finding in found(components, flows, stage, head)]


def test_no_monitor_at_all_is_said_once() -> None:
    (finding,) = found(FRONT + "  first: pre-ranker\n", CALLS + "  - api -> first")
    assert finding.rule == "MON002"
    assert finding.components == ("ranker", "first")
    assert finding.kinds == ("metrics_monitor", "model_monitor", "alerting")


def test_a_web_service_is_asked_for_monitoring_at_production() -> None:
    components, flows = FRONT.replace("ranker: ranker", "db: postgres"), "  - app -> lb -> api -> db"
    assert codes(components, flows) == []
    (finding,) = found(components, flows, Stage.PRODUCTION)
    assert (finding.rule, finding.kinds) == ("MON002", ("metrics_monitor", "alerting"))


def test_a_web_service_needs_no_monitor_of_models() -> None:
    components = (
        FRONT.replace("ranker: ranker", "db: postgres") + "  watch: metrics monitor\n  alerts: alerting\n"
    )
    flows = "  - app -> lb -> api -> db\n  - api ~> watch: metrics\n  - watch ~> alerts: alerts"
    assert codes(components, flows, Stage.PRODUCTION) == []


def test_logs_alone_are_asked_for_figures_at_production() -> None:
    components = FRONT.replace("ranker: ranker", "db: postgres") + "  logs: log store\n  alerts: alerting\n"
    flows = "  - app -> lb -> api -> db\n  - api ~> logs: logs\n  - logs ~> alerts: alerts"
    assert codes(components, flows) == []
    (finding,) = found(components, flows, Stage.PRODUCTION)
    assert (finding.rule, finding.kinds) == ("MON008", ("metrics_monitor",))
    assert codes(components, flows.replace("logs: logs", "logs: metrics"), Stage.PRODUCTION) == []


@pytest.mark.parametrize(
    ("extra", "flows"),
    [
        pytest.param("", "  - api & ranker ~> metrics: metrics\n  - ranker ~> drift: scores", id="itself"),
        pytest.param("", "  - api ~> metrics: metrics\n  - api ~> drift: scores", id="by its caller"),
        pytest.param(
            "  log: prediction logger\n  events: event stream\n",
            "  - api ~> metrics: metrics\n  - ranker ~> log ~> events ~> drift: predictions",
            id="through a logger and a stream",
        ),
        pytest.param(
            "  log: event stream\n  lake: data lake\n",
            "  - api & ranker ~> log => lake => drift: events\n  - log ~> metrics: logs",
            id="through a lake, in bulk",
        ),
        pytest.param(
            "",
            "  - metrics -> api & ranker: {returns: metrics}\n  - ranker ~> drift: predictions",
            id="scraped",
        ),
        pytest.param("", "  - api -> metrics: metrics\n  - api ~> drift: scores", id="told with a call"),
    ],
)
def test_ways_of_being_watched(extra: str, flows: str) -> None:
    result = found(FRONT + MONITORS + extra, CALLS + ALERTS + flows)
    assert [finding.rule for finding in result if finding.severity is Severity.WARNING] == []


def test_the_gateway_alone_does_not_show_a_model() -> None:
    flows = "  - lb ~> metrics: metrics\n  - lb ~> drift: events"
    (finding,) = found(FRONT + MONITORS, CALLS + ALERTS + flows)
    assert (finding.rule, finding.components) == ("MON001", ("ranker",))
    assert finding.message == (
        "ranker is not monitored: no metrics, predictions or logs flow from it to a monitor"
    )
    assert finding.help == "Add `- ranker ~> metrics: metrics`."


def test_what_training_reports_says_nothing_about_serving() -> None:
    components = FRONT + MONITORS + "  lake: data lake\n  trainer: trainer\n"
    flows = (
        "  - ranker ~> lake => trainer: events\n  - trainer ~> metrics: metrics\n  - lb ~> drift: events\n"
    )
    assert "MON001" in codes(components, CALLS + ALERTS + flows)


def test_many_models_out_of_sight_share_a_finding() -> None:
    more = "  one: ranker\n  two: ranker\n  three: ranker\n"
    flows = (
        CALLS
        + ALERTS
        + "  - api -> one & two & three: scores\n  - lb ~> metrics: metrics\n  - lb ~> drift: events"
    )
    models = [f for f in found(FRONT + MONITORS + more, flows) if f.rule == "MON001"]
    assert [finding.components for finding in models] == [("ranker", "one", "two", "three")]


@pytest.mark.parametrize("words", ["external: true", "planned: true"])
def test_models_of_others_are_not_asked(words: str) -> None:
    components = FRONT.replace("ranker: ranker", f"ranker: {{kind: ranker, {words}}}")
    monitor = "  metrics: metrics monitor\n  alerts: alerting"
    assert codes(components + monitor, CALLS + "  - api ~> metrics\n  - metrics ~> alerts") == []


def test_a_monitor_of_models_that_gets_metrics_only() -> None:
    (finding,) = found(FRONT + MONITORS, CALLS + ALERTS + "  - api & ranker ~> metrics & drift: metrics")
    assert (finding.rule, finding.components) == ("MON004", ("drift",))
    assert "metrics only" in finding.message


def test_one_place_for_both_kinds_of_monitoring() -> None:
    components = FRONT + "  watch: [metrics monitor, model monitor, alerting]\n"
    assert codes(components, CALLS + "  - api & ranker ~> watch: metrics") == []


def test_predictions_may_go_to_any_monitor() -> None:
    components = FRONT + "  metrics: metrics monitor\n  board: dashboard\n"
    flows = "  - api ~> metrics: metrics\n  - metrics ~> board: metrics\n  - ranker ~> board: predictions"
    assert codes(components, CALLS + flows) == []


def test_drift_alone_is_not_enough() -> None:
    components = FRONT + "  drift: model monitor\n  alerts: alerting\n"
    (finding,) = found(components, CALLS + "  - ranker ~> drift: scores\n  - drift ~> alerts: alerts")
    assert (finding.rule, finding.kinds) == ("MON008", ("metrics_monitor",))


@pytest.mark.parametrize(
    ("extra", "flows"),
    [
        ("  people: human review\n", "  - metrics & drift ~> people: alerts"),
        ("  board: dashboard\n", "  - metrics & drift ~> board: metrics"),
        ("  board: dashboard\n", "  - board -> metrics & drift: {returns: metrics}"),
        ("  cron: airflow\n  staff: client\n", "  - drift ~> cron: alerts\n  - metrics ~> staff: alerts"),
    ],
    ids=["people", "dashboard", "a dashboard that asks", "an orchestrator acts on drift"],
)
def test_who_hears_a_monitor(extra: str, flows: str) -> None:
    watch = "  metrics: metrics monitor\n  drift: model monitor\n"
    seen = "  - api & ranker ~> metrics: metrics\n  - ranker ~> drift: scores\n"
    assert codes(FRONT + watch + extra, CALLS + seen + flows) == []


def test_an_orchestrator_does_not_hear_metrics() -> None:
    components = FRONT + "  metrics: metrics monitor\n  drift: model monitor\n  cron: workflow orchestrator\n"
    flows = "  - api & ranker ~> metrics: metrics\n  - ranker ~> drift: scores\n"
    flows += "  - metrics & drift ~> cron: alerts"
    (finding,) = found(components, CALLS + flows)
    assert (finding.rule, finding.components, finding.kinds) == ("MON005", ("metrics",), ("alerting",))


def test_waiting_for_a_monitor() -> None:
    seen = "  - api & ranker ~> metrics: metrics\n"
    told = found(FRONT + MONITORS, CALLS + ALERTS + seen + "  - api -> drift: {sends: scores}")
    assert [(finding.rule, finding.severity) for finding in told] == [("MON006", Severity.INFO)]
    waits = found(
        FRONT + MONITORS, CALLS + ALERTS + seen + "  - api -> drift: {sends: scores, returns: decision}"
    )
    assert [(finding.rule, finding.severity) for finding in waits] == [("MON006", Severity.WARNING)]
    assert waits[0].witness == ("app", "lb", "api", "drift")


def test_guardrails_may_be_waited_for() -> None:
    components = FRONT + MONITORS + "  guard: guardrail\n"
    flows = "  - api & ranker ~> metrics: metrics\n  - ranker ~> drift: scores\n"
    assert (
        codes(components, CALLS + ALERTS + flows + "  - api -> guard: {sends: prompt, returns: decision}")
        == []
    )


def test_drift_without_consequence_is_told_unless_the_brief_says_what_follows() -> None:
    components = FRONT + MONITORS + "  trainer: trainer\n  registry: model registry\n"
    flows = (
        CALLS + ALERTS + "  - api & ranker ~> metrics: metrics\n  - ranker ~> drift: scores\n"
        "  - trainer => registry => ranker: model"
    )
    assert codes(components, flows) == []
    assert codes(components, flows, Stage.PRODUCTION) == ["MON007"]
    said = "monitoring: {retrain_trigger: a person decides}"
    assert codes(components, flows, Stage.PRODUCTION, said) == []
    daily = "models: {m: {trained_by: trainer, served_by: ranker, retrain: 1d}}"
    assert codes(components, flows, Stage.PRODUCTION, daily) == []


@pytest.mark.parametrize(
    ("reports", "blamed"),
    [
        pytest.param("api & ranker ~> metrics: metrics", [], id="each for itself"),
        pytest.param("ranker ~> metrics: metrics", ["api"], id="the service only through its model"),
        pytest.param("api ~> metrics: metrics", ["ranker"], id="the model only through its caller"),
        pytest.param("api & ranker ~> bus ~> metrics: metrics", [], id="by way of a stream"),
        pytest.param("api & ranker ~> metrics", [], id="not said what"),
        pytest.param(
            "api ~> metrics: metrics\n  - ranker ~> bus: scores\n  - bus ~> drift: scores",
            ["ranker"],
            id="its scores are no metrics",
        ),
    ],
)
def test_each_stage_reports_for_itself(reports: str, blamed: list[str]) -> None:
    components = FRONT + MONITORS + ("  bus: event stream\n" if "bus" in reports else "")
    flows = f"{CALLS}  - {reports}\n  - api ~> drift: scores\n{ALERTS}"
    result = [f for f in found(components, flows, Stage.PRODUCTION) if f.rule == "MON009"]
    assert [name for f in result for name in f.components] == blamed
    assert "MON009" not in codes(components, flows)


def test_more_than_two_dark_stages_are_said_together() -> None:
    components = (
        FRONT.replace("  lb: load balancer\n", "  gw: api gateway\n") + "  first: pre-ranker\n" + MONITORS
    )
    flows = CALLS.replace("lb", "gw") + "  - api -> first: scores\n  - api ~> metrics: metrics\n" + ALERTS
    (finding,) = [f for f in found(components, flows, Stage.PRODUCTION) if f.rule == "MON009"]
    assert finding.components == ("ranker", "first", "gw")
    assert finding.kinds == ()  # there is one


LEARNING = "  events: event stream\n  joins: label joiner\n  trainer: training pipeline\n"
HOME = "  - app ~> events ~> joins: clicks\n  - joins => trainer: labels\n  - trainer => ranker: model\n"


@pytest.mark.parametrize(
    ("told", "blamed"),
    [
        pytest.param("api ~> drift: scores\n  - joins ~> drift: labels", [], id="both"),
        pytest.param("api ~> drift: scores", ["joins"], id="answers only"),
        pytest.param("events ~> drift: events", ["joins"], id="a log, though labels are joined elsewhere"),
        pytest.param("joins ~> drift: labels", ["events"], id="labels only"),
        pytest.param("joins ~> drift: labels (with scores)", [], id="labels that come with the answers"),
        pytest.param("api ~> drift", [], id="not said what"),
    ],
)
def test_a_model_monitor_sees_answers_and_outcomes(told: str, blamed: list[str]) -> None:
    flows = f"{CALLS}{HOME}  - api & ranker ~> metrics: metrics\n  - {told}\n{ALERTS}"
    result = [f for f in found(FRONT + LEARNING + MONITORS, flows, Stage.PRODUCTION) if f.rule == "MON010"]
    assert [f.components[0] for f in result] == ["drift" for _ in blamed]
    assert all(name in f.components for f, name in zip(result, blamed, strict=True))


def test_without_labels_a_monitor_of_answers_will_do() -> None:
    flows = f"{CALLS}  - api & ranker ~> metrics: metrics\n  - api ~> drift: scores\n{ALERTS}"
    assert "MON010" not in codes(FRONT + MONITORS, flows, Stage.PRODUCTION)


def test_charts_of_offline_results_watch_nothing() -> None:
    components = FRONT + "  trainer: trainer\n  charts: dashboard\n"
    flows = CALLS + "  - trainer => charts: metrics\n"
    assert codes(components, flows) == ["MON002"]
    assert "MON002" not in codes(components, flows + "  - api ~> charts: metrics")


def test_a_dashboard_that_is_shown_scores_is_a_monitor_of_the_model():
    head = "mlarch: 1\nname: x\ncomponents: {lake: data lake, scorer: batch predictor, grafana: grafana}\n"
    for words, expected in (("score distribution, latency", False), ("latency, error rate", True)):
        text = f"{head}flows:\n  - lake => scorer: features\n  - scorer ~> grafana: [{words}]\n"
        rules = {
            finding.rule
            for finding in review(graph.build(language.read_text(text)), stage=Stage.PRODUCTION).findings
        }
        assert ("MON004" in rules) is expected
