"""What placing pays for: running backward by the longer way, and cards in the way of a line."""

from __future__ import annotations

import pytest
from scenes import card, link, scene

from mlarch.draw.layout.option import Option
from mlarch.draw.layout.placement import Placement
from mlarch.draw.layout.prices import BEND, Weight, link_table, mirrored_table
from mlarch.draw.layout.problem import Problem

WEIGHT = Weight(1.0, 400.0, 300.0)


def test_the_mirrored_table_is_the_same_link_seen_from_its_target():
    table, mirrored = link_table(WEIGHT, 5), mirrored_table(WEIGHT, 5)
    assert {(c, r): mirrored[-c][-r] for c in range(-5, 6) for r in range(-5, 6)} == {
        (c, r): table[c][r] for c in range(-5, 6) for r in range(-5, 6)
    }


def test_running_backward_costs_most_by_the_longer_way():
    table = link_table(WEIGHT, 5)
    ahead = table[1][1]
    left, up = table[-1][1] - ahead, table[1][-1] - ahead
    assert left > up > 0  # a column is wider than a row is high
    assert table[1][-4] - table[1][4] > up  # four rows are longer than one column
    assert table[-1][4] - table[1][4] < left
    assert table[-1][0] - table[1][0] == left


@pytest.mark.parametrize(
    ("standing", "bends"),
    [
        ({}, 0),  # one corner costs what the table says
        ({"c": (2, 0)}, 0),  # the other corner is free
        ({"c": (2, 0), "d": (0, 1)}, 2),  # through a gap
        ({"c": (1, 0), "d": (1, 1), "e": (0, 1), "f": (2, 0)}, 2),
    ],
)
def test_a_line_past_cards_in_its_corners_pays_for_its_bends(standing, bends):
    cells = {"a": (0, 0), "b": (2, 1), **standing}
    problem = Problem(scene([card(name) for name in cells], [link(0, "a", "b")]), 10)
    placed = Option(3, 2, {problem.number[name]: cell for name, cell in cells.items()}, {}, 0.0)
    assert Placement(problem, placed).clutter([0]) == bends * BEND
