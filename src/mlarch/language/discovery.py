"""Which specs a list of paths stands for: files, directories that are searched, and standard input."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Sequence
from os import DirEntry, PathLike
from pathlib import Path

from mlarch.diagnostics import MlarchError
from mlarch.files import STDIN, missing, peek, unreadable
from mlarch.lazy import regex

__all__ = ["discover", "is_spec"]

_ENDINGS = (".yaml", ".yml")

# Folders of other tools, which hold other people's files. Hidden ones are skipped anyhow.
_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})

# The first key comes after comments only, and no licence is longer than this.
_HEAD = 64 * 1024

_KEY = regex(r"""\{?\s*(?:mlarch|"mlarch"|'mlarch')\s*:(?:\s|$)""")

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def discover(paths: Sequence[str | PathLike[str]]) -> tuple[str, ...]:
    """The files that `paths` stand for, each once, in the order of the paths.

    A file stands for itself, whatever it is called, and `-` for standard input. A directory stands for the
    `.yaml` and `.yml` files below it whose first key is `mlarch`, in the order of their paths; hidden
    folders, virtual environments and `node_modules` are skipped, and links to folders are not followed.

    Raises `MlarchError` for a path that does not exist, and for a directory without any spec.
    """
    found: dict[str, None] = {}
    for given in paths:
        path = os.fspath(given)
        if path == STDIN or not _is_directory(path):
            found[path] = None
            continue
        below = list(_walk(path))
        if not below:
            where = "the current directory" if path in (".", "") else path
            message = f"no spec in {where}: no YAML file there begins with `mlarch: 1`"
            raise MlarchError(message, "Start one with `mlarch new`, or name a file.")
        found.update(dict.fromkeys(below))
    return tuple(found)


def is_spec(head: bytes) -> bool:
    """Whether a file that begins with `head` is a spec: its first key, after comments, is `mlarch`."""
    if head.startswith(_UTF16):
        # Found, so that reading it can say what is wrong with it.
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    for line in text.splitlines():
        content = line.strip()
        if (
            content
            and not content.startswith(("#", "%"))
            and content.split("#")[0].strip() not in ("---", "{")
        ):
            return _KEY.match(content) is not None
    return False


def _is_directory(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        raise missing(path) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    return Path(path).is_dir()


def _walk(root: str) -> Iterator[str]:
    """The specs below a directory, sorted by their path; what may not be opened below it is passed over."""
    try:
        pending = [_entries(root)]
    except OSError as error:
        raise unreadable(root, error) from None
    while pending:
        entry = next(pending[-1], None)
        if entry is None:
            pending.pop()
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                if not _is_foreign(entry):
                    pending.append(_entries(entry.path))
            elif (
                entry.name.lower().endswith(_ENDINGS) and entry.is_file() and is_spec(peek(entry.path, _HEAD))
            ):
                yield entry.path.removeprefix(f".{os.sep}")
        except (OSError, MlarchError):
            continue


def _entries(folder: str) -> Iterator[DirEntry[str]]:
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    return iter(sorted(visible, key=lambda entry: entry.name))


def _is_foreign(folder: DirEntry[str]) -> bool:
    return folder.name in _SKIPPED or Path(folder.path, "pyvenv.cfg").exists()
