"""What is packed as one, and the layouts it can take. Positions are lattice units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mlarch.draw.layout.grid import Zone
from mlarch.draw.scene.values import Panel

__all__ = ["Block", "Variant"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One layout of a block: its size, and its cards and inner panels relative to its corner."""

    width: int
    height: int
    cards: Mapping[str, Zone]
    panels: Mapping[str, Zone]

    def moved(self, dx: int, dy: int) -> Variant:
        """The same with everything inside shifted."""
        return Variant(
            self.width,
            self.height,
            {name: zone.moved(dx, dy) for name, zone in self.cards.items()},
            {name: zone.moved(dx, dy) for name, zone in self.panels.items()},
        )


@dataclass(frozen=True, slots=True)
class Block:
    """A panel, or cards that stand free together. `cards` are all cards inside."""

    id: str
    panel: Panel | None
    cards: tuple[str, ...]
