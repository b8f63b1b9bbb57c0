"""What crossings and cards in the way cost while cards are placed."""

from mlarch.draw.layout.clutter import Clutter
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import FAN

CROSSED = [(0, 1), (2, 1), (1, 0), (1, 2)]
BLOCKED = [(0, 0), (2, 0), (1, 0)]


def cost(cells, **pairs) -> float:
    return Clutter(cells, {tuple(map(int, name[1:])): fan for name, fan in pairs.items()}, Effort()).clutter()


def test_a_crossing_with_a_link_of_a_fan_costs_less_and_two_of_fans_no_less():
    alone = cost(CROSSED, _01=False, _23=False)
    assert alone > 0
    assert cost(CROSSED, _01=True, _23=False) == FAN * alone
    assert cost(CROSSED, _01=True, _23=True) == FAN * alone


def test_a_card_in_the_way_of_a_link_of_a_fan_costs_less():
    assert cost(BLOCKED, _01=True) == FAN * cost(BLOCKED, _01=False) > 0
