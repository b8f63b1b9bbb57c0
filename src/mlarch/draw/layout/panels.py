"""The inside of each panel: several layouts, to choose from when panels are packed.

The cards of a panel are laid out by Graphviz on their own, reading to the right and reading downwards, so
that whole panels can be arranged on the page like the articles of a newspaper. A panel that holds other
panels is such a page itself, packed in a few shapes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlarch.draw.layout import dot_source as diagram
from mlarch.draw.layout.blocks import Block, Variant
from mlarch.draw.layout.engine import Placement
from mlarch.draw.layout.grid import PITCH, Zone
from mlarch.draw.layout.packing import arrange
from mlarch.draw.layout.rank_hints import folded, plain, staggered
from mlarch.draw.scene.values import Card, Link, Panel, Scene

__all__ = ["Request", "blocks", "connected", "requests", "variants"]

_SIDE = 2  # lattice units between a panel's border and its cards, or the panels inside it
_TOP = 4  # the same above, where the heading stands
_ISLANDS = 4  # so many parts without a link between them are packed like panels
_INNER_SHAPES = (2.2, 1.2, 0.7)  # the shapes that a panel of panels is packed in


@dataclass(frozen=True, slots=True)
class Request:
    """One DOT text to lay out: some cards, read in one direction, their edges shaped in one way."""

    cards: tuple[str, ...]
    source: str


def blocks(scene: Scene) -> tuple[Block, ...]:
    """The outermost panels and the free cards, panels first, in the order of the spec."""
    panels = [Block(panel.id, panel, panel.all_cards) for panel in scene.panels]
    return tuple(panels + [Block(f"card {card.id}", None, (card.id,)) for card in scene.free_cards])


def requests(scene: Scene, spread: float = 1.0) -> list[Request]:
    """The DOT texts of the cards that stand together: those directly in one panel.

    `spread` is how much further apart the cards stand than they would have to.
    """
    directions = [scene.direction.value] if scene.direction else ["LR", "TB"]
    found = []
    for cards in _asked(scene):
        links = _among(scene.links, cards)
        edges = plain(links)
        for shaped in dict.fromkeys([edges, staggered(edges), folded(edges)]):
            for direction in directions:
                found.append(Request(cards, _source(scene, cards, links, shaped, direction, spread)))
    return found


def _asked(scene: Scene) -> list[tuple[str, ...]]:
    """The cards that stand together, and each of their parts where these are packed one by one."""
    found = []
    for cards in _together(scene.panels):
        islands = connected(cards, _among(scene.links, cards))
        found.append(cards)
        if len(islands) >= _ISLANDS:
            found += [island for island in islands if len(island) > 1]
    return found


def variants(
    scene: Scene, asked: Sequence[Request], placed: Sequence[Placement | None], gap: int = 3
) -> dict[str, list[Variant]]:
    """The layouts of every block by its id; cards that Graphviz failed on stand in a plain grid.

    `gap` is the distance between panels inside a panel, in lattice units.
    """
    maker = _Maker(scene, gap)
    for request, placement in zip(asked, placed, strict=True):
        if placement is not None and set(request.cards) <= set(placement.centers):
            maker.core.setdefault(request.cards, []).append(maker.snapped(request.cards, placement.centers))
    return {block.id: maker.block(block) for block in blocks(scene)}


class _Maker:
    """Builds the variants of panels from the inside out."""

    def __init__(self, scene: Scene, gap: int) -> None:
        self.scene = scene
        self.cards = {card.id: card for card in scene.cards}
        self.gap = gap
        self.core: dict[tuple[str, ...], list[Variant]] = {}

    def block(self, block: Block) -> list[Variant]:
        """The layouts of a panel, or of cards that stand free."""
        return self.panel(block.panel) if block.panel is not None else self.together(block.cards)

    def panel(self, panel: Panel) -> list[Variant]:
        """The layouts of a panel, its border and heading around them."""
        if not panel.panels:
            inside = self.together(panel.cards) if panel.cards else [Variant(6, 1, {}, {})]
        else:
            inside = self._packed(panel)
        return [_framed(panel, variant) for variant in inside]

    def together(self, cards: tuple[str, ...]) -> list[Variant]:
        """The layouts of some cards, without a border."""
        if cards not in self.core:
            self.core[cards] = [self.snapped(cards, self._grid(cards))]
        islands = connected(cards, _among(self.scene.links, cards))
        if len(islands) < _ISLANDS:
            return self.core[cards]
        parts = [Block(f"from {island[0]}", None, island) for island in islands]
        options = {part.id: self.core.get(part.cards) or self.together(part.cards) for part in parts}
        return self.core[cards] + self._pages(parts, options, cards)

    def _packed(self, panel: Panel) -> list[Variant]:
        """A panel of panels, packed in a few shapes; its own cards stand together."""
        inner = [Block(child.id, child, child.all_cards) for child in panel.panels]
        if panel.cards:
            inner.insert(0, Block(f"cards of {panel.id}", None, panel.cards))
        options = {block.id: self.block(block) for block in inner}
        return self._pages(inner, options, panel.all_cards)

    def _pages(
        self, parts: Sequence[Block], options: Mapping[str, list[Variant]], cards: Sequence[str]
    ) -> list[Variant]:
        """Blocks packed in a few shapes. Where nothing else says so, reading starts at the first card."""
        links = _among(self.scene.links, cards)
        first = [card for card in self.scene.first if card in cards] or list(cards[:1])
        found = []
        for shape in _INNER_SHAPES:
            page = arrange(parts, options, links, shape, self.gap, first=first)
            found.append(Variant(page.width, page.height, page.cards, page.panels))
        return found

    def snapped(self, cards: Sequence[str], centers: Mapping[str, tuple[float, float]]) -> Variant:
        """Centres in points as cards on the lattice, from the top left corner of all of them."""
        zones = {}
        for name in cards:
            card, (x, y) = self.cards[name], centers[name]
            left, top = round((x - card.width / 2) / PITCH), round((y - card.height / 2) / PITCH)
            zones[name] = Zone(left, top, card.width // PITCH, card.height // PITCH)
        left, top = min(zone.x for zone in zones.values()), min(zone.y for zone in zones.values())
        width = max(zone.right for zone in zones.values()) - left
        height = max(zone.bottom for zone in zones.values()) - top
        return Variant(width, height, zones, {}).moved(-left, -top)

    def _grid(self, cards: Sequence[str]) -> dict[str, tuple[float, float]]:
        """A plain grid, for when Graphviz gave nothing (or was not asked: a single card)."""
        columns = max(1, round(len(cards) ** 0.5))
        wide = max(self.cards[card].width for card in cards) + 96
        high = max(self.cards[card].height for card in cards) + 60
        return {card: (index % columns * wide, index // columns * high) for index, card in enumerate(cards)}


def _framed(panel: Panel, inside: Variant) -> Variant:
    """A layout with a panel's border around it, wide enough for the heading."""
    heading = round(len(panel.name) * 8 / PITCH) + 3
    width, height = inside.width + 2 * _SIDE, inside.height + _TOP + _SIDE
    moved = inside.moved(_SIDE, _TOP)
    return Variant(max(width, heading), height, moved.cards, moved.panels)


