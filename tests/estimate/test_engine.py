"""What the figures of a design mean: traffic, capacity, latency, memory, people, money, runs."""

from __future__ import annotations

import pytest

import mlarch
from mlarch.diagnostics import MlarchError, SpecError
from mlarch.estimate.entries import Verdict
from mlarch.estimate.figures import Origin


def estimated(body: str, needs: str = "requests_per_second: 100/s, peak_factor: 2", **options: object):
    text = f"mlarch: 1\nname: Shop\nrequirements: {{{needs}}}\n{body}"
    return mlarch.loads(text).estimate(samples=20_000, **options)


def rates(body: str) -> dict[str, float]:
    return dict(estimated(body).traffic.rates)


# ── traffic ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_users_become_a_rate_and_a_peak() -> None:
    body = "components: {app: client, api: api server}\nflows: [app -> api]\n"
    traffic = estimated(body, "daily_active_users: 500M, requests_per_user: 10, peak_factor: 3").traffic
    assert traffic.average is not None
    assert traffic.peak is not None
    assert (round(traffic.average.value), round(traffic.peak.value)) == (57870, 173611)
    assert {each.name for each in traffic.peak.inputs} == {
        "requirements.daily_active_users",
        "requirements.requests_per_user",
        "requirements.peak_factor",
    }


def test_a_peak_factor_that_is_not_stated_is_an_assumption() -> None:
    found = estimated(
        "components: {app: client, api: api server}\nflows: [app -> api]\n", "requests_per_second: 1/s"
    )
    assert [(each.name, each.origin) for each in found.traffic.assumptions] == [
        ("requirements.peak_factor", Origin.ASSUMED)
    ]


def test_calls_and_shares_multiply_along_the_path() -> None:
    body = (
        "components: {app: client, api: api server, db: relational database, ranker: ranker}\n"
        "flows:\n  - app -> api: x\n  - api -> db: {calls: 3, share: 10%}\n  - api -> ranker: {share: 50%}\n"
    )
    assert rates(body) == pytest.approx({"app": 100, "api": 100, "db": 30, "ranker": 50})


def test_a_share_on_a_chain_belongs_to_its_first_link() -> None:
    body = (
        "components: {app: client, api: api server, a: api server, b: api server}\n"
        "flows:\n  - app -> api: x\n  - api -> a -> b: {sends: x, share: 10%}\n"
    )
    assert rates(body)["b"] == pytest.approx(10)


def test_calls_on_a_chain_are_made_on_its_first_link_and_passed_on_once() -> None:
    body = (
        "components: {app: client, agent: orchestrator, gateway: LLM gateway, llm: LLM server}\n"
        "flows:\n  - app -> agent: x\n"
        "  - agent -> gateway -> llm: {sends: prompt, returns: tokens, calls: 8}\n"
    )
    assert rates(body) == pytest.approx({"app": 100, "agent": 100, "gateway": 800, "llm": 800})


def test_what_a_fallback_hands_on_comes_only_when_something_failed() -> None:
    body = (
        "components:\n  app: client\n  api: api server\n  plain: fallback\n"
        "  people: {kind: human review, replicas: 20, throughput: 40/day}\n"
        "flows:\n  - app -> api: x\n  - api -> plain: {when: failure}\n"
        "  - api & plain ~> people: {sends: cases, rate: 500/day}\n"
    )
    queue = estimated(body).people["people"]
    assert (round(queue.coming.value), queue.growth.value) == (500, 0)


def test_how_often_a_client_hands_in_a_decision_is_unknown() -> None:
    body = (
        "components: {app: client, agent: agent orchestrator, tools: api server}\n"
        "flows:\n  - app -> agent: {sends: query, returns: response}\n  - agent -> tools: {share: 10%}\n"
        "  - app -> tools: {sends: decision, label: approval of a write}\n"
    )
    assert rates(body) == pytest.approx({"app": 100, "agent": 100, "tools": 10})
    assert any("app -> tools" in each.add for each in estimated(body).missing)


def test_of_several_chains_through_one_component_each_carries_on_its_own_part() -> None:
    body = (
        "components: {app: client, lb: load balancer, read: api server, write: api server}\n"
        "flows:\n  - app -> lb -> read: {sends: x, share: 90%}\n"
        "  - app -> lb -> write: {sends: x, share: 10%}\n"
    )
    assert rates(body) == pytest.approx({"app": 100, "lb": 100, "read": 90, "write": 10})


