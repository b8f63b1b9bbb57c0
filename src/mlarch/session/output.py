"""The folder of pictures on disk: what is there, what is written, and what no spec accounts for any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from mlarch.diagnostics import MlarchError
from mlarch.files import read_bytes, write_atomic
from mlarch.project import locate

__all__ = ["orphans", "prepare", "present", "write"]

_HEAD = 1024  # bytes of a picture that say who made it
_LARGEST = 1 << 30  # bytes of a file that is compared: no picture has as many


def present(target: Path) -> bytes | None:
    """What the file holds now, None when there is none.

    Raises `MlarchError` when it is no regular file, when it is a link out of the project, and when it cannot
    be read.
    """
    locate(target)  # before it is known whether there is anything
    if target.is_dir():
        raise MlarchError(
            f"cannot write {target}: a directory of that name is in the way",
            "Move it away, or write into another directory with `-o`.",
        )
    return read_bytes(target, _LARGEST) if target.exists() else None


def write(target: Path, data: bytes) -> bool:
    """Put `data` into the file, whole or not at all; False when it was there already."""
    if present(target) == data:
        return False
    write_atomic(target, data)
    return True


def prepare(directory: str) -> None:
    """Make `directory` unless it is there. Raises `MlarchError` when it cannot be one."""
    locate(Path(directory, "picture"))
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise MlarchError(
            f"cannot write into `{directory}`: it is a file, or lies below one", "`-o` takes a directory."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MlarchError(f"cannot make the directory `{directory}`: {reason}") from error


def orphans(directory: str, names: Collection[str]) -> Iterator[Path]:
    """The SVG files below `directory` that mlarch has drawn, and that are called like none of `names`.

    A name is the path from the directory without the ending, in lower case. Other formats do not say who made
    them, and are never taken for orphans.
    """
    for file in sorted(Path(directory).rglob("*.svg")):
        name = file.relative_to(directory).as_posix().removesuffix(".svg").casefold()
        if name not in names and not file.is_symlink() and file.is_file() and _is_ours(file):
            yield file


def _is_ours(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return b'class="mlarch"' in opened.read(_HEAD)
    except OSError:
        return False
