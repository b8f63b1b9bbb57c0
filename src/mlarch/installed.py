"""What other installed packages bring: their entry points in groups of mlarch."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["entry_points", "packages"]


def packages() -> Iterator[tuple[str, str]]:
    """The packages that can be imported: name and version, and what the package's `entry_points.txt` says."""
    for folder in filter(os.path.isdir, sys.path):
        names: list[str] = []
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith("-info"))
        for name in names:
            text = ""
            with contextlib.suppress(OSError, UnicodeDecodeError):
                text = Path(folder, name, "entry_points.txt").read_text(encoding="utf-8")
            yield name, text


def entry_points(group: str) -> list[EntryPoint]:
    """The entry points of a group, by name."""
    archives = any(map(os.path.isfile, sys.path))
    if not archives and f"[{group}]" not in _declared(tuple(sys.path)):
        return []
    from importlib.metadata import entry_points as found  # only now: it brings a reader of e-mails

    return sorted(found(group=group), key=lambda point: (point.name, point.value))


@cache
def _declared(path: tuple[str, ...]) -> str:
    """What all packages on the path say of their entry points."""
    return "\n".join(text for _, text in packages())
