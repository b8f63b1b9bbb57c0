"""Designs drafted from a few answers: each checks clean, holds its limits, and is drawn without a fault."""

from __future__ import annotations

from itertools import product

import pytest

import mlarch
from mlarch.diagnostics import MlarchError
from mlarch.session.drafting import SERVINGS, TASKS, Answers, draft, usual

KINDS = [
    (task, serving) for task, serving in product(TASKS, SERVINGS) if task != "text" or serving == "online"
]


@pytest.mark.parametrize("users", ["100", "3M", "1B"])
@pytest.mark.parametrize(("task", "serving"), KINDS)
def test_a_draft_checks_clean_at_any_scale(task, serving, users):
    design = mlarch.loads(draft(Answers(task=task, serving=serving, users=users)))
    assert [f"{f.rule} {f.message}" for f in design.check().findings] == []
    assert str(design.architecture.stage) == "design"


@pytest.mark.parametrize(("task", "serving"), KINDS)
def test_a_draft_is_drawn_without_a_fault(task, serving):
    report = mlarch.loads(draft(Answers(task=task, serving=serving))).drawing().report
    assert report.faults == 0


def test_answers_are_in_the_text():
    text = draft(
        Answers(predicts='P(late): "soon"', whom="Couriers & cooks", users="20M", latency="80ms"), "A: B"
    )
    spec = mlarch.loads(text).architecture
    assert spec.name == "A: B"
    assert spec.task.objective == 'P(late): "soon"'
    assert spec.components["app"].name == "Couriers & cooks"
    assert spec.requirements.daily_active_users.value == 20e6
    assert spec.requirements.latency.p99.value == pytest.approx(0.08)


def test_more_people_need_more_replicas():
    few, many = (mlarch.loads(draft(Answers(users=users))).architecture for users in ("1M", "100M"))
    assert few.components["model"].replicas == 3
    assert many.components["model"].replicas > 100


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (Answers(users="many"), "--users many"),
        (Answers(users="0"), "no number to plan with"),
        (Answers(items="-1"), "--items -1"),
        (Answers(latency="fast"), "--latency fast"),
        (Answers(task="text", serving="batch"), "texts are drafted online only"),
    ],
)
def test_answers_that_make_no_design(answers, message):
    with pytest.raises(MlarchError, match=message):
        draft(answers)


def test_every_question_has_a_usual_answer():
    for task in TASKS:
        answers = {name: usual(name, task) for name in ("predicts", "whom", "users", "items", "latency")}
        assert all(answers.values())
        assert mlarch.loads(draft(Answers(task=task, **answers))).name


def test_a_blank_answer_is_the_usual_one():
    spec = mlarch.loads(draft(Answers(whom=" ", predicts=" "))).architecture
    assert spec.components["app"].name == usual("whom", "score")
