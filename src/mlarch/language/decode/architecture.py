"""From YAML nodes to an `Architecture`: as much of it as can be read, with every mistake gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from mlarch.diagnostics import Severity, Span
from mlarch.frozen import FrozenMap
from mlarch.language.decode import kind_resolution
from mlarch.language.decode.components import as_mapping, implied
from mlarch.language.decode.context import Context
from mlarch.language.decode.tables import read
from mlarch.language.decode.top import TOP
from mlarch.language.decode.values import Slot
from mlarch.language.extends import Removal
from mlarch.language.problems import Problems
from mlarch.language.syntax.ambiguous_scalars import boolean
from mlarch.language.syntax.nodes import MappingNode, ScalarNode
from mlarch.model import Architecture, Component, Flow, Group, MLModel, Scenario

__all__ = ["decode", "default_name"]


def decode(
    root: MappingNode,
    path: str,
    sources: Mapping[str, str],
    problems: Problems,
    references: dict[str, list[Span]] | None = None,
    removals: Sequence[Removal] = (),
) -> Architecture | None:
    """The architecture that `root` describes, without what could not be read; None without any component.

    `path` is the file as the user named it and `sources` the text of each file read, by path: the nodes of a
    spec that extends another lie in several. All mistakes go to `problems`; none is raised. When there are
    errors among them the architecture is partial: consistent in itself (flows, groups and walks name only
    components that are there), but not what its author meant. `references` is filled with the places at
    which components and groups are named; `removals` are not read where they are named in a base.
    """
    context = Context(sources, problems)
    context.references = context.references if references is None else references
    root = _declared(root, context)
    context.ids.remove(removals)
    if (partial := root.get("partial")) is not None and isinstance(partial, ScalarNode) and boolean(partial):
        problems.left_out(path, (partial.span.line,))  # what is missing stands in the specs that extend it
    keys = (pair.key.span for pair in root.pairs)
    first = min((key for key in keys if key.path == root.span.path), default=root.span)
    found = read(TOP, root, context, Slot("mlarch", "1", first))
    values = dict(found.values) if found is not None else {}
    flows: tuple[Flow, ...] = values.pop("flows", ())
    drafts = {**values.pop("components", {}), **{draft.id: draft for draft in implied(context, flows)}}
    components = kind_resolution.components(drafts, flows)
    holds_something = bool(components or values.get("partial"))
    if not holds_something:
        example = "For example `flows: [user -> api server -> database]`."
        context.add("missing-key", first, "a spec needs at least one component or flow", example)
    context.report_spellings()
    if found is None or not holds_something:
        return None
    if problems or removals:
        flows, values = _consistent(components, flows, values)
    return Architecture(
        span=root.span,
        places=FrozenMap(found.places),
        path=path,
        components=FrozenMap(components),
        flows=flows,
        remarks=tuple(f for f in problems.findings if f.severity is not Severity.ERROR),
        sources=FrozenMap(sources),
        **_named(values, path),
    )


def _named(values: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The fields of the model; the file gives a name where the spec does not."""
    kept = {name: value for name, value in values.items() if name not in ("mlarch", "extends")}
    return {**kept, "name": values.get("name") or default_name(path)}


def _declared(root: MappingNode, context: Context) -> MappingNode:
    """The spec with its components as a mapping; their ids, and those of groups, are known from then on."""
    sections = {name: pair for pair in reversed(root.pairs) if (name := TOP.meant(pair.key.text))}
    components, groups = sections.get("components"), sections.get("groups")
    if components is not None:
        mapping = replace(components, value=as_mapping(components.value, context))
        root = replace(root, pairs=tuple(mapping if pair is components else pair for pair in root.pairs))
        components = mapping
    context.declare(components.value if components else None, groups.value if groups else None)
    return root


def _consistent(
    components: Mapping[str, Component], flows: tuple[Flow, ...], values: dict[str, Any]
) -> tuple[tuple[Flow, ...], dict[str, Any]]:
    """Flows and fields without references to what could not be read."""
    kept = (flow for flow in flows if flow.source in components and flow.target in components)
    flows = tuple(replace(flow, index=index) for index, flow in enumerate(kept))
    joined = {ends for flow in flows for ends in (flow.ends, flow.ends[::-1])}
    values = dict(values)
    values["groups"] = groups = _groups(values.get("groups", ()), components)
    values["scenarios"] = tuple(s for s in values.get("scenarios", ()) if _walks(s, joined))
    values["models"] = tuple(_model(model, components) for model in values.get("models", ()))
    values["views"] = tuple(
        replace(
            view,
            groups=tuple(name for name in view.groups if not groups or name in {g.id for g in groups}),
            include=_among(view.include, components),
            exclude=_among(view.exclude, components),
        )
        for view in values.get("views", ())
    )
    return flows, values


def _groups(groups: tuple[Group, ...], components: Mapping[str, Component]) -> tuple[Group, ...]:
    """The groups that hold a component, directly or not. Those in a circle hold none, and go."""
    members = {group.id: group.members for group in groups}
    filled: set[str] = set()
    while True:
        more = {
            name
            for name, inside in members.items()
            if name not in filled and any(each in components or each in filled for each in inside)
        }
        if not more:
            break
        filled |= more
    rooted = _without_circles(members, filled)
    return tuple(
        replace(group, members=tuple(m for m in group.members if m in components or m in rooted))
        for group in groups
        if group.id in rooted
    )


def _without_circles(members: Mapping[str, tuple[str, ...]], filled: set[str]) -> set[str]:
    """The groups of `filled` that are inside no group that is inside them."""
    owner = {member: name for name, inside in members.items() for member in inside if member in members}
    rooted: set[str] = set()
    for name in filled:
        seen = {name}
        above = owner.get(name)
        while above is not None and above not in seen:
            seen.add(above)
            above = owner.get(above)
        if above is None:
            rooted.add(name)
    return rooted


def _walks(scenario: Scenario, joined: set[tuple[str, str]]) -> bool:
    """Whether each step of a scenario leads to the next along a flow that is there."""
    names = [step.component for step in scenario.steps]
    return len(names) > 1 and all(pair in joined for pair in pairwise(names))


def _model(model: MLModel, components: Mapping[str, Component]) -> MLModel:
    trained, served = _among(model.trained_by, components), _among(model.served_by, components)
    return replace(model, trained_by=trained, served_by=served)


def _among(names: tuple[str, ...], components: Mapping[str, Component]) -> tuple[str, ...]:
    return tuple(name for name in names if name in components)


def default_name(path: str) -> str:
    """The name of a spec that states none: its file's name as words (`fraud_check.yaml`: `Fraud check`)."""
    stem = PurePath(path.replace("\\", "/")).name.split(".")[0]
    words = re.sub(r"[\s_-]+", " ", re.sub(r"[^\w\s-]", "", stem)).strip()
    return words[:1].upper() + words[1:] if words and path != "-" and not path.startswith("<") else "Untitled"
