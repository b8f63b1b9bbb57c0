"""What every layout must hold: nothing lost, nothing on anything, nothing moved for nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from scenes import card, link, random_scene, report_of, scene

from mlarch.draw.diagram import Role
from mlarch.draw.layout.layout import lay_out, lay_out_like
from mlarch.draw.layout.page import to_diagram
from mlarch.draw.scene.values import Panel, Scene
from mlarch.model import Direction, Plane


@pytest.mark.parametrize("seed", range(6))
def test_random_graphs_are_laid_out_without_a_fault(seed):
    wanted = random_scene(18, 26, 4, seed)
    layout = lay_out(wanted)
    assert report_of(wanted).faults == 0
    assert set(layout.cards) == {c.id for c in wanted.cards}
    assert {line.link for line in layout.lines} == {one.index for one in wanted.links}


def test_many_to_many_keeps_every_flow_and_lays_no_line_on_another():
    cards = [card(f"a{n}") for n in range(5)] + [card(f"b{n}") for n in range(5)]
    links = [link(n, f"a{n // 5}", f"b{n % 5}") for n in range(25)]
    panels = (
        Panel("a", "Producers", Plane.ONLINE, tuple(f"a{n}" for n in range(5))),
        Panel("b", "Consumers", Plane.OFFLINE, tuple(f"b{n}" for n in range(5))),
    )
    report = report_of(scene(cards, links, panels))
    assert len(lay_out(scene(cards, links, panels)).lines) == 25
    assert (report.lines_on_lines, report.lines_through_cards, report.lines_too_close) == (0, 0, 0)


def test_a_card_with_many_lines_grows_until_they_fit():
    cards = [card("hub"), *(card(f"n{n}") for n in range(40))]
    wanted = scene(cards, [link(n, "hub", f"n{n}") for n in range(40)])
    assert report_of(wanted).lines_too_close == 0
    box = lay_out(wanted).cards["hub"]
    assert box.width * box.height > 144 * 72


def test_one_card_alone():
    wanted = scene([card("only")], [])
    assert list(lay_out(wanted).cards) == ["only"]
    assert report_of(wanted).faults == 0


def test_nothing_at_all():
    assert lay_out(scene([], [])).cards == {}


def test_parts_without_any_flow_between_them():
    wanted = scene([card("a"), card("b"), card("c"), card("d")], [link(0, "a", "b"), link(1, "c", "d")])
    assert report_of(wanted).faults == 0


def test_an_empty_group_has_a_panel():
    layout = lay_out(scene([card("a")], [], (Panel("later", "Coming later", Plane.ONLINE, ()),)))
    assert layout.panels["later"].width > layout.headings["later"].width
    assert not layout.panels["later"].overlaps(layout.cards["a"])


def test_empty_groups_inside_a_group_without_cards_have_panels_inside_it():
    inner = tuple(Panel(name, name, Plane.ONLINE, ()) for name in ("one", "two"))
    layout = lay_out(scene([card("a")], [], (Panel("outer", "Outer", Plane.ONLINE, (), inner),)))
    one, two = layout.panels["one"], layout.panels["two"]
    assert layout.panels["outer"].contains(one)
    assert layout.panels["outer"].contains(two)
    assert not one.overlaps(two)


@pytest.mark.parametrize(
    ("heading", "inside"), [("Online serving", ("b",)), ("Serving of all requests", ("b", "c"))]
)
def test_a_line_down_into_a_panel_passes_beside_its_heading(heading, inside):
    panel = Panel("p", heading, Plane.ONLINE, inside)
    links = [link(0, "a", "b"), link(1, "b", "c")]
    wanted = scene([card("a"), card("b"), card("c")], links[: len(inside)], (panel,), direction=Direction.TB)
    wanted = replace(wanted, pins=("a .", " ".join(inside)))
    layout = lay_out(wanted)
    assert len(layout.lines[0].points) == 2
    assert layout.panels["p"].contains(layout.headings["p"])
    assert report_of(wanted).faults == 0


def test_a_heading_stays_at_the_left_beside_a_line_that_passes_the_first_card():
    panel = Panel("p", "Ranking & auction", Plane.ONLINE, ("b", "c", "d"))
    links = [link(0, "a", "b"), link(1, "a", "c", role=Role.STREAM), link(2, "b", "d"), link(3, "d", "c")]
    cards = [card("a"), card("b"), card("c"), card("d")]
    wanted = scene(cards, links, (panel,), direction=Direction.TB, pins=("a .", "b d", "c ."))
    layout = lay_out(wanted)
    into, past = layout.lines[0].points, layout.lines[1].points
    assert len(into) == 2
    assert past[1][0] < layout.headings["p"].x < layout.headings["p"].right < into[0][0]
    assert report_of(wanted).faults == 0


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


def _chain(direction: Direction) -> Scene:
    cards, links = [card(f"c{n}") for n in range(4)], [link(n, f"c{n}", f"c{n + 1}") for n in range(3)]
    panel = (Panel("p", "P", Plane.ONLINE, tuple(c.id for c in cards)),)
    return scene(cards, links, panel, direction=direction)


@pytest.mark.parametrize("direction", Direction)
def test_a_stated_direction_is_kept(direction):
    boxes = lay_out(_chain(direction)).cards
    steps = [(boxes[f"c{n}"].center, boxes[f"c{n + 1}"].center) for n in range(3)]
    along = {
        Direction.LR: [b[0] > a[0] for a, b in steps],
        Direction.RL: [b[0] < a[0] for a, b in steps],
        Direction.TB: [b[1] > a[1] for a, b in steps],
        Direction.BT: [b[1] < a[1] for a, b in steps],
    }
    assert all(along[direction])


def _runs(layout, direction: Direction, a: str, b: str) -> bool:
    """Whether the middle of b lies past a's in the direction."""
    (ax, ay), (bx, by) = layout.cards[a].center, layout.cards[b].center
    along = {Direction.LR: bx - ax, Direction.RL: ax - bx, Direction.TB: by - ay, Direction.BT: ay - by}
    return along[direction] > 40


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("panels", [(), ("def",), ("bc", "def"), ("abc", "de")], ids=str)
def test_a_stated_direction_is_kept_between_free_cards_and_panels(direction, panels):
    names = "abcdefg"
    links = [link(n, a, b) for n, (a, b) in enumerate(itertools.pairwise(names))]
    boxes = tuple(Panel(f"p{n}", f"P{n}", Plane.ONLINE, tuple(inside)) for n, inside in enumerate(panels))
    wanted = scene([card(name) for name in names], links, boxes, direction=direction)
    layout = lay_out(wanted)
    assert [(a, b) for a, b in itertools.pairwise(names) if not _runs(layout, direction, a, b)] == []
    assert report_of(wanted).faults == 0


