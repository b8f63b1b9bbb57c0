"""Bytes to text: UTF-8 and nothing else, without characters that cannot be shown.

A byte-order mark is dropped, every usual line end (`\\n`, `\\r\\n`, `\\r`) is kept as it is.
"""

from __future__ import annotations

import codecs
import unicodedata
from itertools import islice

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.bounds import largest, size
from mlarch.lazy import regex

__all__ = ["FORBIDDEN", "accept", "decode", "describe", "place", "split_lines"]

FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs, and line ends that YAML and editors disagree about."""

_LINE_END = regex(r"\r\n|\n|\r")

# The longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

_FORMATS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)

_SAVE = "Save the file as UTF-8: editors offer it under “Save with encoding”."

# So many forbidden characters of one file are shown; a file that has more is no text.
_SHOWN = 20


def decode(data: bytes, path: str, problems: Problems) -> str | None:
    """The text of a file, not looked at yet; None, and a finding, when it is none."""
    if len(data) > largest():
        _too_large(path, problems)
        return None
    what = next((what for start, what in _FORMATS if data.startswith(start)), None)
    if what is not None:
        _refuse(path, problems, f"this is {what} and not a text file", "A spec is a YAML file.")
        return None
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _without_mark(data)
    if encoding is not None:
        _refuse(path, problems, f"the file is written in {encoding}, and UTF-8 is expected", _SAVE)
        return None
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _refuse_byte(data, error.start, path, problems)
        return None


def accept(text: str, path: str, problems: Problems) -> str | None:
    """`text` without its byte-order mark; None, and findings, when it holds characters that no spec may."""
    if len(text) > largest():
        _too_large(path, problems)
        return None
    text = text.removeprefix("\ufeff")
    found = list(islice(FORBIDDEN.finditer(text), _SHOWN))
    for match in found:
        line, column = place(text, match.start())
        span = Span(path, line, column, line, column + 1)
        fix = Fix("Delete the character", (Edit(span, ""),))
        message = f"{describe(match[0])} cannot be part of a spec"
        problems.add("unreadable-file", span, message, "Delete it; most editors do not show it.", fix)
    return None if found else text


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends, as spans count them."""
    return _LINE_END.split(text)


def describe(char: str) -> str:
    """A character that cannot be shown, in words: `U+2028 (line separator)`."""
    name = unicodedata.name(char, "").lower()
    if 0xD800 <= ord(char) <= 0xDFFF:
        name = "half of a surrogate pair"
    return f"U+{ord(char):04X} ({name or 'a control character'})"


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    line, start = 1, 0
    for match in _LINE_END.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return line, index - start + 1


def _without_mark(data: bytes) -> str | None:
    """UTF-16 is known by the zero bytes of its Latin letters."""
    head = data[:1024]
    half = len(head) // 2
    zeros = (head[0::2].count(0), head[1::2].count(0))
    return "UTF-16" if half >= 4 and max(zeros) > half * 0.8 and min(zeros) < half * 0.2 else None


def _refuse_byte(data: bytes, index: int, path: str, problems: Problems) -> None:
    if b"\0" in data:
        message = "this is not a text file: it contains zero bytes"
        _refuse(path, problems, message, "A spec is a YAML file.")
        return
    before = data[:index].decode()
    line, column = place(before, len(before))
    guess = bytes((data[index],)).decode("cp1252", "replace")
    usual = f" In Windows-1252 and Latin-1 it is `{guess}`." if guess.isalpha() else ""
    span = Span(path, line, column, line, column + 1)
    message = f"the byte 0x{data[index]:02X} here is not UTF-8"
    problems.add("unreadable-file", span, message, f"{_SAVE}{usual}")


def _too_large(path: str, problems: Problems) -> None:
    message = f"the file is larger than {size()}"
    help_ = "Split it (`extends` starts a spec from another), or allow more with `--max-size`."
    problems.add("too-large", Span(path, 1, 1, 1, 1), message, help_)


def _refuse(path: str, problems: Problems, message: str, help_: str) -> None:
    problems.add("unreadable-file", Span(path, 1, 1, 1, 1), message, help_)
