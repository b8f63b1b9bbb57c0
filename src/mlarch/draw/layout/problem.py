"""A scene as whole numbers: cards, blocks and weighted links, which is all that placing needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace

from mlarch.draw.diagram import Role
from mlarch.draw.layout.effort import Effort
from mlarch.draw.layout.prices import COLUMN, FAN, ROW, Table, Weight, link_table, mirrored_table
from mlarch.draw.layout.ranks import ranks
from mlarch.draw.scene.values import Link, Panel, Scene, every_panel
from mlarch.model import Direction, Plane
from mlarch.records import dataclass

__all__ = ["Block", "Problem", "panel_tree"]

_CALL = Weight(2.0, 550.0, 430.0)
_STEP = Weight(3.0, 910.0, 730.0)  # a call that the first scenario walks
_DATA = Weight(1.4, 300.0, 235.0)
_LATER = Weight(0.9, 80.0, 65.0)  # between panels, deployments and answers close loops; inside they do not
_QUIET = Weight(0.4, 130.0, 130.0)

_FIRST = 2.1  # for each pixel away from where reading starts, for a card to read first
_STATED = 6.0  # what running against a stated direction costs, or straight across it, in place of 1
_BROADEST, _SLIMMEST = 16.0, 0.1

_PLANE_ORDER = {Plane.ONLINE: 0.0, Plane.PEOPLE: 1.0, Plane.OFFLINE: 1.2, Plane.DEPLOYMENT: 1.6}
_LAST_PLANE = 2.0


@dataclass(frozen=True, slots=True)
class Block:
    """What is placed as one: a panel, or a free card. `cards` are all inside, `own` those directly."""

    id: str
    panel: Panel | None
    cards: tuple[int, ...]
    own: tuple[int, ...]
    children: tuple[Block, ...] = ()


@dataclass(slots=True)
class Problem:
    """Cards by number, in the order of the spec's components.

    `links[card]` holds, for each link of a card, the other card and the cost of it by the distance to there.
    `home[card]` is the number of the panel that it stands in, a number of its own for a free card.
    `start[card]` is what a card pays to stand away from where reading starts, for each pixel of a column. A
    row counts as much as a column: else what reads first would rather stand at the bottom than on the right.
    `aspect` is the width by the height of the page that is wanted.
    """

    scene: Scene
    reach: int
    effort: Effort = field(default_factory=Effort)
    number: dict[str, int] = field(init=False)
    links: list[list[tuple[int, Table]]] = field(init=False)
    pairs: list[tuple[int, int, Table]] = field(init=False, default_factory=list)
    start: list[float] = field(init=False)
    home: list[int] = field(init=False)
    blocks: tuple[Block, ...] = field(init=False)
    ahead: list[tuple[int, int]] = field(init=False, default_factory=list)
    aspect: float = field(init=False)
    joined: dict[tuple[int, int], bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        scene = self.scene
        self.number = {card.id: index for index, card in enumerate(scene.cards)}
        self.blocks = panel_tree(scene, self.number)
        count = len(scene.cards)
        self.links = [[] for _ in range(count)]
        self.home = list(range(-count, 0))
        for number, panel in enumerate(every_panel(scene.panels)):
            for name in panel.cards:
                self.home[self.number[name]] = number
        ends = _representatives(scene, self.number)
        wires = Counter(link.bundle for link in scene.links)
        # In an order of their own: sums of prices must not depend on that of the spec's flows.
        for link in sorted(scene.links, key=lambda one: (ends[one.source], ends[one.target], one.role.value)):
            a, b = ends[link.source], ends[link.target]
            if a != b:
                self._add(link, a, b, fan=wires[link.bundle] > 1)
        self.aspect = self._shape()
        planes = [_PLANE_ORDER.get(card.plane, _LAST_PLANE) for card in scene.cards]
        self.start = [0.2 * (_LAST_PLANE - plane) for plane in planes]
        for name in scene.first:
            self.start[self.number[name]] += _FIRST

    def _add(self, link: Link, a: int, b: int, *, fan: bool) -> None:
        inside = self.home[a] == self.home[b]
        weight = self._directed(_weight(link, inside=inside))
        if fan:
            weight = replace(weight, aligned=FAN * weight.aligned)
        table = link_table(weight, self.reach)
        self.links[a].append((b, table))
        self.links[b].append((a, mirrored_table(weight, self.reach)))
        self.pairs.append((a, b, table))
        ends = (min(a, b), max(a, b))
        self.joined[ends] = fan and self.joined.get(ends, True)
        if not link.quiet and (inside or link.role is not Role.DEPLOYMENT):
            self.ahead.append((a, b))

    def _directed(self, weight: Weight) -> Weight:
        """The weight of a link; where the spec states which way to read, the other way hardly counts."""
        if self.scene.direction is None:
            return weight
        weight = replace(weight, longer=1.0, shorter=1.0)
        if self.portrait:
            return replace(weight, left=0.3 * weight.left, up=_STATED * weight.up, level=_STATED * weight.up)
        return replace(weight, left=_STATED * weight.left, up=0.3 * weight.up, upright=_STATED * weight.left)

    def _shape(self) -> float:
        """Width by height of the page that is wanted: that of the longest path in a stated direction.

        A path too long for any page is folded, and then wants no page of its own.
        """
        usual = 0.75 if self.portrait else 1.5
        if self.scene.direction is None:
            return usual
        cards = range(len(self.scene.cards))
        long = 1 + max(ranks(cards, self.ahead).values(), default=0)
        broad = max(1, -(-len(cards) // long))
        if self.portrait:
            straight = broad * COLUMN / (long * ROW)
            return usual if straight < _SLIMMEST else min(usual, straight)
        straight = long * COLUMN / (broad * ROW)
        return usual if straight > _BROADEST else max(usual, straight)

    @property
    def portrait(self) -> bool:
        """Whether the picture reads downwards."""
        return self.scene.direction in (Direction.TB, Direction.BT)


def panel_tree(scene: Scene, number: dict[str, int]) -> tuple[Block, ...]:
    """The outermost panels and the free cards, in the order in which their first card is defined."""

    def block(panel: Panel) -> Block:
        own = tuple(sorted(number[card] for card in panel.cards))
        children = tuple(block(inner) for inner in panel.panels)
        cards = tuple(sorted([*own, *(card for child in children for card in child.cards)]))
        return Block(panel.id, panel, cards, own, _in_order(children))

    panels = [block(panel) for panel in scene.panels]
    free = [_free(card.id, number[card.id]) for card in scene.free_cards]
    return _in_order([*panels, *free])


def _free(name: str, card: int) -> Block:
    return Block(name, None, (card,), (card,))


def _in_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(sorted(blocks, key=lambda block: block.cards[0] if block.cards else 1 << 30))


def _representatives(scene: Scene, number: dict[str, int]) -> dict[str, int]:
    """For each card its number, for each panel with cards that of its first card."""
    found = dict(number)
    for panel in every_panel(scene.panels):
        if panel.all_cards:
            found[panel.id] = min(number[card] for card in panel.all_cards)
    return found


def _weight(link: Link, *, inside: bool) -> Weight:
    if link.quiet:
        return _QUIET
    if link.main:
        return _STEP
    if link.role is Role.CALL:
        return _CALL
    return _DATA if inside or link.role in (Role.STREAM, Role.BATCH) else _LATER