def test_a_component_that_calls_itself_has_a_loop_at_a_corner():
    wanted = scene([card("a"), card("b")], [link(0, "a", "a", "again"), link(1, "a", "b")])
    layout = lay_out(wanted)
    loop = next(line for line in layout.lines if line.link == 0)
    assert len(loop.points) == 5
    assert not layout.cards["a"].grown(-1).contains(layout.labels[0])
    assert report_of(wanted).faults == 0


def test_a_flow_to_a_group_ends_at_its_border():
    group = Panel("g", "Group", Plane.ONLINE, ("b", "c"))
    links = [link(0, "a", "g", "requests"), link(1, "g", "d"), link(2, "b", "c")]
    wanted = scene([card("a"), card("b"), card("c"), card("d")], links, (group,))
    layout = lay_out(wanted)
    box = layout.panels["g"]
    ends = [layout.lines[0].points[-1], layout.lines[1].points[0]]
    for x, y in ends:
        assert x in (box.x, box.right) or y in (box.y, box.bottom)
    assert not any(line.to_joint or line.from_joint for line in layout.lines)
    assert report_of(wanted).faults == 0


def test_the_same_scene_gives_the_same_layout():
    assert lay_out(random_scene(14, 20, 3, 3)) == lay_out(random_scene(14, 20, 3, 3))


def test_a_scenario_keeps_places_and_routes_and_shows_its_words_only():
    whole = random_scene(14, 20, 3, 3)
    chosen = {one.index for one in whole.links[:4]}
    walked = replace(
        whole,
        links=tuple(
            replace(one, steps=(one.index + 1,)) if one.index in chosen else replace(one, sent=(), faded=True)
            for one in whole.links
        ),
    )
    before, after = lay_out(whole), lay_out_like(walked, lay_out(whole))
    assert (after.cards, after.panels, after.headings) == (before.cards, before.panels, before.headings)
    assert after.lines == before.lines
    assert after.labels == {index: before.labels[index] for index in after.labels}
    assert set(after.labels) <= chosen
    numbers = [label.number for label in to_diagram(walked, after).labels if label.number]
    assert sorted(numbers) == sorted(str(n + 1) for n in chosen)


def _order(wanted: Scene) -> dict[tuple[str, str], tuple[bool, bool]]:
    boxes = lay_out(wanted).cards
    return {
        (a, b): (boxes[a].center[0] < boxes[b].center[0] - 1, boxes[a].center[1] < boxes[b].center[1] - 1)
        for a in boxes
        for b in boxes
        if a < b
    }


@pytest.mark.parametrize("seed", range(4))
def test_longer_words_and_another_order_of_flows_and_members_move_nothing_past_another(seed):
    before = random_scene(18, 26, 4, seed)
    longer = replace(
        before,
        links=tuple(replace(one, sent=("much longer words",), label_width=90.0) for one in before.links),
    )
    swapped = replace(
        before,
        links=before.links[::-1],
        panels=tuple(replace(panel, cards=panel.cards[::-1]) for panel in before.panels),
    )
    assert _order(longer) == _order(before)
    assert _order(swapped) == _order(before)


def test_cards_of_a_column_in_one_panel_line_up():
    cards = [card("a"), card("b", width=192), card("c", width=168), card("d")]
    links = [link(0, "a", "b"), link(1, "b", "c"), link(2, "c", "d")]
    panels = (Panel("p", "Panel", Plane.ONLINE, ("a", "b", "c")),)
    wanted = scene(cards, links, panels, direction=Direction.TB, pins=("a", "b", "c", "d"))
    boxes = lay_out(wanted).cards
    assert {(boxes[name].x, boxes[name].width) for name in "abc"} == {(boxes["b"].x, 192)}
    assert boxes["d"].width == 144


def test_no_border_runs_through_the_words_of_a_line_down_into_a_panel():
    cards = [card("client"), card("door"), card("house")]
    links = [link(0, "client", "door", "request", returned=("← ranked list",), returns=True)]
    links.append(link(1, "door", "house", "post"))
    panels = (Panel("p", "Serving", Plane.ONLINE, ("door", "house")),)
    report = report_of(scene(cards, links, panels, direction=Direction.TB, first=("client",)))
    assert (report.labels_on_borders, report.faults) == (0, 0)
