"""Sound designs of every sort are left alone, and what looks like a fault in them is not one.

`tests/rules/designs` holds a batch of scores, a platform for many models, a fleet of devices and an agent;
each case below is a kind of misreading in the smallest design that shows it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import review

DESIGNS = sorted((Path(__file__).parent / "designs").glob("*.yaml"))


def findings(text: str) -> tuple[Finding, ...]:
    return review(graph.build(language.read_text(text)), stage=Stage.PRODUCTION).findings


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_a_sound_design_earns_no_warning(path: Path) -> None:
    said = findings(path.read_text(encoding="utf-8"))
    assert [f"{f.rule} {f.message}" for f in said if f.severity is not Severity.INFO] == []


def test_all_four_sorts_of_systems_are_there() -> None:
    assert [path.stem for path in DESIGNS] == ["agent", "churn_batch", "fleet", "model_platform"]


def said(rule: str, components: str, flows: str, head: str = "") -> list[tuple[str, Severity]]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    return [(f.components[0] if f.components else "", f.severity) for f in findings(text) if f.rule == rule]


PHONE = """
  farmer: client
  camera: {kind: preprocessor, name: Camera screen}
  net: {kind: edge model, name: Network}
  table: {kind: decision engine, name: Table on the phone}
  metrics: metrics monitor
"""
ON_PHONE = "  - farmer -> camera: {sends: media, returns: decision}\n  - camera -> net & table\n"


@pytest.mark.parametrize("rule", ["SRV002", "SRV008", "SAF003", "MON003", "REL001"])
def test_what_runs_on_the_callers_device_is_no_server(rule: str) -> None:
    assert said(rule, PHONE, ON_PHONE) == []


def test_behind_a_gateway_it_is_one() -> None:
    server = PHONE + "  lb: load balancer\n"
    flows = ON_PHONE.replace("farmer -> camera", "farmer -> lb -> camera")
    assert said("SRV008", server, flows) == [("lb", Severity.WARNING)]


def test_who_lets_in_a_system_of_others_is_worth_an_info() -> None:
    components = "  switch: {kind: external, external: true}\n  lb: load balancer\n"
    components += "  api: api server\n  m: model server"
    flows = "  - switch -> lb -> api: {sends: request, returns: decision}\n  - api -> m: scores"
    assert said("SRV008", components, flows) == [("lb", Severity.INFO)]
    assert said("SAF003", components, flows) == []  # nobody checks who, or how often: one finding


@pytest.mark.parametrize(
    ("name", "severity"), [("Weld cell", Severity.INFO), ("Shop on the phone", Severity.WARNING)]
)
def test_a_machine_on_a_site_is_let_in_by_its_network(name: str, severity: Severity) -> None:
    components = f"  asks: {{kind: client, name: {name}}}\n  lb: load balancer\n  api: api server\n"
    components += "  m: model server"
    flows = "  - asks -> lb -> api: {sends: request, returns: decision}\n  - api -> m: scores"
    assert said("SRV008", components, flows) == [("lb", severity)]


LOOP = "  app: client\n  lb: load balancer\n  api: api server\n"
ASKS = "  - app -> lb -> api: {sends: request, returns: response, timeout: 500ms}\n"


def test_a_call_behind_that_a_confirmation_sets_off_may_take_longer() -> None:
    parts = LOOP + "  rail: {kind: external, external: true, consumes: [decision], produces: [response]}"
    late = ASKS + "  - api -> rail: {sends: transfer, returns: receipt, timeout: 5s}\n"
    assert said("REL004", parts, late) == [("api", Severity.ERROR)]
    assert said("REL004", parts, late + "  - app ~> api: confirmation with PIN") == []


def test_an_approval_that_is_handed_in_does_not_wait_for_what_its_taker_calls() -> None:
    parts = LOOP + "  tools: agent orchestrator\n  llm: LLM server"
    late = ASKS + "  - api -> tools: {sends: prompt, returns: response, timeout: 20s}\n"
    late += "  - tools -> llm: {sends: prompt, returns: tokens, timeout: 9s}\n  - app -> tools: "
    assert said("REL004", parts, late + "{sends: decision, timeout: 5s}") == [("api", Severity.ERROR)]
    waits = [("api", Severity.ERROR), ("tools", Severity.ERROR)]
    assert said("REL004", parts, late + "{sends: query, timeout: 5s}") == waits


def test_one_timeout_for_a_chain_is_no_contradiction() -> None:
    parts = LOOP + "  far: api server\n  near: api server"
    assert (
        said("REL004", parts, "  - app -> api -> near -> far: {returns: response, timeout: 1s, retries: 1}")
        == []
    )


def test_two_replicas_for_three_zones_survive_each_zone() -> None:
    assert (
        said("REL002", "  app: client\n  lb: {kind: load balancer, replicas: 2, zones: 3}", "  - app -> lb")
        == []
    )


def test_a_fallback_that_is_a_rule_needs_no_data() -> None:
    parts = LOOP + "  m: model server\n  usual: fallback"
    flows = ASKS + "  - api -> m: scores\n  - api -> usual: {returns: response, when: failure}"
    assert all(severity is Severity.INFO for _, severity in said("GRA015", parts, flows))


def test_feedback_may_come_from_people_who_are_not_drawn() -> None:
    parts = LOOP + "  reports: user reports\n  joins: label joiner"
    assert said("GRA015", parts, ASKS + "  - reports ~> joins: events") == [("reports", Severity.INFO)]


def test_an_approval_waits_for_no_model() -> None:
    parts = LOOP + "  tools: agent orchestrator\n  llm: LLM server"
    flows = ASKS + "  - tools -> llm: {sends: prompt, returns: tokens}\n  - app -> tools: {sends: "
    assert said("REL003", parts, flows + "decision}") == []
    assert [name for name, _ in said("REL003", parts, flows + "query}")] == ["llm"]


def test_an_answer_may_be_made_of_its_question() -> None:
    parts = LOOP + "  m: model server\n  expected: decision engine"
    flows = ASKS + "  - api -> m: {returns: scores}\n  - api -> expected: {sends: scores, returns: scores}"
    assert said("GRA017", parts, flows) == []


TRAINING = """
  app: client
  lb: load balancer
  api: api server
  m: model server
  store: online feature store
  job: batch feature pipeline
  log: event stream
  lake: data lake
  build: dataset builder
  train: training pipeline
