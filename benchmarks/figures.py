"""Where other tools put things, read from what they write, and what a reader would stumble over there."""

from __future__ import annotations

import base64
import html
import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from mlarch.draw import Drawing
from mlarch.draw.formats.canvas import Text, walk
from mlarch.draw.geometry import Box, Point, Segment, segments

__all__ = ["SHOWN", "Drawn", "kept", "measured", "of_d2", "of_dot", "of_mermaid", "of_ours"]

SHOWN = 900
"""The width in pixels at which text is measured: that of a README."""

_STEPS = 12
"""How many straight pieces stand for one stretch of a curve."""
_TOUCH = 8.0
"""Two lines that meet so near to an end of both meet at a card, and do not cross."""


@dataclass
class Drawn:
    """A picture as boxes and lines, in its own units. `bundles` are lines that share a stretch on purpose."""

    width: float
    height: float
    text: float
    cards: dict[str, Box] = field(default_factory=dict)
    lines: dict[Any, list[Point]] = field(default_factory=dict)
    labels: dict[Any, Box] = field(default_factory=dict)
    bundles: dict[Any, int] = field(default_factory=dict)


def measured(drawn: Drawn) -> dict[str, float]:
    """The figures of one picture: each pair of things that touch counts once.

    A label may lie on its own line: where a tool puts it there, it leaves the line out behind it.
    """
    lines = {key: segments(points) for key, points in drawn.lines.items()}
    cards, labels = list(drawn.cards.values()), list(drawn.labels.items())
    bundle = drawn.bundles

    def apart(one: Any, other: Any) -> bool:
        return one != other and (one not in bundle or bundle[one] != bundle.get(other))

    crossings = on_lines = 0
    boxes = {key: [_around(part) for part in line] for key, line in lines.items()}
    around = {key: _around(points) for key, points in drawn.lines.items()}
    for (a, first), (b, second) in combinations(lines.items(), 2):
        if apart(a, b) and around[a].overlaps(around[b]):
            ends = (first[0][0], first[-1][1]), (second[0][0], second[-1][1])
            near = [s for s, box in zip(first, boxes[a], strict=True) if box.overlaps(around[b])]
            others = [t for t, box in zip(second, boxes[b], strict=True) if box.overlaps(around[a])]
            pairs = [(s, t) for s in near for t in others]
            crossings += sum(_cross(s, t, ends) for s, t in pairs)
            on_lines += any(_overlap(s, t) for s, t in pairs)
    return {
        "crossings": crossings,
        "lines on lines": on_lines,
        "lines through cards": sum(
            around[key].overlaps(card) and any(card.grown(-2).crosses(part) for part in line)
            for card in cards
            for key, line in lines.items()
        ),
        "labels on cards": sum(box.overlaps(card) for _, box in labels for card in cards),
        "labels on labels": sum(a.overlaps(b) for (_, a), (_, b) in combinations(labels, 2)),
        "labels on other lines": sum(
            apart(key, other) and around[other].overlaps(box) and any(box.grown(-1).crosses(p) for p in line)
            for key, box in labels
            for other, line in lines.items()
        ),
        "labels nearer to another line": sum(_stray(key, box, lines, around, apart) for key, box in labels),
        "width": round(drawn.width),
        "height": round(drawn.height),
        "aspect": round(drawn.width / drawn.height, 2),
        "smallest text": round(drawn.text * SHOWN / drawn.width, 1),
    }


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(1)


def kept(before: Drawn, after: Drawn) -> float:
    """The share of pairs of cards, in x and in y, that an edit does not turn round."""
    names = [name for name in before.cards if name in after.cards]
    same = count = 0
    for a, b in combinations(names, 2):
        for axis in (0, 1):
            old = before.cards[a].center[axis] - before.cards[b].center[axis]
            new = after.cards[a].center[axis] - after.cards[b].center[axis]
            count += 1
            same += old * new > 0 or abs(old) < 1 or abs(new) < 1
    return same / count if count else 1.0


