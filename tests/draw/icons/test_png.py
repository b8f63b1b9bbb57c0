"""Our own deflate is read back by everybody else's inflate, and writes the same bytes for ever."""

import hashlib
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mlarch.draw.icons.png import deflate, palette_png


@given(st.one_of(st.binary(max_size=3000), st.text("ab", max_size=3000).map(str.encode)), st.integers(0, 80))
@settings(deadline=None)
def test_deflate_is_inflated_to_the_same(data, row):
    assert zlib.decompress(deflate(data, row)) == data


@pytest.mark.parametrize(
    "data",
    [b"", b"a", b"\0" * 70_000, bytes(range(256)) * 40, b"".join(bytes([n % 251]) * n for n in range(400))],
    ids=["empty", "one", "zeros", "ramp", "runs"],
)
def test_deflate_of_the_edges(data):
    assert zlib.decompress(deflate(data)) == data


def test_deflate_with_counts_so_uneven_that_codes_must_be_shortened():
    """Fibonacci counts make the deepest Huffman tree: 15 bits must still be enough."""
    counts = [1, 1]
    while len(counts) < 22:
        counts.append(counts[-1] + counts[-2])
    data = bytes(symbol for symbol, count in enumerate(counts) for _ in range(count))
    shuffled = bytes(data[(place * 7919) % len(data)] for place in range(len(data)))
    assert zlib.decompress(deflate(shuffled)) == shuffled


def test_bytes_never_change():
    """Pictures under version control embed what this writes."""
    pixels = bytes((x * y) % 5 for y in range(16) for x in range(16))
    palette = [(40 * n, 20, 255 - n, 255 if n else 0) for n in range(5)]
    data = palette_png(16, 16, pixels, palette)
    assert (
        hashlib.sha256(data).hexdigest() == "7aaa085268f482a9ba0bb11491640973abd7796e3ba69d54bd8453afaf4da397"
    )


def test_pixels_come_back():
    pixels = bytes((x + y) % 3 for y in range(7) for x in range(5))
    palette = [(255, 0, 0, 255), (0, 255, 0, 128), (0, 0, 255, 0)]
    image = Image.open(io.BytesIO(palette_png(5, 7, pixels, palette))).convert("RGBA")
    assert image.size == (5, 7)
    assert [image.getpixel((place % 5, place // 5)) for place in range(35)] == [palette[i] for i in pixels]
