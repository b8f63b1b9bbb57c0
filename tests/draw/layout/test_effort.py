"""Drawing ends: work is counted, and what is too large is laid out in haste, complete, and with a word."""

from __future__ import annotations

import pytest
from scenes import random_scene, report_of

import mlarch
from mlarch.draw.layout import layout
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.problem import Problem
from mlarch.draw.options import RenderOptions


@pytest.fixture(autouse=True)
def _nothing_kept():
    layout._laid_out.cache_clear()
    yield
    layout._laid_out.cache_clear()


STAGES = ("PLACING", "ROUTING", "LABELLING")
SCENE = random_scene(24, 40, 4, 1)


def test_a_stage_is_spent_when_its_steps_are_used_up_and_the_next_begins_anew():
    work = Effort(10)
    work.spend(10)
    assert not work.spent
    work.spend(1)
    assert work.spent
    work.left = 5
    assert (work.spent, work.ran_out) == (False, True)


@pytest.mark.parametrize("stage", STAGES)
def test_without_steps_everything_is_drawn_all_the_same(stage, monkeypatch):
    if stage == "PLACING":
        monkeypatch.setattr(layout, "Problem", lambda *args: Problem(*args, effort=Effort(0)))
    else:
        monkeypatch.setattr(layout, stage, 0)
    found = lay_out(SCENE)
    assert found.hasty
    assert set(found.cards) == {card.id for card in SCENE.cards}
    assert {line.link for line in found.lines} == {link.index for link in SCENE.links}
    report = report_of(SCENE)
    assert (report.overlapping_cards, report.lines_through_cards, report.lines_on_lines) == (0, 0, 0)
    assert lay_out(SCENE) == found


def test_what_is_laid_out_in_haste_is_said(monkeypatch):
    design = mlarch.loads("mlarch: 1\nname: N\ncomponents: {a: cache, b: cache}\nflows: [a -> b: x]\n")
    assert design.drawing().warnings(RenderOptions()) == ()
    monkeypatch.setattr(layout, "ROUTING", 0)
    layout._laid_out.cache_clear()
    again = mlarch.loads("mlarch: 1\nname: N\ncomponents: {a: cache, b: cache}\nflows: [a -> b: x]\n")
    assert "in haste" in again.drawing().warnings(RenderOptions())[0]
