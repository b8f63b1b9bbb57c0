"""The routing lattice: square cells of `PITCH` pixels, and who uses which of its points.

Lines run along lattice points only, so two lines in one direction are never nearer to each other than one
pitch, and a crossing is always a right angle. Positions here are whole lattice units; pixels are
`unit * PITCH`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mlarch.draw.geometry import Box

__all__ = ["PITCH", "Cell", "Lattice", "Zone"]

PITCH = 12
"""Pixels between two neighbouring lattice points."""

Cell: TypeAlias = tuple[int, int]

_HUG = 0.35  # extra cost of a step right beside a card
_FOREIGN = 0.7  # extra cost of a step inside a panel that neither end belongs to


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle in lattice units: a card, or a panel with the cards inside it."""

    x: int
    y: int
    width: int
    height: int
    members: frozenset[str] = frozenset()

    @property
    def right(self) -> int:
        """The x of the right border."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of the lower border."""
        return self.y + self.height

    def moved(self, dx: int, dy: int) -> Zone:
        """The same, shifted."""
        return Zone(self.x + dx, self.y + dy, self.width, self.height, self.members)

    def box(self) -> Box:
        """The same in pixels."""
        return Box(self.x * PITCH, self.y * PITCH, self.width * PITCH, self.height * PITCH)


@dataclass(slots=True)
class Lattice:
    """The state of one routing: obstacles, costs, and the lines laid so far.

    Points are numbered `y * width + x`. `level` and `upright` hold the net that runs through a point in that
    direction (0 for none); a bend occupies both. `reserved` counts the labels over a point.
    """

    width: int
    height: int
    blocked: bytearray = field(init=False)
    card_of: list[int] = field(init=False)
    cost: list[float] = field(init=False)
    panel_of: list[int] = field(init=False)
    level: list[int] = field(init=False)
    upright: list[int] = field(init=False)
    reserved: list[int] = field(init=False)
    laid: dict[int, list[tuple[list[int], int]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        size = self.width * self.height
        self.blocked = bytearray(size)
        self.card_of = [0] * size
        self.cost = [1.0] * size
        self.panel_of = [0] * size
        self.level = [0] * size
        self.upright = [0] * size
        self.reserved = [0] * size

    def at(self, x: int, y: int) -> int:
        """The number of a point."""
        return y * self.width + x

    def cell(self, point: int) -> Cell:
        """The position of a point."""
        return (point % self.width, point // self.width)

    def points(self, zone: Zone) -> Iterable[int]:
        """Every point in a zone, its border included, as far as it lies on the lattice."""
        for y in range(max(0, zone.y), min(self.height, zone.bottom + 1)):
            row = y * self.width
            yield from range(row + max(0, zone.x), row + min(self.width, zone.right + 1))

    def add_card(self, number: int, zone: Zone) -> None:
        """Make a card (numbered from 1) an obstacle that only its own lines may touch."""
        for point in self.points(Zone(zone.x - 1, zone.y - 1, zone.width + 2, zone.height + 2)):
            self.cost[point] += _HUG
        for point in self.points(zone):
            self.blocked[point] = 1
            self.card_of[point] = number

    def add_obstacle(self, zone: Zone) -> None:
        """Forbid a rectangle to every line (a panel's heading)."""
        for point in self.points(zone):
            self.blocked[point] = 1

    def add_panel(self, number: int, zone: Zone) -> None:
        """Note which panel (numbered from 1) the points inside belong to."""
        for point in self.points(zone):
            self.panel_of[point] = number

    def base(self, own_panels: Iterable[int]) -> list[float]:
        """What each point costs for its place alone, to a line between cards of `own_panels`."""
        extra = [_FOREIGN] * (max(self.panel_of, default=0) + 1)
        extra[0] = 0.0
        for number in own_panels:
            extra[number] = 0.0
        return [cost + extra[panel] for cost, panel in zip(self.cost, self.panel_of, strict=True)]

    def lay(self, net: int, path: Sequence[Cell]) -> None:
        """Occupy the points of a path for `net`."""
        used = self.laid.setdefault(net, [])
        for (x1, y1), (x2, y2) in itertools.pairwise(path):
            table = self.level if y1 == y2 else self.upright
            for x in range(min(x1, x2), max(x1, x2) + 1):
                for y in range(min(y1, y2), max(y1, y2) + 1):
                    point = self.at(x, y)
                    used.append((table, point))
                    table[point] = net

    def lift(self, net: int) -> None:
        """Take away every line of `net`."""
        for table, point in self.laid.pop(net, []):
            if table[point] == net:
                table[point] = 0

    def reserve(self, box: Box, by: int) -> None:
        """Add `by` (1 or -1) to the reservations of the points strictly under a label."""
        for point in self.under(box):
            self.reserved[point] += by

    def under(self, box: Box) -> list[int]:
        """The points inside a box given in pixels."""
        first_x, last_x = int(-(-box.x // PITCH)), int(box.right // PITCH)
        first_y, last_y = int(-(-box.y // PITCH)), int(box.bottom // PITCH)
        zone = Zone(first_x, first_y, last_x - first_x, last_y - first_y)
        return list(self.points(zone))
