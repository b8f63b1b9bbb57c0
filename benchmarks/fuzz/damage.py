"""Specs damaged: bytes, lines, words and indentation of real ones, changed at random."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from fuzz.generator import HOSTILE

__all__ = ["damaged"]

_WORD = re.compile(rb"[\w.]+")
_SIGNS = (
    b"-",
    b":",
    b": ",
    b"- ",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"&a ",
    b"*a",
    b"<<: ",
    b"|",
    b">",
    b"#",
    b"!x ",
)
_BYTES = (b"\x00", b"\xff", b"\r", b"\r\n", b"\t", b"\xe2\x80\xa8", b"\xc2\x85", b"\xed\xa0\x80", b"\xf0\x9f")


def damaged(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The bytes after one to a dozen changes; parts of `others` may get into them."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5, 12))):
        data = random.choice(_CHANGES)(data, random.choice(others), random)
    return data


def _at(data: bytes, random: Random) -> int:
    return random.randrange(len(data) + 1)


def _flipped(data: bytes, other: bytes, random: Random) -> bytes:
    place = _at(data, random)
    return data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]


def _cut(data: bytes, other: bytes, random: Random) -> bytes:
    first = _at(data, random)
    return data[:first] + data[first + random.choice((1, 2, 5, 40, 400)) :]


def _put(data: bytes, other: bytes, random: Random) -> bytes:
    new = random.choice((*_SIGNS, *_SIGNS, *_BYTES, random.choice(HOSTILE).encode("utf-8", "surrogatepass")))
    place = _at(data, random)
    return data[:place] + new + data[place:]


def _ended(data: bytes, other: bytes, random: Random) -> bytes:
    return data[: _at(data, random)]


def _lines(
    change: Callable[[list[bytes], list[bytes], Random], None],
) -> Callable[[bytes, bytes, Random], bytes]:
    def changed(data: bytes, other: bytes, random: Random) -> bytes:
        lines = data.split(b"\n")
        change(lines, other.split(b"\n"), random)
        return b"\n".join(lines)

    return changed


@_lines
def _line_gone(lines: list[bytes], others: list[bytes], random: Random) -> None:
    del lines[random.randrange(len(lines))]


@_lines
def _line_twice(lines: list[bytes], others: list[bytes], random: Random) -> None:
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines) if lines else b"")


@_lines
def _line_of_another(lines: list[bytes], others: list[bytes], random: Random) -> None:
    lines.insert(random.randrange(len(lines) + 1), random.choice(others))


@_lines
def _lines_swapped(lines: list[bytes], others: list[bytes], random: Random) -> None:
    if lines:
        a, b = random.randrange(len(lines)), random.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]


@_lines
def _indented(lines: list[bytes], others: list[bytes], random: Random) -> None:
    if lines:
        place = random.randrange(len(lines))
        lines[place] = random.choice((b" ", b"  ", b"\t", b"    ")) + lines[place]


@_lines
def _flattened(lines: list[bytes], others: list[bytes], random: Random) -> None:
    if lines:
        place = random.randrange(len(lines))
        lines[place] = lines[place].removeprefix(b"  ")


def _word_changed(data: bytes, other: bytes, random: Random) -> bytes:
    """A word replaced by one of another spec, by a hostile text, or spelt wrong."""
    words, theirs = list(_WORD.finditer(data)), _WORD.findall(other)
    if not words or not theirs:
        return data
    word = random.choice(words)
    slip = word[0][:1] + word[0][2:3] + word[0][1:2] + word[0][3:]
    new = random.choice(
        (random.choice(theirs), slip, random.choice(HOSTILE).encode("utf-8", "surrogatepass"))
    )
    return data[: word.start()] + new + data[word.end() :]


_CHANGES = (
    *(_flipped, _cut, _put, _put, _ended, _line_gone, _line_gone, _line_twice, _line_of_another),
    *(_lines_swapped, _indented, _flattened, _word_changed, _word_changed, _word_changed),
)
