"""Layout by Graphviz: the scene as the diagrams library writes it in DOT, and its positions as they are.

Cards have the sizes of the house, words are boxes of their measured size, and curves become short straight
pieces, so every format draws such a layout like one of our own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from mlarch.diagnostics import EngineError
from mlarch.draw.geometry import Box, Point, segments
from mlarch.draw.layout import engine as graphviz
from mlarch.draw.layout.dot_source import Branch, Edge, Vertex, dot_source, group_ends
from mlarch.draw.layout.layout import Layout, Line, heading_widths
from mlarch.draw.scene.values import Card, Link, Panel, Scene, every_panel

__all__ = ["lay_out_by_graphviz"]

_PIECES = 8  # straight pieces that stand for a curve
_HEADING = 20


def lay_out_by_graphviz(scene: Scene, program: str) -> Layout:
    """Lay out a scene with `dot`: the `embedded` one, or the program of this machine (`dot`).

    Raises `EngineError` when Graphviz cannot be run, takes too long, or loses a card or a flow.
    """
    widths = heading_widths(scene)
    cards = {card.id: card for card in scene.cards}
    source = dot_source(
        tuple(_vertex(card) for card in scene.free_cards),
        tuple(_branch(panel, cards, widths) for panel in scene.panels if panel.all_cards),
        tuple(_edge(link, scene) for link in scene.links),
        direction=scene.direction.value if scene.direction else "LR",
        attributes={"nodesep": "0.45", "ranksep": "0.7", "compound": "true"},
    )
    (placed,) = graphviz.lay_out([source], program)
    drawn = {str(link.index) for link in scene.links}
    if placed is None or set(placed.centers) < set(cards) or set(placed.curves) != drawn:
        raise EngineError("Graphviz cannot lay out this picture", "Leave `--engine` out.")
    boxes = {
        card.id: Box(x - card.width / 2, y - card.height / 2, card.width, card.height)
        for card in scene.cards
        for x, y in (placed.centers[card.id],)
    }
    panels = {
        panel.id: _box(placed.clusters[f"cluster_{panel.id}"])
        for panel in every_panel(scene.panels)
        if panel.all_cards
    }
    labels = {}
    for link in scene.links:
        if str(link.index) in placed.labels and link.label_size[0]:
            x, y = placed.labels[str(link.index)]
            wide, high = link.label_size
            labels[link.index] = Box(x - wide / 2, y - high / 2, wide, high)
    lines = tuple(
        Line(link.index, _trimmed(_pieces(placed.curves[str(link.index)]), link, panels))
        for link in scene.links
    )
    headings = {name: Box(box.x + 12, box.y + 6, widths[name], _HEADING - 4) for name, box in panels.items()}
    return Layout(boxes, panels, headings, lines, labels, *placed.size)


def _vertex(card: Card) -> Vertex:
    return Vertex(card.id, card.width, card.height)


def _branch(panel: Panel, cards: Mapping[str, Card], widths: Mapping[str, float]) -> Branch:
    return Branch(
        panel.id,
        _blank(widths[panel.id] + 12, _HEADING),
        tuple(_vertex(cards[card]) for card in panel.cards),
        tuple(_branch(inner, cards, widths) for inner in panel.panels if inner.all_cards),
        (("labeljust", "l"), ("margin", "14")),
    )


def _edge(link: Link, scene: Scene) -> Edge:
    source, target, cut = group_ends(link.source, link.target, scene.inside)
    attributes = [("id", str(link.index)), ("arrowhead", "none"), ("dir", "none"), *cut]
    if link.label_size[0]:
        wide, high = link.label_size
        attributes.append(("label", _blank(wide + 8, high + 4)))
    if link.quiet:
        attributes.append(("constraint", "false"))
    return Edge(source, target, tuple(attributes))


def _blank(wide: float, high: float) -> str:
    """An HTML-like label of a fixed size, without text: nothing is measured by Graphviz."""
    plain = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE"'
    return f'<<TABLE {plain} WIDTH="{wide:.0f}" HEIGHT="{high:.0f}"><TR><TD></TD></TR></TABLE>>'


def _box(corners: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = corners
    return Box(left, top, right - left, bottom - top)


def _pieces(knots: Sequence[Point]) -> tuple[Point, ...]:
    """A chain of cubic Bézier curves as straight pieces; one that is straight stays one piece."""
    points = [knots[0]]
    for i in range(0, len(knots) - 3, 3):
        a, b, c, d = knots[i : i + 4]
        for step in range(1, _PIECES + 1):
            t = step / _PIECES
            u = 1 - t
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            x, y = (fsum(w * p[k] for w, p in zip(weights, (a, b, c, d), strict=True)) for k in (0, 1))
            points.append((round(x, 2), round(y, 2)))
    return tuple(points)


def _trimmed(points: tuple[Point, ...], link: Link, panels: Mapping[str, Box]) -> tuple[Point, ...]:
    """A line to a panel ends where it enters it, should Graphviz have led it on inside."""
    if link.target in panels:
        box = panels[link.target].grown(-1)
        outside = [not box.crosses(segment) for segment in segments(points)]
        points = points[: max(2, 1 + sum(outside))]
    return points
