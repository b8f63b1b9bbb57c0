"""The numbers of a scenario's steps find a place on their lines."""

from mlarch.draw.geometry import Box
from mlarch.draw.layout.badges import Surroundings, place_badges


def test_a_number_stands_between_a_card_and_a_line_that_crosses_its_own():
    cards = [Box(0, 0, 144, 72), Box(0, 97.5, 144, 48)]
    lines = {1: ((72.0, 72.0), (72.0, 97.5)), 2: ((-300.0, 82.0), (300.0, 82.0))}
    around = Surroundings(lines, {1: "a", 2: "b"}, cards, {}, [])
    (box,) = place_badges({1: (2,)}, around).values()
    assert not box.crosses(lines[2])
    assert not any(map(box.overlaps, cards))


def test_a_number_leaves_the_heads_of_a_short_line_to_be_seen():
    cards = [Box(0, 0, 144, 72), Box(0, 100, 144, 48)]
    lines = {1: ((72.0, 72.0), (72.0, 100.0)), 2: ((130.0, 72.0), (130.0, 100.0))}
    (box,) = place_badges({1: (2,)}, Surroundings(lines, {1: "a", 2: "b"}, cards, {}, [])).values()
    heads = Box(68, 72, 8, 28)
    assert not box.overlaps(heads)
    assert box.distance(lines[1]) < box.distance(lines[2])
