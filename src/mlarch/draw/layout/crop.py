"""A scenario cut to what it lights: everything stays where it is, and what lies outside is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mlarch.draw.geometry import Box, bounds, segments
from mlarch.draw.layout.layout import Layout, Line
from mlarch.draw.scene.values import Panel, Scene, every_panel

__all__ = ["cropped"]

_AROUND = 14.0  # from what is walked to the border of a panel that is cut, and from there to that of the next


def cropped(scene: Scene, layout: Layout) -> Layout:
    """The part of a scenario's layout around what is walked.

    Panels with something walked are cut to the part, but not above, where their heading stands. Cards and
    panels without anything stay where the part holds them, lines where it holds them from end to end.
    """
    lit = {card.id for card in scene.cards if not card.faded}
    if not lit or len(lit) == len(scene.cards):
        return layout
    walked = {link.index for link in scene.links if link.steps}
    area = _lit_area(scene, layout, lit, walked)
    panels, headings = _panels(scene, layout, lit, walked, area)
    home = {card: panel.id for panel in every_panel(scene.panels) for card in panel.cards}
    kept = {
        name: box
        for name, box in layout.cards.items()
        if area.contains(box) and (name not in home or home[name] in panels)
    }
    ends = {link.index: {link.source, link.target} for link in scene.links}
    return replace(
        layout,
        cards=kept,
        panels=panels,
        headings=headings,
        lines=tuple(
            line
            for line in layout.lines
            if line.link in walked or (ends[line.link] <= {*kept, *panels} and area.contains(_around(line)))
        ),
    )


def _lit_area(scene: Scene, layout: Layout, lit: set[str], walked: set[int]) -> Box:
    """The box around what is walked, up to the headings of its panels."""
    boxes = [layout.cards[name] for name in lit]
    for panel in every_panel(scene.panels):
        inside = [layout.cards[name] for name in panel.all_cards if name in lit]
        boxes += [Box(box.x, layout.panels[panel.id].y, 0, 0) for box in inside]
    boxes += [*layout.labels.values(), *layout.badges.values()]
    boxes += [_around(line) for line in layout.lines if line.link in walked]
    return bounds(boxes).grown(_AROUND)


def _around(line: Line) -> Box:
    return bounds(Box(x, y, 0, 0) for x, y in line.points)


def _panels(
    scene: Scene, layout: Layout, lit: set[str], walked: set[int], area: Box
) -> tuple[dict[str, Box], dict[str, Box]]:
    """The panels that stay, with their headings: cut, where that leaves the heading room."""
    lines = [
        part
        for line in layout.lines
        if line.link in walked or area.contains(_around(line))
        for part in segments(line.points)
    ]
    taken = [*layout.labels.values(), *layout.badges.values(), *layout.cards.values()]
    panels, headings = {}, {}
    for panel, above in _with_height(scene.panels):
        box, heading = layout.panels[panel.id], layout.headings[panel.id]
        if lit & set(panel.all_cards):
            cut = _common(box, area.grown(_AROUND * above))
            moved = replace(heading, x=max(heading.x, cut.x + 12))
            if (
                moved.right + 6 > cut.right
                or any(moved.crosses(part) for part in lines)
                or any(moved.overlaps(other) for other in taken)
            ):
                cut, moved = box, heading
            panels[panel.id], headings[panel.id] = cut, moved
        elif area.contains(box):
            panels[panel.id], headings[panel.id] = box, heading
    return panels, headings


def _with_height(panels: Sequence[Panel]) -> Iterator[tuple[Panel, int]]:
    """Each panel with how many are inside each other in it, from 1; outer ones first."""
    for panel in panels:
        inner = list(_with_height(panel.panels))
        yield panel, 1 + max((height for _, height in inner), default=0)
        yield from inner


def _common(one: Box, two: Box) -> Box:
    x, y = max(one.x, two.x), max(one.y, two.y)
    return Box(x, y, min(one.right, two.right) - x, min(one.bottom, two.bottom) - y)
