"""The kinds of component, one module per family. A new kind is one entry in its family's table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from mlarch.catalog.base import Kind
from mlarch.catalog.kinds import (
    compute,
    data_store,
    experiment,
    feature,
    generic,
    governance,
    ingress,
    llm,
    monitoring,
    ranking,
    registry,
    retrieval,
    serving,
    stream,
    training,
)
from mlarch.catalog.traits import Trait

__all__ = ["FAMILIES", "KINDS", "add", "proposed_kind", "remove"]

_MODULES = (
    ingress,
    compute,
    data_store,
    stream,
    feature,
    training,
    registry,
    retrieval,
    ranking,
    serving,
    experiment,
    monitoring,
    governance,
    llm,
    generic,
)

_BY_ID: dict[str, Kind] = {kind.id: kind for module in _MODULES for kind in module.KINDS}

KINDS: Mapping[str, Kind] = MappingProxyType(_BY_ID)
"""Every kind by id, family by family in the order in which a request and its data meet them; those of plugins
come last."""

FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(kind.family for kind in KINDS.values()))
"""The families in the order of `KINDS`."""


@cache
def proposed_kind(trait: Trait) -> str:
    """The id of the kind to add where nothing has this trait: the first of the catalogue that has it."""
    return next(kind.id for kind in KINDS.values() if trait in kind.traits)


def add(kind: Kind) -> None:
    """Put a kind into the table. `mlarch.catalog.plugins.register` checks it first."""
    _BY_ID[kind.id] = kind


def remove(kind: str) -> None:
    """Take a kind out of the table. Raises `KeyError` when it is not there."""
    del _BY_ID[kind]
