"""The legend explains every sign that no word beside it explains, and fits the page."""

from __future__ import annotations

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
        link(2, "b", "d", role=Role.STREAM, quiet=True),
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
    links = [link(0, "a", "b"), link(1, "a", "c", quiet=True)]
    said = _said(scene([card("a"), card("b"), card("c")], links))
    assert [text for _, text, _ in said] == ["call", "telemetry"]


def test_entries_wrap_and_do_not_overlap():
    links = [link(number, "a", "b", role=role) for number, role in enumerate(Role)]
    entries = legend_of(scene([card("a"), card("b")], links), 24, 100, 300)
    assert len({entry.box.y for entry in entries}) > 1
    assert all(entry.box.x >= 24 and entry.box.right <= 324 for entry in entries)
    for first, second in pairwise(entries):
        assert second.box.x >= first.box.right or second.box.y > first.box.bottom
    assert {entry.sample for entry in entries} == {Sample.LINE}
