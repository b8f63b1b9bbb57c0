"""Measuring and wrapping text in the bundled font, in pixels, without asking any system."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from math import fsum
from typing import TypeAlias

from mlarch.draw.text.font_files import (
    ASCENT,
    CAP_HEIGHT,
    DESCENT,
    FAMILY,
    FONT_STACK,
    Weight,
    face,
    face_css,
    font_file,
    font_files,
)
from mlarch.draw.text.graphemes import clean, clusters, is_emoji, is_wide, lines_of

__all__ = [
    "ASCENT",
    "CAP_HEIGHT",
    "DESCENT",
    "ELLIPSIS",
    "FAMILY",
    "FONT_STACK",
    "Weight",
    "clean",
    "face_css",
    "fit",
    "font_file",
    "font_files",
    "width",
    "wrap",
]

ELLIPSIS = "…"

_Break: TypeAlias = Callable[[str, str], bool]

# Widths in em of what the bundled font lacks, as the usual system fonts draw it, on the generous side.
_WIDE, _EMOJI, _OTHER = 1.0, 1.25, 0.6

_CLOSING = frozenset(
    "、。，．：；？！）」』】》〉〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…,.!?;:)]}»’”"
)
_OPENING = frozenset("（「『【《〈〔［｛([{«‘“")
_NOT_FIRST = frozenset("/&+-–—·|→×=")  # standing alone between words, they end a line and begin none
_BREAK_AFTER = frozenset("-‐–—/\\_.:")


def width(text: str, size: float, weight: str = Weight.REGULAR) -> float:
    """How wide a line of text is, in pixels, at a size in pixels. Kerning is not used anywhere.

    Characters that the bundled font lacks are estimated: 1 em for East Asian wide ones, 1.25 em for an emoji
    (a joined one counts once), nothing for combining marks, 0.6 em for the rest.
    """
    return _ems(text, weight) * size


def wrap(
    text: str,
    size: float,
    weight: str,
    max_width: float,
    max_lines: int,
    *,
    balance: bool = False,
) -> tuple[str, ...]:
    """The text in at most `max_lines` lines of at most `max_width` pixels; `()` for an empty text.

    Lines break where the author broke them (if so many are allowed), at spaces and between East Asian
    characters; inside a word (after a hyphen, slash, underscore, dot or colon, then before a capital, then
    anywhere) only when it would not fit otherwise. What does not fit ends in an ellipsis. `balance` makes the
    lines of about equal length. No grapheme cluster is ever split;
    one that is wider than a line by itself is the only thing that may stick out.
    """
    parts, room = lines_of(text), max_width / size
    if not parts or max_lines < 1:
        return ()
    if len(parts) > max_lines:
        parts = (" ".join(parts),)
    lines: list[str] = []
    for number, part in enumerate(parts, start=1):
        spare = max_lines - len(lines) - (len(parts) - number)
        lines += _wrapped(part, weight, room, spare, balance)
    return tuple(lines)


@functools.lru_cache(maxsize=4096)  # while a spec is written, most of its words stay
def _wrapped(text: str, weight: str, room: float, max_lines: int, balance: bool) -> Sequence[str]:
    """One line of the author in at most `max_lines` lines."""
    for level in range(3):
        pieces = tuple(_pieces(text, weight, room, level))
        lines = _pack(pieces, weight, room)
        if len(lines) <= max_lines:
            return tuple(_balanced(pieces, weight, room, lines) if balance else lines)
    kept = lines[: max_lines - 1]
    rest = text[_consumed(text, kept) :]
    return (*kept, _shortened(rest, weight, room))


def fit(text: str, size: float, weight: str, max_width: float) -> str:
    """The text on one line, shortened with an ellipsis when it is wider than `max_width` pixels."""
    text = clean(text)
    if width(text, size, weight) <= max_width:
        return text
    return _shortened(text, weight, max_width / size)


@functools.lru_cache(maxsize=8192)
def _ems(text: str, weight: str) -> float:
    advances = face(weight).advances
    if text.isascii():
        return fsum(advances.get(c, 0.0 if c < " " else _OTHER) for c in text)
    return fsum(_cluster_ems(cluster, weight) for cluster in clusters(text))


def _cluster_ems(cluster: str, weight: str) -> float:
    advances = face(weight).advances
    if is_emoji(cluster):
        return _EMOJI
    total = 0.0
    for character in cluster:
        if unicodedata.category(character) in ("Mn", "Me", "Cc", "Cf"):
            continue
        if character in advances:
            total += advances[character]
        else:
            total += _WIDE if is_wide(character) else _OTHER
    return total


def _pack(pieces: Sequence[str], weight: str, room: float) -> list[str]:
    """Lines, each filled as far as it goes."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and _ems((line + piece).rstrip(), weight) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, weight: str, room: float, level: int) -> Iterator[str]:
    """What a line may not break inside of. A piece ends in the space that follows it.

    `level` says how freely words are broken: 0 only those too long for a line, 1 after a hyphen, slash,
    underscore, dot or colon, 2 also before a capital inside.
    """
    for word in _split(text, _is_plain_break):
        if level == 0 and _ems(word.rstrip(), weight) <= room:
            yield word
            continue
        for part in _split(word, _is_space):
            yield from _parts(part, weight, room, level)


