"""What every layout must hold, whatever the graph: nothing lost, nothing on anything."""

import pytest
from scenes import card, link, random_scene, scene

from mlarch.draw.layout.layout import lay_out
from mlarch.draw.scene.values import Panel
from mlarch.model import Direction, Plane


@pytest.mark.parametrize("seed", range(6))
def test_random_graphs_are_laid_out_without_a_fault(seed):
    wanted = random_scene(18, 26, 4, seed)
    layout = lay_out(wanted)
    assert layout.report.faults == 0, layout.report
    assert set(layout.cards) == {c.id for c in wanted.cards}
    assert {line.link for line in layout.lines} == {one.index for one in wanted.links}


def test_many_to_many_keeps_every_flow_and_lays_no_line_on_another():
    cards = [card(f"a{n}") for n in range(5)] + [card(f"b{n}") for n in range(5)]
    links = [link(n, f"a{n // 5}", f"b{n % 5}") for n in range(25)]
    panels = (
        Panel("a", "Producers", Plane.ONLINE, tuple(f"a{n}" for n in range(5))),
        Panel("b", "Consumers", Plane.OFFLINE, tuple(f"b{n}" for n in range(5))),
    )
    layout = lay_out(scene(cards, links, panels))
    assert len(layout.lines) == 25
    assert layout.report.lines_on_lines == 0
    assert layout.report.lines_through_cards == 0


def test_one_card_alone():
    layout = lay_out(scene([card("only")], []))
    assert list(layout.cards) == ["only"]
    assert layout.report.faults == 0


def test_parts_without_any_flow_between_them():
    layout = lay_out(
        scene([card("a"), card("b"), card("c"), card("d")], [link(0, "a", "b"), link(1, "c", "d")])
    )
    assert layout.report.faults == 0


def test_an_empty_group_has_a_panel():
    layout = lay_out(scene([card("a")], [], (Panel("later", "Coming later", Plane.ONLINE, ()),)))
    assert layout.panels["later"].width > 0


def test_panels_inside_panels_lie_inside():
    inner = Panel("inner", "Inner", Plane.ONLINE, ("b", "c"))
    middle = Panel("middle", "Middle", Plane.ONLINE, (), (inner,))
    outer = Panel("outer", "Outer", Plane.ONLINE, ("a",), (middle,))
    links = [link(0, "a", "b", "request"), link(1, "b", "c")]
    layout = lay_out(scene([card("a"), card("b"), card("c")], links, (outer,)))
    assert layout.panels["outer"].contains(layout.panels["middle"])
    assert layout.panels["middle"].contains(layout.panels["inner"])
    assert layout.panels["inner"].contains(layout.cards["b"])
    assert not layout.panels["inner"].overlaps(layout.cards["a"])


def test_a_stated_direction_is_kept():
    cards, links = [card(f"c{n}") for n in range(4)], [link(n, f"c{n}", f"c{n + 1}") for n in range(3)]
    panel = (Panel("p", "P", Plane.ONLINE, tuple(c.id for c in cards)),)
    level = lay_out(scene(cards, links, panel, direction=Direction.LR))
    upright = lay_out(scene(cards, links, panel, direction=Direction.TB))
    assert level.cards["c0"].right < level.cards["c1"].x
    assert upright.cards["c0"].bottom < upright.cards["c1"].y


def test_a_component_that_calls_itself_is_drawn():
    layout = lay_out(scene([card("a"), card("b")], [link(0, "a", "a"), link(1, "a", "b")]))
    assert {line.link for line in layout.lines} == {0, 1}


def test_the_same_scene_gives_the_same_layout():
    assert lay_out(random_scene(14, 20, 3, 3)) == lay_out(random_scene(14, 20, 3, 3))
