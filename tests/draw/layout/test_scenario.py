"""A scenario's picture: the places of the whole, cut to what is walked, with the steps listed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

import mlarch
from mlarch.draw.diagram import Diagram, End
from mlarch.draw.geometry import Box, Point, bounds
from studies import STUDIES, study

SPEC = """
mlarch: 1
name: A feed
summary: Shows what is new.
components:
  app: mobile app
  api: backend service
  ranker: ranker
  cache: cache
  lake: data lake
  trainer: training job
  registry: model registry
  monitor: metrics monitor
groups:
  serving: [api, ranker, cache]
  training: [lake, trainer, registry]
  watch: [monitor]
flows:
  - app -> api: {sends: query, returns: posts}
  - api -> ranker & cache: {sends: candidates, returns: scores}
  - api ~> lake: events
  - lake => trainer => registry: model
  - registry => ranker: model
  - api & ranker ~> monitor: metrics
scenarios:
  A query: [app, api, cache, api]
  A model: [lake, trainer, registry]
views:
  training: {groups: [training]}
  serving: {groups: [serving], summary: What answers a request}
"""
DESIGN = mlarch.loads(SPEC)


def drawn(**which: str) -> Diagram:
    return DESIGN.drawing(**which).diagram


def test_what_is_not_walked_and_lies_outside_is_left_out():
    diagram = drawn(scenario="A model")
    assert {card.id for card in diagram.cards} == {"lake", "trainer", "registry"}
    assert [panel.id for panel in diagram.panels] == ["training"]
    assert {line.id for line in diagram.lines} == {"lake => trainer", "trainer => registry"}


def test_lines_that_are_walked_have_the_trunk_that_they_share():
    line = next(one for one in drawn(scenario="A query").lines if one.id == "api -> cache")
    assert (line.start, line.end) == (End.NONE, End.ARROW)
    joints = [one for one in drawn().lines if one.id.startswith("api -> ") and one.start is End.JOINT]
    assert len(joints) == 1


def test_the_steps_are_listed_in_order_with_what_goes_along():
    steps = drawn(scenario="A query").steps
    assert [step.text for step in steps] == [
        "App → API: query",
        "API → Cache: candidates",
        "Cache → API: scores",
    ]
    assert [" ".join(line.text for line in step.lines) for step in steps] == [step.text for step in steps]
    assert [step.lines[0].box.y for step in steps] == sorted(step.lines[0].box.y for step in steps)


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_places_and_routes_are_those_of_the_whole_but_for_one_shift(path):
    design = study(path)
    whole = design.drawing().diagram
    boxes = {card.id: card.box for card in whole.cards}
    routes = {line.id: line for line in whole.lines}
    for scenario in design.scenarios:
        diagram = design.drawing(scenario=scenario).diagram
        first = diagram.cards[0]
        dx, dy = (getattr(boxes[first.id], axis) - getattr(first.box, axis) for axis in ("x", "y"))
        assert all(_same([card.box.moved(dx, dy)], [boxes[card.id]]) for card in diagram.cards)
        for line in diagram.lines:
            here = _stretches([(x + dx, y + dy) for x, y in line.points])
            there = _stretches(routes[line.id].points)
            joined = End.JOINT in (routes[line.id].start, routes[line.id].end)
            # A walked line that shares a trunk is drawn with it, and its own route is a part of that.
            assert _same(here, there) or (joined and line.steps)
            assert all(any(one.grown(0.01).contains(part) for one in here) for part in there)


def _same(some: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether boxes are the same but for what adding up floats leaves."""
    return len(some) == len(others) and all(
        abs(getattr(one, side) - getattr(other, side)) < 0.01
        for one, other in zip(some, others, strict=True)
        for side in ("x", "y", "width", "height")
    )


def _stretches(points: Sequence[Point]) -> list[Box]:
    ends = [sorted(pair) for a, b in pairwise(points) for pair in zip(a, b, strict=True)]
    return [
        Box(x, y, right - x, bottom - y)
        for (x, right), (y, bottom) in zip(ends[::2], ends[1::2], strict=True)
    ]


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_nothing_lies_on_the_list_or_on_other_things(path):
    design = study(path)
    for scenario in design.scenarios:
        diagram = design.drawing(scenario=scenario).diagram
        assert {card.id for card in diagram.cards if not card.faded} == {
            stop for step in diagram.steps for stop in (step.source, step.target)
        }
        texts = [line.box for step in diagram.steps for line in step.lines]
        drawing = bounds([card.box for card in diagram.cards] + [panel.box for panel in diagram.panels])
        assert not any(drawing.overlaps(box) for box in texts)
        assert Box(0, 0, diagram.width, diagram.height).contains(bounds(texts))
        assert design.drawing(scenario=scenario).report.faults == 0
        numbers = [number for label in diagram.labels for number in label.number.split(", ") if number]
        assert sorted(map(int, numbers)) == [step.number for step in diagram.steps if step.line]
        inside = {panel.id: panel.box for panel in diagram.panels}
        assert all(
            inside[p.id].contains(c.box) for p in diagram.panels for c in diagram.cards if c.id in p.cards
        )


def test_a_view_says_what_it_shows_by_its_own_line_or_by_how_much_it_is():
    assert [line.text for line in drawn(view="serving").title.summary] == ["What answers a request"]
    assert [line.text for line in drawn(view="training").title.summary] == ["3 of 8 components: Training"]
    assert [line.text for line in drawn().title.summary] == ["Shows what is new."]


def test_steps_reach_the_files():
    assert "API → Cache: candidates" in DESIGN.render(scenario="A query").decode()
    assert "API → Cache: candidates" in DESIGN.render(scenario="A query", format="drawio").decode()
