"""Kinds that make features and labels, keep them, and turn them into training data."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import ITEMS, listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="feature_pipeline_batch",
        name="Batch feature pipeline",
        family="feature",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Computes features over history on a schedule: averages of 30 days, lifetime counts, profiles."
        ),
        aliases=listed("""batch features, offline feature computation, feature engineering job,
        feature ETL, batch precompute, static feature pipeline, dbt features, batch feature engineering,
        batch feature job, batch feature computation, offline feature pipeline, offline features,
        offline feature engineering, feature engineering, feature job, feature batch job, daily features,
        static features, batch feature generation, feature materialisation, feature materialization job,
        feature backfill, feature aggregation job, feature generation job, feature transformation job,
        user feature job, user feature pipeline, item feature job, item feature pipeline,
        feature computation job, profile builder, profile job, batch feature extraction"""),
        consumes=types("raw_data event features labels documents media logs embeddings predictions config"),
        produces=types("features"),
        typical=Typical(throughput_note="one run an hour to a day"),
        glyph="feature_batch",
        refuses=types("model_artifact index"),
        traits=traits("computes_features_in_batch carries_records can_de_identify"),
        fed_by=(Trait.KEEPS_RAW_DATA,),
        read_by=Trait.KEEPS_FEATURE_HISTORY,
    ),
    Kind(
        id="feature_pipeline_stream",
        name="Streaming feature pipeline",
        family="feature",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Keeps features fresh within seconds of each event: counts of the last minute, last items seen."
        ),
        aliases=listed("""real-time features, online feature computation, near-real-time features,
        dynamic feature pipeline, streaming aggregation, counters, streaming features,
        streaming feature engineering, streaming feature job, stream feature pipeline, stream features,
        real-time feature pipeline, real-time feature engineering, real-time feature computation,
        real-time aggregation, online feature pipeline, realtime features job, velocity counters,
        velocity features, counter service, window aggregates, windowed aggregates, windowed aggregation,
        streaming counters, dynamic features, session features, nearline features,
        nearline feature pipeline, Flink features, rolling aggregates, streaming feature aggregation,
        feature streaming job, fresh features"""),
        consumes=types("event raw_data features labels predictions decision config"),
        produces=types("features event"),
        typical=Typical(0.5, 5.0, (10_000, 100_000), "10k-100k events/s"),
        glyph="feature_stream",
        state=State.SOFT,
        refuses=types("model_artifact index"),
        traits=traits("computes_features_live carries_records can_de_identify consumes_later"),
        fed_by=(Trait.STREAMS_EVENTS,),
        read_by=Trait.SERVES_FEATURES,
    ),
    Kind(
        id="feature_store_offline",
        name="Offline feature store",
        family="feature",
        role=Role.STORE,
        plane=Plane.OFFLINE,
        description=(
            "Every value a feature ever had, with its time, so that training sees what serving would have "
            "seen."
        ),
        aliases=listed("""offline store, historical features, feature warehouse, training feature store,
        batch feature store, historical feature store, feature history, Feast offline, offline feature DB,
        offline feature database, offline features store, feature lake, feature archive, feature table,
        training features, point-in-time feature store"""),
        consumes=types("features labels event embeddings raw_data predictions scores"),
        produces=types("features training_dataset labels embeddings"),
        typical=Typical(throughput_note="batch scans"),
        glyph="feature_store",
        state=State.DURABLE,
        refuses=types("model_artifact index"),
        traits=traits("keeps_feature_history"),
        fed_by=(Trait.COMPUTES_FEATURES_IN_BATCH,),
        read_by=Trait.BUILDS_DATASETS,
    ),
    Kind(
        id="feature_store_online",
        name="Online feature store",
        family="feature",
        role=Role.STORE,
        plane=Plane.ONLINE,
        description="The latest value of each feature by entity, read in milliseconds while a request waits.",
        aliases=listed("""online store, feature cache, real-time feature store, Feast online,
        Redis feature store, low-latency feature store, feature KV, feature KV store, online feature DB,
        online feature database, online features, online features store, serving feature store,
        streaming feature store, feature lookup, feature lookup store, key-value feature store,
        user feature store, item feature store, profile cache, online feature cache, live feature store,
        user state store, DynamoDB feature store, velocity store, counter store"""),
        consumes=types("features embeddings predictions scores event"),
        produces=types("features embeddings"),
        typical=Typical(
            0.002,
            0.01,
            (50_000, 150_000),
            "50k-150k key reads/s per node, batched",
            "DoorDash: 72 vCPU per 10M reads/s, 112 GB per 10^9 features; Uber Michelangelo: p95 under 10 ms",
        ),
        glyph="feature_store",
        state=State.DURABLE,
        refuses=types("model_artifact index training_dataset labels"),
        traits=traits("serves_features uses_artifacts"),
        fed_by=(Trait.COMPUTES_FEATURES_LIVE,),
        read_by=Trait.RANKS,
    ),
    Kind(
        id="feature_registry",
        name="Feature registry / catalogue",
        family="feature",
        role=Role.STORE,
        plane=Plane.OFFLINE,
        description=(
            "What each feature means, who owns it and how it is computed, in one place for training and "
            "serving."
        ),
        aliases=listed("""feature registry, feature catalogue, feature metadata, feature definitions,
        Feast registry, feature metadata store, feature definition store, feature repo,
        feature repository, schema registry, data catalogue, feature specs, feature config,
        feature dictionary"""),
        consumes=types("config features raw_data metrics"),
        produces=types("config"),
        typical=Typical(0.005, 0.05, (100, 100), "100 reads/s"),
        glyph="feature_registry",
        state=State.DURABLE,
        refuses=types("embeddings index training_dataset model_artifact"),
        traits=traits("defines_features"),
    ),
    Kind(
        id="feature_service",
        name="Feature server / hydrator",
        family="feature",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Gathers the features of one request from stores and context, and turns them into model input."
        ),
        aliases=listed("""feature server, hydrator, feature fetcher, feature hydration, feature assembler,
        feature computation service, context features, feature hydrator, feature retrieval,
        feature retrieval service, feature serving, feature serving service, feature gateway, feature API,
        feature fetching, feature fetch, feature loader, feature lookup service, feature assembly,
        feature builder, feature vector builder, feature extraction service, feature extractor,
        online feature service, online feature server, real-time feature service, feature aggregator,
        feature joiner, feature enrichment, hydration, hydration service, enrichment service,
        context service, user context service, feature transformer, feature encoder, signal service,
        item hydrator, on-demand features, request-time features"""),
        consumes=ITEMS
        | types(
            "request query event features raw_data embeddings media ranked_list response "
            "experiment_assignment"
        ),
        produces=types("features"),
        typical=Typical(0.005, 0.02, (1_000, 5_000), "1k-5k requests/s of hundreds of rows"),
        glyph="hydrate",
        refuses=types("training_dataset index"),
        traits=traits("assembles_features"),
        fed_by=(Trait.SERVES_FEATURES,),
        handed_to=Trait.ORCHESTRATES,
    ),
    Kind(
        id="data_validation",
        name="Data validation",
        family="feature",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Checks schema, ranges, freshness and drift of data before it may reach training or serving."
        ),
        aliases=listed("""data quality, schema check, data tests, anomaly check on data, data validator,
        data quality check, data quality monitor, data quality monitoring, data check, schema validation,
        schema validator, data contract, feature validation, data verification, dataset validation,
        dataset checks, data observability, input validation job, data profiling, data anomaly detection,
        data sanity checks"""),
        consumes=types("raw_data features training_dataset event labels media documents embeddings config"),
        produces=types("alerts metrics decision raw_data features training_dataset"),
        typical=Typical(throughput_note="one run per batch"),
        glyph="checklist",
        state=State.SOFT,
        refuses=types("index"),
        traits=traits("validates_data carries_records can_de_identify"),
        fed_by=(Trait.KEEPS_RAW_DATA,),
    ),
    Kind(
        id="label_joiner",
        name="Label joiner / sample joiner",
        family="feature",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description="Waits for what people did after a prediction and joins it to the features served then.",
        aliases=listed("""label joiner, sample joiner, label join, example generator, attribution job,
        label generation, impression-click join, training data logger, feedback join, ground-truth joiner,
        ground truth join, label generator, label builder, label service, label pipeline, labels job,
        label attribution, attribution, attribution service, feedback joiner, event joiner, event join,
        outcome joiner, outcome join, delayed label joiner, delayed feedback join, joiner, log joiner,
        online joiner, example joiner, label collector, label collection, feedback loop, label creation,
        weak labelling, programmatic labelling, label aggregator, label processing, natural labels,
        click attribution, conversion joiner, example builder"""),
        consumes=types(
            "event features predictions labels scores raw_data decision ranked_list logs response candidates"
        ),
        produces=types("labels training_dataset"),
        typical=Typical(
            throughput_note="10k-100k joins/s; window of minutes to days", throughput=(10_000, 100_000)
        ),
        glyph="join",
        state=State.SOFT,
        refuses=types("index model_artifact"),
        traits=traits("joins_labels carries_records"),
        fed_by=(Trait.STREAMS_EVENTS, Trait.KEEPS_RAW_DATA),
        read_by=Trait.BUILDS_DATASETS,
    ),
    Kind(
        id="labeling_platform",
        name="Human labelling platform",
        family="feature",
        role=Role.PERSON,
        plane=Plane.PEOPLE,
        description=(
            "People who look at examples and say what is right, with the tool that shows and checks them."
        ),
        aliases=listed("""labelling platform, annotation tool, labelling, data labelling, ground truth,
        crowdsourcing, Mechanical Turk, annotators, human raters, annotation, annotation platform,
        annotation service, annotation team, data annotation, human annotation, human labelling,
        human labellers, human annotators, labellers, labelling tool, labelling service, labelling team,
        labelling queue, labelling job, labelling workforce, raters, crowd workers, MTurk,
        manual labelling, hand labelling, image annotation, human labels, ground truth labelling,
        preference labelling, human feedback, RLHF labelling, human evaluators, quality raters,
        relevance raters, data labelling service, data labelling platform"""),
        consumes=ITEMS
        | types(
            "raw_data media event predictions scores prompt response ranked_list query decision "
            "features labels"
        ),
        produces=types("labels"),
        typical=Typical(60.0, 86_400.0, None, "50-500 items per annotator and hour"),
        glyph="tag",
        state=State.DURABLE,
        refuses=types("embeddings index model_artifact"),
        traits=traits("collects_labels reaches_people"),
        fed_by=(Trait.KEEPS_OBJECTS,),
        read_by=Trait.BUILDS_DATASETS,
    ),
    Kind(
        id="dataset_builder",
        name="Training dataset builder",
        family="feature",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Joins features and labels as of the right moment, samples, splits by time and writes the "
            "examples."
        ),
        aliases=listed("""dataset builder, training data generator, dataset construction, sampling job,
        negative sampler, data preparation, train/val/test splitter, point-in-time join,
        training data pipeline, training data generation, training data builder,
        training data preparation, training set builder, training set generation, dataset generator,
        dataset generation, dataset preparation, dataset creation, dataset pipeline, data prep,
        data prep job, data sampling, data sampler, sampler, sampling, negative sampling,
        hard negative mining, hard negative miner, train test split, splitter job, data splitter,
        augmentation job, data augmentation, training data job, example builder job, dataset service,
        dataset, training set, training dataset, training dataset generation, training examples builder,
        pair builder, session builder, sequence builder, data loader, dataset assembly, downsampling,
        negative downsampling"""),
        consumes=types(
            "raw_data features labels event media documents embeddings training_dataset predictions "
            "logs chunks config"
        ),
        produces=types("training_dataset"),
        typical=Typical(throughput_note="10^8-10^10 rows per run"),
        glyph="dataset",
        refuses=types("index"),
        traits=traits("builds_datasets carries_records can_de_identify"),
        fed_by=(Trait.JOINS_LABELS, Trait.KEEPS_RAW_DATA, Trait.KEEPS_FEATURE_HISTORY),
        read_by=Trait.TRAINS_IN_RUNS,
    ),
)
