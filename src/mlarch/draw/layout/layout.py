"""From a scene to positions: cells, then routes, then sizes, then words.

Which cell a card stands in and where flows run is decided on a grid without sizes (`plan`, `cells`, `router`,
`tracks`); what cards, lines and words need then sets the sizes (`drawn`, `labels`). A few arrangements are
routed and the best is kept, the same for the same scene: there is no chance in it, and no clock.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache

from mlarch.draw.geometry import Box, Point, bounds, segments
from mlarch.draw.layout.badges import Surroundings, place_badges
from mlarch.draw.layout.candidates import candidates
from mlarch.draw.layout.choice import drawn_best
from mlarch.draw.layout.compaction import compacted
from mlarch.draw.layout.drawn import Drawn
from mlarch.draw.layout.effort import COMPACTING, LABELLING
from mlarch.draw.layout.option import Option
from mlarch.draw.layout.pins import part_of, pinned
from mlarch.draw.layout.problem import Problem
from mlarch.draw.layout.routing import with_trunk
from mlarch.draw.layout.words import place_labels
from mlarch.draw.scene.values import Link, Scene, Title, every_panel
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import PANEL_SIZE
from mlarch.model import Direction
from mlarch.records import dataclass

__all__ = ["Layout", "Line", "heading_widths", "lay_out", "lay_out_like", "lay_out_narrow"]

_BESIDE = 8.0  # words nearer to a line than this stand beside it


@dataclass(frozen=True, slots=True)
class Line:
    """A routed link. It starts or ends at a joint when it shares the trunk of its bundle."""

    link: int
    points: tuple[Point, ...]
    from_joint: bool = False
    to_joint: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is, in pixels. `labels` are by link index; a bundle has one label. `badges` are by the
    numbers of the steps of a scenario that they hold.

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
    badges: Mapping[tuple[int, ...], Box] = field(default_factory=dict)
    routed: Drawn | None = field(default=None, compare=False, repr=False)
    hasty: bool = False

    @property
    def drawn(self) -> Box:
        """The box around all that is drawn: the margins where no line runs are cut off."""
        boxes = [*self.cards.values(), *self.panels.values(), *self.labels.values(), *self.badges.values()]
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
    drawn = drawn_best(problem, [placed] if placed else _placed(problem), heading_widths(scene))
    effort = problem.effort
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
    """The layout of a scenario: everything stays where it is in `whole`, the picture without it.

    Of the words, only those of flows that are walked are left; their lines have the trunk that they share as
    their own, and the numbers of their steps stand on them. Words in whose place a number has to stand are
    in the list of the steps alone.
    """
    walked = {link.index: link for link in scene.links if link.steps}
    lines = whole.lines if whole.routed is None else _lines(scene, whole.routed, walked)
    bundles = {link.index: link.bundle for link in scene.links}
    labels = dict(_words_of(walked, lines, whole, bundles))
    around = Surroundings(
        {line.link: line.points for line in lines},
        bundles,
        [*whole.cards.values(), *whole.headings.values()],
        labels,
        list(whole.panels.values()),
    )
    badges = place_badges({index: link.steps for index, link in walked.items()}, around)
    free = {key: box for key, box in labels.items() if not any(map(box.overlaps, badges.values()))}
    return replace(whole, lines=lines, labels=free, badges=badges)


def _words_of(
    walked: Mapping[int, Link], lines: Sequence[Line], whole: Layout, bundles: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, Box]]:
    """The labels of walked flows, where they are: a bundle's is that of the one whose line is nearest."""
    parts = {line.link: segments(line.points) for line in lines if line.link in walked}
    for index, box in whole.labels.items():
        mates = [
            one
            for one in parts
            if one == index or (one not in whole.labels and bundles[one] == bundles[index])
        ]
        away = {one: min(map(box.distance, parts[one])) for one in mates}
        said = min(mates, key=lambda one: (away[one], one), default=None)
        if (
            said is not None
            and (away[said] <= _BESIDE or whole.routed is None)
            and walked[said].label_size[0]
        ):
            yield said, _in_place_of(box, walked[said].label_size, whole.cards.values())


def _in_place_of(box: Box, size: tuple[float, float], cards: Iterable[Box]) -> Box:
    """Words of another size where a label was: from the corner of it from which they lie on no card."""
    wide, high = size
    places = [Box(x, y, wide, high) for y in (box.y, box.bottom - high) for x in (box.x, box.right - wide)]
    free = (place for place in places if not any(map(place.overlaps, cards)))
    return next(free, places[0])


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


def _placed(problem: Problem) -> list[Option]:
    """The arrangements to choose from; one where the spec states it."""
    if not problem.blocks:
        return [Option(1, 1, {}, {}, 0.0)]
    kept = pinned(problem, problem.scene.pins) if problem.scene.pins else None
    direction = problem.scene.direction
    return [kept] if kept is not None else [turned(one, direction) for one in candidates(problem)]


def _layout(scene: Scene, drawn: Drawn, labels: Mapping[int, Box]) -> Layout:
    """Everything in pixels."""
    boxes = {card.id: box for card, box in zip(scene.cards, drawn.boxes, strict=True)}
    size = (drawn.grid.x.start[-1], drawn.grid.y.start[-1])
    placed = dict(sorted(labels.items()))
    lines = _lines(scene, drawn)
    return Layout(boxes, drawn.frames, drawn.headings, lines, placed, *size, routed=drawn)


def _lines(scene: Scene, drawn: Drawn, whole: Container[int] = ()) -> tuple[Line, ...]:
    """The routes in pixels. The lines of the links `whole` run from card to card, and have no joint."""
    cards = {card.id for card in scene.cards}
    lines = []
    for net in drawn.nets:
        for wire, own in zip(net.wires, net.paths, strict=True):
            path = with_trunk(own, net.paths) if wire.key in whole else own
            joints = [
                path[place] not in drawn.grid.card_at and name in cards
                for place, name in ((0, wire.source), (-1, wire.target))
            ]
            lines.append(Line(wire.key, drawn.points(net, path), *joints))
    return tuple(sorted(lines, key=lambda line: line.link))
