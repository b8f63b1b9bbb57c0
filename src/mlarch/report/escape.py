"""Text from a spec made safe for a terminal and for the log of a CI server, and measured in columns.

A name may hold escape sequences, right-to-left overrides or invisible characters; printed raw they could move
the cursor, recolour the screen, or make a line say something else than it does. And CI servers read commands
off a log: GitHub a line that begins with `::`, after white space too, and `##[` anywhere in a line, Azure
Pipelines `##vso[`, TeamCity `##teamcity[`.
"""

from __future__ import annotations

import re
import unicodedata

from mlarch.lazy import regex

__all__ = ["TAB", "as_json", "harmless", "lines", "visible", "width"]

TAB = "    "
"""What a tab is shown as."""

# Joiners are invisible too, but emoji and several scripts are written with them, and they move nothing.
_HARMLESS = {"\u200c", "\u200d"}
_ESCAPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


_COMMAND = regex(r"^([^\S\n]*):(?=:)|#(?=#\w*\[)", re.MULTILINE)


def visible(text: str) -> str:
    """`text` as one harmless line: tabs as spaces, control and formatting characters as their numbers."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(_shown(character) for character in text)
    return harmless(text)


def harmless(text: str) -> str:
    """Lines without commands to a CI server: the first character of what would be one as its number."""
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(lambda found: r"\x23" if found[1] is None else rf"{found[1]}\x3a", text)


def as_json(data: object) -> str:
    """`data` as JSON in ASCII, with a line end, that prints as no command to a CI server."""
    import json  # only now: most reports are text

    return json.dumps(data, indent=2).replace("##", r"#\u0023") + "\n"


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    if character in _HARMLESS or unicodedata.category(character) not in _ESCAPED:
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def lines(text: str) -> list[str]:
    """The lines of `text`, each made visible; other line separators of Unicode are no line ends here."""
    return [visible(line) for line in text.replace("\r\n", "\n").split("\n")]


def width(text: str) -> int:
    """How many terminal columns visible `text` takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
