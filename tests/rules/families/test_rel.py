"""REL: what a request needs, what answers when a call fails, how long and how often callers try."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import review

FRONT = """
  app: client
  lb: load balancer
  api: api server
"""
IN = "  - app -> lb -> api: {sends: request, returns: response}\n"


def found(components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN) -> list[Finding]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), stage=stage, select=["REL"])
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return list(result.findings)


def codes(components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN) -> list[str]:
    return [finding.rule for finding in found(components, flows, head, stage)]


@pytest.mark.parametrize(
    ("components", "flows"),
    [
        pytest.param(
            FRONT.replace("lb: load balancer", "lb: {kind: load balancer, replicas: 1}")
            + "  lb2: {kind: load balancer, replicas: 1}",
            "  - app -> lb & lb2: request\n  - lb & lb2 -> api: request",
            id="two balancers stand in for each other",
        ),
        pytest.param(
            FRONT + "  db: {kind: relational database, managed: true, replicas: 1}",
            IN + "  - api -> db: rows",
            id="a provider keeps it running",
        ),
        pytest.param(
            FRONT + "  geo: {kind: external, external: true, consumes: [request], produces: [response]}",
            IN + "  - api -> geo: response",
            id="someone else's service",
        ),
        pytest.param(
            FRONT + "  job: {kind: batch job, replicas: 1}\n  lake: data lake",
            IN + "  - api ~> lake: events\n  - lake => job: events",
            id="no request waits for a job",
        ),
        pytest.param(
            FRONT + "  extra: {kind: cache, replicas: 1}",
            IN + "  - api -> extra: {returns: response, optional: true}",
            id="an optional call waits for production",
        ),
    ],
)
def test_one_replica_that_is_no_single_point_of_failure(components: str, flows: str) -> None:
    assert "REL001" not in codes(components, flows)


def test_one_replica_behind_a_fallback_is_a_matter_of_production() -> None:
    components = FRONT + "  model: {kind: model server, replicas: 1}"
    flows = IN + "  - api -> model: {returns: predictions, fallback: last price}"
    assert codes(components, flows) == []
    (finding,) = found(components, flows, stage=Stage.PRODUCTION)
    assert finding.rule == "REL001"
    assert finding.witness == ("app", "lb", "api", "model")
    assert "lesser answer" in finding.message


def test_stores_of_which_nothing_is_said_are_named_together_at_production() -> None:
    components = FRONT + "  users: relational database\n  orders: postgres\n  files: object store"
    flows = IN + "  - api -> users & orders: {returns: rows}\n  - api -> files: {returns: pictures}"
    assert codes(components, flows) == []
    (finding,) = found(components, flows, stage=Stage.PRODUCTION)
    assert finding.components == ("users", "orders")


def test_a_lone_instance_is_not_blamed_for_its_zone_as_well() -> None:
    components = (
        FRONT.replace("load balancer", "{kind: load balancer, replicas: 3, zones: 3}")
        + "  db: {kind: nosql database, replicas: 1, zones: 1}"
    )
    assert codes(components, IN + "  - api -> db: rows", stage=Stage.PRODUCTION) == ["REL001"]


def test_more_zones_than_replicas() -> None:
    """One replica stands in one zone, whatever is said; two survive the loss of any."""
    components = FRONT + "  db: {{kind: nosql database, replicas: {}, zones: 3}}"
    flows = IN + "  - api -> db: rows"
    assert "REL001" in codes(components.format(1), flows, stage=Stage.PRODUCTION)
    assert codes(components.format(2), flows, stage=Stage.PRODUCTION) == []


MODEL = FRONT + "  model: model server\n"


@pytest.mark.parametrize(
    "flows",
    [
        "  - api -> model: {returns: predictions, fallback: last known price}",
        "  - api -> model: {returns: predictions, optional: true}",
        "  - api -> model: predictions\n  - api -> popular: {returns: predictions, when: failure}",
        "  - api -> popular: predictions\n  - api -> model: predictions",
        "  - api ~> model: events\n  - model ~> popular: predictions",
    ],
)
def test_a_model_with_something_to_fall_back_on(flows: str) -> None:
    components = MODEL + "  popular: [cache, fallback]"
    assert codes(components, IN + flows, stage=Stage.PRODUCTION) == []


def test_a_fallback_further_up_covers_what_lies_behind() -> None:
    components = MODEL + "  encoder: embedding service"
    flows = (
        IN
        + "  - api -> model: {returns: predictions, fallback: last price}\n"
        + "  - model -> encoder: embedding"
    )
    assert codes(components, flows, "requirements: {latency: 100ms}") == []


def test_one_of_several_sources_needs_no_fallback() -> None:
    components = FRONT + "  dense: [candidate generator, embedding service]\n  sparse: search index"
    flows = IN + "  - api -> dense & sparse: {returns: candidates}"
    assert "REL003" not in codes(components, flows, "requirements: {latency: 100ms}")


def test_without_a_target_the_fallback_waits_for_production() -> None:
    flows = IN + "  - api -> model: predictions"
    assert codes(MODEL, flows) == []
    assert codes(MODEL, flows, "requirements: {latency: 100ms}") == ["REL003"]
    assert codes(MODEL, flows, stage=Stage.PRODUCTION) == ["REL003"]


CHAIN = FRONT + "  a: api server\n  b: api server\n  c: api server\n"


def chain(first: str, second: str = "", third: str = "") -> str:
    return IN + f"  - api -> a: {{{first}}}\n  - a -> b: {{{second}}}\n  - b -> c: {{{third}}}\n"


@pytest.mark.parametrize(
    ("flows", "severity"),
    [
        (chain("timeout: 50ms", "timeout: 80ms"), Severity.ERROR),
        (chain("timeout: 50ms", "", "timeout: 80ms"), Severity.ERROR),
        (chain("timeout: 50ms", "timeout: 30ms, retries: 1"), Severity.WARNING),
        (chain("timeout: 50ms", "timeout: 25ms, retries: 1"), None),
        (chain("timeout: 50ms", "timeout: 50ms"), None),
        (chain("", "timeout: 80ms"), None),
        (chain("timeout: 50ms, optional: true", "timeout: 40ms"), None),
    ],
)
def test_timeouts_get_shorter_on_the_way_in(flows: str, severity: Severity | None) -> None:
    assert [f.severity for f in found(CHAIN, flows)] == ([] if severity is None else [severity])


def test_a_timeout_that_is_inverted_twice_is_said_once() -> None:
    assert codes(CHAIN, chain("timeout: 50ms", "timeout: 40ms", "timeout: 90ms")) == ["REL004"]


def test_a_fallback_that_would_come_after_the_target() -> None:
    head = "requirements: {latency: {p99: 100ms}}"
    flows = IN + "  - api -> model: {returns: predictions, timeout: 300ms, fallback: last price}"
    (finding,) = found(MODEL, flows, head)
    assert (finding.rule, finding.severity) == ("REL004", Severity.WARNING)
    assert found(MODEL, flows.replace("300ms", "60ms"), head) == []


@pytest.mark.parametrize(
    ("latency", "expected"),
    [("40ms", ["REL005"]), ("{p50: 40ms}", ["REL005"]), ("{p99: 40ms}", []), ("{p50: 10ms, p99: 40ms}", [])],
)
def test_a_timeout_below_the_usual_latency(latency: str, expected: list[str]) -> None:
    components = FRONT + f"  model: {{kind: model server, latency: {latency}}}"
    flows = IN + "  - api -> model: {returns: predictions, timeout: 30ms, fallback: last price}"
    assert codes(components, flows) == expected


@pytest.mark.parametrize(
    ("flows", "count"),
    [
        (chain("retries: 3", "retries: 3", "retries: 3"), 64),
        (chain("retries: 3", "", "retries: 3"), 16),
        (chain("retries: 9"), None),
        (chain("retries: 1", "retries: 1", "retries: 1"), None),
    ],
)
def test_retries_multiply(flows: str, count: int | None) -> None:
    messages = [f.message for f in found(CHAIN, flows)]
    assert [f"can become {count} calls" in message for message in messages] == ([True] if count else [])


def test_retries_along_a_cycle_of_calls_end() -> None:
    flows = chain("retries: 3", "retries: 3") + "  - c -> a: {returns: response, retries: 3}"
    assert "REL006" in codes(CHAIN, flows)


def rated(**shares: str) -> str:
    kinds = {"lb": "load balancer", "api": "api server", "db": "nosql database"}
    return "  app: client\n" + "".join(
        f"  {name}: {{kind: {kind}, replicas: 3, availability: {shares[name]}}}\n"
        if name in shares
        else f"  {name}: {kind}\n"
        for name, kind in kinds.items()
    )


TARGET = "requirements: {availability: 99.9%}"


@pytest.mark.parametrize(
    ("components", "severity"),
    [
        (rated(lb="99.99%", api="99.95%", db="99.95%"), Severity.WARNING),
        (rated(lb="99.99%", api="99.95%"), None),
        (rated(db="99.8%").replace("replicas: 3, ", ""), Severity.ERROR),
        (rated(), None),
    ],
)
def test_stated_availabilities_multiply(components: str, severity: Severity | None) -> None:
    result = found(components, IN + "  - api -> db: rows", TARGET)
    assert [f.severity for f in result] == ([] if severity is None else [severity])


def test_a_part_that_is_needed_twice_counts_once() -> None:
    components = rated(db="99.93%").replace("replicas: 3, ", "") + "  other: api server\n"
    flows = IN + "  - api -> db: rows\n  - api -> other -> db: {returns: response}"
    assert found(components, flows, TARGET) == []


def test_calls_that_may_fail_do_not_count() -> None:
    components = rated(db="95%").replace("replicas: 3, ", "")
    assert found(components, IN + "  - api -> db: {returns: rows, fallback: an older copy}", TARGET) == []
    assert found(components, IN + "  - api -> db: {returns: rows, share: 5%}", TARGET) == []


COLD = FRONT + "  model: model server"
PERSONAL = "requirements: {personalized: true}"


@pytest.mark.parametrize(
    ("head", "extra"),
    [
        ("requirements: {personalized: false}", ""),
        ("requirements: {personalized: true, out_of_scope: [new users]}", ""),
        (PERSONAL + "\ntask: {baseline: most popular items}", ""),
        (PERSONAL, "\n  popular: {kind: fallback}"),
        (PERSONAL, "\n  bandit: bandit"),
    ],
)
def test_cold_starts_that_are_answered(head: str, extra: str) -> None:
    assert "REL008" not in codes(COLD + extra, IN + "  - api -> model: predictions", head)


def test_a_fallback_that_is_the_callee_itself() -> None:
    flows = IN + "  - api -> model: {returns: predictions, fallback: model}"
    assert codes(MODEL, flows) == ["REL009"]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("", "fallback: last known ranked list` on the call"),
        ("  popular: fallback\n", "fallback: popular` on the call"),
    ],
)
def test_what_answers_instead_is_a_component_that_is_there_or_words(extra: str, expected: str) -> None:
    flows = IN + "  - api -> model: {returns: ranked list}"
    findings = found(FRONT + "  model: ranker\n" + extra, flows, stage=Stage.PRODUCTION)
    (finding,) = (finding for finding in findings if finding.rule == "REL003")
    assert expected in finding.help


@pytest.mark.parametrize(
    ("share", "severity"), [("", Severity.ERROR), (", share: 2%", Severity.WARNING)], ids=["each", "few"]
)
def test_a_call_that_few_requests_make_breaks_few_of_them(share: str, severity: Severity) -> None:
    text = f"""
