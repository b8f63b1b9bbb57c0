"""From a design to a scene: which components, panels and links a picture shows, and with what words."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from mlarch.catalog.base import Role
from mlarch.draw.diagram import Role as LineRole
from mlarch.draw.icons.icons import Icon
from mlarch.draw.scene.alt_text import describe
from mlarch.draw.scene.cards import figure_legend, make_card, spaced, title_of
from mlarch.draw.scene.select import members, pick_scenario, pick_view, visible
from mlarch.draw.scene.values import Link, Panel, Scene, Title
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import LABEL_SIZE, RETURNED
from mlarch.graph import DesignGraph, Meaning, ResolvedFlow
from mlarch.model import Architecture, Component, Flow, Group, Plane, View
from mlarch.quantities import Dimension, format_value

__all__ = ["PLANE_NAMES", "build"]

PLANE_NAMES = {
    Plane.ONLINE: "Online serving",
    Plane.OFFLINE: "Data and training",
    Plane.DEPLOYMENT: "Deployment",
    Plane.MONITORING: "Monitoring",
    Plane.PEOPLE: "People",
}
"""Panel headings of a spec without groups."""

_MANY = 5  # more links than this that say one thing from one card share a trunk, whatever their lines
_LABEL_WIDTH, _LABEL_LINES = 118.0, 2
_ROLES = {
    Meaning.DEPLOYMENT: LineRole.DEPLOYMENT,
    Meaning.FALLBACK: LineRole.FALLBACK,
    Meaning.REPLY: LineRole.REPLY,
}

IconFor = Callable[[Component], Icon]
_Words: TypeAlias = tuple[str, str]  # what is sent, and what is returned


def build(
    graph: DesignGraph, icon_for: IconFor, *, view: str | None = None, scenario: str | None = None
) -> Scene:
    """The scene of a design, of one of its views, or of one of its scenarios.

    Raises `MlarchError` for a view or scenario that the spec does not have.
    """
    architecture = graph.architecture
    chosen = pick_view(architecture, view) if view else None
    shown = visible(graph, chosen)
    stops = pick_scenario(architecture, scenario) if scenario else ()
    steps = _steps(stops) if scenario else None
    cards = tuple(
        make_card(graph, component, icon_for(component), faded=bool(scenario) and component.id not in stops)
        for component in architecture.components.values()
        if component.id in shown
    )
    links = _links(graph, shown, steps)
    panels = _panels(graph, shown)
    return Scene(
        title=_title(architecture, chosen, scenario),
        cards=cards,
        panels=panels,
        links=links,
        direction=(chosen.direction if chosen else None) or architecture.direction,
        description=describe(graph, shown),
        figures=figure_legend(
            component for component in architecture.components.values() if component.id in shown
        ),
        steps=tuple(itertools.pairwise(stops)),
        first=tuple(name for name in (*graph.clients, *graph.ingresses) if name in shown),
    )


def _title(architecture: Architecture, view: View | None, scenario: str | None) -> Title:
    name = architecture.name
    if view is not None and view.title and view.title != name:
        name = f"{name} · {view.title}"
    elif view is not None and not view.title and view.name != "overview":
        name = f"{name} · {view.name}"
    if scenario is not None:
        name = f"{name} · {scenario}"
    summary = " ".join((architecture.summary or "").split())
    return Title(name, summary, _scale(architecture))


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


def _links(
    graph: DesignGraph, shown: frozenset[str], steps: Mapping[tuple[str, str], list[int]] | None
) -> tuple[Link, ...]:
    flows = [
        resolved
        for resolved in graph.resolved_flows
        if resolved.flow.source in shown and resolved.flow.target in shown
    ]
    texts = {resolved.flow.index: _label(resolved.flow) for resolved in flows}
    _quieten(flows, texts)
    numbers = _numbers(flows, steps)
    bundles = _bundles(flows, texts)
    return tuple(
        _link(graph, resolved, texts[resolved.flow.index], bundles[resolved.flow.index], steps, numbers)
        for resolved in flows
    )


def _link(
    graph: DesignGraph,
    resolved: ResolvedFlow,
    words: _Words,
    bundle: tuple[str, ...],
    steps: Mapping[tuple[str, str], list[int]] | None,
    numbers: Mapping[int, tuple[int, ...]],
) -> Link:
    flow = resolved.flow
    walked = numbers.get(flow.index, ())
    faded = steps is not None and not walked
    sent = () if faded else _wrapped(words[0])
    returned = () if faded else _wrapped(f"{RETURNED}{words[1]}" if words[1] else "")
    return Link(
        index=flow.index,
        source=flow.source,
        arrow=flow.mode.arrow,
        target=flow.target,
        role=_role(resolved),
        returns=bool(flow.returns) and not faded,
        sent=sent,
        returned=returned,
        label_width=max((fonts.width(line, LABEL_SIZE) for line in sent + returned), default=0.0),
        bundle=bundle,
        plane=graph.planes[flow.source],
        description=_sentence(graph, resolved),
        steps=walked,
        faded=faded,
        quiet=Role.MONITOR in {kind.role for kind in graph.kinds(flow.target)} and not walked,
    )


def _role(resolved: ResolvedFlow) -> LineRole:
    return _ROLES.get(resolved.meaning) or LineRole(resolved.flow.mode.value)


def _wrapped(text: str) -> tuple[str, ...]:
    return fonts.wrap(text, LABEL_SIZE, Weight.REGULAR, _LABEL_WIDTH, _LABEL_LINES, balance=True)


def _label(flow: Flow) -> _Words:
    """The words beside a line: the author's label, else what is sent and what is returned, as written."""
    if flow.label is not None:
        return (flow.label, "")
    sent = flow.payloads + (flow.sends or ())
    returned = flow.returns or ()
    return (", ".join(one.text for one in sent), ", ".join(one.text for one in returned))


