"""The readability report: what a reader would stumble over, measured on a diagram, whoever laid it out.

Overlaps and lines through cards are faults; crossings, bends, length and detours through other groups are
costs, weighed by the price list that placing and routing use, too (`prices`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import combinations, pairwise
from typing import Generic, TypeVar

from mlarch.draw.diagram import Diagram, Line
from mlarch.draw.geometry import Box, Point, Segment, segments
from mlarch.draw.layout.prices import BEND, CROSSING
from mlarch.records import dataclass

__all__ = ["Readability", "measure"]

T = TypeVar("T")
_BUCKET = 128.0
_TURN = math.radians(40)
_FAULT = 2000.0
_CLOSE = 6.0  # two lines side by side that are nearer to each other than this can hardly be told apart


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of faults and costs of one picture. `score` weighs them: the lower the better.

    `forward` is the share of flows that run right or down. `lines_in_other_panels` counts pairs of a line and
    a panel that holds neither of its ends, `labels_in_other_panels` likewise. Lengths are pixels.
    """

    overlapping_cards: int
    overlapping_labels: int
    labels_on_cards: int
    labels_on_lines: int
    labels_on_borders: int
    labels_nearer_to_another_line: int
    lines_through_cards: int
    lines_on_lines: int
    lines_through_headings: int
    lines_too_close: int
    lines_in_other_panels: int
    labels_in_other_panels: int
    crossings: int
    bends: int
    forward: float
    length: float
    width: float
    height: float

    @property
    def faults(self) -> int:
        """How many things overlap that must not."""
        return (
            self.overlapping_cards
            + self.overlapping_labels
            + self.labels_on_cards
            + self.labels_on_lines
            + self.labels_nearer_to_another_line
            + self.lines_through_cards
            + self.lines_on_lines
            + self.lines_through_headings
        )

    @property
    def score(self) -> float:
        """Everything in pixels of line."""
        return self.length + BEND * self.bends + CROSSING * self.crossings + _FAULT * self.faults

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height

    def as_dict(self) -> dict[str, float]:
        """Every figure by its name."""
        rest = {"faults": self.faults, "aspect": round(self.aspect, 3), "score": round(self.score)}
        return {**asdict(self), "forward": round(self.forward, 3), **rest}


class _Index(Generic[T]):
    """Things by the squares of the page that their boxes touch."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Box, T]]] = {}

    def add(self, box: Box, thing: T) -> None:
        for key in _keys(box):
            self._squares.setdefault(key, []).append((box, thing))

    def near(self, box: Box) -> list[T]:
        """Everything whose box touches this one, each once, in the order in which it was added."""
        found: dict[int, T] = {}
        for key in _keys(box):
            for other, thing in self._squares.get(key, ()):
                if (
                    other.x <= box.right
                    and box.x <= other.right
                    and other.y <= box.bottom
                    and box.y <= other.bottom
                ):
                    found[id(thing)] = thing
        return list(found.values())


def _keys(box: Box) -> Iterator[tuple[int, int]]:
    for i in range(int(box.x // _BUCKET), int(box.right // _BUCKET) + 1):
        for j in range(int(box.y // _BUCKET), int(box.bottom // _BUCKET) + 1):
            yield (i, j)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A straight stretch of a line."""

    bundle: int
    segment: Segment

    @property
    def box(self) -> Box:
        (x1, y1), (x2, y2) = self.segment
        return Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


def measure(diagram: Diagram) -> Readability:
    """Measure a picture. Lines of one bundle may lie on each other."""
    every = [_Part(line.bundle, segment) for line in diagram.lines for segment in segments(line.points)]
    parts: _Index[_Part] = _Index()
    for part in every:
        parts.add(part.box, part)
    cards = [card.box for card in diagram.cards]
    labels = [label.box for label in diagram.labels]
    headings = [panel.heading for panel in diagram.panels]
    panels = [panel.box for panel in diagram.panels]
    (crossings, on_lines, close), elsewhere = _meetings(every, parts), _elsewhere(diagram)
    return Readability(
        overlapping_cards=_overlaps(cards),
        overlapping_labels=_overlaps(labels)
        + sum(box.overlaps(heading) for box in labels for heading in headings),
        labels_on_cards=sum(box.overlaps(card) for box in labels for card in cards),
        labels_on_lines=sum(box.crosses(part.segment) for box in labels for part in parts.near(box)),
        labels_on_borders=sum(
            box.overlaps(panel) and not panel.contains(box) for box in labels for panel in panels
        ),
        labels_nearer_to_another_line=_strays(diagram, every, parts),
        lines_through_cards=sum(
            card.grown(-1).crosses(part.segment) for card in cards for part in parts.near(card)
        ),
        lines_on_lines=on_lines,
        lines_through_headings=sum(
            heading.crosses(part.segment) for heading in headings for part in parts.near(heading)
        ),
        lines_too_close=close,
        lines_in_other_panels=elsewhere[0],
        labels_in_other_panels=elsewhere[1],
        crossings=crossings,
        bends=sum(_bends(line) for line in diagram.lines),
        forward=_forward(diagram),
        length=sum(
            ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5
            for (x1, y1), (x2, y2) in (part.segment for part in every)
        ),
        width=diagram.width,
        height=diagram.height,
    )


