"""A whole spec, and the findings that its author accepts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field

from mlarch.diagnostics import Finding
from mlarch.frozen import FrozenMap
from mlarch.model.brief import Data, Evaluation, MLModel, Monitoring, Release, Requirements, Task
from mlarch.model.located import Located
from mlarch.model.parts import Component, Flow, Group
from mlarch.model.pictures import Scenario, View
from mlarch.model.terms import Direction, Stage
from mlarch.records import dataclass

__all__ = ["Architecture", "Ignore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore(Located):
    """A finding that the author accepts, and why. `rule` is a code, a prefix of one, or a name.

    One entry of a spec that lists several rules, components or flows is one `Ignore` for each, all with the
    span of the entry. `until` is the last day on which it counts, `owner` who answers for it.
    """

    rule: str
    reason: str
    component: str | None = None
    flow: tuple[str, str] | None = None
    until: datetime.date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture(Located):
    """A whole spec. `components` keeps the order of the file; `sources` maps each file read to its text.

    A `partial` one is only a base for others, and not reviewed by itself. `remarks` is what was found while
    reading it that is no error: words that the catalogue lacks, unusual
    spellings.

    A value: two are equal, and hash alike, when they say the same, whatever file, place, layout and comments
    they come from (the order of components counts, for pictures follow it). Pickles, for worker processes
    and caches.
    """

    path: str = field(compare=False)
    name: str
    components: FrozenMap[str, Component]
    flows: tuple[Flow, ...]
    summary: str | None = None
    stage: Stage = Stage.DESIGN
    partial: bool = False
    requirements: Requirements | None = None
    task: Task | None = None
    data: Data | None = None
    models: tuple[MLModel, ...] = ()
    evaluation: Evaluation | None = None
    release: Release | None = None
    monitoring: Monitoring | None = None
    groups: tuple[Group, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    views: tuple[View, ...] = ()
    direction: Direction | None = None
    layout: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    remarks: tuple[Finding, ...] = field(default=(), compare=False)
    sources: Mapping[str, str] = field(default_factory=FrozenMap, compare=False)

    def label(self, component_id: str) -> str:
        """What a component is called in messages and pictures: its name, else its id as words."""
        component = self.components[component_id]
        return component.name or component_id.replace("_", " ").replace("-", " ")
