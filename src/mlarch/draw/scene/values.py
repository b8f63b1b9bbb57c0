"""What a picture shows, before anything has a place: cards, panels, links, the title and the legend."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from mlarch.draw.icons.icons import Icon
from mlarch.model import Direction, Plane

__all__ = ["LABEL_LINE", "LABEL_SIZE", "Card", "Link", "Panel", "Scene", "Style", "Title"]

LABEL_SIZE, LABEL_LINE = 10.5, 12.5
"""The type size of the words beside a line, and the height of one line of them, in pixels."""


class Style(enum.StrEnum):
    """How a link is drawn; the value is what the legend says."""

    CALL = "call"
    STREAM = "stream"
    BATCH = "batch"
    DEPLOYMENT = "deployment"
    FALLBACK = "on failure"


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
    text_width: float
    description: str
    link: str | None = None
    faded: bool = False
    dashed: bool = False
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


@dataclass(frozen=True, slots=True)
class Link:
    """A flow as a line. Links of one `bundle` share their trunk and their label.

    `label` holds the lines of its words; `number` the steps of a scenario that walk it: `2`, or `3, 7`.
    """

    index: int
    source: str
    target: str
    style: Style
    label: tuple[str, ...]
    label_width: float
    bundle: tuple[str, ...]
    plane: Plane
    description: str
    number: str = ""
    faded: bool = False
    quiet: bool = False
    """Telemetry: it goes to a monitor, and is drawn thin."""

    @property
    def label_size(self) -> tuple[float, float]:
        """Width and height of the words with the badge of the step number, (0, 0) for none."""
        if not self.label and not self.number:
            return (0.0, 0.0)
        badge = self.badge_width
        width = badge + self.label_width + (4.0 if badge and self.label else 0.0)
        return (width, max(1, len(self.label)) * LABEL_LINE + (3.0 if badge else 0.0))

    @property
    def badge_width(self) -> float:
        """Width of the badge with the step numbers."""
        return 9.0 + 6.2 * len(self.number) if self.number else 0.0


@dataclass(frozen=True, slots=True)
class Title:
    """The title block: name, one line, and the requirements that size the system."""

    name: str
    summary: str
    figures: tuple[str, ...]


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

    @property
    def free_cards(self) -> tuple[Card, ...]:
        """The cards outside every panel."""
        inside = {card for panel in self.panels for card in panel.all_cards}
        return tuple(card for card in self.cards if card.id not in inside)
