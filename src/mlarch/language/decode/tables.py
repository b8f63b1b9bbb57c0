"""Tables of fields: one declaration of a mapping decodes it and describes it as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.decode.context import Context, is_null, spelled
from mlarch.language.decode.ids import is_own
from mlarch.language.decode.values import Bool, ListOf, Prose, Schema, Slot, Text, Value
from mlarch.language.names import (
    fold,
    one_of,
    shown,
    slip_of,
)
from mlarch.language.syntax.ambiguous_scalars import quoted
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.lazy import regex
from mlarch.quantities import without_separators
from mlarch.records import dataclass

__all__ = ["Field", "Nested", "Read", "Table", "entry", "read"]

_PLAIN = regex(r"[A-Za-z]\w*")
_NO_HINTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a mapping. `example` is a value as YAML; `attr` is the name in the model if it differs.

    Where one with `given` is missing, there is only one thing to write: its example, first in the mapping.
    """

    name: str
    value: Value
    doc: str
    example: str
    attr: str = ""
    required: bool = False
    given: bool = False


@dataclass(frozen=True)
class Table:
    """The keys of one kind of mapping.

    `id` names its definition in the JSON Schema. `build` makes the model value from the fields read; where
    `located` is set it is given `span` and `places` too. A scalar or list in place of the mapping is the
    value of the field `short`. `missing` is the mistake that a required field left out is. `whole` marks
    items of lists, which no other file completes: only there may the schema insist on required fields.
    `hints` says what to write for keys (folded) that people try and the language lacks: a field, which a safe
    fix writes unless the key is among the `unsure`, or a sentence.
    """

    id: str
    doc: str
    fields: tuple[Field, ...]
    build: Callable[..., Any]
    located: bool = False
    short: str = ""
    whole: bool = False
    missing: str = "missing-key"
    hints: Mapping[str, str] = field(default_factory=lambda: _NO_HINTS)
    unsure: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by key."""
        return {each.name: each for each in self.fields}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {each.name: number for number, each in enumerate(self.fields)}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields that may not be left out."""
        return tuple(each for each in self.fields if each.required)

    def of(self, stated: Iterable[str]) -> list[Field]:
        """The fields of these keys and the required ones, in the order of the table."""
        names = {*stated, *(each.name for each in self.required)}
        return [self.by_name[name] for name in sorted(names, key=self._numbers.__getitem__)]

    def meant(self, key: str) -> str | None:
        """The field that a key names, or is a slip of the pen or another word for."""
        if key in self.by_name:
            return key
        known = self.hints.get(fold(key)) or slip_of(key, self.by_name)
        return known if known in self.by_name else None


@dataclass(frozen=True, slots=True)
class Read:
    """The fields of one mapping that were stated and could be read, and the places of their values."""

    values: dict[str, Any]
    places: dict[str, Span]


def read(table: Table, node: Node, context: Context, slot: Slot) -> Read | None:
    """Decode the mapping `node` by `table`, and report all that is wrong with it. None if it is no mapping.

    Fields are decoded in the order of the table, whatever the order of the file.
    """
    short = not isinstance(node, MappingNode)
    if not isinstance(node, MappingNode):
        if not table.short:
            context.wrong(node, f"a mapping with keys such as {one_of(list(table.by_name)[:4])}", slot.hint)
            return None
        node = MappingNode((Pair(ScalarNode(table.short, node.span), node),), node.span)
    found = Read({}, {})
    stated = _stated(table, node, context)
    for each in table.of(stated):
        pair = stated.get(each.name)
        if pair is None or is_null(pair.value):
            if each.required:
                help_ = f"{each.doc} For example: `{each.name}: {each.example}`."
                if "partial" in table.by_name and not each.given:
                    help_ += " A base that others complete says `partial: true`."
                fix = _put_first(each, node, slot.owner, context) if each.given and pair is None else None
                context.add(table.missing, slot.owner, f"`{each.name}` is missing", help_, fix)
            continue
        # A short form is spoken of by the key that is written.
        name, example = (slot.name, slot.example) if short and slot.example else (each.name, each.example)
        decoded = each.value.decode(pair.value, context, Slot(name, example, pair.key.span))
        if decoded is not None:
            name = each.attr or each.name
            found.values[name] = decoded
            found.places[name] = pair.value.span
            if table.located and isinstance(each.value, Nested | ListOf):
                found.places.update((f"{name}.{key}", span) for key, span in _parts(pair.value))
    return found


def _parts(node: Node) -> Iterator[tuple[str, Span]]:
    """The places of the values of a mapping by key, or of the entries of a list by number."""
    if isinstance(node, MappingNode):
        yield from ((pair.key.text, pair.value.span) for pair in node.pairs)
    elif isinstance(node, SequenceNode):
        yield from ((str(number), item.span) for number, item in enumerate(node.items))


def _put_first(field: Field, node: MappingNode, first: Span, context: Context) -> Fix:
    """The fix that puts a key before the first one of a mapping."""
    text, place = f"{field.name}: {field.example}", Span(first.path, *(first.line, first.column) * 2)
    inline = (node.span.line, node.span.column) != (first.line, first.column)
    after = ", " if inline else context.source_map.newline(first.path) + " " * (first.column - 1)
    return Fix(f"Write `{text}`", (Edit(place, text + after),), safe=True)


def _stated(table: Table, node: MappingNode, context: Context) -> dict[str, Pair]:
    """The pairs whose keys the table knows; the others are reported."""
    stated: dict[str, Pair] = {}
    for pair in _with_lone_names(table, node, context):
        key = pair.key.text
        if key in table.by_name:
            stated.setdefault(key, pair)
        elif not is_own(key):
            meant = _unknown_key(table, pair, node, context)
            if meant is not None and node.get(meant) is None:
                # Read on as if it were spelled right: its own mistakes are shown now, not in the next run.
                stated.setdefault(meant, pair)
    return stated


