"""GRA017, GRA018, SRV011 to SRV013, REL010, LBL006, and what GRA015, GRA016, GOV006, GOV007 and TRN004 ask at
production: where data comes from and where it ends."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.rules import review

FRONT = "  app: client\n  lb: load balancer\n  api: api server\n"
IN = "  - app -> lb -> api: {sends: request, returns: response}\n"


def found(
    components: str, flows: str, rule: str, head: str = "", stage: Stage = Stage.PRODUCTION
) -> list[Finding]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), stage=stage, select=[rule])
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return list(result.findings)


def named(components: str, flows: str, rule: str, head: str = "") -> list[tuple[str, ...]]:
    return [finding.components for finding in found(components, flows, rule, head)]


# ── what is handed on was made or given ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("parts", "flows", "blamed"),
    [
        pytest.param(
            "  decide: decision engine\n",
            "  - api -> decide: {sends: scores, returns: decision}",
            [("api", "decide")],
            id="scores that no model made",
        ),
        pytest.param(
            "  decide: decision engine\n  model: model server\n",
            "  - api -> model: {returns: scores}\n  - api -> decide: {sends: scores, returns: decision}",
            [],
            id="scores of a model",
        ),
        pytest.param(
            "  cal: calibrator\n",
            "  - api -> cal: {sends: scores, returns: scores}",
            [("api", "cal")],
            id="what comes back from the taker is no source",
        ),
        pytest.param(
            "  near: candidate generator\n  order: re-ranker\n",
            "  - api -> near: candidates\n  - api -> order: {sends: scores, returns: ranked list}",
            [],
            id="candidates come with scores",
        ),
        pytest.param(
            "  llm: {kind: llm_server, external: true}\n",
            "  - api -> llm: {sends: prompt, returns: tokens}",
            [],
            id="an api server may write a prompt",
        ),
        pytest.param(
            "  decide: decision engine\n"
            "  other: {kind: external, consumes: [], produces: [scores], external: true}\n",
            "  - other -> api: stuff\n  - api -> decide: {sends: scores, returns: decision}",
            [],
            id="something unknown comes in",
        ),
    ],
)
def test_a_payload_has_a_source(parts: str, flows: str, blamed: list[tuple[str, ...]]) -> None:
    if "prompt" in flows:
        parts += "  prompts: prompt builder\n"
        flows = "  - api -> prompts: {returns: prompt}\n" + flows
    assert named(FRONT + parts, IN + flows, "GRA017") == blamed


@pytest.mark.parametrize(
    ("parts", "flows", "blamed"),
    [
        pytest.param("  db: nosql database\n", "  - api -> db: {returns: rows}", ["db"], id="read only"),
        pytest.param(
            "  db: nosql database\n", "  - api -> db: {sends: rows, returns: rows}", [], id="written"
        ),
        pytest.param("  db: nosql database\n", "  - api -> db: rows", [], id="may be either"),
        pytest.param(
            "  db: {kind: nosql database, external: true}\n",
            "  - api -> db: {returns: rows}",
            [],
            id="not ours",
        ),
        pytest.param("  c: cache\n", "  - api -> c: {returns: response}", [], id="a cache is another rule's"),
    ],
)
def test_a_store_that_is_read_is_written_somewhere(parts: str, flows: str, blamed: list[str]) -> None:
    assert [names[0] for names in named(FRONT + parts, IN + flows, "GRA018")] == blamed


def test_several_unwritten_stores_share_one_finding() -> None:
    parts = "  one: nosql database\n  two: graph database\n  three: object store\n"
    (finding,) = found(FRONT + parts, IN + "  - api -> one & two & three: {returns: documents}", "GRA018")
    assert finding.components == ("one", "two", "three", "api")


def test_a_database_that_is_only_written_to_is_a_dead_end() -> None:
    parts = "  db: nosql database\n"
    assert named(FRONT + parts, IN + "  - api -> db: {sends: rows}", "GRA016") == [("db",)]
    assert named(FRONT + parts, IN + "  - api -> db: {sends: rows, returns: rows}", "GRA016") == []


def test_a_notice_has_to_get_to_somebody() -> None:
    parts = "  push: notification service\n  joins: label joiner\n"
    flows = IN + "  - api ~> push: events\n  - push ~> joins: events\n"
    assert named(FRONT + parts, flows, "GRA016") == [("push",)]
    assert named(FRONT + parts, flows + "  - push ~> app: notice", "GRA016") == []


def test_feedback_comes_from_people() -> None:
    parts = "  decide: decision engine\n  reports: user reports\n  joins: label joiner\n"
    flows = (
        IN + "  - api -> decide: decision\n  - decide ~> reports: decisions\n  - reports ~> joins: labels\n"
    )
    assert named(FRONT + parts, flows, "GRA015") == [("reports",)]
    assert named(FRONT + parts, flows + "  - app ~> reports: reports", "GRA015") == []


# ── doors ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("gateway", "way", "blamed"),
    [
        pytest.param("replicas: 6", "app -> gw", ["gw"], id="copies and no balancer"),
        pytest.param("zones: 3", "app -> gw", ["gw"], id="zones and no balancer"),
        pytest.param("replicas: 1", "app -> gw", [], id="one copy"),
        pytest.param("name: Gateway", "app -> gw", [], id="not said how many"),
        pytest.param("replicas: 6, managed: true", "app -> gw", [], id="the provider balances"),
        pytest.param("replicas: 6", "app -> lb -> gw", [], id="behind a balancer"),
    ],
)
def test_copies_of_a_gateway_are_balanced(gateway: str, way: str, blamed: list[str]) -> None:
    parts = f"  app: client\n  gw: {{kind: api_gateway, {gateway}}}\n  api: api server\n"
    parts += "  lb: load balancer\n" if "lb" in way else ""
    flows = f"  - {way} -> api: {{sends: request, returns: response}}"
    assert [names[0] for names in named(parts, flows, "SRV011")] == blamed


def test_a_gateway_to_models_leads_to_one() -> None:
    parts = "  models: LLM gateway\n  spare: {kind: llm_server, external: true}\n"
    call = "  - api -> models: {sends: prompt, returns: tokens}\n"
    only_spare = "  - models -> spare: {sends: prompt, returns: tokens, when: failure}"
    assert named(FRONT + parts, IN + call + only_spare, "SRV012") == [("models",)]
    assert named(FRONT + parts, IN + call + only_spare.replace(", when: failure", ""), "SRV012") == []


def test_a_content_network_has_an_origin() -> None:
    parts, flows = FRONT + "  cdn: CDN\n  pictures: object store\n", IN + "  - app -> cdn: {returns: media}\n"
    assert named(parts, flows + "  - api -> pictures: media", "SRV013") == [("cdn", "app")]
    assert named(parts, flows + "  - cdn -> pictures: {returns: media}", "SRV013") == []
    assert named(parts, flows + "  - pictures => cdn: media", "SRV013") == []


def test_a_fallback_is_drawn_or_said_in_words() -> None:
    parts = "  model: model server\n  spare: [cache, fallback]\n"
    call = "  - api -> model: {{returns: scores, timeout: 50ms, fallback: {}}}\n"
    fill = "  - model ~> spare: scores\n"
    assert named(FRONT + parts, IN + call.format("spare") + fill, "REL010") == [("api", "spare")]
    assert named(FRONT + parts, IN + call.format("last known scores") + fill, "REL010") == []
    drawn = "  - api -> spare: {returns: scores, when: failure}"
    assert named(FRONT + parts, IN + call.format("spare") + fill + drawn, "REL010") == []


# ── verdicts ────────────────────────────────────────────────────────────────────────────────────────────

JUDGES = (
    "  model: model server\n  decide: decision engine\n  review: human review\n  reports: user reports\n"
    "  audit: audit log\n  joins: label joiner\n  trainer: training pipeline\n"
)
JUDGED = IN + (
    "  - api -> model: {returns: scores}\n  - api -> decide: {sends: scores, returns: decision}\n"
    "  - app ~> reports ~> review: reports\n  - decide ~> audit: decisions\n  - joins => trainer: labels\n"
    "  - trainer => model: model\n"
)
HEAD = "task: {objective: find fraud, type: classification}"


def test_verdicts_become_labels() -> None:
    asked = JUDGED + "  - decide ~> review: decisions\n  - review ~> audit: decisions\n"
    assert named(FRONT + JUDGES, asked, "LBL006") == [("review", "joins", "audit")], "and where they end"
    assert named(FRONT + JUDGES, asked + "  - review ~> joins: labels", "LBL006") == []


def test_deciders_hand_over_what_is_in_doubt() -> None:
    verdicts = "  - review ~> audit & joins: decisions\n"
    assert named(FRONT + JUDGES, JUDGED + verdicts, "GOV006", HEAD) == [("review", "decide")]
    asked = JUDGED + verdicts + "  - decide ~> review: decisions"
    assert named(FRONT + JUDGES, asked, "GOV006", HEAD) == []


def test_what_people_decide_is_recorded_too() -> None:
    asked = JUDGED + "  - decide ~> review: decisions\n  - review ~> joins: labels\n"
    assert named(FRONT + JUDGES, asked, "GOV007", HEAD) == [("review", "audit")]
    assert named(FRONT + JUDGES, asked + "  - review ~> audit: decisions", "GOV007", HEAD) == []


def test_a_trained_model_is_served_by_something() -> None:
    head = "models: {m: {task: ranking, trained_by: trainer}}"
    parts = "  trainer: training pipeline\n  registry: model registry\n"
    (finding,) = found(FRONT + parts, IN + "  - trainer => registry: model", "TRN004", head)
    assert (finding.components, finding.kinds) == (("trainer", "registry"), ("ranker",))
    assert found(FRONT + parts, IN + "  - trainer => registry: model", "TRN004", head, Stage.DESIGN) == []


# ── what looks unfed or unfit and is not ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("parts", "flows", "rule"),
    [
        pytest.param(
            "  lake: data lake\n  trainer: training pipeline\n  gate: model evaluator\n",
            '  - lake => trainer: "features, labels"\n  - trainer => gate: model',
            "GRA015",
            id="a lake where the drawing begins, and a gate that is given a model",
        ),
        pytest.param(
            "  places: postgres\n  changes: change data capture\n  index: search index\n",
            "  - places => changes ~> index: documents\n  - api -> index: {returns: candidates}",
            "GRA018",
            id="a database whose changes are captured is written",
        ),
        pytest.param(
            "  tools: api server\n  core: relational database\n",
            "  - api -> tools -> core: {sends: transfer, returns: balance}",
            "GRA018",
            id="what is sent to a database stays there",
        ),
        pytest.param(
            "  miner: vector index\n  auto: batch predictor\n  people: labeling platform\n"
            "  set: dataset builder\n",
            "  - miner => auto => people => set: labels",
            "GRA009",
            id="what a chain carries is meant for its last link",
        ),
        pytest.param(
            "  queue: message queue\n  worker: worker\n",
            "  - api ~> queue: safety labels and images\n  - queue ~> worker",
            "GRA009",
            id="a phrase that only ends in a word, or begins with one",
        ),
    ],
)
def test_what_is_drawn_is_not_denied(parts: str, flows: str, rule: str) -> None:
    assert named(FRONT + parts, IN + flows, rule) == []
