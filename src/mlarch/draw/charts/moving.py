"""Items of a picture put further down, so that pages can stand below each other."""

from __future__ import annotations

from dataclasses import replace

from mlarch.draw.formats.canvas import Dot, Group, Head, IconAt, Item, Rect, Stroke, Text

__all__ = ["moved"]


def moved(item: Item, dy: float) -> Item:
    """The item `dy` pixels further down."""
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(each, dy) for each in item.items))
    if isinstance(item, Rect | IconAt):
        return replace(item, box=item.box.moved(0, dy))
    if isinstance(item, Stroke | Head):
        return replace(item, points=tuple((x, y + dy) for x, y in item.points))
    if isinstance(item, Dot):
        return replace(item, center=(item.center[0], item.center[1] + dy))
    assert isinstance(item, Text)
    return replace(item, at=(item.at[0], item.at[1] + dy))