def _quieten(flows: Sequence[ResolvedFlow], texts: dict[int, _Words]) -> None:
    """A chain with one payload says it once, at its first link: the rest would only repeat it."""
    said: set[tuple[int, _Words]] = set()
    for resolved in flows:
        flow = resolved.flow
        key = (flow.line, texts[flow.index])
        if flow.position > 0 and key in said:
            texts[flow.index] = ("", "")
        said.add(key)


def _numbers(
    flows: Sequence[ResolvedFlow], steps: Mapping[tuple[str, str], list[int]] | None
) -> dict[int, tuple[int, ...]]:
    """The step numbers of each walked flow. A step back along a call is the reply: it takes the same line."""
    if steps is None:
        return {}
    found: dict[int, list[int]] = {}
    for (start, end), numbers in steps.items():
        along = [r.flow.index for r in flows if r.flow.ends == (start, end)]
        back = [r.flow.index for r in flows if r.flow.ends == (end, start)]
        for index in (along or back)[:1]:
            found.setdefault(index, []).extend(numbers)
    return {index: tuple(sorted(numbers)) for index, numbers in found.items()}


def _bundles(flows: Sequence[ResolvedFlow], texts: Mapping[int, _Words]) -> dict[int, tuple[str, ...]]:
    """Which links share a trunk: parallel calls of one line, and links that say one thing to one target."""
    out_key = {r.flow.index: _fan_out(r) for r in flows}
    in_key = {r.flow.index: _fan_in(r, texts) for r in flows}
    hub_key = {r.flow.index: ("hub", r.flow.source, *texts[r.flow.index], _role(r).value) for r in flows}
    out_count, in_count = Counter(out_key.values()), Counter(in_key.values())
    hub_count = Counter(hub_key.values())
    bundles: dict[int, tuple[str, ...]] = {}
    for resolved in flows:
        index = resolved.flow.index
        if any(texts[index]) and in_count[in_key[index]] > 1:
            bundles[index] = in_key[index]
        elif any(texts[index]) and hub_count[hub_key[index]] > _MANY:
            bundles[index] = hub_key[index]
        elif out_count[out_key[index]] > 1:
            bundles[index] = out_key[index]
        else:
            bundles[index] = ("one", str(index))
    return bundles


def _fan_out(resolved: ResolvedFlow) -> tuple[str, ...]:
    flow = resolved.flow
    return ("out", flow.source, str(flow.line), str(flow.position), _role(resolved).value)


def _fan_in(resolved: ResolvedFlow, texts: Mapping[int, _Words]) -> tuple[str, ...]:
    flow = resolved.flow
    return ("in", flow.target, *texts[flow.index], _role(resolved).value)


def _sentence(graph: DesignGraph, resolved: ResolvedFlow) -> str:
    """The tooltip of a line: who does what to whom, and the numbers stated."""
    flow = resolved.flow
    source, target = title_of(graph, flow.source), title_of(graph, flow.target)
    carried = ", ".join(payload.text for payload in flow.written)
    parts = [f"{source} {flow.mode.arrow} {target}" + (f": {carried}" if carried else "")]
    named = (
        ("timeout", flow.timeout),
        ("every", flow.every),
        ("share", flow.share),
        ("lag", flow.lag),
        ("rate", flow.rate),
    )
    parts += [f"{name} {spaced(value)}" for name, value in named if value is not None]
    if flow.fallback:
        parts.append(f"falls back to {flow.fallback}")
    return ", ".join(parts)


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
