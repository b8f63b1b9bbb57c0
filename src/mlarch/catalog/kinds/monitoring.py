"""Kinds that watch: logs, metrics, drift, alerts, and the people who are asked."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import ITEMS, listed, types
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="prediction_logger",
        name="Prediction / impression logger",
        family="monitoring",
        role=Role.SERVICE,
        plane=Plane.MONITORING,
        description="Writes down what was served, with the features, scores and positions of that moment.",
        aliases=listed("""prediction logger, impression logger, impression log, feature logger,
        inference log, serving log, prediction log, request log, audit sample, inference logger,
        serving logger, impression logging, prediction logging, feature logging, feature log,
        inference logging, model logger, score logger, scores log, served features logger,
        served features log, exposure logger, exposure log, response logger, LLM logger, prompt logger,
        prompt log, request logger, request/response logger, recommendation logger, ranking logger,
        served results log, prediction recorder, result logger, model log, payload logger, sample logger"""),
        consumes=ITEMS
        | types(
            "predictions features ranked_list request scores decision response prompt tokens event "
            "embeddings query"
            " experiment_assignment"
        ),
        produces=types("event logs"),
        typical=Typical(0.001, 0.01, (10_000, 50_000), "10k-50k records/s, nobody waits"),
        glyph="logger",
        refuses=types("training_dataset model_artifact index"),
    ),
    Kind(
        id="metrics_monitor",
        name="Metrics monitoring",
        family="monitoring",
        role=Role.MONITOR,
        plane=Plane.MONITORING,
        description=(
            "Watches the machinery: rates, errors, latency, saturation, freshness of pipelines, cost."
        ),
        aliases=listed("""system monitoring, operational monitoring, health checks, SLO monitor,
        infra monitoring, metrics monitor, metrics, metric monitoring, metrics service, metrics collector,
        metrics collection, metrics system, system monitor, system metrics, infrastructure monitoring,
        infrastructure monitor, service monitoring, service monitor, health monitor, health monitoring,
        uptime monitor, latency monitor, SLO monitoring, SLI monitoring, operations monitoring,
        ops monitoring, application monitoring, application metrics, online metrics, business metrics,
        KPI monitor, cost monitor, cost monitoring, telemetry platform, metrics pipeline, service metrics,
        resource monitor"""),
        consumes=types("metrics logs traces event alerts scores predictions"),
        produces=types("metrics alerts"),
        typical=Typical(throughput_note="10^5-10^6 samples/s"),
        glyph="gauge",
        state=State.DURABLE,
        refuses=types("training_dataset model_artifact index"),
    ),
    Kind(
        id="model_monitor",
        name="Model / drift monitor",
        family="monitoring",
        role=Role.MONITOR,
        plane=Plane.MONITORING,
        description=(
            "Watches the model: its inputs, its scores, its calibration, and its quality once labels arrive."
        ),
        aliases=listed("""drift detection, drift monitor, model monitoring, prediction monitor,
        data drift, concept drift, performance monitor, feature drift, skew detector, calibration monitor,
        model monitor, ML monitoring, ML monitor, ML observability, model observability, drift detector,
        drift, drift monitoring, data drift monitor, data drift detection, concept drift detection,
        feature monitor, feature monitoring, skew monitor, skew monitoring, training-serving skew monitor,
        training-serving skew detection, prediction monitoring, score monitor, score distribution monitor,
        model performance monitor, model performance monitoring, performance monitoring,
        model quality monitor, model quality monitoring, quality monitor, quality monitoring,
        bias monitor, fairness monitor, fairness monitoring, label drift, prediction drift, model health,
        model drift, model drift detection, online model monitor, accuracy monitor,
        calibration monitoring, outlier detector, feature quality monitor"""),
        consumes=types(
            "predictions features labels event logs scores metrics decision raw_data embeddings "
            "ranked_list response"
            " training_dataset config"
        ),
        produces=types("metrics alerts event"),
        typical=Typical(throughput_note="one run every few minutes to a day"),
        glyph="drift",
        state=State.SOFT,
        refuses=types("index"),
    ),
    Kind(
        id="log_store",
        name="Log store",
        family="monitoring",
        role=Role.STORE,
        plane=Plane.MONITORING,
        description="Searchable lines of what every program said, kept for weeks.",
        aliases=listed("""centralised logging, ELK, ELK stack, EFK, central logging, log storage,
        log database, log DB, log aggregation, log aggregator, log management, logging system,
        logging platform, logging stack, log server, application logs, system logs, log search,
        logging backend, log index, centralised logs, log analytics, log analysis, server logs,
        access logs"""),
        consumes=types("logs event traces metrics prompt response tokens"),
        produces=types("logs metrics event"),
        typical=Typical(0.1, 2.0, (10_000, 100_000), "10k-100k lines/s"),
        glyph="logs",
        state=State.DURABLE,
        refuses=types("training_dataset model_artifact index embeddings"),
    ),
    Kind(
        id="tracing",
        name="Distributed tracing",
        family="monitoring",
        role=Role.MONITOR,
        plane=Plane.MONITORING,
        description="Follows single requests through all services and shows where their time went.",
        aliases=listed("""tracer, APM, LLM trace, distributed tracing, trace collector, trace store,
        traces, tracing service, request tracing, tracing system, LLM tracing,
        application performance monitoring, LLM observability, span collector, trace backend"""),
        consumes=types("traces logs request metrics event prompt response"),
        produces=types("traces metrics"),
        typical=Typical(0.001, 0.005, None, "sampled"),
        glyph="trace",
        state=State.DURABLE,
        refuses=types("training_dataset model_artifact index embeddings"),
    ),
    Kind(
        id="alerting",
        name="Alerting",
        family="monitoring",
        role=Role.MONITOR,
        plane=Plane.MONITORING,
        description=(
            "Wakes the person on call when a rule about metrics is broken, and keeps quiet otherwise."
        ),
        aliases=listed("""alerts, on-call, Alertmanager, incident management, alerting service,
        alerting system, alert service, alert system, on-call engineer, on-call team, on-call rotation,
        pager, paging, incident response, alarm, alert routing, alerting rules, engineer on call, SRE,
        SRE team, ops team, incident manager, alert engine"""),
        consumes=types("metrics alerts event logs decision"),
        produces=types("alerts notification event"),
        typical=Typical(throughput_note="rare"),
        glyph="alarm",
        state=State.DURABLE,
        refuses=types("training_dataset model_artifact index embeddings"),
    ),
    Kind(
        id="dashboard",
        name="Dashboard / BI",
        family="monitoring",
        role=Role.MONITOR,
        plane=Plane.MONITORING,
        description="Shows numbers to people: how the service, the model and the business are doing.",
        aliases=listed("""BI, reporting, metrics dashboard, dashboards, BI tool, BI dashboard,
        business intelligence, reports, reporting service, reporting tool, visualisation,
        monitoring dashboard, analytics dashboard, metrics UI, experiment dashboard, admin dashboard,
        data visualisation, KPI dashboard, analytics UI, scorecard, data studio, reporting dashboard,
        model dashboard"""),
        consumes=types("metrics raw_data event logs traces alerts predictions scores labels"),
        produces=types("metrics response"),
        typical=Typical(0.5, 5.0, None, "10-100 people"),
        glyph="chart",
        refuses=types("model_artifact index embeddings"),
    ),
    Kind(
        id="feedback_collector",
        name="User feedback collector",
        family="monitoring",
        role=Role.SERVICE,
        plane=Plane.OFFLINE,
        description="Takes what people say on purpose: reports, appeals, thumbs, survey answers.",
        aliases=listed("""user reports, explicit feedback, report button, thumbs up/down, survey, appeals,
        negative feedback, user feedback, feedback, feedback service, feedback collection, feedback API,
        feedback store, report service, reporting button, user reporting, report intake, report form,
        thumbs, thumbs up, ratings service, ratings collector, ratings, survey service, appeals service,
        complaint service, complaints, customer feedback, feedback form, user confirmation,
        in-app feedback, human feedback collector, feedback widget, explicit feedback collector,
        chargebacks, chargeback feed, dispute service, disputes"""),
        consumes=types("event request labels response decision documents media"),
        produces=types("labels event request response"),
        typical=Typical(0.01, 0.05, (100, 10_000), "10^2-10^4 requests/s"),
        glyph="thumbs",
        state=State.DURABLE,
        refuses=types("training_dataset model_artifact index embeddings"),
    ),
    Kind(
        id="human_review",
        name="Human review queue",
        family="monitoring",
        role=Role.PERSON,
        plane=Plane.PEOPLE,
        description=(
            "People who decide the doubtful cases, with the case in front of them and the power to overrule."
        ),
        aliases=listed("""moderation queue, manual review, analyst console, case management,
        human in the loop, HITL, trust & safety reviewers, fraud analyst, human review, review queue,
        human reviewer, reviewer, human moderators, moderator, manual reviewers, manual review queue,
        manual moderation, human moderation, analyst, fraud review, fraud team, risk analyst, review team,
        review console, review tool, review service, moderation team, content moderators,
        trust and safety, trust & safety team, human escalation, escalation queue, case review,
        case manager, investigators, support agent, human agent, customer support, human operator,
        human expert, experts, human audit, audit team, appeals review, operations team, editorial,
        technician, field technician, maintenance team, demand planner, supply planner, planning team"""),
        consumes=ITEMS
        | types(
            "decision scores media predictions event response features raw_data alerts request prompt "
            "ranked_list labels"
            " logs"
        ),
        produces=types("labels decision event"),
        typical=Typical(60.0, 86_400.0, None, "20-100 cases per reviewer and hour"),
        glyph="review",
        state=State.DURABLE,
        refuses=types("model_artifact index embeddings training_dataset"),
    ),
)
