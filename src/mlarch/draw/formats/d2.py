"""D2: the diagram as text for the D2 language, which lays it out itself.

Kept are names, technologies, figures, groups, modes (by line and colour), labels, links, tooltips and what is
planned. Not held are places and icons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mlarch.draw.diagram import Role
from mlarch.draw.formats.svg import is_web
from mlarch.draw.formats.theme import LIGHT, plane_token, role_token
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.values import Card, Link, Panel, Scene
from mlarch.draw.text import fonts

__all__ = ["encode", "to_d2"]

_DIRECTIONS = {"LR": "right", "RL": "left", "TB": "down", "BT": "up"}
_DASHES = {Role.STREAM: 5, Role.BATCH: 2, Role.DEPLOYMENT: 8, Role.FALLBACK: 4, Role.REPLY: 3}


def encode(scene: Scene, options: RenderOptions) -> bytes:
    """The text as bytes; no option changes it."""
    del options
    return to_d2(scene).encode()


def to_d2(scene: Scene) -> str:
    """The D2 text of a scene."""
    cards = {card.id: card for card in scene.cards}
    paths = {card.id: _key(card.id) for card in scene.free_cards} | dict(_paths(scene.panels, ""))
    direction = _DIRECTIONS[scene.direction.value if scene.direction else "LR"]
    lines = [f"# {fonts.clean(scene.title.name)}", f"direction: {direction}"]
    for card in scene.free_cards:
        lines += _shape(card)
    for panel in scene.panels:
        lines += _container(panel, cards)
    for link in scene.links:
        lines += _connection(link, paths)
    return "\n".join(lines) + "\n"


def _paths(panels: Iterable[Panel], above: str) -> Iterator[tuple[str, str]]:
    """Where each card and each panel stands: the keys of the panels around it, with dots."""
    for panel in panels:
        here = f"{above}{_group_key(panel)}"
        for card in panel.cards:
            yield card, f"{here}.{_key(card)}"
        yield from _paths(panel.panels, f"{here}.")
        yield panel.id, here


def _group_key(panel: Panel) -> str:
    """A panel has a key of its own: a group may be called like a card in it."""
    return _key(f"group {panel.id}")


def _shape(card: Card) -> list[str]:
    words = (" ".join(card.name), " ".join(card.tech), *card.figures)
    label = _text("\n".join(fonts.clean(line) for line in words if line))
    rows = ["style.border-radius: 8", f"style.stroke: {_text(LIGHT[plane_token(card.plane)])}"]
    rows += [f"style.fill: {_text(LIGHT['card'])}", f"tooltip: {_text(card.description)}"]
    if card.planned:
        rows.append("style.stroke-dash: 4")
    if card.link and is_web(card.link):
        rows.append(f"link: {_text(card.link)}")
    return _block(f"{_key(card.id)}: {label}", rows)


def _container(panel: Panel, cards: Mapping[str, Card]) -> list[str]:
    rows = [f"style.fill: {_text(LIGHT[plane_token(panel.plane, 'tint')])}"]
    rows.append(f"style.stroke: {_text(LIGHT[plane_token(panel.plane, 'edge')])}")
    for card in panel.cards:
        rows += _shape(cards[card])
    for inner in panel.panels:
        rows += _container(inner, cards)
    return _block(f"{_group_key(panel)}: {_text(panel.name)}", rows)


def _connection(link: Link, paths: Mapping[str, str]) -> list[str]:
    words = "\n".join(fonts.clean(line) for line in (*link.sent, *link.returned))
    if link.number:
        words = f"{link.number} {words}".strip()
    color = _text(LIGHT[role_token(link.role)])
    rows = [f"style.stroke: {color}", f"style.font-color: {color}"]
    if link.role in _DASHES:
        rows.append(f"style.stroke-dash: {_DASHES[link.role]}")
    if link.role is Role.DEPLOYMENT:
        rows.append("target-arrowhead.shape: diamond")
    if link.returns:
        rows += ["source-arrowhead.shape: triangle", "source-arrowhead.style.filled: false"]
    arrow = "<->" if link.returns else "->"
    head = f"{paths[link.source]} {arrow} {paths[link.target]}"
    return _block(f"{head}: {_text(words)}" if words else f"{head}: {_text('')}", rows)


def _block(head: str, rows: Iterable[str]) -> list[str]:
    return [f"{head} {{", *(f"  {row}" for row in rows), "}"]


def _key(text: str) -> str:
    return _text(text)


def _text(text: str) -> str:
    """A string in double quotes: no quote, escape or substitution (`${...}`) in it is read as one."""
    lines = (fonts.clean(line) for line in text.split("\n"))
    body = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") for line in lines)
    return f'"{body}"'
