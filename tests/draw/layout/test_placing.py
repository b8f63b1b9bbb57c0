"""What placing pays for: running backward by the longer way, and cards in the way of a line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scenes import card, link, scene

from mlarch.draw.layout.option import Option
from mlarch.draw.layout.placement import Placement
from mlarch.draw.layout.prices import BEND, Weight, link_table, mirrored_table
from mlarch.draw.layout.problem import Problem
from studies import STUDIES, study

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
    ("standing", "extra"),
    [
        ({}, 0),  # one corner costs what the table says
        ({"c": (2, 0)}, 0),  # the other corner is free
        ({"c": (2, 0), "d": (0, 1)}, 3 * BEND),  # through a gap
        ({"c": (1, 0), "d": (1, 1), "e": (0, 1), "f": (2, 0)}, 3 * BEND),
    ],
)
def test_a_line_past_cards_in_its_corners_pays_for_its_bends(standing, extra):
    cells = {"a": (0, 0), "b": (2, 1), **standing}
    problem = Problem(scene([card(name) for name in cells], [link(0, "a", "b")]), 10)
    placed = Option(3, 2, {problem.number[name]: cell for name, cell in cells.items()}, {}, 0.0)
    assert Placement(problem, placed).detours == [pytest.approx(extra)]


def test_what_reads_first_is_as_far_away_a_row_down_as_a_column_to_the_right():
    def extra(cells: dict[int, tuple[int, int]]) -> float:
        started, plain = (
            Problem(replace(scene([card("a"), card("b")], []), first=first), 5) for first in (("a",), ())
        )
        placed = Option(2, 2, cells, {}, 0.0)
        return Placement(started, placed).cost() - Placement(plain, placed).cost()

    down, right = extra({0: (0, 1), 1: (0, 0)}), extra({0: (1, 0), 1: (0, 0)})
    assert down == pytest.approx(right)
    assert down > extra({0: (0, 0), 1: (0, 1)}) == 0.0


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_the_request_path_of_a_case_study_starts_in_its_upper_left_part(path):
    drawing = study(path).drawing()
    drawn, found = drawing.layout.drawn, [drawing.layout.cards[name].center for name in drawing.scene.first]
    assert sum(x - drawn.x for x, _ in found) < len(found) * drawn.width / 2
    assert sum(y - drawn.y for _, y in found) < len(found) * drawn.height / 2
