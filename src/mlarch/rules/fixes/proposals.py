"""What a finding proposes to add: the component that the design has, or a new one with a free id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.catalog import Trait, proposed_kind

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["suggest_id"]


def suggest_id(design: DesignGraph, *traits: Trait) -> str:
    """For the line that a finding proposes: a component with the first of these traits that the design has,
    else an id that is free."""
    for trait in traits:
        found = design.having(trait)
        if found:
            return found[0].id
    kind = proposed_kind(traits[0])
    number, name = 2, kind
    while name in design.components:
        name, number = f"{kind}_{number}", number + 1
    return name
