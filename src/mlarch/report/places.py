"""Paths as other programs expect them: relative to the current directory, with `/`, and as URIs."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

__all__ = ["relative", "uri"]

STDIN = "stdin"
"""What standard input is called."""


def relative(path: str) -> str:
    """`path` seen from the current directory when it lies below it, else absolute; always with `/`."""
    if path == "-":
        return STDIN
    # Not resolved: a symbolic link is the name by which the repository knows the file.
    whole = os.path.abspath(path)  # noqa: PTH100
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return Path(whole.removeprefix(here)).as_posix()


def uri(path: str) -> str:
    """The URI reference of a file: relative below the current directory, else `file:///...`."""
    shown = relative(path)
    # Names that are no text hold lone surrogates, which stand for the bytes of the name.
    escaped = quote(shown.encode("utf-8", "surrogateescape" if _from_bytes(shown) else "surrogatepass"))
    if not os.path.isabs(shown):  # noqa: PTH117
        return escaped
    return f"file://{escaped}" if escaped.startswith("/") else f"file:///{escaped}"


def _from_bytes(text: str) -> bool:
    return not any("\ud800" <= char < "\udc80" or "\udcff" < char <= "\udfff" for char in text)
