"""Writing small PNG pictures whose bytes depend on their pixels alone.

What a common compressor writes differs from version to version (zlib, zlib-ng), and a picture that embeds an
icon must come out the same everywhere. So this is a deflate of our own (RFC 1950, 1951; PNG: RFC 2083): one
block of dynamic Huffman codes, matches found by the last three bytes and in the row above.
"""

from __future__ import annotations

import heapq
import struct
import zlib
from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["deflate", "palette_png"]

_LENGTH_BASE = (*range(3, 11), 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258)
_LENGTH_EXTRA = (0,) * 8 + (1,) * 4 + (2,) * 4 + (3,) * 4 + (4,) * 4 + (5,) * 4 + (0,)
_DISTANCE_BASE = (1, 2, 3, 4, *(base << shift for shift in range(1, 14) for base in (2 + 0, 3)))
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
_END, _WINDOW, _LONGEST = 256, 32768, 258

Token = tuple[int, int]
"""A byte and 0, or the length of a match and its distance."""
