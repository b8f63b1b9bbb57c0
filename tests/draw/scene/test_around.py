"""What is around a part: it, and what is so many flows away, in the order of the whole."""

from __future__ import annotations

import pytest

import mlarch
from mlarch.diagnostics import MlarchError

DESIGN = mlarch.loads("""
mlarch: 1
name: Shop
components:
  app: client
  api: api server
  ranker: {kind: ranker, name: First ranker}
  features: feature store
  trainer: training job
groups:
  serving: {name: Serving, members: [api, ranker, features]}
flows:
  - app -> api -> ranker -> features: request
  - trainer => ranker: model
views:
  all of it: {}
""")


def shown(**which: object) -> list[str]:
    return [card.id for card in DESIGN.drawing(**which).scene.cards]


def test_a_component_and_what_it_touches():
    assert shown(around="ranker") == ["api", "ranker", "features", "trainer"]
    assert shown(around="ranker", hops=0) == ["ranker"]
    assert shown(around="app", hops=2) == ["app", "api", "ranker"]


def test_a_group_and_what_its_members_touch():
    assert shown(around="serving") == ["app", "api", "ranker", "features", "trainer"]
    assert DESIGN.drawing(around="serving").scene.title.name == "Shop · around Serving"


def test_the_title_says_around_what_and_how_much_is_shown():
    title = DESIGN.drawing(around="ranker").scene.title
    assert (title.name, title.summary) == ("Shop · around First ranker", "4 of 5 components: Serving")


def test_cards_keep_the_order_of_the_whole():
    whole, part = DESIGN.drawing().layout.cards, DESIGN.drawing(around="ranker").layout.cards
    for axis in (0, 1):
        here = sorted(part, key=lambda name: part[name].center[axis])
        there = [whole[name].center[axis] for name in here]
        assert there == sorted(there)


@pytest.mark.parametrize(
    ("which", "message"),
    [
        ({"around": "rankr"}, "ranker"),
        ({"around": "ranker", "view": "all of it"}, "around a part"),
        ({"around": "ranker", "hops": -1}, "hops"),
    ],
)
def test_what_cannot_be_shown_is_said(which, message):
    with pytest.raises(MlarchError) as caught:
        DESIGN.render(**which)
    assert message in f"{caught.value.message} {caught.value.help}"
