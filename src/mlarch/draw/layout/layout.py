"""From a scene to positions: cells, then routes, then sizes, then words.

Which cell a card stands in and where flows run is decided on a grid without sizes (`plan`, `cells`, `router`,
`tracks`); what cards, lines and words need then sets the sizes (`drawn`, `labels`). One arrangement is made,
the same for the same scene: there is no chance in it, and no clock.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache

from mlarch.draw.geometry import Box, Point, bounds
from mlarch.draw.layout.channels import Grid
from mlarch.draw.layout.compaction import compacted
from mlarch.draw.layout.drawn import Drawn
from mlarch.draw.layout.effort import COMPACTING, LABELLING, ROUTING, TRACKING
from mlarch.draw.layout.option import Option
from mlarch.draw.layout.pins import part_of, pinned
from mlarch.draw.layout.plan import options, pages
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.refine import refined
from mlarch.draw.layout.router import Net, Router, Wire
from mlarch.draw.layout.search import Path
from mlarch.draw.layout.words import place_labels
from mlarch.draw.scene.values import Link, Scene, Title, every_panel
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import PANEL_SIZE
from mlarch.model import Direction
from mlarch.records import dataclass

__all__ = ["Layout", "Line", "heading_widths", "lay_out", "lay_out_like", "lay_out_narrow"]

_ROUNDS = 2
_LARGE = 70  # with more cards than this, one page is tried
_HASTE = 8.0  # when the search for paths has taken too many steps
_MANY = 120  # with more nets than this, paths may be a little dearer than the best; with four times, more


@dataclass(frozen=True, slots=True)
class Line:
    """A routed link. It starts or ends at a joint when it shares the trunk of its bundle."""

    link: int
    points: tuple[Point, ...]
    from_joint: bool = False
    to_joint: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is, in pixels. `labels` are by link index; a bundle has one label.

    `routed` is what it was made from, for other pictures of the same cards and flows; None from Graphviz.
    A `hasty` one was cut short (`effort`).
    """

    cards: Mapping[str, Box]
    panels: Mapping[str, Box]
    headings: Mapping[str, Box]
    lines: tuple[Line, ...]
    labels: Mapping[int, Box]
    width: float
    height: float
    routed: Drawn | None = field(default=None, compare=False, repr=False)
    hasty: bool = False

    @property
    def drawn(self) -> Box:
        """The box around all that is drawn: the margins where no line runs are cut off."""
        boxes = [*self.cards.values(), *self.panels.values(), *self.labels.values()]
        boxes += [Box(x - 4, y - 4, 8, 8) for line in self.lines for x, y in line.points]
        return bounds(boxes)


def lay_out(scene: Scene, whole: Mapping[str, tuple[int, int]] | None = None) -> Layout:
    """Lay out a scene. `whole` are the cells of the picture that it is a part of: it keeps their order.

    The last layouts are kept: while a spec is written, most edits change no size and no order.
    """
    return _laid_out(_bare(scene), tuple(whole.items()) if whole else ())


def _bare(scene: Scene) -> Scene:
    """The scene without its words: what is left decides where everything is."""
    cards = (replace(card, name=(), tech=(), figures=(), description="", link=None) for card in scene.cards)
    links = (
        replace(link, sent=("",) * len(link.sent), returned=("",) * len(link.returned), description="")
        for link in scene.links
    )
    title = Title("", "", ())
    return replace(scene, title=title, description="", figures=(), cards=tuple(cards), links=tuple(links))


@lru_cache(maxsize=8)
def _laid_out(scene: Scene, whole: tuple[tuple[str, tuple[int, int]], ...]) -> Layout:
    problem = Problem(scene, 60)
    placed = part_of(problem, dict(whole)) if whole else None
    placed = placed or _placed(problem)
    parents = {inner.id: panel.id for panel in every_panel(scene.panels) for inner in panel.panels}
    headings = heading_widths(scene)
    grid = Grid(placed, [(card.width, card.height) for card in scene.cards], parents, headings)
    nets, effort = _routed(scene, grid, problem), problem.effort
    effort.left = TRACKING
    drawn = Drawn(grid, nets, effort=effort)
    effort.left = LABELLING
    words = place_labels(scene, drawn, effort)
    effort.left = COMPACTING
    labels = compacted(drawn, words.boxes, words.beside, effort)
    return replace(_layout(scene, drawn, labels), hasty=effort.ran_out)


def lay_out_narrow(scene: Scene, widest: float) -> Layout:
    """Lay out a scene, reading downwards if it would be wider otherwise and states no direction."""
    found = lay_out(scene)
    if found.drawn.width <= widest or scene.direction is not None:
        return found
    return min(found, lay_out(replace(scene, direction=Direction.TB)), key=lambda one: one.drawn.width)


