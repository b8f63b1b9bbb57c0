"""Paths over the sparse grid, and the tracks of those that share a line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from scenes import card

from mlarch.draw.layout.channels import Grid
from mlarch.draw.layout.drawn import Drawn
from mlarch.draw.layout.option import Option
from mlarch.draw.layout.router import Net, Router, Wire


def routed(cells: dict[str, tuple[int, int]], *wires: tuple[tuple[str, str], ...], panels=None) -> Drawn:
    """Nets between cards in cells, one net for each tuple of wires, laid and drawn."""
    numbers = {name: number for number, name in enumerate(cells)}
    wide, high = max(c for c, _ in cells.values()) + 1, max(r for _, r in cells.values()) + 1
    placed = Option(wide, high, {numbers[name]: cell for name, cell in cells.items()}, panels or {}, 0.0)
    sizes = [(card(name).width, card(name).height) for name in cells]
    grid = Grid(placed, sizes, {}, dict.fromkeys(panels or {}, 40.0))
    router = Router(grid, numbers)
    nets, key = [], 0
    for number, net in enumerate(wires, start=1):
        made = []
        for source, target in net:
            made.append(Wire(key, source, target))
            key += 1
        nets.append(Net(number, tuple(made)))
        router.route(nets[-1])
        router.lay(nets[-1])
    return Drawn(grid, nets)


def lines(drawn: Drawn):
    return [drawn.points(net, path) for net in drawn.nets for path in net.paths]


def test_neighbours_are_joined_by_one_straight_line():
    (line,) = lines(routed({"a": (0, 0), "b": (1, 0)}, (("a", "b"),)))
    assert len(line) == 2
    assert line[0][1] == line[1][1]


def test_a_card_in_the_way_is_gone_around():
    drawn = routed({"a": (0, 0), "x": (1, 0), "b": (2, 0)}, (("a", "b"),))
    (line,) = lines(drawn)
    assert not any(drawn.boxes[1].crosses(part) for part in pairwise(line))


def test_an_empty_cell_is_run_through():
    (line,) = lines(routed({"a": (0, 0), "b": (2, 0)}, (("a", "b"),)))
    assert len(line) == 2


def test_parallel_lines_stand_apart():
    one, two = lines(routed({"a": (0, 0), "b": (1, 0)}, (("a", "b"),), (("b", "a"),)))
    assert abs(one[0][1] - two[0][1]) == pytest.approx(15)


def test_wires_of_a_net_share_their_trunk():
    drawn = routed({"a": (0, 1), "b": (1, 0), "c": (1, 2)}, (("a", "b"), ("a", "c")))
    first, second = lines(drawn)
    assert len({first[0], second[0]}) == 2  # the second starts at a joint on the first
    assert any(
        min(x1, x2) <= second[0][0] <= max(x1, x2) and min(y1, y2) <= second[0][1] <= max(y1, y2)
        for (x1, y1), (x2, y2) in pairwise(first)
    )


def test_a_flow_that_is_written_twice_runs_twice_the_whole_way():
    first, second = lines(routed({"a": (0, 0), "b": (1, 0)}, (("a", "b"), ("a", "b"))))
    assert len(first) == 2
    assert second == first


def test_lines_that_turn_off_one_after_the_other_do_not_cross():
    cells = {"a": (0, 0), "b": (0, 1), "x": (2, 0), "y": (2, 1)}
    one, two = lines(routed(cells, (("a", "x"),), (("b", "y"),)))
    assert (len(one), len(two)) == (2, 2)


def test_a_line_does_not_run_through_a_panel_that_is_not_its_own():
    cells = {"a": (0, 0), "p": (1, 1), "q": (1, 2), "b": (2, 3)}
    drawn = routed(cells, (("a", "b"),), panels={"panel": (1, 1, 1, 2)})
    (line,) = lines(drawn)
    assert not any(drawn.frames["panel"].crosses(part) for part in pairwise(line))


def test_lines_that_end_at_two_sides_of_a_card_need_no_tracks_of_their_own():
    left, right = [(("a", "b"),)] * 3, [(("b", "c"),)] * 3
    drawn = routed({"a": (0, 0), "b": (1, 0), "c": (2, 0)}, *left, *right)
    assert drawn.sizes == drawn.grid.sizes
    made = lines(drawn)
    assert {line[0][1] for line in made[:3]} == {line[0][1] for line in made[3:]}


def test_a_card_that_the_other_half_of_its_mesh_encloses_gets_a_line_all_the_same():
    cells = {"a": (0, 0), "x": (3, 0), "y": (1, 1), "b": (2, 1)}
    numbers = {name: number for number, name in enumerate(cells)}
    placed = Option(4, 2, {numbers[name]: cell for name, cell in cells.items()}, {}, 0.0)
    grid = Grid(placed, [(card(name).width, card(name).height) for name in cells], {}, {})
    router = Router(grid, numbers)
    row = grid.vertex[0] // grid.columns
    ways = {
        row * grid.columns + x for x in range(grid.columns)
    }  # between the cards above, and down from there
    for name in ("y", "b"):
        ways |= set(range(grid.vertex[numbers[name]], row * grid.columns, -grid.columns))
    for vertex in range(grid.columns * grid.rows):
        router.roads.blocked[vertex] = vertex not in ways or vertex in grid.card_at
    net = Net(1, tuple(Wire(key, *ends) for key, ends in enumerate([("a", "x"), ("a", "y"), ("b", "x")])))
    router.route(net)
    assert net.paths[1][-1] == grid.vertex[numbers["y"]]
    assert net.paths[2][0] == grid.vertex[numbers["b"]]
    assert all(net.paths)
