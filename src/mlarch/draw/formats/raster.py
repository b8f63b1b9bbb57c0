"""PNG: the SVG of one theme, painted by resvg with the bundled font."""

from __future__ import annotations

from mlarch.draw.formats.canvas import Picture
from mlarch.draw.formats.svg import to_svg
from mlarch.draw.formats.theme import Theme
from mlarch.draw.icons.rasterizer import rasterize
from mlarch.draw.options import RenderOptions
from mlarch.draw.text import fallback, fonts

__all__ = ["MOST_PIXELS", "encode", "to_png"]

MOST_PIXELS = 60_000_000
"""A larger picture is painted at a smaller scale: time and memory go with the pixels."""


def encode(picture: Picture, options: RenderOptions) -> bytes:
    """The picture in the theme that `options` ask for."""
    return to_png(picture, Theme(options.theme), options.scale, options.font)


def to_png(
    picture: Picture, theme: Theme = Theme.LIGHT, scale: float = 2.0, font: str | None = None
) -> bytes:
    """The picture as PNG, `scale` pixels for each of its own, fewer when that would be too many.

    Characters that the bundled font lacks are drawn with the file `font`, and with the machine's fonts when
    there are some that it lacks, too.
    """
    most = (MOST_PIXELS / (picture.width * picture.height)) ** 0.5
    one = Theme.DARK if theme is Theme.DARK else Theme.LIGHT
    return rasterize(
        to_svg(picture, one, plain=True),
        zoom=min(scale, most),
        font_files=[*map(str, fonts.font_files()), *([font] if font else [])],
        skip_system_fonts=not fallback.missing(picture.texts(), font),
        font_family="Source Sans Pro",
        sans_serif_family="Source Sans Pro",
    )
