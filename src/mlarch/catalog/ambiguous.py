"""Words that mean different kinds in different places, and what in the neighbourhood tells which.

Each entry names its kinds, the best default first, and clues. A clue speaks for its kind when every set that it
states is met: `near` by any neighbour, `reads` by one that calls or reads the component or that its own arrows
lead to, `writes` by one that streams or loads into it, `payloads` by a data type on its flows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mlarch.catalog.base import Role
from mlarch.catalog.kinds import KINDS
from mlarch.catalog.kinds.shared import listed, types
from mlarch.catalog.words import normalize
from mlarch.model import Plane

__all__ = ["AMBIGUITIES", "Ambiguity", "Clue", "ambiguous_words"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clue:
    """A reason to read a word as `kind`. Every set that is stated must be met; at least one is."""

    kind: str
    near: frozenset[str] = _NONE
    reads: frozenset[str] = _NONE
    writes: frozenset[str] = _NONE
    payloads: frozenset[str] = _NONE

    def holds(self, reads: frozenset[str], writes: frozenset[str], payloads: frozenset[str]) -> bool:
        """Whether the neighbourhood meets the clue."""
        asked = (
            (self.near, reads | writes),
            (self.reads, reads),
            (self.writes, writes),
            (self.payloads, payloads),
        )
        return all(wanted & found for wanted, found in asked if wanted)


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Words, the kinds they may mean (best first) and the clues.

    With `first`, the first clue that holds decides; otherwise all kinds that a clue speaks for remain.
    With `usual`, the default is right so often that it stands when no clue speaks.
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    clues: tuple[Clue, ...]
    first: bool = False
    usual: bool = False

    def narrow(
        self, reads: frozenset[str], writes: frozenset[str], payloads: frozenset[str]
    ) -> tuple[str, ...]:
        """The kinds that remain in this neighbourhood, best first."""
        spoken = [clue.kind for clue in self.clues if clue.holds(reads, writes, payloads)]
        if spoken and self.first:
            return (spoken[0],)
        remaining = tuple(kind for kind in self.kinds if kind in spoken)
        return remaining or (self.kinds[:1] if self.usual else self.kinds)


def _ids(*families: str) -> frozenset[str]:
    return frozenset(kind.id for kind in KINDS.values() if kind.family in families)


_ACTIVE = frozenset({Role.CLIENT, Role.EDGE, Role.SERVICE})
_SERVING = frozenset(k.id for k in KINDS.values() if k.role in _ACTIVE and k.plane is Plane.ONLINE)
_RANKING = types("ranker pre_ranker re_ranker")
_RETRIEVING = types("candidate_generator candidate_merger content_filter vector_index search_index")
_DATA_JOBS = types("batch_compute feature_pipeline_batch dataset_builder label_joiner data_validation")
_TRAINERS = types("training_pipeline online_trainer hyperparameter_tuner model_evaluator")
_LEARNING = _TRAINERS | _DATA_JOBS | types("workflow_orchestrator feature_store_offline")
_RELEASING = types("model_registry model_deployer model_validator")
_STREAMS = types("event_stream message_queue cdc event_collector stream_processor feature_pipeline_stream")
_LAKES = types("data_lake data_warehouse object_store")
_SERVED_MODELS = types("model_server ranker pre_ranker batch_predictor embedding_service")
_FRONT = types("client dns cdn load_balancer api_gateway rate_limiter")
_BACKENDS = types("api_server orchestrator model_server")
_LLM = _ids("llm")
_SAID = types("prompt tokens")
_LOOKED_UP = types("ranker pre_ranker feature_service model_server orchestrator")

AMBIGUITIES: tuple[Ambiguity, ...] = (
    Ambiguity(
        listed(
            "feature store, features store, feature DB, feature database, feature storage, features DB, "
            "features, feature platform, feast, tecton, hopsworks, ML feature store, "
            "central feature store"
        ),
        ("feature_store_online", "feature_store_offline"),
        (
            Clue("feature_store_online", reads=_SERVING),
            Clue("feature_store_offline", reads=_LEARNING),
            Clue("feature_store_online", writes=types("feature_pipeline_stream stream_processor")),
            Clue("feature_store_offline", writes=_DATA_JOBS | _LAKES),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "embedding store, embeddings store, embedding DB, embedding database, embedding storage, "
            "embeddings DB, item embeddings, embedding repository, item embedding store"
        ),
        ("vector_index", "feature_store_online"),
        (
            Clue("vector_index", near=types("candidate_generator index_builder embedding_service")),
            Clue("vector_index", payloads=types("candidates index query")),
            Clue("feature_store_online", reads=_LOOKED_UP),
            Clue("feature_store_online", payloads=types("features")),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "index, content index, serving index, retrieval index, sharded index, index store, "
            "index server, index service, index cluster, hybrid index"
        ),
        ("vector_index", "search_index"),
        (
            Clue("vector_index", near=types("embedding_generator embedding_service")),
            Clue("vector_index", payloads=types("embeddings")),
            Clue("search_index", near=types("cdc relational_db query_understanding document_ingester")),
            Clue("search_index", payloads=types("documents raw_data")),
        ),
    ),
    Ambiguity(
        listed("indexer, indexing service, indexing, index engine"),
        ("index_builder", "search_index", "vector_index"),
        (
            Clue("index_builder", reads=types("vector_index search_index object_store")),
            Clue("index_builder", payloads=types("index")),
            Clue("index_builder", near=types("embedding_generator document_ingester")),
            Clue("search_index", reads=_SERVING - types("api_server"), payloads=types("query candidates")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed(
            "ANN, ANN service, nearest neighbour service, kNN service, NN service, kNN, "
            "nearest neighbours, nearest neighbour, approximate nearest neighbours, "
            "approximate nearest neighbour, similarity search, ANN retrieval, similarity search service, "
            "vector search service, similarity service, ANN server"
        ),
        ("vector_index", "candidate_generator"),
        (
            Clue("vector_index", near=types("index_builder embedding_generator candidate_generator")),
            Clue("vector_index", payloads=types("index")),
            Clue("candidate_generator", reads=types("vector_index")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("retriever, RAG retriever, document retrieval, passage retrieval, context retrieval"),
        ("candidate_generator", "vector_index"),
        (
            Clue("candidate_generator", reads=types("vector_index search_index embedding_service")),
            Clue("vector_index", writes=types("index_builder embedding_generator document_ingester")),
            Clue("vector_index", reads=types("index_builder embedding_generator")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("gateway, proxy"),
        ("api_gateway", "llm_gateway"),
        (
            Clue("api_gateway", reads=_FRONT),
            Clue("llm_gateway", reads=types("llm_server prompt_builder agent_orchestrator")),
            Clue("llm_gateway", payloads=_SAID),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("router, routing service, request routing, routing layer"),
        ("load_balancer", "traffic_router", "llm_gateway"),
        (
            Clue("llm_gateway", payloads=_SAID),
            Clue("llm_gateway", reads=types("llm_server")),
            Clue("load_balancer", reads=types("client dns cdn")),
            Clue("traffic_router", reads=_SERVED_MODELS),
        ),
        first=True,
    ),
    Ambiguity(
        listed("model router, model routing"),
        ("llm_gateway", "traffic_router"),
        (
            Clue("llm_gateway", near=_LLM),
            Clue("llm_gateway", payloads=_SAID),
            Clue("traffic_router", reads=_SERVED_MODELS),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "monitoring, monitor, monitors, monitoring service, monitoring system, monitoring platform, "
            "observability, production monitoring, online monitoring, watchdog, monitoring and alerting, "
            "monitoring stack"
        ),
        ("metrics_monitor", "model_monitor"),
        (
            Clue("model_monitor", payloads=types("predictions features labels scores embeddings")),
            Clue("model_monitor", near=types("prediction_logger label_joiner feature_store_online")),
            Clue("metrics_monitor", payloads=types("metrics logs traces")),
        ),
    ),
    Ambiguity(
        listed("model, ML model, machine learning model, prediction model, AI model"),
        ("model_server", "ranker"),
        (
            Clue("ranker", payloads=types("candidates ranked_list")),
            Clue("ranker", near=_RETRIEVING | types("re_ranker")),
            Clue(
                "model_server",
                near=types("decision_engine calibrator preprocessor api_server model_registry"),
            ),
            Clue("model_server", payloads=types("predictions request media")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed(
            "ranking model, scoring, scoring service, scorer, scoring model, scoring server, "
            "scoring engine, score service, scoring layer"
        ),
        ("ranker", "model_server"),
        (
            Clue("model_server", reads=types("ranker pre_ranker")),
            Clue("ranker", payloads=types("candidates ranked_list")),
            Clue("ranker", near=_RETRIEVING | types("re_ranker ad_auction pre_ranker")),
            Clue("model_server", near=types("decision_engine human_review calibrator")),
            Clue("model_server", payloads=types("predictions")),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "inference, prediction, predictions, predictor, prediction system, model inference, "
            "prediction engine, predict, inference system, model prediction"
        ),
        ("model_server", "batch_predictor"),
        (
            Clue("batch_predictor", reads=types("prediction_store")),
            Clue("batch_predictor", writes=_LAKES | types("feature_store_offline workflow_orchestrator")),
            Clue("batch_predictor", reads=_LAKES | types("workflow_orchestrator")),
            Clue("model_server", reads=_SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("mixer, blender, mixing service, blending service, blending layer"),
        ("re_ranker", "candidate_merger", "orchestrator"),
        (
            Clue("orchestrator", reads=types("client load_balancer api_gateway"), payloads=types("request")),
            Clue("orchestrator", reads=types("ranker candidate_generator feature_service")),
            Clue("candidate_merger", near=types("candidate_generator")),
            Clue("candidate_merger", payloads=types("candidates")),
            Clue("re_ranker", payloads=types("ranked_list scores")),
            Clue("re_ranker", near=types("ranker")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("reranker, reranker service"),
        ("re_ranker", "cross_encoder"),
        (
            Clue("cross_encoder", near=types("prompt_builder llm_server llm_gateway agent_orchestrator")),
            Clue("cross_encoder", payloads=types("chunks prompt documents")),
            Clue("re_ranker", payloads=types("scores ranked_list")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("aggregator, result aggregation, aggregation layer"),
        ("orchestrator", "candidate_merger", "stream_processor"),
        (
            Clue("stream_processor", writes=_STREAMS),
            Clue("candidate_merger", payloads=types("candidates")),
            Clue("orchestrator", reads=_FRONT),
        ),
        first=True,
    ),
    Ambiguity(
        listed("broker, stream broker"),
        ("message_queue", "event_stream", "orchestrator"),
        (
            Clue("orchestrator", payloads=types("query candidates response")),
            Clue(
                "event_stream", reads=_DATA_JOBS | _LAKES | types("stream_processor feature_pipeline_stream")
            ),
            Clue("message_queue", reads=types("worker notification_service")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("queue, queues, buffer, ingestion queue, data queue"),
        ("message_queue", "event_stream"),
        (
            Clue(
                "event_stream",
                reads=_DATA_JOBS | _LAKES | types("stream_processor feature_pipeline_stream online_trainer"),
            ),
            Clue(
                "message_queue",
                reads=types("worker notification_service batch_predictor preprocessor human_review"),
            ),
            Clue("message_queue", payloads=types("request media documents notification")),
        ),
        usual=True,
    ),
    Ambiguity(
        listed("registry, central registry"),
        ("model_registry", "feature_registry"),
        (
            Clue("model_registry", near=_TRAINERS | _RELEASING | _SERVED_MODELS),
            Clue("model_registry", payloads=types("model_artifact")),
            Clue("feature_registry", near=_ids("feature")),
            Clue("feature_registry", payloads=types("config features")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("mlflow, ml metadata server, MLflow server"),
        ("model_registry", "experiment_tracker"),
        (
            Clue("model_registry", near=_RELEASING | _SERVED_MODELS),
            Clue("experiment_tracker", payloads=types("metrics config logs")),
            Clue("model_registry", payloads=types("model_artifact")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("metadata store, metadata service, metadata storage"),
        ("relational_db", "experiment_tracker"),
        (
            Clue("experiment_tracker", near=_TRAINERS | types("workflow_orchestrator model_registry")),
            Clue("relational_db", near=_SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "database, DB, databases, DBs, primary store, main database, main DB, application store, OLTP DB"
        ),
        ("relational_db", "nosql_db", "data_lake"),
        (
            Clue("data_lake", writes=types("event_stream event_collector stream_processor")),
            Clue("nosql_db", payloads=types("features embeddings")),
            Clue("relational_db", near=_SERVING | types("worker cdc cache")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed(
            "data store, storage, data storage, datastore, data stores, storage layer, data layer, "
            "storages, storage service, persistence layer, persistence"
        ),
        ("relational_db", "object_store", "data_lake"),
        (
            Clue("object_store", payloads=types("media model_artifact documents index")),
            Clue("data_lake", writes=types("event_stream event_collector stream_processor batch_compute")),
            Clue("data_lake", reads=_DATA_JOBS | _TRAINERS),
            Clue("data_lake", payloads=types("event logs")),
            Clue("relational_db", reads=_SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("log, activity log"),
        ("event_stream", "log_store"),
        (
            Clue("log_store", payloads=types("logs traces")),
            Clue("log_store", reads=types("dashboard alerting metrics_monitor")),
            Clue("event_stream", payloads=types("event features labels raw_data")),
            Clue(
                "event_stream", reads=_DATA_JOBS | _LAKES | types("stream_processor feature_pipeline_stream")
            ),
        ),
        first=True,
    ),
    Ambiguity(
        listed("logger, logging, loggers, log service, log collector, logging layer"),
        ("event_collector", "prediction_logger", "log_store"),
        (
            Clue("log_store", payloads=types("logs")),
            Clue(
                "prediction_logger", payloads=types("predictions features ranked_list scores prompt response")
            ),
            Clue("prediction_logger", near=_SERVED_MODELS | types("orchestrator re_ranker llm_server")),
            Clue("event_collector", near=types("client api_gateway load_balancer")),
            Clue("event_collector", reads=types("event_stream")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("tracker"),
        ("event_collector", "experiment_tracker"),
        (
            Clue("experiment_tracker", near=_TRAINERS | types("model_registry")),
            Clue("event_collector", near=types("client event_stream api_gateway load_balancer api_server")),
            Clue("event_collector", payloads=types("event")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("scheduler, dispatcher, orchestration service, schedulers"),
        ("workflow_orchestrator", "orchestrator"),
        (
            Clue(
                "workflow_orchestrator",
                near=_LEARNING | types("batch_predictor embedding_generator index_builder"),
            ),
            Clue("orchestrator", reads=_FRONT),
            Clue("orchestrator", reads=types("llm_server model_server ranker")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("filter, safety, moderation, content moderation, moderation filter, policy layer"),
        ("content_filter", "guardrail"),
        (
            Clue("guardrail", payloads=_SAID),
            Clue("guardrail", near=types("llm_server llm_gateway prompt_builder agent_orchestrator")),
            Clue("content_filter", payloads=types("candidates ranked_list documents")),
            Clue("content_filter", near=_RETRIEVING | _RANKING),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed(
            "encoder, embedder, embedding, two-tower, two tower, two-tower model, two tower model, "
            "text encoder, image encoder, video encoder, item tower, embedding model, bi-encoder, "
            "encoders, dual encoder, embedding generation, sentence encoder, audio encoder, "
            "multimodal encoder, embedding layer, item tower model, ad tower, video tower, "
            "document tower, feature encoder model, CLIP, BERT, BERT encoder"
        ),
        ("embedding_service", "embedding_generator"),
        (
            Clue("embedding_service", payloads=types("query request")),
            Clue("embedding_service", reads=_SERVING - types("model_server preprocessor")),
            Clue(
                "embedding_generator",
                reads=types("index_builder workflow_orchestrator feature_store_offline"),
            ),
            Clue(
                "embedding_generator",
                writes=_LAKES | _STREAMS | types("document_ingester relational_db nosql_db"),
            ),
            Clue("embedding_generator", reads=types("document_ingester worker event_stream")),
            Clue("embedding_service", reads=types("vector_index")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("embedding server, embeddings server"),
        ("embedding_service", "parameter_server"),
        (Clue("parameter_server", near=_TRAINERS),),
        usual=True,
    ),
    Ambiguity(
        listed("agent, agent system"),
        ("agent_orchestrator", "human_review"),
        (
            Clue("agent_orchestrator", near=_LLM),
            Clue("agent_orchestrator", payloads=_SAID),
            Clue("human_review", near=types("decision_engine labeling_platform feedback_collector")),
            Clue("human_review", payloads=types("decision labels")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("experiment, ML experiments, experiment manager"),
        ("ab_testing", "experiment_tracker"),
        (
            Clue("experiment_tracker", near=_TRAINERS | types("model_registry")),
            Clue("ab_testing", payloads=types("experiment_assignment")),
            Clue("ab_testing", near=_SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("session store, session DB, session storage, session database"),
        ("conversation_store", "cache"),
        (
            Clue("conversation_store", near=_LLM),
            Clue("conversation_store", payloads=_SAID),
            Clue("cache", near=types("auth_service api_server api_gateway")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("parser"),
        ("document_ingester", "query_understanding"),
        (
            Clue("query_understanding", payloads=types("query")),
            Clue("query_understanding", reads=types("client orchestrator api_gateway load_balancer")),
            Clue("document_ingester", payloads=types("documents chunks raw_data")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed(
            "ingester, ingestion, ingest, connector, connectors, data connector, ingestion pipeline, "
            "ingestion job, data ingestion pipeline, source connector"
        ),
        ("event_collector", "document_ingester", "cdc"),
        (
            Clue("document_ingester", payloads=types("documents chunks")),
            Clue("document_ingester", reads=_LLM | types("embedding_generator index_builder")),
            Clue("cdc", near=types("relational_db nosql_db graph_db")),
            Clue("event_collector", payloads=types("event")),
            Clue("event_collector", near=types("client event_stream api_gateway load_balancer")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("evaluation, evaluator, eval, evals, evaluators"),
        ("model_evaluator", "llm_evaluator"),
        (
            Clue("model_evaluator", near=_TRAINERS | _RELEASING | types("dataset_builder")),
            Clue("llm_evaluator", near=_LLM),
            Clue("llm_evaluator", payloads=_SAID | types("response chunks")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed(
            "validation, validator, checks, quality check, quality checks, sanity check, validation service"
        ),
        ("model_validator", "data_validation"),
        (
            Clue("model_validator", payloads=types("model_artifact")),
            Clue("model_validator", near=_TRAINERS | _RELEASING),
            Clue("data_validation", near=_DATA_JOBS | _LAKES | _STREAMS | types("feature_store_offline")),
            Clue("data_validation", payloads=types("raw_data features event training_dataset")),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "feature pipeline, feature pipelines, feature computation, feature generation, "
            "feature processing, feature extraction, feature generator, feature computation pipeline, "
            "feature transformation, feature creation, features pipeline, feature aggregation"
        ),
        ("feature_pipeline_batch", "feature_pipeline_stream", "feature_service"),
        (
            Clue("feature_service", reads=_SERVING),
            Clue("feature_pipeline_stream", writes=_STREAMS),
            Clue(
                "feature_pipeline_batch",
                writes=_LAKES | types("batch_compute relational_db workflow_orchestrator"),
            ),
            Clue(
                "feature_pipeline_batch",
                reads=_DATA_JOBS | types("workflow_orchestrator feature_store_offline"),
            ),
        ),
        first=True,
    ),
    Ambiguity(
        listed("pipeline, offline ML pipeline, data and training pipeline"),
        ("training_pipeline", "batch_compute", "feature_pipeline_batch"),
        (
            Clue("training_pipeline", payloads=types("model_artifact training_dataset")),
            Clue("feature_pipeline_batch", payloads=types("features")),
            Clue("batch_compute", payloads=types("raw_data event")),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "training data, training data store, training dataset store, dataset store, "
            "training data storage, training set store, training examples, training samples"
        ),
        ("object_store", "dataset_builder"),
        (
            Clue("object_store", near=types("dataset_builder label_joiner batch_compute")),
            Clue(
                "dataset_builder", near=_LAKES | types("labeling_platform feature_store_offline event_stream")
            ),
        ),
        first=True,
    ),
    Ambiguity(
        listed("labels, label store, label DB, label database, labelled data, labeled data store"),
        ("label_joiner", "labeling_platform", "data_warehouse"),
        (
            Clue("data_warehouse", near=types("label_joiner labeling_platform")),
            Clue("label_joiner", near=_STREAMS | types("feedback_collector human_review")),
            Clue("labeling_platform", payloads=types("media documents")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("generator"),
        ("llm_server", "candidate_generator"),
        (
            Clue("candidate_generator", payloads=types("candidates")),
            Clue("candidate_generator", near=_RANKING | types("candidate_merger vector_index")),
            Clue("llm_server", payloads=_SAID),
            Clue("llm_server", near=types("prompt_builder guardrail llm_gateway")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("web server, web servers, HTTP web server, web node, web"),
        ("api_server", "api_gateway"),
        (
            Clue(
                "api_server",
                reads=types("load_balancer api_gateway rate_limiter relational_db nosql_db cache"),
            ),
            Clue("api_gateway", reads=types("api_server orchestrator")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("search"),
        ("search_index", "orchestrator"),
        (
            Clue("orchestrator", reads=_FRONT),
            Clue("search_index", reads=_SERVING | types("worker cdc index_builder")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("envoy, service mesh, mesh, sidecar"),
        ("api_gateway", "load_balancer", "traffic_router"),
        (
            Clue("traffic_router", reads=_SERVED_MODELS, payloads=types("request")),
            Clue("api_gateway", reads=types("client cdn dns load_balancer")),
            Clue("load_balancer", reads=_BACKENDS),
        ),
        first=True,
    ),
    Ambiguity(
        listed("lambda, azure functions, cloud functions, serverless function, function, serverless"),
        ("worker", "api_server"),
        (
            Clue("api_server", reads=_FRONT),
            Clue("worker", near=_STREAMS | types("object_store workflow_orchestrator")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("sagemaker, vertex ai, azure ml, ML platform, machine learning platform"),
        ("model_server", "training_pipeline"),
        (
            Clue("training_pipeline", payloads=types("training_dataset labels")),
            Clue("training_pipeline", near=_DATA_JOBS | types("model_validator model_evaluator")),
            Clue("model_server", reads=_SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("pytorch, tensorflow, jax, xgboost, lightgbm, catboost, sklearn, huggingface, ray"),
        ("training_pipeline", "model_server"),
        (
            Clue("training_pipeline", payloads=types("training_dataset labels")),
            Clue(
                "training_pipeline",
                near=_DATA_JOBS | types("model_evaluator model_validator workflow_orchestrator"),
            ),
            Clue("model_server", reads=_SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("cohere"),
        ("llm_server", "cross_encoder", "embedding_service"),
        (
            Clue("embedding_service", payloads=types("embeddings")),
            Clue("cross_encoder", payloads=types("scores candidates")),
            Clue("llm_server", payloads=_SAID),
        ),
        first=True,
    ),
)
"""Every ambiguity, each word in exactly one."""


@cache
def ambiguous_words() -> Mapping[str, Ambiguity]:
    """Every ambiguous word in compared form."""
    return {normalize(word): entry for entry in AMBIGUITIES for word in entry.words}
