"""What rules ask of a design: kinds, paths, must-pass, typed data, cycles."""

from __future__ import annotations

import pickle

import networkx as nx
import pytest
from factory import sketch

from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph, Meaning
from mlarch.model import Component


@pytest.fixture(name="shop")
def _shop() -> DesignGraph:
    return sketch(
        {
            "app": "client",
            "lb": "load_balancer",
            "api": "api_server",
            "ranker": "ranker",
            "features": "feature_store_online",
            "popular": "prediction_store",
            "events": "event_stream",
            "lake": "data_lake",
            "fpipe": "feature_pipeline_batch",
            "dataset": "dataset_builder",
            "trainer": "training_pipeline",
            "gate": "model_evaluator",
            "registry": "model_registry",
            "monitor": "metrics_monitor",
            "helper": "service",
        },
        "app -> lb -> api: {request}",
        "api -> ranker: scores",
        "ranker -> features",
        ("api -> popular", {"on_failure": True}),
        "api ~> events: clicks",
        "events => lake => fpipe: clicks",
        "fpipe => features: features",
        "fpipe => dataset => trainer",
        "trainer => gate => registry => ranker: model",
        "ranker ~> monitor: metrics",
        "helper ~> lake: odds and ends",
    )


def test_kinds(shop: DesignGraph) -> None:
    assert shop.kind("api").id == "api_server"
    assert [kind.id for kind in shop.kinds("api")] == ["api_server"]
    assert shop.has_kind("ranker", "model_server", "ranker")
    assert not shop.has_kind("ranker", "model_server")
    assert shop.of_kind("model_registry", "client") == ("app", "registry")
    assert shop.has("ranker", Trait.DECIDES, Trait.RANKS)
    assert not shop.has("ranker", Trait.DECIDES)
    assert shop.having(Trait.KEEPS_MODELS, Trait.STARTS_REQUESTS).ids == ("app", "registry")
    assert "features" in shop.consumes("ranker")
    assert "scores" in shop.produces("ranker")


def test_where_requests_start(shop: DesignGraph) -> None:
    assert shop.clients == ("app",)
    assert shop.entries == shop.outside_callers == ("app",)
    assert shop.ingresses == ("lb",)
    assert shop.on_path == ("app", "lb", "api", "ranker", "popular", "features")


def test_the_graphs_hold_the_frozen_objects(shop: DesignGraph) -> None:
    assert isinstance(shop.calls.nodes["app"]["component"], Component)
    assert list(shop.calls) == list(shop.components)
    edge = shop.calls.edges["api", "ranker", 2]
    assert edge["resolved"] is shop.resolved_flows[2]
    data = shop.data.edges["features", "ranker", (3, "backward")]["edge"]
    assert data.types == ("embeddings", "features")
    assert data.payloads == shop.resolved_flows[3].backward
    with pytest.raises(nx.NetworkXError):
        shop.calls.add_node("more")


def test_fallbacks_and_reads_are_calls_replies_and_streams_are_not(shop: DesignGraph) -> None:
    assert ("api", "popular") in shop.calls.edges()
    assert ("api", "events") not in shop.calls.edges()


def test_paths(shop: DesignGraph) -> None:
    assert shop.call_path("app", "features") == ("app", "lb", "api", "ranker", "features")
    assert shop.call_path("features", "app") == ()
    assert shop.data_path("lake", "features") == ("lake", "fpipe", "features")
    assert shop.data_path("events", "fpipe", {"event"}) == ("events", "lake", "fpipe")
    assert shop.data_path("events", "features", {"event"}) == ()


def test_who_waits_for_whom(shop: DesignGraph) -> None:
    assert shop.callees(["api"]) == ("ranker", "features", "popular")
    assert shop.callers(["ranker"]) == ("app", "lb", "api")
    assert [str(r.flow) for r in shop.calls_from("api")] == ["api -> ranker", "api -> popular"]
    assert [str(r.flow) for r in shop.calls_to("api")] == ["lb -> api"]
    assert shop.calls_to("app") == ()


def test_typed_data_is_followed_through_what_passes_it_on(shop: DesignGraph) -> None:
    assert shop.downstream(["api"], {"event"}) == ("events", "lake", "fpipe")
    assert shop.upstream(["fpipe"], {"event"}) == ("api", "events", "lake")
    assert "trainer" in shop.downstream(["lake"])
    assert "trainer" not in shop.downstream(["lake"], {"event"})
    assert "trainer" in shop.downstream(["lake"], {"event", "features", "training_dataset"})


def test_labels_count_only_when_unknown_is_asked_for() -> None:
    graph = sketch({"a": "service", "b": "service"}, "a ~> b: odds and ends")
    assert graph.downstream(["a"], {"event"}) == ()
    assert graph.downstream(["a"], {"event"}, unknown=True) == ("b",)
    assert graph.downstream(["a"]) == ("b",)


