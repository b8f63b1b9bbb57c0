"""The readiness of a design, as values; `mlarch.rules.engine.score` works it out."""

from __future__ import annotations

from mlarch.records import dataclass

__all__ = ["FamilyScore", "Score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyScore:
    """How ready a design is by one family of rules.

    `shown` of `applicable` are the weights of the rules that the design satisfies and of those that concern
    it; `rules` counts the latter. `missing` are the codes of those not satisfied, `blocked` that one of them
    found an error.
    """

    family: str
    title: str
    rules: int
    shown: int
    applicable: int
    missing: tuple[str, ...] = ()
    blocked: bool = False

    @property
    def percent(self) -> int:
        """From 0 to 100, rounded down, so that 100 means all; 0 when something cannot work."""
        return 0 if self.blocked else self.shown * 100 // self.applicable


@dataclass(frozen=True, slots=True)
class Score:
    """The readiness of a design: as good as its weakest family. `mlarch.rules.engine.score` has the terms."""

    families: tuple[FamilyScore, ...]

    @property
    def weakest(self) -> FamilyScore | None:
        """The family with the lowest share, the first of several; None when no rule concerns the design."""
        return min(self.families, key=lambda family: family.percent, default=None)

    @property
    def percent(self) -> int | None:
        """The minimum over the families, from 0 to 100; None when no rule concerns the design."""
        return None if self.weakest is None else self.weakest.percent
