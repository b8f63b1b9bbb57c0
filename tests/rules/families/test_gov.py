"""GOV at its edges: what counts as personal, what takes it out, who decides about people."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.rules import review


def found(text: str, stage: Stage = Stage.DESIGN) -> tuple[Finding, ...]:
    design = graph.build(language.read_text(f"mlarch: 1\n{text}"))
    return review(design, stage=stage, select=["GOV"]).findings


def codes(text: str, stage: Stage = Stage.DESIGN) -> list[str]:
    return [finding.rule for finding in found(text, stage)]


def training(source: str, flow: str = "crm => dataset: raw data", more: str = "") -> str:
    return f"""
components:
  crm: {{kind: data lake, {source}}}
  dataset: dataset builder
  trainer: trainer
  registry: model registry
{more}flows:
  - {flow}
  - dataset => trainer: training data
  - trainer => registry: model
"""


@pytest.mark.parametrize("word", ["pii", "PII", "personal data", "health", "sensitive", "biometric"])
def test_words_for_personal_data(word: str) -> None:
    assert codes(training(f"data: [{word}]")) == ["GOV001"]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("retention: 90d", id="nothing is stated"),
        pytest.param("data: [products]", id="something else is stated"),
        pytest.param("data: [pii], planned: true", id="not there yet"),
    ],
)
def test_only_stated_data_is_personal(source: str) -> None:
    assert codes(training(source)) == []


@pytest.mark.parametrize(
    ("flow", "more"),
    [
        pytest.param("crm => mask => dataset: raw data", "  mask: privacy service\n", id="a privacy service"),
        pytest.param(
            "crm => prep => dataset: raw data",
            "  prep: {kind: worker, name: Pseudonymise}\n",
            id="a worker that says so",
        ),
        pytest.param("crm => dataset: anonymised records", "", id="the payload says so"),
        pytest.param(
            "crm => clean => dataset: raw data",
            "  clean: {kind: data lake, data: [pseudonymous]}\n",
            id="a store that states what it holds",
        ),
    ],
)
def test_what_takes_the_personal_out(flow: str, more: str) -> None:
    assert codes(training("data: [pii]", flow, more)) == []


def test_a_flow_may_state_what_it_carries() -> None:
    cleared = training("data: [pii]").replace(
        "- crm => dataset: raw data", "- crm => dataset: {sends: raw data, data: [counts]}"
    )
    assert codes(cleared) == []
    carried = training("retention: 1d").replace(
        "- crm => dataset: raw data", "- crm => dataset: {sends: raw data, data: [pii]}"
    )
    [finding] = found(carried)
    assert (finding.rule, finding.flows) == ("GOV001", (("crm", "dataset"),))


def test_a_bare_arrow_out_of_personal_data_carries_it() -> None:
    assert codes(training("data: [pii]", "crm => dataset")) == ["GOV001"]


def test_models_and_settings_carry_no_records() -> None:
    text = training("data: [pii]").replace("- crm => dataset: raw data", "- crm => dataset: config")
    assert codes(text) == []


def test_the_witness_is_the_whole_way() -> None:
    [finding] = found(training("data: [pii]"))
    assert finding.witness == ("crm", "dataset", "trainer")
    assert finding.kinds == ("privacy_service",)


SERVING = """
components:
  app: client
  lb: load balancer
  api: api server
  users: {kind: relational database, data: [pii], retention: 1y}
  audit: audit log
"""


def test_people_may_see_their_own_data() -> None:
    assert codes(SERVING + "flows:\n  - app -> lb -> api -> users: rows\n  - users ~> audit: events\n") == []


def test_a_service_is_not_blamed_for_what_it_may_have_kept_to_itself() -> None:
    text = (
        SERVING
        + "  pay: {kind: external, external: true, consumes: [request], produces: [response]}\nflows:\n"
    )
    text += "  - app -> lb -> api -> users: {returns: raw data}\n"
    assert codes(text + "  - api -> pay: {sends: request, returns: response}\n") == []
    assert codes(text + "  - api ~> pay: {sends: request, data: [pii]}\n") == ["GOV002"]


def test_a_public_store_of_personal_data() -> None:
    text = "components:\n  raw: {kind: object store, data: [pii], public: true}\n  w: worker\n"
    assert codes(text + "flows:\n  - w ~> raw: media\n") == ["GOV002"]


def test_raw_and_cleaned_in_one_store() -> None:
    text = """