def _parts(word: str, weight: str, room: float, level: int) -> Iterator[str]:
    """A word without spaces inside, cut no more than `level` and the room ask for."""
    if level == 0 and _ems(word.rstrip(), weight) <= room:
        yield word
        return
    for part in _split(word, _is_sign_break):
        if level < 2 and _ems(part.rstrip(), weight) <= room:
            yield part
            continue
        for bit in _split(part, _is_camel_break):
            if _ems(bit.rstrip(), weight) <= room:
                yield bit
            else:
                yield from clusters(bit)


def _split(text: str, is_break: _Break) -> Iterator[str]:
    """The text cut wherever `is_break` of the clusters before and after a place says so."""
    parts = list(clusters(text))
    start = 0
    for place in range(1, len(parts)):
        if is_break(parts[place - 1], parts[place]):
            yield "".join(parts[start:place])
            start = place
    yield "".join(parts[start:])


def _is_space(before: str, after: str) -> bool:
    return before == " " and after != " "


def _is_plain_break(before: str, after: str) -> bool:
    """Whether any text may break here: after a space, or beside an East Asian character."""
    if after == " ":
        return False
    if before == " ":
        return after not in _NOT_FIRST
    if before in _OPENING or after in _CLOSING:
        return False
    return _stands_alone(before) or _stands_alone(after)


def _stands_alone(cluster: str) -> bool:
    return is_wide(cluster) or is_emoji(cluster)


def _is_sign_break(before: str, after: str) -> bool:
    if before in ".:" and after.isdigit():  # a number or a time
        return False
    return before in _BREAK_AFTER and after not in _BREAK_AFTER and after != " "


def _is_camel_break(before: str, after: str) -> bool:
    return before[0].islower() and after[0].isupper()


def _balanced(pieces: Sequence[str], weight: str, room: float, lines: list[str]) -> list[str]:
    """The narrowest setting of the same pieces in as many lines: twelve times the room's error is halved."""
    low, high, best = max(_ems(piece.rstrip(), weight) for piece in pieces), room, lines
    if len(lines) < 2 or low >= room:  # a piece that sticks out sets no measure for the others
        return lines
    for _ in range(12):
        middle = (low + high) / 2
        tried = _pack(pieces, weight, middle)
        if len(tried) <= len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best


def _consumed(text: str, lines: Sequence[str]) -> int:
    """Where in `text` the words after these lines begin."""
    place = 0
    for line in lines:
        place += len(line)
        while place < len(text) and text[place] == " ":
            place += 1
    return place


def _shortened(text: str, weight: str, room: float) -> str:
    """As much of the text as fits with an ellipsis after it, at least one cluster."""
    left = room - _ems(ELLIPSIS, weight)
    kept = ""
    for cluster in clusters(text):
        if kept and _ems(kept + cluster, weight) > left:
            break
        kept += cluster
    return kept.rstrip(" -–—/_,.;:·") + ELLIPSIS
