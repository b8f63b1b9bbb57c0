"""The fields of the brief: requirements, task, data, models, evaluation, release, monitoring."""

from __future__ import annotations

from typing import Any

from mlarch.language.decode.amounts import Amount, Budget, Number, Whole
from mlarch.language.decode.fields import DTYPES
from mlarch.language.decode.fields_rollout import EVALUATION, MONITORING, RELEASE
from mlarch.language.decode.key_words import PERCENTILE_WORDS
from mlarch.language.decode.latencies import LatencyOf
from mlarch.language.decode.shapes import Alternatives, Available, ComponentRef, Retrain
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.values import Bool, Choice, ListOf, Prose, Text
from mlarch.model import (
    Data,
    ErrorCosts,
    Feature,
    Label,
    MLModel,
    Requirements,
    Split,
    Task,
)
from mlarch.quantities import Dimension, Quantity

__all__ = ["BRIEF", "MODEL"]

_COUNT = Amount(Dimension.COUNT)
_TIME = Amount(Dimension.TIME)
_SHARE = Amount(Dimension.SHARE)
_PER_DAY = Amount(Dimension.COUNT, also=((Dimension.RATE, 86400.0),))
_PER_SECOND = Amount(Dimension.RATE, also=((Dimension.COUNT, 1.0),))
_TEXTS = ListOf(Text())
_PROSE = Prose()

ERROR_COSTS = Table(
    "error_costs",
    "What a wrong answer costs.",
    (
        Field("false_positive", _PROSE, "The cost of a false alarm.", "a good customer is turned away"),
        Field("false_negative", _PROSE, "The cost of a miss.", "the amount of the payment and a fee"),
    ),
    ErrorCosts,
)

REQUIREMENTS = Table(
    "requirements",
    "Step 1, clarify: what the system is for and what it must stand.",
    (
        Field(
            "goal",
            _PROSE,
            "The goal in one sentence, with the number that moves.",
            "More watch time per user",
        ),
        Field("in_scope", _TEXTS, "What the design covers.", "[home page, new users]"),
        Field("out_of_scope", _TEXTS, "What it leaves out.", "[search, ads]"),
        Field("daily_active_users", Amount(Dimension.COUNT, per="day"), "Users per day.", "500M"),
        Field("monthly_active_users", Amount(Dimension.COUNT, per="month"), "Users per month.", "1.5B"),
        Field("requests_per_user", _PER_DAY, "Requests of one user per day.", "10"),
        Field("requests_per_day", _PER_DAY, "Requests per day in all.", "5B"),
        Field("requests_per_second", _PER_SECOND, "Requests per second on average.", "57k"),
        Field("peak_factor", Number(factor=True), "Peak traffic as a multiple of the average.", "3"),
        Field("items", _COUNT, "How many items there are to choose from.", "10M"),
        Field("latency", LatencyOf(), "Time to answer a request, end to end.", "{p99: 150ms}"),
        Field("network", _TIME, "One hop between two components of a region.", "0.5ms"),
        Field("availability", _SHARE, "Share of the time that it must work.", "99.9%"),
        Field("freshness", _TIME, "How old data may be before the answer suffers.", "30min"),
        Field("personalized", Bool(), "Whether answers depend on the user.", "true"),
        Field("budget", Budget(), "What it may cost: money per time, or words.", "20k USD/month"),
        Field(
            "error_costs",
            Nested(ERROR_COSTS),
            "What a wrong answer costs.",
            "{false_negative: a missed fraud}",
        ),
        Field("compliance", _TEXTS, "Laws and rules that apply.", "[GDPR]"),
        Field("source", _PROSE, "Where its numbers come from.", "annual report of 2025"),
    ),
    Requirements,
    located=True,
    unsure=frozenset(("slo", "sla", "users", "activeusers", "peak", "cost", "privacy")),
    hints={
        "dau": "daily_active_users",
        "mau": "monthly_active_users",
        "qps": "requests_per_second",
        "rps": "requests_per_second",
        "personalised": "personalized",
        "slo": "availability",
        "sla": "availability",
        "users": "daily_active_users",
        "activeusers": "daily_active_users",
        "throughput": "requests_per_second",
        "traffic": "requests_per_second",
        "tps": "requests_per_second",
        "objective": "goal",
        "objectives": "goal",
        "purpose": "goal",
        "cost": "budget",
        "peak": "peak_factor",
        "uptime": "availability",
        "businessgoal": "goal",
        "scope": "in_scope",
        "dailyusers": "daily_active_users",
        "monthlyusers": "monthly_active_users",
        "monthlyactive": "monthly_active_users",
        "dailyactive": "daily_active_users",
        "responsetime": "latency",
        "privacy": "compliance",
        "regulations": "compliance",
        "peakqps": "State the average as `requests_per_second`, and `peak_factor: 3`.",
        "peakrps": "State the average as `requests_per_second`, and `peak_factor: 3`.",
        **PERCENTILE_WORDS,
    },
)

