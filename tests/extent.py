"""How much the longest tests try: a part of it in `make test`, all of it in `make release-check`."""

import os
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

THOROUGH = os.environ.get("MLARCH_TESTS") == "thorough"
T = TypeVar("T")


def part(items: Iterable[T], every: int) -> list[T]:
    """The first of every so many of these; all in a thorough run."""
    return list(islice(items, 0, None, 1 if THOROUGH else every))
