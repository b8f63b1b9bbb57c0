"""From a scene to positions: panels inside, panels on the page, lines, labels; the best of several tries.

Graphviz lays out the inside of every panel (`panels`), the panels are packed (`arrange`), lines are routed
at right angles (`route`), labels placed beside them (`labels`), and the readability report (`readability`)
chooses between the arrangements tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlarch.diagnostics import EngineError
from mlarch.draw.geometry import Box, Point
from mlarch.draw.layout import engine as engines
from mlarch.draw.layout import panels as inside
from mlarch.draw.layout.grid import PITCH, Cell, Lattice, Zone
from mlarch.draw.layout.labels import Labeller
from mlarch.draw.layout.packing import Arrangement, arrange
from mlarch.draw.layout.readability import Readability, measure
from mlarch.draw.layout.router import Net, NoWayError, Router, Wire
from mlarch.draw.scene.values import Link, Panel, Scene
from mlarch.model import Direction

__all__ = ["Layout", "Line", "lay_out"]

_MARGIN = 5  # lattice units around everything, where lines may run
_INSET = PITCH / 2  # panels are drawn a little smaller, so that no line runs along a border
_HEADING = 24.0
_LANDSCAPE, _SQUARE, _PORTRAIT = 1.6, 1.2, 0.78
_ROUNDS = 4
_SPREADS = ((1.0, (4, 6)), (1.4, (6, 9)))  # how far apart cards and panels stand, tried in turn
_LARGE = 60  # with more cards than this, fewer arrangements are tried
_ROUTED = 3


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
    arrangement: Arrangement


def lay_out(scene: Scene, engine: str = "embedded", like: Layout | None = None) -> Layout:
    """Lay out a scene; of all arrangements tried the most readable one.

    `like` is the layout of the same cards in another picture: they stay where they were if that can be done
    without a fault, so that readers find their way. When something touches that must not, the cards are
    spread further apart and everything is tried again.
    Raises `EngineError` when Graphviz cannot be run, or when no arrangement holds every card and every flow.
    """
    if like is not None:
        same = _route(scene, like.arrangement, _shapes(scene)[0])
        if same is not None and not same.report.faults:
            return same
    routed: list[Layout] = []
    found = inside.blocks(scene)
    for spread, gaps in (*_SPREADS, _widest(scene)):
        requests = inside.requests(scene, spread)
        placed = engines.lay_out([request.source for request in requests], engine) if requests else []
        variants = inside.variants(scene, requests, placed, gaps[0] - 1)
        for aspect in _shapes(scene):
            tried = [
                arrange(found, variants, scene.links, aspect, gap, first=scene.first, seed=seed)
                for gap in gaps
                for seed in ((1, 2, 3) if len(scene.cards) <= _LARGE else (1,))
            ]
            routed += [layout for one in _cheapest(tried) if (layout := _route(scene, one, aspect))]
        if any(not layout.report.faults for layout in routed) or len(scene.cards) > _LARGE:
            break
    if not routed:
        raise EngineError(
            "no arrangement of this picture holds every flow", "Draw a part of it with `--view`."
        )
    return min(routed, key=lambda layout: (layout.report.faults, layout.report.score))


def _widest(scene: Scene) -> tuple[float, tuple[int, ...]]:
    """The last resort: panels so far apart that the longest words, and many lines, fit between them."""
    words = max((link.label_size[0] for link in scene.links), default=0.0)
    return (1.8, (min(48, max(9, round(words / PITCH) + 3, len(scene.links) // 3)),))


def _cheapest(tried: Sequence[Arrangement]) -> list[Arrangement]:
    """The arrangements worth routing: routing one costs far more than packing it."""
    distinct = {tuple(sorted((n, z.x, z.y) for n, z in one.cards.items())): one for one in tried}
    return sorted(distinct.values(), key=lambda one: one.cost)[: _ROUTED if len(tried) > 2 else 1]


def _shapes(scene: Scene) -> tuple[float, ...]:
    """The page shapes to try: a slide, a screen, a page; a stated direction asks for one."""
    if scene.direction in (Direction.TB, Direction.BT):
        return (_PORTRAIT,)
    if scene.direction in (Direction.LR, Direction.RL):
        return (_LANDSCAPE,)
    return (_LANDSCAPE, _SQUARE) if len(scene.cards) <= _LARGE else (_SQUARE,)


def _route(scene: Scene, arrangement: Arrangement, aspect: float) -> Layout | None:
    """Lay the lines of one arrangement; None when one of them finds no way."""
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
    borders = [zone.box().grown(-_INSET) for zone in panels.values()]
    try:
        labels = _lay(router, nets, scene.links, Labeller(lattice, borders))
    except NoWayError:
        return None
    boxes = {name: zone.box() for name, zone in cards.items()}
    frames = {name: zone.box().grown(-_INSET) for name, zone in panels.items()}
    lines = tuple(
        _line(net, wire, cards) for net in sorted(nets, key=lambda n: n.number) for wire in net.wires
    )
    width, height = (lattice.width - 1) * PITCH, (lattice.height - 1) * PITCH
    paths = {line.link: line.points for line in lines}
    bundle = {wire.key: net.number for net in nets for wire in net.wires}
    report = measure(boxes, frames, headings, paths, bundle, labels, (width, height), aspect)
    return Layout(boxes, frames, headings, lines, labels, width, height, report, arrangement)


def _lay(router: Router, nets: Sequence[Net], links: Sequence[Link], labeller: Labeller) -> dict[int, Box]:
    """Lay every line and place every label: once to see where lines want to go, then among each other.

    From the second round on each label is placed right after its line, so that the lines laid later keep
    clear of it; the last rounds take up only what still touches something.
    """
    by_index = {link.index: link for link in links}
    order = sorted(nets, key=lambda net: (router.span(net), net.number))
    speaker = {net.number: _speaker(net, by_index) for net in nets}
    for net in order:
        router.route(net)
    clash: dict[int, float] = dict.fromkeys(speaker, 1.0)
    for turn in range(_ROUNDS):
        if turn > 0 and router.hurried:
            break
        for net in order:
            if turn > 0 and not clash[net.number]:
                continue
            link = speaker[net.number]
            if link is not None:
                labeller.remove(link.index)
            router.unroute(net)
            router.route(net)
            clash[net.number] = 0.0
            if link is not None:
                labeller.place(link.index, link.label_size, net.paths)
        for net in nets:
            link = speaker[net.number]
            clash[net.number] = labeller.clash(link.index) if link is not None else 0.0
    return labeller.boxes


def _speaker(net: Net, by_index: Mapping[int, Link]) -> Link | None:
    """The link whose words stand beside a net: the first that has any."""
    return next((by_index[w.key] for w in net.wires if by_index[w.key].label_size[0]), None)


def _nets(links: Sequence[Link]) -> list[Net]:
    """Links of one bundle share a net as long as they share an end."""
    grouped: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        key = link.bundle if link.source != link.target else ("itself", str(link.index))
        grouped.setdefault(key, []).append(link)
    nets = []
    for members in grouped.values():
        wires = tuple(Wire(link.index, link.source, link.target) for link in members)
        nets.append(Net(members[0].index + 1, wires))
    return nets


def _line(net: Net, wire: Wire, cards: Mapping[str, Zone]) -> Line:
    path = net.paths[wire.key]
    points = tuple((float(x * PITCH), float(y * PITCH)) for x, y in path)
    return Line(
        wire.key,
        points,
        not _touches(path[0], cards[wire.source]),
        not _touches(path[-1], cards[wire.target]),
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
    return zone.moved(_MARGIN, _MARGIN)
