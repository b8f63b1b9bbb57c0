"""EXP and SAF at their edges."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.rules import review


def found(text: str, stage: Stage = Stage.DESIGN) -> tuple[Finding, ...]:
    design = graph.build(language.read_text(f"mlarch: 1\n{text}"))
    return review(design, stage=stage, select=["EXP", "SAF"]).findings


def codes(text: str, stage: Stage = Stage.DESIGN) -> list[str]:
    return [finding.rule for finding in found(text, stage)]


def shop(head: str, components: str = "", flows: str = "", first: str = "", log: str = "") -> str:
    return f"""
{head}
components:
  app: client
  gw: {{kind: [api gateway, rate limiter]}}
  shop: orchestrator
  ranker: ranker
  collector: event collector
  lake: data lake
{components}
flows:
  - app -> gw -> shop: {{sends: request, returns: ranked list}}
{first}
  - shop -> ranker: {{sends: candidates, returns: scores}}
{flows}
  - app ~> collector => lake: {log or "impressions"}
"""


ARMS = "  arms: a/b testing"
ASK = "  - shop -> arms: assignment"
EXPERIMENT = "evaluation: {experiment: {unit: user}}"


def test_online_metrics_alone_ask_for_assignment_at_production() -> None:
    text = shop("evaluation: {online: [sales]}")
    assert codes(text) == []
    assert codes(text, Stage.PRODUCTION) == ["EXP001"]


def test_a_planned_experiment_asks_at_once() -> None:
    assert codes(shop(EXPERIMENT)) == ["EXP001"]
    assert codes(shop(EXPERIMENT, ARMS, first=ASK)) == []


def test_an_experiment_service_that_nothing_touches_assigns_nothing() -> None:
    assert codes(shop(EXPERIMENT, ARMS)) == ["EXP001"]


def test_a_router_of_traffic_assigns() -> None:
    text = shop(EXPERIMENT, "  split: traffic splitter", "  - gw -> split: request")
    assert codes(text) == []


def test_without_an_online_model_nothing_is_asked() -> None:
    text = f"{EXPERIMENT}\ncomponents:\n  job: batch predictor\n  lake: data lake\n"
    text += "flows:\n  - lake => job: features\n"
    assert codes(text) == []


def test_the_arm_may_be_asked_for_between_models() -> None:
    late = shop(EXPERIMENT, ARMS, ASK)
    assert codes(late) == ["EXP002"]
    more = ARMS + "\n  source: candidate generator"
    between = shop(EXPERIMENT, more, first=f"  - shop -> source: candidates\n{ASK}")
    assert codes(between) == []


@pytest.mark.parametrize(
    ("log", "expected"),
    [("impressions", []), ("view events", []), ("clicks", ["EXP003"]), ("purchases", ["EXP003"])],
)
def test_clicks_have_no_denominator(log: str, expected: list[str]) -> None:
    assert codes(shop(EXPERIMENT, ARMS, first=ASK, log=log)) == expected


def test_metrics_are_no_exposures() -> None:
    assert codes(shop(EXPERIMENT, ARMS, "  - shop ~> collector: metrics", ASK, "clicks")) == ["EXP003"]
    assert codes(shop(EXPERIMENT, ARMS, "  - shop ~> collector: served results", ASK, "clicks")) == []


@pytest.mark.parametrize(
    "unit", ["city", "cluster of members", "member, confirmed by market", "city and hour"]
)
def test_units_that_keep_to_themselves(unit: str) -> None:
    head = f'name: Bookings\nevaluation: {{experiment: {{unit: "{unit}"}}}}'
    assert codes(shop(head, ARMS, first=ASK), Stage.PRODUCTION) == []


def test_a_market_and_single_guests() -> None:
    head = "name: Bookings\nevaluation: {experiment: {unit: guest}}"
    [finding] = found(shop(head.replace("Bookings", "Booking of homes"), ARMS, first=ASK), Stage.PRODUCTION)
    assert (finding.rule, finding.severity.value) == ("EXP004", "warning")


def sized(users: str, effect: str, positives: str = "5%", power: str = "80%") -> str:
    return shop(
        f"requirements: {{{users}}}\ntask: {{positives: {positives}}}\n"
        f"evaluation: {{experiment: {{unit: user, effect: {effect}, power: {power}}}}}",
        ARMS,
        first=ASK,
    )


def test_the_size_of_an_experiment() -> None:
    # 2 x 3.04 million users are needed
    assert codes(sized("monthly_active_users: 6.1M", "+1 %")) == []
    assert codes(sized("monthly_active_users: 6M", "+1 %")) == ["EXP005"]
    assert codes(sized("monthly_active_users: 6.1M", "+1 %", power="90%")) == ["EXP005"]
    assert codes(sized("daily_active_users: 200k", "+1 %")) == ["EXP005"]
    assert codes(sized("requests_per_day: 300k", "-1 %")) == []


@pytest.mark.parametrize("effect", ["more sales", "0 %"])
def test_an_effect_that_is_no_share_is_not_judged(effect: str) -> None:
    assert codes(sized("monthly_active_users: 10", effect)) == []


CLIPS = """
%s
components:
  app: client
  gw: {kind: [api gateway, rate limiter]}
  api: api server
  videos: object store
  source: candidate generator
  ranker: %s
