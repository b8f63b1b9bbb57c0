"""DOT: the diagram as text for any Graphviz, made by the diagrams library from the same scene.

Icons are named by their place in the library's own folder, so that the text is the same on every machine;
`dot -Gimagepath=DIR` finds them, DIR being the folder that `diagrams` is installed in.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from mlarch.draw.diagram import Role
from mlarch.draw.formats.theme import LIGHT, plane_token, role_token
from mlarch.draw.icons.library import icon_name
from mlarch.draw.layout import dot_source as diagram
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.values import Card, Link, Panel, Scene
from mlarch.draw.text import fonts, metrics

__all__ = ["STYLES", "encode", "plain", "to_dot"]

_FONT = "Source Sans Pro"
STYLES = {
    Role.CALL: "solid",
    Role.REPLY: "dashed",
    Role.STREAM: "dashed",
    Role.BATCH: "dotted",
    Role.DEPLOYMENT: "dashed",
    Role.FALLBACK: "dashed",
}


def encode(scene: Scene, options: RenderOptions) -> bytes:
    """The DOT text as bytes; no option changes it."""
    del options
    return to_dot(scene).encode()


def to_dot(scene: Scene) -> str:
    """The DOT text of a scene: cards as HTML-like labels, panels as clusters, flows as edges."""
    cards, inside = {card.id: card for card in scene.cards}, scene.inside
    source = diagram.dot_source(
        tuple(_vertex(card) for card in scene.free_cards),
        tuple(_branch(panel, cards) for panel in scene.panels),
        tuple(_edge(link, inside) for link in scene.links),
        direction=scene.direction.value if scene.direction else "LR",
        attributes={
            "label": plain(scene.title.name),
            "labelloc": "t",
            "fontname": _FONT,
            "fontsize": "22",
            "fontcolor": LIGHT["ink"],
            "nodesep": "0.4",
            "ranksep": "0.8",
            "pad": "0.4",
            "compound": "true",
        },
        name=plain(scene.title.name),
    )
    return f"// Icons: dot -Gimagepath=<the folder that diagrams is installed in>\n{source}"


def _vertex(card: Card) -> diagram.Vertex:
    attributes = (
        ("color", LIGHT[plane_token(card.plane)]),
        ("fillcolor", LIGHT["card"]),
        ("style", "rounded,filled,dashed" if card.planned else "rounded,filled"),
        ("fontname", _FONT),
        ("tooltip", plain(card.description)),
    )
    return diagram.Vertex(
        card.id, card.width * 0.75, card.height * 0.75, _table(card), attributes, card.node_class
    )


def _table(card: Card) -> str:
    """A card as an HTML-like label: icon, name, technology, figures. Sizes are points, 3/4 of a pixel."""
    words = [
        _font("<B>" + html.escape(fonts.clean(line)) + "</B>", metrics.NAME_SIZE, "ink") for line in card.name
    ]
    words += [_font(html.escape(fonts.clean(line)), metrics.TECH_SIZE, "muted") for line in card.tech]
    words += [_font(html.escape(fonts.clean(line)), metrics.FIGURE_SIZE, "ink") for line in card.figures]
    body = '<BR ALIGN="LEFT"/>'.join(words) + '<BR ALIGN="LEFT"/>'
    picture = icon_name(card.node_class) if card.node_class else ""
    icon = (
        f'<TD FIXEDSIZE="TRUE" WIDTH="22" HEIGHT="22"><IMG SRC="{html.escape(picture)}" SCALE="TRUE"/></TD>'
        if picture
        else ""
    )
    row = f'<TR>{icon}<TD ALIGN="LEFT">{body}</TD></TR>'
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3">{row}</TABLE>>'


def _font(text: str, size: float, token: str) -> str:
    return f'<FONT POINT-SIZE="{size * 0.75:g}" COLOR="{LIGHT[token]}">{text}</FONT>'


def _branch(panel: Panel, cards: Mapping[str, Card]) -> diagram.Branch:
    attributes = (
        ("bgcolor", LIGHT[plane_token(panel.plane, "tint")]),
        ("pencolor", LIGHT[plane_token(panel.plane, "edge")]),
        ("fontcolor", LIGHT[plane_token(panel.plane)]),
        ("fontname", _FONT),
        ("margin", "14"),
    )
    vertices = tuple(_vertex(cards[card]) for card in panel.cards)
    return diagram.Branch(
        panel.id,
        plain(panel.name),
        vertices,
        tuple(_branch(inner, cards) for inner in panel.panels),
        attributes,
    )


def _edge(link: Link, inside: Mapping[str, tuple[str, ...]]) -> diagram.Edge:
    source, target, cut = diagram.group_ends(link.source, link.target, inside)
    words = " ".join(part for part in (link.number, " ".join(link.sent + link.returned)) if part)
    attributes = (
        ("label", plain(words)),
        ("color", LIGHT[role_token(link.role)]),
        ("fontcolor", LIGHT[role_token(link.role)]),
        ("fontname", _FONT),
        ("fontsize", "9"),
        ("style", STYLES[link.role]),
        ("arrowhead", "diamond" if link.role is Role.DEPLOYMENT else "normal"),
        ("arrowsize", "0.7"),
        ("tooltip", plain(link.description)),
        *cut,
    )
    return diagram.Edge(source, target, attributes)


def plain(text: str) -> str:
    """Text for a quoted attribute: one line, and no backslash that Graphviz would read as an escape.

    A text in angle brackets would be taken for HTML: a zero-width space in front keeps it text.
    """
    line = fonts.clean(text).replace("\\", "\\\\")
    return f"\u200b{line}" if line.startswith("<") else line