def test_a_failure_carries_nothing_until_it_happens() -> None:
    body = (
        "components: {app: client, api: api server, ranker: ranker, popular: fallback}\n"
        "flows:\n  - app -> api: x\n  - api -> ranker: x\n  - api -> popular: {when: failure}\n"
    )
    traffic = estimated(body).traffic
    assert "popular" not in traffic.rates
    assert traffic.failing == pytest.approx({"popular": 100})


def test_a_fallback_that_is_named_receives_the_failed_calls() -> None:
    body = (
        "components: {app: client, api: api server, ranker: ranker, popular: fallback}\n"
        "flows:\n  - app -> api: x\n  - api -> ranker: {sends: x, fallback: popular, share: 20%}\n"
    )
    assert estimated(body).traffic.failing == pytest.approx({"popular": 20})


def test_a_log_takes_a_message_per_request_and_hands_it_to_every_consumer() -> None:
    body = (
        "components: {app: client, api: api server, log: event stream, "
        "job: stream feature pipeline, lake: data lake}\n"
        "flows:\n  - app -> api: x\n  - api ~> log: {sends: events, calls: 4}\n  - log ~> job: events\n"
        "  - log ~> lake: events\n"
    )
    found = rates(body)
    assert (found["log"], found["job"], found["lake"]) == pytest.approx((400, 400, 400))


def test_what_ends_in_people_or_a_call_path_is_unknown_until_it_is_said() -> None:
    body = (
        "components: {app: client, api: api server, log: event stream, "
        "review: human review, ranker: model server}\n"
        "flows:\n  - app -> api: x\n  - api ~> log: events\n  - log ~> review: cases\n"
        "  - log ~> ranker: events\n"
    )
    found = estimated(body)
    assert "review" not in found.traffic.rates
    added = [each.add for each in found.missing if "carries" in each.what]
    assert [add.split(":")[0] for add in added] == ["- log ~> review", "- log ~> ranker"]


def test_two_clients_without_shares_are_an_assumption() -> None:
    body = "components: {a: client, b: client, api: api server}\nflows: [a -> api, b -> api]\n"
    found = estimated(body)
    assert found.traffic.rates["api"] == pytest.approx(200)
    assert any("a, b" in each.name for each in found.traffic.assumptions)


def test_a_circle_of_calls_is_left_out_and_named() -> None:
    body = (
        "components: {app: client, a: api server, b: api server, c: api server}\n"
        "flows:\n  - app -> a: x\n  - a -> b: x\n  - b -> c: x\n"
        "  - c -> a: {sends: request, returns: response}\n"
    )
    found = estimated(body)
    assert found.traffic.rates["b"] == pytest.approx(100)
    assert any("circle" in each.what for each in found.missing)
    assert "p99" in found.entries[0].latency


# ── capacity ────────────────────────────────────────────────────────────────────────────────────────────────

ONE = "flows:\n  - app -> x: {sends: request, returns: response}\n"


def test_load_replicas_and_zones() -> None:
    body = "components: {app: client, x: {kind: api server, replicas: 9, zones: 3, throughput: 40/s}}\n" + ONE
    capacity = estimated(body).capacities["x"]
    assert capacity.peak is not None
    assert capacity.zone_lost is not None
    assert capacity.peak.value == pytest.approx(200 / 360)
    assert capacity.zone_lost.value == pytest.approx(200 / 240)
    # 200 / (40 x 70 %) = 7.1, rounded up once to a multiple of the zones.
    assert (capacity.needed, capacity.needed_zone_lost) == (9, 12)


def test_standbys_serve_nothing_until_a_zone_is_lost() -> None:
    body = (
        "components: {app: client, x: {kind: api server, replicas: 9, standby: 3, zones: 3, "
        "throughput: 40/s}}\n" + ONE
    )
    capacity = estimated(body).capacities["x"]
    assert capacity.peak is not None
    assert capacity.zone_lost is not None
    assert (capacity.peak.value, capacity.zone_lost.value) == pytest.approx((200 / 240, 200 / 240))


