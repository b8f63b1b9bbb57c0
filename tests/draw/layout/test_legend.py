"""The legend explains every sign that no word beside it explains, and fits the page."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from scenes import card, link, scene

from mlarch.draw.diagram import Role, Sample
from mlarch.draw.layout.legend import legend_of


def _said(wanted, width=2000.0):
    return [(entry.sample.value, entry.text, entry.example) for entry in legend_of(wanted, 0, 0, width)]


def test_one_sort_of_line_needs_no_legend():
    assert _said(scene([card("a"), card("b")], [link(0, "a", "b")])) == []


def test_every_sign_is_explained_once():
    links = [
        link(0, "a", "b", returns=True),
        link(1, "b", "c", role=Role.STREAM),
        link(2, "b", "d", role=Role.STREAM, telemetry=True),
        link(3, "a", "c", steps=(2, 3)),
    ]
    cards = [card("a"), card("b"), card("c", planned=True), card("d")]
    assert _said(scene(cards, links, figures=(("×9", "copies"), ("p99 5 ms", "latency")))) == [
        ("line", "call", ""),
        ("line", "stream", ""),
        ("telemetry", "telemetry", ""),
        ("return", "returns data", ""),
        ("planned", "planned", ""),
        ("badge", "step", "2"),
        ("figure", "copies", "×9"),
        ("figure", "latency", "p99 5 ms"),
    ]


def test_a_thin_line_alone_is_told_from_the_others():
    links = [link(0, "a", "b"), link(1, "a", "c", telemetry=True)]
    said = _said(scene([card("a"), card("b"), card("c")], links))
    assert [text for _, text, _ in said] == ["call", "telemetry"]


def test_telemetry_is_shown_as_most_of_it_is_drawn():
    cards = [card("a"), card("b"), card("c")]
    links = [
        link(0, "a", "c", role=Role.BATCH, telemetry=True),
        link(1, "b", "c", role=Role.STREAM, telemetry=True),
        link(2, "a", "c", role=Role.STREAM, telemetry=True),
    ]
    found = [(entry.sample, entry.text, entry.role) for entry in legend_of(scene(cards, links), 0, 0, 900)]
    assert found == [
        (Sample.LINE, "batch", Role.BATCH),
        (Sample.TELEMETRY, "telemetry", Role.STREAM),
    ]


def test_what_a_scenario_does_not_walk_is_not_explained():
    cards = [card("a"), card("b"), card("c", faded=True, planned=True)]
    links = [
        link(0, "a", "b", steps=(1,)),
        link(1, "b", "c", role=Role.BATCH, faded=True),
        link(2, "a", "c", role=Role.STREAM, faded=True, telemetry=True),
    ]
    assert _said(scene(cards, links)) == [("badge", "step", "1")]


def test_no_entry_stands_alone_in_its_row():
    links = [link(number, "a", "b", role=role) for number, role in enumerate(Role)]
    wanted = scene([card("a"), card("b")], links)
    whole = legend_of(wanted, 0, 0, 2000)[-1].box.right
    rows = Counter(entry.box.y for entry in legend_of(wanted, 0, 0, whole - 1))
    assert list(rows.values()) == [3, 3]


def test_entries_wrap_and_do_not_overlap():
    links = [link(number, "a", "b", role=role) for number, role in enumerate(Role)]
    entries = legend_of(scene([card("a"), card("b")], links), 24, 100, 300)
    assert len({entry.box.y for entry in entries}) > 1
    assert all(entry.box.x >= 24 and entry.box.right <= 324 for entry in entries)
    for first, second in pairwise(entries):
        assert second.box.x >= first.box.right or second.box.y > first.box.bottom
    assert {entry.sample for entry in entries} == {Sample.LINE}


def test_figures_have_a_row_of_their_own_where_one_is_too_short_for_all():
    links = [link(number, "a", "b", role=role) for number, role in enumerate(Role)]
    wanted = scene([card("a"), card("b")], links, figures=(("×9", "copies"), ("p99 5 ms", "latency")))
    whole = legend_of(wanted, 0, 0, 2000)[-1].box.right
    rows: dict[float, set[bool]] = {}
    for entry in legend_of(wanted, 0, 0, whole - 1):
        rows.setdefault(entry.box.y, set()).add(entry.sample is Sample.FIGURE)
    assert list(rows.values()) == [{False}, {True}]


def test_the_path_of_the_first_scenario_is_explained_where_it_is_drawn_heavier():
    cards = [card("a"), card("b"), card("c")]
    links = [link(0, "a", "b", main=True), link(1, "b", "c")]
    assert [text for _, text, _ in _said(scene(cards, links))] == ["call", "main path"]
    alone = [link(0, "a", "b", main=True)]
    assert _said(scene(cards[:2], alone)) == []
