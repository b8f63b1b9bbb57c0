"""Kinds that carry events from where they happen to where they are used."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import listed, types
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="event_collector",
        name="Event collector",
        family="stream",
        role=Role.SERVICE,
        plane=Plane.OFFLINE,
        description=(
            "Takes in what clients report (clicks, views, positions), checks it and writes it to the stream."
        ),
        aliases=listed("""event logger, clickstream collector, telemetry service, logging service,
        ingestion service, data ingestion, analytics SDK, beacon, user interaction logger,
        event collection, event collection service, event ingestion, event ingestion service,
        event gateway, event API, event tracking, event tracker, tracking service, tracking API,
        tracking pixel, interaction logger, interaction collector, click logger, clickstream,
        click collector, click tracker, collector, data collector, data collection,
        data collection service, data ingestion service, activity logger, activity tracker, telemetry,
        telemetry collector, analytics service, analytics collector, event intake, beacon service,
        user event logger, usage tracker, impression collector, action logger, log collector service,
        event service, user events"""),
        consumes=types("event request labels media raw_data metrics"),
        produces=types("event raw_data"),
        typical=Typical(0.005, 0.05, (10_000, 50_000), "10k-50k events/s"),
        glyph="collector",
        refuses=types("embeddings index training_dataset model_artifact"),
    ),
    Kind(
        id="event_stream",
        name="Event stream / log",
        family="stream",
        role=Role.STREAM,
        plane=Plane.OFFLINE,
        description="A retained, ordered log that many readers follow at their own pace and can read again.",
        aliases=listed("""event bus, event log, stream, streaming platform, message bus,
        event streaming platform, event streaming, data stream, streaming, event hub, commit log,
        distributed log, event queue, pub sub, publish subscribe, topic, Kafka topic, event topic,
        message stream, log stream, event pipeline, event backbone, streaming log, message log,
        real-time stream, events stream, interaction stream, event broker, streaming queue, streaming bus,
        data bus, log queue, events, user event stream"""),
        consumes=types("event raw_data labels features predictions logs metrics decision media documents"),
        produces=types("event raw_data"),
        typical=Typical(
            0.005,
            0.02,
            None,
            "100-200 MB/s per broker; 605 MB/s on the published test cluster",
            "Confluent's benchmark of Kafka, Pulsar and RabbitMQ: p99 5 ms at 200 MB/s",
        ),
        glyph="stream",
        state=State.DURABLE,
        passes=True,
    ),
    Kind(
        id="message_queue",
        name="Message / task queue",
        family="stream",
        role=Role.STREAM,
        plane=Plane.ONLINE,
        description="Hands each task to one worker and forgets it when the work is acknowledged.",
        aliases=listed("""message queue, MQ, job queue, task queue, work queue, messaging queue,
        messaging, async queue, message broker, broker queue, request queue, upload queue, write queue,
        notification queue, delay queue, priority queue, queue service, dead letter queue, DLQ,
        fan-out queue, ingest queue, processing queue, buffer queue, job buffer"""),
        consumes=types("event request raw_data media documents decision"),
        produces=types("event request raw_data"),
        typical=Typical(
            0.002,
            0.02,
            (3_000, 30_000),
            "3k-30k messages/s per node",
            "Confluent's benchmark: mirrored RabbitMQ 38 MB/s, about 1 ms at 30 MB/s",
        ),
        glyph="queue",
        state=State.DURABLE,
        passes=True,
    ),
    Kind(
        id="cdc",
        name="Change data capture",
        family="stream",
        role=Role.STREAM,
        plane=Plane.OFFLINE,
        description="Follows the log of a database and turns each change of a row into an event.",
        aliases=listed("""CDC, binlog stream, database stream, change stream, change log, change feed,
        database replication stream, DB stream, CDC connector, CDC stream, CDC pipeline, binlog,
        change events, database changes, outbox, transactional outbox, write-ahead log"""),
        consumes=types("raw_data documents event"),
        produces=types("event raw_data documents"),
        typical=Typical(0.1, 2.0, (5_000, 50_000), "5k-50k rows/s"),
        glyph="cdc",
        state=State.SOFT,
        refuses=types("model_artifact index"),
    ),
)
