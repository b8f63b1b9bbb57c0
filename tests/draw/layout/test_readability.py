"""The report counts what a reader would stumble over: each fault is made by hand once."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from mlarch.draw.diagram import Diagram, Label, Line, PlacedCard, PlacedPanel, Role, TitleBlock
from mlarch.draw.geometry import Box
from mlarch.draw.layout.meetings import Index, Part, meetings
from mlarch.draw.layout.readability import measure
from mlarch.model import Plane

CARDS = {"a": Box(0, 0, 100, 50), "b": Box(300, 0, 100, 50)}
STRAIGHT = {0: ((100.0, 25.0), (300.0, 25.0))}
TWO = {**STRAIGHT, 1: ((100.0, 5.0), (300.0, 5.0))}
FAR = Box(-500, -500, 10, 10)


def report(cards=CARDS, panels=None, headings=None, paths=STRAIGHT, bundle=None, labels=None):
    names = {**(panels or {}), **dict.fromkeys(headings or {}, FAR)}
    diagram = Diagram(
        width=400.0,
        height=250.0,
        title=TitleBlock(()),
        cards=tuple(PlacedCard(k, (k,), (), (), "", Plane.ONLINE, box, "") for k, box in cards.items()),
        panels=tuple(
            PlacedPanel(k, k, Plane.ONLINE, box, (headings or {}).get(k, FAR), ()) for k, box in names.items()
        ),
        lines=tuple(
            Line(str(k), (k,), "a", "b", Role.CALL, tuple(points), bundle=(bundle or {}).get(k, k))
            for k, points in paths.items()
        ),
        labels=tuple(Label(str(k), box, ("words",)) for k, box in (labels or {}).items()),
        legend=(),
        steps=(),
        description="",
        icons=(),
    )
    return measure(diagram)


def test_a_clean_picture_has_no_fault():
    clean = report(labels={0: Box(180, 10, 40, 12)})
    assert clean.faults == 0
    assert clean.length == 200.0
    assert clean.bends == 0
    assert clean.aspect == 1.6
    assert clean.forward == 1.0


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("overlapping_cards", {"cards": {**CARDS, "c": Box(50, 20, 100, 50)}, "paths": {}}),
        ("overlapping_labels", {"labels": {0: Box(150, 10, 40, 12), 1: Box(180, 10, 40, 12)}, "paths": TWO}),
        ("labels_on_cards", {"labels": {0: Box(80, 10, 40, 12)}}),
        ("labels_on_lines", {"labels": {0: Box(180, 20, 40, 12)}}),
        ("labels_on_borders", {"labels": {0: Box(180, 10, 40, 12)}, "panels": {"p": Box(200, 0, 150, 100)}}),
        ("labels_nearer_to_another_line", {"labels": {0: Box(180, 7, 40, 12)}, "paths": TWO}),
        ("lines_through_cards", {"paths": {0: ((-50.0, 25.0), (300.0, 25.0))}}),
        ("lines_on_lines", {"paths": {0: ((100.0, 25.0), (300.0, 25.0)), 1: ((150.0, 25.0), (200.0, 25.0))}}),
        ("lines_through_headings", {"headings": {"p": Box(150, 20, 60, 12)}}),
        ("lines_too_close", {"paths": {**STRAIGHT, 1: ((100.0, 28.0), (300.0, 28.0))}}),
        ("lines_in_other_panels", {"panels": {"p": Box(150, 0, 60, 100)}}),
        ("labels_in_other_panels", {"labels": {0: Box(160, 9, 9, 9)}, "panels": {"p": Box(150, 0, 90, 99)}}),
    ],
)  # fmt: skip
def test_each_fault_is_counted(fault, changes):
    assert getattr(report(**changes), fault) > 0


def test_crossings_and_bends_are_costs_not_faults():
    paths = {**STRAIGHT, 1: ((200.0, 0.0), (200.0, 60.0), (250.0, 60.0))}
    crossed = report(paths=paths)
    assert (crossed.crossings, crossed.bends, crossed.faults) == (1, 1, 0)
    assert crossed.score > report().score


def test_a_smooth_curve_has_no_bends_and_slanting_lines_cross():
    curve = tuple((float(x), 20 + x * x / 2000) for x in range(100, 301, 20))
    assert report(paths={0: curve}).bends == 0
    assert report(paths={0: ((100.0, 0.0), (300.0, 50.0)), 1: ((100.0, 50.0), (300.0, 0.0))}).crossings == 1


def test_lines_of_one_bundle_may_share_their_trunk():
    paths = {**STRAIGHT, 1: ((150.0, 25.0), (200.0, 25.0), (200.0, 90.0))}
    assert report(paths=paths, bundle={0: 7, 1: 7}).faults == 0


def test_a_flow_to_the_left_does_not_run_forward():
    assert report(cards={"a": CARDS["b"], "b": CARDS["a"]}).forward == 0.0


def _pair(one: Part, two: Part) -> str:
    """How two stretches, level or upright, meet: looked at by themselves."""
    wide = min(one.box.right, two.box.right) - max(one.box.x, two.box.x)
    high = min(one.box.bottom, two.box.bottom) - max(one.box.y, two.box.y)
    if (one.box.height == 0) != (two.box.height == 0):
        return "cross" if wide >= 0 and high >= 0 else ""
    along, apart = (wide, -high) if one.box.height == 0 else (high, -wide)
    return "" if along <= 0 or apart >= 6 else "on" if apart == 0 else "close"


@pytest.mark.parametrize("seed", range(6))
def test_meetings_found_by_sweeping_are_those_of_every_two(seed):
    chance = random.Random(seed)
    parts = []
    for _ in range(120):
        x, y, long = (float(chance.randrange(0, 60)) for _ in range(3))
        end = (x + long, y) if chance.random() < 0.5 else (x, y + long)
        parts.append(Part(chance.randrange(9), ((x, y), end) if chance.random() < 0.5 else (end, (x, y))))
    met = [_pair(one, two) for one, two in combinations(parts, 2) if one.bundle != two.bundle]
    assert min(map(met.count, ("cross", "on", "close"))) > 0
    found = meetings(parts, Index((part.box, part) for part in parts))
    assert found == tuple(map(met.count, ("cross", "on", "close")))
