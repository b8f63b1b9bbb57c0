"""What mlarch knows about ML systems: kinds, data types, technologies, and the words for them."""

from __future__ import annotations

from mlarch.catalog import plugins
from mlarch.catalog.base import DataType, Kind, Role, State, Typical
from mlarch.catalog.heads import named_by_last_words
from mlarch.catalog.kinds import FAMILIES, KINDS, proposed_kind
from mlarch.catalog.match import KindMatch, find_kind, settle
from mlarch.catalog.nearest import misspelt_kind, nearest_kinds, nearest_types
from mlarch.catalog.phrases import type_of, types_of
from mlarch.catalog.tech import TECHS, Technology, find_tech
from mlarch.catalog.traits import Trait
from mlarch.catalog.types import TYPES
from mlarch.catalog.words import normalize

__all__ = [
    "FAMILIES",
    "FAULTS",
    "KINDS",
    "TECHS",
    "TYPES",
    "DataType",
    "Kind",
    "KindMatch",
    "Role",
    "State",
    "Technology",
    "Trait",
    "Typical",
    "find_kind",
    "find_tech",
    "misspelt_kind",
    "named_by_last_words",
    "nearest_kinds",
    "nearest_types",
    "normalize",
    "proposed_kind",
    "settle",
    "type_of",
    "types_of",
]

FAULTS: tuple[str, ...] = plugins.load()
"""What was wrong with kinds of plugins: a sentence each."""
