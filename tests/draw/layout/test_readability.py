"""The report counts what a reader would stumble over: each fault is made by hand once."""

import pytest

from mlarch.draw.geometry import Box
from mlarch.draw.layout.readability import measure

CARDS = {"a": Box(0, 0, 100, 50), "b": Box(300, 0, 100, 50)}
STRAIGHT = {0: [(100.0, 25.0), (300.0, 25.0)]}
TWO = {**STRAIGHT, 1: [(100.0, 5.0), (300.0, 5.0)]}


def report(cards=CARDS, panels=None, headings=None, paths=STRAIGHT, bundle=None, labels=None):
    nets = bundle or {key: key for key in paths}
    return measure(cards, panels or {}, headings or {}, paths, nets, labels or {}, (400.0, 250.0), 1.6)


def test_a_clean_picture_has_no_fault():
    clean = report(labels={0: Box(180, 10, 40, 12)})
    assert clean.faults == 0
    assert clean.length == 200.0
    assert clean.bends == 0
    assert clean.aspect == 1.6


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("overlapping_cards", {"cards": {**CARDS, "c": Box(50, 20, 100, 50)}, "paths": {}}),
        ("overlapping_labels", {"labels": {0: Box(150, 10, 40, 12), 1: Box(180, 10, 40, 12)}, "paths": TWO}),
        ("labels_on_cards", {"labels": {0: Box(80, 10, 40, 12)}}),
        ("labels_on_lines", {"labels": {0: Box(180, 20, 40, 12)}}),
        ("labels_on_borders", {"labels": {0: Box(180, 10, 40, 12)}, "panels": {"p": Box(200, 0, 150, 100)}}),
        ("labels_nearer_to_another_line", {"labels": {0: Box(180, 7, 40, 12)}, "paths": TWO}),
        ("lines_through_cards", {"paths": {0: [(-50.0, 25.0), (300.0, 25.0)]}}),
        ("lines_on_lines", {"paths": {0: [(100.0, 25.0), (300.0, 25.0)], 1: [(150.0, 25.0), (200.0, 25.0)]}}),
        ("lines_through_headings", {"headings": {"p": Box(150, 20, 60, 12)}}),
    ],
)  # fmt: skip
def test_each_fault_is_counted(fault, changes):
    assert getattr(report(**changes), fault) > 0


def test_crossings_and_bends_are_costs_not_faults():
    paths = {0: [(100.0, 25.0), (300.0, 25.0)], 1: [(200.0, 0.0), (200.0, 60.0), (250.0, 60.0)]}
    crossed = report(paths=paths)
    assert crossed.crossings == 1
    assert crossed.bends == 1
    assert crossed.faults == 0
    assert crossed.score > report().score


def test_lines_of_one_bundle_may_share_their_trunk():
    paths = {0: [(100.0, 25.0), (300.0, 25.0)], 1: [(150.0, 25.0), (200.0, 25.0), (200.0, 90.0)]}
    assert report(paths=paths, bundle={0: 7, 1: 7}).faults == 0
