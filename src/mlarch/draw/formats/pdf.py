"""PDF: the picture drawn with reportlab: vectors, real text in the bundled font, the same bytes always."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlarch.diagnostics import MlarchError
from mlarch.draw.formats.canvas import Dot, Group, Head, IconAt, Item, Picture, Rect, Stroke, Text
from mlarch.draw.formats.svg import corner_cuts, is_web
from mlarch.draw.formats.theme import FADED, Theme, palette
from mlarch.draw.geometry import Point
from mlarch.draw.icons.glyphs import GRID, STROKE_WIDTH, glyph, outline
from mlarch.draw.icons.icons import IconKind
from mlarch.draw.options import RenderOptions
from mlarch.draw.text import fallback, fonts
from mlarch.draw.text.fonts import Weight

__all__ = ["encode", "to_pdf"]

_POINTS = 0.75  # points per pixel: 96 pixels are an inch, 72 points are


def encode(picture: Picture, options: RenderOptions) -> bytes:
    """The picture in the theme that `options` ask for."""
    return to_pdf(picture, Theme(options.theme), options.font)


def to_pdf(picture: Picture, theme: Theme = Theme.LIGHT, font: str | None = None) -> bytes:
    """The picture as a PDF of one page of its own size. A user's SVG icon is painted as pixels in it.

    All fonts are embedded. What the bundled one lacks is set in the file `font`.
    """
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    size = (picture.width * _POINTS, picture.height * _POINTS)
    # The first font is named in the file even when nothing is set in it.
    first = _register(Weight.REGULAR.value, fonts.font_file())
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=first)
    canvas.setTitle(picture.title)
    canvas.setSubject(picture.description[:2000])
    canvas.setAuthor("")
    canvas.setCreator("mlarch")
    canvas.setProducer("mlarch, with ReportLab")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.scale(_POINTS, _POINTS)
    _Painter(canvas, picture, palette(theme), font).paint()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Painter:
    """Draws in the picture's own coordinates; only y is turned round, since PDF counts upwards."""

    def __init__(self, canvas: Any, picture: Picture, colors: Mapping[str, str], font: str | None) -> None:
        self.canvas = canvas
        self.picture = picture
        self.colors = colors
        self.fonts = {weight: _register(weight.value, fonts.font_file(weight)) for weight in Weight}
        self.font = font
        self.extra = _register(font, Path(font)) if font and fallback.characters(font) else ""

    def paint(self) -> None:
        self._fill("page")
        self.canvas.rect(0, 0, self.picture.width, self.picture.height, stroke=0, fill=1)
        for item in self.picture.items:
            self._item(item)

    def _y(self, y: float) -> float:
        return self.picture.height - y

    def _fill(self, token: str) -> None:
        self.canvas.setFillColor(_color(self.colors[token]))

    def _stroke(self, token: str) -> None:
        self.canvas.setStrokeColor(_color(self.colors[token]))

    def _item(self, item: Item) -> None:
        if isinstance(item, Group):
            self._group(item)
        elif isinstance(item, Rect):
            self._rect(item)
        elif isinstance(item, Stroke):
            self._line(item)
        elif isinstance(item, Head):
            self._polygon(item)
        elif isinstance(item, Dot):
            self._fill(item.token)
            self.canvas.circle(item.center[0], self._y(item.center[1]), item.radius, stroke=0, fill=1)
        elif isinstance(item, Text):
            self._text(item)
        else:
            self._icon(item)

    def _group(self, group: Group) -> None:
        self.canvas.saveState()
        if group.faded:
            self.canvas.setFillAlpha(FADED)
            self.canvas.setStrokeAlpha(FADED)
        for item in group.items:
            self._item(item)
        self.canvas.restoreState()
        first = group.items[0] if group.items else None
        if isinstance(first, Rect) and is_web(group.link):
            box = first.box
            area = (box.x, self._y(box.bottom), box.right, self._y(box.y))
            self.canvas.linkURL(group.link, area, relative=1, thickness=0)

    def _rect(self, item: Rect) -> None:
        box = item.box
        if item.fill:
            self._fill(item.fill)
        if item.stroke:
            self._stroke(item.stroke)
            self.canvas.setLineWidth(item.stroke_width)
        self.canvas.setDash(list(item.dash))
        self.canvas.roundRect(
            box.x, self._y(box.bottom), box.width, box.height, item.radius,
            stroke=int(bool(item.stroke)), fill=int(bool(item.fill)),
        )  # fmt: skip

    def _line(self, item: Stroke) -> None:
        self._stroke(item.token)
        self.canvas.setLineWidth(item.width)
        self.canvas.setDash(list(item.dash))
        self.canvas.setLineCap(int(item.round_cap))
        path = self.canvas.beginPath()
        path.moveTo(*self._point(item.points[0]))
        for start, corner, end in corner_cuts(item.points, item.radius):
            path.lineTo(*self._point(start))
            # A quadratic curve as a cubic one: its handles lie two thirds of the way to the corner.
            first = _between(start, corner, 2 / 3)
            second = _between(end, corner, 2 / 3)
            path.curveTo(*self._point(first), *self._point(second), *self._point(end))
        path.lineTo(*self._point(item.points[-1]))
        self.canvas.drawPath(path, stroke=1, fill=0)

    def _polygon(self, item: Head) -> None:
        self._fill("page" if item.hollow else item.token)
        self._stroke(item.token)
        self.canvas.setLineWidth(1)
        self.canvas.setDash([])
        path = self.canvas.beginPath()
        path.moveTo(*self._point(item.points[0]))
        for point in item.points[1:]:
            path.lineTo(*self._point(point))
        path.close()
        self.canvas.drawPath(path, stroke=int(item.hollow), fill=1)

    def _text(self, item: Text) -> None:
        self._fill(item.token)
        x = item.at[0] - (item.width / 2 if item.middle else 0)
        text = self.canvas.beginText(x, self._y(item.at[1]))
        for other, words in fallback.runs(item.text, self.font):
            text.setFont(self.extra if other else self.fonts[item.weight], item.size)
            text.textOut(words)
        self.canvas.drawText(text)

    def _icon(self, item: IconAt) -> None:
        if item.icon.kind is IconKind.GLYPH:
            self._glyph(item)
        else:
            self._image(item)

    def _glyph(self, item: IconAt) -> None:
        scale = item.box.width / GRID
        self._stroke(item.token)
        self._fill(item.token)
        self.canvas.setLineWidth(STROKE_WIDTH * scale)
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        self.canvas.setDash([])
        for shape in glyph(item.icon.glyph).shapes:
            path = self.canvas.beginPath()
            for letter, points in outline(shape.d):
                at = [self._point((item.box.x + x * scale, item.box.y + y * scale)) for x, y in points]
                flat = [number for point in at for number in point]
                if letter == "Z":
                    path.close()
                else:
                    {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}[letter](*flat)
            self.canvas.saveState()
            self.canvas.setFillAlpha(shape.fill)
            self.canvas.drawPath(path, stroke=int(shape.stroke), fill=int(shape.fill > 0))
            self.canvas.restoreState()

    def _image(self, item: IconAt) -> None:
        from reportlab.lib.utils import ImageReader

        data, box = item.icon.png(), item.box
        self.canvas.drawImage(
            ImageReader(io.BytesIO(data)), box.x, self._y(box.bottom), box.width, box.height,
            mask="auto", preserveAspectRatio=True,
        )  # fmt: skip

    def _point(self, point: Point) -> Point:
        return (point[0], self._y(point[1]))


def _register(name: str, file: Path) -> str:
    """Make a font known to reportlab, once. Raises `MlarchError` for one that it cannot embed."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    name = f"mlarch-{name}"
    if name not in pdfmetrics.getRegisteredFontNames():
        try:
            pdfmetrics.registerFont(TTFont(name, str(file)))
        except TTFError as error:
            raise MlarchError(
                f"the font {file} cannot be embedded in a PDF: {error}",
                "Name a font with TrueType outlines (mostly .ttf) with `--font`.",
            ) from None
    return name


def _color(value: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(value)


def _between(a: Point, b: Point, part: float) -> Point:
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
