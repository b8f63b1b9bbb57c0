"""The findings that the author accepts, each with a reason."""

from __future__ import annotations

import datetime
import re
from itertools import product
from typing import Any

from mlarch.language.decode.context import Context, describe, is_null
from mlarch.language.decode.flows import ARROW_PATTERN, single_link
from mlarch.language.decode.ids import names_in
from mlarch.language.decode.shapes import ComponentRef
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.values import ListOf, Schema, Slot, Text, Value, scalar
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.lazy import regex
from mlarch.model import Ignore
from mlarch.records import dataclass

__all__ = ["Ignores"]

_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_RULE = regex(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\*?")


@dataclass(frozen=True, slots=True)
class RuleRef(Value):
    """The code of a rule, the first letters of one, or its name."""

    expects: str = "a rule like `MON001`, `MON` or `unmonitored-model`"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The code or name, without a closing `*`."""
        text = Text(self.expects).decode(node, context, slot)
        if text is not None and not _RULE.fullmatch(text):
            message = f"expected {self.expects}, found {describe(node)}"
            context.add("bad-ignore", node.span, message, "`mlarch rules` lists the rules.")
            return None
        return None if text is None else text.removesuffix("*")

    def schema(self) -> Schema:
        """The pattern of codes and names."""
        return {"type": "string", "pattern": f"^{_RULE.pattern}$"}


@dataclass(frozen=True, slots=True)
class FlowRef(Value):
    """One flow of the spec, as `a -> b`; which arrow does not matter."""

    expects: str = "a flow like `api -> ranker`"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[str, str] | None:
        """The ends of the flow."""
        found = scalar(self, node, context, slot)
        ends = None if found is None else single_link(found, context)
        if ends is None or found is None:
            return None
        if all(flow.ends != ends for flow in context.flows) and not context.unreadable_flows:
            turned = any(flow.ends == ends[::-1] for flow in context.flows)
            hint = f"It is drawn the other way: `{ends[1]} -> {ends[0]}`." if turned else ""
            context.add("bad-ignore", found.span, f"there is no flow from `{ends[0]}` to `{ends[1]}`", hint)
            return None
        return ends

    def schema(self) -> Schema:
        """A text with an arrow."""
        return {"type": "string", "pattern": ARROW_PATTERN}


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A day of the calendar, as ISO 8601 writes it."""

    expects: str = "a date like `2027-01-31`"

    def decode(self, node: Node, context: Context, slot: Slot) -> datetime.date | None:
        """The day."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        try:
            if not _DAY.fullmatch(found.text):
                raise ValueError
            return datetime.date.fromisoformat(found.text)
        except ValueError:
            context.wrong(found, self.expects, "Year, month and day, with hyphens.")
            return None

    def schema(self) -> Schema:
        """The pattern of a date."""
        return {"type": "string", "pattern": f"^{_DAY.pattern}$", "format": "date"}


def _ignores(
    rule: tuple[str, ...],
    component: tuple[str, ...] = (),
    flow: tuple[tuple[str, str], ...] = (),
    **others: Any,
) -> tuple[Ignore, ...]:
    """One entry of the list, which may name several of each."""
    return tuple(
        Ignore(rule=one, component=part, flow=link, **others)
        for one, part, link in product(rule, component or (None,), flow or (None,))
    )


IGNORE = Table(
    "ignore",
    "A finding that is accepted, and why.",
    (
        Field(
            "rule",
            ListOf(RuleRef()),
            "The code of the rule, the first letters of one, or its name; or several.",
            "MON001",
            required=True,
        ),
        Field("component", ListOf(ComponentRef()), "Only findings about this component, or these.", "ranker"),
        Field("flow", ListOf(FlowRef()), "Only findings about this flow, or these.", "api -> ranker"),
        Field("reason", Text(), "Why it is accepted.", "the platform team watches it", required=True),
        Field("until", Date(), "The last day on which it counts; then the finding is back.", '"2027-01-31"'),
        Field("owner", Text(), "Who answers for it.", "ranking team"),
    ),
    _ignores,
    located=True,
    whole=True,
    missing="bad-ignore",
    hints={
        "code": "rule",
        "because": "reason",
        "why": "reason",
        "comment": "reason",
        "id": "rule",
        "rules": "rule",
        "expires": "until",
    },
)


@dataclass(frozen=True, slots=True)
class Ignores(Value):
    """The list under `ignore`; one entry may stand without the hyphen."""

    expects: str = "a list of `{rule, component, flow, reason, until, owner}`"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Ignore, ...]:
        """The entries."""
        found: list[Ignore] = []
        for item in node.items if isinstance(node, SequenceNode) else (node,):
            if isinstance(item, MappingNode):
                place = item.pairs[0].key.span if item.pairs else item.span
                made = Nested(IGNORE).decode(item, context, Slot(slot.name, slot.example, place))
                if not _of_removed(item, context):
                    found += made or ()
            elif isinstance(item, ScalarNode) and not is_null(item):
                help_ = f"Write `{{rule: {item.text}, reason: …}}`: each exception says why it is one."
                context.add("bad-ignore", item.span, "an entry of `ignore` needs a reason", help_)
            else:
                context.wrong(item, "`{rule: …, reason: …}`", slot.hint)
        return tuple(found)

    def schema(self) -> Schema:
        """Entries by their table."""
        entry = {"$ref": f"#/$defs/{IGNORE.id}"}
        return {"anyOf": [{"type": "array", "items": entry}, entry]}

    def tables(self) -> tuple[Table, ...]:
        """That of an entry."""
        return (IGNORE,)


def _of_removed(item: MappingNode, context: Context) -> bool:
    """Whether an entry of a base speaks of a component that the spec removes, or of a flow of one."""
    named = [item.get("component"), item.get("components"), item.get("flow"), item.get("flows")]
    words = (word for node in named for text in names_in(node) for word in re.split(r"[-~=]>", text))
    return any(context.ids.removal(word, item.span.path) for word in words)
