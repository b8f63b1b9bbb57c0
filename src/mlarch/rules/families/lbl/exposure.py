"""LBL: learning from what people chose of lists that the system itself made."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.learning import examples, reader_of_parts, texts_of
from mlarch.analysis.text_evidence import named
from mlarch.catalog.lexicon.exposure import (
    AGAINST_EXPOSURE,
    IGNORES_THE_PLACE,
    JUDGED,
    LEFT_ASIDE,
    NOT_SHOWN_IS_NEGATIVE,
    OF_WHAT_WAS_SHOWN,
    OWN_ORDER,
    SHOWN,
    WEIGHTED,
)
from mlarch.catalog.lexicon.meaning import AT_RANDOM
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, question, rule
from mlarch.rules.families.lbl.loop import brought_home, first_hearers
from mlarch.rules.phrases import quoted

__all__ = ["biased_clicks"]

_RANKED = (Trait.GENERATES_CANDIDATES, Trait.PRE_RANKS, Trait.RANKS, Trait.REARRANGES, Trait.AUCTIONS)
_LISTS = regex(r"rank|recommend|retriev")


@rule(
    "LBL004", "biased-clicks", severity=Severity.INFO, stage=Stage.PRODUCTION, about=("ranking", "retrieval")
)
def biased_clicks(design: DesignGraph) -> Iterator[Outcome]:
    """Ranking that learns from clicks on its own lists, and nothing against their bias.

    **Checks.** It is said aloud, where examples are described or a ranker is, that the place does not matter
    (`wherever it stood`, `position is ignored`), that what nobody was shown counts as not wanted, or that
    what stood on top is what counts: a warning. Or the label is a reaction to what was shown (`tap on one
    of the five species shown`), or a loss is said to be over what was shown (`log loss on offers shown`), or
    the task a ranking whose label nobody judges. Otherwise: a ranker, re-ranker or candidate generator
    answers clients (or fills lists ahead, where the task is a ranking),
    what they do gets back to a trainer, and nothing speaks of its bias: no `bandit`, and no word of
    positions, propensities, exploration, randomised traffic, interleaving or debiasing in the label, the
    features, the models, the offline metrics, or the
    names and payloads of the drawing. To log the position is not to use it. Answers that a language model
    writes from what was found are no lists, and left out.

    **Why.** People click what stands on top, and only what is shown. A model trained on that confirms itself:
    what it never shows it never learns (Joachims et al., *Unbiased Learning-to-Rank with Biased Feedback*,
    2017; Zinkevich, *Rules of Machine Learning*, rule 36: positional features).

    **When it is wrong.** It is handled in the model or the logging: say so where it happens, e.g. `served
    list (with position)`.
    """
    for told in (_aloud(design), _from_lists(design), _of_what_was_shown(design), _in_losses(design)):
        found = list(told)[:1]
        if found:
            yield from found
            return


def _from_lists(design: DesignGraph) -> Iterator[Outcome]:
    """A trainer that gets what clients did with the lists of a ranker, with nothing against their bias."""
    task = design.architecture.task
    ahead = task is not None and _LISTS.search((task.type or "").lower()) is not None
    stages = [c.id for c in design.having(*_RANKED).accountable() if ahead or c.id in design.on_path]
    told = first_hearers(design)
    if not stages or not told or design.having(Trait.EXPLORES, Trait.GENERATES) or _handled(design):
        return
    home = brought_home(design, told)
    learners = [c.id for c in design.having(Trait.TRAINS).accountable() if c.id in home]
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


def _of_what_was_shown(design: DesignGraph) -> Iterator[Outcome]:
    """A label that is a reaction to what the system showed, with nothing against that anywhere."""
    task = design.architecture.task
    label = task.label if task is not None else None
    said = f"{label.event or ''} ({label.selected_by or ''})".lower() if label is not None else ""
    found = OF_WHAT_WAS_SHOWN.search(said)
    ranked = task is not None and _LISTS.search((task.type or "").lower()) is not None
    if found is None and label is not None and ranked and design.having(Trait.TRAINS):
        found = None if JUDGED.search(said) else label.event
    if (
        task is None
        or found is None
        or AT_RANDOM.search(said)
        or design.having(Trait.EXPLORES, Trait.GENERATES)
        or _handled(design)
    ):
        return
    yield question(
        task,
        f"labels are reactions to what the system itself showed (`{found}`), and nothing is said of place or "
        "chance: what stood on top wins, and what was not shown never does",
        at="label.event",
        help="Log place and chance of what was shown, weight by them, and show a small share at random; or "
        "take a judgement that does not depend on the list.",
    )


def _in_losses(design: DesignGraph) -> Iterator[Outcome]:
    """A loss over what was shown, with no word of chance or place in it, and nothing that explores."""
    spec = design.architecture
    said = [
        *named(design),
        *(text for model in spec.models for text in (model.architecture, *model.features)),
    ]
    if design.having(Trait.EXPLORES) or any(WEIGHTED.search(text.lower()) for text in said if text):
        return
    for model in spec.models:
        told = clauses((model.loss or "").lower())
        found = next((clause for clause in told if SHOWN.search(clause)), None)
        if found is not None and not any(LEFT_ASIDE.search(clause) for clause in told):
            yield question(
                model,
                f"{model.id} learns from what was shown (`{found}`), and nothing is said of place or chance: "
                "what stood on top wins",
                at="loss",
                help="Weight each choice by the chance that its place was looked at.",
            )


def _aloud(design: DesignGraph) -> Iterator[Outcome]:
    """What is said of examples or lists that takes the system's own order for what people want."""
    read = reader_of_parts(design)
    for said in (*examples(design), *texts_of(design, *_RANKED)):
        text = read(said.text)
        unseen = NOT_SHOWN_IS_NEGATIVE.search(text)
        drawn = said.field == "label.selected_by" and AT_RANDOM.search(text) is not None
        place = IGNORES_THE_PLACE.search(text) if not drawn else None
        own = OWN_ORDER.search(text) if place is None and not WEIGHTED.search(text) else None
        found = unseen or (place or own or [""])[0]
        if found:
            yield problem(
                said.subject,
                f"`{found}`: what stood on top or was shown at all is taken for what people want, and the "
                "list confirms itself",
                at=said.field,
                severity=Severity.WARNING,
                kinds=(Trait.EXPLORES,),
                help="Leave out what nobody was shown, weight each choice by the chance that its place was "
                "looked at, and show a small share at random.",
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