def lay_out_like(scene: Scene, whole: Layout) -> Layout:
    """The layout of a scenario: places and routes are those of `whole`, the picture without it.

    Only the words of flows that are walked stand there, with the numbers of the steps; their lines have the
    trunk that they share as their own. Slots grow where the numbers find no room. The flows of a Graphviz
    layout keep their places, too.
    """
    if whole.routed is None:
        shown = {link.index: link for link in scene.links if link.label_size[0]}
        labels = {index: _resized(box, shown[index]) for index, box in whole.labels.items() if index in shown}
        return replace(whole, labels=labels)
    walked = {link.index for link in scene.links if link.steps}
    words = place_labels(scene, whole.routed, widen=False)
    if not words.failed:
        return _layout(scene, whole.routed, words.boxes, walked)
    drawn = Drawn(whole.routed.grid.copy(), whole.routed.nets, whole.routed)
    words = place_labels(scene, drawn)
    return _layout(scene, drawn, compacted(drawn, words.boxes, words.beside), walked)


def _resized(box: Box, link: Link) -> Box:
    x, y = box.center
    wide, high = link.label_size
    return Box(x - wide / 2, y - high / 2, wide, high)


def heading_widths(scene: Scene) -> dict[str, float]:
    """How wide the heading of every panel is."""
    return {
        panel.id: fonts.width(panel.name, PANEL_SIZE, Weight.SEMIBOLD) for panel in every_panel(scene.panels)
    }


def turned(placed: Option, direction: Direction | None) -> Option:
    """The placement as its direction asks for: mirrored where reading runs to the left, or upwards."""
    wide, high = placed.wide, placed.high
    if direction is Direction.RL:
        cells = {card: (wide - 1 - c, r) for card, (c, r) in placed.cells.items()}
        panels = {name: (wide - c - w, r, w, h) for name, (c, r, w, h) in placed.panels.items()}
    elif direction is Direction.BT:
        cells = {card: (c, high - 1 - r) for card, (c, r) in placed.cells.items()}
        panels = {name: (c, high - r - h, w, h) for name, (c, r, w, h) in placed.panels.items()}
    else:
        return placed
    return replace(placed, cells=cells, panels=panels)


def _placed(problem: Problem) -> Option:
    if not problem.blocks:
        return Option(1, 1, {}, {}, 0.0)
    kept = pinned(problem, problem.scene.pins) if problem.scene.pins else None
    if kept is not None:
        return kept
    choices = [options(problem, block) for block in problem.blocks]
    wanted = 3 if len(problem.scene.cards) <= _LARGE else 1
    found = [
        refined(problem, page)
        for page in pages(problem, problem.blocks, choices, problem.aspect, wanted=wanted)
    ]
    return turned(min(found, key=lambda one: one[1])[0], problem.scene.direction)


def _routed(scene: Scene, grid: Grid, problem: Problem) -> list[Net]:
    """Every net's paths: all by their span, and all again, now that the others are known."""
    nets = nets_of(scene.links)
    router = Router(grid, problem.number)
    order = sorted(nets, key=lambda net: (router.span(net), net.number))
    router.roads.haste = 1.0 if len(nets) <= _MANY else 1.5 if len(nets) <= 4 * _MANY else 2.5
    router.roads.effort = effort = problem.effort
    effort.left = ROUTING
    rounds = _ROUNDS if len(nets) <= 2 * _MANY else 1
    for turn in range(rounds):
        if turn == rounds - 1:
            router.reserve_headings()
        for net in order:
            if turn and effort.spent and not router.obstructed(net):
                continue
            if effort.spent:
                router.roads.haste = _HASTE
            if turn:
                router.lift(net)
            router.route(net)
            router.lay(net)
    return nets


def with_trunk(path: Path, paths: Sequence[Path]) -> Path:
    """A path of a net with the stretch of the others on which it starts or ends."""
    while trunk := next((other for other in paths if path[0] in other[1:-1]), None):
        path = trunk[: trunk.index(path[0])] + path
    while trunk := next((other for other in paths if path[-1] in other[1:-1]), None):
        path = path + trunk[trunk.index(path[-1]) + 1 :]
    return path


def nets_of(links: Sequence[Link]) -> list[Net]:
    """Links of one bundle share a net; one from a card to itself has its own."""
    grouped: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        own = ("itself", str(link.index))
        grouped.setdefault(own if link.source == link.target else link.bundle, []).append(link)
    return [
        Net(number, tuple(Wire(link.index, link.source, link.target) for link in members))
        for number, members in enumerate(grouped.values(), start=1)
    ]


def _layout(
    scene: Scene,
    drawn: Drawn,
    labels: Mapping[int, Box],
    whole: Container[int] = (),
) -> Layout:
    """Everything in pixels. The lines of the links `whole` run from card to card, and have no joint."""
    boxes = {card.id: box for card, box in zip(scene.cards, drawn.boxes, strict=True)}
    lines = []
    for net in drawn.nets:
        for wire, own in zip(net.wires, net.paths, strict=True):
            path = with_trunk(own, net.paths) if wire.key in whole else own
            joints = [
                path[place] not in drawn.grid.card_at and name in boxes
                for place, name in ((0, wire.source), (-1, wire.target))
            ]
            lines.append(Line(wire.key, drawn.points(net, path), *joints))
    size = (drawn.grid.x.start[-1], drawn.grid.y.start[-1])
    return Layout(
        boxes, drawn.frames, drawn.headings, tuple(lines), dict(sorted(labels.items())), *size, drawn
    )
