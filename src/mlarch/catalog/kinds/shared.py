"""What the tables of kinds are written with: cells as text, and the sets of types that many kinds share."""

from __future__ import annotations

from mlarch.catalog.words import listed

__all__ = ["ITEMS", "OFF_PATH", "SHOWN", "listed", "types"]


def types(cell: str) -> frozenset[str]:
    """The data types named in a table cell, separated by spaces."""
    return frozenset(cell.split())


SHOWN = types(
    "response ranked_list predictions scores candidates decision media documents chunks tokens notification"
    " alerts metrics experiment_assignment"
)
"""Whatever people look at, and what the software in their hands needs to show it."""

ITEMS = types("candidates documents chunks")
"""What retrieval finds and ranking puts in order."""

OFF_PATH = types("labels training_dataset model_artifact index embeddings")
"""What has no business on the way between people and services."""
