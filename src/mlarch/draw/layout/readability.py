"""The readability report: what a reader would stumble over, measured on the laid-out geometry.

Overlaps and lines through cards are faults; crossings, bends, length and a page far from its shape are
costs. The weights follow what experiments found to matter to readers: crossings most, then bends
(Purchase, *Which aesthetic has the greatest effect on human understanding?*, 1997).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

from mlarch.draw.geometry import Box, Point, Segment, segments

__all__ = ["Readability", "measure"]


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of faults and costs of one picture. `score` weighs them: the lower the better."""

    overlapping_cards: int
    overlapping_labels: int
    labels_on_cards: int
    labels_on_lines: int
    labels_on_borders: int
    labels_nearer_to_another_line: int
    lines_through_cards: int
    lines_on_lines: int
    lines_through_headings: int
    crossings: int
    bends: int
    length: float
    width: float
    height: float
    score: float

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
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height

    def as_dict(self) -> dict[str, float]:
        """Every figure by its name."""
        return {**asdict(self), "faults": self.faults, "aspect": round(self.aspect, 3)}


def measure(
    cards: Mapping[str, Box],
    panels: Mapping[str, Box],
    headings: Mapping[str, Box],
    paths: Mapping[int, Sequence[Point]],
    bundle: Mapping[int, int],
    labels: Mapping[int, Box],
    size: tuple[float, float],
    aspect: float,
) -> Readability:
    """Measure a picture. `bundle` tells which lines share a trunk: these may lie on each other."""
    lines = {key: segments(path) for key, path in paths.items()}
    crossings, on_lines = _meetings(lines, bundle)
    boxes = list(labels.items())
    counts = {
        "overlapping_cards": sum(a.overlaps(b) for a, b in combinations(cards.values(), 2)),
        "overlapping_labels": sum(a.overlaps(b) for (_, a), (_, b) in combinations(boxes, 2))
        + sum(box.overlaps(heading) for _, box in boxes for heading in headings.values()),
        "labels_on_cards": sum(box.overlaps(card) for _, box in boxes for card in cards.values()),
        "labels_on_lines": sum(
            box.crosses(part) for _, box in boxes for line in lines.values() for part in line
        ),
        "labels_on_borders": sum(
            panel.overlaps(box) and not panel.contains(box) for _, box in boxes for panel in panels.values()
        ),
        "labels_nearer_to_another_line": sum(_stray(key, box, lines, bundle) for key, box in boxes),
        "lines_through_cards": sum(
            card.grown(-1).crosses(part)
            for card in cards.values()
            for line in lines.values()
            for part in line
        ),
        "lines_on_lines": on_lines,
        "lines_through_headings": sum(
            heading.crosses(part) for heading in headings.values() for line in lines.values() for part in line
        ),
    }
    bends = sum(len(line) - 1 for line in lines.values())
    length = sum(abs(x1 - x2) + abs(y1 - y2) for line in lines.values() for (x1, y1), (x2, y2) in line)
    width, height = size
    faults = sum(count for name, count in counts.items() if name != "labels_on_borders")
    # A picture of few cards may be a long row or a column: it fits anywhere.
    shape = max(0.0, abs(math.log(width / height / aspect)) - 0.1) * min(1.0, len(cards) / 14)
    score = (
        400.0 * faults
        + 15.0 * counts["labels_on_borders"]
        + 14.0 * crossings
        + 4.0 * bends
        + length / 40
        + math.sqrt(width * height) / 2
        + 260.0 * shape
        + (60.0 if aspect < 1 else 0.0)  # a slide or a screen is wide: a portrait has to be clearly better
    )
    return Readability(
        **counts, crossings=crossings, bends=bends, length=length, width=width, height=height, score=score
    )


def _meetings(lines: Mapping[int, Sequence[Segment]], bundle: Mapping[int, int]) -> tuple[int, int]:
    """How often lines of different bundles cross, and how often they lie on each other."""
    crossings = on_lines = 0
    parts = [(bundle[key], part) for key, line in lines.items() for part in line]
    for (net, first), (other, second) in combinations(parts, 2):
        if net == other:
            continue
        meeting = _meeting(first, second)
        crossings += meeting == "cross"
        on_lines += meeting == "overlap"
    return crossings, on_lines


def _meeting(first: Segment, second: Segment) -> str:
    (ax1, ay1), (ax2, ay2) = first
    (bx1, by1), (bx2, by2) = second
    overlap_x = min(max(ax1, ax2), max(bx1, bx2)) - max(min(ax1, ax2), min(bx1, bx2))
    overlap_y = min(max(ay1, ay2), max(by1, by2)) - max(min(ay1, ay2), min(by1, by2))
    if overlap_x < 0 or overlap_y < 0:
        return ""
    if (ay1 == ay2) != (by1 == by2):
        return "cross"
    return "overlap" if overlap_x + overlap_y > 0 else ""


def _stray(key: int, box: Box, lines: Mapping[int, Sequence[Segment]], bundle: Mapping[int, int]) -> bool:
    """Whether a label stands nearer to another bundle's line than to its own."""
    own = min(
        (box.distance(p) for k, line in lines.items() if bundle[k] == bundle[key] for p in line), default=0.0
    )
    return any(
        box.distance(part) < own - 1e-9
        for other, line in lines.items()
        if bundle[other] != bundle[key]
        for part in line
    )
