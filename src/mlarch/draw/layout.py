"""From a scene to positions: panels inside, panels on the page, lines, labels; the best of several tries.

Graphviz lays out the inside of every panel (`panels`), the panels are packed (`arrange`), lines are routed
at right angles (`route`), labels placed beside them (`labels`), and the readability report (`readability`)
chooses between the arrangements tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlarch.draw import engine as engines
from mlarch.draw import panels as inside
from mlarch.draw.arrange import Arrangement, arrange
from mlarch.draw.geometry import Box, Point
from mlarch.draw.labels import Labeller
from mlarch.draw.lattice import PITCH, Cell, Lattice, Zone
from mlarch.draw.readability import Readability, measure
from mlarch.draw.route import Net, Router, Wire
from mlarch.draw.scene import Link, Panel, Scene
from mlarch.model import Direction

__all__ = ["Layout", "Line", "lay_out"]

_MARGIN = 5  # lattice units around everything, where lines may run
_INSET = PITCH / 2  # panels are drawn a little smaller, so that no line runs along a border
_HEADING = 24.0
_LANDSCAPE, _SQUARE, _PORTRAIT = 1.6, 1.2, 0.78
_PASSES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A routed link. It starts or ends at a joint when it shares the trunk of its bundle."""

    link: int
    points: tuple[Point, ...]
    from_joint: bool = False
    to_joint: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is, in pixels. `labels` are by link index; a bundle has one label."""

    cards: Mapping[str, Box]
    panels: Mapping[str, Box]
    headings: Mapping[str, Box]
    lines: tuple[Line, ...]
    labels: Mapping[int, Box]
    width: float
    height: float
    report: Readability


def lay_out(scene: Scene, engine: str = "embedded") -> Layout:
    """Lay out a scene; of all arrangements tried the most readable one.

    Raises `EngineError` when Graphviz cannot be run.
    """
    found, requests = inside.plan(scene)
    placed = engines.lay_out([request.source for request in requests], engine) if requests else []
    variants = inside.variants(scene, found, requests, placed)
    best: Layout | None = None
    for aspect, seed, gap in _tries(scene):
        arrangement = arrange(found, variants, scene.links, aspect, gap, seed=seed)
        layout = _route(scene, arrangement, aspect)
        if best is None or layout.report.score < best.report.score:
            best = layout
    assert best is not None
    return best


def _tries(scene: Scene) -> list[tuple[float, int, int]]:
    """Page shape, seed and gap of every try: fewer for large scenes, where each takes long."""
    if scene.direction in (Direction.TB, Direction.BT):
        shapes = [_PORTRAIT]
    elif scene.direction in (Direction.LR, Direction.RL):
        shapes = [_LANDSCAPE]
    else:
        shapes = [_LANDSCAPE, _SQUARE, _PORTRAIT]
    small = len(scene.cards) <= 60
    gaps = (4, 6) if small else (6,)
    seeds = (1, 2) if small else (1,)
    return [(shape, seed, gap) for shape in shapes for gap in gaps for seed in seeds]


def _route(scene: Scene, arrangement: Arrangement, aspect: float) -> Layout:
    cards = {name: _shifted(zone) for name, zone in arrangement.cards.items()}
    panels = {name: _shifted(zone) for name, zone in arrangement.panels.items()}
    lattice = Lattice(arrangement.width + 2 * _MARGIN + 1, arrangement.height + 2 * _MARGIN + 1)
    outer = [panels[panel.id] for panel in scene.panels]
    headings = {}
    for number, zone in enumerate(outer):
        lattice.add_panel(number + 1, zone)
    for panel in _every(scene.panels):
        zone = panels[panel.id]
        width = min(_heading_units(panel), zone.width - 1)
        lattice.add_obstacle(Zone(zone.x + 1, zone.y + 1, width, 1))
        headings[panel.id] = Box(zone.x * PITCH + 10, zone.y * PITCH + 8, width * PITCH, _HEADING - 6)
    router = Router(lattice, cards, outer)
    nets = _nets(scene.links)
    _lay(router, nets)
    borders = [zone.box().grown(-_INSET) for zone in panels.values()]
    labels = _label(router, nets, scene.links, Labeller(lattice, borders))
    boxes = {name: zone.box() for name, zone in cards.items()}
    frames = {name: zone.box().grown(-_INSET) for name, zone in panels.items()}
    lines = tuple(_line(net, wire, cards) for net in sorted(nets, key=lambda n: n.number) for wire in net.wires)
    width, height = (lattice.width - 1) * PITCH, (lattice.height - 1) * PITCH
    paths = {line.link: line.points for line in lines}
    bundle = {wire.key: net.number for net in nets for wire in net.wires}
    report = measure(boxes, frames, headings, paths, bundle, labels, (width, height), aspect)
    return Layout(boxes, frames, headings, lines, labels, width, height, report)


def _lay(router: Router, nets: Sequence[Net]) -> None:
    order = sorted(nets, key=lambda net: (router.span(net), net.number))
    for net in order:
        router.route(net)
    for _ in range(_PASSES - 1):
        for net in order:
            router.unroute(net)
            router.route(net)


def _label(
    router: Router, nets: Sequence[Net], links: Sequence[Link], labeller: Labeller
) -> dict[int, Box]:
    """Place every label; a line whose label touches something is laid again, around those that stand."""
    by_index = {link.index: link for link in links}
    waiting: list[tuple[Net, Link]] = []
    for net in sorted(nets, key=lambda n: (router.length(n), n.number)):
        link = next((by_index[w.key] for w in net.wires if by_index[w.key].label_size[0]), None)
        if link is None:
            continue
        if labeller.place(link.index, link.label_size, net.paths).clash:
            waiting.append((net, link))
    for net, link in waiting:
        labeller.remove(link.index)
        router.unroute(net)
        router.route(net)
        labeller.place(link.index, link.label_size, net.paths)
    return dict(sorted(labeller.placed.items()))


def _nets(links: Sequence[Link]) -> list[Net]:
    """Links of one bundle share a net as long as they share an end."""
    grouped: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        if link.source != link.target:
            grouped.setdefault(link.bundle, []).append(link)
    nets = []
    for members in grouped.values():
        wires = tuple(Wire(link.index, link.source, link.target) for link in members)
        nets.append(Net(members[0].index + 1, wires))
    return nets


def _line(net: Net, wire: Wire, cards: Mapping[str, Zone]) -> Line:
    path = net.paths[wire.key]
    points = tuple((float(x * PITCH), float(y * PITCH)) for x, y in path)
    return Line(
        wire.key, points, not _touches(path[0], cards[wire.source]), not _touches(path[-1], cards[wire.target])
    )


def _touches(cell: Cell, zone: Zone) -> bool:
    return zone.x <= cell[0] <= zone.right and zone.y <= cell[1] <= zone.bottom


def _every(panels: Sequence[Panel]) -> list[Panel]:
    found = []
    for panel in panels:
        found += [panel, *_every(panel.panels)]
    return found


def _heading_units(panel: Panel) -> int:
    return round(len(panel.name) * 7.4 / PITCH) + 2


def _shifted(zone: Zone) -> Zone:
    return Zone(zone.x + _MARGIN, zone.y + _MARGIN, zone.width, zone.height, zone.members)
