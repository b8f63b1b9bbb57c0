"""The level above: groups as cards, the flows between two of them as one line each way."""

from __future__ import annotations

import pytest
from scenes import card, link, scene

import mlarch
from mlarch.diagnostics import MlarchError
from mlarch.draw.drawing import Drawing
from mlarch.draw.options import CROWDED, RenderOptions
from mlarch.draw.scene.collapse import collapsed
from mlarch.draw.scene.values import Panel
from mlarch.draw.text.metrics import LABEL_SIZE
from mlarch.model import Plane
from studies import STUDIES, study

INNER = Panel("inner", "Inner", Plane.ONLINE, ("c", "d"))
OUTER = Panel("outer", "Outer", Plane.ONLINE, ("b",), (INNER,))
OTHER = Panel("other", "Other", Plane.OFFLINE, ("e", "f"))
LINKS = [
    link(0, "a", "b", "request"),
    link(1, "b", "c", "inside"),
    link(2, "c", "e", "events"),
    link(3, "d", "f", "labels"),
    link(4, "b", "e", "clicks"),
    link(5, "e", "b", "features"),
]
WHOLE = scene([card(name) for name in "abcdef"], LINKS, (OUTER, OTHER), first=("a",))


def test_the_outermost_groups_become_cards_with_their_members_named():
    above = collapsed(WHOLE, 1)
    assert [one.id for one in above.cards] == ["a", "outer", "other"]
    outer = above.cards[1]
    assert (outer.name, outer.tech, outer.figures) == (("Outer",), ("3 components",), ("b, c, d",))
    assert above.panels == ()


def test_flows_between_two_groups_are_one_line_each_way():
    lines = {(one.source, one.target): one for one in collapsed(WHOLE, 1).links}
    assert set(lines) == {("a", "outer"), ("outer", "other"), ("other", "outer")}
    assert lines["outer", "other"].merged == (2, 3, 4)
    assert " ".join(lines["outer", "other"].sent) == "events, labels and 1 more"
    assert lines["other", "outer"].sent == ("features",)


def test_depth_two_keeps_the_outer_groups():
    above = collapsed(WHOLE, 2)
    assert [one.id for one in above.cards] == ["a", "b", "inner", "e", "f"]
    assert above.panels[0].cards == ("b", "inner")


@pytest.mark.parametrize("depth", [0, 9])
def test_nothing_collapses_at_depth_nought_or_below_all_groups(depth):
    assert collapsed(WHOLE, depth) == WHOLE


def crowd(count: int) -> mlarch.Design:
    names = "\n".join(f"  c{n}: cache" for n in range(count))
    flows = "\n".join(f"  - c{n} -> c{n + 1}: x" for n in range(count - 1))
    groups = "\n".join(f"  g{g}: [{', '.join(f'c{n}' for n in range(g, count, 5))}]" for g in range(5))
    return mlarch.loads(f"mlarch: 1\nname: Many\ncomponents:\n{names}\nflows:\n{flows}\ngroups:\n{groups}\n")


def test_a_crowd_is_drawn_by_group_and_says_so():
    design = crowd(CROWDED + 5)
    drawing = design.drawing()
    assert len(drawing.diagram.cards) == 5
    assert "--depth 0" in drawing.warnings(RenderOptions())[0]
    assert drawing.diagram.lines[0].flows[1:] != ()


def test_asked_for_every_component_there_is_no_warning():
    drawing = Drawing(crowd(CROWDED + 5).graph, RenderOptions(depth=0))
    assert len(drawing.scene.cards) == CROWDED + 5
    assert drawing.warnings(RenderOptions(format="dot")) == ()


def test_a_negative_depth_is_refused():
    with pytest.raises(MlarchError, match="depth"):
        crowd(3).render(depth=-1)


def test_of_many_groups_those_of_a_plane_are_one_box_and_clients_stay():
    planes = [Plane.ONLINE] * 7 + [Plane.OFFLINE] * 5 + [Plane.MONITORING] * 3
    cards = [card("app"), *(card(f"c{n}") for n in range(len(planes)))]
    panels = tuple(Panel(f"g{n}", f"G{n}", plane, (f"c{n}",)) for n, plane in enumerate(planes))
    links = [link(0, "app", "c0"), *(link(n + 1, f"c{n}", f"c{n + 1}", "x") for n in range(len(planes) - 1))]
    above = collapsed(scene(cards, links, panels, first=("app",)), 1)
    boxes = [" ".join(one.name) for one in above.cards]
    assert boxes == ["app", *(f"G{n}" for n in range(7)), "Data and training", "Monitoring"]
    assert above.cards[-1].tech == ("3 components",)


def test_many_components_of_one_plane_stay_apart():
    cards = [card(f"c{n}") for n in range(20)]
    assert len(collapsed(scene(cards, [link(0, "c0", "c1")], ()), 1).cards) == 20


def test_a_view_has_a_depth_and_asking_goes_before_it():
    text = "mlarch: 1\nname: N\ncomponents: {a: cache, b: cache, c: cache}\nflows: [a -> b: x, b -> c: y]\n"
    design = mlarch.loads(text + "groups: {g: [a, b]}\nviews: {top: {depth: 1}}\n")
    assert [one.id for one in design.drawing(view="top").scene.cards] == ["g", "c"]
    assert [one.id for one in design.drawing(view="top", depth=0).scene.cards] == ["a", "b", "c"]
    assert design.drawing(view="top").warnings(RenderOptions(format="dot")) == ()


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_an_overview_has_few_boxes_and_words_that_are_read_in_a_column_of_text(path):
    drawing = study(path).drawing(depth=1)
    assert len(drawing.diagram.cards) <= 12
    assert round(900 / drawing.diagram.width * LABEL_SIZE) >= 10  # pixels, at a width of 900
    assert drawing.report.faults == 0