"""
SERVES = """
  - app -> lb -> api: {sends: request, returns: response}
  - api -> store: {returns: features}
  - api -> m: {sends: features, returns: scores}
  - job => store: features
  - api ~> log: predictions
  - log => lake: events
  - build => train => m: model
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [("  - lake => build: labels", ["store"]), ("  - lake => build: features as served", [])],
)
def test_features_as_they_were_served_are_no_skew(line: str, expected: list[str]) -> None:
    assert [name for name, _ in said("SKW003", TRAINING, SERVES + line)] == expected


def test_verdicts_that_go_into_the_log_are_learned_from() -> None:
    parts = TRAINING + "  people: human review\n"
    flows = SERVES + "  - lake => build: labels\n  - api ~> people: cases\n"
    assert said("LBL006", parts, flows + "  - people ~> app: answer") == [("people", Severity.WARNING)]
    assert said("LBL006", parts, flows + "  - people ~> log: picture, pose and weight") == []


LATE = """
task: {type: classification, label: {event: churn, delay: 30d}}
models: {m: {task: %s, retrain: 1d, trained_by: train}}
"""


def test_labels_that_come_late_are_waited_for() -> None:
    parts, flows = TRAINING, SERVES + "  - lake => build: labels"
    assert [s for _, s in said("LBL002", parts, flows, LATE % "classification")] == [Severity.WARNING]
    assert said("LBL002", parts, flows, LATE % "regression") == []
    assert (
        said("LBL002", parts, flows, LATE % "classification" + "\ndata: {split: {by: time, gap: 30d}}") == []
    )


def test_places_are_switched_without_a_service() -> None:
    plan = "evaluation: {offline: [AUC], online: [sales], experiment: {unit: %s, effect: +2 %%, power: 80%%}}"
    flows = SERVES + "  - lake => build: labels"
    assert said("EXP001", TRAINING, flows, plan % "village") == [("", Severity.INFO)]
    assert said("EXP001", TRAINING, flows, plan % "customer") == [("", Severity.WARNING)]


