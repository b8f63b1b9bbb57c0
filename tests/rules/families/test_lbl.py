"""LBL: the way home of labels, their delay, and rare positives."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.rules import review

FRONT = "  app: client\n  lb: load balancer\n  api: api server\n  model: model server\n"
IN = "  - app -> lb -> api -> model: {sends: request, returns: predictions}\n"
TRAINED = FRONT + "  trainer: training pipeline\n"
DEPLOYS = IN + "  - trainer => model: model\n"


def found(
    components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN, select: str = "LBL"
) -> list[Finding]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), stage=stage, select=select.split(","))
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return list(result.findings)


def codes(components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN) -> list[str]:
    return [finding.rule for finding in found(components, flows, head, stage)]


@pytest.mark.parametrize(
    ("components", "flows"),
    [
        pytest.param(
            "  lake: data lake", "  - app ~> lake => trainer: clicks", id="straight from the client"
        ),
        pytest.param(
            "  lake: data lake", "  - app ~> lake: user actions\n  - lake => trainer: data", id="in words"
        ),
        pytest.param("  lake: data lake", "  - lake => trainer: logs", id="who fills the lake is not drawn"),
        pytest.param(
            "  db: postgres\n  lake: data lake",
            "  - api -> db: rows\n  - db => lake => trainer: orders",
            id="what people did is in the database",
        ),
        pytest.param(
            "  log: kafka", "  - api ~> log: events\n  - log => trainer: events", id="the service logs"
        ),
        pytest.param(
            "  log: kafka\n  lake: data lake",
            "  - api ~> log: predictions\n  - log => lake => trainer: training data",
            id="the log may hold outcomes too",
        ),
        pytest.param(
            "  people: labeling platform\n  store: object store",
            "  - store => people: images\n  - people => trainer: labels",
            id="people label",
        ),
        pytest.param(
            "  bank: {kind: external, external: true, consumes: [], produces: [labels]}\n"
            "  collector: event collector\n  join: label joiner",
            "  - api ~> collector: served features\n  - collector ~> join: events\n"
            "  - bank ~> join: chargebacks\n  - join => trainer: labels",
            id="outcomes from outside",
        ),
        pytest.param("", "", id="the trainer gets nothing: another rule's finding"),
    ],
)
def test_loops_that_are_closed_or_not_drawn(components: str, flows: str) -> None:
    assert codes(TRAINED + components, DEPLOYS + flows) == []


def test_without_clients_there_is_no_loop() -> None:
    components = "  lake: data lake\n  trainer: trainer\n  batch: batch predictor\n  join: label joiner"
    assert codes(components, "  - lake => trainer: data\n  - trainer => batch: model") == []


JOINED = (
    TRAINED + "  collector: event collector\n  log: kafka\n  join: label joiner\n  set: dataset builder\n"
)
HOME = (
    "  - api ~> collector: served features\n",
    "  - app ~> collector: clicks\n",
    "  - collector ~> log: events\n",
    "  - log ~> join: events\n",
    "  - join => set: labels\n",
    "  - set => trainer: training data\n",
)


def test_the_whole_way_home() -> None:
    assert codes(JOINED, DEPLOYS + "".join(HOME)) == []


@pytest.mark.parametrize(("cut", "subject"), [(1, "join"), (2, "collector"), (3, "log"), (4, "join")])
def test_a_way_home_that_is_cut(cut: int, subject: str) -> None:
    left = [line for number, line in enumerate(HOME) if number != cut]
    extra = "  lake: data lake\n"
    flows = DEPLOYS + "".join(left) + "  - lake => set: features\n"
    (finding,) = found(JOINED + extra, flows, select="LBL,TRN009,GRA003")
    assert (finding.rule, finding.components[0]) == ("LBL001", subject)
    assert "trainer" in finding.components


def test_features_of_events_are_no_labels() -> None:
    components = JOINED + "  counts: batch feature pipeline\n"
    flows = "".join(line for line in HOME if "join" not in line)
    flows += "  - log => counts: events\n  - counts => set: features\n"
    assert codes(components.replace("  join: label joiner\n", ""), DEPLOYS + flows) == ["LBL001"]


def test_a_joiner_that_starves_beside_other_data() -> None:
    flows = "".join(line for line in HOME if "log ~> join" not in line) + "  - log => set: events\n"
    (finding,) = found(JOINED, DEPLOYS + flows)
    assert (finding.rule, finding.components) == ("LBL001", ("join",))


LATE = "task: {label: {event: purchase, delay: 30d}}\nmodels: {m: {retrain: %s, trained_by: trainer}}\n%s"


@pytest.mark.parametrize(
    ("retrain", "more", "expected"),
    [
        ("24h", "", ["LBL002"]),
        ("30d", "", []),
        ("continuous", "", []),
        ("24h", "data: {imbalance: open examples are left out until mature}", []),
    ],
)
def test_labels_that_come_after_the_next_training(retrain: str, more: str, expected: list[str]) -> None:
    flows = DEPLOYS + "".join(HOME)
    assert codes(JOINED, flows, LATE % (retrain, more)) == expected


def test_people_label_sooner_than_the_outcome() -> None:
    flows = DEPLOYS + "".join(HOME) + "  - api ~> review: scores\n  - review ~> join: labels\n"
    assert codes(JOINED + "  review: human review", flows, LATE % ("24h", "")) == []


@pytest.mark.parametrize(
    ("log", "join", "extra", "expected"),
    [
        ("{kind: kafka, retention: 7d}", "label joiner", "", ["LBL003"]),
        ("{kind: kafka, retention: 30d}", "label joiner", "", []),
        ("kafka", "label joiner", "", []),
        ("{kind: kafka, retention: 7d}", "{kind: label joiner, retention: 45d}", "", []),
        ("{kind: kafka, retention: 7d}", "label joiner", "  - lake => join: events\n", []),
    ],
)
def test_logs_that_forget_before_the_label_comes(
    log: str, join: str, extra: str, expected: list[str]
) -> None:
    components = JOINED.replace("log: kafka", f"log: {log}").replace("join: label joiner", f"join: {join}")
    flows = DEPLOYS + "".join(HOME) + "  - log => lake: events\n" + extra
    head = "task: {label: {event: purchase, window: 30d}}"
    assert codes(components + "  lake: {kind: data lake, retention: 1y}", flows, head) == expected


RANKED = JOINED.replace("model: model server", "model: ranker")


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        (RANKED, ["LBL004"]),
        (RANKED.replace("ranker", "[ranker, bandit]"), []),
        (RANKED.replace("ranker", "{kind: ranker, description: a tower takes out the position}"), []),
        (RANKED + "  llm: llm", []),
        (JOINED, []),
    ],
)
def test_clicks_are_biased(components: str, expected: list[str]) -> None:
    flows = DEPLOYS + "".join(HOME)
    assert codes(components, flows) == []
    assert codes(components, flows, stage=Stage.PRODUCTION) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("task: {type: classification, positives: 2%}", 0),
        ("task: {type: classification}", 0),
        ("task: {type: classification, positives: 0.1%}", 1),
        ("task: {type: classification, positives: 0.1%}\ndata: {imbalance: class weights}", 0),
        ("task: {type: classification, positives: 0.1%}\nmodels: {m: {loss: focal loss}}", 0),
        ("task: {positives: 0.1%}\ndata: {imbalance: weights}\nevaluation: {offline: [accuracy]}", 1),
        ("task: {positives: 0.1%}\ndata: {imbalance: weights}\nevaluation: {offline: [accuracy, PR-AUC]}", 0),
        (
            "task: {positives: 0.1%}\ndata: {imbalance: weights}\nevaluation: {offline: [balanced accuracy]}",
            0,
        ),
        ("task: {type: classification, positives: 0.1%}\ndata: {imbalance: negatives kept at 10 %}", 1),
        ("task: {type: ranking, positives: 0.1%}\ndata: {imbalance: negatives kept at 10 %}", 0),
        ('task: {type: classification, positives: 0.1%}\ndata: {imbalance: "kept at 10 %, corrected"}', 0),
    ],
)
def test_rare_positives(head: str, expected: int) -> None:
    assert codes(FRONT, IN, head) == ["LBL005"] * expected


def test_what_a_score_means_after_sampling() -> None:
    head = "task: {type: classification, positives: 0.1%}\ndata: {imbalance: negatives kept at 10 %}"
    (finding,) = found(FRONT, IN, head)
    assert "a score of 50 % means 9.09 % in truth" in finding.message
    assert codes(FRONT + "  cal: calibrator", IN + "  - api -> cal: scores", head) == []
