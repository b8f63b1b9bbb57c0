"""Paths as other programs expect them: relative to the repository, with `/`, and as URIs."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

__all__ = ["in_repository", "relative", "uri"]

STDIN = "stdin"
"""What standard input is called."""


def relative(path: str, folder: str | None = None) -> str:
    """`path` seen from `folder` (the current directory) when it lies below, else absolute; with `/`."""
    if path == "-":
        return STDIN
    # Not resolved: a symbolic link is the name by which the repository knows the file.
    whole = os.path.abspath(path)  # noqa: PTH100
    here = os.path.join(folder or os.getcwd(), "")  # noqa: PTH109, PTH118
    return Path(whole.removeprefix(here)).as_posix()


def in_repository(path: str) -> str:
    """`path` as the services that show a repository know it: from its root.

    The repository is the one around the current directory, which stands for it where there is none. A file
    elsewhere is named by its whole path.
    """
    return relative(path, _root(os.getcwd()))  # noqa: PTH109


@lru_cache(maxsize=8)
def _root(folder: str) -> str:
    """The nearest folder that is or lies above `folder` and has a `.git`, else `folder` itself."""
    here = Path(folder)
    return str(next((above for above in (here, *here.parents) if (above / ".git").exists()), here))


def uri(path: str) -> str:
    """The URI reference of a file: relative in the repository, see `in_repository`, else `file:///...`."""
    shown = in_repository(path)
    # Names that are no text hold lone surrogates, which stand for the bytes of the name.
    escaped = quote(shown.encode("utf-8", "surrogateescape" if _from_bytes(shown) else "surrogatepass"))
    if not os.path.isabs(shown):  # noqa: PTH117
        return escaped
    return f"file://{escaped}" if escaped.startswith("/") else f"file:///{escaped}"


def _from_bytes(text: str) -> bool:
    return not any("\ud800" <= char < "\udc80" or "\udcff" < char <= "\udfff" for char in text)