def _stray(
    key: Any,
    box: Box,
    lines: Mapping[Any, list[Segment]],
    around: Mapping[Any, Box],
    apart: Callable[[Any, Any], bool],
) -> bool:
    """Whether a label stands nearer to the line of something else than to its own."""
    own = min(
        (box.distance(p) for other, line in lines.items() if not apart(key, other) for p in line), default=0
    )
    reach = box.grown(own)
    return any(
        box.distance(p) < own - 1
        for other, line in lines.items()
        if apart(key, other) and around[other].overlaps(reach)
        for p in line
    )


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(first: Segment, second: Segment, ends: tuple[Segment, Segment]) -> bool:
    """Whether two stretches cross, other than where both lines leave or reach one card.

    A corner belongs to the stretch that it begins, so it counts once.
    """
    (a, b), (c, d) = first, second
    if (_side(a, b, c) >= 0) == (_side(a, b, d) >= 0) or (_side(c, d, a) >= 0) == (_side(c, d, b) >= 0):
        return False
    along = _side(c, d, a) / (_side(c, d, a) - _side(c, d, b))
    at = (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1]))
    return not all(min(math.dist(at, end) for end in both) < _TOUCH for both in ends)


def _overlap(first: Segment, second: Segment, least: float = 4.0) -> bool:
    """Whether two stretches lie on each other for more than `least`."""
    (a, b), (c, d) = first, second
    length = math.dist(a, b)
    if length == 0 or max(abs(_side(a, b, c)), abs(_side(a, b, d))) > 0.75 * length:
        return False
    along = sorted(((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length for p in (c, d))
    return min(length, along[1]) - max(0.0, along[0]) > least


def of_ours(drawing: Drawing) -> Drawn:
    """The boxes and lines of our own picture; its title and legend are part of its size."""
    diagram = drawing.diagram
    return Drawn(
        diagram.width,
        diagram.height,
        min(item.size for item in walk(drawing.picture.items) if isinstance(item, Text)),
        {card.id: card.box for card in diagram.cards},
        {line.id: list(line.points) for line in diagram.lines},
        {label.line: label.box for label in diagram.labels},
        {line.id: line.bundle for line in diagram.lines},
    )


def of_dot(data: Mapping[str, Any]) -> Drawn:
    """Graphviz's `-Tjson`: positions in points with y upwards, sizes of nodes in inches, splines."""
    _, _, width, height = (float(part) for part in data["bb"].split(","))
    drawn = Drawn(width, height, 13.0)
    for item in data["objects"]:
        if "pos" in item and "width" in item:
            x, y = (float(part) for part in item["pos"].split(","))
            w, h = float(item["width"]) * 72, float(item["height"]) * 72
            drawn.cards[item["label"]] = Box(x - w / 2, height - y - h / 2, w, h)
    for edge in data["edges"]:
        start = [tuple(map(float, p[2:].split(","))) for p in edge["pos"].split() if p[:2] == "s,"]
        end = [tuple(map(float, p[2:].split(","))) for p in edge["pos"].split() if p[:2] == "e,"]
        knots = [tuple(map(float, p.split(","))) for p in edge["pos"].split() if p[1] != ","]
        path = [*start, *_curve(knots), *end]
        drawn.lines[edge["_gvid"]] = [(x, height - y) for x, y in path]
        boxes = list(_texts(edge.get("_ldraw_", ()), height))
        if boxes:
            left, top = min(b.x for b in boxes), min(b.y for b in boxes)
            right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
            drawn.labels[edge["_gvid"]] = Box(left, top, right - left, bottom - top)
    return drawn


def _texts(operations: Sequence[Mapping[str, Any]], height: float) -> Iterator[Box]:
    size = 13.0
    for operation in operations:
        if operation["op"] == "F":
            size = operation["size"]
        elif operation["op"] == "T":
            x, y = operation["pt"]
            left = x - operation["width"] * {"l": 0, "c": 0.5, "r": 1}[operation["align"]]
            yield Box(left, height - y - size * 0.8, operation["width"], size)


def _curve(knots: Sequence[Point]) -> list[Point]:
    """A chain of cubic Bézier curves as straight pieces: a start, then three knots for each curve."""
    points = [knots[0]]
    for i in range(0, len(knots) - 3, 3):
        a, b, c, d = knots[i : i + 4]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            points.append(
                (
                    sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    return points


_SHAPE = re.compile(r'<g class="([A-Za-z0-9+/=]+)[^"]*">(.*?)</g>(?=<g|<mask)', re.DOTALL)
_RECT = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"')
_ROUTE = re.compile(r'<path d="([^"]*)"[^>]*class="connection')


def of_d2(svg: str) -> Drawn:
    """D2's SVG: groups named by the base64 of their ids; a mask leaves out the lines behind their labels."""
    width, height = map(float, re.findall(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', svg)[0])
    drawn = Drawn(width, height, 16.0)
    spoken = []
    for name, body in _SHAPE.findall(svg):
        path = html.unescape(base64.b64decode(name).decode())
        if route := _ROUTE.search(body):
            drawn.lines[path] = _path(route[1])
            spoken += [path] if "<text" in body else []
        elif rect := _RECT.search(body):
            drawn.cards[path] = Box(*map(float, rect.groups()))
    inner = {path.rpartition(".")[0] for path in drawn.cards}
    drawn.cards = {path: box for path, box in drawn.cards.items() if path not in inner}
    behind = _RECT.findall(svg.rpartition("<mask")[2])[1:]  # the first is the whole page
    for path, rect in zip(spoken, behind, strict=True):
        drawn.labels[path] = Box(*map(float, rect))
    return drawn


_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_COMMAND = re.compile(r"([MLCQAHVZ])([^MLCQAHVZ]*)", re.IGNORECASE)


def of_mermaid(svg: str) -> Drawn:
    """Mermaid's SVG: groups shifted by `transform`, nodes as boxes around the origin, edges as paths."""
    root = ElementTree.fromstring(svg)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    drawn = Drawn(width, height, float(re.search(r"font-size:([\d.]+)px", svg)[1]))
    _visit(root, 0.0, 0.0, drawn)
    return drawn


def _visit(element: ElementTree.Element, dx: float, dy: float, drawn: Drawn) -> None:
    shift = re.match(r"translate\(([-\d.e]+)(?:[ ,]+([-\d.e]+))?\)", element.get("transform", ""))
    if shift:
        dx, dy = dx + float(shift[1]), dy + float(shift[2] or 0)
    classes = element.get("class", "").split()
    if "node" in classes and element.get("id"):
        drawn.cards[re.sub(r".*flowchart-|-\d+$", "", element.attrib["id"])] = _shape(element, dx, dy)
        return
    if "flowchart-link" in classes:
        points = [(x + dx, y + dy) for x, y in _path(element.attrib["d"])]
        drawn.lines[element.attrib.get("data-id") or element.attrib["id"]] = points
        return
    if "edgeLabel" in classes and (inner := _labelled(element)) is not None:
        name, box = inner
        drawn.labels[name] = box.moved(dx, dy)
        return
    for child in element:
        _visit(child, dx, dy, drawn)


def _shape(element: ElementTree.Element, dx: float, dy: float) -> Box:
    rect = next(child for child in element.iter() if child.tag.endswith("rect") and child.get("width"))
    x, y, width, height = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Box(x + dx, y + dy, width, height)


def _labelled(element: ElementTree.Element) -> tuple[str, Box] | None:
    for child in element:
        box = next((c for c in child.iter() if c.tag.endswith("foreignObject")), None)
        if "label" in child.get("class", "").split() and box is not None and float(box.get("width", 0)) > 0:
            width, height = float(box.attrib["width"]), float(box.attrib["height"])
            return child.get("data-id") or str(id(child)), Box(-width / 2, -height / 2, width, height)
    return None


def _path(text: str) -> list[Point]:
    """The points of an SVG path of absolute moves, lines and curves."""
    points: list[Point] = []
    for command, rest in _COMMAND.findall(text):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        if command in "ML":
            points += pairs
        elif command == "C":
            points += _curve([points[-1], *pairs])[1:]
        elif command == "Q":
            points += pairs[1::2]
        elif command == "A":  # a small arc where a line hops over another
            points += [(x, y) for x, y in zip(numbers[5::7], numbers[6::7], strict=True)]
        elif command.upper() != "Z":
            raise ValueError(f"the path command {command} is not one that Mermaid writes")
    return points
