"""LBL: thresholds and prices on scores that are no probabilities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.learning import Said, examples, texts_of
from mlarch.analysis.text_evidence import fields_of, said_of, words
from mlarch.catalog.lexicon.scores import (
    ALSO_FOR_THE_CALIBRATOR,
    AS_PROBABILITY,
    CALIBRATED,
    CHANCE,
    CORRECTED,
    CUT_BY_PRECISION,
    FITTED_ON_SAMPLE,
    OF_A_MODEL,
    ON_THE_SAMPLE,
    ORDER_ONLY,
    RAW_SCORE,
    REBALANCED,
    SAMPLED,
    STRETCHED,
    TAKEN_AS_IT_IS,
    USED_AS_A_VALUE,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component, MLModel
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["threshold_on_raw_scores"]

_RARE = 0.01
_TIMES = regex(r"\btimes\b|multipl|[*×]| x \d")
_MONEY = regex(
    r"\b(?:prices?|eur|usd|gbp|euros?|dollars?|pounds?|premiums?|fees?|fares?|rents?|limits?|bids?|margins?)\b|[€$£]"
)
_SCORE = regex(r"\bscores?\b|\bconfidence\b")
_FORMULA = regex(
    r"\btimes\b|\bx (?:score|value|price|\d)|\d x |multipl|\bminus\b|\bplus\b|divided|formula|[/*] ?\d|"
    r"rate =|price =|linear|proportion|grows|function of|\bsum|\badds?\b|cost ratio|\bodds\b|\bone over\b"
)


@rule("LBL011", "threshold-on-raw-scores", about=("@data", Trait.DECIDES, Trait.AUCTIONS))
def threshold_on_raw_scores(design: DesignGraph) -> Iterator[Outcome]:
    """Scores that are no probabilities are compared with a threshold, or made a price.

    **Checks.** It is said aloud, where examples or parts are described: scores of a sampled or weighted set
    are taken for probabilities (`one negative per positive, the score is shown as a chance`), a calibrator is
    fitted on the sampled set, or scores are only stretched to a scale (`min-max within the day`). Or classes
    are weighted or sampled (`imbalance`, a loss, a dataset), a decision engine or an auction uses the scores,
    and there is no calibrator and no word of calibration or correction there, at the models or in the
    metrics. Or a decision engine compares or calculates with what a model gives (`softmax above 0.95`,
    `score times length`), and nothing calibrates it; or any part makes money or percent of it. Positives
    below 1 % that are sampled are LBL005's. An *info* at production where something decides by a chance and
    nothing is said of calibration or of the precision at the threshold.

    **Why.** Sampling and weights move every score: with negatives kept at a share w, the model says p where
    p / (p + (1 - p) / w) is true (He et al., *Practical Lessons from Predicting Clicks on Ads*, 2014). And
    modern networks are too sure of themselves (Guo et al., *On Calibration of Modern Neural Networks*, 2017).

    **When it is wrong.** The threshold is set on the scores themselves, at a chosen precision: say so in the
    gate, `threshold at 90 % precision on natural data`.
    """
    calibrators = design.having(Trait.CALIBRATES)
    deciders = [
        part
        for part in design.having(Trait.DECIDES, Trait.AUCTIONS).accountable()
        if not design.has(part.id, Trait.FALLS_BACK)
    ]
    rebalanced = _rebalanced(design, deciders) if deciders and not calibrators else ()
    yield from [*_aloud(design, calibrators.ids), *rebalanced][:1]
    raw = _raw(design, deciders) if not calibrators else ()
    plain = () if calibrators else (*_priced(design), *_handed(design))
    found = [*_stretched(design, calibrators.ids), *raw, *plain][:1]
    yield from found or list(_asked(design, deciders))[:1]


def _asked(design: DesignGraph, deciders: list[Component]) -> Iterator[Outcome]:
    """Scores that something decides by, where no word is said of what they mean, or not of these ones."""
    calibrators = design.having(Trait.CALIBRATES)
    task = design.architecture.task
    chance = (
        CHANCE.search(f"{task.objective or ''}; {task.output or ''}".lower()) if task is not None else None
    )
    settled = calibrators or _calibrated(design, deciders) or ORDER_ONLY.search(words(design))
    for part in deciders:
        text = (part.description or "").lower()
        score = RAW_SCORE.search(text)
        own = OF_A_MODEL.search(text) or (score is not None and _SCORE.fullmatch(score[0]) is None)
        if CALIBRATED.search(text) or CUT_BY_PRECISION.search(text):
            continue
        if (settled and own and USED_AS_A_VALUE.search(text)) or (not settled and chance is not None):
            yield question(
                part,
                f"{part.id} decides by what a model gives, and it is not said that this is calibrated: 0.8 "
                "need not come true in 8 of 10 cases",
                at="description" if text else None,
                help="Say where it is calibrated and measured, or that the threshold is set by precision.",
            )
            return


def _aloud(design: DesignGraph, calibrators: tuple[str, ...]) -> Iterator[Outcome]:
    """Texts that say what is done with the scores, whatever stands behind them."""
    for said in (*examples(design), *texts_of(design, Trait.CALIBRATES)):
        text = said.text
        own = isinstance(said.subject, Component) and said.subject.id in calibrators
        fitted = FITTED_ON_SAMPLE.search(text) or (ON_THE_SAMPLE.search(text) if own else None)
        if fitted is None and "calibrat" in text and _of_data(said) and _sampled(CALIBRATED.without(text)):
            fitted = ALSO_FOR_THE_CALIBRATOR.search(text)
        if fitted is not None:
            yield problem(
                said.subject,
                f"`{fitted[0]}`, where classes do not stand as in the world: what comes out is no "
                "probability",
                at=said.field,
                help="Fit it on data as they come, or take the sampling rate out of the score first.",
            )
        sampled = _sampled(text) or ("focal" if "focal" in text and not ORDER_ONLY.search(text) else "")
        taken = TAKEN_AS_IT_IS.search(text) or AS_PROBABILITY.search(text)
        if sampled and _of_data(said) and taken is not None and not CALIBRATED.search(text):
            yield problem(
                said.subject,
                f"scores of a sampled training set (`{sampled}`) are no probabilities, and `{taken[0]}`",
                at=said.field,
                kinds=(Trait.CALIBRATES,),
                help="Take the sampling out of the score first, e.g. `imbalance: negatives kept at 10 %, "
                "then calibration on the true ratio`.",
            )


def _sampled(text: str) -> str:
    """What the text says of sampling or weights without a correction; empty where nothing."""
    found = SAMPLED.search(text) or REBALANCED.search(text)
    return found[0] if found and not CORRECTED.search(text) and not ORDER_ONLY.search(text) else ""


def _stretched(design: DesignGraph, calibrators: tuple[str, ...]) -> Iterator[Outcome]:
    """Parts that bring scores to a scale, where a probability is meant."""
    for part in design.parts.accountable():
        for field, text in fields_of(part):
            found = STRETCHED.search(text)
            if found is None or CALIBRATED.search(text.replace("calibrator", "")):
                continue
            if part.id in calibrators or _SCORE.search(text) or AS_PROBABILITY.search(text):
                yield problem(
                    part,
                    f"{part.id} only brings the scores to a scale (`{found[0]}`): they keep their order, and "
                    "mean no more than before",
                    at=field,
                    kinds=(Trait.CALIBRATES,),
                    help="Fit a calibration against outcomes, on data as they come.",
                )


def _priced(design: DesignGraph) -> Iterator[Outcome]:
    """A part that is no decision engine and makes money or percent of what a model gives."""
    for part in design.parts.accountable():
        if design.has(part.id, Trait.DECIDES, Trait.AUCTIONS, Trait.FALLS_BACK):
            continue
        for field, text in fields_of(part):
            score = RAW_SCORE.search(text)
            money = _TIMES.search(text) and _MONEY.search(text)
            percent = score is not None and _SCORE.fullmatch(score[0]) is None and AS_PROBABILITY.search(text)
            if score is None or not (money or percent) or CALIBRATED.search(text):
                continue
            what = "a price" if money else "a probability"
            yield problem(
                part,
                f"{part.id} makes {what} of what a model gives (`{score[0]}`), and nothing ties it to what "
                "happens",
                at=field,
                kinds=(Trait.CALIBRATES,),
                help="Calibrate it against outcomes first (a `calibrator`), or predict the amount itself.",
            )
            return


def _handed(design: DesignGraph) -> Iterator[Outcome]:
    """Flows that carry raw scores as probabilities."""
    for flow in design.architecture.flows:
        text = " ".join((flow.label or "", *(payload.text for payload in flow.written))).lower()
        raw = RAW_SCORE.search(text)
        if raw is not None and AS_PROBABILITY.search(text) and not CALIBRATED.search(text):
            yield problem(
                flow,
                f"`{raw[0]}` is handed on as a probability, and nothing calibrates it",
                kinds=(Trait.CALIBRATES,),
                help="Calibrate it between the two (a `calibrator` on data as they come).",
            )


def _rebalanced(design: DesignGraph, deciders: list[Component]) -> Iterator[Outcome]:
    task = design.architecture.task
    positives = task.positives if task is not None else None
    if (positives is not None and positives.value < _RARE) or _calibrated(design, deciders, sampled=True):
        return
    for said in examples(design):
        sampled = _sampled(said.text) if _of_data(said) else ""
        if sampled:
            yield problem(
                said.subject,
                f"scores of a rebalanced training set (`{sampled}`) are no probabilities, and "
                f"{deciders[0].id} compares them with thresholds or prices",
                at=said.field,
                components=(deciders[0].id,),
                kinds=(Trait.CALIBRATES,),
                help="Calibrate on data as they come, e.g. `imbalance: class weights, then calibration on "
                "the true ratio`.",
            )


def _of_data(said: Said) -> bool:
    """Whether it tells which examples a model that scores is trained on, or how they weigh."""
    if isinstance(said.subject, MLModel):
        return not _encodes(said.subject)
    return said.field == "imbalance" or isinstance(said.subject, Component)


def _raw(design: DesignGraph, deciders: list[Component]) -> Iterator[Outcome]:
    for part in deciders:
        for field, text in fields_of(part):
            score = RAW_SCORE.search(text)
            tuned = CALIBRATED.search(text) or CUT_BY_PRECISION.search(text)
            if score is None or not USED_AS_A_VALUE.search(text) or tuned:
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


def _calibrated(
    design: DesignGraph, deciders: list[Component], *, measured: bool = True, sampled: bool = False
) -> bool:
    """Whether the scores are said to be calibrated or corrected, by models and deciders, or `measured` so.

    Of `sampled` data the figures at a threshold say nothing unless it is the threshold that is set by them.
    """
    spec = design.architecture
    texts = [said_of(part) for part in deciders]
    if spec.data is not None:
        texts.append(spec.data.imbalance or "")
    cuts = list(texts)
    for model in spec.models:
        if not _encodes(model):
            texts += [model.loss or "", model.architecture or ""]
    if measured and spec.evaluation is not None:
        said = [*spec.evaluation.offline, spec.evaluation.gate or ""]
        texts += said
        cuts += [text for text in said if not sampled or re.search(r"threshold|cut", text.lower())]
    return any(CALIBRATED.search(text.lower()) or "corrected" in text.lower() for text in texts) or any(
        CUT_BY_PRECISION.search(text.lower()) for text in cuts
    )


def _encodes(model: MLModel) -> bool:
    return any(word in (model.task or "").lower() for word in ("retriev", "embed", "representation"))
