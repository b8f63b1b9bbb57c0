"""Writing small PNG pictures whose bytes depend on their pixels alone.

What a common compressor writes differs between versions (zlib, zlib-ng), and a picture that embeds an icon
must come out the same everywhere. So this is a deflate of our own (RFC 1950 and 1951; PNG: RFC 2083): one
block of dynamic Huffman codes, with matches found by the last three bytes and in the row above.
"""

from __future__ import annotations

import heapq
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeAlias

__all__ = ["deflate", "palette_png"]

_END, _WINDOW, _LONGEST = 256, 32768, 258
_LENGTH_EXTRA = (0,) * 8 + (1,) * 4 + (2,) * 4 + (3,) * 4 + (4,) * 4 + (5,) * 4 + (0,)
_LENGTH_BASE = (*(3 + sum(1 << bits for bits in _LENGTH_EXTRA[:code]) for code in range(28)), _LONGEST)
_DISTANCE_EXTRA = (0, 0, *(code // 2 - 1 for code in range(2, 30)))
_DISTANCE_BASE = (1, 2, *(1 + ((2 + code % 2) << (code // 2 - 1)) for code in range(2, 30)))
_LENGTH_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)

Colour: TypeAlias = tuple[int, int, int, int]
"""Red, green, blue, opacity, each up to 255."""

Token: TypeAlias = tuple[int, int]
"""A byte and 0, or the length of a match and its distance."""


def palette_png(
    width: int, height: int, pixels: bytes, palette: Sequence[tuple[int, int, int, int]]
) -> bytes:
    """A PNG of at most 256 colours; `pixels` holds one palette index each."""
    rows = b"".join(b"\0" + pixels[place : place + width] for place in range(0, width * height, width))
    colours = b"".join(bytes(colour[:3]) for colour in palette)
    opacities = bytes(colour[3] for colour in palette).rstrip(b"\xff")
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", colours)
        + (_chunk(b"tRNS", opacities) if opacities else b"")
        + _chunk(b"IDAT", deflate(rows, row=width + 1))
        + _chunk(b"IEND", b"")
    )


def deflate(data: bytes, row: int = 0) -> bytes:
    """The data as a zlib stream. `row` is a distance worth trying for matches: the bytes of a row."""
    tokens = list(_tokens(data, row))
    literals, distances = [0] * 286, [0] * 30
    literals[_END] = 1
    for value, distance in tokens:
        if distance:
            literals[257 + bisect_right(_LENGTH_BASE, value) - 1] += 1
            distances[bisect_right(_DISTANCE_BASE, distance) - 1] += 1
        else:
            literals[value] += 1
    literal_lengths, distance_lengths = _code_lengths(literals, 15), _code_lengths(distances, 15)
    bits = _Bits()
    bits.put(0b101, 3)  # the last block, with codes of its own
    _put_header(bits, literal_lengths, distance_lengths)
    _put_tokens(bits, tokens, _codes(literal_lengths), _codes(distance_lengths))
    return b"\x78\x9c" + bits.bytes() + struct.pack(">I", zlib.adler32(data))


class _Bits:
    """Bits gathered into bytes, the lowest first."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._held = self._count = 0

    def put(self, value: int, count: int) -> None:
        self._held |= value << self._count
        self._count += count
        while self._count >= 8:
            self._done.append(self._held & 0xFF)
            self._held >>= 8
            self._count -= 8

    def bytes(self) -> bytes:
        return bytes(self._done) + (bytes([self._held]) if self._count else b"")


def _tokens(data: bytes, row: int) -> Iterator[Token]:
    """Bytes and matches: the longer of the last place with the same three bytes and of one row back."""
    seen: dict[bytes, int] = {}
    place, end = 0, len(data)
    while place < end:
        key = data[place : place + 3]
        length, start = 0, 0
        for candidate in (seen.get(key, -1), place - row if row else -1):
            if candidate >= 0 and place - candidate <= _WINDOW:
                found = _match(data, candidate, place)
                if found > length:
                    length, start = found, candidate
        if length < 3:
            yield data[place], 0
            length = 1
        else:
            yield length, place - start
        for passed in range(place, min(place + length, end - 2)):
            seen[data[passed : passed + 3]] = passed
        place += length


def _match(data: bytes, start: int, place: int) -> int:
    length, limit = 0, min(_LONGEST, len(data) - place)
    while length < limit and data[start + length] == data[place + length]:
        length += 1
    return length


def _code_lengths(counts: Sequence[int], limit: int) -> list[int]:
    """The length of each symbol's Huffman code, none longer than `limit`; ties go to the lower symbol."""
    counts = list(counts)
    for spare in (0, 1):  # at least two codes: readers differ on what fewer mean
        if sum(1 for count in counts if count) < 2 and not counts[spare]:
            counts[spare] = 1
    while True:
        lengths = [0] * len(counts)
        heap: list[tuple[int, int, tuple[int, ...]]] = [
            (count, symbol, (symbol,)) for symbol, count in enumerate(counts) if count
        ]
        heapq.heapify(heap)
        while len(heap) > 1:
            first, second = heapq.heappop(heap), heapq.heappop(heap)
            merged = first[2] + second[2]
            for symbol in merged:
                lengths[symbol] += 1
            heapq.heappush(heap, (first[0] + second[0], min(first[1], second[1]), merged))
        if max(lengths) <= limit:
            return lengths
        counts = [(count + 1) // 2 for count in counts]


def _codes(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Canonical codes with their lengths, their bits turned round as deflate wants them."""
    codes, code = [(0, 0)] * len(lengths), 0
    for length in range(1, 16):
        code <<= 1
        for symbol, own in enumerate(lengths):
            if own == length:
                codes[symbol] = (int(f"{code:0{length}b}"[::-1], 2), length)
                code += 1
    return codes


def _put_header(bits: _Bits, literals: list[int], distances: list[int]) -> None:
    """The two tables of code lengths, themselves in a Huffman code with runs."""
    literals = literals[: max(257, 1 + max(s for s, length in enumerate(literals) if length))]
    distances = distances[: 1 + max(s for s, length in enumerate(distances) if length)]
    runs = list(_runs(literals + distances))
    counts = [0] * 19
    for symbol, _, _ in runs:
        counts[symbol] += 1
    lengths = _code_lengths(counts, 7)
    kept = max(4, 1 + max(place for place, symbol in enumerate(_LENGTH_ORDER) if lengths[symbol]))
    bits.put(len(literals) - 257, 5)
    bits.put(len(distances) - 1, 5)
    bits.put(kept - 4, 4)
    for symbol in _LENGTH_ORDER[:kept]:
        bits.put(lengths[symbol], 3)
    codes = _codes(lengths)
    for symbol, extra, size in runs:
        bits.put(*codes[symbol])
        bits.put(extra, size)


def _runs(lengths: list[int]) -> Iterator[tuple[int, int, int]]:
    """Symbols of the code for code lengths, each with its extra bits: 16 repeats, 17 and 18 are zeros."""
    place = 0
    while place < len(lengths):
        value = lengths[place]
        run = 1
        while place + run < len(lengths) and lengths[place + run] == value:
            run += 1
        if value == 0 and run >= 3:
            run = min(run, 138)
            yield (17, run - 3, 3) if run < 11 else (18, run - 11, 7)
        elif run >= 4:
            run = min(run, 7)
            yield value, 0, 0
            yield 16, run - 4, 2
        else:
            run = 1
            yield value, 0, 0
        place += run


def _put_tokens(
    bits: _Bits, tokens: list[Token], literals: list[tuple[int, int]], distances: list[tuple[int, int]]
) -> None:
    for value, distance in tokens:
        if not distance:
            bits.put(*literals[value])
            continue
        code = bisect_right(_LENGTH_BASE, value) - 1
        bits.put(*literals[257 + code])
        bits.put(value - _LENGTH_BASE[code], _LENGTH_EXTRA[code])
        code = bisect_right(_DISTANCE_BASE, distance) - 1
        bits.put(*distances[code])
        bits.put(distance - _DISTANCE_BASE[code], _DISTANCE_EXTRA[code])
    bits.put(*literals[_END])


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
