"""What a field may hold: each type of value decodes a node and describes itself as JSON Schema.

`decode` returns None for a value that was reported and cannot be used. The two methods of one class stand
side by side so that what editors accept and what mlarch accepts cannot drift apart.
"""

from __future__ import annotations

import enum
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mlarch.diagnostics import Span
from mlarch.language.decode.context import Context, describe, is_null, spelled
from mlarch.language.names import fold, one_of
from mlarch.language.syntax.ambiguous_scalars import as_bool, as_text
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.records import dataclass

if TYPE_CHECKING:
    from mlarch.language.decode.tables import Table

__all__ = [
    "Bool",
    "Choice",
    "ListOf",
    "Prose",
    "Schema",
    "Slot",
    "Text",
    "Value",
    "choice",
    "scalar",
]

Schema = dict[str, Any]

SCALAR: list[str] = ["string", "number", "boolean"]
"""JSON types of a text field: YAML makes numbers of `2024` and `1.5`, and the text is kept as written."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The field being decoded: its name, an example of it as YAML, and the place of its key or list item."""

    name: str
    example: str
    owner: Span

    @property
    def hint(self) -> str:
        """The example as help."""
        return f"For example: `{self.name}: {self.example}`." if self.example else ""


class Value(ABC):
    """A type of value. `expects` completes the sentence "expected …"."""

    expects: str

    @abstractmethod
    def decode(self, node: Node, context: Context, slot: Slot) -> Any:
        """The value of `node`, which is not null; None when it was reported."""

    @abstractmethod
    def schema(self) -> Schema:
        """JSON Schema of every way of writing it."""

    def tables(self) -> tuple[Table, ...]:
        """The tables that the schema refers to."""
        return ()


def scalar(value: Value, node: Node, context: Context, slot: Slot) -> ScalarNode | None:
    """`node` if it is a scalar; else report what `value` expects."""
    if isinstance(node, ScalarNode):
        return node
    help_ = slot.hint
    if isinstance(node, MappingNode) and len(node.pairs) == 1 and isinstance(node.pairs[0].value, ScalarNode):
        help_ = f"A colon with a space makes a mapping: quote the text if `{slot.name}` was meant as one."
    context.wrong(node, value.expects, help_)
    return None


@dataclass(frozen=True, slots=True)
class Text(Value):
    """Words, shown as written. An empty text counts as not stated."""

    expects: str = "text"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The text."""
        found = scalar(self, node, context, slot)
        return None if found is None else as_text(found, context.problems) or None

    def schema(self) -> Schema:
        """Any scalar."""
        return {"type": SCALAR}


@dataclass(frozen=True, slots=True)
class Prose(Value):
    """Words for people; a list of them is joined by semicolons."""

    expects: str = "text"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The text, or the texts of a list in one."""
        if isinstance(node, SequenceNode) and node.items:
            parts = ListOf(Text()).decode(node, context, slot)
            return "; ".join(parts) or None
        return Text().decode(node, context, slot)

    def schema(self) -> Schema:
        """A scalar or a list of them."""
        return {"type": [*SCALAR, "array"], "items": {"type": SCALAR}}


@dataclass(frozen=True, slots=True)
class Bool(Value):
    """`true` or `false`."""

    expects: str = "`true` or `false`"

    def decode(self, node: Node, context: Context, slot: Slot) -> bool | None:
        """The truth value."""
        found = scalar(self, node, context, slot)
        return None if found is None else as_bool(found, context.problems)

    def schema(self) -> Schema:
        """A boolean, or a word that YAML 1.1 takes for one and YAML 1.2 for a text."""
        words = [
            spelled for word in ("yes", "no", "on", "off") for spelled in (word, word.title(), word.upper())
        ]
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": f"^({'|'.join(words)})$"}]}


@dataclass(frozen=True, slots=True)
class Choice(Value):
    """One of a few words, compared without case and separators. `words` maps each to its value."""

    words: Mapping[str, Any]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def expects(self) -> str:  # type: ignore[override]
        """The words."""
        return one_of(self.words)

    def decode(self, node: Node, context: Context, slot: Slot) -> Any:
        """The value of the word."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        folded = fold(found.text)
        for word, value in self.words.items():
            if fold(word) == folded:
                return value
        for alias, word in self.aliases.items():
            if fold(alias) == folded:
                return self.words[word]
        near = context.suggest(found.text, (*self.words, *self.aliases), 3)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        fix = spelled(found.text, near, found.span)
        message = f"`{slot.name}` is {self.expects}, not {describe(found)}{hint}"
        context.add("bad-value", found.span, message, fix=fix)
        return None

    def schema(self) -> Schema:
        """The words, which editors offer, and a pattern for their other spellings."""
        spellings = "|".join(_any_spelling(word) for word in (*self.words, *self.aliases))
        other = {"type": "string", "pattern": f"^[\\s_-]*({spellings})[\\s_-]*$"}
        return {"anyOf": [{"enum": list(self.words)}, other]}


def choice(words: type[enum.StrEnum], aliases: Mapping[str, str] = MappingProxyType({})) -> Choice:
    """One of the values of an enumeration."""
    return Choice({word.value: word for word in words}, aliases)


def _any_spelling(word: str) -> str:
    letters = (f"[{c.upper()}{c.lower()}]" if c.isalpha() else re.escape(c) for c in fold(word))
    return r"[\s_-]*".join(letters)


@dataclass(frozen=True, slots=True)
class ListOf(Value):
    """A list; one item may stand without the brackets."""

    item: Value

    @property
    def expects(self) -> str:  # type: ignore[override]
        """What an item is."""
        return f"a list, each item {self.item.expects}"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Any, ...]:
        """The items that could be read."""
        found: list[Any] = []
        if isinstance(node, MappingNode) and node.pairs and all(pair.lone for pair in node.pairs):
            # `{a, b}`, as sets are written.
            names = ", ".join(pair.key.text for pair in node.pairs)
            message = f"`{slot.name}` is read as the list `[{names}]`"
            context.understood("set", node.span, message, f"Write a list: `[{names}]`.")
            node = SequenceNode(tuple(pair.key for pair in node.pairs), node.span)
        for item in node.items if isinstance(node, SequenceNode) else (node,):
            if is_null(item):
                context.wrong(item, self.item.expects, f"An item of `{slot.name}` is empty.")
                continue
            value = self.item.decode(item, context, replace(slot, owner=item.span))
            if value is not None:
                found.append(value)
        return tuple(found)

    def schema(self) -> Schema:
        """A list of items, or one of them."""
        item = self.item.schema()
        return {"anyOf": [item, {"type": "array", "items": item}]}

    def tables(self) -> tuple[Table, ...]:
        """Those of the items."""
        return self.item.tables()
