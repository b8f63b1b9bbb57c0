"""The level above: groups as cards, the flows of one meaning between two of them as one line each way."""

from __future__ import annotations

import pytest
from scenes import card, link, scene

import mlarch
from mlarch.diagnostics import MlarchError
from mlarch.draw.diagram import Role
from mlarch.draw.drawing import Drawing
from mlarch.draw.options import CROWDED, RenderOptions
from mlarch.draw.scene.collapse import collapsed
from mlarch.draw.scene.values import Link, Panel
from mlarch.draw.text.metrics import LABEL_SIZE, RETURNED
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


def folded(*links: Link) -> list[Link]:
    """The lines of the level above, where the flows go from cards of one group to those of another."""
    return list(collapsed(scene([card(name) for name in "abcdef"], list(links), (OUTER, OTHER)), 1).links)


def test_flows_of_different_meanings_are_lines_of_their_own():
    arrows = {Role.STREAM: "~>", Role.BATCH: "=>", Role.DEPLOYMENT: "=>"}
    flows = [
        link(number, "b", "e", role.value, role=role, arrow=arrows.get(role, "->"))
        for number, role in enumerate([*Role, *Role])
    ]
    lines = folded(*flows, link(20, "c", "f", "metrics", telemetry=True, role=Role.STREAM, arrow="~>"))
    assert [(one.role, one.arrow, one.sent, one.merged) for one in lines[:-1]] == [
        (role, arrows.get(role, "->"), (role.value,), (number, number + len(Role)))
        for number, role in enumerate(Role)
    ]
    assert (lines[-1].quiet, lines[-1].sent) == (True, ("metrics",))


def test_telemetry_is_one_line_and_looks_as_most_of_it():
    roles = [Role.BATCH, Role.STREAM, Role.STREAM]
    arrows = {Role.STREAM: "~>", Role.BATCH: "=>"}
    (line,) = folded(
        *(
            link(number, "b", "e", telemetry=True, role=role, arrow=arrows[role])
            for number, role in enumerate(roles)
        )
    )
    assert (line.role, line.arrow, line.quiet) == (Role.STREAM, "~>", True)


def test_a_line_says_each_thing_once():
    (line,) = folded(
        link(0, "b", "e", "query, embedding (text, image)"),
        link(1, "c", "e", "query"),
        link(2, "d", "e", "query, filters"),
    )
    assert " ".join(line.sent) == "query, embedding (text, image) and 1 more"


def test_what_folded_calls_return_is_said_as_returned_and_in_short():
    (line,) = folded(
        link(0, "b", "e", "query", returned=(f"{RETURNED}scores,", "labels"), returns=True),
        link(1, "c", "e", returned=(f"{RETURNED}labels, texts",), returns=True),
        link(2, "d", "f", "query"),
    )
    assert line.sent == ("query",)
    assert " ".join(line.returned) == f"{RETURNED}scores, labels and 1 more"
    assert line.returns
    assert line.label_size[0] > 0


def test_each_line_of_a_chain_says_its_words_as_the_first_may_vanish():
    text = """mlarch: 1
name: Chain
components: {a: cache, b: cache, c: cache, d: cache, e: cache}
flows:
  - a -> b -> c -> d: {sends: query, returns: scores}
  - a -> e: texts
groups: {g: [a, b], h: [c, e]}
"""
    lines = mlarch.loads(text).drawing(depth=1).scene.links
    assert [(one.source, one.target, one.sent, one.returned) for one in lines] == [
        ("g", "h", ("query, texts",), (f"{RETURNED}scores",)),
        ("h", "d", ("query",), (f"{RETURNED}scores",)),
    ]
    whole = mlarch.loads(text).drawing(depth=0).scene.links
    assert [one.sent for one in whole] == [("query",), (), (), ("texts",)]


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_an_overview_shows_every_meaning_that_flows_between_two_groups(path):
    drawing = study(path).drawing(depth=1)
    roles = {one.index: (one.telemetry or one.role) for one in study(path).drawing(depth=0).scene.links}
    for line in drawing.scene.links:
        meant = {roles[index] for index in line.merged or (line.index,) if index in roles}
        assert meant == {line.telemetry or line.role}


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
