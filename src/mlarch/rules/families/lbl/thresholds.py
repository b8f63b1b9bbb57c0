"""LBL: thresholds and prices on scores that are no probabilities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of, said_of
from mlarch.catalog.lexicon.scores import (
    CALIBRATED,
    CORRECTED,
    ON_THE_SAMPLE,
    RAW_SCORE,
    REBALANCED,
    SAMPLED,
    TAKEN_AS_IT_IS,
    USED_AS_A_VALUE,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, MLModel
from mlarch.rules import Outcome, problem, rule

__all__ = ["threshold_on_raw_scores"]

_RARE = 0.01
_TIMES = re.compile(r"\btimes\b|multipl|[*×]| x \d")
_MONEY = re.compile(
    r"\b(?:prices?|eur|usd|gbp|euros?|dollars?|pounds?|premiums?|fees?|fares?|rents?|limits?)\b|[€$£]"
)
_SCORE = re.compile(r"\bscores?\b|\bconfidence\b")
_FORMULA = re.compile(
    r"\btimes\b|\bx (?:score|value|price|\d)|\d x |multipl|\bminus\b|\bplus\b|divided|formula|[/*] ?\d|"
    r"rate =|price =|linear|proportion|grows|function of"
)


@rule("LBL011", "threshold-on-raw-scores", about=("@data", Trait.DECIDES, Trait.AUCTIONS))
def threshold_on_raw_scores(design: DesignGraph) -> Iterator[Outcome]:
    """Scores that are no probabilities are compared with a threshold, or made a price.

    **Checks.** `data: imbalance` says that classes are weighted or sampled, a decision engine or an auction
    uses the scores, and there is no calibrator and no word of calibration or correction there, at the models
    or in the offline metrics. Or the calibrator is said to be fitted on the sampled set. Or a decision engine
    is said to compare or calculate with what a model gives (`softmax above 0.95`, `score times length`), and
    nothing calibrates it; or any part multiplies it into money. Or `imbalance` itself says that the scores of
    a sampled set are taken as they are. Positives below 1 % that are sampled are LBL005's.

    **Why.** Sampling and weights move every score: with negatives kept at a share w, the model says p where
    p / (p + (1 - p) / w) is true (He et al., *Practical Lessons from Predicting Clicks on Ads*, 2014). And
    modern networks are too sure of themselves (Guo et al., *On Calibration of Modern Neural Networks*, 2017).

    **When it is wrong.** The threshold is set on the scores themselves, at a chosen precision: say so in the
    gate, `threshold at 90 % precision on natural data`.
    """
    deciders = [
        part
        for part in design.having(Trait.DECIDES, Trait.AUCTIONS).accountable()
        if not design.has(part.id, Trait.FALLS_BACK)
    ]
    if not deciders:
        if not design.having(Trait.CALIBRATES):
            yield from [*_taken(design), *_priced(design)][:1]
        return
    calibrators = design.having(Trait.CALIBRATES)
    for part in calibrators:
        for field, text in fields_of(part):
            fitted = ON_THE_SAMPLE.search(text)
            if fitted is not None:
                yield problem(
                    part,
                    f"{part.id} is fitted `{fitted[0]}`, where classes do not stand as in the world: what it "
                    "hands on is no probability",
                    at=field,
                    help="Fit it on data as they come, or take the sampling rate out of the score first.",
                )
                return
    if calibrators:
        return
    yield from (
        list(_rebalanced(design, deciders))[:1]
        or list(_raw(design, deciders))[:1]
        or list(_priced(design))[:1]
    )


def _taken(design: DesignGraph) -> Iterator[Outcome]:
    """Scores of a sampled set that `imbalance` itself says are used as they are."""
    data = design.architecture.data
    said = (data.imbalance or "").lower() if data is not None else ""
    sampled, taken = SAMPLED.search(said) or REBALANCED.search(said), TAKEN_AS_IT_IS.search(said)
    if data is not None and sampled is not None and taken is not None and not CORRECTED.search(said):
        yield problem(
            data,
            f"scores of a sampled training set (`{sampled[0]}`) are no probabilities, and `{taken[0]}`",
            at="imbalance",
            kinds=(Trait.CALIBRATES,),
            help="Take the sampling out of the score first, e.g. `imbalance: negatives kept at 10 %, then "
            "calibration on the true ratio`.",
        )


def _priced(design: DesignGraph) -> Iterator[Outcome]:
    """A part that is no decision engine and makes money of what a model gives, times a factor."""
    for part in design.parts.accountable():
        if design.has(part.id, Trait.DECIDES, Trait.AUCTIONS, Trait.FALLS_BACK):
            continue
        for field, text in fields_of(part):
            score = RAW_SCORE.search(text)
            if score is None or not _TIMES.search(text) or not _MONEY.search(text) or CALIBRATED.search(text):
                continue
            yield problem(
                part,
                f"{part.id} makes a price of what a model gives (`{score[0]}`), and nothing ties it to money",
                at=field,
                kinds=(Trait.CALIBRATES,),
                help="Calibrate it against outcomes first (a `calibrator`), or predict the amount itself.",
            )
            return


def _rebalanced(design: DesignGraph, deciders: list[Component]) -> Iterator[Outcome]:
    data, task = design.architecture.data, design.architecture.task
    said = (data.imbalance or "").lower() if data is not None else ""
    sampled = SAMPLED.search(said) or REBALANCED.search(said)
    positives = task.positives if task is not None else None
    if data is None or sampled is None or CORRECTED.search(said):
        return
    if (positives is not None and positives.value < _RARE) or _calibrated(design, deciders):
        return
    yield problem(
        data,
        f"scores of a rebalanced training set (`{sampled[0]}`) are no probabilities, and {deciders[0].id} "
        "compares them with thresholds or prices",
        at="imbalance",
        components=(deciders[0].id,),
        kinds=(Trait.CALIBRATES,),
        help="Calibrate on data as they come, e.g. `imbalance: class weights, then calibration on the true "
        "ratio`.",
    )


def _raw(design: DesignGraph, deciders: list[Component]) -> Iterator[Outcome]:
    for part in deciders:
        for field, text in fields_of(part):
            score = RAW_SCORE.search(text)
            if score is None or not USED_AS_A_VALUE.search(text) or CALIBRATED.search(text):
                continue
            plain, formula = _SCORE.fullmatch(score[0]), _FORMULA.search(text)
            if plain and _calibrated(design, deciders, measured=formula is None):
                continue  # a price is as wrong as the score, whatever is measured; a threshold may be tuned
            yield problem(
                part,
                f"{part.id} takes what a model gives (`{score[0]}`) for a probability, and nothing "
                "calibrates it",
                at=field,
                kinds=(Trait.CALIBRATES,),
                help="Calibrate the score first (a `calibrator` on data as they come), and check it against "
                "outcomes.",
            )


def _calibrated(design: DesignGraph, deciders: list[Component], *, measured: bool = True) -> bool:
    """Whether the scores are said to be calibrated or corrected, by models and deciders, or `measured` so."""
    spec = design.architecture
    texts = [said_of(part) for part in deciders]
    for model in spec.models:
        if not _encodes(model):
            texts += [model.loss or "", model.architecture or ""]
    if measured and spec.evaluation is not None:
        texts += [*spec.evaluation.offline, spec.evaluation.gate or ""]
    return any(CALIBRATED.search(text.lower()) or "corrected" in text.lower() for text in texts)


def _encodes(model: MLModel) -> bool:
    return any(word in (model.task or "").lower() for word in ("retriev", "embed", "representation"))
