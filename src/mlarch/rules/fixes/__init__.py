"""Fixes: what a finding proposes, as edits of the author's file; worked out when somebody asks for them.

A name is imported when it is used: a design without findings needs no fix.
"""

from typing import TYPE_CHECKING

from mlarch.lazy import names

if TYPE_CHECKING:
    from mlarch.rules.fixes.insert_between import Hop
    from mlarch.rules.fixes.kind_word import name_kind
    from mlarch.rules.fixes.plan import add, between, drop, drop_ignore, move, new_kinds, replace, reroute
    from mlarch.rules.fixes.planned import Planned
    from mlarch.rules.fixes.proposals import call, suggest_id

__all__ = [
    "Hop",
    "Planned",
    "add",
    "between",
    "call",
    "drop",
    "drop_ignore",
    "move",
    "name_kind",
    "new_kinds",
    "replace",
    "reroute",
    "suggest_id",
]

__getattr__ = names(
    __name__,
    {
        "mlarch.rules.fixes.insert_between": ("Hop",),
        "mlarch.rules.fixes.kind_word": ("name_kind",),
        "mlarch.rules.fixes.plan": (
            *("add", "between", "drop", "drop_ignore"),
            *("move", "new_kinds", "replace", "reroute"),
        ),
        "mlarch.rules.fixes.planned": ("Planned",),
        "mlarch.rules.fixes.proposals": ("call", "suggest_id"),
    },
)
