"""Characters that look like those of YAML and are not: no-break spaces, bullets, full-width colons.

They come from word processors, chats, web pages and other keyboards. Where one stands in place of a sign of
YAML, the sign is read, with a warning and a safe fix; inside texts nothing is touched. Conflict markers of a
version control system are found here too: of the two sides the first is read on, so that the rest of the file
is checked in the same run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from mlarch.diagnostics import Edit, Fix, Severity, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.text import split_lines
from mlarch.lazy import regex

__all__ = ["BLOCK_TEXT", "as_yaml"]

_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENT = regex(rf"[ {_SPACE}]+")
_ODD_SPACE = regex(f"[{_SPACE}]")
_BULLET = regex(rf"[ ]*(?P<sign>[•◦‣▪●⁃∙·*–—−])[ {_SPACE}]+(?=\S)")
_AFTER_HYPHEN = regex(rf"[ ]*-(?P<space>[{_SPACE}])")
_COLON_SPACE = regex(rf"(?<=:)[{_SPACE}]|[{_SPACE}](?=:[\s{_SPACE}])")
_WIDE_COLON = regex(r"[ ]*(?:- +)?[^\s:：\"'#\[{][^:：\"'#\[{]*?(?P<sign>：)(?=(?P<rest>.?))")
BLOCK_TEXT = regex(r"(?:^|[:-] +|[:-])[|>][-+0-9]*[ ]*(?:#.*)?$")
_CONFLICT = regex(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?$")


class _Swap(NamedTuple):
    """What stands at `start` to `end` of a line, and what is read instead."""

    line: int
    start: int
    end: int
    text: str


def as_yaml(text: str, path: str, problems: Problems) -> str:
    """`text` with the signs of YAML in place of what looks like them; what was changed is reported."""
    if text.isascii() and "<<<<<<<" not in text and "* " not in text:
        return text
    lines = split_lines(text)
    swaps = [*_without_conflicts(lines, path, problems)]
    swaps += [swap for number, line in _outside_texts(lines) for swap in _swaps(number, line)]
    if not swaps:
        return text
    _report(lines, [swap for swap in swaps if swap.text or swap.start], path, problems)
    for swap in sorted(swaps, reverse=True):
        line = lines[swap.line]
        lines[swap.line] = line[: swap.start] + swap.text + line[swap.end :]
        if len(swap.text) != swap.end - swap.start and swap.text:
            problems.mended(path, (swap.line + 1,))
    return "\n".join(lines)


def _outside_texts(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that are not part of a text below `|` or `>`."""
    depth: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth is not None and (not line.strip() or indent > depth):
            continue
        depth = indent if BLOCK_TEXT.search(line) else None
        yield number, line


def _swaps(number: int, line: str) -> Iterator[_Swap]:
    if line.isascii() and "*" not in line:
        return
    blank = _INDENT.match(line)
    start = blank.end() if blank else 0
    for match in _ODD_SPACE.finditer(line, 0, start):
        yield _Swap(number, *match.span(), " ")
    plain = " " * start + line[start:]
    bullet = _BULLET.match(plain)
    if bullet is not None:
        yield _Swap(number, *bullet.span("sign"), "-")
        for match in _ODD_SPACE.finditer(plain, bullet.end("sign"), bullet.end()):
            yield _Swap(number, *match.span(), " ")
        plain = plain[: bullet.start("sign")] + "-" + plain[bullet.end("sign") :]
    hyphen = _AFTER_HYPHEN.match(plain)
    if hyphen is not None:
        yield _Swap(number, *hyphen.span("space"), " ")
    for match in _COLON_SPACE.finditer(plain):
        if not any(quote in plain[: match.start()] for quote in "\"'"):
            yield _Swap(number, *match.span(), " ")
    wide = _WIDE_COLON.match(plain)
    if wide is not None:
        yield _Swap(number, *wide.span("sign"), ":" if wide["rest"] in ("", " ") else ": ")


def _report(lines: list[str], swaps: list[_Swap], path: str, problems: Problems) -> None:
    """One finding for each character, at the first place of it, with a fix for all."""
    found: dict[str, list[_Swap]] = {}
    for swap in swaps:
        found.setdefault(lines[swap.line][swap.start : swap.end], []).append(swap)
    for char, places in found.items():
        first = places[0]
        span = Span(path, first.line + 1, first.start + 1, first.line + 1, first.end + 1)
        name = unicodedata.name(char[0], "a character").lower()
        more = f", and in {len(places) - 1} more places" if len(places) > 1 else ""
        wanted = {" ": "a plain space", "-": "`-`"}.get(first.text, "`: `")
        message = f"U+{ord(char[0]):04X} ({name}) stands here{more}, where YAML has {wanted}"
        edits = tuple(
            Edit(Span(path, s.line + 1, s.start + 1, s.line + 1, s.end + 1), s.text) for s in places
        )
        help_ = "It is read as such; other programs refuse it, or take it for a part of the text."
        fix = Fix(f"Write {wanted}", edits, safe=True)
        problems.add("yaml-surprise", span, message, help_, fix, Severity.WARNING)


def _without_conflicts(lines: list[str], path: str, problems: Problems) -> Iterator[_Swap]:
    """The lines of conflict markers and of the second sides, to be left out; one error for each conflict."""
    begun: int | None = None
    second = False
    for number, line in enumerate(lines):
        marker = _CONFLICT.fullmatch(line)
        sign = marker[1][0] if marker is not None else ""
        if sign == "<":
            begun, second = number, False
        elif begun is None:
            continue
        if sign in ("|", "="):
            second = True
        if sign or second:
            yield _Swap(number, 0, len(line), "")
        if sign == ">":
            message = f"a merge conflict is not resolved here; it ends on line {number + 1}"
            span = Span(path, begun + 1, 1, begun + 1, len(lines[begun]) + 1)
            help_ = "Keep one of the two sides, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`."
            problems.add("yaml-syntax", span, message, help_)
            begun, second = None, False
