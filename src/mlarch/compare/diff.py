"""What changed between two versions of one design: added, removed, renamed, moved, changed."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from mlarch.compare.renames import renamed, renamed_components, renamed_groups
from mlarch.model import Architecture, Flow, Ignore, Mode, Payload
from mlarch.quantities import Quantity
from mlarch.records import dataclass

__all__ = ["Action", "Change", "Diff", "diff"]

_T = TypeVar("_T")


class Action(enum.StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions.

    `subject` is what it is about: `component`, `flow`, `group`, `scenario`, `view`, `ignore`, `design`, or a
    section of the brief (`requirements`, `task`, …). `name` is the id or the text of the flow, as the newer
    version has it unless the part was removed; empty for a section. `field` is what changed, `old` and `new`
    its values as a person writes them (None: not there). RENAMED has the ids in `old` and `new`, MOVED the
    groups.
    """

    action: Action
    subject: str
    name: str
    field: str = ""
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes from `old` to `new`, and the new component ids by old ones (`names`)."""

    old: Architecture
    new: Architecture
    changes: tuple[Change, ...]
    names: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.changes)


def diff(old: Architecture, new: Architecture) -> Diff:
    """The changes that lead from one version to the other; none when both say the same.

    Parts are the same when their ids are, or when they were renamed (see `renamed_components`). What only
    moves in the file is no change; the order of the calls of one component is one.
    """
    names = renamed_components(old, new)
    mapped = renamed(old, names, {})
    groups = renamed_groups(mapped.groups, new.groups)
    mapped = renamed(mapped, {}, groups)
    changes = [Change(Action.RENAMED, "component", b, old=a, new=b) for a, b in names.items()]
    changes += [Change(Action.RENAMED, "group", b, old=a, new=b) for a, b in groups.items()]
    changes += _components(mapped, new)
    changes += _flows(mapped, new)
    changes += _groups(mapped, new)
    changes += _design(mapped, new)
    return Diff(old, new, tuple(changes), names)


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────

_GROUP_LEFT_OUT = frozenset({"id", "span", "places", "members"})
_SILENT = frozenset({"id", "span", "places", "written", "known", "alternatives"})


def _components(old: Architecture, new: Architecture) -> Iterator[Change]:
    yield from _keyed("component", old.components, new.components)
    for name, component in new.components.items():
        if name in old.components:
            yield from _fields("component", name, old.components[name], component, _SILENT)


def _keyed(subject: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    """What is there in one version only, by its key."""
    yield from (Change(Action.REMOVED, subject, name) for name in old if name not in new)
    yield from (Change(Action.ADDED, subject, name) for name in new if name not in old)


def _groups(old: Architecture, new: Architecture) -> Iterator[Change]:
    before, after = {g.id: g for g in old.groups}, {g.id: g for g in new.groups}
    yield from _keyed("group", before, after)
    for name, group in after.items():
        if name in before:
            yield from _fields("group", name, before[name], group, _GROUP_LEFT_OUT)
    was, now = _parents(old), _parents(new)
    for subject, there, here in (
        ("component", old.components, new.components),
        ("group", before, after),
    ):
        for name in here:
            if name in there and was.get(name) != now.get(name):
                yield Change(Action.MOVED, subject, name, "group", was.get(name), now.get(name))


def _parents(design: Architecture) -> dict[str, str]:
    return {member: group.id for group in design.groups for member in group.members}


# ── flows ───────────────────────────────────────────────────────────────────────────────────────────────────

_PLACE = frozenset(
    {
        "span",
        "places",
        "index",
        "line",
        "position",
        "chained",
        "source",
        "target",
        "source_span",
        "target_span",
    }
)


def _flows(old: Architecture, new: Architecture) -> Iterator[Change]:
    """Flows are the same when their ends are; of several between two ends, the most alike are."""
    pairs: list[tuple[Flow, Flow]] = []
    removed: list[Flow] = []
    added: list[Flow] = []
    before, after = _by_ends(old.flows), _by_ends(new.flows)
    for ends in dict.fromkeys((*before, *after)):
        left, right = list(before.get(ends, ())), list(after.get(ends, ()))
        for alike in (_same, _same_mode, lambda a, b: True):
            for a in list(left):
                b = next((b for b in right if alike(a, b)), None)
                if b is not None:
                    pairs.append((a, b))
                    left.remove(a)
                    right.remove(b)
        removed += left
        added += right
    yield from (Change(Action.REMOVED, "flow", _text(f)) for f in sorted(removed, key=_index))
    yield from (Change(Action.ADDED, "flow", _text(f)) for f in sorted(added, key=_index))
    for a, b in sorted(pairs, key=lambda pair: pair[1].index):
        yield from _fields("flow", str(b), a, b, _PLACE)
    yield from _order(pairs)


def _by_ends(flows: Iterable[Flow]) -> dict[tuple[str, str], list[Flow]]:
    found: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        found.setdefault(flow.ends, []).append(flow)
    return found


def _index(flow: Flow) -> int:
    return flow.index


def _same(a: Flow, b: Flow) -> bool:
    return next(_fields("flow", "", a, b, _PLACE), None) is None


def _same_mode(a: Flow, b: Flow) -> bool:
    return a.mode is b.mode and a.on_failure == b.on_failure


def _text(flow: Flow) -> str:
    back = (f"returns {payload.text}" for payload in flow.returns or ())
    carried = ", ".join((*(payload.text for payload in flow.outward), *back))
    return f"{flow}: {carried}" if carried else str(flow)


def _order(pairs: Sequence[tuple[Flow, Flow]]) -> Iterator[Change]:
    """Calls of one component that are made in another order, or at once and not one after the other."""
    calls: dict[str, list[tuple[Flow, Flow]]] = {}
    for pair in pairs:
        if pair[0].mode is pair[1].mode is Mode.CALL:
            calls.setdefault(pair[1].source, []).append(pair)
    for source, both in calls.items():
        was, now = _steps(a for a, _ in both), _steps(b for _, b in both)
        if was != now:
            yield Change(Action.CHANGED, "component", source, "order of calls", was, now)


def _steps(flows: Iterable[Flow]) -> str:
    """`a & b, c`: what is called at once, and what after it."""
    steps: dict[tuple[int, int], list[str]] = {}
    for flow in sorted(flows, key=lambda flow: (flow.line, flow.position)):
        steps.setdefault((flow.line, flow.position), []).append(flow.target)
    return ", ".join(" & ".join(sorted(step)) for step in steps.values())


# ── brief, pictures, accepted findings ──────────────────────────────────────────────────────────────────────

_SECTIONS = ("requirements", "task", "data", "evaluation", "release", "monitoring")
_TITLE = ("name", "summary", "stage", "direction")


def _design(old: Architecture, new: Architecture) -> Iterator[Change]:
    for field in _TITLE:
        yield from _value("design", "", field, getattr(old, field), getattr(new, field))
    for section in _SECTIONS:
        yield from _fields(section, "", getattr(old, section), getattr(new, section), frozenset())
    yield from _listed("model", old.models, new.models, lambda model: model.id)
    yield from _listed("scenario", old.scenarios, new.scenarios, lambda scenario: scenario.name)
    yield from _listed("view", old.views, new.views, lambda view: view.name)
    yield from _listed("ignore", old.ignores, new.ignores, _about)


def _about(entry: Ignore) -> str:
    where = entry.component or (" -> ".join(entry.flow) if entry.flow else "")
    return f"{entry.rule} at {where}" if where else entry.rule


def _listed(subject: str, old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], str]) -> Iterator[Change]:
    """Parts of a list that have a name of their own."""
    before, after = {key(part): part for part in old}, {key(part): part for part in new}
    yield from _keyed(subject, before, after)
    for name, value in after.items():
        if name in before:
            yield from _fields(subject, name, before[name], value, frozenset({"id", "name"}))


# ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────


def _fields(
    subject: str, name: str, old: Any, new: Any, left_out: frozenset[str], path: str = ""
) -> Iterator[Change]:
    """The fields in which two values of one class differ; those of values inside them by their path."""
    if old == new:
        return
    for field in fields(new if new is not None else old):
        if field.name in left_out or not field.compare:
            continue
        left = None if old is None else getattr(old, field.name)
        right = None if new is None else getattr(new, field.name)
        where = f"{path}{field.name}"
        if subject == "data" and field.name == "features":
            yield from _listed("feature", left or (), right or (), lambda feature: feature.name)
        elif _inner(left) or _inner(right):
            yield from _fields(subject, name, left, right, frozenset(), f"{where}.")
        else:
            yield from _value(subject, name, where, left, right)


def _inner(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, Quantity | Payload)


def _value(subject: str, name: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    if old != new:
        left, right = _shown(old), _shown(new)
        if left != right:
            yield Change(Action.CHANGED, subject, name, field, left, right)


def _shown(value: object) -> str | None:
    """A value as a person writes it; None for what is not there."""
    if value is None or value == () or value is False:
        return None
    if value is True:
        return "true"
    if isinstance(value, tuple):
        return ", ".join(_shown(each) or "" for each in value)
    if isinstance(value, Payload):
        return value.text
    if isinstance(value, Mode):
        return value.arrow
    if isinstance(value, float):
        return f"{value:g}"
    if is_dataclass(value) and not isinstance(value, Quantity):
        parts = ((field.name, _shown(getattr(value, field.name))) for field in fields(value) if field.compare)
        return ", ".join(f"{name} {text}" for name, text in parts if text is not None)
    return str(value)