components:
  viewer: client
  cdn: cdn
  images: object store
  blur: {kind: worker, name: Blur faces}
flows:
  - images => blur: photos
  - blur => images: photos
  - viewer -> cdn -> images: {returns: photos}
"""
    [finding] = found(text)
    assert finding.rule == "GOV003"
    assert finding.components == ("images", "blur")
    apart = text.replace("- blur => images", "- blur => published").replace(
        "cdn -> images", "cdn -> published"
    )
    assert codes(apart.replace("  blur:", "  published: object store\n  blur:")) == []


def test_around_the_cleaning_step_only_with_the_same_type() -> None:
    text = """
components:
  app: client
  scrub: privacy service
  events: event stream
  lake: data lake
flows:
  - app ~> scrub ~> events: events
  - app ~> events: %s
  - events => lake: events
"""
    assert codes(text % "clicks") == ["GOV003"]
    assert codes(text % "{sends: clicks, data: [none]}") == []
    assert codes(text % "photos") == []


@pytest.mark.parametrize("extra", ["external: true", "retention: 30d"])
def test_kept_for_a_time_or_by_others(extra: str) -> None:
    text = f"components:\n  lake: {{kind: data lake, data: [pii], {extra}}}\n  w: worker\n"
    text += "flows:\n  - w ~> lake: rows\n"
    assert "GOV004" not in codes(text, Stage.PRODUCTION)


def test_a_privacy_service_deletes() -> None:
    text = (
        "components:\n  lake: {kind: data lake, data: [pii]}\n  gone: privacy service\n  w: worker\nflows:\n"
    )
    text += "  - w ~> lake: rows\n"
    assert "GOV004" in codes(text, Stage.PRODUCTION)
    assert "GOV004" not in codes(text + "  - gone => lake: deletions\n", Stage.PRODUCTION)


def test_plain_text_inside_is_nobodys_business_unless_it_is_personal() -> None:
    text = "components:\n  a: worker\n  b: worker\nflows:\n  - a ~> b: {sends: event, encrypted: false%s}\n"
    assert codes(text % "") == []
    assert codes(text % ", data: [pii]") == ["GOV005"]


DECIDES = """
name: %s
components:
  app: client
  lb: load balancer
  api: api server
  model: model server
  audit: audit log
  people: human review
flows:
  - app -> lb -> api: {sends: request, returns: decision}
  - api -> model: {sends: features, returns: scores}
%s
"""


def test_models_are_taken_for_deciders_where_nothing_else_decides() -> None:
    linked = "  - model ~> audit & people: scores"
    assert codes(DECIDES % ("Fraud check", linked)) == []
    [review_, audit] = found(DECIDES % ("Fraud check", "  - api ~> model: event"))
    assert (review_.rule, audit.rule) == ("GOV006", "GOV007")
    assert "people is there, but no decision or appeal reaches it" in review_.message


def test_a_decision_about_things_needs_no_appeal() -> None:
    assert codes(DECIDES % ("Parts inspection", "  - api ~> model: event")) == []


def test_an_appeal_that_people_hear_is_a_review() -> None:
    text = DECIDES % (
        "Content moderation",
        "  - api ~> audit: decisions\n  - app ~> appeals ~> people: appeals",
    )
    assert codes(text.replace("  people:", "  appeals: appeals\n  people:")) == []


def test_what_reaches_a_third_party_by_two_links_is_said_once():
    text = """
components:
  app: client
  agent: agent
  door: llm gateway
  hosted: {kind: llm server, external: true}
flows:
  - app -> agent: message
  - agent -> door: health records of the patient
  - door -> hosted: health records of the patient
"""
    assert codes(text).count("GOV010") == 1
