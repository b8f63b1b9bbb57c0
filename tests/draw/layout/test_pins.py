"""Pins: a picture stays as it is while its spec grows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scenes import card, link, random_scene, report_of, scene

from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.pins import rows_of
from mlarch.draw.scene.values import Panel, Scene
from mlarch.model import Plane


def rows(wanted: Scene) -> tuple[str, ...]:
    return tuple(rows_of(cells(wanted)))


def cells(wanted: Scene) -> dict[str, tuple[int, int]]:
    grid = lay_out(wanted).routed.grid
    return {one.id: grid.cells[number] for number, one in enumerate(wanted.cards)}


@pytest.mark.parametrize("seed", range(4))
def test_the_rows_of_a_picture_give_that_picture(seed):
    free = random_scene(18, 26, 4, seed)
    assert lay_out(replace(free, pins=rows(free))) == lay_out(free)


def test_a_card_stands_where_it_is_put():
    wanted = scene([card("a"), card("b"), card("c")], [link(0, "a", "b")], pins=(". b", "c .", ". a"))
    boxes = lay_out(wanted).cards
    assert boxes["c"].x < boxes["b"].x == boxes["a"].x
    assert boxes["b"].y < boxes["c"].y < boxes["a"].y


def test_empty_groups_stand_below_and_never_outside_of_their_own():
    nested = Panel("outer", "Outer", Plane.ONLINE, (), (Panel("inner", "Inner", Plane.ONLINE, ()),))
    wanted = scene([card("a"), card("b")], [link(0, "a", "b")], (nested,), pins=("a b",))
    layout = lay_out(wanted)
    assert layout.cards["a"].y == layout.cards["b"].y < layout.panels["outer"].y
    assert layout.panels["outer"].contains(layout.panels["inner"])
    around = Panel("around", "Around", Plane.ONLINE, ("a", "b"), (Panel("none", "None", Plane.ONLINE, ()),))
    panels = lay_out(replace(wanted, panels=(around,))).panels
    assert panels["around"].contains(panels["none"])


@pytest.mark.parametrize("seed", range(4))
def test_a_new_card_moves_no_other_past_another(seed):
    before = random_scene(18, 26, 4, seed)
    grown = replace(
        before,
        cards=(*before.cards, card("new")),
        panels=(replace(before.panels[0], cards=(*before.panels[0].cards, "new")), *before.panels[1:]),
        links=(*before.links, link(99, "c0", "new", "more")),
        pins=rows(before),
    )
    old, new = lay_out(before).cards, lay_out(grown).cards
    for a in old:
        for b in old:
            for axis in (0, 1):
                if old[a].center[axis] < old[b].center[axis]:
                    assert new[a].center[axis] <= new[b].center[axis]
    assert report_of(grown).faults == 0


def test_a_removed_card_leaves_the_others_in_order():
    whole = random_scene(18, 26, 4, 1)
    kept = [one for one in whole.cards if one.id != "c7"]
    less = replace(
        whole,
        cards=tuple(kept),
        panels=tuple(replace(p, cards=tuple(c for c in p.cards if c != "c7")) for p in whole.panels),
        links=tuple(one for one in whole.links if "c7" not in (one.source, one.target)),
        pins=rows(whole),
    )
    old, new = lay_out(whole).cards, lay_out(less).cards
    order = [sorted(new, key=lambda name: (boxes[name].center[0], name)) for boxes in (old, new)]
    assert [old[a].center[0] <= old[b].center[0] for a, b in zip(order[1], order[1][1:], strict=False)] == [
        True
    ] * (len(kept) - 1)


def test_rows_that_lay_one_group_across_another_are_passed_over():
    groups = (Panel("g", "G", Plane.ONLINE, ("a", "c")), Panel("h", "H", Plane.ONLINE, ("b", "d")))
    cards = [card(name) for name in "abcd"]
    links = [link(0, "a", "c"), link(1, "b", "d")]
    free = scene(cards, links, groups)
    assert lay_out(replace(free, pins=("a b c d",))) == lay_out(free)


def test_names_that_the_spec_lacks_and_an_empty_group_do_no_harm():
    groups = (Panel("g", "G", Plane.ONLINE, ("a", "b")), Panel("later", "Later", Plane.ONLINE, ()))
    wanted = scene([card("a"), card("b")], [link(0, "a", "b")], groups, pins=("gone a", ". b"))
    assert set(lay_out(wanted).panels) == {"g", "later"}
    assert report_of(wanted).faults == 0


def test_a_part_of_a_picture_keeps_its_order():
    whole = random_scene(18, 26, 4, 2)
    kept = {one.id for one in whole.cards[::2]}
    part = replace(
        whole,
        cards=tuple(one for one in whole.cards if one.id in kept),
        panels=tuple(replace(p, cards=tuple(c for c in p.cards if c in kept)) for p in whole.panels),
        links=tuple(one for one in whole.links if {one.source, one.target} <= kept),
    )
    old, new = lay_out(whole).cards, lay_out(part, cells(whole)).cards
    for a in new:
        for b in new:
            for axis in (0, 1):
                if old[a].center[axis] < old[b].center[axis]:
                    assert new[a].center[axis] <= new[b].center[axis]


def test_a_new_card_stands_in_no_group_inside_its_own():
    inner = Panel("inner", "Inner", Plane.ONLINE, ("b", "d"))
    outer = Panel("outer", "Outer", Plane.ONLINE, ("a", "z", "new"), (inner,))
    names = [card(name) for name in ("a", "b", "d", "z", "new")]
    wanted = scene(names, [link(0, "b", "new")], (outer,), pins=("a b . .", ". . d z"))
    found = lay_out(wanted)
    assert not found.panels["inner"].overlaps(found.cards["new"])
    boxes = found.cards
    assert boxes["a"].x < boxes["b"].x < boxes["d"].x < boxes["z"].x
    assert boxes["a"].y == pytest.approx(boxes["b"].y, abs=60)
    assert boxes["b"].bottom < boxes["d"].y


def test_a_new_card_without_a_group_stands_beside_what_it_is_linked_with():
    before = replace(random_scene(18, 26, 1, 2), panels=())
    grown = replace(
        before,
        cards=(*before.cards, card("new")),
        links=(*before.links, link(99, "c0", "new", "more")),
        pins=rows(before),
    )
    placed = cells(grown)
    (x, y), (column, row) = placed["c0"], placed["new"]
    assert max(abs(x - column), abs(y - row)) == 1


def test_a_new_card_between_two_gets_a_row_or_a_column_rather_than_a_long_way():
    inside = ("api", "ranker", "encoder", "features", "index", "new")
    ends = [("app", "new"), ("new", "api"), ("api", "encoder"), ("api", "index"), ("api", "ranker")]
    links = [link(number, *pair) for number, pair in enumerate([*ends, ("ranker", "features")])]
    panel = Panel("serving", "Serving", Plane.ONLINE, inside)
    pins = ("app .", "api ranker", "encoder features", "index .")
    boxes = lay_out(scene([card("app"), *map(card, inside)], links, (panel,), pins=pins)).cards
    assert boxes["app"].y < boxes["new"].y < boxes["api"].y
    assert boxes["new"].center[0] == boxes["api"].center[0]
