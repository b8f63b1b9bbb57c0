"""Rare positives: what accuracy hides, and what sampling does to a probability."""

from __future__ import annotations

__all__ = ["accuracy_of_never", "alarms", "corrected_probability", "false_alarms_for", "precision"]


def accuracy_of_never(positives: float) -> float:
    """The accuracy of a model that always says no, where a share `positives` of the cases is positive."""
    return 1.0 - _share(positives)


def corrected_probability(score: float, kept: float) -> float:
    """The true probability behind a score of a model that saw only a share `kept` of the negatives.

    p = q / (q + (1 - q) / w). Source: He et al., *Practical Lessons from Predicting Clicks on Ads at
    Facebook*, 2014, section 6.3. Both arguments are shares; `kept` above 0, else `ValueError`.
    """
    if _share(kept) == 0.0:
        raise ValueError("some negatives must have been kept")
    odds = _share(score) + (1.0 - score) / kept
    return score / odds


def precision(positives: float, recall: float, false_alarms: float) -> float:
    """The share of alarms that are right: TPR p / (TPR p + FPR (1 - p)), by Bayes' rule.

    `positives` is the share p of positive cases, `recall` that of the positives which are found (TPR),
    `false_alarms` that of the negatives which are taken for positive (FPR). 0 where nothing raises an alarm.
    Source: Saito and Rehmsmeier, *The Precision-Recall Plot Is More Informative than the ROC Plot*, 2015.
    """
    found = _share(recall) * _share(positives)
    alarms = found + _share(false_alarms) * (1.0 - positives)
    return found / alarms if alarms else 0.0


def alarms(cases: float, positives: float, recall: float, false_alarms: float) -> float:
    """How many of `cases` raise an alarm: those found, and the false alarms among the negatives."""
    return cases * (_share(recall) * _share(positives) + _share(false_alarms) * (1.0 - positives))


def false_alarms_for(wanted: float, positives: float, recall: float) -> float:
    """The share of negatives that may raise a false alarm so that a share `wanted` of the alarms is right.

    Bayes' rule solved for the false-positive rate. Raises `ValueError` where `wanted` is 0 or nothing is
    negative.
    """
    if _share(wanted) == 0.0 or _share(positives) == 1.0:
        raise ValueError("some alarms must be right, and some cases negative")
    return _share(recall) * positives * (1.0 - wanted) / (wanted * (1.0 - positives))


def _share(value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"a share lies between 0 and 1, not at {value!r}")
    return value
