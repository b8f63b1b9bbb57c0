"""The kinds of component, one module per family. A new kind is one entry in its family's table."""

from __future__ import annotations

from collections.abc import Mapping
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

__all__ = ["FAMILIES", "KINDS"]

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

KINDS: Mapping[str, Kind] = MappingProxyType({kind.id: kind for module in _MODULES for kind in module.KINDS})
"""Every kind by id, family by family in the order in which a request and its data meet them."""

FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(kind.family for kind in KINDS.values()))
"""The families in the order of `KINDS`."""
