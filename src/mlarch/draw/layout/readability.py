"""The readability report: what a reader would stumble over, measured on a diagram, whoever laid it out.

Overlaps and lines through cards are faults; crossings, bends, length and detours through other groups are
costs, weighed by the price list that placing and routing use, too (`prices`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise

from mlarch.draw.diagram import Diagram, Line
from mlarch.draw.geometry import Box, segments
from mlarch.draw.layout.meetings import Index, Part, meetings
from mlarch.draw.layout.prices import BEND, CROSSING
from mlarch.records import dataclass

__all__ = ["Readability", "measure"]

_TURN = math.radians(40)
_FAULT = 2000.0


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


def measure(diagram: Diagram) -> Readability:
    """Measure a picture. Lines of one bundle may lie on each other."""
    every = [Part(line.bundle, segment) for line in diagram.lines for segment in segments(line.points)]
    parts = Index((part.box, part) for part in every)
    cards = [card.box for card in diagram.cards]
    labels = [label.box for label in diagram.labels]
    words = Index((box, box) for box in labels)
    headings = [panel.heading for panel in diagram.panels]
    panels = [panel.box for panel in diagram.panels]
    (crossings, on_lines, close), elsewhere = meetings(every, parts), _elsewhere(diagram)
    return Readability(
        overlapping_cards=_overlaps(cards),
        overlapping_labels=_overlaps(labels)
        + sum(heading.overlaps(box) for heading in headings for box in words.near(heading)),
        labels_on_cards=sum(card.overlaps(box) for card in cards for box in words.near(card)),
        labels_on_lines=_on_lines(diagram, parts),
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
        length=math.fsum(
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
    index = Index((box, box) for box in boxes)
    return sum(a is not b and a.overlaps(b) for a in boxes for b in index.near(a)) // 2


def _on_lines(diagram: Diagram, parts: Index[Part]) -> int:
    """How many stretches of lines run through labels; the number of a step may lie on its own line."""
    bundle_of = {line.id: line.bundle for line in diagram.lines}
    return sum(
        label.box.crosses(part.segment)
        for label in diagram.labels
        for part in parts.near(label.box)
        if part.bundle != bundle_of[label.line] or label.sent or label.returned
    )


def _strays(diagram: Diagram, every: Sequence[Part], parts: Index[Part]) -> int:
    """How many labels stand nearer to a line of another bundle than to their own."""
    bundle_of = {line.id: line.bundle for line in diagram.lines}
    own: dict[int, list[Part]] = {}
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
