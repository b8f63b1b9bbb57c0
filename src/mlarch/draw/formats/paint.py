"""From a scene and its layout to a picture: title block, panels, lines, labels, cards and legend."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mlarch.draw.formats.canvas import Dot, Group, Head, IconAt, Item, Picture, Rect, Stroke, Text
from mlarch.draw.formats.theme import plane_token, style_token
from mlarch.draw.geometry import Box, Point
from mlarch.draw.icons.icons import IconKind
from mlarch.draw.layout.layout import Layout, Line
from mlarch.draw.scene.values import LABEL_LINE, LABEL_SIZE, Card, Link, Panel, Scene, Style, Title
from mlarch.draw.text import fonts, metrics
from mlarch.draw.text.fonts import Weight

__all__ = ["compose"]

_MARGIN = 24.0
_TITLE_SIZE, _SUMMARY_SIZE, _CHIP_SIZE = 22.0, 13.0, 12.0
_NARROWEST = 440.0
_WIDTH = 1.5
_QUIET = 1.0  # telemetry stays in the background: it touches nearly everything
DASHES: dict[Style, tuple[float, ...]] = {
    Style.CALL: (),
    Style.STREAM: (6, 4),
    Style.BATCH: (0.1, 4),
    Style.DEPLOYMENT: (11, 4),
    Style.FALLBACK: (7, 3, 1.5, 3),
}


def compose(scene: Scene, layout: Layout) -> Picture:
    """Put everything in its place, in pixels from the top left of the page."""
    words = _joined_bounds(layout)
    width = max(words.width, _NARROWEST)
    title, title_height = _title(scene.title, width)
    dx = _MARGIN - words.x + max(0.0, (width - words.width) / 2)
    dy = _MARGIN + title_height - words.y
    by_index = {link.index: link for link in scene.links}
    items: list[Item] = [Group(tuple(title), kind="title")]
    for panel in scene.panels:
        items += _panel(panel, layout, dx, dy)
    ordered = sorted(layout.lines, key=lambda line: not by_index[line.link].faded)
    items += [_line(line, by_index[line.link], dx, dy) for line in ordered]
    for index, box in layout.labels.items():
        items.append(_label(by_index[index], box.moved(dx, dy)))
    for card in scene.cards:
        items.append(_card(card, layout.cards[card.id].moved(dx, dy)))
    top = dy + words.bottom + 18
    legend = _legend(scene, _MARGIN, top)
    bottom = top + (22 if legend else -18)
    items += legend
    return Picture(
        width=math.ceil(width + 2 * _MARGIN),
        height=math.ceil(bottom + _MARGIN - 8),
        items=tuple(items),
        title=scene.title.name,
        description=scene.description,
        icons=tuple({card.icon.key: card.icon for card in scene.cards}.values()),
    )


def _joined_bounds(layout: Layout) -> Box:
    """The box around all that is drawn: the margins where no line runs are cut off."""
    boxes = [*layout.cards.values(), *layout.panels.values(), *layout.labels.values()]
    points = [point for line in layout.lines for point in line.points]
    left = min([box.x for box in boxes] + [x - 4 for x, _ in points], default=0.0)
    top = min([box.y for box in boxes] + [y - 4 for _, y in points], default=0.0)
    right = max([box.right for box in boxes] + [x + 4 for x, _ in points], default=0.0)
    bottom = max([box.bottom for box in boxes] + [y + 4 for _, y in points], default=0.0)
    return Box(left, top, right - left, bottom - top)


def _title(title: Title, width: float) -> tuple[list[Item], float]:
    """The title block and its height."""
    items: list[Item] = []
    y = _MARGIN
    for line in fonts.wrap(title.name, _TITLE_SIZE, Weight.BOLD, width, 2):
        y += _TITLE_SIZE
        items.append(_text(line, (_MARGIN, y - 3), _TITLE_SIZE, "ink", Weight.BOLD))
        y += 4
    for line in fonts.wrap(title.summary, _SUMMARY_SIZE, Weight.REGULAR, min(width, 860), 3, balance=True):
        y += 18
        items.append(_text(line, (_MARGIN, y - 4), _SUMMARY_SIZE, "muted"))
    if title.figures:
        y += 12
        chips, y = _chips(title.figures, y, width)
        items += chips
    return items, y - _MARGIN + 20


def _chips(figures: Sequence[str], y: float, width: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    x = _MARGIN
    for figure in figures:
        wide = fonts.width(figure, _CHIP_SIZE, Weight.SEMIBOLD) + 20
        if x > _MARGIN and x + wide > _MARGIN + width:
            x, y = _MARGIN, y + 30
        items.append(Rect(Box(x, y, wide, 24), 12, fill="chip", stroke="rule"))
        items.append(_text(figure, (x + 10, y + 16.2), _CHIP_SIZE, "ink", Weight.SEMIBOLD))
        x += wide + 8
    return items, y + 24


def _text(
    text: str, at: Point, size: float, token: str, weight: Weight = Weight.REGULAR, *, middle: bool = False
) -> Text:
    return Text(text, at, size, token, fonts.width(text, size, weight), weight, middle)


def _panel(panel: Panel, layout: Layout, dx: float, dy: float) -> list[Item]:
    box = layout.panels[panel.id].moved(dx, dy)
    heading = _text(panel.name, (box.x + 12, box.y + 20), 13, plane_token(panel.plane), Weight.SEMIBOLD)
    rect = Rect(box, 12, plane_token(panel.plane, "tint"), plane_token(panel.plane, "edge"))
    items: list[Item] = [Group((rect, heading), kind="panel", title=panel.name, key=panel.id)]
    for inner in panel.panels:
        items += _panel(inner, layout, dx, dy)
    return items


def _line(line: Line, link: Link, dx: float, dy: float) -> Group:
    """A line with its head. One that joins a trunk ends there in a dot, not in a head."""
    points = [(x + dx, y + dy) for x, y in line.points]
    token = style_token(link.style)
    items: list[Item] = []
    head: Item | None = None
    if line.to_joint:
        head = Dot(points[-1], 2.8, token)
    else:
        head, points[-1] = _head(points[-2], points[-1], link.style)
    if line.from_joint:
        items.append(Dot(points[0], 2.8, token))
    dotted = link.style is Style.BATCH
    items.append(
        Stroke(
            tuple(points),
            token,
            _QUIET if link.quiet else 2.0 if dotted else _WIDTH,
            DASHES[link.style],
            round_cap=dotted,
        )
    )
    items.append(head)
    return Group(
        tuple(items), kind=f"flow {link.style.name.lower()}", title=link.description, faded=link.faded,
        key=f"{link.source} {link.target}",
    )  # fmt: skip


def _head(before: Point, end: Point, style: Style) -> tuple[Head, Point]:
    """The arrow head at the end of a line, and where the line then stops."""
    length = math.hypot(end[0] - before[0], end[1] - before[1]) or 1.0
    ux, uy = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    size, half = (11.0, 4.0) if style is Style.DEPLOYMENT else (8.5, 3.9)
    back = (end[0] - ux * size, end[1] - uy * size)
    middle = (end[0] - ux * size / 2, end[1] - uy * size / 2)
    points: tuple[Point, ...]
    if style is Style.DEPLOYMENT:
        points = (
            end,
            (middle[0] - uy * half, middle[1] + ux * half),
            back,
            (middle[0] + uy * half, middle[1] - ux * half),
        )
    else:
        points = (end, (back[0] - uy * half, back[1] + ux * half), (back[0] + uy * half, back[1] - ux * half))
    return Head(points, style_token(style)), (back[0] + ux, back[1] + uy)


def _label(link: Link, box: Box) -> Group:
    items: list[Item] = []
    x = box.x
    if link.number:
        badge = Box(x, box.y + (box.height - 15) / 2, link.badge_width, 15)
        items.append(Rect(badge, 7.5, fill="badge"))
        items.append(
            _text(link.number, (badge.center[0], badge.y + 11), 10, "on-badge", Weight.BOLD, middle=True)
        )
        x = badge.right + 4
    top = box.y + (box.height - LABEL_LINE * len(link.label)) / 2
    token = style_token(link.style)
    for number, line in enumerate(link.label):
        items.append(_text(line, (x, top + LABEL_LINE * number + 9.6), LABEL_SIZE, token))
    return Group(tuple(items), kind="label", title=link.description, key=f"{link.source} {link.target}")


def _card(card: Card, box: Box) -> Group:
    plane = plane_token(card.plane)
    dash = (5.0, 3.0) if card.dashed else ()
    items: list[Item] = [Rect(box, 9, "card", plane, 1.3, dash)]
    words = len(card.name) * metrics.NAME_LINE + len(card.tech) * metrics.TECH_LINE
    figures = len(card.figures) * metrics.FIGURE_LINE + (3 if card.figures else 0)
    body = max(metrics.ICON, words)
    top = box.y + (box.height - body - figures) / 2
    icon = Box(box.x + metrics.PAD, top + (body - metrics.ICON) / 2, metrics.ICON, metrics.ICON)
    if card.icon.kind is not IconKind.GLYPH:
        items.append(Rect(icon.grown(2), 6, "tile"))
    items.append(IconAt(card.icon, icon, plane))
    x, y = icon.right + metrics.GAP, top + (body - words) / 2
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


def _legend(scene: Scene, x: float, y: float) -> list[Item]:
    """A line sample for every style that occurs, when more than one does."""
    present = {link.style for link in scene.links}
    items: list[Item] = []
    for style in [style for style in Style if style in present] if len(present) > 1 else []:
        head, end = _head((x, y + 7), (x + 34, y + 7), style)
        dotted = style is Style.BATCH
        items.append(
            Stroke(
                ((x, y + 7), end),
                style_token(style),
                2.0 if dotted else _WIDTH,
                DASHES[style],
                round_cap=dotted,
            )
        )
        items.append(head)
        items.append(_text(style.value, (x + 41, y + 11), 11, "muted"))
        x += 41 + fonts.width(style.value, 11, Weight.REGULAR) + 22
    if any(card.dashed for card in scene.cards):
        items.append(Rect(Box(x, y, 26, 14), 4, "card", "muted", 1.3, (5.0, 3.0)))
        items.append(_text("planned", (x + 33, y + 11), 11, "muted"))
    return [Group(tuple(items), kind="legend")] if items else []
