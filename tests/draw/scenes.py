"""Scenes made by hand, for tests of layout and drawing that need no spec."""

from __future__ import annotations

import random

from mlarch.draw.diagram import Role
from mlarch.draw.icons.icons import glyph_icon
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.page import to_diagram
from mlarch.draw.layout.readability import Readability, measure
from mlarch.draw.scene.values import Card, Link, Panel, Scene, Title
from mlarch.draw.text import fonts
from mlarch.draw.text.metrics import LABEL_SIZE
from mlarch.model import Plane


def card(id_: str, **changes: object) -> Card:
    values: dict[str, object] = {
        "id": id_,
        "name": (id_,),
        "tech": (),
        "figures": (),
        "icon": glyph_icon("server"),
        "plane": Plane.ONLINE,
        "width": 144,
        "height": 72,
        "description": f"{id_}: a server.",
    }
    return Card(**(values | changes))  # type: ignore[arg-type]


def link(index: int, source: str, target: str, words: str = "", **changes: object) -> Link:
    values: dict[str, object] = {
        "index": index,
        "source": source,
        "target": target,
        "role": Role.CALL,
        "sent": (words,) if words else (),
        "returned": (),
        "arrow": "->",
        "label_width": fonts.width(words, LABEL_SIZE, "regular"),
        "bundle": ("one", str(index)),
        "plane": Plane.ONLINE,
        "description": f"{source} -> {target}",
    }
    return Link(**(values | changes))  # type: ignore[arg-type]


def scene(cards: list[Card], links: list[Link], panels: tuple[Panel, ...] = (), **changes: object) -> Scene:
    values: dict[str, object] = {
        "title": Title("A system", "What it does.", ("500M daily users",)),
        "cards": tuple(cards),
        "panels": panels,
        "links": tuple(links),
        "direction": None,
        "description": "A system.",
    }
    return Scene(**(values | changes))  # type: ignore[arg-type]


def random_scene(cards: int, links: int, groups: int, seed: int) -> Scene:
    """Mostly neighbouring cards linked, some far ones, in groups of equal size."""
    chance = random.Random(seed)
    made = [card(f"c{number}") for number in range(cards)]
    found = []
    for index in range(links):
        start = chance.randrange(cards)
        end = (start + chance.randrange(1, 6)) % cards if chance.random() < 0.8 else chance.randrange(cards)
        if start != end:
            words = chance.choice(["events", "user features", "request", ""])
            found.append(link(index, f"c{start}", f"c{end}", words, role=chance.choice(list(Role))))
    size = -(-cards // groups)
    panels = tuple(
        Panel(
            f"g{g}",
            f"Group {g}",
            Plane.ONLINE,
            tuple(f"c{n}" for n in range(g * size, min(cards, (g + 1) * size))),
        )
        for g in range(groups)
    )
    return scene(made, found, tuple(panel for panel in panels if panel.cards), first=("c0",))


def report_of(wanted: Scene) -> Readability:
    """The readability report of a scene's own layout."""
    return measure(to_diagram(wanted, lay_out(wanted)))
