"""Which metrics fit which tasks: words of metrics and tasks, and the families that they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from mlarch.graph import DesignGraph
from mlarch.lazy import regex

__all__ = ["BETTER", "FITS", "families_of", "family_of_task", "metrics_in"]

_TASKS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        regex(r"(object|face|plate|instance|text|box|lane|pedestrian)\w* detect|\bdetector\b"),
        frozenset({"detection"}),
    ),
    (regex(r"segmentation"), frozenset({"detection"})),
    (regex(r"(edge|link) prediction"), frozenset({"ranking", "classification"})),
    (regex(r"regress|forecast|\beta\b|time series|demand prediction"), frozenset({"regression"})),
    (regex(r"rank|recommend"), frozenset({"ranking"})),
    (regex(r"retriev|embedding|representation|similar|nearest|two-tower|search"), frozenset({"retrieval"})),
    (
        regex(
            r"classif|binary|multi-?label|multi-?class|fraud|anomaly|churn|click|calibrat|moderation|spam"
            r"|propensity"
        ),
        frozenset({"classification"}),
    ),
    (regex(r"multi-?task"), frozenset({"ranking", "classification"})),
    (
        regex(r"generat|summar|translat|chat|question answering|completion|dialogue"),
        frozenset({"generation"}),
    ),
)

_METRICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("accuracy", regex(r"\baccuracy\b")),
    ("F1", regex(r"\bf1\b|\bf-?score\b")),
    ("ROC-AUC", regex(r"\broc\b|(?<!pr-)(?<!pr )\bauc\b(?!-pr)")),
    ("PR-AUC", regex(r"\bpr[- ]?auc\b|\bauprc\b|\bauc-pr\b|average precision")),
    ("log loss", regex(r"\blog[- ]?loss\b|cross[- ]entropy|normali[sz]ed entropy")),
    ("nDCG", regex(r"\bn?dcg\b")),
    ("MRR", regex(r"\bmrr\b|reciprocal rank")),
    ("recall@k", regex(r"\brecall ?@|\bhit[- ]rate\b(?! (?:of|by|among|in) )")),
    ("precision@k", regex(r"\bprecision ?@")),
    ("MAE", regex(r"\bmae\b|mean absolute error")),
    ("RMSE", regex(r"\br?mse\b|mean squared error")),
    ("MAPE", regex(r"\bs?mape\b|\bwape\b|\bmase\b")),
    ("R²", regex(r"\br2\b|\br²")),
    ("quantile loss", regex(r"quantile loss|pinball")),
    ("IoU", regex(r"\biou\b")),
    ("BLEU", regex(r"\bbleu\b")),
    ("ROUGE", regex(r"\brouge\b")),
    ("perplexity", regex(r"perplexity")),
    ("groundedness", regex(r"grounded|faithful|answer relevance")),
)

_ERRORS = frozenset({"regression"})
_ORDERS = frozenset({"ranking", "retrieval"})
_SCORES = frozenset({"classification", "ranking"})

FITS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "accuracy": frozenset({"classification", "detection", "generation"}),
        "F1": frozenset({"classification", "detection", "generation", "retrieval"}),
        "ROC-AUC": _SCORES | {"retrieval"},
        "PR-AUC": _SCORES | {"detection", "retrieval"},
        "log loss": _SCORES | {"retrieval", "generation"},
        "nDCG": _ORDERS | {"generation"},
        "MRR": _ORDERS | {"generation"},
        "recall@k": _ORDERS | {"generation"},
        "precision@k": _ORDERS | {"classification", "generation"},
        "MAE": _ERRORS,
        "RMSE": _ERRORS,
        "MAPE": _ERRORS,
        "R²": _ERRORS,
        "quantile loss": _ERRORS,
        "IoU": frozenset({"detection"}),
        "BLEU": frozenset({"generation"}),
        "ROUGE": frozenset({"generation"}),
        "perplexity": frozenset({"generation"}),
        "groundedness": frozenset({"generation", "retrieval"}),
    }
)
"""The tasks for which each metric says something. Metrics that are not here are not judged."""

BETTER: Mapping[str, str] = MappingProxyType(
    {
        "classification": "PR-AUC or recall at a fixed precision where positives are rare, ROC-AUC, log loss",
        "ranking": "nDCG for grades, mAP for yes or no, MRR for one right item",
        "retrieval": "recall@k, hit rate",
        "detection": "AP at IoU thresholds, mAP",
        "regression": "MAE, RMSE, quantile loss, P95 of the error",
        "generation": "groundedness, answer relevance, preference of people or of a judge",
    }
)
"""What to measure instead, by task."""


def family_of_task(text: str) -> frozenset[str]:
    """The families of task that a phrase names; empty when it names none that is known."""
    lower = text.lower()
    found: set[str] = set()
    for pattern, families in _TASKS:
        if pattern.search(lower):
            found |= families
            if families == {"detection"}:
                break  # "object detection" is no search for similar objects
    return frozenset(found)


def families_of(design: DesignGraph) -> frozenset[str]:
    """The families of task of a design, by `task.type` and its models; empty when one of them is unknown."""
    spec = design.architecture
    texts = [spec.task.type] if spec.task is not None and spec.task.type else []
    texts += [model.task for model in spec.models if model.task]
    found = [family_of_task(text) for text in texts]
    return frozenset().union(*found) if all(found) else frozenset()


def metrics_in(text: str) -> tuple[str, ...]:
    """The metrics that a phrase names, as far as they are known."""
    lower = text.lower()
    return tuple(name for name, pattern in _METRICS if pattern.search(lower))
