"""How large a spec may be. Far above any real design, far below what could exhaust memory or the stack.

The bounds hold over the stream of YAML events, before anything is built from them. Who runs mlarch can move
those that grow with the size of a file (`--max-size`); nothing in a checkout can.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_EXTENDS",
    "MAX_GROUPS",
    "MAX_NODES",
    "MAX_SCALAR",
    "as_large_as",
    "largest",
    "scaled",
    "size",
]

MAX_BYTES = 5 * 1024 * 1024
"""The size of a file. 10,000 components with their flows are about 1 MiB."""

MAX_DEPTH = 64
"""How deep lists and mappings nest, aliases written out. The language itself needs six levels."""

MAX_GROUPS = 32
"""How deep groups stand inside groups. A picture of more than four is hard to read."""

MAX_NODES = 500_000
"""How many values (keys, texts, lists, mappings) a file has, with every alias written out."""

MAX_SCALAR = 64 * 1024
"""The length of one text, in characters."""

MAX_EXTENDS = 16
"""How many specs stand in one chain of `extends`."""

_largest = MAX_BYTES


@contextmanager
def as_large_as(count: int) -> Iterator[None]:
    """Read files of up to `count` bytes, in the whole process."""
    global _largest
    before, _largest = _largest, count
    try:
        yield
    finally:
        _largest = before


def largest() -> int:
    """The size that a file may have, in bytes: `MAX_BYTES`, or that of `as_large_as`."""
    return _largest


def scaled(bound: int) -> int:
    """A bound on what a file holds, when files may be larger than `MAX_BYTES`; never less than `bound`."""
    return max(bound, bound * _largest // MAX_BYTES)


def size() -> str:
    """The size that a file may have, in words."""
    return f"{_largest / 2**20:g} MiB" if _largest >= 2**20 else f"{_largest:,} bytes"
