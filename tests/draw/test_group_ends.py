"""A flow that the spec leads to a group is one line to the panel of the group, in every format."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

import mlarch
from mlarch.draw.drawing import Drawing
from mlarch.draw.geometry import Box
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.values import Scene
from needs import embedded_graphviz

SPEC = """
mlarch: 1
name: Groups
components:
  app: client
  lb: load balancer
  a: api server
  b: api server
  c: cache
  lake: data lake
  trainer: training job
  metrics: metrics monitor
groups:
  apis: {name: APIs, members: [a, b, inner]}
  inner: {name: Inner, members: [c]}
  data: [lake, trainer]
  watch: [metrics]
flows:
  - app -> lb -> apis: request
  - apis ~> data: events
  - a -> c: key
  - lake => trainer: examples
  - apis ~> watch: metrics
scenarios:
  A search: [app, lb, b, lake]
views:
  part: {include: [lb, b, data]}
"""
DESIGN = mlarch.loads(SPEC)


def scene(**options: object) -> Scene:
    return Drawing(DESIGN.graph, RenderOptions(**options)).scene


def ends(scene: Scene) -> list[tuple[str, str]]:
    return [(link.source, link.target) for link in scene.links]


def test_one_line_stands_for_all_flows_to_or_from_a_group():
    whole = scene()
    assert ends(whole) == [
        ("app", "lb"),
        ("lb", "apis"),
        ("apis", "data"),
        ("a", "c"),
        ("lake", "trainer"),
        ("apis", "watch"),
    ]
    flows = DESIGN.architecture.flows
    assert [flows[index].ends for index in whole.links[1].merged] == [("lb", "a"), ("lb", "b")]
    assert " ".join(whole.links[2].sent) == "events"
    assert whole.links[1].description == "LB -> APIs: request"
    assert [link.quiet for link in whole.links] == [False] * 5 + [True]


def test_a_line_from_a_card_to_a_group_around_it_ends_at_the_cards_in_it():
    inside = mlarch.loads(SPEC.replace("a -> c: key", "a -> apis: key"))
    assert ("a", "apis") not in ends(inside.drawing().scene)
    assert ("a", "b") in ends(inside.drawing().scene)


def test_a_scenario_numbers_the_line_to_the_group_of_its_stop():
    steps = {(link.source, link.target): link.steps for link in scene(scenario="A search").links}
    assert steps["lb", "apis"] == (2,)
    assert steps["apis", "data"] == (3,)


def test_a_view_leads_the_line_to_what_it_shows_of_the_group():
    assert ends(scene(view="part")) == [("lb", "apis"), ("apis", "data"), ("lake", "trainer")]


def test_a_group_that_is_a_card_takes_the_line():
    above = scene(depth=1)
    assert ends(above) == [("app", "lb"), ("lb", "apis"), ("apis", "data"), ("apis", "watch")]
    assert len(above.links[1].merged) == 2
    assert ends(scene(depth=2)) == [*ends(scene())[:3], ("a", "inner"), *ends(scene())[4:]]


@pytest.mark.parametrize("engine", ["built-in", pytest.param("graphviz", marks=embedded_graphviz)])
def test_the_line_ends_at_the_border_of_the_panel(engine):
    diagram = DESIGN.drawing(engine=engine).diagram
    boxes = {panel.id: panel.box for panel in diagram.panels}
    (line,) = (one for one in diagram.lines if one.id == "apis ~> data")
    for name, (x, y) in (("apis", line.points[0]), ("data", line.points[-1])):
        tip = Box(x, y, 0, 0)
        assert boxes[name].grown(8).contains(tip)
        assert not boxes[name].grown(-8).contains(tip)
    assert len(line.flows) == 2


def test_mermaid_and_d2_lead_the_line_to_the_group():
    mermaid = DESIGN.render(format="mermaid").decode()
    names = {title: key for key, title in re.findall(r'subgraph (\w+)\["(\w+)"\]', mermaid)}
    assert f'{names["APIs"]} -.->|"events"| {names["Data"]}' in mermaid
    assert '"group apis" -> "group data": "events"' in DESIGN.render(format="d2").decode()


def test_dot_and_the_script_cut_the_edge_at_the_clusters():
    for text in (DESIGN.render(format=name).decode() for name in ("dot", "diagrams")):
        (edge,) = (line for line in text.splitlines() if "events" in line and "label" in line)
        assert re.search(r'ltail="?cluster_apis"?', edge)
        assert re.search(r'lhead="?cluster_data"?', edge)
        assert re.search(r'compound"?[=:] ?"?true', text)


def test_drawio_attaches_the_connector_to_the_container():
    root = ElementTree.fromstring(DESIGN.render(format="drawio"))
    (edge,) = (cell for cell in root.iter("mxCell") if cell.get("id") == "line apis ~> data")
    assert (edge.get("source"), edge.get("target")) == ("group apis", "group data")


def test_the_page_knows_the_cards_that_are_meant():
    text = DESIGN.render(format="html").decode()
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])
    lines = {line["id"]: line for line in data["lines"]}
    assert lines["lb -> apis"]["pairs"] == [["lb", "a"], ["lb", "b"]]
    assert [step["line"] for step in data["scenarios"][0]["steps"]] == [
        "app -> lb",
        "lb -> apis",
        "apis ~> data",
    ]
