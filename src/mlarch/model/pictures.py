"""Pictures of a design: views of parts of it, and scenarios that walk through it."""

from __future__ import annotations

from dataclasses import field

from mlarch.diagnostics import Span
from mlarch.model.located import Located
from mlarch.model.terms import Direction, Plane
from mlarch.records import dataclass

__all__ = ["Scenario", "Step", "View"]


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of a scenario."""

    component: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Located):
    """A numbered walk through the diagram."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Located):
    """One picture of the model: what it selects is joined, `exclude` taken away, neighbours added.

    `include` and `exclude` are component ids: groups named there are replaced by their members. `kinds` are
    catalogue ids, all those that the words may mean. `groups` are group ids, or planes where a spec has none.
    With a `depth` the groups so deep are one card each.
    """

    name: str
    title: str | None = None
    summary: str | None = None
    planes: tuple[Plane, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    direction: Direction | None = None
    neighbours: int = 0
    depth: int | None = None
