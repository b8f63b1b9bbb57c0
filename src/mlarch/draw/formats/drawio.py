"""draw.io: the diagram with native shapes in the same places, to be edited further there.

Groups are containers, cards stand inside them, lines are connectors with way points, attached to both ends.
Kept are names, technologies, figures, icons, groups, modes, labels, links, tooltips and the title. Not held
are the legend and our own glyphs. The file is an `mxfile` that is not compressed, so that it can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from xml.etree import ElementTree

from mlarch.draw.diagram import Diagram, End, Label, Line, PlacedCard, PlacedPanel, Step
from mlarch.draw.formats.paint import DASHES
from mlarch.draw.formats.svg import is_web
from mlarch.draw.formats.theme import LIGHT, plane_token, role_token
from mlarch.draw.geometry import Box, Point, bounds
from mlarch.draw.icons.icons import Icon, IconKind
from mlarch.draw.options import RenderOptions
from mlarch.draw.text import fonts, metrics

__all__ = ["encode", "to_drawio"]

_NUMBER = 24.0  # the room for the number of a step
_TEXT = {
    "text": "", "html": "1", "align": "left", "verticalAlign": "top", "whiteSpace": "wrap",
    "fillColor": "none", "strokeColor": "none", "fontColor": LIGHT["ink"],
}  # fmt: skip
_HEADS = {End.ARROW: "block", End.DIAMOND: "diamondThin", End.JOINT: "none", End.NONE: "none"}


def encode(diagram: Diagram, options: RenderOptions) -> bytes:
    """The file as bytes; no option changes it."""
    del options
    return to_drawio(diagram).encode()


def to_drawio(diagram: Diagram) -> str:
    """The `mxfile` of a diagram."""
    file = ElementTree.Element("mxfile", {"host": "mlarch"})
    page = ElementTree.SubElement(file, "diagram", {"id": "page", "name": fonts.clean(diagram.title.text)})
    size = {"pageWidth": _n(diagram.width), "pageHeight": _n(diagram.height)}
    model = ElementTree.SubElement(page, "mxGraphModel", {"grid": "0", "page": "1", "math": "0", **size})
    root = ElementTree.SubElement(model, "root")
    ElementTree.SubElement(root, "mxCell", {"id": "0"})
    ElementTree.SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    _Writer(diagram, root).write()
    ElementTree.indent(file, " ")
    return ElementTree.tostring(file, encoding="unicode") + "\n"


class _Writer:
    def __init__(self, diagram: Diagram, root: ElementTree.Element) -> None:
        self.diagram = diagram
        self.root = root
        self.boxes: dict[str, Box] = {panel.id: panel.box for panel in diagram.panels}
        self.boxes |= {card.id: card.box for card in diagram.cards}
        self.cells = {panel.id: f"group {panel.id}" for panel in diagram.panels}
        self.cells |= {card.id: f"card {card.id}" for card in diagram.cards}

    def write(self) -> None:
        diagram = self.diagram
        icons = {icon.key: icon for icon in diagram.icons}
        home = {card: panel.id for panel in diagram.panels for card in panel.cards}
        self._title()
        for panel in diagram.panels:
            self._panel(panel)
        for card in diagram.cards:
            self._card(card, home.get(card.id, ""), icons)
        for line in diagram.lines:
            self._line(line)
        lines = {line.id: line for line in diagram.lines}
        for label in diagram.labels:
            self._label(label, lines[label.line])
        for step in diagram.steps:
            if step.lines:
                self._step(step)

    def _title(self) -> None:
        title = self.diagram.title
        rows = [f'<b style="font-size:22px">{_words(title.text)}</b>']
        rows += [_words(line.text) for line in title.summary]
        rows += [" · ".join(_words(line.text) for line in title.figures)] if title.figures else []
        boxes = [line.box for line in (*title.name, *title.summary, *title.figures)]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        box = Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)
        self._vertex("title", "<br>".join(rows), _TEXT, box, "1")

    def _step(self, step: Step) -> None:
        """A step of the list beside the picture."""
        box = bounds(line.box for line in step.lines)
        box = Box(box.x - _NUMBER, box.y, box.width + _NUMBER, box.height)
        self._vertex(
            f"step {step.number}", f"<b>{step.number}</b>&nbsp; {_words(step.text)}", _TEXT, box, "1"
        )

    def _panel(self, panel: PlacedPanel) -> None:
        style = {
            "rounded": "1", "absoluteArcSize": "1", "arcSize": "24", "container": "1", "collapsible": "0",
            "html": "1", "whiteSpace": "wrap", "align": "left", "verticalAlign": "top", "spacingLeft": "8",
            "fontStyle": "1", "fontColor": LIGHT[plane_token(panel.plane)],
            "fillColor": LIGHT[plane_token(panel.plane, "tint")],
            "strokeColor": LIGHT[plane_token(panel.plane, "edge")],
        }  # fmt: skip
        parent = self.cells.get(panel.parent, "1")
        box = self._inside(panel.box, panel.parent)
        self._vertex(self.cells[panel.id], _words(panel.name), style, box, parent)

    def _card(self, card: PlacedCard, home: str, icons: Mapping[str, Icon]) -> None:
        rows = [f"<b>{_words(' '.join(card.name))}</b>"]
        rows += [f'<font color="{LIGHT["muted"]}">{_words(line)}</font>' for line in card.tech]
        rows += [_words(line) for line in card.figures]
        icon = icons[card.icon]
        style = {
            "rounded": "1", "absoluteArcSize": "1", "arcSize": "18", "html": "1", "whiteSpace": "wrap",
            "align": "left", "spacingLeft": _n(metrics.PAD), "fontSize": "12", "fontColor": LIGHT["ink"],
            "fillColor": LIGHT["card"], "strokeColor": LIGHT[plane_token(card.plane)],
        }  # fmt: skip
        if icon.kind is not IconKind.GLYPH:
            # `;` ends an entry of a style: draw.io leaves `;base64` out of such addresses.
            style |= {
                "shape": "label", "image": icon.data_uri.replace(";base64", ""),
                "imageWidth": _n(metrics.ICON), "imageHeight": _n(metrics.ICON),
                "spacingLeft": _n(metrics.PAD + metrics.ICON + metrics.GAP),
            }  # fmt: skip
        if card.planned:
            style |= {"dashed": "1", "dashPattern": "5 3"}
        data = {"tooltip": fonts.clean(card.description)}
        if card.link and is_web(card.link):
            data["link"] = fonts.clean(card.link)
        box = self._inside(card.box, home)
        parent = self.cells.get(home, "1")
        self._vertex(self.cells[card.id], "<br>".join(rows), style, box, parent, data)

    def _line(self, line: Line) -> None:
        color = LIGHT[role_token(line.role)]
        style = {"html": "1", "rounded": "1", "edgeStyle": "none", "strokeColor": color, "strokeWidth": "1.5"}
        style |= {"endArrow": _HEADS[line.end], "endFill": "1", "endSize": "6", "startSize": "6"}
        returns = line.returns and line.start is End.NONE
        style |= {"startArrow": "block" if returns else "none", "startFill": "0"}
        if DASHES[line.role]:
            style |= {"dashed": "1", "dashPattern": " ".join(_n(max(1, part)) for part in DASHES[line.role])}
        if line.quiet:
            style["strokeWidth"] = "1"
        elif line.main:
            style["strokeWidth"] = "2.3"
        attached = {}
        for end, at, name in ((line.source, line.points[0], "exit"), (line.target, line.points[-1], "entry")):
            if _touches(self.boxes[end], at):
                attached["source" if name == "exit" else "target"] = self.cells[end]
                style |= _port(self.boxes[end], at, name)
        cell = ElementTree.SubElement(
            self.root, "mxCell",
            {"id": f"line {line.id}", "edge": "1", "parent": "1", "style": _style(style), **attached},
        )  # fmt: skip
        geometry = ElementTree.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
        self._point(geometry, line.points[0], "sourcePoint")
        self._point(geometry, line.points[-1], "targetPoint")
        if line.points[1:-1]:
            inner = ElementTree.SubElement(geometry, "Array", {"as": "points"})
            for point in line.points[1:-1]:
                self._point(inner, point)

    def _label(self, label: Label, line: Line) -> None:
        """Words beside a line, bound to it: their place is told from its middle."""
        rows = [f"<b>{_words(label.number)}</b>"] * bool(label.number)
        rows += [_words(text) for text in (*label.sent, *label.returned)]
        id_ = f"label {line.id}" if label.sent or label.returned else f"step {label.number} of {line.id}"
        x, y = _middle(line.points)
        style = {
            "edgeLabel": "", "html": "1", "align": "center", "verticalAlign": "middle", "resizable": "0",
            "labelBackgroundColor": "none", "fontSize": _n(metrics.LABEL_SIZE),
            "fontColor": LIGHT[role_token(line.role)],
        }  # fmt: skip
        attributes = {"id": id_, "value": "<br>".join(rows), "style": _style(style)}
        parent = {"vertex": "1", "connectable": "0", "parent": f"line {line.id}"}
        cell = ElementTree.SubElement(self.root, "mxCell", attributes | parent)
        geometry = ElementTree.SubElement(
            cell, "mxGeometry", {"x": "0", "y": "0", "relative": "1", "as": "geometry"}
        )
        center = label.box.center
        self._point(geometry, (center[0] - x, center[1] - y), "offset")

    def _vertex(
        self,
        id_: str,
        value: str,
        style: Mapping[str, str],
        box: Box,
        parent: str,
        data: Mapping[str, str] | None = None,
    ) -> None:
        """A shape; with `data` (tooltip, link) it is wrapped in the element that holds such."""
        own = {"style": _style(style), "vertex": "1", "parent": parent}
        if data is None:
            cell = ElementTree.SubElement(self.root, "mxCell", {"id": id_, "value": value, **own})
        else:
            wrapper = ElementTree.SubElement(self.root, "UserObject", {"id": id_, "label": value, **data})
            cell = ElementTree.SubElement(wrapper, "mxCell", own)
        place = {"x": _n(box.x), "y": _n(box.y), "width": _n(box.width), "height": _n(box.height)}
        ElementTree.SubElement(cell, "mxGeometry", {**place, "as": "geometry"})

    def _inside(self, box: Box, home: str) -> Box:
        """The box as its container counts: from the container's own corner."""
        outer = self.boxes.get(home)
        return box.moved(-outer.x, -outer.y) if outer else box

    @staticmethod
    def _point(parent: ElementTree.Element, point: Point, role: str = "") -> None:
        attributes = {"x": _n(point[0]), "y": _n(point[1])} | ({"as": role} if role else {})
        ElementTree.SubElement(parent, "mxPoint", attributes)


