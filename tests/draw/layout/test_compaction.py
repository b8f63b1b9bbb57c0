"""Room that nothing needs goes, order and distances stay."""

from __future__ import annotations

from itertools import combinations

import pytest
from scenes import random_scene

from mlarch.draw.layout import layout as stages
from mlarch.draw.layout.distances import Kind, Thing, distances
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.spacing import earliest, latest

RULES = [(0, 1, 10.0), (1, 2, 5.0), (0, 2, 30.0), (2, 3, 5.0)]


def test_the_longest_chain_of_distances_decides_how_early_a_place_can_be():
    assert earliest(RULES, [1, 2, 3], {0: 0.0}) == {0: 0.0, 1: 10.0, 2: 30.0, 3: 35.0}


def test_and_how_late_from_the_other_end():
    assert latest(RULES, [0, 1, 2], {3: 100.0}) == {3: 100.0, 2: 95.0, 1: 90.0, 0: 65.0}


def test_the_order_in_which_places_are_looked_at_does_not_matter():
    assert earliest(RULES, [3, 2, 1], {0: 0.0}) == earliest(RULES, [1, 2, 3], {0: 0.0})


def test_a_place_that_nothing_holds_back_has_no_earliest():
    assert 0 not in earliest(RULES, [0, 1, 2, 3], {1: 0.0})


@pytest.mark.parametrize(("apart", "rules"), [(8.0, 1), (20.0, 0)])
def test_words_that_would_read_as_one_phrase_stay_on_different_heights(apart, rules):
    words = [
        Thing(Kind.WORDS, 0, 0.0, 13.0, 0.0, 60.0, 1),
        Thing(Kind.WORDS, 1, 0.0, 13.0, 60 + apart, 99.0, 2),
    ]
    assert len(list(distances(words, [0.0, 40.0], 0, Effort()))) == rules


@pytest.mark.parametrize("seed", range(4))
def test_a_picture_gets_smaller_and_keeps_its_order(monkeypatch, seed):
    scene = random_scene(16, 24, 3, seed)
    small = lay_out(scene)
    stages._laid_out.cache_clear()
    monkeypatch.setattr(stages, "compacted", lambda _drawn, labels, _beside, _effort: dict(labels))
    large = lay_out(scene)
    stages._laid_out.cache_clear()
    assert small.drawn.width * small.drawn.height < 0.97 * large.drawn.width * large.drawn.height
    for a, b in combinations(large.cards, 2):
        for axis in (0, 1):
            before = large.cards[a].center[axis] - large.cards[b].center[axis]
            after = small.cards[a].center[axis] - small.cards[b].center[axis]
            assert before * after > 0 or max(abs(before), abs(after)) < 1e-6