def test_a_query_touches_every_shard_of_an_index_and_a_key_one_of_a_store() -> None:
    kind = "{{kind: {}, replicas: 6, shards: 3, throughput: 100/s}}"
    for name, load in (("vector index", 1.0), ("online feature store", 1 / 3)):
        parts = f"{{app: client, api: api server, x: {kind.format(name)}}}"
        body = f"components: {parts}\nflows: [app -> api, api -> x]\n"
        capacity = estimated(body).capacities["x"]
        assert capacity.peak is not None
        assert capacity.peak.value == pytest.approx(load)


def test_work_is_counted_in_the_unit_of_the_throughput() -> None:
    body = (
        "components:\n  app: client\n  api: api server\n"
        "  store: {kind: feature store, replicas: 4, throughput: 100k keys/s}\n"
        "  ranker: {kind: ranker, replicas: 2, throughput: 200k items/s, funnel: 500 -> 20}\n"
        "  llm: {kind: llm server, replicas: 10, throughput: 2k tokens/s, tokens: {in: 1k, out: 50}}\n"
        "flows:\n  - app -> api: x\n  - api -> store: {returns: features, items: 500}\n"
        "  - api -> ranker: scores\n  - api -> llm: {sends: prompt, returns: response}\n"
    )
    found = estimated(body).capacities
    loads = {name: each.peak.value for name, each in found.items() if each.peak is not None}
    assert loads == pytest.approx({"store": 0.25, "ranker": 0.25, "llm": 0.5})


def test_the_tighter_of_throughput_and_concurrency_counts() -> None:
    body = (
        "components:\n  app: client\n"
        "  x: {kind: api server, replicas: 10, throughput: 1000/s, concurrency: 2, "
        "latency: {p50: 40ms, p99: 40ms}}\n" + ONE
    )
    capacity = estimated(body).capacities["x"]
    assert (capacity.bound_by, capacity.per_replica.value) == ("concurrency", pytest.approx(50))


def test_regions_share_the_traffic_and_one_may_be_lost() -> None:
    body = (
        "components: {app: client, x: {kind: api server, replicas: 10, throughput: 40/s}}\n"
        + ONE
        + "groups: {serving: {members: [x], regions: 2}}\n"
    )
    capacity = estimated(body).capacities["x"]
    assert capacity.peak is not None
    assert capacity.region_lost is not None
    assert (capacity.peak.value, capacity.region_lost.value) == pytest.approx((0.5, 1.0))


def test_what_breaks_first_is_what_is_full_first_with_a_zone_lost() -> None:
    body = (
        "components:\n  app: client\n  a: {kind: api server, replicas: 9, throughput: 40/s}\n"
        "  b: {kind: ranker, replicas: 9, zones: 3, throughput: 50/s}\nflows: [app -> a, a -> b]\n"
    )
    limit = estimated(body).limit
    assert limit is not None
    assert (limit.saturates, limit.peak) == ("b", pytest.approx(300))


# ── latency ─────────────────────────────────────────────────────────────────────────────────────────────────


def latency(parts: str, flows: str, needs: str = "latency: {p99: 100ms}", **options: object):
    (entry,) = estimated(f"components:\n  app: client\n{parts}flows:\n{flows}", needs, **options).entries
    return entry


FIXED = "  {}: {{kind: api server, latency: {{p50: {}ms, p99: {}ms}}}}\n"


def test_times_in_order_and_side_by_side_with_a_hop_each() -> None:
    parts = FIXED.format("a", 10, 10) + FIXED.format("b", 20, 20) + FIXED.format("c", 30, 30)
    in_order = latency(parts, "  - app -> a\n  - a -> b\n  - a -> c\n", hop=0.001)
    parallel = latency(parts, "  - app -> a\n  - a -> b & c\n", hop=0.001)
    assert in_order.latency["p99"].value == pytest.approx(0.062)
    assert parallel.latency["p99"].value == pytest.approx(0.041)
    assert in_order.critical_path == ("a", "b", "c")
    assert parallel.critical_path == ("a", "c")


