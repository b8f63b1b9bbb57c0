"""Places that stay while a spec is written: those of the last picture, as the `layout` of the next."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mlarch.draw.options import CROWDED

if TYPE_CHECKING:
    from mlarch.design import Design
    from mlarch.model import Architecture

__all__ = ["carried", "rows_of"]

_EMPTY = "."  # a cell without a card

_STAYING = 0.5
"""Where a smaller share of the cards would keep its place, all of them are placed anew."""


def rows_of(design: Design, view: str | None = None, scenario: str | None = None) -> tuple[str, ...]:
    """The places of a picture, as `layout` states them: those of the whole, whose order a view keeps.

    A design of which the whole is drawn as groups has those of the picture itself.
    """
    if view is not None and len(design.architecture.components) <= CROWDED:
        return design.drawing(depth=0).rows()
    return design.drawing(view=view, scenario=scenario).rows()


def carried(rows: tuple[str, ...], before: Architecture, now: Architecture) -> tuple[str, ...]:
    """The rows of a picture of `before`, as far as they hold for `now`; none where it is to be placed anew.

    What was renamed keeps its place, and what stands in another group than before gives it up. Nothing is
    kept where the spec states the places itself, or another direction.
    """
    if now.layout or not rows or now.direction is not before.direction:
        return ()
    groups = {each.id for each in now.groups}
    names = {
        **_renamed(before.components, now.components),
        **_renamed([each.id for each in before.groups], groups),
    }
    was, is_now = _homes(before), _homes(now)

    def place(name: str) -> str:
        new, home = names.get(name, name), was.get(name, "")
        stays = is_now.get(new, "") == names.get(home, home)
        return new if stays and (new in now.components or new in groups) else _EMPTY

    table = [row.split() for row in rows]
    kept = [[place(name) for name in row] for row in table]
    count, staying = (sum(name != _EMPTY for row in cells for name in row) for cells in (table, kept))
    return tuple("  ".join(row) for row in kept) if staying >= _STAYING * count else ()


def _renamed(before: Collection[str], now: Collection[str]) -> dict[str, str]:
    """The new name of the only thing that is gone, where there is only one that is new."""
    gone, new = [name for name in before if name not in now], [name for name in now if name not in before]
    return {gone[0]: new[0]} if len(gone) == len(new) == 1 else {}


def _homes(design: Architecture) -> dict[str, str]:
    """The group of each part and group that is in one."""
    return {member: group.id for group in design.groups for member in group.members}
