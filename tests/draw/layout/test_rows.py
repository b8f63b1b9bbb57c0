"""Rows of things: as few as there is room for, none with one thing alone, of about one length."""

from __future__ import annotations

from collections import Counter

import pytest

from mlarch.draw.layout.rows import in_rows


def _counts(widths, room):
    boxes = in_rows(widths, 14, (5, 7), room, apart=10, step=20)
    assert [box.width for box in boxes] == widths
    assert all(box.right <= 5 + room or box.x == 5 for box in boxes)
    return list(Counter(box.y for box in boxes).values())


@pytest.mark.parametrize(
    ("widths", "room", "counts"),
    [
        ([], 100, []),
        ([50] * 3, 170, [3]),
        ([50] * 6, 300, [3, 3]),
        ([50] * 5, 230, [3, 2]),
        ([10, 10, 10, 150], 150, [3, 1]),
        ([90, 40, 40, 40], 180, [2, 2]),
        ([200, 300], 100, [1, 1]),
    ],
)
def test_rows_are_balanced(widths, room, counts):
    assert _counts(widths, room) == counts
