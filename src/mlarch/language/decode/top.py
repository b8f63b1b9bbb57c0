"""The top-level keys of a spec, in the order in which they are decoded."""

from __future__ import annotations

from mlarch.language.decode.components import Components
from mlarch.language.decode.fields_brief import DATA, MODEL, REQUIREMENTS, TASK
from mlarch.language.decode.fields_rollout import EVALUATION, MONITORING, RELEASE
from mlarch.language.decode.flows import Flows
from mlarch.language.decode.groups import Groups
from mlarch.language.decode.ignores import Ignores
from mlarch.language.decode.maps import MapOf
from mlarch.language.decode.shapes import BasePath, Version
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.values import Bool, ListOf, Prose, Text, choice
from mlarch.language.decode.views import DIRECTION, Scenarios, Views
from mlarch.model import Stage

__all__ = ["TOP"]

# The order matters: scenarios and ignored findings refer to flows, views to groups.
TOP = Table(
    "spec",
    "A machine-learning system: its brief in seven steps, its components and the flows between them.",
    (
        Field("mlarch", Version(), "The version of the spec language.", "1", required=True, given=True),
        Field("name", Text(), "The title; made of the file's name when not stated.", "Fraud check"),
        Field(
            "summary", Prose(), "One paragraph on what the system does.", "Scores every payment in 100 ms."
        ),
        Field(
            "stage",
            choice(
                Stage, {"prod": "production", "live": "production", "draft": "sketch", "prototype": "sketch"}
            ),
            "How much the reviewer expects (`design` when not stated).",
            "design",
        ),
        Field("extends", BasePath(), "A spec to start from, relative to this file.", "base.yaml"),
        Field(
            "partial", Bool(), "Whether it is only a base, and checked as part of what extends it.", "true"
        ),
        Field(
            "requirements",
            Nested(REQUIREMENTS),
            REQUIREMENTS.doc,
            "{goal: fewer losses, latency: {p99: 100ms}}",
        ),
        Field("task", Nested(TASK), TASK.doc, "{type: ranking, label: click}"),
        Field("data", Nested(DATA), DATA.doc, "{events: [click], split: by time}"),
        Field(
            "components",
            Components(),
            "Step 6: the parts of the system, id to kind or to a mapping.",
            "{app: client, api: {kind: api server, replicas: 12}}",
        ),
        Field(
            "flows",
            Flows(),
            "Step 6: who calls whom (`->`), publishes to whom (`~>`), loads what in bulk (`=>`).",
            "[app -> lb -> api]",
            required=True,
        ),
        Field(
            "models",
            MapOf(MODEL),
            "Step 4: the models, by id.",
            "{ranking_model: {task: ranking, served_by: ranker}}",
        ),
        Field("evaluation", Nested(EVALUATION), EVALUATION.doc, "{offline: [AUC], online: [watch time]}"),
        Field(
            "release",
            Nested(RELEASE),
            RELEASE.doc,
            "{strategy: [shadow, canary], rollback: previous version}",
        ),
        Field("monitoring", Nested(MONITORING), MONITORING.doc, "{alerts: [p99 above 150 ms]}"),
        Field("groups", Groups(), "Panels of the picture: id to members.", "{serving: [lb, api]}"),
        Field("scenarios", Scenarios(), "Numbered walks through the diagram.", "{A request: [app, lb, api]}"),
        Field("views", Views(), "Several pictures of one model.", "{online: {planes: [online]}}"),
        Field("direction", DIRECTION, "Which way the picture reads; measured when not stated.", "LR"),
        Field(
            "layout",
            ListOf(Text()),
            "Cells of the picture: the ids of each row of cards, `.` for an empty cell. `mlarch render --pin`"
            " writes it.",
            '["app lb api", ". . ranker"]',
        ),
        Field(
            "ignore",
            Ignores(),
            "Findings that are accepted, with reasons.",
            "[{rule: MON001, reason: a demo}]",
            "ignores",
        ),
    ),
    dict,
    unsure=frozenset(("version", "steps", "parts")),
    hints={
        "nodes": "components",
        "services": "components",
        "boxes": "components",
        "elements": "components",
        "parts": "components",
        "edges": "flows",
        "links": "flows",
        "connections": "flows",
        "arrows": "flows",
        "relations": "flows",
        "relationships": "flows",
        "title": "name",
        "description": "summary",
        "version": "mlarch",
        "clusters": "groups",
        "steps": "scenarios",
        "features": "`features` belong under `data:`.",
        "events": "`events` belong under `data:`.",
        "metrics": "Metrics belong under `evaluation:`, as `offline` and `online`.",
        "latency": "`latency` belongs under `requirements:`, or in a component.",
    },
)
