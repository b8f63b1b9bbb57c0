"""The level above: groups become cards, the flows of one meaning between two of them one line each way.

Its picture has a dozen boxes at most: where there are more groups, those of a plane are one box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mlarch.draw.diagram import Role
from mlarch.draw.icons.icons import glyph_icon
from mlarch.draw.scene.values import PLANE_NAMES, Card, Link, Panel, Scene, every_panel
from mlarch.draw.text import fonts, metrics
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import LABEL_SIZE, RETURNED
from mlarch.lazy import regex
from mlarch.model import Plane

__all__ = ["collapsed"]

_WIDTH, _STEP = 168, 24  # of a group's card, and what sizes are multiples of
_NAMED = 4  # how many members a group's card names
_LABEL_WIDTH, _LABEL_LINES, _SAID = 100.0, 3, 2
_MOST = 12  # boxes
_BY_PLANE = (Plane.MONITORING, Plane.DEPLOYMENT, Plane.PEOPLE, Plane.OFFLINE, Plane.ONLINE)
_GLYPHS = {
    Plane.ONLINE: "server",
    Plane.OFFLINE: "cylinder",
    Plane.DEPLOYMENT: "deploy",
    Plane.MONITORING: "gauge",
    Plane.PEOPLE: "person",
}
_COMMA = regex(r", (?![^(]*\))")  # between two things, not inside what stands in brackets


def collapsed(scene: Scene, depth: int) -> Scene:
    """The scene with every group at this depth, 1 being the outermost, as one card; unchanged for depth 0."""
    scene = _by_plane(scene) if depth == 1 else scene
    hidden = list(_at(scene.panels, depth)) if depth > 0 else []
    if not any(panel.all_cards for panel in hidden):
        return scene
    home = {card: panel.id for panel in hidden for card in panel.all_cards}
    home |= {inner.id: panel.id for panel in hidden for inner in every_panel((panel,))}
    cards = {card.id: card for card in scene.cards}
    boxes = {panel.id: _card(panel, [cards[name] for name in panel.all_cards]) for panel in hidden}
    made: dict[str, Card] = {}
    for card in scene.cards:  # a group stands where its first component does
        name = home.get(card.id, card.id)
        made.setdefault(name, boxes.get(name, card))
    first = tuple(dict.fromkeys(home.get(name, name) for name in scene.first))
    return replace(
        scene,
        cards=tuple(made.values()),
        panels=tuple(_outside(scene.panels, depth)),
        links=tuple(_links(scene, home)),
        first=first,
        figures=(),
    )


def _by_plane(scene: Scene) -> Scene:
    """The scene with all boxes of a plane in one panel, plane after plane until there are a few boxes only.

    Cards where reading starts stand for themselves.
    """
    panels = list(scene.panels)
    for plane in _BY_PLANE:
        inside = {card for panel in panels for card in panel.all_cards}
        free = [card for card in scene.cards if card.id not in inside]
        cards = tuple(card.id for card in free if card.plane is plane and card.id not in scene.first)
        inner = tuple(panel for panel in panels if panel.plane is plane)
        if len(free) + len(panels) > _MOST and len(cards) + len(inner) > 1:
            joined = Panel(f"plane-{plane.value}", PLANE_NAMES[plane], plane, cards, inner)
            panels = [*(panel for panel in panels if panel.plane is not plane), joined]
    return replace(scene, panels=tuple(panels)) if len(panels) > 1 else scene


def _at(panels: Sequence[Panel], depth: int) -> Iterator[Panel]:
    for panel in panels:
        if depth == 1:
            yield panel
        else:
            yield from _at(panel.panels, depth - 1)


def _outside(panels: Sequence[Panel], depth: int) -> Iterator[Panel]:
    """The panels that stay, with the collapsed ones among their cards."""
    for panel in panels if depth > 1 else ():
        inner = tuple(child.id for child in panel.panels if child.all_cards) if depth == 2 else ()
        yield replace(panel, cards=panel.cards + inner, panels=tuple(_outside(panel.panels, depth - 1)))


def _card(panel: Panel, members: Sequence[Card]) -> Card:
    """A group as a card: its name, how many components it holds, and the first of them by name."""
    beside = _WIDTH - 2 * metrics.PAD - metrics.ICON - metrics.GAP
    name = fonts.wrap(panel.name, metrics.NAME_SIZE, Weight.BOLD, beside, 2, balance=True)
    count = f"{len(members)} component{'' if len(members) == 1 else 's'}"
    words = [" ".join(card.name) for card in members[:_NAMED]]
    listed = ", ".join(words) + (f" and {len(members) - _NAMED} more" if len(members) > _NAMED else "")
    room = _WIDTH - 2 * metrics.PAD
    figures = fonts.wrap(listed, metrics.FIGURE_SIZE, Weight.REGULAR, room, 3) if members else ()
    text = len(name) * metrics.NAME_LINE + metrics.TECH_LINE
    height = 2 * metrics.PAD - 2 + max(metrics.ICON, text) + (len(figures) * metrics.FIGURE_LINE + 3)
    every = ", ".join(" ".join(card.name) for card in members)
    return Card(
        id=panel.id,
        name=name,
        tech=(count,),
        figures=figures,
        icon=glyph_icon(_GLYPHS[panel.plane]),
        plane=panel.plane,
        width=_WIDTH,
        height=int(-(-height // _STEP)) * _STEP,
        description=f"{panel.name}: {count}: {every}." if every else f"{panel.name}: {count}.",
        faded=bool(members) and all(card.faded for card in members),
    )


def _links(scene: Scene, home: dict[str, str]) -> Iterator[Link]:
    """One link for all flows of one meaning from one card to another; flows inside a group are not shown.

    Telemetry is one meaning, whichever way it moves.
    """
    merged: dict[tuple[str, str, Role | None], list[Link]] = {}
    for link in scene.links:
        source, target = home.get(link.source, link.source), home.get(link.target, link.target)
        if (source, target) != (link.source, link.target):
            link = _aloud(link)
        if source != target or (link.source == link.target and link.source not in home):
            merged.setdefault((source, target, None if link.telemetry else link.role), []).append(link)
    for (source, target, _), links in merged.items():
        yield _merged(source, target, links) if len(links) > 1 else _alone(source, target, links[0])


def _aloud(link: Link) -> Link:
    """The link with its words also where an earlier one of its chain says them: that may be in a group."""
    if link.faded:
        return link
    sent, returned = link.repeats
    return replace(
        link,
        sent=(sent, *link.sent) if sent else link.sent,
        returned=(f"{RETURNED}{returned}",) if returned else link.returned,
    )


def _alone(source: str, target: str, link: Link) -> Link:
    sent, returned = (_wrapped(" ".join(words)) for words in (link.sent, link.returned))
    return replace(
        link,
        source=source,
        target=target,
        bundle=("one", str(link.index)),
        sent=sent,
        returned=returned,
        label_width=_widest(sent + returned),
    )


def _wrapped(text: str) -> tuple[str, ...]:
    return fonts.wrap(text, LABEL_SIZE, Weight.REGULAR, _LABEL_WIDTH, _LABEL_LINES, balance=True)


def _widest(words: Sequence[str]) -> float:
    return max((fonts.width(line, LABEL_SIZE) for line in words), default=0.0)


def _in_short(labels: Iterable[str]) -> str:
    """The first things that the labels name, each once, and how many more there are."""
    said = list(dict.fromkeys(thing for text in labels if text for thing in _COMMA.split(text)))
    more = len(said) - _SAID
    return ", ".join(said[:_SAID]) + (f" and {more} more" if more > 0 else "")


def _merged(source: str, target: str, links: Sequence[Link]) -> Link:
    roles = Counter(link.role for link in links)  # of telemetry there can be several
    role = max(Role, key=lambda one: (roles[one], one is Role.CALL))
    sent = _wrapped(_in_short(" ".join(link.sent) for link in links))
    back = _in_short(" ".join(link.returned).removeprefix(RETURNED) for link in links)
    returned = _wrapped(f"{RETURNED}{back}" if back else "")
    return replace(
        links[0],
        source=source,
        target=target,
        arrow=next(link.arrow for link in links if link.role is role),
        role=role,
        sent=sent,
        returned=returned,
        label_width=_widest(sent + returned),
        bundle=("one", str(links[0].index)),
        description=f"{len(links)} flows: " + "; ".join(link.description for link in links),
        returns=any(link.returns for link in links),
        faded=all(link.faded for link in links),
        telemetry=all(link.telemetry for link in links),
        main=any(link.main for link in links),
        steps=tuple(sorted(step for link in links for step in link.steps)),
        merged=tuple(index for link in links for index in link.merged or (link.index,)),
    )
