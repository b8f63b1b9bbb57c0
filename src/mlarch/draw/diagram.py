"""The `Diagram`: where everything is and what it means, the one contract between layout and all formats.

A diagram is a frozen value. It compares, hashes, pickles, and goes to JSON and back without loss
(`Diagram.to_json`, `Diagram.from_json`); `diagram.schema.json` beside this file is its JSON Schema.
Lengths are CSS pixels from the top left corner of the page, y downwards. Meanings are words (`role`, `plane`,
`faded`), never colours: a format and its theme decide how a meaning looks.
"""

from __future__ import annotations

import enum
import json

from mlarch.draw import serial
from mlarch.draw.geometry import Box, Point
from mlarch.draw.icons.icons import Icon
from mlarch.model import Plane
from mlarch.records import dataclass

__all__ = [
    "VERSION",
    "Diagram",
    "End",
    "Label",
    "LegendEntry",
    "Line",
    "PlacedCard",
    "PlacedPanel",
    "Role",
    "Sample",
    "Step",
    "TextLine",
    "TitleBlock",
    "line_ids",
]

VERSION = 1
"""The version of the JSON form; it grows when a field is renamed, removed, or changes its meaning."""


class Role(enum.StrEnum):
    """What a line means; the value is what the legend says."""

    CALL = "call"
    REPLY = "reply"
    STREAM = "stream"
    BATCH = "batch"
    DEPLOYMENT = "deployment"
    FALLBACK = "on failure"


class End(enum.StrEnum):
    """What stands at an end of a line. At a `JOINT` it meets the trunk of its bundle."""

    NONE = "none"
    ARROW = "arrow"
    DIAMOND = "diamond"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text and the box it fills."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The name of the picture, its summary, and the requirements that size the system, each in a chip."""

    name: tuple[TextLine, ...]
    summary: tuple[TextLine, ...] = ()
    figures: tuple[TextLine, ...] = ()

    @property
    def text(self) -> str:
        """The name on one line."""
        return " ".join(line.text for line in self.name)


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A component. `name`, `tech` and `figures` are lines of text as they fit the card.

    `id` is the component's, or the group's where a group is shown as one card. `icon` is a key of
    `Diagram.icons`; `node_class` the class of the diagrams library that the icon comes from, or empty.
    """

    id: str
    name: tuple[str, ...]
    tech: tuple[str, ...]
    figures: tuple[str, ...]
    icon: str
    plane: Plane
    box: Box
    description: str
    link: str | None = None
    planned: bool = False
    faded: bool = False
    node_class: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPanel:
    """A group. `parent` is the id of the panel around it, or empty; outer panels come before inner ones."""

    id: str
    name: str
    plane: Plane
    box: Box
    heading: Box
    cards: tuple[str, ...]
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One or more flows as a line from `source` to `target`, each the id of a card or of a panel.

    `id` is stable: `client -> gateway`, with ` #2` after it for a second flow of that mode there.
    `flows` are the indices of the flows in the spec, `points` the corners from border to border. Lines of one
    `bundle` share a stretch. One that `returns` brings data back to its source, too; a `quiet` one goes to a
    monitor, a `main` one is on the path that a reader looks for first. `steps` are the steps of the scenario
    that walk it.
    """

    id: str
    flows: tuple[int, ...]
    source: str
    target: str
    role: Role
    points: tuple[Point, ...]
    start: End = End.NONE
    end: End = End.ARROW
    bundle: int = 0
    plane: Plane = Plane.ONLINE
    quiet: bool = False
    main: bool = False
    returns: bool = False
    faded: bool = False
    steps: tuple[int, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """The words beside a line: what is `sent`, below it what is `returned`, left of them the `number`.

    The numbers of a scenario's steps are labels of their own, without words, on the line.
    """

    line: str
    box: Box
    sent: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the scenario: its number, its ends, the line that it takes (empty when there is none).

    `lines` are its `text` as it stands in the list beside the picture.
    """

    number: int
    source: str
    target: str
    line: str
    text: str
    lines: tuple[TextLine, ...] = ()


class Sample(enum.StrEnum):
    """What a legend shows beside a meaning."""

    LINE = "line"
    MAIN = "main"
    """A heavier line, on the path of the first scenario."""
    TELEMETRY = "telemetry"
    """A thin line, to a monitor."""
    RETURN = "return"
    """The open head at the source of a line that returns data."""
    PLANNED = "planned"
    """The dashed border of a card that is not built yet."""
    BADGE = "badge"
    """The number of a step of the scenario."""
    FIGURE = "figure"
    """A number on a card."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sample with its meaning: a line in its `role`, a card, or the `example` of a figure or badge."""

    text: str
    box: Box
    role: Role | None = None
    sample: Sample = Sample.LINE
    example: str = ""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A picture with everything in its place. `description` is the picture in words, as an alternative."""

    width: float
    height: float
    title: TitleBlock
    cards: tuple[PlacedCard, ...]
    panels: tuple[PlacedPanel, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    legend: tuple[LegendEntry, ...]
    steps: tuple[Step, ...]
    description: str
    icons: tuple[Icon, ...]

    def to_json(self, *, icons: bool = True) -> str:
        """The diagram as JSON text, with a line end. Without `icons` their image data is left out."""
        data = {"version": VERSION, **serial.to_plain(self)}
        if not icons:
            for icon in data["icons"]:
                icon.pop("data", None)
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Diagram:
        """The diagram that `to_json` wrote. Raises `ValueError` for what is none, or of another version."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("version") != VERSION:
            raise ValueError(f"this is no diagram of version {VERSION}")
        return serial.from_plain(cls, {key: value for key, value in data.items() if key != "version"})


def schema() -> dict[str, object]:
    """The JSON Schema of the JSON form."""
    body = serial.schema_of(Diagram)
    body["properties"] = {"version": {"const": VERSION}, **body["properties"]}
    body["required"] = ["version", *body["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "mlarch diagram", **body}


def line_ids(flows: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    """The id of each line from its source, arrow and target: the second of equal ones ends in ` #2`."""
    seen: dict[str, int] = {}
    found = []
    for source, arrow, target in flows:
        name = f"{source} {arrow} {target}"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return tuple(found)
