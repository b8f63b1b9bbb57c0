"""LBL: learning from what people chose of lists that the system itself made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.text_evidence import named
from mlarch.catalog.lexicon.exposure import AGAINST_EXPOSURE
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.lbl.loop import brought_home, first_hearers
from mlarch.rules.phrases import quoted

__all__ = ["biased_clicks"]

_RANKED = (Trait.GENERATES_CANDIDATES, Trait.PRE_RANKS, Trait.RANKS, Trait.REARRANGES, Trait.AUCTIONS)
_TRAINERS = (Trait.TRAINS_IN_RUNS, Trait.TRAINS_CONTINUALLY)
_LISTS = re.compile(r"rank|recommend|retriev")


@rule(
    "LBL004", "biased-clicks", severity=Severity.INFO, stage=Stage.PRODUCTION, about=("ranking", "retrieval")
)
def biased_clicks(design: DesignGraph) -> Iterator[Outcome]:
    """Ranking that learns from clicks on its own lists, and nothing against their bias.

    **Checks.** A ranker, re-ranker or candidate generator answers clients (or fills lists ahead, where the
    task is a ranking), what they do gets back to a trainer, and nothing speaks of its bias: no `bandit`, and
    no word of positions, propensities, exploration, randomised traffic, interleaving or debiasing in the
    label, the features, the models, the offline metrics, or the names and payloads of the drawing. To log
    the position is not to use it. Answers that a language model writes from what was found are no lists, and
    left out.

    **Why.** People click what stands on top, and only what is shown. A model trained on that confirms itself:
    what it never shows it never learns (Joachims et al., *Unbiased Learning-to-Rank with Biased Feedback*,
    2017; Zinkevich, *Rules of Machine Learning*, rule 36: positional features).

    **When it is wrong.** It is handled in the model or the logging: say so where it happens, e.g. `served
    list (with position)`.
    """
    task = design.architecture.task
    ahead = task is not None and _LISTS.search((task.type or "").lower()) is not None
    stages = [c.id for c in design.having(*_RANKED).accountable() if ahead or c.id in design.on_path]
    told = first_hearers(design)
    if not stages or not told or design.having(Trait.EXPLORES, Trait.GENERATES) or _handled(design):
        return
    home = brought_home(design, told)
    learners = [c.id for c in design.having(*_TRAINERS).accountable() if c.id in home]
    first = {edge.target for client in design.clients for edge in design.data_out_of(client)}
    if not learners or first.isdisjoint(told):
        return
    data, last = design.architecture.data, stages[-1]
    logged = data is not None and bool(data.events)
    yield problem(
        data if data is not None and logged else design.components[last],
        f"{quoted(learners)} {'learns' if len(learners) == 1 else 'learn'} from what people chose of lists "
        f"that {last} made, where the upper places and the known items win",
        at="events" if logged else "",
        components=(last, *learners),
        kinds=(Trait.EXPLORES,),
        help="Train with the position of what was shown, and show a small share at random: "
        f"`kind: [{design.components[last].kind}, bandit]`.",
    )


def _handled(design: DesignGraph) -> bool:
    """Whether something is said against the bias, where events, models, metrics or parts are described."""
    spec = design.architecture
    texts: list[str | None] = [*named(design), spec.task.objective if spec.task else None]
    if spec.task is not None and spec.task.label is not None:
        texts.append(spec.task.label.event)
    if (data := spec.data) is not None:
        texts.append(data.imbalance)
        texts += [text for feature in data.features for text in (feature.name, feature.transform)]
    for model in spec.models:
        texts += [model.loss, model.architecture, *model.features]
    if spec.evaluation is not None:
        texts += [*spec.evaluation.offline, spec.evaluation.gate]
    return any(AGAINST_EXPOSURE.search(text.lower()) for text in texts if text)
