"""From a design to a scene: which components, panels and links a picture shows, and with what words."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from mlarch.draw.icons.icons import Icon
from mlarch.draw.scene.alt_text import describe
from mlarch.draw.scene.cards import figure_legend, make_card, spaced
from mlarch.draw.scene.links import links_of, stages
from mlarch.draw.scene.select import members, neighbourhood, pick_scenario, pick_view, visible
from mlarch.draw.scene.values import PLANE_NAMES, Panel, Scene, Title
from mlarch.graph import DesignGraph
from mlarch.model import Architecture, Component, Group, Plane, View
from mlarch.quantities import Dimension, format_value

if TYPE_CHECKING:
    from mlarch.estimate.numbers import Numbers  # at run time only where numbers are asked for

__all__ = ["build"]

IconFor = Callable[[Component], Icon]


def build(
    graph: DesignGraph,
    icon_for: IconFor,
    *,
    view: str | None = None,
    scenario: str | None = None,
    around: str | None = None,
    hops: int = 1,
    numbers: Numbers | None = None,
) -> Scene:
    """The scene of a design, of one of its views, of what is `around` a part, or of one of its scenarios;
    with computed `numbers`, these stand on lines and cards.

    Raises `MlarchError` for a view, scenario or part that the spec does not have.
    """
    architecture = graph.architecture
    chosen = pick_view(architecture, view) if view else neighbourhood(graph, around, hops)
    shown = visible(graph, chosen)
    components = [one for one in architecture.components.values() if one.id in shown]
    stops = pick_scenario(architecture, scenario) if scenario else ()
    steps = _steps(stops) if scenario else None
    loads = numbers.loads if numbers is not None else {}
    lit = stops if scenario else shown
    cards = tuple(
        make_card(graph, one, icon_for(one), faded=one.id not in lit, load=loads.get(one.id))
        for one in components
    )
    panels = _panels(graph, shown)
    links = links_of(graph, shown, steps, numbers.rates if numbers is not None else {}, panels)
    return Scene(
        title=_title(architecture, chosen, scenario, panels, len(cards)),
        cards=cards,
        panels=panels,
        links=links,
        direction=(chosen.direction if chosen else None) or architecture.direction,
        description=describe(graph, shown),
        figures=figure_legend((one for one in components if one.id in lit), loads),
        steps=stages(graph, stops),
        pins=architecture.layout,
        first=tuple(name for name in (*graph.clients, *graph.ingresses) if name in shown),
    )


def _title(
    architecture: Architecture, view: View | None, scenario: str | None, panels: Sequence[Panel], shown: int
) -> Title:
    name = architecture.name
    if view is not None and view.title and view.title != name:
        name = f"{name} · {view.title}"
    elif view is not None and not view.title and view.name != "overview":
        name = f"{name} · {view.name}"
    if scenario is not None:
        name = f"{name} · {scenario}"
    summary = " ".join(_summary(architecture, view, panels, shown).split())
    return Title(name, summary, _scale(architecture))


def _summary(architecture: Architecture, view: View | None, panels: Sequence[Panel], shown: int) -> str:
    """What the picture shows: of a view its own line, else how much of the design, and of which groups."""
    whole = len(architecture.components)
    if view is not None and view.summary:
        return view.summary
    if view is None or shown == whole:
        return architecture.summary or ""
    where = f": {', '.join(panel.name for panel in panels)}" if panels else ""
    return f"{shown} of {whole} components{where}"


def _scale(architecture: Architecture) -> tuple[str, ...]:
    """The requirements that size the system, in words: users, peak rate, latency target, items, ..."""
    wanted = architecture.requirements
    if wanted is None:
        return ()
    found = []
    if wanted.daily_active_users:
        found.append(f"{wanted.daily_active_users} daily users")
    elif wanted.monthly_active_users:
        found.append(f"{wanted.monthly_active_users} monthly users")
    rate, word = (wanted.peak_rate, "at peak") if wanted.peak_rate else (wanted.average_rate, "on average")
    if rate:
        found.append(f"{format_value(rate, Dimension.RATE)} {word}")
    for name, quantity in (wanted.latency.figures() if wanted.latency else ())[-1:]:
        found.append(f"{name} {spaced(quantity)}".strip() + ("" if name else " latency"))
    if wanted.items:
        found.append(f"{wanted.items} items")
    if wanted.availability:
        found.append(f"{spaced(wanted.availability)} available")
    task = architecture.task
    if task is not None and task.positives:
        found.append(f"{spaced(task.positives)} positives")
    return tuple(found)


def _steps(stops: Sequence[str]) -> dict[tuple[str, str], list[int]]:
    """The numbers of the steps between two components, by (from, to)."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, pair in enumerate(itertools.pairwise(stops), start=1):
        numbers.setdefault(pair, []).append(number)
    return numbers


def _panels(graph: DesignGraph, shown: frozenset[str]) -> tuple[Panel, ...]:
    """The outermost groups that show something; without any group, one panel per plane."""
    groups = {group.id: group for group in graph.architecture.groups}
    if not groups:
        return _plane_panels(graph, shown)
    inner = {member for group in groups.values() for member in group.members if member in groups}
    built = (_panel(graph, groups, group, shown) for group in groups.values() if group.id not in inner)
    return tuple(panel for panel in built if panel is not None)


def _panel(
    graph: DesignGraph, groups: Mapping[str, Group], group: Group, shown: frozenset[str]
) -> Panel | None:
    cards = tuple(member for member in group.members if member in shown)
    built = (_panel(graph, groups, groups[m], shown) for m in group.members if m in groups)
    panels = tuple(panel for panel in built if panel is not None)
    if not cards and not panels and group.members:
        return None
    # Over all members, also those that this picture does not show: a group has one colour in all pictures.
    planes = Counter(graph.planes[name] for name in members(graph.architecture, group.id))
    plane = max(Plane, key=lambda p: planes[p])
    return Panel(group.id, group.name, plane, cards, panels)


def _plane_panels(graph: DesignGraph, shown: frozenset[str]) -> tuple[Panel, ...]:
    """One panel per plane, clients outside; a single plane needs no panel."""
    clients = set(graph.clients)
    found = []
    for plane in Plane:
        cards = tuple(
            name
            for name in graph.architecture.components
            if name in shown and name not in clients and graph.planes[name] is plane
        )
        if cards:
            found.append(Panel(f"plane-{plane.value}", PLANE_NAMES[plane], plane, cards))
    return tuple(found)
