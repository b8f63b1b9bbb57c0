"""Mistakes that follow from the structure and the design's own nouns, whatever words they are told in."""

from __future__ import annotations

import pytest

from mlarch import graph, language, rules
from mlarch.model import Stage

TOP = """mlarch: 1
stage: production
requirements: {requests_per_day: 10k, personalized: false, freshness: 1d, compliance: [GDPR]}
task: {objective: P(late), type: classification, input: "parcel, route, carrier, weather"}
"""
MIDDLE = """components:
  app: {kind: client, name: Dispatcher desk}
  api: {kind: orchestrator, name: Service}
  model: {kind: model server, name: Scorer}
"""
CALLS = """flows:
  - app -> api: {sends: request, returns: response}
  - api -> model: {sends: features, returns: scores, timeout: 1s}
"""


def found(rule: str, top: str = "", parts: str = "", flows: str = "", usual: str = TOP) -> bool:
    """Whether a rule speaks about the usual design with these lines more."""
    return rule in codes(f"{usual}{top}\n{MIDDLE}{parts}\n{CALLS}{flows}\n")


def codes(spec: str) -> set[str]:
    """The rules that speak about a design."""
    design = graph.build(language.read_text(spec))
    return {finding.rule for finding in rules.review(design, stage=Stage.PRODUCTION).findings}


@pytest.mark.parametrize(
    ("release", "named"),
    [
        ("strategy: [shadow, depots over three nights]", True),
        ("strategy: [canary at 5 % on Monday, all on Friday, ab], rollback: the former one in 10 min", True),
        ("strategy: [canary at 5 % on Monday, all on Friday], guardrails: [p99, late parcels]", False),
        ("strategy: [canary at 5 % on Monday], rollback: the former one if p99 is above 1 s", False),
        ("strategy: [shadow, canary]", False),
    ],
)
def test_a_release_by_the_calendar(release: str, named: bool) -> None:
    assert found("TRN015", f"release: {{{release}}}") is named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("appends a line to the open account with each call", True),
        ("adds the bundle; a second call with the same id finds the first", False),
        ("looks up tariffs", False),
    ],
)
def test_a_repeat_of_what_adds_something(said: str, named: bool) -> None:
    parts = f'  grant: {{kind: api server, name: Grants, description: "{said}"}}'
    assert found("REL011", "", parts, "  - api -> grant: {sends: request, retries: 3}") is named


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("key: [parcel], ttl: 7d", True),
        ("key: [parcel, route, carrier, weather], ttl: 7d", False),
        ("key: [parcel], ttl: 1min", False),
        ("key: [dispatcher, parcel], ttl: 7d", False),
    ],
)
def test_a_key_that_leaves_out_inputs(key: str, named: bool) -> None:
    parts = f"  seen: {{kind: cache, name: Answers seen, {key}}}"
    flows = "  - api -> seen: {returns: response, timeout: 10ms}"
    assert found("REL012", "", parts, flows) is named


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("[clinic, medicine]", True),
        ("[clinic, patient, medicine]", False),
        ("[clinic, allergies, medicine]", False),
        ("[clinic, visit, medicine]", False),
    ],
)
def test_a_key_that_holds_a_group_where_the_answer_is_of_one_person(key: str, named: bool) -> None:
    usual = TOP.replace("personalized: false", "personalized: true").replace(
        "parcel, route, carrier, weather", "medicine, allergies of the patient"
    )
    parts = f"  seen: {{kind: cache, name: Answers seen, key: {key}}}"
    flows = "  - api -> seen: {returns: response, timeout: 10ms}"
    assert found("REL012", "", parts, flows, usual) is named


@pytest.mark.parametrize(("part", "named"), [("model version", True), ("price version", False)])
def test_the_version_of_a_model_does_not_keep_answers_fresh(part: str, named: bool) -> None:
    usual = TOP.replace("freshness: 1d", "freshness: 2min")
    parts = f"  seen: {{kind: cache, name: Answers seen, key: [dispatcher, {part}], ttl: 45min}}"
    assert found("REL013", "", parts, "  - api -> seen: {returns: response}", usual) is named


