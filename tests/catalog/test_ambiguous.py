"""Ambiguous words: their table is sound, and neighbours settle them where that is safe."""

from __future__ import annotations

import pytest

from mlarch.catalog import KINDS, TYPES, find_kind, settle
from mlarch.catalog.ambiguous import AMBIGUITIES, Ambiguity


def settled(word: str, reads: str = "", writes: str = "", payloads: str = "", **more: str) -> tuple[str, ...]:
    match = find_kind(word)
    assert match is not None
    assert len(match.kinds) > 1, word
    sides = {side: frozenset(words.split()) for side, words in more.items()}
    return settle(
        word, match, frozenset(reads.split()), frozenset(writes.split()), frozenset(payloads.split()), **sides
    )


@pytest.mark.parametrize("entry", AMBIGUITIES, ids=lambda entry: entry.words[0])
def test_the_table_is_sound(entry: Ambiguity):
    assert len(entry.kinds) > 1
    assert len(set(entry.kinds)) == len(entry.kinds)
    assert set(entry.kinds) <= KINDS.keys()
    for clue in entry.clues:
        assert clue.kind in entry.kinds
        kinds, data = (
            clue.near | clue.reads | clue.writes | clue.leads,
            clue.payloads | clue.gets | clue.gives,
        )
        assert kinds <= KINDS.keys()
        assert data <= TYPES.keys()
        assert kinds or data
    for word in entry.words:
        match = find_kind(word)
        assert match is not None
        assert match.kinds == entry.kinds, word


@pytest.mark.parametrize(
    "word",
    [
        "feature store",
        "index",
        "indexer",
        "gateway",
        "monitoring",
        "embedding store",
        "retriever",
        "scheduler",
        "queue",
        "filter",
        "encoder",
        "log",
        "agent",
        "ranking model",
        "database",
        "experiment",
        "model",
        "mixer",
        "blender",
        "reranker",
        "registry",
        "data store",
        "pipeline",
        "two-tower",
        "item tower",
        "logger",
        "logging",
        "ANN service",
    ],
)
def test_words_that_people_use_in_several_senses_are_listed(word: str):
    match = find_kind(word)
    assert match is not None
    assert len(match.kinds) > 1


