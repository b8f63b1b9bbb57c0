"""Values with a form of their own: latencies, funnels, references, data types, links, and so on."""

from __future__ import annotations

import re

from mlarch import catalog
from mlarch.diagnostics import Edit, Fix
from mlarch.language.decode.amounts import Amount
from mlarch.language.decode.context import Context, describe, is_null, spelled
from mlarch.language.decode.ids import is_own
from mlarch.language.decode.values import SCALAR, ListOf, Prose, Schema, Slot, Text, Value, scalar
from mlarch.language.names import ID_PATTERN
from mlarch.language.syntax.ambiguous_scalars import as_text
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode
from mlarch.lazy import regex
from mlarch.model import Alternative, Funnel
from mlarch.quantities import Dimension, Quantity, QuantityError, parse, pattern
from mlarch.records import dataclass

__all__ = [
    "Alternatives",
    "Available",
    "BasePath",
    "ComponentRef",
    "FunnelOf",
    "Link",
    "Retrain",
    "TypeRef",
    "Version",
]

_TIME = Amount(Dimension.TIME)

# Longer texts are no funnels, and would be slow to search.
_LONGEST = 100
_FUNNEL = regex(r"(?P<incoming>.*?)\s*->\s*(?P<outgoing>.*)", re.DOTALL)
_FUNNEL_LIKE = regex(r"(?P<incoming>.*?)\s*(?:→|⇒|[-=~]*>|\bto\b)\s*(?P<outgoing>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FunnelOf(Value):
    """Items in and out of one call: `10M -> 1000`, or `-> 30`."""

    expects: str = "items in and out like `10M -> 1000`, or `-> 30`"

    def decode(self, node: Node, context: Context, slot: Slot) -> Funnel | None:
        """The funnel."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        text = found.text.strip()
        if len(text) > _LONGEST:
            context.wrong(found, self.expects, slot.hint)
            return None
        match = _FUNNEL.fullmatch(text)
        if match is None:
            match = self._meant(text, found, context)
            if match is None:
                return None
        incoming = (
            self._count(match["incoming"], found, match.span("incoming"), context)
            if match["incoming"]
            else None
        )
        outgoing = self._count(match["outgoing"], found, match.span("outgoing"), context)
        if outgoing is None or (match["incoming"] and incoming is None):
            return None
        return Funnel(incoming, outgoing)

    def _meant(self, text: str, node: ScalarNode, context: Context) -> re.Match[str] | None:
        """The funnel of a text with another arrow, which is said; without any, what to write is reported."""
        like = _FUNNEL_LIKE.fullmatch(text)
        better = f"{like['incoming']} -> {like['outgoing']}".strip() if like else f"-> {text}"
        usable = _FUNNEL.fullmatch(better)
        works = usable is not None and all(_is_count(part) for part in usable.groups() if part)
        if like and works:
            message = f"the funnel {describe(node)} is read as `{better}`"
            context.understood("funnel", node.span, message, f"Write `{better}`.", (Edit(node.span, better),))
            return usable
        fix = Fix(f"Write `{better}`", (Edit(node.span, better),)) if works and not node.quoted else None
        message = f"expected {self.expects}, found {describe(node)}"
        context.add("bad-value", node.span, message, f"Write `{better}`." if works else "", fix)
        return None

    def _count(
        self, text: str, node: ScalarNode, place: tuple[int, int], context: Context
    ) -> Quantity | None:
        try:
            return parse(text, Dimension.COUNT)
        except QuantityError as error:
            shift = len(node.text) - len(node.text.lstrip())
            span = context.source_map.span(node, place[0] + shift, place[1] + shift)
            context.add("bad-quantity", span, f"`funnel`: {error}", f"Expected {self.expects}.")
            return None

    def schema(self) -> Schema:
        """A pattern of two counts."""
        count = pattern(Dimension.COUNT)
        return {"type": "string", "pattern": rf"^\s*({count})?\s*(?:→|⇒|[-=~]*>|to)\s*{count}\s*$"}


def _is_count(text: str) -> bool:
    try:
        parse(text, Dimension.COUNT)
    except QuantityError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Retrain(Value):
    """The time between trainings, or `continuous`, which comes out as True."""

    expects: str = "a time like `1d`, or `continuous`"

    def decode(self, node: Node, context: Context, slot: Slot) -> Quantity | bool | None:
        """The time, or True."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        if found.text.strip().casefold() in ("continuous", "continuously"):
            return True
        return _TIME.decode(found, context, slot)

    def schema(self) -> Schema:
        """A time or the word."""
        spelling = "[cC][oO][nN][tT][iI][nN][uU][oO][uU][sS]([lL][yY])?"
        return {
            "anyOf": [{"const": "continuous"}, _TIME.schema(), {"type": "string", "pattern": f"^{spelling}$"}]
        }


@dataclass(frozen=True, slots=True)
class ComponentRef(Value):
    """The id of a component of this spec."""

    expects: str = "the id of a component"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The id, if there is such a component."""
        found = scalar(self, node, context, slot)
        return None if found is None else context.component(as_text(found, context.problems), found.span)

    def schema(self) -> Schema:
        """An id."""
        return {"type": "string", "pattern": f"^{ID_PATTERN}$"}


@dataclass(frozen=True, slots=True)
class TypeRef(Value):
    """A data type of the catalogue, by its id, name or any alias."""

    expects: str = "a data type like `request` or `features`"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The id of the type."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        known = catalog.type_of(found.text)
        if known is not None:
            return known
        near = catalog.nearest_types(found.text)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        fix = spelled(found.text, near, found.span)
        message = f"{describe(found)} is no data type{hint}"
        context.add(
            "unknown-type", found.span, message, f"`mlarch kinds` lists the data types. {slot.hint}", fix
        )
        return None

    def schema(self) -> Schema:
        """Any text, with the types as examples."""
        return {"type": "string", "examples": sorted(catalog.TYPES)}


_SCHEME = regex(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Link(Value):
    """An address to open from a picture. Only such schemes as open a page or a letter."""

    expects: str = "an address like `https://example.org/runbook`"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The address."""
        text = Text(self.expects).decode(node, context, slot)
        if text is None:
            return None
        scheme = _SCHEME.match(text)
        control = any(ord(char) < 0x20 or char.isspace() for char in text.strip())
        if control or (scheme and scheme[1].lower() not in ("http", "https", "mailto")):
            message = f"`{slot.name}` must be a web address, a mail address or a relative path"
            context.add("bad-value", node.span, message, slot.hint)
            return None
        return text.strip()

    def schema(self) -> Schema:
        """A web or mail address, or something without a scheme."""
        schemes = "[hH][tT][tT][pP][sS]?:|[mM][aA][iI][lL][tT][oO]:"
        path = rf"^\s*((?:{schemes})\S*|(?![A-Za-z][A-Za-z0-9+.-]*:)\S*)\s*$"
        return {"anyOf": [{"type": "string", "pattern": path}, {"type": "number"}]}  # `42` is a path, too


@dataclass(frozen=True, slots=True)
class Alternatives(Value):
    """What was not chosen: a list of names, or a mapping from each name to the reason."""

    expects: str = "a list of names, or a mapping from names to the reason why not"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Alternative, ...]:
        """The alternatives in the order of the file."""
        if not isinstance(node, MappingNode):
            return tuple(Alternative(name) for name in ListOf(Text()).decode(node, context, slot))
        found: list[Alternative] = []
        for pair in node.pairs:
            if is_own(pair.key.text):
                continue
            name = as_text(pair.key, context.problems)
            reason = (
                None
                if is_null(pair.value)
                else Prose().decode(pair.value, context, Slot(name, "too slow", pair.key.span))
            )
            found.append(Alternative(name, reason))
        return tuple(found)

    def schema(self) -> Schema:
        """A list of texts, or a mapping to texts."""
        reasons = {"type": "object", "additionalProperties": {"anyOf": [Prose().schema(), {"type": "null"}]}}
        return {"anyOf": [*ListOf(Text()).schema()["anyOf"], reasons]}


