"""What surrounds a child process: its folder, its environment, its path for imports, and how it ended."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

from mlarch.diagnostics import MlarchError

__all__ = ["HOME", "INHERITED", "LONGEST_REASON", "ChildError", "environment", "import_path", "status_of"]

HOME = Path(__file__).resolve().parents[1]
"""The working directory of every child: it is there, and holds nothing that a stranger wrote."""

INHERITED = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "WINDIR",
    "PATHEXT",
)
"""What a child needs of the environment: to find libraries and programs, to decode file names, to make
temporary files."""

LONGEST_REASON = 500
"""So many characters of what a child says of its failure are kept."""


class ChildError(MlarchError):
    """A child process that gave no answer. `timed_out` when it took longer than it was allowed to."""

    def __init__(self, message: str, help: str = "", *, timed_out: bool = False) -> None:  # noqa: A002
        super().__init__(message, help)
        self.timed_out = timed_out


def import_path() -> list[str]:
    """Where a child may import from after its own standard library: the parent's installed packages.

    Never the working directory or the folder of the script that the parent runs, which may be a checkout,
    except, and last, when mlarch itself was imported from there.
    """
    excluded = {_real(Path(sys.argv[0]).parent) if sys.argv else None}
    with contextlib.suppress(OSError):  # the working directory may have been deleted
        excluded.add(_real(Path.cwd()))
    entries = [
        entry for entry in sys.path if Path(entry).is_absolute() and _real(Path(entry)) not in excluded
    ]
    own = str(HOME.parent)
    return [*dict.fromkeys(entries), *([] if own in entries else [own])]


def _real(path: Path) -> str:
    return os.path.realpath(path)


def environment() -> dict[str, str]:
    """The variables that a child is given."""
    return {name: os.environ[name] for name in INHERITED if name in os.environ}


def status_of(status: int | None) -> str:
    """How a process ended, in words."""
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"