flows:
  - app -> gw -> api: {sends: request, returns: ranked list}
  - api -> source: candidates
  - api -> ranker: {sends: candidates, returns: scores}
  - %s
"""


def test_what_users_write_is_filtered() -> None:
    write, read = "api -> videos: {sends: uploaded videos}", "source -> videos: {returns: media}"
    assert codes(CLIPS % ("name: Clips", "ranker", write)) == ["SAF001"]
    assert codes(CLIPS % ("name: Clips", "ranker", read)) == []
    assert codes(CLIPS % ("name: Clips", "{kind: [ranker, content filter]}", write)) == []


def test_the_brief_says_that_content_may_be_unfit() -> None:
    head = "name: Clips\nrequirements: {error_costs: {false_positive: a harmful video}}"
    [finding] = found(CLIPS % (head, "ranker", "source -> videos: {returns: media}"))
    assert "`harmful`" in finding.message


LLM = """
components:
  app: client
  gw: {kind: [api gateway, rate limiter]}
  api: orchestrator
  llm: LLM
%s
flows:
  - app -> gw -> api: {sends: question, returns: answer}
  - api -> llm: {sends: prompt, returns: tokens}
%s
"""


@pytest.mark.parametrize(
    ("components", "flows", "expected"),
    [
        ("  guard: guardrail", "  - api -> guard: {sends: prompt, returns: decision}", "answers"),
        ("  guard: guardrail", "  - api -> guard: {sends: response, returns: decision}", "people send"),
        ("  guard: guardrail", '  - api -> guard: {sends: "prompt, response"}', None),
        ("  guard: guardrail", "  - api -> guard", None),
        ("  guard_in: guardrail\n  guard_out: guardrail", "  - api -> guard_in\n  - api -> guard_out", None),
        ("  output_guard: guardrail", "  - api -> output_guard", "people send"),
    ],
)
def test_the_sides_of_a_guardrail(components: str, flows: str, expected: str | None) -> None:
    findings = found(LLM % (components, flows))
    assert [f.rule for f in findings] == ([] if expected is None else ["SAF002"])
    assert all(expected in finding.message for finding in findings if expected)


def test_a_guardrail_in_the_way_guards_both() -> None:
    text = LLM % ("  guard: guardrail", "")
    assert codes(text.replace("api -> llm", "api -> guard -> llm")) == []


def test_a_model_that_no_request_reaches_needs_no_guardrail() -> None:
    text = (
        "components:\n  job: worker\n  llm: LLM\nflows:\n  - job -> llm: {sends: prompt, returns: tokens}\n"
    )
    assert codes(text) == []


def test_limits_at_production() -> None:
    text = shop("name: Shop").replace("{kind: [api gateway, rate limiter]}", "%s")
    assert codes(text % "api gateway") == []
    [finding] = found(text % "api gateway", Stage.PRODUCTION)
    assert (finding.rule, finding.witness) == ("SAF003", ("app", "gw", "shop", "ranker"))
    assert codes(text % "{kind: api gateway, public: false}", Stage.PRODUCTION) == []
    assert codes(text % "{kind: api gateway, managed: true}", Stage.PRODUCTION) == []


def test_public_documents_need_no_permission() -> None:
    text = LLM % (
        "  index: {kind: vector index, public: @}\n  guard: guardrail",
        "  - api -> index: candidates\n  - api -> guard",
    )
    assert codes(text.replace("@", "false"), Stage.PRODUCTION) == ["SAF004"]
    assert codes(text.replace("@", "true"), Stage.PRODUCTION) == []


def test_an_agent_that_only_looks_orders_up_needs_nobody_to_agree() -> None:
    spec = """
mlarch: 1
components:
  app: client
  lb: load balancer
  chat: agent orchestrator
  llm: LLM
  orders: {{kind: api server, name: {name}}}
flows:
  - app -> lb -> chat: {{sends: question, returns: answer}}
  - chat -> llm: {{sends: prompt, returns: answer}}
  - chat -> orders: {{sends: request, returns: response}}
"""
    from mlarch import loads

    def named(name: str) -> bool:
        found = loads(spec.format(name=name)).check(select=["SAF005"]).findings
        return bool(found)

    assert named("Order API")
    assert not named("Order API read only")
