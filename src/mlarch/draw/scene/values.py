"""What a picture shows, before anything has a place: cards, panels, links, the title and the legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.draw.diagram import Role
from mlarch.draw.icons.icons import Icon
from mlarch.draw.text.metrics import LABEL_LINE, numbers
from mlarch.model import Direction, Plane
from mlarch.records import dataclass

__all__ = ["PLANE_NAMES", "Card", "Link", "Panel", "Scene", "Stage", "Title", "every_panel"]


PLANE_NAMES = {
    Plane.ONLINE: "Online serving",
    Plane.OFFLINE: "Data and training",
    Plane.DEPLOYMENT: "Deployment",
    Plane.MONITORING: "Monitoring",
    Plane.PEOPLE: "People",
}
"""Headings of panels that hold a plane, where a spec has no groups or too many."""


@dataclass(frozen=True, slots=True)
class Card:
    """A component as a card. Sizes are pixels, and even multiples of the lattice's pitch."""

    id: str
    name: tuple[str, ...]
    tech: tuple[str, ...]
    figures: tuple[str, ...]
    icon: Icon
    plane: Plane
    width: int
    height: int
    description: str
    link: str | None = None
    faded: bool = False
    planned: bool = False
    node_class: str = ""
    """The class of the diagrams library that its icon comes from, such as `onprem.queue.Kafka`."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A group as a panel. `cards` are the ids of all cards inside, `panels` the panels inside."""

    id: str
    name: str
    plane: Plane
    cards: tuple[str, ...]
    panels: tuple[Panel, ...] = ()

    @property
    def all_cards(self) -> tuple[str, ...]:
        """Every card inside, at any depth."""
        inner = tuple(card for panel in self.panels for card in panel.all_cards)
        return self.cards + inner


def every_panel(panels: Iterable[Panel]) -> Iterator[Panel]:
    """Each panel and then those inside it."""
    for panel in panels:
        yield panel
        yield from every_panel(panel.panels)


@dataclass(frozen=True, slots=True)
class Link:
    """A flow as a line, between two cards or panels. Links of one `bundle` share their trunk and their label.

    `arrow` is the arrow of the spec language. `sent` and `returned` hold the lines of its words, of what goes
    to the target and of what comes back; `steps` are the steps of a scenario that walk it.
    """

    index: int
    source: str
    arrow: str
    target: str
    role: Role
    sent: tuple[str, ...]
    returned: tuple[str, ...]
    label_width: float
    bundle: tuple[str, ...]
    plane: Plane
    description: str
    steps: tuple[int, ...] = ()
    returns: bool = False
    """The target gives data back, as a read does: it is drawn with an open head at its source."""
    faded: bool = False
    telemetry: bool = False
    """It goes to a monitor."""
    main: bool = False
    """Walked forward by the first scenario of the spec: the path that a reader looks for."""
    merged: tuple[int, ...] = ()
    """The flows that this one line stands for, where it stands for several."""
    repeats: tuple[str, str] = ("", "")
    """What it carries and brings back, where an earlier link of its chain says it in its stead."""

    @property
    def quiet(self) -> bool:
        """Telemetry that no scenario walks, which is drawn thin."""
        return self.telemetry and not self.steps

    @property
    def number(self) -> str:
        """The step numbers as the badge shows them: `2`, or `3, 7`; empty outside a scenario."""
        return numbers(self.steps)

    @property
    def label_size(self) -> tuple[float, float]:
        """Width and height of the words, (0, 0) for none."""
        return (self.label_width, (len(self.sent) + len(self.returned)) * LABEL_LINE)


@dataclass(frozen=True, slots=True)
class Title:
    """The title block: name, one line, and the requirements that size the system."""

    name: str
    summary: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a scenario: its ends, and what goes from one to the other in words."""

    source: str
    target: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `panels` are the outermost; a card in none of them stands free."""

    title: Title
    cards: tuple[Card, ...]
    panels: tuple[Panel, ...]
    links: tuple[Link, ...]
    direction: Direction | None
    description: str
    first: tuple[str, ...] = ()
    """The cards where reading starts: clients, or what they call first."""
    figures: tuple[tuple[str, str], ...] = ()
    """For each sort of figure on a card an example and what it means, for the legend."""
    pins: tuple[str, ...] = ()
    """The spec's `layout`: the ids of each row of cards."""
    steps: tuple[Stage, ...] = ()
    """The steps of the scenario, in order."""

    @property
    def inside(self) -> dict[str, tuple[str, ...]]:
        """The cards in each panel that has any, at any depth."""
        return {panel.id: panel.all_cards for panel in every_panel(self.panels) if panel.all_cards}

    @property
    def path(self) -> frozenset[int]:
        """The links that are drawn heavier, by index: those that the first scenario walks.

        None where that would tell nothing: in the picture of a scenario, which fades the others, and where
        all are walked.
        """
        main = frozenset(link.index for link in self.links if link.main)
        return frozenset() if self.steps or len(main) == len(self.links) else main

    @property
    def free_cards(self) -> tuple[Card, ...]:
        """The cards outside every panel."""
        inside = {card for panel in self.panels for card in panel.all_cards}
        return tuple(card for card in self.cards if card.id not in inside)
