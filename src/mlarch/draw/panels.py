"""The inside of each panel: several layouts of its cards by Graphviz, to choose from when panels are packed.

A panel is laid out on its own, once reading to the right and once downwards, so that whole panels can be
arranged on the page like the articles of a newspaper. Positions are lattice units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlarch.draw import diagram
from mlarch.draw.edges import folded, plain, staggered
from mlarch.draw.engine import Placement
from mlarch.draw.lattice import PITCH, Zone
from mlarch.draw.scene import Card, Link, Panel, Scene

__all__ = ["Block", "Request", "Variant", "plan", "variants"]

_SIDE = 2  # lattice units between a panel's border and its cards, or the panels inside it
_TOP = 4  # the same above, where the heading stands
_FREE = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One layout of a block: its size, and its cards and inner panels relative to its corner."""

    width: int
    height: int
    cards: Mapping[str, Zone]
    panels: Mapping[str, Zone]


@dataclass(frozen=True, slots=True)
class Block:
    """What is placed as one: a panel, or a card that stands free."""

    id: str
    panel: Panel | None
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One DOT text to lay out: a block, read in one direction, its edges shaped in one way."""

    block: Block
    source: str


def blocks(scene: Scene) -> tuple[Block, ...]:
    """The outermost panels and the free cards, panels first, in the order of the spec."""
    panels = [Block(panel.id, panel, panel.all_cards) for panel in scene.panels]
    return tuple(panels + [Block(f"card {card.id}", None, (card.id,)) for card in scene.free_cards])


def plan(scene: Scene, spread: float = 1.0) -> tuple[tuple[Block, ...], list[Request]]:
    """The blocks of a scene, and the DOT texts whose layouts give their variants.

    `spread` is how much further apart the cards stand than they would have to.
    """
    found = blocks(scene)
    requests = []
    directions = [scene.direction.value] if scene.direction else ["LR", "TB"]
    for block in found:
        if block.panel is None:
            continue
        links = _inside(scene, block)
        edges = plain(links)
        for shaped in dict.fromkeys([edges, staggered(edges), folded(edges)]):
            for direction in directions:
                requests.append(Request(block, _source(scene, block, links, shaped, direction, spread)))
    return found, requests


def variants(
    scene: Scene, found: Sequence[Block], requests: Sequence[Request], placed: Sequence[Placement | None]
) -> dict[str, list[Variant]]:
    """The layouts of every block by its id; a block that Graphviz failed on is laid out as a plain grid."""
    cards = {card.id: card for card in scene.cards}
    result: dict[str, list[Variant]] = {block.id: [] for block in found}
    for request, placement in zip(requests, placed, strict=True):
        panel = request.block.panel
        if placement is None or panel is None or not set(request.block.cards) <= set(placement.centers):
            continue
        result[request.block.id].append(_variant(panel, cards, placement.centers))
    for block in found:
        if block.panel is None:
            card = cards[block.cards[0]]
            zone = Zone(0, 0, card.width // PITCH, card.height // PITCH)
            result[block.id].append(Variant(zone.width, zone.height, {card.id: zone}, {}))
        elif not result[block.id]:
            result[block.id].append(_variant(block.panel, cards, _grid(block.panel, cards)))
    return result


def _inside(scene: Scene, block: Block) -> list[Link]:
    inside = set(block.cards)
    return [link for link in scene.links if link.source in inside and link.target in inside]


def _source(
    scene: Scene, block: Block, links: Sequence[Link], edges: Sequence[diagram.Edge], direction: str, spread: float
) -> str:
    """The DOT text of the inside of one panel. Ranks stand far enough apart for the words between them."""
    cards = {card.id: card for card in scene.cards}
    widest = max((link.label_size[0] for link in links), default=0.0)
    level = direction in ("LR", "RL")
    apart = min(max(widest + 26, 48), 144) if level else 48
    between = 32 if level else 44
    attributes = {"ranksep": f"{apart * spread / 72:.3f}", "nodesep": f"{between * spread / 72:.3f}"}
    assert block.panel is not None
    vertices = tuple(_vertex(cards[card]) for card in block.panel.cards)
    branches = tuple(_branch(panel, cards) for panel in block.panel.panels)
    return diagram.dot_source(vertices, branches, edges, direction=direction, attributes=attributes)


def _vertex(card: Card) -> diagram.Vertex:
    return diagram.Vertex(card.id, card.width, card.height)


def _branch(panel: Panel, cards: Mapping[str, Card]) -> diagram.Branch:
    vertices = tuple(_vertex(cards[card]) for card in panel.cards)
    inner = tuple(_branch(child, cards) for child in panel.panels)
    return diagram.Branch(panel.id, "", vertices, inner, (("margin", "40"),))


def _grid(panel: Panel, cards: Mapping[str, Card]) -> dict[str, tuple[float, float]]:
    """A plain grid, for when Graphviz gave nothing."""
    members = panel.all_cards
    columns = max(1, round(len(members) ** 0.5))
    wide = max(cards[card].width for card in members) + 96
    high = max(cards[card].height for card in members) + 60
    return {card: (index % columns * wide, index // columns * high) for index, card in enumerate(members)}


def _variant(panel: Panel, cards: Mapping[str, Card], centers: Mapping[str, tuple[float, float]]) -> Variant:
    """A layout snapped to the lattice, with the panel's own border around it."""
    zones = {}
    for card_id in panel.all_cards:
        card = cards[card_id]
        x, y = centers[card_id]
        left, top = round((x - card.width / 2) / PITCH), round((y - card.height / 2) / PITCH)
        zones[card_id] = Zone(left, top, card.width // PITCH, card.height // PITCH)
    inner: dict[str, Zone] = {}
    for child in panel.panels:
        _enclose(child, zones, inner)
    everything = [*zones.values(), *inner.values()]
    left = min((zone.x for zone in everything), default=0) - _SIDE
    top = min((zone.y for zone in everything), default=0) - _TOP
    width = max((zone.right for zone in everything), default=left + 8) + _SIDE - left
    height = max((zone.bottom for zone in everything), default=top + 6) + _SIDE - top
    heading = round(len(panel.name) * 8 / PITCH) + 3
    return Variant(
        max(width, heading),
        height,
        {name: _moved(zone, -left, -top) for name, zone in zones.items()},
        {name: _moved(zone, -left, -top) for name, zone in inner.items()},
    )


def _enclose(panel: Panel, zones: Mapping[str, Zone], found: dict[str, Zone]) -> Zone:
    """The border of an inner panel around its cards and panels; noted in `found`."""
    parts = [zones[card] for card in panel.cards] + [_enclose(p, zones, found) for p in panel.panels]
    left = min(zone.x for zone in parts) - _SIDE + 1
    top = min(zone.y for zone in parts) - _TOP + 1
    right = max(zone.right for zone in parts) + _SIDE - 1
    bottom = max(zone.bottom for zone in parts) + _SIDE - 1
    found[panel.id] = Zone(left, top, right - left, bottom - top)
    return found[panel.id]


def _moved(zone: Zone, dx: int, dy: int) -> Zone:
    return Zone(zone.x + dx, zone.y + dy, zone.width, zone.height, zone.members)