def connected(cards: Sequence[str], links: Sequence[Link]) -> list[tuple[str, ...]]:
    """The cards in parts that no link joins, each in the order of the cards."""
    leader = {card: card for card in cards}

    def lead(card: str) -> str:
        while leader[card] != card:
            card = leader[card]
        return card

    for link in links:
        leader[lead(link.target)] = lead(link.source)
    parts: dict[str, list[str]] = {}
    for card in cards:
        parts.setdefault(lead(card), []).append(card)
    return [tuple(part) for part in parts.values()]


def _together(panels: Sequence[Panel]) -> list[tuple[str, ...]]:
    """The cards directly inside each panel, at any depth, where there are several."""
    found = []
    for panel in panels:
        if len(panel.cards) > 1:
            found.append(panel.cards)
        found += _together(panel.panels)
    return found


def _among(links: Sequence[Link], cards: Sequence[str]) -> list[Link]:
    inside = set(cards)
    return [link for link in links if link.source in inside and link.target in inside]


def _source(
    scene: Scene,
    names: Sequence[str],
    links: Sequence[Link],
    edges: Sequence[diagram.Edge],
    direction: str,
    spread: float,
) -> str:
    """The DOT text of some cards. Ranks stand far enough apart for the words between them."""
    cards = {card.id: card for card in scene.cards}
    widest = max((link.label_size[0] for link in links), default=0.0)
    level = direction in ("LR", "RL")
    apart = min(max(widest + 26, 48), 144) if level else 48
    between = 32 if level else 44
    attributes = {"ranksep": f"{apart * spread / 72:.3f}", "nodesep": f"{between * spread / 72:.3f}"}
    vertices = tuple(_vertex(cards[name]) for name in names)
    return diagram.dot_source(vertices, (), edges, direction=direction, attributes=attributes)


def _vertex(card: Card) -> diagram.Vertex:
    return diagram.Vertex(card.id, card.width, card.height)
