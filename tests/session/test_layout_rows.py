"""Places that stay while a spec is written."""

from __future__ import annotations

import pytest

import mlarch
from mlarch.session.layout_rows import carried, rows_of

BEFORE = """\
mlarch: 1
name: Shop
components: {app: client, api: api server, ranker: ranker, store: feature store}
flows:
  - app -> api -> ranker -> store: request
groups:
  online: [api, ranker]
  data: [store]
"""
ROWS = ("app  api", ".  ranker", ".  store")


def after(old: str, new: str) -> tuple[str, ...]:
    """The rows that are kept when this is written in place of that."""
    assert old in BEFORE
    now = mlarch.loads(BEFORE.replace(old, new)).architecture
    return carried(ROWS, mlarch.loads(BEFORE).architecture, now)


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("name: Shop", "name: Market", ROWS),
        ("ranker: ranker,", "ranker: ranker, more: cache,", ROWS),
        ("app: client, ", "", ("app  api", ".  ranker", ".  store")),  # its flow names it still
        ("store", "storage", ("app  api", ".  ranker", ".  storage")),
        ("online:", "serving:", ROWS),
        (
            "[api, ranker]\n  data: [store]",
            "[api]\n  data: [store, ranker]",
            ("app  api", ".  .", ".  store"),
        ),
        ("[api, ranker]\n  data: [store]", "[api, ranker, store]", ("app  api", ".  ranker", ".  .")),
    ],
)
def test_what_stands_where_it_stood_keeps_its_place(old: str, new: str, kept: tuple[str, ...]) -> None:
    assert after(old, new) == kept


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Shop", "name: Shop\ndirection: TB"),
        ("name: Shop", 'name: Shop\nlayout: ["app api ranker store"]'),
        ("online: [api, ranker]\n  data: [store]", "all: [app, api, ranker, store]"),
    ],
)
def test_all_is_placed_anew_where_the_spec_asks_for_it_or_little_stays(old: str, new: str) -> None:
    assert after(old, new) == ()


def test_what_is_gone_leaves_its_cell_empty() -> None:
    less = (
        BEFORE.replace(", store: feature store", "").replace(" -> store", "").replace("  data: [store]\n", "")
    )
    now = mlarch.loads(less)
    assert carried(ROWS, mlarch.loads(BEFORE).architecture, now.architecture) == (
        "app  api",
        ".  ranker",
        ".  .",
    )


def test_the_places_of_a_view_are_those_of_the_whole() -> None:
    design = mlarch.loads(f"{BEFORE}views: {{small: {{include: [app, api]}}}}\n")
    assert rows_of(design, "small") == rows_of(design) == design.drawing(depth=0).rows()