def test_a_store_of_outcomes_shows_a_monitor_what_was_right() -> None:
    parts = TRAINING + "  scores: prediction store\n  deals: data warehouse\n"
    parts += "  join: label joiner\n  drift: model monitor\n"
    flows = (
        SERVES + "  - api ~> scores: predictions\n  - scores => join\n  - deals => join => build: labels\n"
    )
    assert said("MON010", parts, flows + "  - scores => drift: predictions")
    assert said("MON010", parts, flows + "  - scores & deals => drift: predictions") == []


def test_documents_that_all_may_read_need_no_rights() -> None:
    parts = LOOP + "  index: vector index\n  llm: llm server\n  docs: object store\n  embed: embedding job"
    flows = ASKS + "  - api -> index: passages\n  - api -> llm: {sends: prompt, returns: tokens}\n"
    flows += "  - docs => embed => index: embeddings"
    assert [s for _, s in said("SAF004", parts, flows, "name: Opening hours")] == [Severity.INFO]
    assert [s for _, s in said("SAF004", parts, flows, "name: Wiki for employees")] == [Severity.WARNING]


def test_a_model_without_gate_and_registry_is_one_finding() -> None:
    flows = SERVES + "  - lake => build: labels"
    assert said("TRN005", TRAINING, flows) == [("train", Severity.WARNING)]
    assert said("TRN006", TRAINING, flows) == []


MODEL_INTO_JOB = (
    "  registry: model registry\n  nightly: batch feature pipeline",
    "  - registry => nightly: model",
)


def test_a_job_that_is_said_to_run_a_model_is_given_one() -> None:
    assert said("GRA009", *MODEL_INTO_JOB) != []
    assert said("GRA009", *MODEL_INTO_JOB, head="models: {scores: {served_by: nightly}}") == []


SEARCH = "  api: api server\n  encoder: embedding service\n  words: search index\n  vectors: vector index"


def test_what_is_sent_to_two_arms_is_meant_for_those_that_can_use_it() -> None:
    both = "  - api -> vectors & words: {sends: [query, embeddings], returns: candidates}"
    assert said("GRA009", SEARCH, both) == []
    assert said("GRA009", SEARCH, both.replace("vectors & ", "")) != []


def test_what_a_call_brings_back_was_asked_for() -> None:
    parts = "  passages: document ingester\n  encoder: embedding service"
    assert said("GRA009", parts, "  - passages -> encoder: {sends: chunks, returns: embeddings}") == []
    assert said("GRA009", parts, "  - encoder => passages: embeddings") != []


CHAT = """
  app: client
  chat: orchestrator
  guard: {kind: guardrail, name: Secrets%s}
  llm: {kind: llm_server, name: Model}
"""
ASKED = (
    "  - app -> chat: {sends: request, returns: response}\n"
    "  - chat -> llm: {sends: prompt, returns: tokens}\n"
)


@pytest.mark.parametrize(
    ("described", "asked", "guarded"),
    [
        ("", "{sends: prompt, returns: decision}", False),
        (", description: in and out", "{sends: prompt, returns: decision}", True),
        (", description: checks both ways", "{sends: prompt, returns: decision}", True),
        ("", "{sends: prompt, returns: decision, calls: 2}", True),
    ],
)
def test_who_is_asked_twice_guards_both_sides(described: str, asked: str, guarded: bool) -> None:
    found = said("SAF002", CHAT % described, f"{ASKED}  - chat -> guard: {asked}\n")
    assert found == ([] if guarded else [("llm", Severity.WARNING)])


PLACES = """
  app: client
  api: api server
  ranker: {kind: ranker, name: %s}
  events: event stream
  labels: label joiner
  trainer: trainer
"""
LEARNT = (
    "  - app -> api -> ranker: {sends: query, returns: ranked list}\n  - app ~> events: clicks\n"
    "  - events => labels => trainer: labels\n"
    "  - trainer => ranker: model\n"
)


@pytest.mark.parametrize(
    ("name", "asked"), [("Places and hotels", True), ("Place in the list and text", False)]
)
def test_places_to_go_are_no_places_of_a_list(name: str, asked: bool) -> None:
    head = "task: {type: ranking, objective: bookings, label: chosen and booked}"
    assert bool(said("LBL004", PLACES % name, LEARNT, head)) is asked