def test_the_hop_is_stated_assumed_or_an_option() -> None:
    parts, flows = FIXED.format("a", 10, 10) + FIXED.format("b", 10, 10), "  - app -> a\n  - a -> b\n"
    assert latency(parts, flows).latency["p50"].value == pytest.approx(0.0205)
    assert latency(parts, flows, "network: 2ms").latency["p50"].value == pytest.approx(0.022)
    assert latency(parts, flows, hop=0.0).latency["p50"].value == pytest.approx(0.02)


def test_the_verdict() -> None:
    parts = "".join(FIXED.format(name, 20, 80) for name in "abcd")
    flows = "  - app -> a\n  - a -> b\n  - a -> c\n  - a -> d\n"
    first = latency(parts, flows)
    alone, middle = first.latency["p99"].value * 1e6, first.correlated["p99"].value * 1e6
    for target, verdict in (
        (middle * 1.01, Verdict.HOLDS),
        ((alone + middle) / 2, Verdict.TIGHT),
        (alone * 0.99, Verdict.FAILS),
    ):
        entry = latency(parts, flows, f"latency: {{p99: {target:.0f}us}}")
        assert entry.verdict is verdict
        assert entry.slack is not None
        assert (entry.slack > 0) is (verdict is not Verdict.FAILS)


def test_overload_has_no_finite_latency() -> None:
    parts = "  a: {kind: api server, replicas: 1, throughput: 10/s, latency: 5ms}\n"
    found = estimated(
        f"components:\n  app: client\n{parts}flows: [app -> a]\n", "requests_per_second: 100/s, latency: 1s"
    )
    (entry,) = found.entries
    assert (entry.latency, entry.overloaded, entry.verdict) == ({}, ("a",), Verdict.FAILS)
    assert "no finite latency: a is overloaded" in found.to_text()


def test_rare_branches_stand_apart() -> None:
    parts = FIXED.format("a", 10, 10) + FIXED.format("b", 500, 500)
    entry = latency(parts, "  - app -> a\n  - a -> b: {sends: x, share: 10%}\n", hop=0.0)
    assert entry.together["p99"].value == pytest.approx(0.01)
    assert entry.latency["p99"].value == pytest.approx(0.51)
    share, p99 = entry.branches["b"]
    assert (share, p99) == (pytest.approx(0.1, abs=0.01), pytest.approx(0.51))


def test_shares_that_add_up_to_the_whole_exclude_each_other() -> None:
    parts = FIXED.format("a", 1, 1) + FIXED.format("b", 100, 100) + FIXED.format("c", 100, 100)
    exclusive = "  - app -> a\n  - a -> b: {sends: x, share: 60%}\n  - a -> c: {sends: x, share: 40%}\n"
    free = exclusive.replace("40%", "39%")
    assert latency(parts, exclusive, hop=0.0).latency["p999"].value == pytest.approx(0.101)
    assert latency(parts, free, hop=0.0).latency["p999"].value == pytest.approx(0.201)


def test_one_figure_takes_the_spread_of_its_kind_and_says_so() -> None:
    parts = "  a: {kind: api server, latency: {p99: 50ms}}\n"
    entry = latency(parts, "  - app -> a\n")
    assert entry.latency["p50"].value == pytest.approx(0.01, rel=0.05)
    assert [each.origin for each in entry.inputs][:2] == [Origin.STATED, Origin.TYPICAL]


def test_a_percentile_that_the_fit_misses_is_named() -> None:
    parts = "  a: {kind: api server, latency: {p50: 10ms, p95: 11ms, p99: 100ms}}\n"
    assert "p95 is stated as 11ms" in " ".join(latency(parts, "  - app -> a\n").notes)


def test_a_time_that_nothing_tells_of_is_missing_and_not_silent() -> None:
    body = (
        "components:\n  app: client\n  x: {kind: external, external: true, consumes: [request], "
        "produces: [response]}\n"
        "flows: [app -> x]\n"
    )
    assert any("own time of x" in each.what for each in estimated(body).missing)


# ── bytes, people, money, runs ──────────────────────────────────────────────────────────────────────────────


def test_memory_is_divided_by_shards_and_must_fit() -> None:
    body = (
        "components:\n  app: client\n"
        "  x: {kind: vector index, shards: 2, memory: 32GB, "
        "holds: {items: 100M, dimensions: 128, index: hnsw}}\n" + ONE
    )
    kept = estimated(body).memory["x"]
    assert (kept.total.value, kept.per_replica.value, kept.fits) == (76.8e9, 38.4e9, False)
    assert kept.needed_shards == 3