def test_anything_may_move_either_way_on_a_call_of_something_unknown() -> None:
    graph = sketch({"a": "service", "b": "service"}, "a -> b: request")
    assert graph.downstream(["b"], {"event"}) == ()
    assert graph.downstream(["b"], {"event"}, unknown=True) == ("a",)
    assert graph.downstream(["a"], {"event"}, unknown=True) == ()
    stated = sketch({"a": "service", "b": "service"}, ("a -> b", {"sends": "request", "returns": ""}))
    assert stated.downstream(["b"], {"event"}, unknown=True) == ()


def test_must_pass(shop: DesignGraph) -> None:
    model = {"model_artifact"}
    assert shop.reaches_without(["trainer"], ["ranker"], [], types=model) == (
        "trainer",
        "gate",
        "registry",
        "ranker",
    )
    assert shop.reaches_without(["trainer"], ["ranker"], shop.of_kind("model_evaluator"), types=model) == ()
    assert shop.reaches_without(["app"], ["features"], ["ranker"], over="calls") == ()
    assert shop.reaches_without(["app"], ["popular"], ["ranker"], over="calls") == (
        "app",
        "lb",
        "api",
        "popular",
    )
    assert shop.reaches_without(["app"], ["app"], [], over="calls") == ("app",)
    assert shop.reaches_without(["app"], ["app"], ["app"], over="calls") == ()


def test_unknown_ids_are_the_callers_mistake(shop: DesignGraph) -> None:
    for ask in (
        lambda: shop.call_path("app", "nobody"),
        lambda: shop.downstream(["nobody"]),
        lambda: shop.call_tree("nobody"),
    ):
        with pytest.raises(KeyError):
            ask()


def test_readings_by_flow_and_by_ends(shop: DesignGraph) -> None:
    assert shop.resolved(shop.architecture.flows[4]).meaning is Meaning.FALLBACK
    assert [str(r.flow) for r in shop.between("api", "ranker")] == ["api -> ranker"]
    assert shop.between("ranker", "api") == ()
    assert [edge.direction for edge in shop.data_into("ranker")] == ["forward", "backward", "forward"]
    assert [edge.target for edge in shop.data_out_of("fpipe")] == ["features", "dataset"]


def test_what_can_be_taken_and_given() -> None:
    graph = sketch(
        {
            "r": "ranker",
            "db": "relational_db",
            "x": "service",
            "said": {"kind": "service", "consumes": (), "produces": ("labels",)},
            "app": "client",
        }
    )
    assert graph.can_take("r", "labels") is False
    assert graph.can_take("r", "config") is True
    assert graph.can_take("db", "labels") is True
    assert graph.can_take("x", "labels") is None
    assert graph.can_take("said", "labels") is False
    assert graph.can_take("app", "ranked_list") is True
    assert graph.can_give("r", "scores") is True
    assert graph.can_give("r", "metrics") is True
    assert graph.can_give("r", "labels") is False
    assert graph.can_give("x", "labels") is None
    assert graph.can_give("said", "labels") is True
    assert graph.can_give("said", "metrics") is False


def test_call_cycles_leave_out_replies_and_fallbacks() -> None:
    kinds = dict.fromkeys("abcde", "service")
    ring = sketch(kinds, "a -> b -> c -> d -> a: request", "c -> a: request", "d -> e", "e -> d: response")
    (cycle,) = ring.call_cycles()
    assert cycle.path == ("a", "b", "c", "a")
    assert [str(r.flow) for r in cycle.resolved_flows] == ["a -> b", "b -> c", "c -> a"]
    assert sketch(kinds, "a -> b", ("b -> a", {"on_failure": True})).call_cycles() == ()
    (loop,) = sketch(kinds, "a -> a").call_cycles()
    assert loop.path == ("a", "a")


def test_data_cycles_of_one_meaning() -> None:
    graph = sketch(dict.fromkeys("abc", "batch_compute"), "a => b => c => a: raw data", "a -> b: raw data")
    (cycle,) = graph.data_cycles(lambda edge: edge.resolved.meaning is Meaning.BATCH)
    assert cycle.path == ("a", "b", "c", "a")


def test_a_graph_can_be_sent_to_another_process(shop: DesignGraph) -> None:
    again = pickle.loads(pickle.dumps(shop))
    assert again.resolved_flows == shop.resolved_flows
    assert dict(again.planes) == dict(shop.planes)
    assert list(again.calls.edges) == list(shop.calls.edges)
    assert again.downstream(["events"]) == shop.downstream(["events"])
