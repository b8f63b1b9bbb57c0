"""Which part of a design a picture shows: everything, or one of its views."""

from __future__ import annotations

from collections.abc import Iterable

from mlarch.diagnostics import MlarchError
from mlarch.draw.scene.cards import title_of
from mlarch.graph import DesignGraph
from mlarch.model import Architecture, View
from mlarch.text import did_you_mean, listed

__all__ = ["members", "neighbourhood", "pick_scenario", "pick_view", "visible"]


def pick_view(architecture: Architecture, name: str) -> View:
    """The view of that name. Raises `MlarchError` with the names there are."""
    for view in architecture.views:
        if view.name == name:
            return view
    raise _unknown("view", name, [view.name for view in architecture.views], architecture)


def neighbourhood(graph: DesignGraph, name: str | None, hops: int) -> View | None:
    """What is at most `hops` flows away from a component or group, as a view; None without a name.

    Raises `MlarchError` with the nearest name for one that the spec does not have.
    """
    if name is None:
        return None
    architecture = graph.architecture
    groups = {group.id: group for group in architecture.groups}
    known = [*architecture.components, *groups]
    if name not in known:
        raise MlarchError(
            f"{architecture.path} has no component or group `{name}`",
            did_you_mean(name, known) or "`mlarch check` lists what is wrong with a name in a spec.",
        )
    center = groups[name] if name in groups else architecture.components[name]
    title = groups[name].name if name in groups else title_of(graph, name)
    return View(
        span=center.span,
        places=center.places,
        name=name,
        title=f"around {title}",
        include=tuple(members(architecture, name)),
        neighbours=hops,
    )


def pick_scenario(architecture: Architecture, name: str) -> tuple[str, ...]:
    """The component ids of a scenario in order. Raises `MlarchError` with the names there are."""
    for scenario in architecture.scenarios:
        if scenario.name == name:
            return tuple(step.component for step in scenario.steps)
    raise _unknown("scenario", name, [s.name for s in architecture.scenarios], architecture)


def _unknown(what: str, name: str, names: list[str], architecture: Architecture) -> MlarchError:
    there = f"It has {listed(names, 'and') or 'none'}."
    return MlarchError(
        f"{architecture.path} has no {what} `{name}`", f"{did_you_mean(name, names)} {there}".strip()
    )


def visible(graph: DesignGraph, view: View | None) -> frozenset[str]:
    """The components that a view shows: what it names joined, exclusions taken away, neighbours added.

    A view that names nothing starts from everything.
    """
    architecture = graph.architecture
    everything = frozenset(architecture.components)
    if view is None:
        return everything
    shown: set[str] = set()
    if not (view.planes or view.groups or view.kinds or view.include):
        shown |= everything
    shown |= {name for name in everything if graph.planes[name] in view.planes}
    shown |= {name for name in everything if set(architecture.components[name].kinds) & set(view.kinds)}
    for named in (*view.groups, *view.include):
        shown |= members(architecture, named)
    excluded: set[str] = set()
    for named in view.exclude:
        excluded |= members(architecture, named)
    shown -= excluded
    for _ in range(view.neighbours):
        shown |= _touching(architecture, shown) - excluded
    return frozenset(shown)


def members(architecture: Architecture, name: str) -> frozenset[str]:
    """A component, or every component of a group, at any depth."""
    if name in architecture.components:
        return frozenset([name])
    groups = {group.id: group for group in architecture.groups}
    found: set[str] = set()
    waiting = [name]
    while waiting:
        group = groups.get(waiting.pop())
        for member in group.members if group else ():
            if member in architecture.components:
                found.add(member)
            else:
                waiting.append(member)
    return frozenset(found)


def _touching(architecture: Architecture, shown: Iterable[str]) -> set[str]:
    inside = set(shown)
    return {
        other for flow in architecture.flows for one, other in (flow.ends, flow.ends[::-1]) if one in inside
    }
