"""GOV: personal data that is said, in words, to go to somebody outside."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import described
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.privacy import (
    GIVEN_AWAY,
    HANDED_OUT,
    OUTSIDERS,
    PERSONAL_BY_NATURE,
    STAYS_INSIDE,
    TREATED,
    WHOLE_RECORDS,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Data, Flow

__all__ = ["Told", "told"]

Told = tuple[Component | Flow | Data, str, str]
"""Where it stands, in which field, and the words that say it."""


def told(design: DesignGraph) -> Told | None:
    """The first statement by which somebody outside gets what is personal; None where none says so.

    Read are what is said of each component, what calls fall back to, and the brief's promise of privacy.
    Nothing counts where the same statement says that it is masked, stays inside or is bound by a contract.
    """
    return next((found for found in _statements(design) if _gives_away(design, *found)), None)


def _statements(design: DesignGraph) -> Iterator[Told]:
    for part, said in described(design.parts):
        others = part.external or design.has(part.id, Trait.COLLECTS_LABELS)
        if others or design.kind(part.id).role is not Role.PERSON:
            yield part, "description", said
    for flow in design.architecture.flows:
        if flow.fallback and flow.fallback not in design.components:
            yield flow, "fallback", flow.fallback.lower()
    data = design.architecture.data
    if data is not None and data.privacy:
        for clause in data.privacy.lower().split(";"):
            yield data, "privacy", clause


def _gives_away(design: DesignGraph, where: Component | Flow | Data, field: str, said: str) -> bool:
    """Whether a statement says that somebody outside gets what is personal."""
    outsider = OUTSIDERS.search(said)
    external = isinstance(where, Component) and where.external
    if outsider is None and not external:
        return False
    rest = (
        said.replace(outsider[0], " ") if outsider is not None else said
    )  # `public` is no public data there
    if STAYS_INSIDE.search(said) or TREATED.search(rest):
        return False
    gives = GIVEN_AWAY.search(said) or HANDED_OUT.search(said)
    return gives is not None and (PERSONAL_BY_NATURE.search(rest) or WHOLE_RECORDS.search(rest)) is not None
