"""MON: what is to be watched: what runs models, and what answers requests."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.devices import on_device
from mlarch.analysis.lineage import makers, models_at_work
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["MODELS", "answering", "models_watched", "quality_lines", "services_watched"]

MODELS = (Trait.INFERS, Trait.PREDICTS_IN_BATCH)
"""What runs a model whose answers can be right or wrong."""


def models_watched(design: DesignGraph) -> tuple[Component, ...]:
    """What runs models. Where only jobs do (vectors computed ahead and looked up), those."""
    found = answering(design)
    return found or (tuple(models_at_work(design)) if makers(design) else ())


def answering(design: DesignGraph) -> tuple[Component, ...]:
    """What runs models and has a part in the drawing."""
    return tuple(
        c for c in design.having(*MODELS).accountable() if design.data_into(c.id) or design.data_out_of(c.id)
    )


_NO_SERVICES = (
    Trait.MONITORS,
    Trait.FALLS_BACK,
    Trait.RESOLVES_NAMES,
    Trait.COLLECTS_EVENTS,
    Trait.LOGS_PREDICTIONS,
)


def services_watched(design: DesignGraph) -> Iterator[Component]:
    """What answers requests with code of its own."""
    for component in design.parts.accountable(managed=False):
        kinds = design.kinds(component.id)
        answers = any(kind.role is Role.SERVICE and not kind.any_data for kind in kinds)
        if answers and not design.has(component.id, *_NO_SERVICES) and component.id not in on_device(design):
            yield component


def quality_lines(design: DesignGraph, source: str, alerts: str) -> tuple[str, str]:
    """The flows of a monitor that watches what models answer."""
    monitor = suggest_id(design, Trait.WATCHES_DRIFT)
    return f"{source} ~> {monitor}: predictions", f"{monitor} ~> {alerts}: alerts"