def test_answers_that_outlive_their_model() -> None:
    models = "models: {late: {served_by: model, retrain: 7d}}"
    flows = "  - api -> seen: {returns: response, timeout: 10ms}"
    old = "  seen: {kind: cache, name: Answers seen, key: [stop], ttl: 30d}"
    assert found("REL012", models, old, flows)
    assert not found("REL012", models, old.replace("[stop]", "[stop, model version]"), flows)


@pytest.mark.parametrize(("pace", "named"), [("14d", True), ("6h", False)])
def test_a_feature_is_as_old_as_its_own_source(pace: str, named: bool) -> None:
    data = "data: {features: [{name: sanctions, freshness: 1d, online: values}]}"
    parts = """  erp: {kind: external, name: Orders, external: true}
  lists: {kind: external, name: Sanctions lists, external: true}
  builder: batch feature pipeline
  values: online feature store"""
    flows = f"""  - api -> values: {{returns: features}}
  - erp => builder: {{sends: raw data, every: 6h}}
  - lists => builder: {{sends: raw data, every: {pace}}}
  - builder => values: {{sends: features, every: 6h}}"""
    assert found("SKW006", data, parts, flows) is named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("one row per household with the SHA-256 of the e-mail so that they can match it", True),
        ("counts per region", False),
        ("one row per household, under a data processing agreement", False),
    ],
)
def test_rows_of_persons_for_a_third_party(said: str, named: bool) -> None:
    parts = f"""  lake: data lake
  report: {{kind: batch compute, name: Report, description: "{said}"}}
  brand: {{kind: external, name: Brand portal, external: true}}"""
    assert found("GOV010", "", parts, "  - lake => report => brand: {sends: events, every: 7d}") is named


def test_a_cache_as_the_only_record() -> None:
    ledger = "  book: {kind: cache, name: Coupon ledger, description: issued and redeemed}"
    flows = "  - api -> book: {sends: request, returns: decision, timeout: 10ms}"
    assert found("GRA007", "", ledger, flows)
    assert not found("GRA007", "", ledger.replace("issued", "copy of what is issued"), flows)
    assert found(
        "GRA007", "", "  register: {kind: cache, name: Register, retention: 10y}", "  - api ~> register"
    )


@pytest.mark.parametrize(("stated", "named"), [("tech: BigQuery", True), ("tech: ClickHouse", False)])
def test_a_warehouse_is_not_asked_within_milliseconds(stated: str, named: bool) -> None:
    parts = f"  facts: {{kind: data warehouse, {stated}}}"
    assert found("SRV004", "", parts, "  - api -> facts: {returns: features, timeout: 50ms}") is named


@pytest.mark.parametrize(("each", "named"), [("80/day", True), ("800/day", False)])
def test_people_who_alone_work_off_a_queue(each: str, named: bool) -> None:
    parts = f"""  queue: message queue
  nurses: {{kind: human review, name: Nurses, replicas: 10, throughput: {each}}}"""
    flows = """  - api ~> queue: {sends: cases, rate: 4000/day}
  - queue ~> nurses: cases"""
    assert found("CAP017", "", parts, flows) is named


@pytest.mark.parametrize(
    ("share", "named"), [("a third of the parcels", True), ("1 % of the parcels", False)]
)
def test_people_who_are_handed_a_share(share: str, named: bool) -> None:
    parts = f"""  queue: {{kind: message queue, description: "{share}, oldest first"}}
  clerks: {{kind: human review, name: Clerks, description: "12 clerks, 40 parcels each a day"}}"""
    assert found("CAP017", "", parts, "  - api ~> queue ~> clerks: cases") is named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("80 clerks at 9 an hour and 6 h: 4,320; 180 audits a day", False),
        ("80 clerks at 9 an hour and 6 h: 4,320; 9,000 cases a day come", True),
        ("6 a shift; 70 loads a day, ten minutes each", False),
        ("6 a shift are looked at; 70 loads a day come", True),
    ],
)
def test_a_number_that_others_make_is_what_people_can_do(said: str, named: bool) -> None:
    parts = f"  clerks: {{kind: human review, name: Clerks, description: '{said}'}}"
    assert found("CAP017", "", parts, "  - api ~> clerks: cases") is named


