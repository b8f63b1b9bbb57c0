"""LBL: thresholds and prices on scores that are no probabilities."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import says
from mlarch.catalog.lexicon.scores import REBALANCED
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["threshold_on_raw_scores"]

_RARE = 0.01


@rule("LBL011", "threshold-on-raw-scores", about=("@data",))
def threshold_on_raw_scores(design: DesignGraph) -> Iterator[Outcome]:
    """Scores of a rebalanced training set are compared with a threshold or a price.

    **Checks.** `data: imbalance` says that classes are weighted or sampled, a decision engine or an auction
    uses the scores, and there is no calibrator and no word of calibration or correction anywhere. Positives
    below 1 % are LBL005's.

    **Why.** Sampling and weights move every score: with negatives kept at a share w, the model says p where
    p / (p + (1 - p) / w) is true (He et al., *Practical Lessons from Predicting Clicks on Ads*, 2014).

    **When it is wrong.** The threshold is set on the scores themselves, at a chosen precision: say so in the
    gate, `threshold at 90 % precision on natural data`.
    """
    spec = design.architecture
    said = (spec.data.imbalance or "").lower() if spec.data is not None else ""
    sampled = REBALANCED.search(said)
    positives = spec.task.positives if spec.task is not None else None
    if spec.data is None or sampled is None or (positives is not None and positives.value < _RARE):
        return
    if design.having(Trait.CALIBRATES) or says(
        design, "calibrat|platt|isotonic|correct|precision of|precision on"
    ):
        return
    for part in design.having(Trait.DECIDES, Trait.AUCTIONS).accountable():
        if not design.has(part.id, Trait.FALLS_BACK):
            yield problem(
                spec.data,
                f"scores of a rebalanced training set (`{sampled[0]}`) are no probabilities, and "
                f"{part.id} compares them "
                "with thresholds or prices",
                at="imbalance",
                components=(part.id,),
                kinds=(Trait.CALIBRATES,),
                help="Calibrate on data as they come, e.g. `imbalance: class weights, then "
                "calibration on the true ratio`.",
            )
            return
