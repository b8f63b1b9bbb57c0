"""PNG: the SVG of one theme, painted by resvg with the bundled font."""

from __future__ import annotations

from mlarch.draw.formats.canvas import Picture
from mlarch.draw.formats.svg import to_svg
from mlarch.draw.formats.theme import Theme
from mlarch.draw.icons.rasterizer import rasterize
from mlarch.draw.options import RenderOptions
from mlarch.draw.text import fonts
from mlarch.draw.text.font_files import face

__all__ = ["MOST_PIXELS", "encode", "to_png"]

MOST_PIXELS = 60_000_000
"""A larger picture is painted at a smaller scale: time and memory go with the pixels."""


def encode(picture: Picture, options: RenderOptions) -> bytes:
    """The picture in the theme that `options` ask for."""
    return to_png(picture, Theme(options.theme), options.scale)


def to_png(picture: Picture, theme: Theme = Theme.LIGHT, scale: float = 2.0) -> bytes:
    """The picture as PNG, `scale` pixels for each of its own, fewer when that would be too many.

    Scripts that the bundled font lacks are drawn with the machine's fonts, when it has any.
    """
    most = (MOST_PIXELS / (picture.width * picture.height)) ** 0.5
    one = Theme.DARK if theme is Theme.DARK else Theme.LIGHT
    return rasterize(
        to_svg(picture, one, plain=True),
        zoom=min(scale, most),
        font_files=[str(path) for path in fonts.font_files()],
        skip_system_fonts=not _needs_other_fonts(picture),
        font_family="Source Sans Pro",
        sans_serif_family="Source Sans Pro",
    )


def _needs_other_fonts(picture: Picture) -> bool:
    """Whether some text has a character that the bundled font lacks."""
    known = face(fonts.Weight.REGULAR).advances
    return any(character not in known for text in picture.texts() for character in text)
