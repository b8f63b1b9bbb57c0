"""LBL: negatives that are too easy, in training or in a figure."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.learning import Said, examples
from mlarch.catalog.lexicon.negatives import EASY_NEGATIVES, FIGURE_ON_A_SAMPLE
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["easy_negatives"]


@rule("LBL012", "easy-negatives", about=("@data", "@metrics"))
def easy_negatives(design: DesignGraph) -> Iterator[Outcome]:
    """Negatives that are easier than those which the model will meet.

    **Checks.** A metric (`evaluation:`), or a text about examples, says that a figure is measured against a
    few drawn negatives or on a balanced test set (`first among 4 random fields`, `300 good and 300 bad
    ones`); or examples are said to be drawn so that they are sure to differ (`pairs from the whole county`).
    And that sentence names no hard or near ones, no weights and no measure over all.

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
    for said in examples(design):
        yield from list(_told(said))[:1]


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
