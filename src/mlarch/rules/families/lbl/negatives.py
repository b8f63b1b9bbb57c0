"""LBL: negatives that are too easy, in training or in a figure."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.learning import Said, examples
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.lexicon.negatives import (
    AS_IT_COMES,
    DRAWN_NEGATIVES,
    EASY_NEGATIVES,
    FIGURE_ON_A_SAMPLE,
    FROM_ELSEWHERE,
    LIKE_THOSE_MET,
    OF_CLASSES,
    PUT_BACK,
)
from mlarch.catalog.lexicon.scores import ON_THE_SAMPLE, ORDER_ONLY, REBALANCED, SAMPLED
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["easy_negatives"]


@rule("LBL012", "easy-negatives", about=("@data", "@metrics"))
def easy_negatives(design: DesignGraph) -> Iterator[Outcome]:
    """Negatives that are easier than those which the model will meet.

    **Checks.** A metric (`evaluation:`), or a text about examples, says that a figure is measured against a
    few drawn negatives or on a balanced test set (`first among 4 random fields`, `300 good and 300 bad
    ones`); or examples are said to be drawn so that they are sure to differ (`pairs from the whole county`).
    And that sentence names no hard or near ones, no weights and no measure over all. An *info* at production
    where negatives are drawn (`in-batch negatives`), or classes weighted or sampled (`imbalance`), and
    neither hard ones nor a correction are spoken of there, at the losses or at a calibrator.

    **Why.** Against few or far negatives almost anything wins, and the order of two models can turn round
    when all are ranked (Krichene and Rendle, *On Sampled Metrics for Item Recommendation*, KDD 2020). What a
    model never had to tell apart in training, it cannot tell apart when served.

    **When it is wrong.** The figure is corrected for the sampling, or another one is measured over all: say
    so in the same sentence, `weighted to all fields`.
    """
    evaluation = design.architecture.evaluation
    if evaluation is not None:
        texts = [(f"offline.{number}", text) for number, text in enumerate(evaluation.offline)]
        for at, text in (*texts, ("gate", evaluation.gate or "")):
            # A metric names itself: what is measured need not be said again.
            if FIGURE_ON_A_SAMPLE.search(f"metrics {text.lower()}") is not None:
                yield problem(
                    evaluation,
                    f"`{text}` is measured where negatives are few: among all that come, far more is taken "
                    "for a positive",
                    at=at,
                    help="Measure on cases as they come, or over the whole catalogue.",
                )
                return
    told = [found for said in examples(design) for found in list(_told(said))[:1]]
    yield from told or list(_asked(design))[:1]


def _asked(design: DesignGraph) -> Iterator[Outcome]:
    """Drawn negatives, of which it is not said that they are like those met, or corrected for being drawn."""
    fields = ("imbalance", "loss", "architecture")
    texts = [said for said in examples(design) if said.field in fields]
    together = "; ".join(said.text for said in texts)
    for said in texts:
        found = DRAWN_NEGATIVES.search(said.text) or (
            FROM_ELSEWHERE.search(said.text) if said.field == "imbalance" else None
        )
        if found is not None and not (LIKE_THOSE_MET.search(together) or PUT_BACK.search(said.text)):
            yield question(
                said.subject,
                f"negatives are drawn (`{found[0]}`), and it is not said that some are hard, or that their "
                "rate is corrected: frequent items are pushed down, and look-alikes are never learned",
                at=said.field,
                help="Say it, e.g. `in-batch negatives with logQ correction, and hard ones`.",
            )
            return
    yield from _of_rates(design)


def _of_rates(design: DesignGraph) -> Iterator[Outcome]:
    """Classes that do not stand as often as in the world, with nothing that puts the scores back."""
    data = design.architecture.data
    said = (data.imbalance or "").lower() if data is not None else ""
    sampled = SAMPLED.search(said) or REBALANCED.search(said)
    if data is None or sampled is None or LIKE_THOSE_MET.search(said) or ORDER_ONLY.search(said):
        return
    judged = [
        m for m in design.architecture.models if OF_CLASSES.search((m.task or "classification").lower())
    ]
    models = [f"{model.loss or ''}; {model.architecture or ''}".lower() for model in judged]
    if not models or any(PUT_BACK.outside(text, ON_THE_SAMPLE) for text in (said, *models)):
        return
    if not any(AS_IT_COMES.search(said_of(part)) for part in design.having(Trait.CALIBRATES)):
        yield question(
            data,
            f"classes do not stand in training as in the world (`{sampled[0].strip()}`), and it is not said "
            "what puts the scores back to the true rate",
            at="imbalance",
            help="Say it there, e.g. `..., scores put back to the true rate by the calibrator`.",
        )


def _told(said: Said) -> Iterator[Outcome]:
    figure, easy = FIGURE_ON_A_SAMPLE.search(said.text), EASY_NEGATIVES.search(said.text)
    if figure is not None:
        yield problem(
            said.subject,
            f"`{figure}`: among all that come, far more is taken for a positive than in this figure",
            at=said.field,
            help="Measure on cases as they come, or over the whole catalogue.",
        )
    if easy is not None:
        yield problem(
            said.subject,
            f"`{easy}`: such negatives are easy, and those that the model has to tell apart are not among "
            "them",
            at=said.field,
            help="Draw negatives from where the model will meet them: neighbours, look-alikes, what an index "
            "finds.",
        )
