"""From a diagram to drawing instructions: title block, panels, lines, labels, cards and legend."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mlarch.draw.diagram import (
    Diagram,
    End,
    Label,
    LegendEntry,
    Line,
    PlacedCard,
    PlacedPanel,
    Role,
    Sample,
    Step,
    TitleBlock,
)
from mlarch.draw.formats.canvas import Dot, Group, Head, IconAt, Item, Picture, Rect, Stroke, Text
from mlarch.draw.formats.theme import plane_token, role_token
from mlarch.draw.formats.trunks import heavier_trunks
from mlarch.draw.geometry import Box, Point
from mlarch.draw.icons.icons import Icon, IconKind
from mlarch.draw.text import fonts, metrics
from mlarch.draw.text.fonts import Weight

__all__ = ["DASHES", "compose"]

_WIDTH = 1.5
_MAIN = 0.8  # the path that a reader looks for is so much wider
_QUIET = 1.0  # telemetry stays in the background: it touches nearly everything
DASHES: dict[Role, tuple[float, ...]] = {
    Role.CALL: (),
    Role.REPLY: (3, 3),
    Role.STREAM: (6, 4),
    Role.BATCH: (0.1, 4),
    Role.DEPLOYMENT: (11, 4),
    Role.FALLBACK: (7, 3, 1.5, 3),
}


def compose(diagram: Diagram) -> Picture:
    """The drawing instructions of a diagram, in painting order."""
    icons = {icon.key: icon for icon in diagram.icons}
    by_id = {line.id: line for line in diagram.lines}
    items: list[Item] = [_title(diagram.title)]
    items += [_panel(panel) for panel in diagram.panels]
    bundles: dict[int, list[Line]] = {}
    for line in diagram.lines:
        bundles.setdefault(line.bundle, []).append(line)
    behind_first = sorted(diagram.lines, key=lambda line: not line.faded)
    items += [_line(line, bundles[line.bundle]) for line in behind_first]
    labels: dict[str, list[Label]] = {}
    for label in diagram.labels:
        labels.setdefault(label.line, []).append(label)
    items += [_labels(those, by_id[line]) for line, those in labels.items()]
    items += [_card(card, icons) for card in diagram.cards]
    items += [_step(step) for step in diagram.steps if step.lines]
    if diagram.legend:
        entries = [item for entry in diagram.legend for item in _legend(entry)]
        items.append(Group(tuple(entries), kind="legend"))
    return Picture(
        width=diagram.width,
        height=diagram.height,
        items=tuple(items),
        title=diagram.title.text,
        description=diagram.description,
        icons=diagram.icons,
    )


def _title(title: TitleBlock) -> Group:
    items: list[Item] = []
    for line in title.name:
        at = (line.box.x, line.box.bottom - 7)
        items.append(_text(line.text, at, metrics.TITLE_SIZE, "ink", Weight.BOLD))
    for line in title.summary:
        items.append(_text(line.text, (line.box.x, line.box.bottom - 4), metrics.SUMMARY_SIZE, "muted"))
    for line in title.figures:
        items.append(Rect(line.box, 12, fill="chip", stroke="rule"))
        at = (line.box.x + 10, line.box.y + 16.2)
        items.append(_text(line.text, at, metrics.CHIP_SIZE, "ink", Weight.SEMIBOLD))
    return Group(tuple(items), kind="title")


def _text(
    text: str, at: Point, size: float, token: str, weight: Weight = Weight.REGULAR, *, middle: bool = False
) -> Text:
    return Text(text, at, size, token, fonts.width(text, size, weight), weight, middle)


def _panel(panel: PlacedPanel) -> Group:
    box, token = panel.box, plane_token(panel.plane)
    heading = _text(panel.name, (panel.heading.x, box.y + 20), metrics.PANEL_SIZE, token, Weight.SEMIBOLD)
    rect = Rect(box, 12, plane_token(panel.plane, "tint"), plane_token(panel.plane, "edge"))
    return Group((rect, heading), kind="panel", title=panel.name, key=panel.id)


def _line(line: Line, bundle: Sequence[Line]) -> Group:
    """A line with its ends. At a joint it ends in a dot, and not in a head."""
    points = list(line.points)
    token = role_token(line.role, quiet=line.quiet)
    ends: list[Item] = []
    for end, tip, before in ((line.end, -1, -2), (line.start, 0, 1)):
        if end is End.JOINT:
            ends.append(Dot(points[tip], 2.8, token))
        elif end is not End.NONE:
            head, points[tip] = _head(points[before], points[tip], end, token, main=line.main)
            ends.append(head)
        elif line.returns and tip == 0:
            head, points[tip] = _head(points[before], points[tip], End.ARROW, token, main=line.main)
            ends.append(replace(head, hollow=True))
    strokes = [_stroke(tuple(points), line.role, quiet=line.quiet, main=line.main)]
    if line.main:
        strokes += [_stroke(part, line.role, main=True) for part in heavier_trunks(line, bundle)]
    return Group(
        (*strokes, *ends),
        kind=f"flow {line.role.name.lower()}",
        title=line.description,
        faded=line.faded,
        key=f"{line.source} {line.target}",
        line=line.id,
    )


def _stroke(points: tuple[Point, ...], role: Role, *, quiet: bool = False, main: bool = False) -> Stroke:
    dotted = role is Role.BATCH
    width = (_QUIET if quiet else 2.0 if dotted else _WIDTH) + (_MAIN if main else 0.0)
    return Stroke(points, role_token(role, quiet=quiet), width, DASHES[role], round_cap=dotted)


def _head(before: Point, tip: Point, end: End, token: str, *, main: bool = False) -> tuple[Head, Point]:
    """The head at the end of a line, and where the line then stops."""
    length = math.hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    size, half = (11.0, 4.0) if end is End.DIAMOND else (10.0, 4.6) if main else (8.5, 3.9)
    back = (tip[0] - ux * size, tip[1] - uy * size)
    wide = (tip[0] - ux * size / 2, tip[1] - uy * size / 2) if end is End.DIAMOND else back
    sides = ((wide[0] - uy * half, wide[1] + ux * half), (wide[0] + uy * half, wide[1] - ux * half))
    points = (tip, sides[0], back, sides[1]) if end is End.DIAMOND else (tip, *sides)
    return Head(points, token), (back[0] + ux, back[1] + uy)


def _labels(labels: Sequence[Label], line: Line) -> Group:
    items = [item for label in labels for item in _label(label, line)]
    key = f"{line.source} {line.target}"
    return Group(tuple(items), kind="label", title=line.description, key=key, line=line.id)


def _label(label: Label, line: Line) -> list[Item]:
    items: list[Item] = []
    box = label.box
    x = box.x
    if label.number:
        items += _badge(label.number, x, box.y + (box.height - metrics.BADGE_HIGH) / 2)
        x += metrics.badge_width(label.number) + 4
    rows = [(text, role_token(line.role, quiet=line.quiet)) for text in label.sent]
    rows += [(text, "muted") for text in label.returned]
    y = box.y + (box.height - metrics.LABEL_LINE * len(rows)) / 2
    for number, (text, token) in enumerate(rows):
        items.append(_text(text, (x, y + metrics.LABEL_LINE * number + 9.6), metrics.LABEL_SIZE, token))
    return items


def _badge(number: str, x: float, y: float) -> list[Item]:
    box = Box(x, y, metrics.badge_width(number), metrics.BADGE_HIGH)
    at = (box.center[0], box.y + 11)
    words = _text(number, at, metrics.BADGE_SIZE, "on-badge", Weight.BOLD, middle=True)
    return [Rect(box, 7.5, fill="badge"), words]


def _step(step: Step) -> Group:
    """A step in the list: its number, and beside it the words."""
    number = str(step.number)
    first = step.lines[0].box
    items: list[Item] = _badge(number, first.x - 7 - metrics.badge_width(number), first.y)
    items += [
        _text(line.text, (line.box.x, line.box.y + 11), metrics.STEP_SIZE, "ink") for line in step.lines
    ]
    return Group(tuple(items), kind="step", title=step.text)


def _card(card: PlacedCard, icons: Mapping[str, Icon]) -> Group:
    box, plane = card.box, plane_token(card.plane)
    dash = (5.0, 3.0) if card.planned else ()
    items: list[Item] = [Rect(box, 9, "card", plane, 1.3, dash)]
    words = len(card.name) * metrics.NAME_LINE + len(card.tech) * metrics.TECH_LINE
    figures = len(card.figures) * metrics.FIGURE_LINE + (3 if card.figures else 0)
    body = max(metrics.ICON, words)
    top = box.y + (box.height - body - figures) / 2
    place = Box(box.x + metrics.PAD, top + (body - metrics.ICON) / 2, metrics.ICON, metrics.ICON)
    icon = icons[card.icon]
    if icon.kind is not IconKind.GLYPH:
        items.append(Rect(place.grown(2), 6, "tile"))
    items.append(IconAt(icon, place, plane))
    x, y = place.right + metrics.GAP, top + (body - words) / 2
    for line in card.name:
        items.append(_text(line, (x, y + 12), metrics.NAME_SIZE, "ink", Weight.BOLD))
        y += metrics.NAME_LINE
    for line in card.tech:
        items.append(_text(line, (x, y + 10), metrics.TECH_SIZE, "muted"))
        y += metrics.TECH_LINE
    y = top + body + 3
    for line in card.figures:
        items.append(_text(line, (box.x + metrics.PAD, y + 11), metrics.FIGURE_SIZE, "ink"))
        y += metrics.FIGURE_LINE
    return Group(
        tuple(items), kind="card", title=card.description, link=card.link, faded=card.faded, key=card.id
    )


def _legend(entry: LegendEntry) -> list[Item]:
    wide = fonts.width(entry.text, metrics.LEGEND_SIZE)
    words = _text(entry.text, (entry.box.right - wide, entry.box.y + 11), metrics.LEGEND_SIZE, "muted")
    return [*_sample(entry), words]


def _sample(entry: LegendEntry) -> list[Item]:
    x, y = entry.box.x, entry.box.y
    if entry.sample is Sample.PLANNED:
        return [Rect(Box(x, y, metrics.LEGEND_CARD, 14), 4, "card", "muted", 1.3, (5.0, 3.0))]
    if entry.sample is Sample.BADGE:
        return _badge(entry.example, x, y - 0.5)
    if entry.sample is Sample.FIGURE or entry.role is None:
        return [_text(entry.example, (x, y + 11), metrics.LEGEND_SIZE, "ink", Weight.SEMIBOLD)]
    quiet, main = entry.sample is Sample.TELEMETRY, entry.sample is Sample.MAIN
    token = role_token(entry.role, quiet=quiet)
    start, stop = (x, y + 7), (x + metrics.LEGEND_SAMPLE, y + 7)
    if entry.sample is Sample.RETURN:
        head, start = _head(stop, start, End.ARROW, token)
        return [_stroke((start, stop), entry.role), replace(head, hollow=True)]
    end = End.DIAMOND if entry.role is Role.DEPLOYMENT else End.ARROW
    head, stop = _head(start, stop, end, token, main=main)
    return [_stroke((start, stop), entry.role, quiet=quiet, main=main), head]