def test_an_agent_that_acts_for_good() -> None:
    agent = "  valves: {kind: agent, name: Valves, reversible: false, description: opens the valves}"
    flows = "  - api -> valves: {sends: request}"
    assert found("SAF005", "", agent, flows)
    assert not found("SAF005", "", agent.replace("opens", "after the grower confirms opens"), flows)


@pytest.mark.parametrize(
    ("alerts", "named"),
    [
        ("p99 above 1 s, disk 90 % full, reading list above 300", True),
        ("p99 above 1 s, disk 90 % full, late parcels up 20 %", False),
    ],
)
def test_alerts_none_of_which_is_about_the_answers(alerts: str, named: bool) -> None:
    assert found("MON011", f"monitoring: {{alerts: [{alerts}]}}") is named


FRESH = TOP.replace("freshness: 1d", "freshness: 2d")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("gathers counts; on Sunday the lists go out", True),
        ("runs every Monday", True),
        ("once a month, by hand", True),
        ("rebuilt every 2 weeks", True),
        ("every 6 h: counts of the last week", False),
        ("nightly", False),
        ("takes each event as it comes, sums it weekly", False),
    ],
)
def test_what_serving_learns_is_as_old_as_the_job_that_makes_it(said: str, named: bool) -> None:
    parts = f"""  log: event stream
  job: {{kind: batch compute, name: Counts, description: "{said}"}}
  lists: {{kind: object store, name: Lists}}"""
    flows = "  - app ~> log: events\n  - log => job => lists => model: documents"
    assert found("TRN012", "", parts, flows, FRESH) is named


@pytest.mark.parametrize(("every", "named"), [("5d", True), ("1h", False)])
def test_what_is_decided_where_nobody_asks_is_as_old_as_its_input(every: str, named: bool) -> None:
    spec = f"""{FRESH}components:
  cameras: {{kind: client, name: Cameras}}
  intake: {{kind: api server, name: Intake}}
  frames: event stream
  look: {{kind: worker, name: Look}}
  model: {{kind: model server, name: Scorer}}
flows:
  - cameras => intake: {{sends: media, every: {every}}}
  - intake ~> frames ~> look: media
  - look -> model: {{sends: media, returns: scores, timeout: 1s}}
"""
    assert ("TRN012" in codes(spec)) is named


@pytest.mark.parametrize(
    ("heard", "named"), [("metrics ~> oncall: alerts", True), ("watch & metrics ~> oncall: alerts", False)]
)
def test_a_monitor_of_models_that_only_a_chart_shows(heard: str, named: bool) -> None:
    parts = """  watch: {kind: model monitor, name: Misses}
  metrics: {kind: metrics monitor, name: Machines}
  board: dashboard
  oncall: alerting"""
    flows = f"""  - model ~> watch: predictions
  - api & model ~> metrics: metrics
  - watch & metrics ~> board: metrics
  - {heard}"""
    assert found("MON011", "", parts, flows) is named


