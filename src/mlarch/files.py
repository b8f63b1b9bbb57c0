"""Files as a careful program meets them: reading what may be anything, writing whole or not at all.

Every failure is a `MlarchError` that names the path and says what to do; no other exception leaves here but
for mistakes of the caller.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from mlarch.diagnostics import MlarchError
from mlarch.project import locate, shown
from mlarch.text import nearest

__all__ = ["STDIN", "missing", "peek", "read_bytes", "replace_whole", "unreadable", "write_atomic"]

STDIN = "-"
"""The path that stands for standard input."""

# What a shell hands over for `<(command)`: a pipe that is open already and so never blocks for a writer.
_OPEN_ALREADY = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")

_CHUNK = 1 << 16


def read_bytes(path: str | PathLike[str], limit: int) -> bytes:
    """The first `limit` bytes of a file, and one more if it is longer; `-` is standard input.

    So a result longer than `limit` means that the file is too large, however it grows meanwhile. Raises
    `OutsideError` when a link on the way leads out of the project, and `MlarchError` when there is no such
    file (naming the nearest), when it is a directory, a device or a pipe, and when it may not be read.
    """
    name = os.fspath(path)
    if name == STDIN:
        return _read_stdin(limit)
    locate(name)
    return peek(name, limit)


def peek(name: str, limit: int) -> bytes:
    """As `read_bytes`, wherever links lead: for what is only recognised and never shown."""
    try:
        descriptor = os.open(name, os.O_RDONLY | _flags(name))
    except FileNotFoundError:
        raise missing(name) from None
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None
    try:
        _refuse_special(name, os.fstat(descriptor).st_mode)
        return _read(descriptor, limit)
    except OSError as error:
        raise unreadable(name, error) from None
    finally:
        os.close(descriptor)


def _flags(name: str) -> int:
    """Not to wait for the other end of a pipe; on Windows, not to translate line ends."""
    waits = 0 if name.startswith(_OPEN_ALREADY) else getattr(os, "O_NONBLOCK", 0)
    return int(waits | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))


def _refuse_special(name: str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise MlarchError(f"{shown(name)} is a directory, and a file is expected", "Name a file in it.")
    if stat.S_ISFIFO(mode) and name.startswith(_OPEN_ALREADY):
        return
    help_ = "Send it to standard input, and give `-` as the path."
    raise MlarchError(f"{shown(name)} is {_special(mode)} and not a file", help_)


def _special(mode: int) -> str:
    return "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"


def _read(descriptor: int, limit: int) -> bytes:
    parts: list[bytes] = []
    left = limit + 1
    while left > 0:
        part = os.read(descriptor, min(left, _CHUNK))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _read_stdin(limit: int) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise MlarchError("there is no standard input to read", "Give the path of a file instead of `-`.")
    try:
        buffer = getattr(sys.stdin, "buffer", None)
        if buffer is None:
            return sys.stdin.read(limit + 1).encode("utf-8", "surrogatepass")
        data: bytes = buffer.read(limit + 1)
        return data
    except (OSError, ValueError) as error:
        raise unreadable("standard input", error) from None


def missing(path: str) -> MlarchError:
    """The error for a path that does not exist: with the nearest name in its directory, if there is one."""
    wanted, message = Path(path), f"there is no {shown(path)}"
    if wanted.is_symlink():
        goal = shown(str(wanted.readlink()))
        return MlarchError(f"{shown(path)} is a link to {goal}, and nothing is there", "Mend the link.")
    if "://" in path:
        return MlarchError(message, "mlarch reads files, and gets nothing from the net: download it first.")
    if any(sign in path for sign in "*?["):
        return MlarchError(message, "No file fits that. Of a directory every spec is read: `mlarch check .`")
    if not wanted.parent.is_dir():
        return MlarchError(message, f"There is no directory {shown(str(wanted.parent))}.")
    try:
        names = sorted(entry.name for entry in wanted.parent.iterdir() if not entry.name.startswith("."))
    except OSError:
        names = []
    # The ending says nothing: every spec has the same.
    stems = nearest(wanted.stem, sorted({Path(name).stem for name in names}))
    near = nearest(wanted.name, [name for name in names if Path(name).stem in stems], similar=0)
    return MlarchError(message, f"Did you mean {shown(str(wanted.parent / near[0]))}?" if near else "")


def unreadable(path: str, error: OSError | ValueError) -> MlarchError:
    """The error for a file that is there and cannot be read."""
    return MlarchError(f"cannot read {shown(path)}: {_reason(error)}")


class _Anything:
    """What a file may hold that is replaced."""


_ANYTHING = _Anything()


def write_atomic(
    path: str | PathLike[str], data: bytes | str, *, replaces: bytes | _Anything | None = _ANYTHING
) -> None:
    """Put `data` (text as UTF-8) into the file `path`, whole or not at all.

    It is written beside its place under another name, then moved there, so no reader ever sees half of it
    and a failure leaves what was there. Missing directories are made. A file that is replaced keeps its
    permissions; a symbolic link is followed, inside the project. What is no file is written to directly when
    it was named as such (`/dev/stdout`). `replaces` is what the file must still hold, None for a file that
    must not be there: what another program has saved meanwhile is kept. Raises `OutsideError` when a link
    leads out of the project, and `MlarchError` when the path cannot be written or is no longer as it was.
    """
    name = os.fspath(path)
    content = data.encode() if isinstance(data, str) else data
    target = locate(name)
    try:
        mode = _mode(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise MlarchError(f"cannot write {shown(name)}: it is a directory")
        if mode is not None and not stat.S_ISREG(mode):
            if not name.startswith("/dev/"):
                raise MlarchError(f"cannot write {shown(name)}: it is {_special(mode)} and not a file")
            Path(name).write_bytes(content)
        elif mode is not None and not os.access(target, os.W_OK):
            raise MlarchError(f"cannot write {shown(name)}: the file is read-only")
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_whole(target, content, mode, replaces)
    except _ChangedError:
        raise MlarchError(
            f"{shown(name)} was changed by another program meanwhile, and is left as it is", "Run it again."
        ) from None
    except (OSError, ValueError) as error:
        raise MlarchError(f"cannot write {shown(name)}: {_reason(error)}") from None


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


class _ChangedError(Exception):
    """The file is not what it was when it was read."""


def replace_whole(
    target: Path, content: bytes, mode: int | None = None, replaces: bytes | _Anything | None = _ANYTHING
) -> None:
    """As `write_atomic`, for a path that is known to be a file of ours or none; raises `OSError`."""
    _sweep(target.parent)
    temporary, file, lock = _temporary(target.parent)
    try:
        with file:
            file.write(content)
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        _check_unchanged(target, replaces)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    finally:
        if lock is not None:
            os.close(lock)


def _temporary(folder: Path) -> tuple[Path, BinaryIO, int | None]:
    """A new file in the folder, its path, and what keeps it locked: a run that is killed lets go of it."""
    import secrets  # only now: most runs write nothing

    while True:
        # A short name of its own: one made from the target's could be too long for the file system.
        path = folder / f"{_TEMPORARY}{secrets.token_hex(8)}.tmp"
        file = path.open("xb")
        lock = _lock(file.fileno())
        if lock is None or os.fstat(lock).st_nlink:
            return path, file, lock
        file.close()  # another run took it for left over before it was locked
        os.close(lock)


def _lock(descriptor: int) -> int | None:
    """A descriptor that holds a file until it is closed; None where files cannot be held."""
    if sys.platform == "win32":
        return None  # an open file can be neither moved nor deleted there
    import fcntl

    with contextlib.suppress(OSError):
        held = os.dup(descriptor)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:
            os.close(held)
            raise
        return held
    return None


def _check_unchanged(target: Path, replaces: bytes | _Anything | None) -> None:
    """As late as can be: what is left is the moment between this and the move."""
    if isinstance(replaces, _Anything):
        return
    try:
        there: bytes | None = target.read_bytes()
    except FileNotFoundError:
        there = None
    if there != replaces:
        raise _ChangedError


_TEMPORARY = ".mlarch-"
_STALE = 3600  # seconds after which no run is still at it
_swept: set[Path] = set()


def _sweep(folder: Path) -> None:
    """Take out what killed runs have left in a folder, once for each folder and process."""
    if folder in _swept:
        return
    _swept.add(folder)
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_TEMPORARY}*.tmp"):
            with contextlib.suppress(OSError):
                _take_out(left)


def _take_out(path: Path) -> None:
    """Delete a temporary file that nobody is at: nobody holds it, or it is old where that cannot be asked."""
    if time.time() - path.lstat().st_mtime > _STALE:
        path.unlink()
    elif sys.platform != "win32":
        import fcntl

        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()  # still held: its run, if it has just begun, sees that it is gone
        finally:
            os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            return "a part of the path is a file and not a directory"
        return (error.strerror or str(error)).lower()
    return "this is no possible file name"
