"""Work for child processes of a run: values go there and back, and a child stands where its parent does.

Both sides are this program, and requests and answers never leave it: they may be pickled.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from mlarch import project
from mlarch.diagnostics import MlarchError
from mlarch.language.syntax import bounds

__all__ = ["available", "received", "sent", "spread"]

_BROKEN = "It may have run out of memory; `--jobs 1` does one after the other."


def available() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(target: str, requests: Sequence[object], count: int) -> Iterator[Any | MlarchError]:
    """The answer of the function `target` (`package.module:name`) to each request, from `count` processes.

    The processes begin afresh: none inherits a lock or a half-used library. The function takes bytes, which
    `received` makes the request again, and gives a pickled answer.
    """
    import pickle  # only now: most runs start none

    from mlarch import processes

    for found in processes.spread(target, [sent(request) for request in requests], count):
        yield MlarchError(found.message, _BROKEN) if isinstance(found, MlarchError) else pickle.loads(found)


def sent(request: object) -> bytes:
    """A request for a child, with where this process stands and which files it may touch."""
    return packed((_folder(), project.allowed(), bounds.largest(), request))


@contextmanager
def received(data: bytes) -> Iterator[Any]:
    """In the child: the request, in the parent's current directory and with the files that it may touch."""
    folder, outside, size, request = unpacked(data)
    if folder is not None:
        os.chdir(folder)  # files are named relative to it; nothing is imported from it
    with project.allowing(outside), bounds.as_large_as(size):
        yield request


def packed(value: object) -> bytes:
    """A value on its way to a child that keeps what it has unpacked: its bytes are compared."""
    import pickle

    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """In the child: what its parent has packed."""
    import pickle

    return pickle.loads(data)


def _folder() -> str | None:
    """The folder that relative paths start from; None when it has been deleted."""
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:
        return None
