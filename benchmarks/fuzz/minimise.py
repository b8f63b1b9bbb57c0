"""A failing text made small: lines, then words and single characters are left out while the fault stays."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

__all__ = ["minimised"]

_PIECES = re.compile(rb"[\w.]+|\s+|.", re.DOTALL)


def minimised(data: bytes, fails: Callable[[bytes], bool], seconds: float) -> bytes:
    """The smallest bytes found, in so many CPU seconds, for which `fails` still answers True."""
    end = time.process_time() + seconds
    for split in (lambda each: each.splitlines(keepends=True), _PIECES.findall):
        data = _shrunk(split(data), fails, end)
    return data


def _shrunk(parts: list[bytes], fails: Callable[[bytes], bool], end: float) -> bytes:
    """Delta debugging: leave out runs of parts, long ones first, then shorter, down to single parts."""
    size = max(1, len(parts) // 2)
    while parts:
        start, shorter = 0, False
        while start < len(parts):
            if time.process_time() > end:
                return b"".join(parts)
            rest = parts[:start] + parts[start + size :]
            if fails(b"".join(rest)):
                parts, shorter = rest, True
            else:
                start += size
        if size == 1 and not shorter:
            break
        size = max(1, size // 2)
    return b"".join(parts)