LABEL = Table(
    "label",
    "What counts as the truth.",
    (
        Field("event", _PROSE, "The event that makes an example positive.", "click"),
        Field("window", _TIME, "How long after the prediction it is looked for.", "24h"),
        Field("delay", _TIME, "How late it is known.", "1h"),
        Field("selected_by", _PROSE, "What decides which cases get a label.", "all cases, or random 2 %"),
    ),
    Label,
    short="event",
)

TASK = Table(
    "task",
    "Step 2, frame: the business goal as an ML task.",
    (
        Field("objective", _PROSE, "What is predicted or optimised.", "maximise P(long watch)"),
        Field(
            "type",
            _PROSE,
            "Classification, regression, ranking, retrieval, detection, generation…",
            "ranking",
        ),
        Field("input", _PROSE, "What the model sees.", "user, context and a candidate video"),
        Field("output", _PROSE, "What it gives.", "a score per candidate"),
        Field("label", Nested(LABEL), "What counts as the truth.", "{event: click, window: 24h, delay: 1h}"),
        Field("positives", _SHARE, "Share of positive examples.", "0.01%"),
        Field("baseline", _PROSE, "What it must beat.", "most popular items"),
    ),
    Task,
    located=True,
    short="objective",
    hints={
        "labels": "label",
        "target": "label",
        "goal": "objective",
        "kind": "type",
        "problem": "type",
        "inputs": "input",
        "outputs": "output",
    },
)

FEATURE = Table(
    "feature",
    "A feature, or a family of them.",
    (
        Field("name", Text(), "What it is called.", "last 50 watches", required=True),
        Field("entity", _PROSE, "What it describes.", "user"),
        Field("freshness", Text(), "How old it may be: a time, or `request`.", "1min"),
        Field("known_at", _PROSE, "When the value exists, relative to the prediction.", "-1h"),
        Field("transform", _PROSE, "How it is computed.", "mean of the item embeddings"),
        Field("online", Available(), "Where serving finds it, or whether it does.", "feature_store"),
        Field("offline", Available(), "Where training finds it, or whether it does.", "data_lake"),
    ),
    Feature,
    located=True,
    whole=True,
    short="name",
)


def _data(*, split: Split | None = None, **values: Any) -> Data:
    return Data(split=None if split is None else split.text or None, split_plan=split, **values)


SPLIT = Table(
    "split",
    "How training, validation and test are divided. A plain text says it in words.",
    (
        Field("words", _PROSE, "The division in words.", "by time, with a gap of a week"),
        Field(
            "by",
            Choice({word: word for word in ("time", "entity", "group", "random")}, {"date": "time"}),
            "What divides: `time`, `entity`, `group` or `random`.",
            "time",
        ),
        Field("of", _PROSE, "Which entity or group stays on one side.", "user"),
        Field("gap", _TIME, "The time left out between training and test.", "90d"),
    ),
    Split,
    short="words",
)

