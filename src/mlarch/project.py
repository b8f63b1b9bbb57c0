"""Which files a run may touch: those of the project, whatever a checkout says.

A checkout that a stranger wrote can name any path, and can hold links to any place. So a path that comes from
a spec or from settings, and every link on the way to a file that is read or written, must end inside the
project: the nearest folder above the file with `.git` or `pyproject.toml`, else the file's own folder. Paths
are resolved before they are judged, and the answer is the same whether something is there or not.

Who runs mlarch can widen that (`--allow-outside DIR`); nothing in a checkout can.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mlarch.diagnostics import MlarchError

__all__ = ["OutsideError", "allowed", "allowing", "locate", "root", "shown"]

_MARKS = (".git", "pyproject.toml")

# Files of the system, which belong to no project even where the project is the whole disk.
_SYSTEM = tuple(Path(name) for name in ("/dev", "/proc", "/sys"))

_WIDEN = "`--allow-outside DIR` on the command line lets files in another folder be used."

_allowed: tuple[Path, ...] = ()


class OutsideError(MlarchError):
    """A path that leads out of the project."""


@contextmanager
def allowing(folders: Iterable[str | os.PathLike[str]]) -> Iterator[None]:
    """Let files in these folders be used too. For the whole process: only who runs it may decide that."""
    global _allowed
    before = _allowed
    _allowed = (*before, *(_real(folder) for folder in folders))
    try:
        yield
    finally:
        _allowed = before


def allowed() -> tuple[str, ...]:
    """The folders of `allowing`, resolved."""
    return tuple(map(str, _allowed))


def root(file: str | os.PathLike[str]) -> Path:
    """The project that `file` belongs to, as a resolved folder. The file need not exist.

    The folders above it are those of the path as it is written. A folder that is only reached through a link
    out of another project does not make a project of its own.
    """
    above = Path(os.path.abspath(file)).parents  # noqa: PTH100 - links are to be kept
    marked = [folder for folder in above if any((folder / mark).exists() for mark in _MARKS)]
    found = _real((marked or above)[0])
    for folder in map(_real, marked[1:]):
        if not found.is_relative_to(folder):
            found = folder
    return found


def locate(path: str | os.PathLike[str], of: str | os.PathLike[str] | None = None) -> Path:
    """`path` with every link resolved. Raises `OutsideError` when it leads out of the project of `of`.

    Without the file `of`, out of the project in which the path as it is written lies: for paths that a
    person gave. What is no file at all, and was named as such (`/dev/stdout`), is a person's own affair; so
    is a path that is impossible, which whoever opens it will say.
    """
    if "\0" in os.fspath(path) or (of is None and _is_system(Path(path))):
        return Path(path)
    target = _real(path)
    folders = (root(path if of is None else of), *_allowed)
    if _is_system(target) or not any(target.is_relative_to(folder) for folder in folders):
        raise OutsideError(f"`{shown(path)}` leads out of the project", _WIDEN)
    return target


def _is_system(path: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in _SYSTEM)


def _real(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.realpath(path))


def shown(path: str | os.PathLike[str]) -> str:
    """The path on one line, without what a terminal would act on, cut to a length that can be read."""
    name = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in os.fspath(path))
    return name if len(name) <= 200 else f"{name[:100]}…{name[-80:]}"
