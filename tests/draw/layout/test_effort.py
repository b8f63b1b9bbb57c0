"""Drawing ends: work is counted, and what is too large is laid out in haste, complete, and with a word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from scenes import card, link, random_scene, report_of, scene

import mlarch
from mlarch.draw.layout import choice, layout, routing
from mlarch.draw.layout.distances import Kind, Thing, distances
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.tracks import Tracks
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.values import Panel, Scene
from mlarch.model import Plane


@pytest.fixture(autouse=True)
def _nothing_kept():
    layout._laid_out.cache_clear()
    yield
    layout._laid_out.cache_clear()


WHERE = {"ROUTING": routing, "TRACKING": choice, "LABELLING": layout, "COMPACTING": layout}
STAGES = ("PLACING", *WHERE)
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
        monkeypatch.setattr(WHERE[stage], stage, 0)
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
    monkeypatch.setattr(routing, "ROUTING", 0)
    layout._laid_out.cache_clear()
    again = mlarch.loads("mlarch: 1\nname: N\ncomponents: {a: cache, b: cache}\nflows: [a -> b: x]\n")
    assert "in haste" in again.drawing().warnings(RenderOptions())[0]


def crowded(count: int) -> Scene:
    """Each of some cards sends to each of as many others, in two groups."""
    names = [[f"{side}{n}" for n in range(count)] for side in "ab"]
    links = [link(count * i + j, a, b, "way") for i, a in enumerate(names[0]) for j, b in enumerate(names[1])]
    panels = tuple(Panel(ids[0][0], "Group", Plane.ONLINE, tuple(ids)) for ids in names)
    return scene([card(name) for ids in names for name in ids], links, panels)


def test_a_crowded_picture_is_whole_with_a_few_steps_for_each_stage(monkeypatch):
    for stage in STAGES[1:]:
        monkeypatch.setattr(WHERE[stage], stage, 1000)
    dense = crowded(8)
    found = lay_out(dense)
    assert found.hasty
    assert len(found.lines) == len(found.labels) == 64
    report = report_of(dense)
    assert (report.overlapping_cards, report.lines_through_cards, report.lines_on_lines) == (0, 0, 0)


def test_tracks_stop_comparing_when_their_steps_are_used_up():
    routed = lay_out(crowded(8)).routed
    whole, few = Effort(1_000_000), Effort(500)
    Tracks(routed.grid, routed.nets, whole)
    tracks = Tracks(routed.grid, routed.nets, few)
    assert 1_000_000 - whole.left > 4_000
    assert -100 < few.left < 0
    for axis in (0, 1):
        for clusters in tracks.clusters[axis].values():
            for track in (track for cluster in clusters for track in cluster):
                ordered = sorted(track, key=lambda one: one.low)
                assert all(one.high < two.low for one, two in pairwise(ordered))


def test_distances_stop_when_their_steps_are_used_up():
    things = [Thing(Kind.LINE, n, 0.0, 0.0, 100.0 * (n % 7), 100.0 * (n % 7) + 10) for n in range(400)]
    at = [20.0 * n for n in range(400)]
    whole, few = Effort(1_000_000), Effort(100)
    every, some = (list(distances(things, at, 0, effort)) for effort in (whole, few))
    assert some == every[: len(some)]
    assert len(some) < len(every)
    assert -400 <= few.left < 0


def test_a_picture_of_many_cards_takes_a_small_part_of_the_steps(monkeypatch):
    for stage in ("TRACKING", "COMPACTING"):
        monkeypatch.setattr(WHERE[stage], stage, getattr(WHERE[stage], stage) // 40)
    found = lay_out(random_scene(120, 170, 12, 1))
    assert (found.hasty, len(found.cards)) == (False, 120)
