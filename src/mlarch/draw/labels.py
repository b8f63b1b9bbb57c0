"""Placing the words of a line: beside its own line, on nothing else.

Every place along a line is tried, above and below its level stretches, right and left of its upright ones.
A place that touches a card, another line, another label or a panel's border costs so much that it is taken
only when there is no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlarch.draw.geometry import Box
from mlarch.draw.lattice import PITCH, Cell, Lattice

__all__ = ["LabelPlace", "Labeller"]

_AWAY = 1.5  # pixels between a level line and the words above or below it
_BESIDE = 4.0  # the same for an upright line
_ON_LINE, _ON_CARD, _ON_LABEL, _ON_BORDER = 40.0, 90.0, 90.0, 12.0


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a label stands. `clash` is what it costs: 0 when it touches nothing."""

    box: Box
    clash: float


class Labeller:
    """Places the labels of one picture, one after the other."""

    def __init__(self, lattice: Lattice, borders: Sequence[Box]) -> None:
        self.lattice = lattice
        self.borders = borders
        self.placed: dict[int, Box] = {}
        self._page = Box(0, 0, (lattice.width - 1) * PITCH, (lattice.height - 1) * PITCH)

    def place(self, key: int, size: tuple[float, float], paths: Mapping[int, Sequence[Cell]]) -> LabelPlace:
        """Choose a place along any of a net's paths and keep it. Ties go to the place met first."""
        best: LabelPlace | None = None
        best_cost = 1e18
        for box, cost in self._candidates(size, paths):
            if cost >= best_cost or not self._page.contains(box):
                continue
            clash = self._clash(box)
            if cost + clash < best_cost:
                best, best_cost = LabelPlace(box, clash), cost + clash
        if best is None:
            x, y = next(iter(paths.values()))[0]
            best = LabelPlace(Box(x * PITCH, y * PITCH, *size), _ON_CARD)
        self.placed[key] = best.box
        self.lattice.reserve(best.box, 1)
        return best

    def remove(self, key: int) -> None:
        """Forget a label."""
        box = self.placed.pop(key, None)
        if box is not None:
            self.lattice.reserve(box, -1)

    def _candidates(
        self, size: tuple[float, float], paths: Mapping[int, Sequence[Cell]]
    ) -> Iterator[tuple[Box, float]]:
        """Every place with what it costs for itself: near the middle of a long level stretch is best."""
        for path in paths.values():
            for (x1, y1), (x2, y2) in zip(path, path[1:], strict=False):
                low_x, high_x = min(x1, x2) * PITCH, max(x1, x2) * PITCH
                low_y, high_y = min(y1, y2) * PITCH, max(y1, y2) * PITCH
                if y1 == y2:
                    yield from self._along_level(*size, low_x, high_x, low_y)
                else:
                    yield from self._along_upright(*size, low_x, low_y, high_y)

    def _along_level(
        self, width: float, height: float, left: float, right: float, y: float
    ) -> Iterator[tuple[Box, float]]:
        room = right - left - width
        overhang = max(0.0, 10 - room) * 0.35
        middle = left + room / 2
        spread = max(0.0, room / 2 - 6)
        steps = int(spread // PITCH)
        for step in range(-steps, steps + 1):
            x = middle + step * PITCH
            cost = overhang + abs(step) * 0.25
            yield Box(x, y - height - _AWAY, width, height), cost
            yield Box(x, y + _AWAY, width, height), cost + 1.5

    def _along_upright(
        self, width: float, height: float, x: float, top: float, bottom: float
    ) -> Iterator[tuple[Box, float]]:
        room = bottom - top - height
        middle = top + room / 2
        steps = int(max(0.0, room / 2 - 4) // PITCH)
        short = 3.0 if room < 6 else 0.0
        for step in range(-steps, steps + 1):
            y = middle + step * PITCH
            cost = 2.0 + short + abs(step) * 0.25
            yield Box(x + _BESIDE, y, width, height), cost
            yield Box(x - _BESIDE - width, y, width, height), cost + 0.5

    def _clash(self, box: Box) -> float:
        """What a place touches, weighed; 0 for a clear one."""
        lattice, cost = self.lattice, 0.0
        for point in lattice.under(box):
            if lattice.blocked[point]:
                cost += _ON_CARD
            elif lattice.level[point] or lattice.upright[point]:
                cost += _ON_LINE
        near = box.grown(2)
        cost += sum(_ON_LABEL for other in self.placed.values() if other.overlaps(near))
        for border in self.borders:
            if border.overlaps(box) and not border.contains(box):
                cost += _ON_BORDER
        return cost