def test_the_bytes_of_a_log() -> None:
    body = (
        "components: {app: client, api: api server, log: {kind: event stream, retention: 7d}}\n"
        "flows:\n  - app -> api: x\n  - api ~> log: {sends: events, calls: 2, bytes: 1KB}\n"
    )
    found = estimated(body).storage["log"]
    assert found.per_day.value == pytest.approx(200 * 1000 * 86400)
    assert found.kept is not None
    assert found.kept.value == pytest.approx(7 * found.per_day.value)


def test_a_queue_of_people_grows_by_what_they_cannot_decide() -> None:
    body = (
        "components: {app: client, api: api server, "
        "review: {kind: human review, replicas: 10, throughput: 300/day}}\n"
        "flows:\n  - app -> api: x\n  - api ~> review: {sends: cases, share: 0.1%}\n"
    )
    queue = estimated(body).people["review"]
    assert (queue.coming.value, queue.decided.value, queue.growth.value) == pytest.approx((8640, 3000, 5640))


def test_a_language_model_on_its_accelerators() -> None:
    body = (
        "models:\n  m: {served_by: llm, parameters: 8.03B, layers: 32, kv_heads: 8, head_dim: 128, "
        "context: 4096}\n"
        "components:\n  app: client\n"
        "  llm: {kind: llm server, gpus: H100, tokens: {in: 2048, out: 256}}\nflows: [app -> llm]\n"
    )
    serving = estimated(body).servings["llm"]
    assert (serving.kv_per_token.value, serving.sequences.value) == (131072, 104)
    assert serving.floor.value == pytest.approx(0.00479403, rel=1e-3)
    assert serving.prefill is not None
    assert serving.prefill.value == pytest.approx(0.066513, rel=1e-3)
    assert serving.needed is not None
    found = estimated(body.replace("gpus: H100", "gpus: H100, replicas: 20"))
    assert found.capacities["llm"].bound_by == "gpus"
    assert serving.answer is not None
    assert found.spreads["llm"].median == pytest.approx(serving.answer.value)


def test_a_rare_class() -> None:
    rare = estimated("task: {positives: 0.01%}\ncomponents: {app: client, x: api server}\n" + ONE).rare
    assert rare is not None
    assert (rare.accuracy.value, rare.precision.value) == pytest.approx((0.9999, 0.074081), rel=1e-3)


def test_the_bill_against_the_budget() -> None:
    body = "components: {app: client, x: {kind: api server, replicas: 4, price: 2 USD/h}}\n" + ONE
    bill = estimated(body, "budget: 5k USD/month").bill
    assert bill is not None
    assert (bill.total.value, bill.budget, bill.exceeded) == (5840, 5000, True)


def test_training_takes_the_longer_of_computing_and_reading() -> None:
    body = (
        "models:\n  m: {trained_by: t, examples: 5B, flops_per_item: 3.77M, retrain: 1h}\n"
        "components:\n  app: client\n"
        "  t: {kind: training pipeline, replicas: 4, gpus: {type: A100, count: 2}, throughput: 1M items/s}\n"
        "  x: api server\n" + ONE
    )
    (run,) = estimated(body).runs
    assert (run.bound_by, run.time.value, run.late) == ("reading", pytest.approx(1250), False)


# ── questions ───────────────────────────────────────────────────────────────────────────────────────────────

DESIGN = mlarch.loads(
    "mlarch: 1\nname: Shop\nrequirements: {requests_per_second: 100/s, peak_factor: 2}\n"
    "components: {app: client, api: {kind: api server, replicas: 4, throughput: 100/s}, db: nosql}\n"
    "flows:\n  - app -> api: x\n  - api -> db: records\nscenarios: {A walk: [app, api, db, api]}\n"
)


def test_other_values_for_single_fields() -> None:
    found = DESIGN.estimate(
        {
            "requirements.requests_per_second": "200/s",
            "components.api.replicas": "8",
            "flows.api -> db.share": "10%",
        }
    )
    assert found.traffic.rates == pytest.approx({"app": 200, "api": 200, "db": 20})
    assert found.capacities["api"].replicas == 8
    assert DESIGN.estimate({"components.db.replicas": "3"}).graph.components["db"].replicas == 3