_TRUTH = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


@dataclass(frozen=True, slots=True)
class Available(Value):
    """Where a feature is found, in words, or just whether: `true` and `false` come out as those words."""

    expects: str = "a place in words, or `true` or `false`"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The words."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        if not found.quoted and found.text.lower() in _TRUTH:
            return _TRUTH[found.text.lower()]
        return as_text(found, context.problems) or None

    def schema(self) -> Schema:
        """Any scalar."""
        return {"type": SCALAR}


@dataclass(frozen=True, slots=True)
class BasePath(Text):
    """The path of the spec to start from. What is wrong with it was said when it was followed."""

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The path, unjudged."""
        return node.text if isinstance(node, ScalarNode) else None


@dataclass(frozen=True, slots=True)
class Version(Value):
    """The version of the language: the integer 1."""

    expects: str = "`1`, the version of the language"

    def decode(self, node: Node, context: Context, slot: Slot) -> int | None:
        """1, if it is that."""
        if isinstance(node, ScalarNode) and node.text == "1" and not node.quoted:
            return 1
        if isinstance(node, ScalarNode) and node.text.strip("\"' ") in ("1", "1.0", "v1"):
            fix = Fix("Write `1`", (Edit(node.span, "1"),), safe=True)
            context.add(
                "bad-version", node.span, "`mlarch` is the plain integer `1`", "Write `mlarch: 1`.", fix
            )
        elif isinstance(node, ScalarNode) and node.text.isdecimal():
            help_ = "Update mlarch, or write `mlarch: 1` if the spec uses nothing newer."
            context.add(
                "bad-version",
                node.span,
                f"this mlarch reads version 1 of the language, not {node.text}",
                help_,
            )
        else:
            context.add("bad-version", node.span, f"expected {self.expects}, found {describe(node)}")
        return None

    def schema(self) -> Schema:
        """The constant."""
        return {"const": 1}
