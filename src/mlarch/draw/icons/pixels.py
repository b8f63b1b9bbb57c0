"""A PNG picture as an icon: checked, reduced, and written so that its bytes depend on its pixels alone."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from mlarch.diagnostics import MlarchError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["LARGEST", "Colour", "palette_png", "png_size", "reduced"]

LARGEST = 128
"""The longer side, in pixels, that a PNG icon is reduced to; four times the size it is shown at."""

Colour: TypeAlias = tuple[int, int, int, int]
"""Red, green, blue, opacity, each up to 255."""

_MOST_PIXELS = 4_000_000
_STORED = 65535  # the longest stored block of a deflate stream


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height that the header of a PNG states."""
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def reduced(data: bytes, name: str) -> tuple[bytes, int, int]:
    """The PNG at its final size, in at most 256 colours, and that size.

    Raises `MlarchError`, which calls the picture `name`, for one that is damaged, too large or too thin.
    """
    from PIL import Image

    image = _decoded(data, name)
    shrink = min(1.0, LARGEST / max(image.size))
    size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
    if size != image.size:
        # With premultiplied opacity: what is transparent must not bleed its colour into the edges.
        image = image.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    colours = image.quantize(256, method=Image.Quantize.FASTOCTREE)
    flat = colours.getpalette("RGBA") or []
    palette = list(zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True))
    return palette_png(*size, colours.tobytes(), palette), *size


def _decoded(data: bytes, name: str) -> Image:
    from PIL import Image

    try:
        # What is too large is told below, in our words.
        with warnings.catch_warnings(action="ignore"):
            opened = Image.open(io.BytesIO(data), formats=["PNG"])
        with opened:
            width, height = opened.size  # what the decoder will make room for, wherever the file says it
            fits = width and height and width * height <= _MOST_PIXELS and 0.1 <= width / height <= 10
            image = opened.convert("RGBA") if fits else None
    except Exception as error:
        raise MlarchError(f"{name} is a damaged PNG: {error}.", "Export it again.") from None
    if image is None:
        raise MlarchError(f"{name} is {width} by {height} pixels.", "Scale it to about 128 by 128.")
    return image


def palette_png(width: int, height: int, pixels: bytes, palette: Sequence[Colour]) -> bytes:
    """A PNG of at most 256 colours; `pixels` holds one palette index each.

    It is not compressed: what a compressor writes differs between versions (zlib, zlib-ng), and a picture
    that embeds an icon must come out the same everywhere. At most `LARGEST` squared bytes are at stake.
    """
    rows = b"".join(b"\0" + pixels[place : place + width] for place in range(0, width * height, width))
    opacities = bytes(colour[3] for colour in palette).rstrip(b"\xff")
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(bytes(colour[:3]) for colour in palette))
        + (_chunk(b"tRNS", opacities) if opacities else b"")
        + _chunk(b"IDAT", _stored(rows))
        + _chunk(b"IEND", b"")
    )


def _stored(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4)."""
    blocks = [data[place : place + _STORED] for place in range(0, len(data), _STORED)]
    body = b"".join(
        struct.pack("<BHH", number == len(blocks), len(block), len(block) ^ 0xFFFF) + block
        for number, block in enumerate(blocks, start=1)
    )
    return b"\x78\x01" + body + struct.pack(">I", zlib.adler32(data))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
