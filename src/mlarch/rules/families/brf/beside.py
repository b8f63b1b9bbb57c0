"""What BRF010 asks of metrics as sentences: whether they look at the cases in which the goal is decided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.catalog.lexicon.goals import (
    ACTIVITY,
    AVERAGE_OF_ALL,
    AVERAGES,
    BY_JUDGES,
    COUNTS_ALIKE,
    HINDSIGHT,
    IN_FEW_CASES,
    LIKENESS,
    OVERALL,
    SEES_PARTS,
    SLICED,
)
from mlarch.catalog.lexicon.measures import LASTING, SEES_COSTS
from mlarch.graph import DesignGraph
from mlarch.model import Evaluation
from mlarch.rules import Outcome, problem, question

__all__ = ["asked_of_the_gate", "beside", "of_activity"]

# Who a goal is about, and how much of it is wanted, says nothing of what is wanted.
_PLAIN = re.compile(
    r"pupi|chil|cust|user|pati|peop|read|visi|driv|work|dono|stud|teac|cler|staf|resi|buye|sell|fewe|more|less|chan|"
    r"shar|that|with|this|from|mode|live|vers|belo|abov|lowe|high|bett|wors|unde|over|time|rate|year|week|mont|numb|"
    r"thei|them|they|than|each|ever|stay|when|whic|what|have|been|into|next|leas|most|syst|mean|aver|equa|good|firs|"
    r"last|same"
)


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about."""
    return frozenset(
        word[:4] for word in re.findall(r"[a-z]{4,}", text.lower()) if not _PLAIN.fullmatch(word[:4])
    )


def beside(design: DesignGraph, evaluation: Evaluation) -> Iterator[Outcome]:
    """Metrics that do not look where the goal is decided; the gate decides where there is one."""
    wanted = design.architecture.requirements
    goal = (wanted.goal or "").lower() if wanted is not None else ""
    texts = [(f"offline.{number}", text.lower()) for number, text in enumerate(evaluation.offline)]
    deciding = [("gate", evaluation.gate.lower())] if evaluation.gate else texts
    for at, text in dict.fromkeys((*texts, *deciding)):
        alike, late = COUNTS_ALIKE.search(text), HINDSIGHT.search(text)
        if alike is not None or (late is not None and at == "gate"):
            what = "counts errors that matter like all others" if alike else "is not what is served at once"
            yield problem(
                evaluation,
                f"`{(alike or late or [''])[0]}`: this figure {what}, and a version can gain in it and lose "
                "at the goal",
                at=at,
                help="Measure the errors that hurt, as they are served, each by itself.",
            )
    yield from _of_means(evaluation, deciding)
    few = IN_FEW_CASES.search(goal)
    means = [AVERAGES.search(text) for _, text in deciding if not SEES_PARTS.search(text)]
    if few is not None and len(means) == len(deciding) and all(means):
        yield problem(
            evaluation,
            f"the goal lies in few cases (`{few[0]}`), and `{(means[0] or [''])[0]}` is a figure over all, "
            "which they hardly move",
            at=deciding[0][0],
            help="Measure where it is decided, e.g. `gate: misses in the worst tenth not above the live "
            "version`.",
        )
    if goal and all(_of_likeness(text) for _, text in deciding):
        yield problem(
            evaluation,
            "what decides is likeness to a text, or of groups, and the goal is what comes of it: a wrong "
            "figure or name costs one word",
            at=deciding[0][0],
            help="Measure what a wrong answer does, e.g. `offline: [share judged right by two experts]`.",
        )


def _of_means(evaluation: Evaluation, deciding: list[tuple[str, str]]) -> Iterator[Outcome]:
    """What decides are means that agree with each other, and no figure looks at a case."""
    agree = [
        AVERAGE_OF_ALL.search(text)
        for _, text in deciding
        if not SEES_PARTS.search(AVERAGE_OF_ALL.without(text))
    ]
    if deciding and len(agree) == len(deciding) and all(agree):
        yield problem(
            evaluation,
            f"`{(agree[0] or [''])[0]}`: two means can agree while every single case is wrong",
            at=deciding[0][0],
            help="Compare case by case, e.g. `offline: [mean error of a case, share off by more than ...]`.",
        )


def asked_of_the_gate(design: DesignGraph, evaluation: Evaluation) -> Iterator[Outcome]:
    """A gate that is one common figure over everything, in none of the words of goal or costs."""
    wanted, task = design.architecture.requirements, design.architecture.task
    deciding = (evaluation.gate or "").lower()
    overall = OVERALL.search(deciding)
    rest = SLICED.without(deciding)
    if (
        wanted is None
        or overall is None
        or SEES_PARTS.search(rest)
        or BY_JUDGES.search(f"{deciding}; {'; '.join(evaluation.offline)}".lower())
    ):
        return
    costs = wanted.error_costs
    told = [
        wanted.goal or "",
        *((costs.false_positive or "", costs.false_negative or "") if costs is not None else ()),
    ]
    told += [task.objective or "", task.output or ""] if task is not None else []
    entities = (
        " ".join(f.entity or "" for f in design.architecture.data.features)
        if design.architecture.data
        else ""
    )
    if (_stems("; ".join(told)) - _stems(entities)).isdisjoint(_stems(OVERALL.without(rest))):
        yield question(
            evaluation,
            f"`{overall[0]}` decides about a release, and it is not said that the goal moves with it: it "
            "counts all cases alike",
            at="gate",
            help="Let the gate look where the goal is decided: the cases at the top, or the cost of errors.",
        )


def _of_likeness(text: str) -> bool:
    rest = LIKENESS.without(text)
    return rest != text and not SEES_COSTS.search(rest) and not SEES_PARTS.search(rest)


def of_activity(design: DesignGraph, evaluation: Evaluation | None) -> Iterator[Outcome]:
    """A label or a gate of what is easy to count, where nothing measured shares a word with the goal."""
    task, wanted = design.architecture.task, design.architecture.requirements
    goal = (wanted.goal or "").lower() if wanted is not None else ""
    if not goal or ACTIVITY.search(goal) or _WISHED.search(goal):
        return
    event = (task.label.event or "").lower() if task is not None and task.label is not None else ""
    gate = (evaluation.gate or "").lower() if evaluation is not None else ""
    online = "; ".join(evaluation.online).lower() if evaluation is not None else ""
    at_gate, learned = ACTIVITY.search(gate), ACTIVITY.search(event)
    counted = at_gate or (learned if not gate or ACTIVITY.search(online) else None)
    told = f"{gate}; {online}" if at_gate else f"{gate}; {online}; {event}"
    subject = evaluation if at_gate else task
    if counted is None or subject is None or not _stems(goal).isdisjoint(_stems(told)):
        return
    if LASTING.search(gate.replace(counted[0], "")):
        return
    yield problem(
        subject,
        f"what decides is `{counted[0]}`, and the goal is another (`{goal}`): more of the one need not bring "
        "the other nearer",
        at="gate" if at_gate else "label.event",
        help="Measure the goal itself, in its own words, and let it decide.",
    )


_WISHED = re.compile(r"relevan|engag|interest|discover")
"""Goals of which a reaction at once is as good a sign as any."""