@pytest.mark.parametrize(
    ("said", "every", "named"),
    [
        ("every site above the line is dug the next day, lately about 130", "24h", True),
        ("up to 900 of them, worst first", "7d", True),
        ("about 12, worst first", "24h", False),
        ("some 90 of them", "7d", False),
        ("sites above 0.6, older than 130 days", "24h", False),
    ],
)
def test_people_get_at_each_run_what_is_sent_then(said: str, every: str, named: bool) -> None:
    parts = f"""  plan: {{kind: decision engine, name: Plan, description: "{said}"}}
  crews: {{kind: human review, name: Crews, description: "5 crews with 3 digs a day each"}}"""
    flows = f"  - model -> plan: {{sends: scores}}\n  - plan => crews: {{sends: cases, every: {every}}}"
    assert found("CAP017", "", parts, flows) is named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("12 a second on each of three machines", True),
        ("12 frames a second each, 14 machines", False),
        ("each of three machines does 12 a night", False),
    ],
)
def test_what_one_machine_does_by_its_words_against_what_clients_send(said: str, named: bool) -> None:
    spec = f"""mlarch: 1
stage: production
requirements: {{requests_per_second: 120, peak_factor: 1}}
components:
  cameras: {{kind: client, name: Cameras}}
  frames: event stream
  look: {{kind: worker, name: Look}}
  model: {{kind: model server, name: Detector, description: "{said}"}}
flows:
  - cameras ~> frames ~> look: media
  - look -> model: {{sends: media, returns: scores, timeout: 1s}}
"""
    assert ("CAP002" in codes(spec)) is named


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("{kind: model server, name: Lending rules}", True),
        ("{kind: model server, name: Comparison, description: 'if marks differ by 2.5, then a third'}", True),
        ("{kind: model server, name: Fares, description: a table that clerks keep}", True),
        ("{kind: model server, name: Rule learner, description: a model of rules}", False),
        ("{kind: decision engine, name: Lending rules}", False),
        ("{kind: llm, name: Pay clerk, description: works out the tax from the tables in its prompt}", True),
        ("{kind: llm, name: Pay clerk, description: explains what the rules engine worked out}", False),
        ("{kind: vector index, name: Numbers, description: parcel numbers embedded like text}", True),
        ("{kind: vector index, name: Passages, description: passages with their numbers}", False),
    ],
)
def test_what_is_exact_is_no_model(part: str, named: bool) -> None:
    assert found("GRA020", "", f"  other: {part}", "  - api -> other: {sends: request, timeout: 1s}") is named


@pytest.mark.parametrize(
    ("fallback", "named"),
    [
        ("the comment appears at once", True),
        ("the image is shown to everybody", True),
        ("the prescription is printed without a warning", True),
        ("the arm finishes its move", True),
        ("treat the applicant as creditworthy", True),
        ("the comment is invisible until it has been read", False),
        ("the arm brakes and stands still", False),
        ("older list of prices, marked as such", False),
        ("boarding passes are checked by eye", False),
    ],
)
def test_a_decision_without_an_answer(fallback: str, named: bool) -> None:
    parts = "  decide: {kind: decision engine, name: Decision}"
    flows = f'  - api -> decide: {{sends: scores, returns: decision, timeout: 1s, fallback: "{fallback}"}}'
    assert found("SAF006", "", parts, flows) is named


def test_a_tool_that_only_orders_cannot_do_harm() -> None:
    parts = """  helper: {kind: agent, name: Helper}
  shuffle: {kind: re-ranker, name: Order of slots, description: orders the free slots}
  desk: {kind: api server, name: Orders, description: orders the slot}"""
    flows = "  - api -> helper: {sends: request, returns: response}\n  - helper -> "
    assert not found("SAF005", "", parts, f"{flows}shuffle: {{sends: candidates, returns: ranked list}}")
    assert found("SAF005", "", parts, f"{flows}desk: {{sends: request}}")


@pytest.mark.parametrize(
    ("goal", "severity"), [("reports reach the ward", "info"), ("fewer errors", "warning")]
)
def test_who_is_named_in_the_goal_is_meant_to_get_it(goal: str, severity: str) -> None:
    spec = f"""mlarch: 1
stage: production
requirements: {{goal: {goal}}}
components:
  app: {{kind: client, name: App}}
  api: {{kind: orchestrator, name: Service}}
  reports: {{kind: relational database, name: Reports, data: [health], retention: 10y}}
  ward: {{kind: external, name: Ward system, external: true}}
flows:
  - app -> api: {{sends: request, returns: response}}
  - api -> reports: {{sends: rows}}
  - reports -> ward: documents
"""
    design = graph.build(language.read_text(spec))
    review = rules.review(design, stage=Stage.PRODUCTION)
    assert [str(f.severity) for f in review.findings if f.rule == "GOV002"] == [severity]
