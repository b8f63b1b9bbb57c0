"""Results kept in the user's cache directory, by what they were made from: content, options, and mlarch.

A key names everything that a result follows from, and the stamp of the installed programs is a part of it, so
an entry is never out of date: it is found or it is not. Entries are files, written whole under another name
and then moved, with a checksum; any number of runs can share them. What was not used for long goes first when
they take more than `LARGEST`.

Entries are pickled values, and unpickling may build only values of the model and of findings. The folder
belongs to the user alone; one that others can write to is not used.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import stat
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mlarch.files import replace_whole
from mlarch.installed import packages

__all__ = ["LARGEST", "Cache", "default_folder", "stamp"]

LARGEST = 512 * 2**20
"""The bytes that all entries may take together."""

_CHECKSUM = 32
_TOUCHED = 24 * 3600  # seconds after which the use of an entry is noted again
_SWEPT = 3600  # seconds between two looks at the size of all


class Cache:
    """Values by key. Without a folder nothing is kept, and nothing is ever found."""

    def __init__(self, folder: Path | None, largest: int = LARGEST) -> None:
        self._folder = folder if folder is not None and _is_private(folder) else None
        self._largest = largest

    @property
    def folder(self) -> Path | None:
        """Where entries are kept; None when none are."""
        return self._folder

    def key(self, *parts: object) -> str:
        """The key of what follows from these parts, each of which is told apart by its `repr`."""
        if self._folder is None:
            return ""
        digest = hashlib.sha256(stamp())
        for part in parts:
            data = part if isinstance(part, bytes) else repr(part).encode(errors="backslashreplace")
            digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    def get(self, key: str) -> Any | None:
        """The value of a key; None when there is none, or none that can be read."""
        if self._folder is None:
            return None
        file = self._file(key)
        try:
            with file.open("rb") as opened:
                data = opened.read()
                used = os.fstat(opened.fileno()).st_mtime
            if hashlib.sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
                return None
            if time.time() - used > _TOUCHED:
                os.utime(file)
        except OSError:
            return None
        from mlarch.session.pickled import unpickled  # only now: most folders hold nothing at first

        return unpickled(data[_CHECKSUM:])

    def put(self, key: str, value: object) -> None:
        """Keep a value, if that can be done; a full disk is no fault of a run."""
        if self._folder is None:
            return
        from mlarch.session.pickled import pickled

        data = pickled(value)
        file = self._file(key)
        with contextlib.suppress(OSError):
            file.parent.mkdir(exist_ok=True)
            replace_whole(file, hashlib.sha256(data).digest() + data)

    def sweep(self) -> None:
        """Take out the entries that were not used for longest, and what a killed run has left, if need be."""
        if self._folder is None:
            return
        mark = self._folder / "swept"
        with contextlib.suppress(OSError):
            if mark.exists() and time.time() - mark.stat().st_mtime < _SWEPT:
                return
            mark.touch()
            entries = sorted(_entries(self._folder))
            total = sum(size for _, size, _ in entries)
            for used, size, file in entries:
                left_over = file.suffix == ".tmp" and time.time() - used > _SWEPT
                if total > self._largest or left_over:
                    file.unlink(missing_ok=True)
                    total -= size

    def _file(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / key[2:]


def default_folder() -> Path | None:
    """The folder for mlarch in the user's cache directory, or `MLARCH_CACHE_DIR`; None when that is empty.

    The places are those of the XDG base directory specification, of macOS and of Windows.
    """
    chosen = os.environ.get("MLARCH_CACHE_DIR")
    if chosen is not None:
        return Path(os.path.abspath(chosen)) if chosen else None  # noqa: PTH100
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named, "mlarch")
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if not home.is_absolute():
        return None  # it would be another one in each folder
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "mlarch"


def _is_private(folder: Path) -> bool:
    """Whether the folder is there, made now if need be, and nobody else can write to it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each entry was last used, its size, and its file."""
    for file in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            found = file.stat()
            yield found.st_mtime, found.st_size, file


@cache
def stamp() -> bytes:
    """A digest of all that results follow from besides their input: Python, mlarch, and what is installed.

    The files of mlarch and of modules with plugins are told apart by size and time of change, so that an edit
    of them counts; other packages by name and version.
    """
    digest = hashlib.sha256(sys.version.encode())
    for line in _files(Path(__file__).parents[1]):
        digest.update(line.encode(errors="backslashreplace"))
    for line in _installed():
        digest.update(line.encode(errors="backslashreplace"))
    return digest.digest()


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder, each with its size and time of change."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        with contextlib.suppress(OSError):
            if not entry.is_dir(follow_symlinks=False):
                about = entry.stat()
                yield f"{entry.path}\0{about.st_size}\0{about.st_mtime_ns}\0"
            elif entry.name != "__pycache__":
                yield from _files(Path(entry.path))


def _installed() -> Iterator[str]:
    """The packages that can be imported, by name and version, and the files of those with plugins."""
    for name, entry_points in packages():
        yield f"{name}\0"
        for module in _plugins(entry_points):
            yield from _module(module)


def _plugins(text: str) -> list[str]:
    """The modules that an `entry_points.txt` names as plugins of ours, with rules or kinds."""
    ours = [part.partition("\n[")[0] for part in text.split("[mlarch.")[1:]]
    lines = [line for part in ours for line in part.splitlines() if "=" in line]
    return [line.partition("=")[2].strip().partition(":")[0] for line in lines]


def _module(name: str) -> Iterator[str]:
    spec = None
    with contextlib.suppress(ImportError, ValueError):
        spec = importlib.util.find_spec(name.partition(".")[0])
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield from _files(Path(folder))
    if spec is not None and spec.origin is not None and Path(spec.origin).is_file():
        about = Path(spec.origin).stat()
        yield f"{spec.origin}\0{about.st_size}\0{about.st_mtime_ns}\0"