DATA = Table(
    "data",
    "Step 3, data and features.",
    (
        Field("events", _TEXTS, "What is recorded.", "[impression, click, watch]"),
        Field(
            "features",
            ListOf(Nested(FEATURE)),
            "What models are fed.",
            "[{name: last 50 watches, entity: user}]",
        ),
        Field("missing_values", _PROSE, "What is done about missing values.", "country mean and a flag"),
        Field("imbalance", _PROSE, "What is done about rare classes.", "negatives kept at 10 %"),
        Field("split", Nested(SPLIT), "How training, validation and test are divided.", "by time"),
        Field("privacy", _PROSE, "How personal data is treated.", "ids are pseudonyms"),
    ),
    _data,
    located=True,
    hints={
        "feature": "features",
        "event": "events",
        "target": "The target is the `label` under `task:`.",
        "label": "The `label` belongs under `task:`.",
        "labels": "The `label` belongs under `task:`.",
    },
)


def _model(*, retrain: Quantity | bool | None = None, **values: Any) -> MLModel:
    if isinstance(retrain, Quantity):
        return MLModel(retrain=retrain, **values)
    return MLModel(continuous=bool(retrain), **values)


MODEL = Table(
    "model",
    "Step 4: a model. A plain text is its architecture.",
    (
        Field("task", _PROSE, "What it does.", "ranking"),
        Field("architecture", _PROSE, "The architecture chosen.", "two-tower network"),
        Field(
            "alternatives",
            Alternatives(),
            "Architectures not chosen, each with the reason.",
            "{matrix factorisation: no features of new items}",
        ),
        Field("baseline", _PROSE, "What it must beat.", "logistic regression"),
        Field("loss", _PROSE, "The loss it is trained with.", "cross entropy"),
        Field("features", _TEXTS, "The features it takes.", "[last 50 watches, country]"),
        Field("trained_by", ListOf(ComponentRef()), "The components that train it.", "trainer"),
        Field("served_by", ListOf(ComponentRef()), "The components that serve it.", "ranker"),
        Field("retrain", Retrain(), "The time between trainings, or `continuous`.", "1d"),
        Field("parameters", _COUNT, "How many parameters it has.", "38B"),
        Field("flops_per_item", _COUNT, "Floating-point operations per item scored.", "3.77M"),
        Field("layers", Whole(), "Layers of a transformer.", "32"),
        Field("kv_heads", Whole(), "Heads of its key-value cache.", "8"),
        Field("head_dim", Whole(), "Numbers per head.", "128"),
        Field("dtype", DTYPES, "The format of its weights.", "bfloat16"),
        Field("context", _COUNT, "Tokens of one sequence.", "4096"),
        Field("examples", _COUNT, "Examples of one training.", "5B"),
        Field("tokens", _COUNT, "Tokens of one training.", "1B"),
        Field("compression", _PROSE, "Quantisation, distillation, pruning.", "fp16"),
        Field("version", Text(), "Its version.", "v3"),
        Field("source", _PROSE, "Where its numbers come from.", "ablation of 2026-02"),
    ),
    _model,
    located=True,
    short="architecture",
    hints={
        "type": "architecture",
        "algorithm": "architecture",
        "algo": "architecture",
        "model": "architecture",
        "params": "parameters",
        "flops": "flops_per_item",
        "cadence": "retrain",
        "metric": "Metrics belong under `evaluation:`, as `offline` and `online`.",
        "metrics": "Metrics belong under `evaluation:`, as `offline` and `online`.",
    },
)

BRIEF = {
    "requirements": REQUIREMENTS,
    "task": TASK,
    "data": DATA,
    "evaluation": EVALUATION,
    "release": RELEASE,
    "monitoring": MONITORING,
}
"""The sections of the brief that are one mapping each, by key."""