def _touches(box: Box, point: Point) -> bool:
    return box.x - 1 <= point[0] <= box.right + 1 and box.y - 1 <= point[1] <= box.bottom + 1


def _port(box: Box, point: Point, name: str) -> dict[str, str]:
    """Where on its end a line begins (or ends), as shares of the width and the height."""
    x = min(1.0, max(0.0, (point[0] - box.x) / box.width))
    y = min(1.0, max(0.0, (point[1] - box.y) / box.height))
    shares = {f"{name}X": _n(x, 4), f"{name}Y": _n(y, 4)}
    return shares | {f"{name}Dx": "0", f"{name}Dy": "0", f"{name}Perimeter": "0"}


def _middle(points: tuple[Point, ...]) -> Point:
    """The point half way along a line."""
    stretches = [(a, b, math.dist(a, b)) for a, b in pairwise(points)]
    left = math.fsum(length for _, _, length in stretches) / 2
    for a, b, length in stretches:
        if left <= length:
            part = left / length if length else 0.0
            return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
        left -= length
    return points[-1]


def _style(style: Mapping[str, str]) -> str:
    return "".join(f"{key}={value};" if value else f"{key};" for key, value in style.items())


def _words(text: str) -> str:
    """Words inside a label, which draw.io reads as HTML."""
    return escape(fonts.clean(text))


def _n(value: float, digits: int = 2) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
