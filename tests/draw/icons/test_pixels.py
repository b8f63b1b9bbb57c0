"""What we write as PNG is read back by everybody else, and has the same bytes for ever."""

import hashlib
import io

from PIL import Image

from mlarch.draw.icons.pixels import palette_png, png_size


def test_bytes_never_change():
    """Pictures under version control embed what this writes."""
    pixels = bytes((x * y) % 5 for y in range(16) for x in range(16))
    palette = [(40 * n, 20, 255 - n, 255 if n else 0) for n in range(5)]
    data = palette_png(16, 16, pixels, palette)
    assert (
        hashlib.sha256(data).hexdigest() == "05f1138bb44717095678fad3dd232340af577995ec072bee4563dce8fa46f1f9"
    )


def test_a_picture_longer_than_one_block_comes_back():
    """A stored block of deflate holds 65,535 bytes."""
    pixels = bytes((x * y) % 256 for y in range(300) for x in range(300))
    data = palette_png(300, 300, pixels, [(n, n, n, 255) for n in range(256)])
    assert png_size(data) == (300, 300)
    assert Image.open(io.BytesIO(data)).convert("L").tobytes() == pixels


def test_pixels_come_back():
    pixels = bytes((x + y) % 3 for y in range(7) for x in range(5))
    palette = [(255, 0, 0, 255), (0, 255, 0, 128), (0, 0, 255, 0)]
    image = Image.open(io.BytesIO(palette_png(5, 7, pixels, palette))).convert("RGBA")
    assert image.size == (5, 7)
    assert [image.getpixel((place % 5, place // 5)) for place in range(35)] == [palette[i] for i in pixels]
