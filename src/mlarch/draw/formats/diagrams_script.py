"""A Python script that draws the system with the diagrams library alone: a start for those who go on by hand.

Every card whose icon is a node class of the library becomes a node of that class, every other a plain node;
groups become clusters, flows edges in the colours and styles of the other formats. Names stand in the script
as string literals, so that none can be code.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from mlarch.draw.diagram import Role
from mlarch.draw.formats.dot import STYLES, plain
from mlarch.draw.formats.svg import is_web
from mlarch.draw.formats.theme import LIGHT, plane_token, role_token
from mlarch.draw.layout.dot_source import group_ends
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.values import Card, Link, Panel, Scene
from mlarch.records import dataclass

__all__ = ["encode", "to_script"]

_BASE = ("Cluster", "Diagram", "Edge", "Node")
_BOX = {"shape": "box", "labelloc": "c", "fixedsize": "false", "height": "0.7"}
"""Attributes of a card without an icon of the library."""


def encode(scene: Scene, options: RenderOptions) -> bytes:
    """The script as bytes; no option changes it."""
    del options
    return to_script(scene).encode()


def to_script(scene: Scene) -> str:
    """The text of the script: it writes `diagram.svg` beside itself, with Graphviz."""
    classes = _classes(scene.cards)
    names = _Names(scene, {*_BASE, *(one.name for one in classes.values())})
    cards, inside = {card.id: card for card in scene.cards}, scene.inside
    imports: dict[str, list[str]] = {}
    for one in classes.values():
        imports.setdefault(one.module, []).append(one.imported)
    body = [_node(card, names, classes) for card in scene.free_cards]
    for panel in scene.panels:
        body += _cluster(panel, cards, names, classes)
    body += [_edge(link, names, inside) for link in scene.links]
    title = plain(scene.title.name)
    attributes = {
        "label": title,
        "labelloc": "t",
        "newrank": "true",
        "splines": "spline",
        "nodesep": "0.5",
        "ranksep": "0.9",
        "compound": "true",
    }
    direction = scene.direction.value if scene.direction else "LR"
    head = [
        '"""Draws a system with the diagrams library, which needs Graphviz: `pip install diagrams`."""',
        "",
        f"from diagrams import {', '.join(_BASE)}",
        *(f"from {module} import {', '.join(sorted(imports[module]))}" for module in sorted(imports)),
        "",
        f"page = {_dict(attributes)}",
        f"box = {_dict(_BOX)}",
        "",
        f'with Diagram({_text(title)}, filename="diagram", outformat="svg", show=False, '
        f"direction={_text(direction)}, graph_attr=page):",
    ]
    return "\n".join([*head, *(f"    {line}" for line in body or ["pass"])]) + "\n"


@dataclass(frozen=True, slots=True)
class _Class:
    """A node class: its module, how it is imported, and its name in the script."""

    module: str
    imported: str
    name: str


def _classes(cards: Iterable[Card]) -> dict[str, _Class]:
    """The classes of all cards by path. Two of one name in different modules get a name with the module's."""
    paths = dict.fromkeys(card.node_class.removeprefix("diagrams.") for card in cards if card.node_class)
    used: dict[str, int] = {}
    for path in paths:
        used[path.rpartition(".")[2]] = used.get(path.rpartition(".")[2], 0) + 1
    found = {}
    for path in paths:
        module, _, name = path.rpartition(".")
        if used[name] > 1 or name in _BASE:
            alias = "".join(word.title() for word in module.split(".")) + name
            found[path] = _Class(f"diagrams.{module}", f"{name} as {alias}", alias)
        else:
            found[path] = _Class(f"diagrams.{module}", name, name)
    return found


class _Names:
    """A variable for each card, like its id.

    Python reads names in the normal form NFKC: a ligature may hold what no name can.
    """

    def __init__(self, scene: Scene, taken: set[str]) -> None:
        self._names: dict[str, str] = {}
        used = {*taken, "page", "box"}
        for card in scene.cards:
            name = "".join(c if f"_{c}".isidentifier() else "_" for c in normalize("NFKC", card.id))
            if not name.isidentifier() or keyword.iskeyword(name):
                name = f"part_{name}"
            while name in used:
                name += "_"
            used.add(name)
            self._names[card.id] = name

    def __getitem__(self, card: str) -> str:
        return self._names[card]


def _node(card: Card, names: _Names, classes: Mapping[str, _Class]) -> str:
    kind = classes.get(card.node_class.removeprefix("diagrams."))
    label = "\n".join(plain(line) for line in (*card.name, *card.tech, *card.figures))
    attributes = {"tooltip": plain(card.description)}
    if is_web(card.link):
        attributes["URL"] = plain(card.link or "")
    if kind is not None:
        return f"{names[card.id]} = {kind.name}({_text(label)}, {_arguments(attributes)})"
    attributes["style"] = "rounded,dashed" if card.planned else "rounded"
    attributes["color"] = LIGHT[plane_token(card.plane)]
    return f"{names[card.id]} = Node({_text(label)}, {_arguments(attributes)}, **box)"


def _cluster(
    panel: Panel, cards: Mapping[str, Card], names: _Names, classes: Mapping[str, _Class]
) -> list[str]:
    attributes = {
        "label": plain(panel.name),
        "bgcolor": LIGHT[plane_token(panel.plane, "tint")],
        "pencolor": LIGHT[plane_token(panel.plane, "edge")],
        "fontcolor": LIGHT[plane_token(panel.plane)],
    }
    inner = [_node(cards[card], names, classes) for card in panel.cards]
    for one in panel.panels:
        inner += _cluster(one, cards, names, classes)
    # The library tells clusters apart by their first argument: an id is unique, a name need not be.
    head = f"with Cluster({_text(panel.id)}, graph_attr={_dict(attributes)}):"
    return [head, *(f"    {line}" for line in inner or ["pass"])]


def _edge(link: Link, names: _Names, inside: Mapping[str, tuple[str, ...]]) -> str:
    source, target, cut = group_ends(link.source, link.target, inside)
    color = LIGHT[role_token(link.role)]
    words = [*link.sent, *link.returned]
    attributes = {
        "label": "\n".join(plain(line) for line in words),
        "color": color,
        "fontcolor": color,
        "style": STYLES[link.role],
        "tooltip": plain(link.description),
        **dict(cut),
    }
    if link.number:
        attributes["label"] = f"{link.number} {attributes['label']}".strip()
    if link.role is Role.DEPLOYMENT:
        attributes["arrowhead"] = "diamond"
    both = 'reverse=True, arrowtail="empty", ' if link.returns else ""
    return f"{names[source]} >> Edge({both}{_arguments(attributes)}) >> {names[target]}"


def _dict(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_text(key)}: {_text(value)}" for key, value in values.items() if value) + "}"


def _arguments(values: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={_text(value)}" for key, value in values.items() if value)


def _text(text: str) -> str:
    """A string literal in double quotes, all of it in ASCII but for letters."""
    body = "".join(_character(character) for character in text)
    return f'"{body}"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