def _with_lone_names(table: Table, node: MappingNode, context: Context) -> Iterator[Pair]:
    """The pairs of a mapping. A name without a value is a flag, or goes on with the text before its comma."""
    before: Pair | None = None
    for index, pair in enumerate(node.pairs):
        if not pair.lone:
            if before is not None:
                yield before
            before = pair
            continue
        field = table.by_name.get(table.meant(pair.key.text) or "")
        if field is not None:
            yield from _flag(field, pair, context)
        elif before is not None and isinstance(before.value, ScalarNode) and not before.value.quoted:
            follower = node.pairs[index + 1] if index + 1 < len(node.pairs) else None
            last = follower is None or not follower.lone or table.meant(follower.key.text) is not None
            kind = table.by_name.get(table.meant(before.key.text) or "")
            prose = kind is None or isinstance(kind.value, Text | Prose)
            before = _joined(before, pair, context, last=last, prose=prose)
        else:
            message = f"`{shown(pair.key.text)}` has no value"
            help_ = f"Give it one, `{shown(pair.key.text)}: …`, or quote the text that the comma is part of."
            context.add("yaml-surprise", pair.key.span, message, help_)
    if before is not None:
        yield before


def _flag(field: Field, pair: Pair, context: Context) -> Iterator[Pair]:
    """`{external}` is `{external: true}`; a name that needs a value is reported."""
    span = pair.key.span
    if not isinstance(field.value, Bool):
        help_ = f"For example `{field.name}: {field.example}`."
        context.add("yaml-surprise", span, f"`{field.name}` has no value", help_)
        return
    end = Span(span.path, span.end_line, span.end_column, span.end_line, span.end_column)
    message = f"`{field.name}` is read as `{field.name}: true`"
    context.understood("flag", span, message, f"Write `{field.name}: true`.", (Edit(end, ": true"),))
    yield Pair(pair.key, ScalarNode("true", span))


def _joined(before: Pair, pair: Pair, context: Context, *, last: bool, prose: bool) -> Pair:
    """A text with a comma in braces: YAML ends it there, and the rest stands as a name of its own.

    Of `1,200`, where a number is wanted, the field says itself what to write.
    """
    value = before.value
    assert isinstance(value, ScalarNode)
    span = value.span.to(pair.key.span)
    whole = context.source_map.raw(span) or f"{value.text}, {pair.key.text}"
    numeric = not prose and without_separators(whole) is not None
    if last and not numeric:
        key = shown(before.key.text)
        message = f"`{shown(pair.key.text)}` is read as part of `{key}`: inside `{{}}` a comma ends a text"
        help_ = f"Quote the text: `{key}: {quoted(shown(whole))}`."
        edits = (Edit(span, quoted(whole)),) if span.line == span.end_line else ()
        context.understood("comma", pair.key.span, message, help_, edits)
    return Pair(before.key, ScalarNode(whole, span))


def _unknown_key(table: Table, pair: Pair, node: MappingNode, context: Context) -> str | None:
    """Report the key; the one that was probably meant, if any."""
    key, span = pair.key.text, pair.key.span
    meant = table.hints.get(fold(key), "")
    near: tuple[str, ...] = (meant,)
    if not meant:
        near = context.suggest(key, table.by_name, 3)
        meant = near[0] if near else ""
    if meant in table.by_name:
        sure = fold(key) in table.hints and fold(key) not in table.unsure
        fix = Fix(f"Write `{meant}`", (Edit(span, meant),), safe=True) if sure else spelled(key, near, span)
        fix = fix if node.get(meant) is None else None
        doc = table.by_name[meant].doc
        context.add(
            "unknown-key",
            span,
            f"unknown key `{shown(key)}`; did you mean `{meant}`?",
            f"`{meant}`: {doc}",
            fix,
        )
        return meant
    known = f"Known here: {one_of(table.by_name)}. Your own keys begin with `x-`."
    own = None
    if not meant and _PLAIN.fullmatch(key):
        own = Fix(f"Keep it as your own: `x-{key}`", (Edit(span, f"x-{key}"),))
    context.add("unknown-key", span, f"unknown key `{shown(key)}`", meant or known, own)
    return None


def entry(table: Table, node: Node, context: Context, slot: Slot, **extra: Any) -> Any:
    """The model value of `node` by `table`, built with `extra` too; None when it is unusable."""
    found = read(table, node, context, slot)
    if found is None or any((each.attr or each.name) not in found.values for each in table.required):
        return None
    if table.located:
        return table.build(span=slot.owner, places=found.places, **extra, **found.values)
    return table.build(**extra, **found.values)


@dataclass(frozen=True, slots=True)
class Nested(Value):
    """A mapping described by a table of its own."""

    table: Table

    @property
    def expects(self) -> str:  # type: ignore[override]
        """The first keys."""
        return f"a mapping with keys such as {one_of(list(self.table.by_name)[:4])}"

    def decode(self, node: Node, context: Context, slot: Slot) -> Any:
        """The model value, or None if the node is no mapping or lacks what is required."""
        return entry(self.table, node, context, slot)

    def schema(self) -> Schema:
        """A reference to the table, or the short form."""
        reference = {"$ref": f"#/$defs/{self.table.id}"}
        if not self.table.short:
            return reference
        return {"anyOf": [self.table.by_name[self.table.short].value.schema(), reference]}

    def tables(self) -> tuple[Table, ...]:
        """Its own."""
        return (self.table,)
