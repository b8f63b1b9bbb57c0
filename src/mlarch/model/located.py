"""What every part of a spec has: its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mlarch.diagnostics import Span
from mlarch.frozen import FrozenMap
from mlarch.records import dataclass

__all__ = ["Located"]

_NO_PLACES: Mapping[str, Span] = FrozenMap()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Something written in a file: its own `span`, and the place of each field's value in `places`.

    Neither takes part in comparison: what says the same is equal, wherever it stands.
    """

    span: Span = field(compare=False)
    places: Mapping[str, Span] = field(default=_NO_PLACES, compare=False)

    def place(self, name: str) -> Span:
        """Where the field `name` was written, or a part of it (`label.event`, `alerts.0`), else the whole."""
        return self.places.get(name) or self.places.get(name.partition(".")[0], self.span)
