"""LBL: what people say of the answers, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.model import Stage
from mlarch.rules import mend
from mlarch.rules.base import Outcome, problem, rule
from mlarch.rules.helpers import own, suggest_id
from mlarch.rules.learning import LEARNERS

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["lost_verdicts"]

_VERDICTS = ("labels", "decision", "event", "raw_data", "training_dataset")
_HOMES = ("label_joiner", "dataset_builder", "labeling_platform", "data_lake", "data_warehouse", *LEARNERS)


@rule("LBL006", "lost-verdicts", fixes="unsafe", stage=Stage.PRODUCTION)
def lost_verdicts(design: DesignGraph) -> Iterator[Outcome]:
    """Reviewers or reports whose verdicts never become labels.

    **Checks.** A model is trained here, a human review or a collector of people's feedback is given
    something, and nothing that leaves it gets to a label join, a dataset, a labelling platform, a lake or a
    trainer, by way of streams and stores too. Reports that reviewers get are the reviewers' to hand on. A
    flow of which it is not known what it carries counts.

    **Why.** Verdicts on the doubtful cases are the dearest labels there are, and they lie where the model is
    least sure (Settles, *Active Learning Literature Survey*, 2009; Huyen, 2022, chapter 4). Thrown away, the
    same cases come back to the same desk.

    **When it is wrong.** The verdicts come with the events that are logged anyway: draw that flow. Or they
    must not be learned from: accept the finding with the reason.
    """
    if not design.of_kind(*LEARNERS):
        return
    homes = frozenset(design.of_kind(*_HOMES))
    reviewers = frozenset(design.of_kind("human_review", "person"))
    for component in own(design, "human_review", "feedback_collector"):
        name = component.id
        if not design.data_into(name) or name in homes:
            continue
        reached = frozenset(design.downstream([name], _VERDICTS, unknown=True))
        reached |= {edge.target for edge in design.data_out_of(name)}
        if not reached.isdisjoint(homes) or (name not in reviewers and not reached.isdisjoint(reviewers)):
            continue
        what = "verdicts" if name in reviewers else "reports"
        home = suggest_id(design, "label_joiner", "dataset_builder", *LEARNERS)
        yield problem(
            component,
            f"the {what} of {name} never become labels: nothing of them gets to training",
            components=(name, home) if home in design.components else (name,),
            kinds=() if home in design.components else ("label_joiner",),
            help=f"Hand them on, e.g. `- {name} ~> {home}: labels`.",
            fix=mend.add(design, name, f"{name} ~> {home}: labels") if home in design.components else None,
        )
