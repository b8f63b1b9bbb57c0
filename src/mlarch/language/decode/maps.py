"""Mappings from ids, the author's own, and the ids that are their keys."""

from __future__ import annotations

from typing import Any

from mlarch.language.decode.context import Context, describe, is_null
from mlarch.language.decode.ids import is_own
from mlarch.language.decode.tables import Nested, Table, entry
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.names import ID_KEY_PATTERN, ID_RULE, canonical, is_id, shown, suggest_id, without_note
from mlarch.language.syntax.ambiguous_scalars import as_text
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode
from mlarch.records import dataclass

__all__ = ["MapOf", "map_schema", "own_id", "read_id"]


@dataclass(frozen=True, slots=True)
class MapOf(Value):
    """A mapping from ids, the author's own, to entries of one table; comes out as a tuple."""

    table: Table

    @property
    def expects(self) -> str:  # type: ignore[override]
        """What the keys are."""
        return "a mapping from ids"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Any, ...] | None:
        """The entries that could be read."""
        if not isinstance(node, MappingNode):
            context.wrong(node, self.expects, slot.hint)
            return None
        found: list[Any] = []
        for pair in node.pairs:
            key = None if is_own(pair.key.text) else read_id(pair.key, context)
            if key is None:
                continue
            value = MappingNode((), pair.key.span) if is_null(pair.value) else pair.value
            made = entry(self.table, value, context, Slot(key, "", pair.key.span), id=key)
            if made is not None:
                found.append(made)
        return tuple(found)

    def schema(self) -> Schema:
        """An object whose properties follow the table."""
        return map_schema(Nested(self.table).schema())

    def tables(self) -> tuple[Table, ...]:
        """That of the entries."""
        return (self.table,)


def map_schema(value: Schema) -> Schema:
    """A mapping from ids to `value`; null stands for nothing stated, and removes what a spec extends."""
    return {
        "type": "object",
        "patternProperties": {"^x-": True, f"^(?!x-){ID_KEY_PATTERN}$": {"anyOf": [value, {"type": "null"}]}},
        "additionalProperties": False,
    }


def read_id(key: ScalarNode, context: Context) -> str | None:
    """The id that a key is. What is none is reported, and read as the nearest that is one."""
    name = canonical(key.text)
    if not name:
        context.add("bad-id", key.span, "an id is missing before the colon", ID_RULE)
        return None
    if is_id(name):
        as_text(key, context.problems)
        return name
    plain = without_note(name)
    if plain is not None:
        message = f"{describe(key)} is read as the id `{shown(plain)}`"
        context.understood(
            "note", key.span, message, "Words in brackets are shown, and are no part of an id."
        )
        context.ids.written.setdefault(plain, name)
        return plain
    better = suggest_id(name)
    help_ = f"{ID_RULE} Write `{shown(better)}`, and `name: …` for what is shown."
    context.add("bad-id", key.span, f"{describe(key)} is not an id", help_)
    return better


def own_id(key: ScalarNode, context: Context) -> str | None:
    """The id that a component or group is called by; None, and a finding, when it is called so already."""
    name = read_id(key, context)
    if name is None:
        return None
    first = context.ids.spelling(name)
    if first is None:
        return name
    other, place = first
    if place == key.span:
        return other
    if other == name and place.path == key.span.path:
        message = f"`{name}` is a component too, on line {place.line}: an id is one or the other"
    elif other == name:
        return name
    else:
        message = f"`{name}` and `{other}` (line {place.line}) are one name in two spellings"
    context.add("bad-id", key.span, message, "Case, spaces, hyphens and underscores do not tell ids apart.")
    return None
