"""Ambiguous words for what stands on the path of a request, and for the products used there."""

from __future__ import annotations

from mlarch.catalog.ambiguous.clues import (
    BACKENDS,
    DATA_JOBS,
    FRONT,
    LAKES,
    LLM,
    RANKING,
    RELEASING,
    RETRIEVING,
    SAID,
    SERVED_MODELS,
    SERVING,
    STREAMS,
    TRAINERS,
    Ambiguity,
    Clue,
    among,
)
from mlarch.catalog.kinds.shared import listed, types

__all__ = ["AMBIGUITIES"]

# What stands on an arrow into a server: what it is asked, or what it is to answer.
_ASKED = types("request query prompt predictions")

AMBIGUITIES = (
    Ambiguity(
        listed(
            "index, content index, serving index, retrieval index, sharded index, index store, "
            "index server, index service, index cluster, hybrid index"
        ),
        ("vector_index", "search_index"),
        (
            Clue("vector_index", near=among("embedding_generator embedding_service")),
            Clue("vector_index", payloads=types("embeddings")),
            Clue("search_index", near=among("cdc relational_db query_understanding document_ingester")),
            Clue("search_index", payloads=types("documents raw_data")),
        ),
    ),
    Ambiguity(
        listed("indexer, indexing service, indexing, index engine"),
        ("index_builder", "search_index", "vector_index"),
        (
            Clue("index_builder", reads=among("vector_index search_index object_store")),
            Clue("index_builder", payloads=types("index")),
            Clue("index_builder", near=among("embedding_generator document_ingester")),
            Clue("search_index", reads=SERVING - among("api_server"), payloads=types("query candidates")),
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
            Clue("vector_index", near=among("index_builder embedding_generator candidate_generator")),
            Clue("vector_index", payloads=types("index")),
            Clue("candidate_generator", reads=among("vector_index")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("retriever, RAG retriever, document retrieval, passage retrieval, context retrieval"),
        ("candidate_generator", "vector_index"),
        (
            Clue("candidate_generator", reads=among("vector_index search_index embedding_service")),
            Clue("vector_index", writes=among("index_builder embedding_generator document_ingester")),
            Clue("vector_index", reads=among("index_builder embedding_generator")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("gateway, proxy"),
        ("api_gateway", "llm_gateway"),
        (
            Clue("api_gateway", reads=FRONT),
            Clue("llm_gateway", reads=among("llm_server prompt_builder agent_orchestrator")),
            Clue("llm_gateway", payloads=SAID),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("router, routing service, request routing, routing layer"),
        ("load_balancer", "traffic_router", "llm_gateway"),
        (
            Clue("llm_gateway", payloads=SAID),
            Clue("llm_gateway", reads=among("llm_server")),
            Clue("load_balancer", reads=among("client dns cdn")),
            Clue("traffic_router", reads=SERVED_MODELS),
        ),
        first=True,
    ),
    Ambiguity(
        listed("model router, model routing"),
        ("llm_gateway", "traffic_router"),
        (
            Clue("llm_gateway", near=LLM),
            Clue("llm_gateway", payloads=SAID),
            Clue("traffic_router", reads=SERVED_MODELS),
        ),
        first=True,
    ),
    Ambiguity(
        listed("model, ML model, machine learning model, prediction model, AI model"),
        ("model_server", "ranker"),
        (
            Clue("ranker", payloads=types("candidates ranked_list")),
            Clue("ranker", near=RETRIEVING | among("re_ranker")),
            Clue(
                "model_server",
                near=among("decision_engine calibrator preprocessor api_server model_registry"),
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
            Clue("model_server", reads=among("ranker pre_ranker")),
            Clue("ranker", payloads=types("candidates ranked_list")),
            Clue("ranker", near=RETRIEVING | among("re_ranker ad_auction pre_ranker")),
            Clue("model_server", near=among("decision_engine human_review calibrator")),
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
            Clue("batch_predictor", reads=among("prediction_store")),
            Clue("batch_predictor", writes=LAKES | among("feature_store_offline workflow_orchestrator")),
            Clue("batch_predictor", reads=LAKES | among("workflow_orchestrator")),
            Clue("model_server", reads=SERVING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("mixer, blender, mixing service, blending service, blending layer"),
        ("re_ranker", "candidate_merger", "orchestrator"),
        (
            Clue("orchestrator", reads=among("client load_balancer api_gateway"), payloads=types("request")),
            Clue("orchestrator", reads=among("ranker candidate_generator feature_service")),
            Clue("candidate_merger", near=among("candidate_generator")),
            Clue("candidate_merger", payloads=types("candidates")),
            Clue("re_ranker", payloads=types("ranked_list scores")),
            Clue("re_ranker", near=among("ranker")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("reranker, reranker service"),
        ("re_ranker", "cross_encoder"),
        (
            Clue("cross_encoder", near=among("prompt_builder llm_server llm_gateway agent_orchestrator")),
            Clue("cross_encoder", payloads=types("chunks prompt documents")),
            Clue("re_ranker", payloads=types("scores ranked_list")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("filter, safety, moderation, content moderation, moderation filter, policy layer"),
        ("content_filter", "guardrail"),
        (
            Clue("guardrail", payloads=SAID),
            Clue("guardrail", near=among("llm_server llm_gateway prompt_builder agent_orchestrator")),
            Clue("content_filter", payloads=types("candidates ranked_list documents")),
            Clue("content_filter", near=RETRIEVING | RANKING),
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
            Clue("embedding_service", reads=SERVING - among("model_server preprocessor")),
            Clue(
                "embedding_generator",
                reads=among("index_builder workflow_orchestrator feature_store_offline"),
            ),
            Clue(
                "embedding_generator",
                writes=LAKES | STREAMS | among("document_ingester relational_db nosql_db"),
            ),
            Clue("embedding_generator", reads=among("document_ingester worker event_stream")),
            Clue("embedding_service", reads=among("vector_index")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("embedding server, embeddings server"),
        ("embedding_service", "parameter_server"),
        (Clue("parameter_server", near=TRAINERS),),
        usual=True,
    ),
    Ambiguity(
        listed("agent, agent system"),
        ("agent_orchestrator", "human_review"),
        (
            Clue("agent_orchestrator", near=LLM),
            Clue("agent_orchestrator", payloads=SAID),
            Clue("human_review", near=among("decision_engine labeling_platform feedback_collector")),
            Clue("human_review", payloads=types("decision labels")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("planner"),
        ("agent_orchestrator", "human_review"),
        (
            Clue("agent_orchestrator", near=LLM),
            Clue("agent_orchestrator", payloads=SAID),
            Clue("human_review", near=among("dashboard prediction_store notification_service alerting")),
            Clue("human_review", payloads=types("predictions decision labels alerts")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("mail server, SMTP server, email server, e-mail server, mail gateway, SMTP gateway"),
        ("api_server", "notification_service"),
        (
            Clue("notification_service", payloads=types("notification")),
            Clue("api_server", reads=SERVED_MODELS | FRONT),
            Clue("notification_service", near=among("worker message_queue orchestrator decision_engine")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("parser"),
        ("document_ingester", "query_understanding"),
        (
            Clue("query_understanding", payloads=types("query")),
            Clue("query_understanding", reads=among("client orchestrator api_gateway load_balancer")),
            Clue("document_ingester", payloads=types("documents chunks raw_data")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("generator"),
        ("llm_server", "candidate_generator"),
        (
            Clue("candidate_generator", payloads=types("candidates")),
            Clue("candidate_generator", near=RANKING | among("candidate_merger vector_index")),
            Clue("llm_server", payloads=SAID),
            Clue("llm_server", near=among("prompt_builder guardrail llm_gateway")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("web server, web servers, HTTP web server, web node, web"),
        ("api_server", "api_gateway"),
        (
            Clue(
                "api_server",
                reads=among("load_balancer api_gateway rate_limiter relational_db nosql_db cache"),
            ),
            Clue("api_gateway", reads=among("api_server orchestrator")),
        ),
        first=True,
        usual=True,
    ),
    Ambiguity(
        listed("search"),
        ("search_index", "orchestrator"),
        (
            Clue("orchestrator", reads=FRONT),
            Clue("search_index", reads=SERVING | among("worker cdc index_builder")),
        ),
        first=True,
    ),
    Ambiguity(
        listed("envoy, service mesh, mesh, sidecar"),
        ("api_gateway", "load_balancer", "traffic_router"),
        (
            Clue("traffic_router", reads=SERVED_MODELS, payloads=types("request")),
            Clue("api_gateway", reads=among("client cdn dns load_balancer")),
            Clue("load_balancer", reads=BACKENDS),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "lambda, aws lambda, azure functions, azure function app, function app, cloud functions,"
            "google cloud functions, serverless function, function, serverless"
        ),
        ("worker", "api_server"),
        (
            Clue("api_server", reads=FRONT),
            Clue("worker", near=STREAMS | among("object_store workflow_orchestrator")),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "sagemaker, amazon sagemaker, vertex ai, azure ml, azureml, azure machine learning, ML platform,"
            "machine learning platform"
        ),
        ("model_server", "training_pipeline"),
        (
            Clue("training_pipeline", payloads=types("training_dataset labels")),
            Clue("model_server", gets=_ASKED),
            Clue("training_pipeline", gives=types("model_artifact")),
            Clue("model_server", gets=types("model_artifact")),
            Clue("training_pipeline", near=DATA_JOBS | among("model_validator model_evaluator")),
            Clue("model_server", reads=SERVING),
            Clue("training_pipeline", leads=RELEASING),
        ),
        first=True,
    ),
    Ambiguity(
        listed(
            "pytorch, tensorflow, jax, xgboost, lightgbm, catboost, sklearn, scikit-learn, huggingface, ray"
        ),
        ("training_pipeline", "model_server"),
        (
            Clue("training_pipeline", payloads=types("training_dataset labels")),
            Clue("model_server", gets=_ASKED),
            Clue("training_pipeline", gives=types("model_artifact")),
            Clue("model_server", gets=types("model_artifact")),
            Clue(
                "training_pipeline",
                near=DATA_JOBS | among("model_evaluator model_validator workflow_orchestrator"),
            ),
            Clue("model_server", reads=SERVING),
            Clue("training_pipeline", leads=RELEASING),
        ),
        first=True,
    ),
    Ambiguity(
        listed("cohere"),
        ("llm_server", "cross_encoder", "embedding_service"),
        (
            Clue("embedding_service", payloads=types("embeddings")),
            Clue("cross_encoder", payloads=types("scores candidates")),
            Clue("llm_server", payloads=SAID),
        ),
        first=True,
    ),
)
