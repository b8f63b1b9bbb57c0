"""A picture as drawing instructions with places and colour tokens: what SVG and PDF both draw.

Nothing here knows a file format. Order is painting order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from mlarch.draw.geometry import Box, Point
from mlarch.draw.icons.icons import Icon
from mlarch.draw.text.fonts import Weight
from mlarch.records import dataclass

__all__ = ["Dot", "Group", "Head", "IconAt", "Item", "Picture", "Rect", "Stroke", "Text", "walk"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with round corners. An empty token paints nothing."""

    box: Box
    radius: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with right angles; corners are rounded by `radius`."""

    points: tuple[Point, ...]
    token: str
    width: float = 1.5
    dash: tuple[float, ...] = ()
    radius: float = 6.0
    round_cap: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an arrow: a filled polygon, or an outline filled with the colour of the page."""

    points: tuple[Point, ...]
    token: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    center: Point
    radius: float
    token: str


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: its baseline start (or middle), size in pixels, and the width it was measured at."""

    text: str
    at: Point
    size: float
    token: str
    width: float
    weight: Weight = Weight.REGULAR
    middle: bool = False


@dataclass(frozen=True, slots=True)
class IconAt:
    """An icon in a square box; a glyph takes the colour of `token`."""

    icon: Icon
    box: Box
    token: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things that belong together, with a tooltip, a class, and perhaps a link; `line` is a line's id."""

    items: tuple[Item, ...]
    kind: str = ""
    title: str = ""
    link: str | None = None
    faded: bool = False
    key: str = ""
    line: str = ""


Item: TypeAlias = Rect | Stroke | Head | Dot | Text | IconAt | Group


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture, in pixels, with the words that stand for it where it cannot be seen."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    description: str
    icons: tuple[Icon, ...] = ()

    def texts(self) -> list[str]:
        """Every line of text in it."""
        return [item.text for item in walk(self.items) if isinstance(item, Text)]


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Every item, also those inside groups, in painting order."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)
