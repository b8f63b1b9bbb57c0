"""What charts are made of: a page that grows downwards, text that is measured, axes with round ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field

from mlarch.draw.formats.canvas import Group, Item, Rect, Stroke, Text
from mlarch.draw.geometry import Box
from mlarch.draw.text import fonts, metrics
from mlarch.draw.text.fonts import Weight
from mlarch.records import dataclass

__all__ = ["MARGIN", "WIDTH", "Axis", "Panel", "line", "rect", "text", "title"]

WIDTH = 960.0
MARGIN = 24.0
_PAD = 16.0
_HEADING = 44.0


def text(
    words: str,
    x: float,
    y: float,
    *,
    size: float = metrics.FIGURE_SIZE,
    token: str = "ink",
    weight: Weight = Weight.REGULAR,
    align: str = "left",
    room: float | None = None,
) -> Text:
    """One line of text with its baseline at `y`; `x` is its left, its `middle` or its right side. What is
    wider than `room` is shortened."""
    shown = words if room is None else fonts.fit(words, size, weight, room)
    width = fonts.width(shown, size, weight)
    left = x - width if align == "right" else x
    return Text(shown, (left, y), size, token, width, weight, align == "middle")


def rect(x: float, y: float, width: float, height: float, fill: str, *, radius: float = 2.0) -> Rect:
    """A bar; one too narrow to be seen is a pixel wide."""
    return Rect(Box(x, y, max(width, 1.0), height), min(radius, max(width, 1.0) / 2), fill=fill)


def line(
    x1: float, y1: float, x2: float, y2: float, token: str, *, width: float = 1.0, dashed: bool = False
) -> Stroke:
    """A straight line."""
    return Stroke(((x1, y1), (x2, y2)), token, width, (4.0, 3.0) if dashed else (), 0.0)


def title(name: str, summary: str, y: float) -> tuple[list[Item], float]:
    """The name of the design and a line below it, and where the page goes on."""
    room = WIDTH - 2 * MARGIN
    items: list[Item] = []
    for part in fonts.wrap(name, metrics.TITLE_SIZE, Weight.BOLD, room, 2):
        y += 28
        items.append(text(part, MARGIN, y, size=metrics.TITLE_SIZE, weight=Weight.BOLD))
    for part in fonts.wrap(summary, metrics.SUMMARY_SIZE, Weight.REGULAR, room, 3):
        y += 20
        items.append(text(part, MARGIN, y, size=metrics.SUMMARY_SIZE, token="muted"))
    return items, y + 18


@dataclass
class Panel:
    """A panel of the page with a heading, which grows with what is put into it.

    `items` are drawn inside; `y` is where the next row goes, `left` and `right` how far rows reach.
    """

    heading: str
    note: str
    top: float
    items: list[Item] = field(default_factory=list)
    y: float = 0.0

    def __post_init__(self) -> None:
        self.y = self.top + _HEADING

    @property
    def left(self) -> float:
        """Where rows begin."""
        return MARGIN + _PAD

    @property
    def right(self) -> float:
        """Where rows end."""
        return WIDTH - MARGIN - _PAD

    def closed(self) -> tuple[Group, float]:
        """The panel as a group, and where the page goes on below it."""
        box = Box(MARGIN, self.top, WIDTH - 2 * MARGIN, self.y + _PAD - self.top)
        frame = Rect(box, 12, "online-tint", "online-edge")
        head = text(
            self.heading,
            self.left,
            self.top + 25,
            size=metrics.PANEL_SIZE,
            token="online",
            weight=Weight.SEMIBOLD,
        )
        room = self.right - (head.at[0] + head.width) - 24
        note = text(
            self.note,
            self.right,
            self.top + 25,
            size=metrics.CHIP_SIZE,
            token="muted",
            align="right",
            room=room,
        )
        shown = (frame, head, note) if self.note else (frame, head)
        return Group((*shown, *self.items), kind="panel", title=self.heading), box.bottom + 18


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from values to places between `start` and `end`; logarithmic for values far apart."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def place(self, value: float) -> float:
        """Where a value lies; what is outside lies at the end."""
        if self.log:
            part = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return self.start + min(max(part, 0.0), 1.0) * (self.end - self.start)

    def ticks(self, count: int = 6) -> Sequence[float]:
        """Round values on it, about so many."""
        raw = (self.high - self.low) / count
        if raw <= 0 or not math.isfinite(raw):
            return (self.low,)
        power = 10.0 ** math.floor(math.log10(raw))
        step = next((each * power for each in (1, 2, 5, 10) if each * power >= raw), 10 * power)
        first = math.ceil(self.low / step - 1e-9)
        return tuple(index * step for index in range(first, math.floor(self.high / step + 1e-9) + 1))
