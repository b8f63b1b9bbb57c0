"""Which parts of an older spec go on under another id in a newer one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from difflib import SequenceMatcher

from mlarch.frozen import FrozenMap
from mlarch.model import Architecture, Component, Flow, Group
from mlarch.records import dataclass

__all__ = ["renamed", "renamed_components", "renamed_groups"]

_ENOUGH = 0.5
"""What speaks for one part under two ids, at least: half of neighbours, fields and letters together."""

_NEIGHBOURS, _FIELDS, _LETTERS = 0.6, 0.25, 0.15
_IDENTITY = ("id", "span", "places", "written", "known", "alternatives")


def renamed_components(old: Architecture, new: Architecture) -> dict[str, str]:
    """New ids by old ones, of the components that have changed theirs.

    Only a component of the same main kind can be the same under another id, and only when its neighbours, its
    fields and the letters of its ids speak for it together. The best pairs go first; a second round knows the
    neighbours that the first has found. Ties go to the order of the files.
    """
    found: dict[str, str] = {}
    for _ in range(2):
        taken = set(found.values())
        gone = [c for name, c in old.components.items() if name not in new.components and name not in found]
        come = [c for name, c in new.components.items() if name not in old.components and name not in taken]
        kept = {name: name for name in found.values()}
        before, after = _neighbours(old, found, new), _neighbours(new, kept, old)
        pairs = [
            (-_likeness(a, b, before[a.id], after[b.id]), i, j, a.id, b.id)
            for i, a in enumerate(gone)
            for j, b in enumerate(come)
            if a.kind == b.kind
        ]
        for likeness, _, _, a, b in sorted(pairs):
            if -likeness >= _ENOUGH and a not in found and b not in taken:
                found[a] = b
                taken.add(b)
    return found


_Neighbours = Mapping[str, Counter[tuple[str, str, str]]]


def _neighbours(design: Architecture, names: Mapping[str, str], other: Architecture) -> _Neighbours:
    """The ends of each component's flows (direction, arrow, id); a kind for an id that the other lacks."""

    def known(name: str) -> str:
        there = names.get(name, name)
        return there if there in other.components or name in names else f"a {design.components[name].kind}"

    found: dict[str, Counter[tuple[str, str, str]]] = {name: Counter() for name in design.components}
    for flow in design.flows:
        found[flow.source]["to", flow.mode.arrow, known(flow.target)] += 1
        found[flow.target]["from", flow.mode.arrow, known(flow.source)] += 1
    return found


def _likeness(
    a: Component, b: Component, before: Counter[tuple[str, str, str]], after: Counter[tuple[str, str, str]]
) -> float:
    """From 0 to 1. Components without flows are known by their fields and letters alone."""
    letters = SequenceMatcher(None, a.id.casefold(), b.id.casefold()).ratio()
    fields_alike = _fields_alike(a, b)
    either = (before | after).total()
    if not either:
        return fields_alike * (0.5 + 0.5 * letters) if fields_alike == 1 else 0.5 * fields_alike * letters
    around = (before & after).total() / either
    return _NEIGHBOURS * around + _FIELDS * fields_alike + _LETTERS * letters


def _fields_alike(a: Component, b: Component) -> float:
    """The share of the fields that either states in which they agree; 1 when neither states any."""
    stated = same = 0
    for field in fields(Component):
        if field.name in _IDENTITY:
            continue
        left, right = getattr(a, field.name), getattr(b, field.name)
        if left in (None, (), False) and right in (None, (), False):
            continue
        stated += 1
        same += left == right
    return same / stated if stated else 1.0


def renamed_groups(old: Iterable[Group], new: Iterable[Group]) -> dict[str, str]:
    """New ids by old ones, of the groups that kept more than half of their members."""
    olds, news = {g.id: g for g in old}, {g.id: g for g in new}
    found: dict[str, str] = {}
    for group in olds.values():
        if group.id in news:
            continue
        for other in news.values():
            common = set(group.members) & set(other.members)
            either = set(group.members) | set(other.members)
            if other.id not in olds and other.id not in found.values() and 2 * len(common) > len(either):
                found[group.id] = other.id
                break
    return found


@dataclass(frozen=True, slots=True)
class _Ids:
    """Other ids for components and groups."""

    components: Mapping[str, str]
    groups: Mapping[str, str]

    def one(self, name: str) -> str:
        return self.components.get(name, self.groups.get(name, name))

    def stated(self, name: str | None) -> str | None:
        return name and self.one(name)

    def many(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.one(name) for name in names)

    def flow(self, flow: Flow) -> Flow:
        return replace(
            flow,
            source=self.one(flow.source),
            target=self.one(flow.target),
            fallback=self.stated(flow.fallback),
            source_group=self.stated(flow.source_group),
            target_group=self.stated(flow.target_group),
        )


def renamed(design: Architecture, names: Mapping[str, str], groups: Mapping[str, str]) -> Architecture:
    """The design with other ids, wherever they stand."""
    ids = _Ids(names, groups)
    ignores = (
        replace(
            i, component=ids.stated(i.component), flow=i.flow and (ids.one(i.flow[0]), ids.one(i.flow[1]))
        )
        for i in design.ignores
    )
    return replace(
        _renamed_pictures(_renamed_brief(design, ids), ids),
        components=FrozenMap({ids.one(n): replace(c, id=ids.one(n)) for n, c in design.components.items()}),
        flows=tuple(ids.flow(flow) for flow in design.flows),
        groups=tuple(replace(g, id=ids.one(g.id), members=ids.many(g.members)) for g in design.groups),
        ignores=tuple(ignores),
    )


def _renamed_brief(design: Architecture, ids: _Ids) -> Architecture:
    """The design with other ids where its data and its models name components."""
    data = design.data and replace(
        design.data,
        features=tuple(
            replace(f, online=ids.stated(f.online), offline=ids.stated(f.offline))
            for f in design.data.features
        ),
    )
    models = (
        replace(m, trained_by=ids.many(m.trained_by), served_by=ids.many(m.served_by)) for m in design.models
    )
    return replace(design, data=data, models=tuple(models))


def _renamed_pictures(design: Architecture, ids: _Ids) -> Architecture:
    """The design with other ids where its scenarios and views name components and groups."""
    scenarios = (
        replace(s, steps=tuple(replace(step, component=ids.one(step.component)) for step in s.steps))
        for s in design.scenarios
    )
    views = (
        replace(v, include=ids.many(v.include), exclude=ids.many(v.exclude), groups=ids.many(v.groups))
        for v in design.views
    )
    return replace(design, scenarios=tuple(scenarios), views=tuple(views))
