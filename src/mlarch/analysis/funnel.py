"""The stages that one service runs a request through, in order: who finds, joins, orders and drops."""

from __future__ import annotations

from collections.abc import Mapping

from mlarch.analysis.facts import fact
from mlarch.graph import DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.records import dataclass

__all__ = ["ITEMS", "Stage", "lineups"]


ITEMS = ("candidates", "ranked_list", "scores", "predictions", "documents", "chunks")
"""What moves through a funnel."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One component that a caller asks; `step` counts the caller's steps, equal for what it asks at once."""

    name: str
    step: int


@fact
def lineups(design: DesignGraph) -> Mapping[str, tuple[Stage, ...]]:
    """For each component that calls others, those in the order of the calls; without calls for failures.

    Calls of which it is uncertain who calls whom are left out, and so is what is `planned`.
    """
    lined: dict[str, tuple[Stage, ...]] = {}
    for caller in design.components:
        found: list[Stage] = []
        step, before = 0, (-1, -1)
        resolved_flows = sorted(
            design.calls_from(caller), key=lambda r: (r.flow.line, r.flow.position, r.flow.index)
        )
        for resolved in resolved_flows:
            callee = resolved.callee
            if callee is None or resolved.meaning is Meaning.FALLBACK or not resolved.meaning_certain:
                continue
            if design.components[callee].planned:
                continue
            place = (resolved.flow.line, resolved.flow.position)
            step, before = step + (place != before), place
            found.append(Stage(callee, step))
        if found:
            lined[caller] = tuple(found)
    return lined