@pytest.mark.parametrize(
    ("word", "around", "kind"),
    [
        ("Vertex AI", {"gives": "model_artifact", "gets": "features"}, "training_pipeline"),
        ("Vertex AI", {"gives": "model_artifact", "gets": "model_artifact"}, "training_pipeline"),
        ("SageMaker", {"gets": "model_artifact features", "gives": "predictions"}, "model_server"),
        ("SageMaker", {"gets": "request", "gives": "model_artifact"}, "model_server"),
        ("SageMaker", {"reads": "model_registry", "leads": "model_registry"}, "training_pipeline"),
        ("XGBoost", {"gives": "model_artifact"}, "training_pipeline"),
        ("planner", {"reads": "llm_server"}, "agent_orchestrator"),
        ("planner", {"reads": "dashboard", "payloads": "predictions"}, "human_review"),
        ("mail server", {"reads": "client model_server"}, "api_server"),
        ("mail server", {"reads": "orchestrator", "payloads": "notification"}, "notification_service"),
        ("feature store", {"reads": "ranker"}, "feature_store_online"),
        ("feature store", {"reads": "dataset_builder"}, "feature_store_offline"),
        ("feature store", {"reads": "ranker training_pipeline"}, "feature_store_online"),
        ("feature store", {"writes": "feature_pipeline_batch"}, "feature_store_offline"),
        ("feature store", {"writes": "stream_processor"}, "feature_store_online"),
        ("Feast", {"reads": "training_pipeline"}, "feature_store_offline"),
        ("index", {"writes": "embedding_generator"}, "vector_index"),
        ("index", {"reads": "orchestrator", "payloads": "embeddings"}, "vector_index"),
        ("index", {"writes": "cdc"}, "search_index"),
        ("indexer", {"reads": "vector_index"}, "index_builder"),
        ("gateway", {"reads": "client"}, "api_gateway"),
        ("gateway", {"reads": "llm_server prompt_builder"}, "llm_gateway"),
        ("monitoring", {"payloads": "metrics logs"}, "metrics_monitor"),
        ("monitoring", {"payloads": "predictions"}, "model_monitor"),
        ("embedding store", {"writes": "index_builder"}, "vector_index"),
        ("embedding store", {"reads": "ranker"}, "feature_store_online"),
        ("retriever", {"reads": "orchestrator"}, "candidate_generator"),
        ("retriever", {"reads": "orchestrator", "writes": "embedding_generator"}, "vector_index"),
        ("model", {"payloads": "candidates"}, "ranker"),
        ("model", {"reads": "api_server", "payloads": "request"}, "model_server"),
        ("ranking model", {"payloads": "candidates"}, "ranker"),
        ("mixer", {"reads": "load_balancer", "payloads": "request"}, "orchestrator"),
        ("blender", {"payloads": "candidates"}, "candidate_merger"),
        ("blender", {"payloads": "scores"}, "re_ranker"),
        ("reranker", {"reads": "prompt_builder"}, "cross_encoder"),
        ("reranker", {"reads": "orchestrator"}, "re_ranker"),
        ("registry", {"writes": "training_pipeline"}, "model_registry"),
        ("registry", {"reads": "feature_pipeline_batch"}, "feature_registry"),
        ("queue", {"reads": "worker"}, "message_queue"),
        ("queue", {"reads": "stream_processor"}, "event_stream"),
        ("database", {"reads": "api_server"}, "relational_db"),
        ("data store", {"payloads": "media"}, "object_store"),
        ("data store", {"writes": "event_stream"}, "data_lake"),
        ("log", {"payloads": "event"}, "event_stream"),
        ("logs", {"payloads": "logs"}, "log_store"),
        ("logger", {"payloads": "predictions"}, "prediction_logger"),
        ("logger", {"reads": "client"}, "event_collector"),
        ("scheduler", {"reads": "training_pipeline"}, "workflow_orchestrator"),
        ("scheduler", {"reads": "llm_server"}, "orchestrator"),
        ("filter", {"payloads": "prompt"}, "guardrail"),
        ("encoder", {"reads": "orchestrator"}, "embedding_service"),
        ("encoder", {"reads": "index_builder", "writes": "object_store"}, "embedding_generator"),
        ("two-tower", {"payloads": "query"}, "embedding_service"),
        ("agent", {"reads": "decision_engine"}, "human_review"),
        ("experiment", {"reads": "orchestrator"}, "ab_testing"),
        ("experiment", {"reads": "training_pipeline"}, "experiment_tracker"),
        ("feature pipeline", {"writes": "event_stream"}, "feature_pipeline_stream"),
        ("feature pipeline", {"writes": "data_lake"}, "feature_pipeline_batch"),
        ("validation", {"payloads": "model_artifact"}, "model_validator"),
        ("validation", {"writes": "data_lake"}, "data_validation"),
        ("ANN", {"writes": "index_builder"}, "vector_index"),
        ("mlflow", {"reads": "model_server"}, "model_registry"),
        ("lambda", {"reads": "api_gateway"}, "api_server"),
        ("queue service", {"reads": "worker"}, "message_queue"),
    ],
)
def test_settled_by_neighbours(word: str, around: dict[str, str], kind: str):
    match = find_kind(word)
    assert match is not None
    if len(match.kinds) == 1:
        assert match.kinds == (kind,)
    else:
        assert settled(word, **around) == (kind,)


@pytest.mark.parametrize(
    "word", ["feature store", "index", "monitoring", "encoder", "log", "embedding store"]
)
def test_without_a_clue_the_candidates_remain(word: str):
    match = find_kind(word)
    assert match is not None
    assert settled(word) == match.kinds


@pytest.mark.parametrize(
    ("word", "kind"),
    [("gateway", "api_gateway"), ("scheduler", "workflow_orchestrator"), ("database", "relational_db")],
)
def test_a_usual_meaning_needs_no_clue(word: str, kind: str):
    assert settled(word) == (kind,)


def test_clues_for_both_leave_both():
    both = settled("monitoring", payloads="metrics predictions")
    assert both == ("metrics_monitor", "model_monitor")
    assert settled("index", payloads="embeddings documents") == ("vector_index", "search_index")


def test_settled_words_stay_settled():
    match = find_kind("ranker")
    assert match is not None
    assert settle("ranker", match, frozenset({"client"}), frozenset(), frozenset()) == ("ranker",)


def test_what_tracks_is_told_by_where_it_writes():
    """Clicks are tracked into a stream; a parcel is tracked, too, and then nothing says so."""
    assert settled("tracking API", "client", leads="event_stream") == ("event_collector",)
    assert settled("tracking service", "client", payloads="event") == ("event_collector",)
    assert settled("tracking API", "client", leads="relational_db") == ("api_server",)
    assert settled("tracking service", "client load_balancer") == ("service",)
