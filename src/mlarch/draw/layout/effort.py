"""The limit of drawing: work is counted, not timed, so that a picture is the same on every machine.

A stage of the layout says how many steps it may take, and counts them where it tries things. When they are
used up it stops improving and goes on with what it has: the picture is complete, and less well arranged.
"""

from __future__ import annotations

from mlarch.records import dataclass

__all__ = ["COMPACTING", "LABELLING", "PLACING", "ROUTING", "TRACKING", "Effort"]

PLACING, ROUTING, TRACKING, LABELLING, COMPACTING = 16_000_000, 1_200_000, 2_000_000, 2_000_000, 5_000_000
"""Steps of each stage: some seconds, and more than 600 components in groups take."""


@dataclass(slots=True)
class Effort:
    """The steps that are left of a stage; `ran_out` once any stage had too few."""

    left: int = PLACING
    ran_out: bool = False

    def spend(self, steps: int) -> None:
        """Count some steps."""
        self.left -= steps
        self.ran_out = self.ran_out or self.left < 0

    @property
    def spent(self) -> bool:
        """Whether this stage has used up its steps."""
        return self.left < 0