@pytest.mark.parametrize("key", ["components.apu.replicas", "models.m.layers", "flows.api -> x.share"])
def test_a_field_of_something_that_is_not_there(key: str) -> None:
    with pytest.raises(MlarchError) as caught:
        DESIGN.estimate({key: "1"})
    assert key in caught.value.message


@pytest.mark.parametrize(
    ("key", "value"), [("components.api.replicas", "many"), ("requirements.dau", "1"), ("x", "[")]
)
def test_a_value_that_a_field_cannot_hold(key: str, value: str) -> None:
    with pytest.raises(SpecError):
        DESIGN.estimate({key: value})


def test_the_time_of_a_walk() -> None:
    walk = DESIGN.estimate(scenario="A walk", hop=0.0).walk
    assert walk is not None
    assert [leg.what for leg in walk.legs] == ["call", "call", "returns"]
    assert walk.usual > 0
    with pytest.raises(MlarchError, match="no scenario"):
        _ = DESIGN.estimate(scenario="Another").walk


def test_the_same_seed_gives_the_same_page() -> None:
    assert DESIGN.estimate().to_text() == DESIGN.estimate().to_text()
    assert DESIGN.estimate(seed=1).entries != DESIGN.estimate(seed=2).entries


def test_a_notebook_shows_a_table_and_the_waterfall() -> None:
    shown = DESIGN.estimate()._repr_html_()
    assert shown.startswith("<table")
    assert "<svg" in shown
    assert "<script" not in shown


def test_an_answer_falls_back_when_every_arm_of_a_step_is_late() -> None:
    """Two arms of which each is late in half of the requests: both are in a quarter of them."""
    body = (
        "components: {app: client, api: {kind: api server, latency: 1ms}, "
        "one: {kind: candidate generator, latency: {p50: 10ms, p99: 30ms}}, "
        "two: {kind: candidate generator, latency: {p50: 10ms, p99: 30ms}}}\n"
        "flows:\n  - app -> api: x\n  - api -> one & two: {returns: x, timeout: 10.5ms, FALLBACK}\n"
    )
    arms = estimated(body.replace("FALLBACK", "fallback: the other arm")).entries[0]
    assert arms.fallback_share == pytest.approx(0.25, abs=0.01)
    assert estimated(body.replace("FALLBACK", "optional: true")).entries[0].fallback_share == 0


def test_a_batch_run_takes_its_items_over_the_throughput() -> None:
    body = (
        "components: {app: client, api: api server, lake: data lake, "
        "scorer: {kind: batch predictor, replicas: 20, throughput: 1M/s}}\n"
        "flows:\n  - app -> api: x\n  - lake => scorer: {sends: features, items: 3T, every: 7d}\n"
    )
    (run,) = estimated(body).runs
    assert (run.time.value, run.interval, run.late) == (pytest.approx(150_000), 604_800, False)
    (late,) = estimated(body.replace("7d", "1d")).runs
    assert late.late


def test_a_guard_that_is_sent_tokens_does_not_delay_the_first() -> None:
    body = (
        "components: {app: client, api: orchestrator, llm: llm server, guard: guardrail}\n"
        "flows:\n  - app -> api: x\n  - api -> llm: {sends: prompt, returns: tokens}\n"
        "  - api -> guard: {sends: SENT, returns: decision}\n"
    )
    assert estimated(body.replace("SENT", "response")).delayed_streams == {"llm": ("guard",)}
    assert estimated(body.replace("SENT", "tokens")).delayed_streams == {}


def test_a_rate_on_a_chain_is_the_share_of_its_requests() -> None:
    body = (
        "components: {app: client, host: client, lb: load balancer, read: api server, write: api server}\n"
        "flows:\n  - app -> lb -> read: x\n  - host -> lb -> write: {sends: x, rate: 10/s}\n"
    )
    tree = estimated(body).requests["lb"]
    shares = {call.target.component: step.share for step in tree.steps for call in step.calls}
    assert shares == pytest.approx({"read": 100 / 110, "write": 10 / 110})


