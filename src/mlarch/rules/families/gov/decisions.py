"""GOV: decisions about people: somebody can overrule them, and they can be accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.analysis.privacy import deciders, judged, works_online
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import listed

__all__ = ["unaudited_decision", "unreviewed_decision"]

_RECORDS = (
    Trait.KEEPS_LOGS,
    Trait.LOGS_PREDICTIONS,
    Trait.STREAMS_EVENTS,
    Trait.KEEPS_RAW_DATA,
    Trait.KEEPS_TABLES,
)


@rule("GOV006", "unreviewed-decision", fixes="unsafe", about=(Trait.DECIDES,))
def unreviewed_decision(design: DesignGraph) -> Iterator[Outcome]:
    """Decisions about people that no person reviews or hears an appeal against.

    **Checks.** The design says that it decides about people: fraud, moderation, harmful content, credit,
    insurance, hiring and the like, in its name, goal, objective or output, or on a decision engine. Nothing
    that comes from the components which decide, or from where people report and appeal, reaches a human
    review (or another person). Without a decision engine, the models are taken for it. At production the
    deciders themselves have to hand cases over (*info*): people who see only what others report do not see
    the doubtful ones.

    **Why.** The uncertain cases are where a model is wrong most often and where a wrong answer hurts most.
    People have a right to have such a decision looked at by a person (GDPR, article 22; EU Digital Services
    Act, article 20), and the verdicts are the best labels there are.

    **When it is wrong.** Another team reviews: draw it, `kind: human review` with `external: true`. The
    decision is about things, not people: say so in the objective, or accept the finding.
    """
    topic, names = judged(design), deciders(design)
    if topic is None or not names or not _in_use(design):
        return
    people = design.having(Trait.REVIEWS, Trait.IS_A_PERSON).ids
    reached = frozenset(
        design.downstream((*names, *design.having(Trait.COLLECTS_FEEDBACK).ids), unknown=True)
    )
    heard = [name for name in people if name in reached]
    if heard:
        yield from _unasked(design, names, heard)
        return
    review = suggest_id(design, Trait.REVIEWS)
    what = f"{people[0]} is there, but no decision or appeal reaches it" if people else "nobody reviews it"
    yield problem(
        design.components[names[0]],
        f"{listed(names)} {'decides' if len(names) == 1 else 'decide'} about people ({topic}), and {what}: "
        "the doubtful cases need a person who can overrule the model",
        components=names,
        help=f"Add `{review}: human review` and the flow {{add}}.",
        add=f"{names[0]} ~> {review}: decisions",
    )


def _unasked(design: DesignGraph, names: Sequence[str], people: Sequence[str]) -> Iterator[Problem]:
    """People who hear complaints, and whom the deciders hand nothing."""
    reports = design.having(Trait.COLLECTS_FEEDBACK).ids
    if not reports or design.reaches_without(names, people, (*reports, *design.clients), unknown=True):
        return
    yield problem(
        design.components[people[0]],
        f"{people[0]} sees only what is reported: {listed(names)} "
        f"{'hands' if len(names) == 1 else 'hand'} over no case in doubt",
        components=(people[0], *names),
        kinds=(Trait.REVIEWS,),
        severity=Severity.INFO,
        stage=Stage.PRODUCTION,
        help="Add the flow {add}.",
        add=f"{names[0]} ~> {people[0]}: decisions (in doubt)",
        near=names[0],
    )


@rule("GOV007", "unaudited-decision", fixes="unsafe", about=(Trait.DECIDES,))
def unaudited_decision(design: DesignGraph) -> Iterator[Outcome]:
    """Decisions about people of which no record is kept.

    **Checks.** As GOV006. Nothing that comes from the components which decide reaches an audit log, other
    than by way of the people who review the doubtful ones, and no decision of theirs reaches a log, a
    prediction logger, a stream, a lake or a warehouse either. At production, where there is an audit log,
    the verdicts of the people who review have to reach one of these too.

    **Why.** A decision that cannot be shown again, with the model and the data of that moment, cannot be
    explained to the person, defended before a regulator or undone after a bad release (EU AI Act, article
    12; Mitchell et al., *Model Cards for Model Reporting*, 2019).

    **When it is wrong.** The record is written elsewhere: draw that store, with `external: true`.
    """
    topic, names = judged(design), deciders(design)
    if topic is None or not names or not _in_use(design):
        return
    people = design.having(Trait.REVIEWS).ids  # who record their own verdicts, and not what they never saw
    yield from _unrecorded_verdicts(design, people)
    if design.reaches_without(names, design.having(Trait.AUDITS).ids, people):
        return
    kept = design.downstream(names, ("decision", "predictions"), unknown=True)
    if any(design.has(name, *_RECORDS) for name in kept):
        return
    audit = suggest_id(design, Trait.AUDITS)
    yield problem(
        design.components[names[0]],
        f"{listed(names)} {'decides' if len(names) == 1 else 'decide'} about people ({topic}), and no record "
        "of the decisions is kept: they can be neither explained nor undone",
        components=names,
        help=f"Add `{audit}: audit log` and the flow {{add}}.",
        add=f"{names[0]} ~> {audit}: decisions",
    )


_VERDICTS = ("decision", "labels", "event", "logs")


def _unrecorded_verdicts(design: DesignGraph, people: Sequence[str]) -> Iterator[Problem]:
    """People whose verdicts are in no record, though the system's are."""
    logs = [name for name in design.having(Trait.AUDITS).ids if design.data_into(name)]
    for name in people if logs else ():
        if not design.data_into(name) or not design.data_out_of(name):
            continue
        if not set(logs).isdisjoint(design.downstream([name], _VERDICTS, unknown=True)):
            continue
        yield problem(
            design.components[name],
            f"what {name} decides is in no record: {listed(logs)} holds the system's decisions only, and the "
            "overturned ones are among them",
            components=(name, *logs),
            stage=Stage.PRODUCTION,
            help="Add the flow {add}.",
            add=f"{name} ~> {logs[0]}: verdicts",
        )


def _in_use(design: DesignGraph) -> bool:
    """Whether anything is decided here: a model answers, or scores in bulk."""
    return bool(works_online(design) or design.having(Trait.PREDICTS_IN_BATCH, Trait.DECIDES))
