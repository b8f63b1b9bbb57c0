"""Scenarios and views: walks through the diagram, and pictures of parts of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mlarch.diagnostics import Severity, Span
from mlarch.language.decode.amounts import Whole
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.groups import MemberRef
from mlarch.language.decode.ids import is_own, names_in
from mlarch.language.decode.kinds import look_up
from mlarch.language.decode.shapes import ComponentRef
from mlarch.language.decode.tables import Field, Nested, Read, Table, read
from mlarch.language.decode.values import ListOf, Schema, Slot, Text, Value, choice, scalar
from mlarch.language.names import shown
from mlarch.language.syntax.ambiguous_scalars import as_text
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, SequenceNode
from mlarch.model import Direction, Plane, Scenario, Step, View
from mlarch.records import dataclass

__all__ = ["DIRECTION", "Scenarios", "Views"]

DIRECTION = choice(
    Direction,
    {
        **dict.fromkeys(("left to right", "horizontal"), "LR"),
        **dict.fromkeys(("top to bottom", "top down", "vertical", "TD"), "TB"),
        "right to left": "RL",
        "bottom to top": "BT",
    },
)
"""Which way a picture reads."""


@dataclass(frozen=True, slots=True)
class Scenarios(Value):
    """Walks through the diagram by name; neighbours must be joined by a flow, in either direction."""

    expects: str = "a mapping from names to lists of components"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Scenario, ...] | None:
        """The scenarios, in the order of the file."""
        if not isinstance(node, MappingNode):
            context.wrong(node, self.expects, slot.hint)
            return None
        joined = {end for flow in context.flows for end in (flow.ends, flow.ends[::-1])}
        found: list[Scenario] = []
        for pair in node.pairs:
            if is_own(pair.key.text):
                continue
            steps = tuple(_steps(pair, context))
            _gaps(steps, joined, context)
            if any(context.ids.removal(name, pair.key.span.path) for name in names_in(pair.value)):
                continue  # it walks over what was removed
            found.append(Scenario(span=pair.key.span, name=pair.key.text, steps=steps))
        return tuple(found)

    def schema(self) -> Schema:
        """A mapping from names to lists of ids."""
        walk = {"type": ["array", "null"], "items": ComponentRef().schema(), "minItems": 2}
        return {"type": "object", "patternProperties": {"^x-": True}, "additionalProperties": walk}


def _steps(pair: Pair, context: Context) -> Iterator[Step]:
    if is_null(pair.value):
        return
    if not isinstance(pair.value, SequenceNode):
        context.wrong(
            pair.value, "a list of components in order", f"Write `{shown(pair.key.text)}: [app, lb, api]`."
        )
        return
    if len(pair.value.items) < 2:
        help_ = "A scenario walks from one component to the next: name at least two."
        context.add("bad-scenario", pair.key.span, f"scenario `{shown(pair.key.text)}` goes nowhere", help_)
    for item in pair.value.items:
        if is_null(item):
            context.wrong(item, ComponentRef().expects)
            continue
        name = ComponentRef().decode(item, context, Slot(pair.key.text, "[app, lb, api]", pair.key.span))
        yield Step(name or "", item.span)


def _gaps(steps: tuple[Step, ...], joined: set[tuple[str, str]], context: Context) -> None:
    for before, after in pairwise(steps):
        pair = (before.component, after.component)
        # What could not be read was reported, and is no reason for another finding.
        if all(pair) and pair not in joined and not context.unreadable_flows:
            message = f"no flow joins `{pair[0]}` and `{pair[1]}`, in either direction"
            help_ = f"Add the flow, for example `- {pair[0]} -> {pair[1]}`, or the steps that lie between."
            if pair[0] == pair[1]:
                message, help_ = f"`{pair[0]}` follows itself", "Name each stop once."
            context.add("bad-scenario", after.span, message, help_)


@dataclass(frozen=True, slots=True)
class GroupRef(Value):
    """The id of a group; where a spec has none, the planes are the groups."""

    expects: str = "the id of a group"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The id."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        known = tuple(context.ids.groups) or tuple(plane.value for plane in Plane)
        name = as_text(found, context.problems)
        meant = context.ids.find(name) if context.ids.groups else name
        if meant in known:
            return context.refer(meant, found.span)
        context.unknown("bad-view", "group", name, found.span, known)
        return None

    def schema(self) -> Schema:
        """An id."""
        return ComponentRef().schema()


@dataclass(frozen=True, slots=True)
class KindRef(Value):
    """A kind by any of its names. Comes out as the ids of all kinds that the word may mean."""

    expects: str = "a kind like `ranker`"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[str, ...] | None:
        """The kinds."""
        found = scalar(self, node, context, slot)
        word = None if found is None else look_up(found, context, Severity.ERROR)
        return None if word is None or not word.known else word.match.kinds

    def schema(self) -> Schema:
        """Any text."""
        return {"type": "string"}


VIEW = Table(
    "view",
    "One of several pictures of the model. What it names is joined; a plain list is `include`.",
    (
        Field("title", Text(), "What stands above the picture.", "The online path"),
        Field("summary", Text(), "One line on what it shows.", "What happens within a request"),
        Field("planes", ListOf(choice(Plane)), "All components of these planes.", "[online]"),
        Field("groups", ListOf(GroupRef()), "All members of these groups.", "[serving]"),
        Field("kinds", ListOf(KindRef()), "All components of these kinds.", "[ranker, vector_index]"),
        Field(
            "include", ListOf(MemberRef()), "These components, and the members of these groups.", "[app, lb]"
        ),
        Field("exclude", ListOf(MemberRef()), "What is taken away.", "[metrics]"),
        Field("direction", DIRECTION, "Which way the picture reads.", "LR"),
        Field("neighbours", Whole(0), "1 adds what the selected components touch, 2 one step more.", "1"),
        Field("depth", Whole(0), "Groups so deep are one card each: 1 the outermost, 0 none.", "1"),
    ),
    dict,
    short="include",
    hints={
        "neighbors": "neighbours",
        "name": "title",
        "description": "summary",
        "components": "include",
        "plane": "planes",
        "group": "groups",
    },
)


@dataclass(frozen=True, slots=True)
class Views(Value):
    """Views by name. `include` and `exclude` come out as components: groups are replaced by their members."""

    expects: str = "a mapping from names to what each view shows"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[View, ...] | None:
        """The views, in the order of the file."""
        if not isinstance(node, MappingNode):
            context.wrong(node, self.expects, slot.hint)
            return None
        found: list[View] = []
        for pair in node.pairs:
            if is_own(pair.key.text):
                continue
            key = pair.key
            empty = is_null(pair.value)
            values = Read({}, {}) if empty else read(VIEW, pair.value, context, Slot(key.text, "", key.span))
            if values is not None:
                found.append(_view(key.text, key.span, values, context))
        return tuple(found)

    def schema(self) -> Schema:
        """A mapping from names."""
        view = {"anyOf": [Nested(VIEW).schema(), {"type": "null"}]}
        return {"type": "object", "patternProperties": {"^x-": True}, "additionalProperties": view}

    def tables(self) -> tuple[Table, ...]:
        """That of a view."""
        return (VIEW,)


def _view(name: str, span: Span, found: Read, context: Context) -> View:
    values = dict(found.values)
    for key in ("include", "exclude"):
        steps = values.get(key, ())
        names = [component for step in steps for component in context.ids.inside(step.component)]
        values[key] = tuple(dict.fromkeys(names))
    values["kinds"] = tuple(dict.fromkeys(kind for kinds in values.get("kinds", ()) for kind in kinds))
    return View(span=span, places=found.places, name=name, **values)
