"""What the payloads of a flow state before anything is inferred."""

from __future__ import annotations

import pytest
from factory import moved, sketch

KINDS = {
    "api": "api_server",
    "bus": "event_stream",
    "drift": "model_monitor",
    "index": "vector_index",
    "annotate": "batch_predictor",
    "people": "labeling_platform",
    "dataset": "dataset_builder",
    "store": "relational_db",
}


def written(graph, flow):
    (resolved,) = (r for r in graph.resolved_flows if str(r.flow) == flow)
    return [(p.text, p.type) for p in (*resolved.forward, *resolved.backward) if not resolved.is_assumed(p)]


def test_and_joins_two_payloads():
    graph = sketch(KINDS, "bus ~> drift: predictions and features")
    assert written(graph, "bus ~> drift") == [("predictions", "predictions"), ("features", "features")]
    assert not graph.resolved_flows[0].assumed


@pytest.mark.parametrize(
    "phrase", ["clicks of users and items", "labels (old and new)", "title and description", "this and that"]
)
def test_a_phrase_that_is_one_stays_one(phrase):
    graph = sketch(KINDS, f"api ~> bus: {phrase}")
    assert [text for text, _ in written(graph, "api ~> bus")] == [phrase]


def test_the_payload_of_a_chain_need_not_be_there_from_its_beginning():
    graph = sketch(KINDS, "index => annotate => people => dataset: labels")
    assert written(graph, "index => annotate") == [("labels", None)]
    assert moved(graph, "people => dataset") == (["labels"], [])


def test_the_payload_of_a_chain_ends_where_its_kinds_make_something_else_of_it():
    kinds = KINDS | {"labels": "label_joiner", "trainer": "training_pipeline"}
    graph = sketch(kinds, "bus => labels => dataset => trainer: events")
    assert moved(graph, "bus => labels") == (["event"], [])
    assert written(graph, "dataset => trainer") == [("events", None)]
    assert "training_dataset" in moved(graph, "dataset => trainer")[0]


def test_what_fits_nowhere_in_a_chain_is_left_as_it_is_written():
    graph = sketch({"a": "text_index", "b": "vector_index"} | {"a": "search_index"}, "a => b => a: traces")
    assert {t for flow in ("a => b", "b => a") for _, t in written(graph, flow)} == {"traces"}


@pytest.mark.parametrize("phrase", ["Deploy image", "pull image", "image with the trained model"])
@pytest.mark.parametrize("source", ["model_registry", "model_deployer"])
def test_an_image_that_a_registry_hands_on_is_no_picture(source, phrase):
    graph = sketch({"registry": source, "server": "model_server"}, f"registry => server: {phrase}")
    assert "media" not in [type_ for _, type_ in written(graph, "registry => server")]


def test_an_image_that_a_client_sends_is_a_picture():
    graph = sketch({"app": "client", "server": "model_server"}, "app -> server: image")
    assert written(graph, "app -> server") == [("image", "media")]


def test_what_a_chain_without_calls_sends_stands_for_all_of_it():
    kinds = KINDS | {
        "history": "feature_store_offline",
        "trainer": "training_pipeline",
        "gate": "model_evaluator",
    }
    graph = sketch(kinds, ("history => dataset => trainer => gate", {"sends": "model", "every": "7d"}))
    assert written(graph, "dataset => trainer") == [("model", None)]
    assert "training_dataset" in moved(graph, "dataset => trainer")[0]
    assert moved(graph, "trainer => gate") == (["model_artifact"], [])
    assert "features" in moved(graph, "history => dataset")[0]


def test_a_model_is_on_its_way_from_its_trainer_on():
    kinds = KINDS | {"objects": "object_store", "trainer": "training_pipeline", "server": "model_server"}
    graph = sketch(kinds, "bus => objects => people => trainer => server: model")
    for before in ("bus => objects", "objects => people", "people => trainer"):
        assert "model_artifact" not in moved(graph, before)[0]
    assert "labels" in moved(graph, "people => trainer")[0]
    assert moved(graph, "trainer => server") == (["model_artifact"], [])


def test_an_index_is_on_its_way_from_its_builder_on():
    kinds = KINDS | {"objects": "object_store", "builder": "index_builder"}
    graph = sketch(kinds, ("objects => builder => index", {"sends": "index"}))
    assert "index" not in moved(graph, "objects => builder")[0]
    assert moved(graph, "builder => index") == (["index"], [])


def test_a_model_that_is_kept_comes_from_where_it_is_kept():
    kinds = KINDS | {"registry": "model_registry", "trainer": "training_pipeline"}
    graph = sketch(kinds, "registry => trainer => registry: model")
    assert "model_artifact" in moved(graph, "registry => trainer")[0]


def test_a_store_of_anything_gives_a_model_only_where_one_was_brought():
    kinds = KINDS | {
        "objects": "object_store",
        "embed": "embedding_generator",
        "trainer": "training_pipeline",
    }
    assert "model_artifact" not in moved(sketch(kinds, "objects => embed"), "objects => embed")[0]
    brought = sketch(kinds, "trainer => objects: model", "objects => embed")
    assert "model_artifact" in moved(brought, "objects => embed")[0]
