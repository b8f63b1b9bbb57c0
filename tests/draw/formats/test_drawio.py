"""The draw.io file: the same parts in the same places, attached and bound, and no name is markup."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hostile import HOSTILE
from hostile import SPEC as HOSTILE_SPEC

import mlarch
from mlarch.draw.diagram import Diagram
from studies import STUDIES, study


class _File:
    """The cells of a file by id, and where each stands on the page."""

    def __init__(self, design: mlarch.Design) -> None:
        root = ElementTree.fromstring(design.render(format="drawio"))
        self.cells: dict[str, ElementTree.Element] = {}
        self.data: dict[str, ElementTree.Element] = {}
        for element in root.iter():
            if element.tag == "UserObject":
                self.data[element.attrib["id"]] = element
                self.cells[element.attrib["id"]] = element[0]
            elif element.tag == "mxCell" and "id" in element.attrib:
                self.cells[element.attrib["id"]] = element

    def geometry(self, id_: str) -> ElementTree.Element:
        found = self.cells[id_].find("mxGeometry")
        assert found is not None
        return found

    def place(self, id_: str) -> tuple[float, float]:
        """The corner of a shape on the page, the corners of its containers added."""
        own = self.geometry(id_)
        x, y = float(own.attrib["x"]), float(own.attrib["y"])
        parent = self.cells[id_].attrib["parent"]
        if parent != "1":
            outer = self.place(parent)
            x, y = x + outer[0], y + outer[1]
        return x, y

    def points(self, id_: str) -> list[tuple[float, float]]:
        """The corners of a line, its ends with them."""
        found = {point.get("as", ""): point for point in self.geometry(id_).iter("mxPoint")}
        inner = [point for point in self.geometry(id_).iter("mxPoint") if "as" not in point.attrib]
        ordered = [found["sourcePoint"], *inner, found["targetPoint"]]
        return [(float(point.attrib["x"]), float(point.attrib["y"])) for point in ordered]

    def style(self, id_: str) -> dict[str, str]:
        entries = self.cells[id_].attrib["style"].strip(";").split(";")
        return dict(entry.partition("=")[::2] for entry in entries)


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_everything_stands_where_the_picture_has_it(path):
    design = study(path)
    diagram: Diagram = design.drawing().diagram
    file = _File(design)
    for kind, shapes in (("card", diagram.cards), ("group", diagram.panels)):
        for shape in shapes:
            id_ = f"{kind} {shape.id}"
            assert file.place(id_) == pytest.approx((shape.box.x, shape.box.y), abs=0.05)
            assert float(file.geometry(id_).attrib["width"]) == pytest.approx(shape.box.width, abs=0.01)
    for line in diagram.lines:
        points = file.points(f"line {line.id}")
        assert len(points) == len(line.points)
        for one, other in zip(points, line.points, strict=True):
            assert one == pytest.approx(other, abs=0.01)
        ends = file.cells[f"line {line.id}"].attrib
        assert {ends.get("source", ""), ends.get("target", "")} <= set(file.cells) | {""}
    assert sum(id_.startswith("label ") for id_ in file.cells) == len(diagram.labels)


def test_a_label_is_bound_to_the_middle_of_its_line():
    design = study(STUDIES[0])
    diagram, file = design.drawing().diagram, _File(design)
    lines = {line.id: line for line in diagram.lines}
    for label in diagram.labels:
        offset = file.geometry(f"label {label.line}").find("mxPoint")
        assert offset is not None
        center = label.box.center
        x, y = center[0] - float(offset.attrib["x"]), center[1] - float(offset.attrib["y"])
        stretches = pairwise(lines[label.line].points)
        assert any(min(a[0], b[0]) - 0.1 <= x <= max(a[0], b[0]) + 0.1
                   and min(a[1], b[1]) - 0.1 <= y <= max(a[1], b[1]) + 0.1 for a, b in stretches)  # fmt: skip


def test_modes_links_icons_and_attachment_are_kept():
    spec = """
mlarch: 1
name: Shop
components:
  app: client
  api: {kind: api server, name: API, link: "https://example.com/api"}
  log: {kind: event stream, tech: Kafka}
  later: {kind: ranker, planned: true}
flows:
  - app -> api: {sends: query, returns: answer}
  - api ~> log: events
  - api -> later: request
groups:
  serving: {name: Serving, members: [api, inner]}
  inner: {name: Inner, members: [later]}
"""
    file = _File(mlarch.loads(spec))
    call = file.cells["line app -> api"].attrib
    assert (call["source"], call["target"]) == ("card app", "card api")
    assert file.style("line app -> api")["startArrow"] == "block"
    assert file.style("line app -> api")["startFill"] == "0"
    assert file.style("line api ~> log")["dashed"] == "1"
    assert file.style("card log")["image"].startswith("data:image/png,")
    assert file.style("card later")["dashed"] == "1"
    assert file.data["card api"].attrib["link"] == "https://example.com/api"
    assert file.cells["card later"].attrib["parent"] == "group inner"
    assert file.cells["group inner"].attrib["parent"] == "group serving"
    assert file.cells["label app -> api"].attrib["value"] == "query<br>← answer"


def test_hostile_names_stay_words():
    file = _File(mlarch.loads(HOSTILE_SPEC))
    elements = (*file.data.values(), *file.cells.values())
    labels = [element.get("label") or element.get("value") or "" for element in elements]
    assert not any("<script" in label or "<img" in label for label in labels)
    assert any("&lt;script&gt;" in label for label in labels)
    assert file.data["card api"].attrib["tooltip"].startswith(HOSTILE[:20])
