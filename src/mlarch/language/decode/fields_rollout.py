"""The fields of the brief that tell how a model is judged, brought to people and watched."""

from __future__ import annotations

from mlarch.language.decode.amounts import Amount
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.values import ListOf, Prose, Text
from mlarch.model import Evaluation, Experiment, Monitoring, Release
from mlarch.quantities import Dimension

__all__ = ["EVALUATION", "MONITORING", "RELEASE"]

_SHARE = Amount(Dimension.SHARE)
_FIGURE = Amount(Dimension.COUNT, also=((Dimension.SHARE, 1.0), (Dimension.TIME, 1.0)))
_DAYS = Amount(Dimension.COUNT, also=((Dimension.TIME, 1 / 86400.0),))
_TEXTS = ListOf(Text())
_PROSE = Prose()

EXPERIMENT = Table(
    "experiment",
    "The online experiment.",
    (
        Field("unit", _PROSE, "What is randomised.", "user"),
        Field("effect", _PROSE, "The smallest effect worth finding.", "+0.5 % watch time"),
        Field("power", _SHARE, "The chance of finding it.", "80%"),
        Field("base", _FIGURE, "The metric today: a rate, or a mean in its own unit.", "5%"),
        Field("deviation", _FIGURE, "The standard deviation of the metric between units.", "12"),
        Field("allocation", _SHARE, "Share of all units that take part, in two equal arms.", "10%"),
        Field("days", _DAYS, "How many days it runs.", "14"),
        Field("source", _PROSE, "Where its numbers come from.", "last year's experiments"),
    ),
    Experiment,
    hints={
        "mde": "effect",
        "baseline": "base",
        "sigma": "deviation",
        "std": "deviation",
        "traffic": "allocation",
        "duration": "days",
    },
)

EVALUATION = Table(
    "evaluation",
    "Step 5, evaluation.",
    (
        Field("offline", _TEXTS, "Metrics on recorded data.", "[AUC, nDCG@20]"),
        Field("online", _TEXTS, "Metrics on live traffic.", "[watch time per user]"),
        Field("gate", _PROSE, "What a model must pass before release.", "no slice loses more than 1 %"),
        Field(
            "experiment",
            Nested(EXPERIMENT),
            "The online experiment.",
            "{unit: user, effect: 1 %, power: 80%}",
        ),
    ),
    Evaluation,
    located=True,
    short="offline",
    hints={"metrics": "offline", "metric": "offline", "abtest": "experiment", "ab": "experiment"},
)

RELEASE = Table(
    "release",
    "Step 6: how a new model reaches users, and how it is taken back.",
    (
        Field("strategy", _TEXTS, "Shadow, canary, ab: in order.", "[shadow, canary, ab]"),
        Field("rollback", _PROSE, "How it is taken back.", "the previous version stays loaded"),
        Field("guardrails", _TEXTS, "The metrics that stop a release.", "[p99, complaints per user]"),
    ),
    Release,
    located=True,
    short="strategy",
)

MONITORING = Table(
    "monitoring",
    "Step 7, monitoring.",
    (
        Field("alerts", _TEXTS, "What raises an alert.", "[p99 above 150 ms, drift of the scores]"),
        Field("retrain_trigger", _PROSE, "What starts a retraining.", "PSI above 0.2 for 2 hours"),
    ),
    Monitoring,
    located=True,
    short="alerts",
    hints={"alerting": "alerts", "alert": "alerts", "retrain": "retrain_trigger"},
)
