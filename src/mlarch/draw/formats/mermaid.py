"""Mermaid: a flowchart as text, for pages that draw Mermaid (GitHub, GitLab, Notion and others).

Kept are names, technologies, groups, modes (by line and colour), labels, links, what is planned. Not held are
places, icons and figures of the page. Every id is made for this text, since words such as `end` are Mermaid's
own; characters that it could take for syntax or markup are written as entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mlarch.draw.diagram import Role
from mlarch.draw.formats.svg import is_web
from mlarch.draw.formats.theme import LIGHT, plane_token, role_token
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.values import Card, Link, Panel, Scene, every_panel
from mlarch.draw.text import fonts
from mlarch.model import Plane

__all__ = ["encode", "to_mermaid"]

_DASHES = {Role.BATCH: "2 4", Role.DEPLOYMENT: "11 4", Role.FALLBACK: "7 3 2 3", Role.REPLY: "3 3"}
_KEPT = frozenset(" -_.,:/()+'→←×·…")


def encode(scene: Scene, options: RenderOptions) -> bytes:
    """The text as bytes; no option changes it."""
    del options
    return to_mermaid(scene).encode()


def to_mermaid(scene: Scene) -> str:
    """The flowchart of a scene."""
    ids = {card.id: f"c{number}" for number, card in enumerate(scene.cards, start=1)}
    ids |= {panel.id: f"g{number}" for number, panel in enumerate(every_panel(scene.panels), start=1)}
    cards = {card.id: card for card in scene.cards}
    direction = scene.direction.value if scene.direction else "LR"
    lines = ["---", f'title: "{_plain(scene.title.name)}"', "---", f"flowchart {direction}"]
    lines += [f"  {_node(card, ids)}" for card in scene.free_cards]
    for panel in scene.panels:
        lines += [f"  {line}" for line in _subgraph(panel, cards, ids)]
    lines += [f"  {_edge(link, ids)}" for link in scene.links]
    lines += [f"  {line}" for line in (*_styles(scene, ids), *_clicks(scene.cards, ids))]
    return "\n".join(lines) + "\n"


def _node(card: Card, ids: Mapping[str, str]) -> str:
    words = [f"<b>{_words(' '.join(card.name))}</b>", *(_words(line) for line in (*card.tech, *card.figures))]
    return f'{ids[card.id]}["{"<br/>".join(words)}"]'


def _subgraph(panel: Panel, cards: Mapping[str, Card], ids: Mapping[str, str]) -> list[str]:
    inner = [_node(cards[card], ids) for card in panel.cards]
    for one in panel.panels:
        inner += _subgraph(one, cards, ids)
    return [f'subgraph {ids[panel.id]}["{_words(panel.name)}"]', *(f"  {line}" for line in inner), "end"]


def _edge(link: Link, ids: Mapping[str, str]) -> str:
    words = "<br/>".join(_words(line) for line in (*link.sent, *link.returned))
    if link.number:
        words = f"{_words(link.number)} {words}".strip()
    arrow = "-.->" if link.role is Role.STREAM else "-->"
    if link.returns:
        arrow = f"<{arrow}"
    label = f'|"{words}"|' if words else ""
    return f"{ids[link.source]} {arrow}{label} {ids[link.target]}"


def _styles(scene: Scene, ids: Mapping[str, str]) -> Iterator[str]:
    """Colours: of cards and groups by plane, of lines by what they mean."""
    for plane in Plane:
        members = [ids[card.id] for card in scene.cards if card.plane is plane]
        if members:
            edge = LIGHT[plane_token(plane)]
            yield f"classDef {plane.value} fill:{LIGHT['card']},stroke:{edge},color:{LIGHT['ink']}"
            yield f"class {','.join(members)} {plane.value}"
    planned = [ids[card.id] for card in scene.cards if card.planned]
    if planned:
        yield "classDef planned stroke-dasharray:5 3"
        yield f"class {','.join(planned)} planned"
    for panel in every_panel(scene.panels):
        tint, edge = LIGHT[plane_token(panel.plane, "tint")], LIGHT[plane_token(panel.plane, "edge")]
        yield f"style {ids[panel.id]} fill:{tint},stroke:{edge},color:{LIGHT[plane_token(panel.plane)]}"
    for role in Role:
        numbers = [str(number) for number, link in enumerate(scene.links) if link.role is role]
        if numbers:
            dash = f",stroke-dasharray:{_DASHES[role]}" if role in _DASHES else ""
            color = LIGHT[role_token(role)]
            yield f"linkStyle {','.join(numbers)} stroke:{color},color:{color}{dash}"


def _clicks(cards: Iterable[Card], ids: Mapping[str, str]) -> Iterator[str]:
    for card in cards:
        if card.link and is_web(card.link):
            address = fonts.clean(card.link).replace('"', "%22").replace(" ", "%20")
            yield f'click {ids[card.id]} href "{address}" _blank'


def _words(text: str) -> str:
    """Words inside quotes: what is no letter, digit or harmless sign becomes an entity."""
    return "".join(c if c.isalnum() or c in _KEPT else f"#{ord(c)};" for c in fonts.clean(text))


def _plain(text: str) -> str:
    """Words inside a quoted YAML scalar of the front matter."""
    return fonts.clean(text).replace("\\", "\\\\").replace('"', '\\"')
