"""PNG, PDF and DOT of one small scene."""

import re
import struct

import pytest
from scenes import card, link, scene

import mlarch
from mlarch.draw import FORMATS
from mlarch.draw.diagram import Role
from mlarch.draw.formats.dot import to_dot
from mlarch.draw.formats.paint import compose
from mlarch.draw.formats.pdf import to_pdf
from mlarch.draw.formats.raster import to_png
from mlarch.draw.formats.theme import Theme
from mlarch.draw.layout.engine import lay_out as graphviz
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.page import to_diagram
from mlarch.draw.scene.values import Panel
from mlarch.model import Plane
from needs import embedded_graphviz


@pytest.fixture(scope="module")
def wanted():
    cards = [
        card("a"),
        card("b", name=("Feature", "store"), tech=("Redis",), node_class="onprem.inmemory.Redis"),
        card("odd-id_1", name=('"A" <b>&</b> \\N',)),
    ]
    links = [
        link(0, "a", "b", "features"),
        link(1, "b", "odd-id_1", "model", role=Role.DEPLOYMENT),
        link(2, "a", "a"),
        link(3, "a", "b", "<i>x</i>", role=Role.BATCH),
    ]
    return scene(cards, links, (Panel("p", "Serving", Plane.ONLINE, ("b",)),))


@pytest.fixture(scope="module")
def picture(wanted):
    return compose(to_diagram(wanted, lay_out(wanted)))


def test_png_has_the_size_of_the_picture_times_the_scale(picture):
    data = to_png(picture, scale=2.0)
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert abs(width - 2 * picture.width) <= 1
    assert abs(height - 2 * picture.height) <= 1


def test_png_of_another_theme_differs_and_repeats(picture):
    assert to_png(picture, Theme.DARK) != to_png(picture, Theme.LIGHT)
    assert to_png(picture, Theme.DARK) == to_png(picture, Theme.DARK)


def test_a_huge_scale_is_bounded(picture):
    width, height = struct.unpack(">II", to_png(picture, scale=100.0)[16:24])
    assert width * height <= 61_000_000


def test_pdf_repeats_byte_for_byte_and_has_no_date(picture):
    data = to_pdf(picture)
    assert data.startswith(b"%PDF-")
    assert data == to_pdf(picture)
    assert re.findall(rb"/CreationDate \(D:(\d{4})", data) == [b"2000"]


def test_dot_names_every_card_and_flow_and_no_place_of_this_machine(wanted):
    text = to_dot(wanted)
    assert text == to_dot(wanted)
    for edge in ("a -> b", 'b -> "odd-id_1"', "a -> a"):
        assert edge in text
    assert 'IMG SRC="resources/onprem/inmemory/redis.png"' in text
    assert "site-packages" not in text
    assert "newrank=true" in text


@embedded_graphviz
def test_dot_is_understood_by_graphviz_with_every_node(wanted):
    (placed,) = graphviz([to_dot(wanted)])
    assert placed is not None
    assert set(placed.centers) == {"a", "b", "odd-id_1"}


ODD = """
mlarch: 1
name: Odd
stage: sketch
components: {app: client, лента: api server, a: ranker, b: ranker}
groups:
  g: {name: Nothing yet, members: []}
  h: {name: Models, members: [a, b]}
flows:
  - app -> лента: request
  - лента -> h: scores
  - a -> a: retry
scenarios: {Walk: [app, лента, app]}
views: {v: {groups: [h], neighbours: 1}}
"""


@pytest.mark.parametrize("which", [{}, {"view": "v"}, {"scenario": "Walk"}, {"depth": 1}, {"numbers": True}])
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_takes_flows_to_groups_loops_empty_groups_and_other_scripts(format_, which):
    design = mlarch.loads(ODD)
    data = design.render(format=format_, **which)
    assert data == mlarch.loads(ODD).render(format=format_, **which)
    if format_ not in ("png", "pdf"):
        assert "лента" in data.decode().lower() or which.get("view") == "v"
