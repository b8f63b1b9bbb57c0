"""What a finding proposes to add: the component that the design has, or a new one; and before which flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.catalog import Trait, proposed_kind

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import Flow

__all__ = ["call", "new_id", "suggest_id"]


def suggest_id(design: DesignGraph, *traits: Trait) -> str:
    """For the line that a finding proposes: a component with the first of these traits that the design has,
    else an id that is free."""
    for trait in traits:
        found = design.having(trait)
        if found:
            return found[0].id
    return new_id(design, traits[0])


def new_id(design: DesignGraph, trait: Trait) -> str:
    """A free id for a component that does this, beginning with the kind that is proposed for it."""
    kind = proposed_kind(trait)
    number, name = 2, kind
    while name in design.components:
        name, number = f"{kind}_{number}", number + 1
    return name


def call(design: DesignGraph, caller: str, *callees: str) -> Flow | None:
    """The first flow by which `caller` asks one of `callees` (of all, without any), for `add(before=...)`.

    None where it does not begin a line, so that nothing can be put before it.
    """
    found = (r.flow for r in design.calls_from(caller) if not callees or r.callee in callees)
    first = next(found, None)
    return first if first is not None and first.position == 0 and first.source == caller else None