def test_what_is_delivered_to_a_client_sets_off_no_request() -> None:
    body = (
        "components: {app: client, api: api server, notify: notification service}\n"
        "flows:\n  - app -> api: x\n  - api ~> notify: {sends: notice, share: 10%}\n"
        "  - notify ~> app: {sends: notice, share: 100%}\n"
    )
    found = estimated(body)
    assert found.traffic.rates == pytest.approx({"app": 100, "api": 100, "notify": 10})
    assert [each.what for each in found.missing if "circle" in each.what] == []


def test_people_have_a_queue_and_no_load() -> None:
    body = (
        "components: {app: client, api: api server, "
        "review: {kind: human review, replicas: 10, throughput: 300/day}}\n"
        "flows:\n  - app -> api: x\n  - api ~> review: {sends: cases, rate: 2000/day}\n"
    )
    found = estimated(body)
    assert found.people["review"].growth.value == 0
    assert "review" not in found.capacities


def test_a_standby_counts_as_one_of_the_zones() -> None:
    body = (
        "components: {app: client, "
        "sql: {kind: relational database, replicas: 2, standby: 1, zones: 2, throughput: 1k/s}}\n"
        "flows: [app -> sql]\n"
    )
    assert estimated(body).capacities["sql"].needed == 2


def test_a_language_model_is_bound_by_its_accelerators_or_its_slots() -> None:
    body = (
        "models: {m: {served_by: llm, parameters: 8B, layers: 32, kv_heads: 8, head_dim: 128, context: 4k}}\n"
        "components: {app: client, llm: {kind: llm server, replicas: 9, latency: 2s, CONCURRENCY"
        "gpus: {type: H100, count: 1}, tokens: {in: 3k, out: 300}}}\nflows: [app -> llm]\n"
    )
    assert estimated(body.replace("CONCURRENCY", "")).capacities["llm"].bound_by == "gpus"
    assert estimated(body.replace("CONCURRENCY", "concurrency: 64, ")).capacities["llm"].bound_by == "gpus"
    assert (
        estimated(body.replace("CONCURRENCY", "concurrency: 2, ")).capacities["llm"].bound_by == "concurrency"
    )


# ── what one draw decides ───────────────────────────────────────────────────────────────────────────────────

_CACHED = """
components:
  app: client
  api: {kind: api server, latency: 1ms}
  cache: {kind: cache, latency: 1ms, hit_rate: HITS}
  find: {kind: candidate generator, latency: {p50: 40ms, p99: 41ms}}
  rank: {kind: ranker, latency: {p50: 60ms, p99: 61ms}}
flows:
  - app -> api: request
  - api -> cache: {returns: ranked list}
  - api -> find: {returns: candidates, share: MISSES}
  - api -> rank: {returns: scores, share: MISSES}
"""


@pytest.mark.parametrize(("hits", "misses"), [("50%", "50%"), ("60%", "40%"), ("30%", "70%")])
def test_who_misses_a_cache_makes_all_the_calls_behind_it(hits: str, misses: str) -> None:
    found = estimated(_CACHED.replace("HITS", hits).replace("MISSES", misses))
    (entry,) = found.entries
    assert entry.latency["p99"].value > 0.1
    missed = float(misses[:-1]) / 100
    assert entry.latency["mean"].value == pytest.approx(0.003 + missed * 0.1, abs=0.006)
    if missed < 0.5:
        assert {share for share, _ in entry.branches.values()} == {entry.branches["find"][0]}
        assert next(r.start for r in entry.rows if r.component == "rank" and r.kind == "own") > 0.04


def test_a_share_that_no_cache_explains_is_a_draw_of_its_own() -> None:
    found = estimated(_CACHED.replace(", hit_rate: HITS", "").replace("MISSES", "40%"))
    assert found.entries[0].branches["find"][0] != found.entries[0].branches["rank"][0]


@pytest.mark.parametrize(("flow", "own"), [("agent -> llm", 0.1), ("agent -> tools", 30.0)])
def test_an_agent_takes_the_time_of_its_language_model_only_where_that_is_not_drawn(flow, own) -> None:
    found = estimated(
        "components: {app: client, agent: agent, llm: llm server, tools: api server}\n"
        f"flows: [app -> agent, {flow}, agent -> tools]\n"
    )
    assert found.spreads["agent"].p99 == pytest.approx(own)
