"""Placing the words of a line: beside its own line, on nothing else.

Every place along a line is tried, above and below its level stretches, right and left of its upright ones.
A place that touches a card, another line, another label or a panel's border costs so much that it is taken
only when there is no other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlarch.draw.geometry import Box
from mlarch.draw.layout.grid import PITCH, Cell, Lattice

__all__ = ["LabelPlace", "Labeller"]

_AWAY = 1.5  # pixels between a level line and the words above or below it
_BESIDE = 4.0  # the same for an upright line
_CLEAR = 3.0  # how far lines across keep from the ends of words on a level line
_ON_LINE, _ON_CARD, _ON_LABEL, _ON_BORDER = 40.0, 90.0, 90.0, 12.0


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a label stands. `room` is what must be free around it, so that its own line stays the nearest."""

    box: Box
    room: Box


class Labeller:
    """Places the labels of one picture, one after the other."""

    def __init__(self, lattice: Lattice, borders: Sequence[Box]) -> None:
        self.lattice = lattice
        self.borders = borders
        self.places: dict[int, LabelPlace] = {}
        self._page = Box(0, 0, (lattice.width - 1) * PITCH, (lattice.height - 1) * PITCH)

    @property
    def boxes(self) -> dict[int, Box]:
        """Every label placed, by its key."""
        return {key: place.box for key, place in sorted(self.places.items())}

    def place(self, key: int, size: tuple[float, float], paths: Mapping[int, Sequence[Cell]]) -> None:
        """Choose a place along any of a net's paths and keep it. Ties go to the place met first."""
        x, y = next(iter(paths.values()))[0]
        corner = Box(x * PITCH, y * PITCH, *size)
        best, best_cost = LabelPlace(corner, corner), 1e18
        for place, cost in self._candidates(size, paths):
            if cost >= best_cost or not self._page.contains(place.box):
                continue
            cost += self._clash(place)
            if cost < best_cost:
                best, best_cost = place, cost
        self.places[key] = best
        self.lattice.reserve(best.room, 1)

    def clash(self, key: int) -> float:
        """What a placed label touches by now, weighed; 0 when nothing."""
        place = self.places.pop(key)
        cost = self._clash(place)
        self.places[key] = place
        return cost

    def remove(self, key: int) -> None:
        """Forget a label."""
        place = self.places.pop(key, None)
        if place is not None:
            self.lattice.reserve(place.room, -1)

    def _candidates(
        self, size: tuple[float, float], paths: Mapping[int, Sequence[Cell]]
    ) -> Iterator[tuple[LabelPlace, float]]:
        """Every place with what it costs for itself: near the middle of a long level stretch is best."""
        for path in paths.values():
            for (x1, y1), (x2, y2) in itertools.pairwise(path):
                low_x, high_x = min(x1, x2) * PITCH, max(x1, x2) * PITCH
                low_y, high_y = min(y1, y2) * PITCH, max(y1, y2) * PITCH
                if y1 == y2:
                    yield from self._along_level(*size, low_x, high_x, low_y)
                else:
                    yield from self._along_upright(*size, low_x, low_y, high_y)

    def _along_level(
        self, width: float, height: float, left: float, right: float, y: float
    ) -> Iterator[tuple[LabelPlace, float]]:
        spare = right - left - width
        overhang = max(0.0, 10 - spare) * 0.35
        middle = left + spare / 2
        spread = max(0.0, spare / 2 - 6)
        steps = int(spread // PITCH)
        for step in range(-steps, steps + 1):
            x = middle + step * PITCH
            cost = overhang + abs(step) * 0.25
            for top, more in ((y - height - _AWAY, 0.0), (y + _AWAY, 1.5)):
                room = Box(x - _CLEAR, top - 1, width + 2 * _CLEAR, height + 2)
                yield LabelPlace(Box(x, top, width, height), room), cost + more

    def _along_upright(
        self, width: float, height: float, x: float, top: float, bottom: float
    ) -> Iterator[tuple[LabelPlace, float]]:
        spare = bottom - top - height
        middle = top + spare / 2
        steps = int(max(0.0, spare / 2 - 4) // PITCH)
        short = 3.0 if spare < 6 else 0.0
        for step in range(-steps, steps + 1):
            y = middle + step * PITCH
            cost = 2.0 + short + abs(step) * 0.25
            for left, more in ((x + _BESIDE, 0.0), (x - _BESIDE - width, 0.5)):
                box = Box(left, y, width, height)
                start = x + 1 if left > x else left - _BESIDE - 1
                room = Box(start, y - _BESIDE, width + 2 * _BESIDE, height + 2 * _BESIDE)
                yield LabelPlace(box, room), cost + more

    def _clash(self, place: LabelPlace) -> float:
        """What a place touches, weighed; 0 for a clear one."""
        lattice, box, cost = self.lattice, place.box, 0.0
        for point in lattice.under(place.room):
            if lattice.blocked[point]:
                cost += _ON_CARD
            elif lattice.level[point] or lattice.upright[point]:
                cost += _ON_LINE
        near = box.grown(2)
        cost += sum(_ON_LABEL for other in self.places.values() if other.box.overlaps(near))
        for border in self.borders:
            if border.overlaps(box) and not border.contains(box):
                cost += _ON_BORDER
        return cost
