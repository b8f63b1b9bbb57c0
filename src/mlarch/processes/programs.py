"""Programs of the machine: found without looking into the working directory, run under a limit."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from mlarch.processes.surroundings import HOME, LONGEST_REASON, ChildError, environment, status_of

__all__ = ["find_program", "run_program"]


def find_program(name: str) -> str | None:
    """The absolute path of an installed program; one in the working directory does not count.

    Entries of `PATH` that are relative are left out: they mean whatever folder one stands in.
    """
    folders = [entry for entry in os.environ.get("PATH", "").split(os.pathsep) if Path(entry).is_absolute()]
    for folder in folders:
        found = shutil.which(str(Path(folder, name)))  # a path with a folder is not searched for elsewhere
        if found is not None:
            return found
    return None


def run_program(
    program: str,
    arguments: Sequence[str],
    data: bytes,
    limit: float,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """What an installed program, given by its absolute path, prints when it reads `data`.

    `more` is what it is given besides the variables of every child. Raises `ChildError` when it fails
    or takes longer than `limit` seconds.
    """
    try:
        done = subprocess.run(
            [program, *arguments],
            input=data,
            capture_output=True,
            timeout=limit,
            check=False,
            cwd=HOME,
            env={**environment(), **(more or {})},
        )
    except subprocess.TimeoutExpired:
        raise ChildError(f"{program} took longer than {limit:g} s", timed_out=True) from None
    except OSError as error:
        raise ChildError(f"{program} cannot be run: {(error.strerror or str(error)).lower()}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-LONGEST_REASON:]
        raise ChildError(f"{program} failed ({status_of(done.returncode)})" + (f": {said}" if said else ""))
    return done.stdout
