"""Texts of several phrases: where a list of payloads is divided, and where a comma is part of one."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.lazy import regex

__all__ = ["split_exchange", "split_phrases", "strip"]

# A comma inside a number: `10,000`.
_IN_NUMBER = regex(r"(?<=\d),(?=\d)")
_OPEN = {"(": ")", "[": "]", "{": "}"}
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’"}


def split_phrases(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """The phrases of a comma-separated list with their offsets.

    Commas inside brackets, quotes and numbers do not divide. A bracket or quote that is never closed is an
    ordinary character. Phrases are stripped and may be empty.
    """
    end = len(text) if end is None else end
    begin = start
    for offset in _outside(text, start, end) if "," in text[start:end] else ():
        if text[offset] == "," and not _IN_NUMBER.match(text, offset):
            yield strip(text, begin, offset)
            begin = offset + 1
    yield strip(text, begin, end)


def split_exchange(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The parts of `question / answer` around the slashes, with their offsets; one part without any."""
    parts, begin = [], start
    for offset in _outside(text, start, end):
        if text[offset] == "/":
            parts.append(strip(text, begin, offset))
            begin = offset + 1
    parts.append(strip(text, begin, end))
    return parts


def _outside(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets that lie in no brackets and no quotes."""
    closing = _closing(text, start, end)
    offset = start
    while offset < end:
        close = closing.get(offset)
        if close is None:
            yield offset
            offset += 1
        else:
            offset = close + 1


def _closing(text: str, start: int, end: int) -> dict[int, int]:
    """For each bracket and each quote that opens something, the offset of what closes it."""
    found: dict[int, int] = {}
    stacks: dict[str, list[int]] = {close: [] for close in _OPEN.values()}
    quotes: dict[str, int] = {}
    for offset in range(start, end):
        char = text[offset]
        if char in _OPEN:
            stacks[_OPEN[char]].append(offset)
        elif stacks.get(char):
            found[stacks[char].pop()] = offset
        elif char in quotes:
            found[quotes.pop(char)] = offset
        elif char in _QUOTES and not (offset > start and text[offset - 1].isalnum()):
            quotes[_QUOTES[char]] = offset  # else an apostrophe
    return found


def strip(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The text between two offsets without blanks around it, and its own offsets."""
    piece = text[start:end]
    phrase = piece.strip()
    start += len(piece) - len(piece.lstrip())
    return phrase, start, start + len(phrase)
