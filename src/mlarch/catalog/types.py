"""The 28 types of data that flows carry, with the everyday words for each.

An alias decides the type of every phrase that ends in it (`mlarch.catalog.phrases`), so that only words whose
meaning is nearly always the same stand here. Plurals and spellings need no alias of their own. A word that
says nothing about its type (`lookup`, `deploy`) is left out on purpose: such a phrase is a label, shown and
never checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mlarch.catalog.base import DataType
from mlarch.catalog.traits import Trait
from mlarch.catalog.words import listed

__all__ = ["TYPES", "UNTYPED"]

UNTYPED = listed(
    """safety label, warning label, shipping label, address label, price label, shelf label, nutrition label,
    product label, food label, energy label, Kubernetes label, pod label, resource label, container image,
    docker image, OCI image, base image, machine image, disk image, service image, system image, image tag,
    image name, image version, image id, model version, model name, model id, model card, label name,
    feature name, metadata, ids, version, revision, release, credit card, report card, response time,
    response code, event name, event id, token count, document count, vector size, index name"""
)
"""Words that end like data and mean something else, or too many things: such a phrase is a label."""

_TABLE = (
    (
        "request",
        "Request",
        "What a caller asks for: a page, a ranking, a prediction for one user or transaction.",
        """requests, call, API call, RPC, HTTP, HTTP request, gRPC, REST, GraphQL, traffic, web traffic, user
        traffic, user id, user ID and context, context, request context, session context, user context, input,
        payload, transaction, payment, transaction request, payment request, order, task, job request, job
        task, queued job, background job, async job, batch job, training job, retraining job, processing job,
        transcoding job, transcode job, encoding job, embedding job, indexing job, scoring job, review job,
        import job, export job, message, work item, command, ping, health check, DNS lookup, login, sign in,
        credentials, access token, auth token, session token, JWT, API key, tool call, function call, loan
        application, credit application, application form, ride request, trip request, origin and destination,
        page view request, search request, upload, user action""",
    ),
    (
        "response",
        "Response",
        "What comes back to the one who asked: a page, an answer, a rendered list.",
        """responses, reply, result, API response, HTTP response, JSON, HTML, page, web page, home page,
        static content, static files, static assets, assets, answer, final answer, cited answer,
        completion, generation, generated text, generated answer, reply message, output, acknowledgement,
        ack, status, confirmation, IP address, DNS record, search result, cached response, cache hit,
        cached answer, explanation, reason codes, SHAP values, feature attributions, ETA, arrival time,
        route, rendered page, widget, tool result, function result, summary, translation, citation, quote""",
    ),
    (
        "event",
        "Event",
        "Something that happened, with a time: a click, an impression, a change of a row.",
        """events, click, impression, view, page view, watch, like, share, comment event, interaction,
        user interaction, user action log, activity, user activity, behavior, user behavior,
        user behaviour log, behavior log, click log, interaction log, impression log, exposure,
        exposure log, clickstream, telemetry event, reaction, engagement, purchase, booking, conversion,
        registration, add to cart, cart, install, skip, hide, dwell, swipe, scroll, session, user session,
        user journey, play, save, follow, browse, invite, invitation, job application, dispute, deletion,
        erasure, beacon, tracking data, tracking event, tracking, feedback, user feedback,
        implicit feedback, explicit feedback, thumbs, thumbs up, thumbs down, rating, user rating,
        review event, report, user report, appeal, complaint, survey response, watch history,
        click history, history, user history, purchase history, search history, browsing history, trigger,
        retrain trigger, retraining trigger, signal, notification event, state change, change,
        change event, CDC event, upload event, new item event, completed trip, trip, friend request,
        new edge, edge event, served prediction, serving log, prediction log, feature log, inference log,
        heartbeat, webhook, callback, invalidation, cache invalidation, usage, usage data""",
    ),
    (
        "raw_data",
        "Raw data",
        "Records as they were written: rows, files, tables, dumps, before anything was derived from them.",
        """data, row, record, table, file, dump, backup, snapshot, CSV, Parquet, Avro, protobuf,
        raw events, raw record, user data, item data, user profile record, user record, user table,
        item table, item metadata, video metadata, post metadata, product data, product catalog,
        catalog, inventory, entity, master data, reference data, historical data, history table,
        source data, cleaned data, clean data, processed data, preprocessed data, transformed data,
        aggregated data, replica, replication, replication log, binlog, WAL, write ahead log, write,
        insert, sensor data, sensor reading, GPS trace, GPS track, GPS point, location, location data,
        location update, map data, road graph, graph, social graph, link, friendship, follow graph,
        edge list, edge, graph snapshot, price, stock level, availability, account, KV cache, KV block,
        session state, state, chat history, conversation, conversation history, dialogue history, thread,
        statistics, stats""",
    ),
    (
        "media",
        "Media",
        "Pictures, video and sound, as bytes.",
        """image, photo, picture, video, video file, video chunk, video segment, clip, frame, video frame,
        audio, sound, voice, speech, song, track, podcast, thumbnail, avatar, crop, image crop, pixel, tile,
        image tile, panorama, stream segment, blurred image, blurred media, published image,
        street view image, screenshot, creative, ad creative, attachment""",
    ),
    (
        "documents",
        "Documents",
        "Texts and items that are indexed, retrieved or ranked: articles, posts, products, listings.",
        """document, doc, text, raw text, article, post, tweet, comment, item, new item, product, listing,
        story, crawled page, PDF, ticket, knowledge base, wiki page, FAQ, corpus, caption, transcript,
        subtitle, title, title and description, description, tag, source document, parsed document,
        job posting, vacancy, resume, ad, content, user content, source code""",
    ),
    (
        "query",
        "Query",
        "What somebody searches for, as text or as a rewritten, structured question.",
        """queries, search query, text query, user query, rewritten query, expanded query, parsed query,
        search term, search text, keyword, question, user question, query intent, SQL, SQL query,
        filter expression, query image, search string""",
    ),
    (
        "features",
        "Features",
        "Values that a model takes in, computed from data: counts, averages, categories, profiles.",
        """feature, user features, item features, feature vector, feature value, feature row, feature map,
        counter, velocity counter, counts, rolling counts, aggregate, window aggregate,
        windowed aggregate, user profile, item profile, merchant profile, profile, user state, attributes,
        user attributes, covariates, predictors, inputs to the model, context features, pair features,
        cross features, affinity, traffic speed, segment speed, road speed, preprocessed input, tensor,
        tabular input, sparse features, dense features, demographic, user preference, preferences,
        interests, user interest""",
    ),
    (
        "embeddings",
        "Embeddings",
        "Vectors in which near means similar, made by a model.",
        """embedding, vector, dense vector, user vector, item vector, query vector, user embedding,
        item embedding, query embedding, text embedding, image embedding, video embedding,
        graph embedding, latent vector, latent factors, representation, encoding, semantic vector,
        sentence vector, embedding table, embedding row, hash code, binary code, semantic id""",
    ),
    (
        "index",
        "Index",
        "A built structure for searching: a vector index, an inverted index, or a shard of one.",
        """indexes, ANN index, vector index, inverted index, HNSW graph, IVF lists, posting list,
        postings, index shard, index segment, index file, index snapshot, index build, built index,
        new index, search index""",
    ),
    (
        "candidates",
        "Candidates",
        "Items that may be shown, not yet in order: what retrieval hands to ranking.",
        """candidate, candidate items, candidate set, candidate list, candidate pool, candidate videos,
        candidate id, item id, video id, product ids, doc id, document id, post id, listing ids, ad ids,
        shortlist, retrieved items, hits, matches, top k, top N, nearest neighbors, neighbors,
        neighbour ids, similar items, similar images, similar listings, unseen posts, eligible ads,
        eligible items, filtered items, filtered list, retrieved candidates, merged candidates,
        friends of friends, pool, survivors, suggestion candidates, nominations""",
    ),
    (
        "scores",
        "Scores",
        "One number per item or case: a probability, a relevance, a risk.",
        """score, probability, likelihood, risk score, fraud score, relevance, relevance score,
        similarity, similarity score, pCTR, CTR, pCVR, logit, confidence, propensity, calibrated score,
        calibrated probability, class scores, bid, eCPM, rank score, model score, residual, quality score""",
    ),
    (
        "ranked_list",
        "Ranked list",
        "Items in the order in which they are shown.",
        """ranked lists, list, ranking, ranked items, ranked results, ranked candidates, ranked videos,
        ranked documents, top items, top results, top videos, top documents, sorted list, sorted items,
        ordered list, ordered items, recommendation, recs, recommended items, recommended videos, feed,
        news feed, timeline, home feed, slate, carousel, playlist, suggestions, people you may know,
        who to follow,
        popular items, popular list, trending list, trending, reranked list, reranked items, final list,
        top list, item list, video list, result list, search engine results page, SERP, auction winners,
        winning ads, shown items""",
    ),
    (
        "predictions",
        "Predictions",
        "What a model says about a case: a class, a value, boxes, a forecast.",
        """prediction, predicted value, predicted label, predicted class, inference, inference result,
        prediction result, model output, class, category, bounding box, boxes, detection, mask,
        segmentation, forecast, estimate, predicted ETA, base ETA, classification, classification result,
        anomaly, sentiment, intent, detected object, entities found, recognized text""",
    ),
    (
        "decision",
        "Decision",
        "What is to be done: approve, block, review, promote, roll back.",
        """decisions, verdict, action, approve, approval, approved, block, block or allow, allow or deny,
        allow, deny, accept or reject, pass or fail, go or no go, go no go, blessing, promotion, promote,
        rejection, reject, decline, takedown, enforcement, moderation decision, fraud decision,
        policy decision, flagged, flagged case, case, flag for review, authorization,
        authentication result, permission, consent, quota, admission, rollback, escalation,
        price decision, validation result, evaluation verdict""",
    ),
    (
        "labels",
        "Labels",
        "What really happened or what people say is right: the truth that models learn from.",
        """label, ground truth, truth, annotation, annotated data, annotated images, labelled data,
        labelled images, chargeback, fraud report, outcome, actual, actual time, actual arrival time,
        observed value, human label, labelled boxes, annotated boxes, face boxes, human judgment,
        judgement, judgment, relevance judgment, relevance grade, grade, analyst verdict,
        reviewer verdict, target, target value, positives, negatives, hard negatives, preference pair,
        human preference, golden set, golden label, gold label, golden answers, reward, supervision,
        correction, similar pairs""",
    ),
    (
        "training_dataset",
        "Training dataset",
        "Examples with features and labels, ready to train or to evaluate on.",
        """dataset, training data, training set, train set, training dataset, training example,
        labelled example, example, training sample, sample, training row, training batch, mini batch,
        batches, test data, test set, test dataset, validation data, validation set, evaluation data,
        evaluation set, evaluation dataset, eval set, eval data, holdout set, holdout, train test split,
        splits, TFRecord, labelled dataset, labeled training data, training corpus, joined data,
        joined examples, joined samples, query document pairs, pairs, training pairs, image pairs,
        triplets, training split, fine-tuning data""",
    ),
    (
        "model_artifact",
        "Model artefact",
        "A trained model as files: weights, graph, tokenizer, thresholds.",
        """model, ML model, trained model, new model, candidate model, champion,
        challenger, model file, model binary, weights, model weights, parameters, model parameters,
        checkpoint, artifact, model artifact, saved model, ONNX, model package, approved model,
        validated model, promoted model, deployed model, model release, model update, gradients, encoder,
        encoder model, LoRA adapter, adapter, tokenizer, fine-tuned model, released model,
        model image, ranking model, embedding model, item tower,
        user tower, query tower, warm start, boosted trees""",
    ),
    (
        "config",
        "Configuration",
        "What steers a component without being data: settings, rules, thresholds, schedules, schemas.",
        """configuration, configs, settings, parameter settings, hyperparameters, rule, business rules,
        policy, threshold, schema, feature definition, definitions, feature spec, prompt template, template,
        flag, feature flag, rollout, rollout plan, schedule, rollout config, traffic split, traffic weights,
        schedule config, budget, targeting rules, targeting, blocklist, allowlist, deny list, value model
        weights, secrets, routing table, routing rules, service discovery, deployment, run config, daily run,
        nightly run, hourly run, weekly run, scheduled run, trial, search space, feature view""",
    ),
    (
        "experiment_assignment",
        "Experiment assignment",
        "Which variant of an experiment a user sees.",
        """assignment, experiment assignments, variant, bucket assignment, arm, treatment,
        treatment group, experiment group, experiment arm, experiment variant, experiment bucket,
        A/B assignment, A/B bucket, AB variant, cohort, experiment id""",
    ),
    (
        "metrics",
        "Metrics",
        "Numbers about how a system or a model does, over time.",
        """metric, system metrics, model metrics, evaluation metrics, offline metrics, online metrics,
        quality metrics, telemetry, measurement, KPI, time series, gauge, latency metrics, error rate,
        QPS, throughput metrics, AUC, NDCG, evaluation results, evaluation report, evaluation,
        eval results, eval metrics, experiment results, drift report, drift metrics, drift statistics,
        drift score, data statistics, feature statistics, quality report, health, cost, token usage,
        latency, dashboards, dashboard data, SLO, performance, monitoring data, accuracy, loss,
        validation report, prediction distribution, score distribution""",
    ),
    (
        "logs",
        "Logs",
        "Lines of text that say what a program did.",
        """log, log line, log record, application logs, access log, server logs, system logs, request log,
        error log, audit log, audit trail, audit record, debug log, training log, error, exception,
        stack trace, lineage, provenance""",
    ),
    (
        "traces",
        "Traces",
        "The path of one request through the services, with times.",
        """trace, span, distributed trace, request trace, LLM trace, call graph, tracing data""",
    ),
    (
        "alerts",
        "Alerts",
        "A warning that a person or a program should act on.",
        """alert, alarm, warning, incident, drift alert, drift alarm, drift signal, drift detected,
        anomaly alert, data quality alert, SLO breach, threshold breach""",
    ),
    (
        "notification",
        "Notification",
        "A message sent to a person who did not ask just now: a push, an e-mail, an SMS.",
        """notifications, push notification, push, push message, SMS, text message, e-mail notification,
        email, in-app message, in-app notification, newsletter, reminder, digest, takedown notice, notice""",
    ),
    (
        "chunks",
        "Chunks",
        "Pieces of documents, cut for retrieval and for a prompt.",
        """chunk, text chunk, document chunk, passage, retrieved passages, snippet, paragraph,
        retrieved context, retrieved chunks, sections, grounding, evidence""",
    ),
    (
        "prompt",
        "Prompt",
        "The text that a language model is given.",
        """prompts, system prompt, user prompt, final prompt, augmented prompt, instruction,
        few-shot examples, prompt with context, context window, chat turn""",
    ),
    (
        "tokens",
        "Tokens",
        "What a language model emits or reads, piece by piece.",
        """token, output tokens, generated tokens, input tokens, token stream, streamed tokens,
        streamed answer, streamed response, streaming response, KV, KV pairs, token ids,
        completion tokens, delta tokens""",
    ),
)

# What names a type only when it is all that is written. On a queue `jobs` are tasks, and `closed jobs` of a
# marketplace are not; a schedule says `run`, and a `run` with more words may be its log or its result.
_ALONE = {"request": "job", "config": "run, start, kick off, start run, trigger run"}

_MADE_BY = {
    "event": (Trait.STREAMS_EVENTS,),
    "raw_data": (Trait.KEEPS_RAW_DATA,),
    "features": (Trait.SERVES_FEATURES,),
    "labels": (Trait.JOINS_LABELS,),
    "media": (Trait.KEEPS_OBJECTS,),
    "documents": (Trait.KEEPS_OBJECTS,),
    "training_dataset": (Trait.BUILDS_DATASETS,),
    "index": (Trait.BUILDS_INDEXES,),
    "scores": (Trait.SERVES_MODEL, Trait.RANKS),
    "predictions": (Trait.SERVES_MODEL, Trait.PREDICTS_IN_BATCH),
    "embeddings": (Trait.ENCODES_QUERIES,),
    "chunks": (Trait.INDEXES_VECTORS, Trait.INDEXES_TEXT),
    "prompt": (Trait.BUILDS_PROMPTS,),
    "tokens": (Trait.GENERATES,),
    "ranked_list": (Trait.RANKS, Trait.GENERATES_CANDIDATES),
    "experiment_assignment": (Trait.ASSIGNS_EXPERIMENTS,),
}
_TAKEN_BY = {
    "embeddings": (Trait.INDEXES_VECTORS, Trait.BUILDS_INDEXES),
    "index": (Trait.INDEXES_VECTORS, Trait.GENERATES_CANDIDATES),
    "labels": (Trait.JOINS_LABELS, Trait.BUILDS_DATASETS),
    "training_dataset": (Trait.TRAINS, Trait.EVALUATES),
    "model_artifact": (Trait.REGISTERS_MODELS, Trait.SERVES_MODEL),
}
_MADE_OF = {
    "scores": "predictions candidates",
    "predictions": "scores decision candidates",
    "embeddings": "features candidates",
    "chunks": "documents candidates",
    "prompt": "",
    "tokens": "response",
    "ranked_list": "candidates scores predictions documents response",
    "experiment_assignment": "",
}

TYPES: Mapping[str, DataType] = MappingProxyType(
    {
        key: DataType(
            key,
            name,
            description,
            listed(aliases),
            listed(_ALONE.get(key, "")),
            made_by=_MADE_BY.get(key, ()),
            taken_by=_TAKEN_BY.get(key, ()),
            made_of=frozenset(_MADE_OF[key].split()) if key in _MADE_OF else None,
        )
        for key, name, description, aliases in _TABLE
    }
)
"""Every data type by id, in the order of the handbook."""
