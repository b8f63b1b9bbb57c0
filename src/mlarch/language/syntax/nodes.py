"""YAML as our own nodes: every key and value keeps its place in the file.

The reader (`mlarch.language.syntax.reader`) makes them from PyYAML's events; `decode` gives them meaning, and
edits are made by their places. Nothing here knows what a spec means.
"""

from __future__ import annotations

from typing import TypeAlias

from mlarch.diagnostics import Span
from mlarch.records import dataclass

__all__ = ["MappingNode", "Node", "Pair", "ScalarNode", "SequenceNode"]


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar as text. `quoted` covers quotes and block styles; a plain `~`, `null` or nothing is null."""

    text: str
    span: Span
    quoted: bool = False
    null: bool = False


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A YAML list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value. Keys of a spec are always scalars.

    `lone` marks a name that stands in braces without a colon, and so without a value: `{a: b, c}`.
    """

    key: ScalarNode
    value: Node
    lone: bool = False


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A YAML mapping: pairs in file order, keys unique but for lone ones."""

    pairs: tuple[Pair, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        return next((pair.value for pair in self.pairs if pair.key.text == key), None)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode
