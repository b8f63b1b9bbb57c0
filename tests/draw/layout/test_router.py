from itertools import pairwise

import pytest

from mlarch.draw.layout.grid import Lattice, Zone
from mlarch.draw.layout.router import Net, NoWayError, Router, Wire


def router(cards: dict[str, Zone], size: tuple[int, int] = (60, 40)) -> Router:
    return Router(Lattice(*size), cards, [])


def test_two_cards_on_one_level_are_joined_by_a_straight_line():
    routes = router({"a": Zone(5, 10, 8, 6), "b": Zone(30, 10, 8, 6)})
    net = Net(1, (Wire(0, "a", "b"),))
    routes.route(net)
    assert net.paths[0] == [(13, 13), (30, 13)]


def test_a_line_goes_around_a_card_in_its_way():
    cards = {"a": Zone(5, 10, 8, 6), "wall": Zone(18, 4, 6, 18), "b": Zone(30, 10, 8, 6)}
    routes = router(cards)
    net = Net(1, (Wire(0, "a", "b"),))
    routes.route(net)
    wall = cards["wall"].box()
    path = [(x * 12.0, y * 12.0) for x, y in net.paths[0]]
    assert not any(wall.crosses(part) for part in pairwise(path))
    assert len(path) > 2


def test_lines_of_different_nets_never_lie_on_each_other():
    routes = router({"a": Zone(5, 10, 8, 6), "b": Zone(30, 10, 8, 6)})
    nets = [Net(number, (Wire(number, "a", "b"),)) for number in range(1, 6)]
    for net in nets:
        routes.route(net)
    used: set[tuple[int, int, bool]] = set()
    for net in nets:
        points = net.paths[net.number]
        mine = {
            (x, y, y1 == y2)
            for (x1, y1), (x2, y2) in pairwise(points)
            for x in range(min(x1, x2), max(x1, x2) + 1)
            for y in range(min(y1, y2), max(y1, y2) + 1)
        }
        assert not used & mine
        used |= mine


def test_a_fan_out_shares_its_trunk():
    cards = {"a": Zone(5, 15, 8, 6), "b": Zone(40, 5, 8, 6), "c": Zone(40, 25, 8, 6)}
    routes = router(cards)
    net = Net(1, (Wire(0, "a", "b"), Wire(1, "a", "c")))
    routes.route(net)
    starts = [path[0] for path in net.paths.values()]
    at_the_card = [start for start in starts if start[0] == 13]
    assert len(at_the_card) == 1


def test_a_fan_in_shares_its_last_stretch():
    cards = {"a": Zone(40, 15, 8, 6), "b": Zone(5, 5, 8, 6), "c": Zone(5, 25, 8, 6)}
    routes = router(cards)
    net = Net(1, (Wire(0, "b", "a"), Wire(1, "c", "a")))
    routes.route(net)
    card = cards["a"]
    at_the_card = [
        (x, y)
        for x, y in (path[-1] for path in net.paths.values())
        if card.x <= x <= card.right and card.y <= y <= card.bottom
    ]
    assert len(at_the_card) == 1


def test_a_net_taken_up_leaves_nothing_behind():
    routes = router({"a": Zone(5, 10, 8, 6), "b": Zone(30, 20, 8, 6)})
    net = Net(1, (Wire(0, "a", "b"),))
    routes.route(net)
    routes.unroute(net)
    assert not any(routes.lattice.level)
    assert not any(routes.lattice.upright)
    assert net.paths == {}


def test_a_card_that_is_walled_in_is_reported():
    lattice = Lattice(40, 30)
    routes = Router(lattice, {"a": Zone(3, 3, 6, 4), "b": Zone(25, 15, 6, 4)}, [])
    lattice.add_obstacle(Zone(22, 12, 12, 2))
    lattice.add_obstacle(Zone(22, 12, 2, 10))
    lattice.add_obstacle(Zone(32, 12, 2, 10))
    lattice.add_obstacle(Zone(22, 20, 12, 2))
    with pytest.raises(NoWayError):
        routes.route(Net(1, (Wire(0, "a", "b"),)))
