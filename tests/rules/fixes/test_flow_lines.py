"""New lines of flows: what is drawn already is not drawn again."""

from __future__ import annotations

import pytest

from mlarch import loads
from mlarch.rules.fixes.flow_lines import bracketed, ends, rest

SPEC = """\
mlarch: 1
name: Lines
components:
  app: client
  collector: event collector
  log: event log
  lake: data lake
flows:
  - app ~> collector: clicks, page views (of guests)
  - collector ~> log
  - log => lake: {sends: events, every: 1h}
"""


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("app ~> collector ~> labels: clicks", "collector ~> labels: clicks"),
        ("app ~> collector ~> labels: events", "collector ~> labels: events"),  # clicks are events
        ("app ~> collector ~> labels", "collector ~> labels"),
        ("app ~> collector ~> labels: labels", "app ~> collector ~> labels: labels"),
        ("app -> collector ~> labels: clicks", "app -> collector ~> labels: clicks"),
        ("app ~> collector ~> log => labels", "log => labels"),
        ("log => lake => labels: events", "lake => labels: events"),
        ("app & log ~> collector ~> labels", "app & log ~> collector ~> labels"),
        ("app ~> collector ~> log: clicks", "collector ~> log: clicks"),
        ("app ~> collector", "app ~> collector"),
        ("labels => app ~> collector", "labels => app ~> collector"),
        ("app ~> collector ~> labels: {sends: clicks}", "app ~> collector ~> labels: {sends: clicks}"),
        ("no flow", "no flow"),
    ],
)
def test_a_line_begins_where_something_new_does(line: str, left: str) -> None:
    assert rest(loads(SPEC).graph, line) == left


def test_the_ends_of_a_line() -> None:
    assert ends("a -> b & c ~> d: payload -> x") == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("a -> b: x", "a -> b: x"),
        ("a -> b: x, y", "a -> b: [x, y]"),
        ("a -> b: [x, y]", "a -> b: [x, y]"),
        ("a -> b", "a -> b"),
    ],
)
def test_a_list_has_brackets_of_its_own_inside_brackets(line: str, written: str) -> None:
    assert bracketed(line) == written
