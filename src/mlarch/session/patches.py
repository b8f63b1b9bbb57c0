"""A change of one file as a unified diff that `patch -p1` and `git apply` take."""

from __future__ import annotations

import difflib
import os

from mlarch.lazy import regex
from mlarch.report.places import relative

__all__ = ["diff"]

# A line as `patch` sees it: a carriage return is one of its characters.
_LINE = regex(r"[^\n]*\n|[^\n]+")

_QUOTED = regex(r'["\\\x00-\x1f\x7f\ud800-\udfff]')


def diff(path: str, before: str, after: str) -> str:
    """What changed in the file `path`; empty when nothing did.

    The file is named from the current directory, where the diff is to be applied; one outside of it by its
    whole path.
    """
    old, new = (_LINE.findall(text) for text in (before, after))
    name = relative(path)
    names = (_name(name), _name(name)) if name.startswith("/") else (_name(f"a/{name}"), _name(f"b/{name}"))
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in difflib.unified_diff(old, new, *names)
    )


def _name(name: str) -> str:
    """The name as git writes it: in quotes, byte by byte, where it could be misread; else a tab ends it."""
    if _QUOTED.search(name):
        return f'"{"".join(_byte(byte) for byte in os.fsencode(name))}"'
    return f"{name}\t" if " " in name else name


def _byte(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return f"\\{character}"
    return character if " " <= character <= "~" else f"\\{byte:03o}"
