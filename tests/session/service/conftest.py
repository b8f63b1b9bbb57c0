"""A text with `|` where the cursor stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mlarch.session.service import Warm, Workspace

Cursor = tuple[Warm, int, int]


@pytest.fixture
def at() -> Callable[[str], Cursor]:
    """The text without its mark, opened, with the line and column of the mark."""

    def open_(text: str) -> Cursor:
        before, _, after = text.partition("|")
        warm = Workspace().update("shop.yaml", before + after)
        return warm, before.count("\n") + 1, len(before) - before.rfind("\n")

    return open_


BASE = """\
mlarch: 1
name: Shop
components:
  app: client
  api: {kind: api server, replicas: 3}
  ranker:
    kind: ranker
groups:
  online: [api, ranker]
flows:
  - app -> api -> ranker: request
"""


@pytest.fixture
def base() -> str:
    """A small spec without mistakes."""
    return BASE
