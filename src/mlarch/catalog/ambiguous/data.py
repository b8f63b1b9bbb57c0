"""Ambiguous words for what holds, moves, prepares and watches data."""

from __future__ import annotations

from mlarch.catalog.ambiguous.clues import (
    DATA_JOBS,
    FRONT,
    LAKES,
    LEARNING,
    LLM,
    LOOKED_UP,
    RELEASING,
    SAID,
    SERVED_MODELS,
    SERVING,
    STREAMS,
    TRAINERS,
    Ambiguity,
    Clue,
    among,
    ids,
)
from mlarch.catalog.kinds.shared import listed, types

__all__ = ["AMBIGUITIES"]

AMBIGUITIES = (
    Ambiguity(
        listed(
            "feature store, features store, feature DB, feature database, feature storage, features DB, "
            "features, feature platform, feast, tecton, hopsworks, ML feature store, "
            "central feature store"
        ),
        ("feature_store_online", "feature_store_offline"),
        (
            Clue("feature_store_online", reads=SERVING),
            Clue("feature_store_offline", reads=LEARNING),
            Clue("feature_store_online", writes=among("feature_pipeline_stream stream_processor")),
            Clue("feature_store_offline", writes=DATA_JOBS | LAKES),
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
            Clue("vector_index", near=among("candidate_generator index_builder embedding_service")),
            Clue("vector_index", payloads=types("candidates index query")),
            Clue("feature_store_online", reads=LOOKED_UP),
            Clue("feature_store_online", payloads=types("features")),
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
            Clue("model_monitor", near=among("prediction_logger label_joiner feature_store_online")),
            Clue("metrics_monitor", payloads=types("metrics logs traces")),
        ),
    ),
    Ambiguity(
        listed("aggregator, result aggregation, aggregation layer"),
        ("orchestrator", "candidate_merger", "stream_processor"),
        (
            Clue("stream_processor", writes=STREAMS),
            Clue("candidate_merger", payloads=types("candidates")),
            Clue("orchestrator", reads=FRONT),
        ),
        first=True,
    ),
    Ambiguity(
        listed("broker, stream broker"),
        ("message_queue", "event_stream", "orchestrator"),
        (
            Clue("orchestrator", payloads=types("query candidates response")),
            Clue("event_stream", reads=DATA_JOBS | LAKES | among("stream_processor feature_pipeline_stream")),
            Clue("message_queue", reads=among("worker notification_service")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("queue, queues, buffer, ingestion queue, data queue"),
        ("message_queue", "event_stream"),
        (
            Clue(
                "event_stream",
                reads=DATA_JOBS | LAKES | among("stream_processor feature_pipeline_stream online_trainer"),
            ),
            Clue(
                "message_queue",
                reads=among("worker notification_service batch_predictor preprocessor human_review"),
            ),
            Clue("message_queue", payloads=types("request media documents notification")),
        ),
        usual=True,
    ),
    Ambiguity(
        listed("registry, central registry"),
        ("model_registry", "feature_registry"),
        (
            Clue("model_registry", near=TRAINERS | RELEASING | SERVED_MODELS),
            Clue("model_registry", payloads=types("model_artifact")),
            Clue("feature_registry", near=ids("feature")),
            Clue("feature_registry", payloads=types("config features")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("mlflow, ml metadata server, MLflow server"),
        ("model_registry", "experiment_tracker"),
        (
            Clue("model_registry", near=RELEASING | SERVED_MODELS),
            Clue("experiment_tracker", payloads=types("metrics config logs")),
            Clue("model_registry", payloads=types("model_artifact")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("metadata store, metadata service, metadata storage"),
        ("relational_db", "experiment_tracker"),
        (
            Clue("experiment_tracker", near=TRAINERS | among("workflow_orchestrator model_registry")),
            Clue("relational_db", near=SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "database, DB, databases, DBs, primary store, main database, main DB, application store, OLTP DB"
        ),
        ("relational_db", "nosql_db", "data_lake"),
        (
            Clue("data_lake", writes=among("event_stream event_collector stream_processor")),
            Clue("nosql_db", payloads=types("features embeddings")),
            Clue("relational_db", near=SERVING | among("worker cdc cache")),
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
            Clue("data_lake", writes=among("event_stream event_collector stream_processor batch_compute")),
            Clue("data_lake", reads=DATA_JOBS | TRAINERS),
            Clue("data_lake", payloads=types("event logs")),
            Clue("relational_db", reads=SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("log, activity log"),
        ("event_stream", "log_store"),
        (
            Clue("log_store", payloads=types("logs traces")),
            Clue("log_store", reads=among("dashboard alerting metrics_monitor")),
            Clue("event_stream", payloads=types("event features labels raw_data")),
            Clue("event_stream", reads=DATA_JOBS | LAKES | among("stream_processor feature_pipeline_stream")),
        ),
        first=True,
    ),
    # Clicks are tracked, and so are parcels.
    *(
        Ambiguity(
            listed(word),
            (usual, "event_collector"),
            (
                Clue("event_collector", leads=STREAMS | LAKES),
                Clue("event_collector", payloads=types("event")),
            ),
            usual=True,
            first=True,
        )
        for word, usual in (("tracking service", "service"), ("tracking API", "api_server"))
    ),
    Ambiguity(
        listed("logger, logging, loggers, log service, log collector, logging layer"),
        ("event_collector", "prediction_logger", "log_store"),
        (
            Clue("log_store", payloads=types("logs")),
            Clue(
                "prediction_logger", payloads=types("predictions features ranked_list scores prompt response")
            ),
            Clue("prediction_logger", near=SERVED_MODELS | among("orchestrator re_ranker llm_server")),
            Clue("event_collector", near=among("client api_gateway load_balancer")),
            Clue("event_collector", reads=among("event_stream")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("tracker"),
        ("event_collector", "experiment_tracker"),
        (
            Clue("experiment_tracker", near=TRAINERS | among("model_registry")),
            Clue("event_collector", near=among("client event_stream api_gateway load_balancer api_server")),
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
                near=LEARNING | among("batch_predictor embedding_generator index_builder"),
            ),
            Clue("orchestrator", reads=FRONT),
            Clue("orchestrator", reads=among("llm_server model_server ranker")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("experiment, ML experiments, experiment manager"),
        ("ab_testing", "experiment_tracker"),
        (
            Clue("experiment_tracker", near=TRAINERS | among("model_registry")),
            Clue("ab_testing", payloads=types("experiment_assignment")),
            Clue("ab_testing", near=SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("session store, session DB, session storage, session database"),
        ("conversation_store", "cache"),
        (
            Clue("conversation_store", near=LLM),
            Clue("conversation_store", payloads=SAID),
            Clue("cache", near=among("auth_service api_server api_gateway")),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "ingester, ingestion, ingest, connector, connectors, data connector, ingestion pipeline, "
            "ingestion job, data ingestion pipeline, source connector"
        ),
        ("event_collector", "document_ingester", "cdc"),
        (
            Clue("document_ingester", payloads=types("documents chunks")),
            Clue("document_ingester", reads=LLM | among("embedding_generator index_builder")),
            Clue("cdc", near=among("relational_db nosql_db graph_db")),
            Clue("event_collector", payloads=types("event")),
            Clue("event_collector", near=among("client event_stream api_gateway load_balancer")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("evaluation, evaluator, eval, evals, evaluators"),
        ("model_evaluator", "llm_evaluator"),
        (
            Clue("model_evaluator", near=TRAINERS | RELEASING | among("dataset_builder")),
            Clue("llm_evaluator", near=LLM),
            Clue("llm_evaluator", payloads=SAID | types("response chunks")),
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
            Clue("model_validator", near=TRAINERS | RELEASING),
            Clue("data_validation", near=DATA_JOBS | LAKES | STREAMS | among("feature_store_offline")),
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
            Clue("feature_service", reads=SERVING),
            Clue("feature_pipeline_stream", writes=STREAMS),
            Clue(
                "feature_pipeline_batch",
                writes=LAKES | among("batch_compute relational_db workflow_orchestrator"),
            ),
            Clue(
                "feature_pipeline_batch",
                reads=DATA_JOBS | among("workflow_orchestrator feature_store_offline"),
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
            Clue("object_store", near=among("dataset_builder label_joiner batch_compute")),
            Clue(
                "dataset_builder", near=LAKES | among("labeling_platform feature_store_offline event_stream")
            ),
        ),
        first=True,
    ),
    Ambiguity(
        listed("labels, label store, label DB, label database, labelled data, labeled data store"),
        ("label_joiner", "labeling_platform", "data_warehouse"),
        (
            Clue("data_warehouse", near=among("label_joiner labeling_platform")),
            Clue("label_joiner", near=STREAMS | among("feedback_collector human_review")),
            Clue("labeling_platform", payloads=types("media documents")),
        ),
        first=True,
    ),
)