def _bends(line: Line) -> int:
    """How often a line turns by more than a reader takes for a curve's smooth course."""
    bends = 0
    for (ax, ay), (bx, by), (cx, cy) in zip(line.points, line.points[1:], line.points[2:], strict=False):
        turned = math.atan2(cy - by, cx - bx) - math.atan2(by - ay, bx - ax)
        bends += abs(math.remainder(turned, math.tau)) > _TURN
    return bends


def _overlaps(boxes: Sequence[Box]) -> int:
    if len(boxes) < 40:
        return sum(a.overlaps(b) for a, b in combinations(boxes, 2))
    index: _Index[Box] = _Index()
    for box in boxes:
        index.add(box, box)
    return sum(a is not b and a.overlaps(b) for a in boxes for b in index.near(a)) // 2


def _meetings(every: Sequence[_Part], parts: _Index[_Part]) -> tuple[int, int, int]:
    """How often lines of different bundles cross, lie on each other, and run side by side too near."""
    order = {id(part): number for number, part in enumerate(every)}
    crossings = on_lines = close = 0
    for part in every:
        for other in parts.near(part.box.grown(_CLOSE)):
            if other.bundle == part.bundle or order[id(other)] <= order[id(part)]:
                continue
            meeting = _meeting(part.segment, other.segment)
            crossings += meeting == "cross"
            on_lines += meeting == "overlap"
            close += meeting == "close"
    return crossings, on_lines, close


def _meeting(first: Segment, second: Segment) -> str:
    """How two stretches meet: they `cross`, `overlap`, run `close` side by side, or nothing."""
    (ax1, ay1), (ax2, ay2) = first
    (bx1, by1), (bx2, by2) = second
    if (ax1 != ax2 and ay1 != ay2) or (bx1 != bx2 and by1 != by2):
        return "cross" if _slanting_cross(first, second) else ""
    overlap_x = min(max(ax1, ax2), max(bx1, bx2)) - max(min(ax1, ax2), min(bx1, bx2))
    overlap_y = min(max(ay1, ay2), max(by1, by2)) - max(min(ay1, ay2), min(by1, by2))
    if (ay1 == ay2) != (by1 == by2):
        return "cross" if overlap_x >= 0 and overlap_y >= 0 else ""
    if overlap_x >= 0 and overlap_y >= 0:
        return "overlap" if overlap_x + overlap_y > 0 else ""
    along, apart = (overlap_x, -overlap_y) if ay1 == ay2 else (overlap_y, -overlap_x)
    return "close" if along > 0 and apart < _CLOSE else ""


def _slanting_cross(first: Segment, second: Segment) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _strays(diagram: Diagram, every: Sequence[_Part], parts: _Index[_Part]) -> int:
    """How many labels stand nearer to a line of another bundle than to their own."""
    bundle_of = {line.id: line.bundle for line in diagram.lines}
    own: dict[int, list[_Part]] = {}
    for part in every:
        own.setdefault(part.bundle, []).append(part)
    strays = 0
    for label in diagram.labels:
        bundle = bundle_of[label.line]
        distance = min((label.box.distance(part.segment) for part in own.get(bundle, ())), default=0.0)
        strays += any(
            other.bundle != bundle and label.box.distance(other.segment) < distance - 1e-9
            for other in parts.near(label.box.grown(distance))
        )
    return strays


def _elsewhere(diagram: Diagram) -> tuple[int, int]:
    """How many lines run through, and how many labels stand in, panels that hold neither end of the line."""
    parents = {panel.id: panel.parent for panel in diagram.panels}
    home = {card: panel.id for panel in diagram.panels for card in panel.cards}

    def around(name: str) -> Iterator[str]:
        panel = name if name in parents else home.get(name, "")
        while panel:
            yield panel
            panel = parents[panel]

    lines = {line.id: line for line in diagram.lines}
    own = {line.id: {*around(line.source), *around(line.target)} for line in diagram.lines}
    through = sum(
        panel.id not in own[line.id] and any(panel.box.crosses(part) for part in pairwise(line.points))
        for panel in diagram.panels
        for line in diagram.lines
    )
    words = sum(
        panel.id not in own[lines[label.line].id] and panel.box.overlaps(label.box)
        for panel in diagram.panels
        for label in diagram.labels
    )
    return through, words


def _forward(diagram: Diagram) -> float:
    """The share of lines whose target lies right of or below their source, by the longer of the two ways."""
    boxes = {card.id: card.box for card in diagram.cards}
    boxes |= {panel.id: panel.box for panel in diagram.panels}
    ahead = count = 0
    for line in diagram.lines:
        if line.source != line.target:
            (x1, y1), (x2, y2) = boxes[line.source].center, boxes[line.target].center
            dx, dy = x2 - x1, y2 - y1
            count += 1
            ahead += dx > 0 if abs(dx) >= abs(dy) else dy > 0
    return ahead / count if count else 1.0
