"""Text from a spec made safe for a terminal, and measured in terminal columns.

A name may hold escape sequences, right-to-left overrides or invisible characters; printed raw they could move
the cursor, recolour the screen, or make a line say something else than it does.
"""

from __future__ import annotations

import unicodedata

__all__ = ["TAB", "lines", "visible", "width"]

TAB = "    "
"""What a tab is shown as."""

# Joiners are invisible too, but emoji and several scripts are written with them, and they move nothing.
_HARMLESS = {"\u200c", "\u200d"}
_ESCAPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """`text` with tabs as spaces and every control or formatting character as its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


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