mlarch: 1
components: {{app: client, lb: load balancer, api: api server, proof: api server}}
flows:
  - app -> lb
  - lb -> api: {{timeout: 1s}}
  - "api -> proof": {{timeout: 5s{share}}}
"""
    found = review(graph.build(language.read_text(text)), select=["REL004"]).findings
    assert [finding.severity for finding in found] == [severity]


@pytest.mark.parametrize(("kind", "rules"), [("api gateway", []), ("api server", ["REL004"])])
def test_a_door_makes_its_other_calls_for_other_requests(kind: str, rules: list[str]) -> None:
    text = f"""
mlarch: 1
components: {{app: client, door: {kind}, list: api server, pay: api server}}
flows:
  - app -> door -> list: {{timeout: 400ms}}
  - door -> pay: {{timeout: 2s}}
"""
    findings = review(graph.build(language.read_text(text)), select=["REL004"]).findings
    assert [finding.rule for finding in findings] == rules


@pytest.mark.parametrize(
    ("model", "target", "expected"),
    [
        ("{kind: ranker}", "", "timeout: 100ms, fallback: last known ranked list"),
        ("{kind: ranker, latency: {p50: 80ms, p99: 300ms}}", "", "timeout: 400ms,"),
        (
            "{kind: ranker, latency: {p50: 80ms, p99: 300ms}}",
            "requirements: {latency: {p99: 400ms}}",
            "300ms,",
        ),
        ("{kind: ranker, latency: {p99: 25ms}}", "requirements: {latency: {p99: 50ms}}", "timeout: 30ms,"),
        ("{kind: llm server}", "", "timeout: 10s, fallback: a fixed answer"),
        ("{kind: llm server}", "requirements: {latency: {p95: 6s}}", "timeout: 5s,"),
    ],
)
def test_the_limit_proposed_for_a_model_fits_it_and_the_target(model, target, expected):
    flows = IN + "  - api -> model: {sends: request, returns: response}"
    (finding,) = [
        one
        for one in found(FRONT + f"  model: {model}", flows, target, Stage.PRODUCTION)
        if one.rule == "REL003"
    ]
    assert expected in str(finding.help)


def test_a_cache_that_was_just_asked_is_no_fallback():
    components = FRONT + "  cache: cache\n  model: ranker\n"
    flows = IN + "  - api -> cache: {returns: ranked list}\n  - api -> model: {returns: ranked list}"
    (finding,) = [f for f in found(components, flows, stage=Stage.PRODUCTION) if f.rule == "REL003"]
    assert "fallback: cache" not in str(finding.help)
    assert "api -> cache" not in str(finding.help)
