"""The project's own glyphs: one small SVG file each, read as plain shapes that any backend can draw.

A glyph lives on a 24 by 24 grid, in lines 1.75 wide with round caps and joins, in the current colour; what
a glyph is about carries a soft fill. The files in `glyphs/` use only `path`, `rect`, `circle`, `line` and
`polyline`, so that each opens in any editor; a new glyph is one new file.
"""

from __future__ import annotations

import functools
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from mlarch.diagnostics import MlarchError
from mlarch.records import dataclass
from mlarch.text import did_you_mean

__all__ = ["GRID", "STROKE_WIDTH", "Glyph", "Shape", "Stretch", "glyph", "glyph_names", "outline"]

GRID = 24
STROKE_WIDTH = 1.75
_FOLDER = Path(__file__).with_name("glyphs")
_SVG = "{http://www.w3.org/2000/svg}"

Stretch: TypeAlias = tuple[str, tuple[tuple[float, float], ...]]
"""One step of an outline: `M` and `L` with one point, `C` with three, `Z` with none. Absolute."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline: SVG path data, whether it is stroked, and the opacity of its fill (0 none, 1 solid)."""

    d: str
    stroke: bool = True
    fill: float = 0.0

    @property
    def svg(self) -> str:
        """The shape as markup; it inherits `fill="none"` and the stroke from around it."""
        parts = [f'<path d="{self.d}"']
        if self.fill:
            parts.append('fill="currentColor"')
        if 0 < self.fill < 1:
            parts.append(f'fill-opacity="{_number(self.fill)}"')
        if not self.stroke:
            parts.append('stroke="none"')
        return " ".join(parts) + "/>"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph: its shapes from back to front, on a square of `GRID` units."""

    name: str
    shapes: tuple[Shape, ...]

    @property
    def svg(self) -> str:
        """The glyph as one SVG group in grid units, in `currentColor`."""
        inner = "".join(shape.svg for shape in self.shapes)
        style = (
            f'fill="none" stroke="currentColor" stroke-width="{STROKE_WIDTH}"'
            ' stroke-linecap="round" stroke-linejoin="round"'
        )
        return f"<g {style}>{inner}</g>"


@functools.cache
def glyph_names() -> tuple[str, ...]:
    """The names of all glyphs, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.svg")))


@functools.cache
def glyph(name: str) -> Glyph:
    """The glyph of a name. Raises `MlarchError` with the nearest name when there is none."""
    if name not in glyph_names():
        raise MlarchError(f"There is no glyph named `{name}`.", did_you_mean(name, glyph_names()))
    root = ElementTree.parse(_FOLDER / f"{name}.svg").getroot()  # our own file, shipped with the code
    return Glyph(name, tuple(_shape(element, name) for element in root))


@functools.cache
def outline(d: str) -> tuple[Stretch, ...]:
    """Path data as absolute lines and cubic curves: arcs and shorthands are worked out.

    For backends that know no SVG paths, such as PDF.
    """
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(d, pen)
    letters = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z"}
    return tuple(
        (letters[operator], tuple((round(float(x), 4), round(float(y), 4)) for x, y in points))
        for operator, points in pen.value
        if operator in letters
    )


def _shape(element: ElementTree.Element, name: str) -> Shape:
    tag = element.tag.removeprefix(_SVG)
    if tag not in _OUTLINES:
        raise MlarchError(f"The glyph `{name}` uses <{tag}>; only {', '.join(sorted(_OUTLINES))} are known.")
    fill = float(element.get("fill-opacity", "1")) if element.get("fill") == "currentColor" else 0.0
    return Shape(_OUTLINES[tag](element), element.get("stroke") != "none", fill)


def _path(element: ElementTree.Element) -> str:
    return element.get("d", "")


def _rect(element: ElementTree.Element) -> str:
    x, y, width, height, r = _numbers(element, "x", "y", "width", "height", "rx")
    right, bottom = x + width, y + height
    if not r:
        return f"M{_number(x)} {_number(y)}H{_number(right)}V{_number(bottom)}H{_number(x)}Z"
    corner = f"A{_number(r)} {_number(r)} 0 0 1"
    return (
        f"M{_number(x + r)} {_number(y)}H{_number(right - r)}{corner} {_number(right)} {_number(y + r)}"
        f"V{_number(bottom - r)}{corner} {_number(right - r)} {_number(bottom)}"
        f"H{_number(x + r)}{corner} {_number(x)} {_number(bottom - r)}"
        f"V{_number(y + r)}{corner} {_number(x + r)} {_number(y)}Z"
    )


def _circle(element: ElementTree.Element) -> str:
    x, y, r = _numbers(element, "cx", "cy", "r")
    half = f"A{_number(r)} {_number(r)} 0 0 1"
    left, right = f"{_number(x - r)} {_number(y)}", f"{_number(x + r)} {_number(y)}"
    return f"M{left}{half} {right}{half} {left}Z"


def _line(element: ElementTree.Element) -> str:
    x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
    return f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}"


def _polyline(element: ElementTree.Element) -> str:
    numbers = [_number(float(word)) for word in element.get("points", "").replace(",", " ").split()]
    points = [f"{x} {y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return "M" + "L".join(points)


_OUTLINES: dict[str, Callable[[ElementTree.Element], str]] = {
    "path": _path,
    "rect": _rect,
    "circle": _circle,
    "line": _line,
    "polyline": _polyline,
}


def _numbers(element: ElementTree.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(element.get(name, "0")) for name in names)


def _number(value: float) -> str:
    """At most three decimals, none that say nothing."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
