"""Kinds that compute: application servers, orchestrators, workers, batch and stream engines."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import ITEMS, SHOWN, listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="api_server",
        name="Application / API server",
        short="API server",
        family="compute",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Stateless business code behind the front door: answers calls, reads and writes stores.",
        aliases=listed("""app server, application server, application, application service, API,
        API service, backend, backend service, backend server, backend API, microservice, web service,
        web tier, app tier, read API, write API, product service, business service, REST API, HTTP server,
        HTTP API, GraphQL API, business logic, business logic service, server, web backend, web API,
        web application, monolith, application backend, core service, domain service, user service,
        user profile service, profile service, account service, order service, payment service,
        payments API, booking service, catalogue service, item service, post service, content service,
        upload service, upload API, comment service, timeline service, messaging API, checkout service,
        inventory service, pricing service, read service, write service, internal service, internal API,
        service API, app backend, mobile backend, request handler, render service, rendering service,
        page service, frontend server, frontend service, routing engine, maps service, geo service,
        trip service, dispatch service, listing service, video service, media service, chat backend,
        chat server"""),
        consumes=SHOWN
        | types(
            "request query prompt event raw_data features embeddings labels experiment_assignment config"
        ),
        produces=types("request query prompt response event raw_data media documents features notification"),
        typical=Typical(0.01, 0.05, (200, 2_000), "200-2000 requests/s"),
        glyph="server",
        refuses=types("training_dataset index"),
        traits=traits("answers_requests"),
    ),
    Kind(
        id="orchestrator",
        name="Serving orchestrator",
        short="Orchestrator",
        family="compute",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Runs one request through the stages of serving: calls retrieval, features, models and "
            "filters in turn."
        ),
        aliases=listed("""recommendation service, feed service, search service, prediction service front,
        federator, prediction pipeline, serving pipeline, recommender, recommender service,
        recommendation system, recommendation engine, recommender engine, recommendation API, rec service,
        rec engine, recsys, home mixer, feed mixer, feed generator, feed generation service,
        news feed service, newsfeed service, serving orchestration, serving service, serving layer,
        inference orchestrator, inference pipeline, ad server, ad service, ad serving, search API,
        search backend, search orchestrator, query service, recommendation orchestrator,
        ranking orchestrator, ranking pipeline, request orchestrator, coordinator, root, scatter gather,
        search frontend, search root, online pipeline, online serving, ML gateway, ML serving gateway,
        prediction gateway, prediction orchestrator, risk service, fraud service, fraud detection service,
        fraud API, risk API, risk orchestrator, ETA service, matching service, personalisation service,
        personalization engine, discovery service, home feed service, RAG service, RAG pipeline,
        RAG server, chat orchestrator, question answering service, QA service, answer service,
        visual search service, video search service, PYMK service, similar items service"""),
        consumes=ITEMS
        | types(
            "request query prompt event response ranked_list predictions scores features embeddings "
            "decision media"
            " tokens experiment_assignment raw_data config"
        ),
        produces=types("request query prompt response ranked_list decision event"),
        typical=Typical(0.005, 0.02, (500, 2_000), "500-2000 requests/s, without waiting downstream"),
        glyph="orchestrator",
        refuses=types("labels training_dataset"),
        traits=traits("orchestrates"),
    ),
    Kind(
        id="worker",
        name="Asynchronous worker",
        short="Worker",
        family="compute",
        role=Role.JOB,
        plane=Plane.ONLINE,
        description=(
            "Takes tasks from a queue or stream and does the slow work that no request should wait for."
        ),
        aliases=listed("""background worker, background job, consumer, job runner, task worker,
        fan-out service, async job, async worker, asynchronous job, cron job, cron, queue worker,
        queue consumer, stream consumer, event consumer, Kafka consumer, worker pool, worker service,
        fan-out worker, fanout, thumbnail worker, thumbnailer, image worker, video worker, transcoder,
        transcoding service, transcode worker, encoder worker, video processing service, upload processor,
        background processor, event processor, event handler, Celery worker, sidekiq, write worker,
        cache invalidator, cleanup job, deletion job, retention job, sync job, media processing,
        background task, daemon, poller, backfill job, blur job, blurring job, task runner, refresh job,
        notification worker, export job"""),
        consumes=types(
            "event request raw_data media documents predictions decision labels features ranked_list "
            "candidates"
        ),
        produces=types("raw_data event media documents notification request ranked_list features"),
        typical=Typical(0.05, 5.0, (10, 500), "10-500 tasks/s"),
        glyph="worker",
        traits=traits("works_off_a_queue carries_records can_de_identify consumes_later"),
        fed_by=(Trait.QUEUES_TASKS,),
        handed_to=Trait.KEEPS_OBJECTS,
    ),
    Kind(
        id="notification_service",
        name="Notification service",
        short="Notifications",
        family="compute",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Sends messages to people who are not asking just now: push, e-mail, SMS.",
        aliases=listed("""push service, email service, SMS gateway, SMS service, push notification,
        push notification service, messaging service, notifications, notifier, mailer, email sender,
        notification system, notification server, push gateway, message sender, in-app messaging,
        alert sender, email notification, webhook service, webhook sender"""),
        consumes=types("ranked_list event decision request response predictions documents alerts raw_data"),
        produces=types("notification event"),
        typical=Typical(0.1, 2.0, (500, 5_000), "500-5000 messages/s"),
        glyph="bell",
        refuses=types("embeddings index training_dataset model_artifact"),
        traits=traits("notifies reaches_people"),
        fed_by=(Trait.DECIDES,),
        handed_to=Trait.STARTS_REQUESTS,
    ),
    Kind(
        id="workflow_orchestrator",
        name="Workflow orchestrator",
        short="Workflow engine",
        family="compute",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Starts the jobs of a pipeline in order and on time, repeats what failed, and keeps the record."
        ),
        aliases=listed("""pipeline orchestrator, DAG runner, cron scheduler, workflow scheduler,
        workflow engine, workflow manager, job scheduler, batch scheduler, pipeline scheduler, workflow,
        orchestration, ML pipeline orchestrator, training orchestrator, data orchestrator, DAG scheduler,
        DAG, retraining scheduler, retraining trigger, training scheduler, retrain trigger,
        ML orchestrator, task scheduler, timer, cron trigger, workflow orchestration, pipeline runner,
        pipeline controller, CI pipeline, ML pipelines"""),
        consumes=types("config event metrics alerts decision request"),
        produces=types("event config request"),
        typical=Typical(throughput_note="10^3-10^5 tasks a day"),
        glyph="workflow",
        state=State.DURABLE,
        refuses=types("embeddings features index"),
        traits=traits("schedules consumes_later"),
    ),
    Kind(
        id="batch_compute",
        name="Batch compute engine",
        short="Batch compute",
        family="compute",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Reads much and writes much on a schedule: cleans, joins and aggregates what the stores hold."
        ),
        aliases=listed("""ETL, ELT, ETL job, ETL pipeline, ETL service, MapReduce, batch job, offline job,
        data pipeline, batch processing, batch processor, batch pipeline, batch engine, batch layer,
        Spark job, Hadoop job, MapReduce job, batch analytics, data processing, data processing job,
        data transformation, data cleaning, data cleansing, data preprocessing, offline processing,
        offline pipeline, nightly job, daily job, daily batch, nightly batch, hourly job, aggregation job,
        batch aggregation, aggregation service, data job, data engineering, compute cluster,
        Spark cluster, Hadoop cluster, offline compute, batch, batch ETL, log processing,
        log aggregation job, data wrangling, SQL job, scheduled query, data collection job"""),
        consumes=types(
            "raw_data event labels features logs metrics documents media predictions embeddings "
            "scores decision request"
        ),
        produces=types(
            "raw_data features training_dataset labels event metrics documents candidates predictions "
            "ranked_list"
        ),
        typical=Typical(throughput_note="0.1-1 GB/s per 100 cores, minutes to hours"),
        glyph="batch",
        traits=traits("computes_in_batch carries_records can_de_identify"),
        fed_by=(Trait.KEEPS_RAW_DATA,),
        handed_to=Trait.KEEPS_TABLES,
    ),
    Kind(
        id="stream_processor",
        name="Stream processor",
        family="compute",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description="Computes over events as they arrive: windows, joins and counts within seconds.",
        aliases=listed("""streaming job, near-line compute, nearline, nearline processing,
        real-time pipeline, stream processing, stream processing job, stream processing engine,
        streaming pipeline, streaming engine, streaming processor, real-time processing,
        real time processor, real-time stream processing, real-time analytics, stream analytics,
        streaming analytics, streaming aggregator, event processing, complex event processing, CEP,
        stream job, Flink job, speed layer, streaming layer, streaming ETL, stream compute,
        streaming service, sessionizer, sessionization, windowing job, enrichment job, stream enrichment"""),
        consumes=types(
            "event raw_data labels features predictions media documents scores decision logs metrics request"
        ),
        produces=types("features event metrics labels raw_data training_dataset alerts"),
        typical=Typical(
            0.1,
            2.0,
            (10_000, 100_000),
            "10k-100k events/s per group of cores",
            "Airbnb's user signals platform: over 1M events/s on 100+ Flink jobs, under 1 s",
        ),
        glyph="stream",
        state=State.SOFT,
        traits=traits("processes_streams carries_records can_de_identify consumes_later"),
        fed_by=(Trait.STREAMS_EVENTS,),
        handed_to=Trait.SERVES_FEATURES,
    ),
)
