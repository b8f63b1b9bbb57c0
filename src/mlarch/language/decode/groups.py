"""Groups of components, and references to members of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mlarch.language.decode.amounts import Whole
from mlarch.language.decode.context import Context, is_null, own_key
from mlarch.language.decode.shapes import ComponentRef
from mlarch.language.decode.tables import Field, Nested, Table, check_id, map_schema, read
from mlarch.language.decode.values import ListOf, Schema, Slot, Text, Value, scalar
from mlarch.language.syntax.ambiguous_scalars import as_text
from mlarch.language.syntax.nodes import MappingNode, Node, Pair
from mlarch.model import Group, Step

__all__ = ["Groups", "MemberRef"]


@dataclass(frozen=True, slots=True)
class MemberRef(Value):
    """The id of a component or of a group, with its place; a component wins where both have it."""

    expects: str = "the id of a component or a group"

    def decode(self, node: Node, context: Context, slot: Slot) -> Step | None:
        """The id and its place."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        name = as_text(found, context.problems)
        if context.unreadable_components:
            return None
        if name not in context.components and name not in context.groups:
            known = (*context.components, *context.groups)
            context.unknown("unknown-component", "component or group", name, found.span, known)
            return None
        return Step(context.refer(name, found.span), found.span)

    def schema(self) -> Schema:
        """An id."""
        return ComponentRef().schema()


GROUP = Table(
    "group",
    "A panel of the picture. A plain list is its members.",
    (
        Field("name", Text(), "What the panel is called; the id as words when not stated.", "Online serving"),
        Field("members", ListOf(MemberRef()), "Components or groups.", "[api, ranker]", required=True),
        Field("regions", Whole(), "In how many regions they stand, which share their traffic.", "3"),
    ),
    dict,
    short="members",
    hints={"title": "name", "label": "name", "components": "members", "nodes": "members"},
)


@dataclass(frozen=True, slots=True)
class Groups(Value):
    """Groups by id. A member belongs to one group, and no group contains itself."""

    expects: str = "a mapping from ids to lists of members"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Group, ...] | None:
        """The groups, in the order of the file."""
        if not isinstance(node, MappingNode):
            context.wrong(node, self.expects, slot.hint)
            return None
        groups: list[Group] = []
        owners: dict[str, str] = {}
        inside: dict[str, list[Step]] = {}
        for pair in node.pairs:
            if own_key(pair.key.text) or not check_id(pair.key, context):
                continue
            made = _group(pair, owners, inside, context)
            if made is not None:
                groups.append(made)
        _circles(inside, context)
        context.members = {group.id: group.members for group in groups}
        return tuple(groups)

    def schema(self) -> Schema:
        """A mapping from ids."""
        return map_schema(Nested(GROUP).schema())

    def tables(self) -> tuple[Table, ...]:
        """That of a group."""
        return (GROUP,)


def _group(
    pair: Pair, owners: dict[str, str], inside: dict[str, list[Step]], context: Context
) -> Group | None:
    key = pair.key
    found = (
        None if is_null(pair.value) else read(GROUP, pair.value, context, Slot(key.text, "[api]", key.span))
    )
    if is_null(pair.value):
        context.add(
            "missing-key",
            key.span,
            f"group `{key.text}` has no members",
            f"Write `{key.text}: [api, ranker]`.",
        )
    if found is None:
        return None
    members: dict[str, None] = {}
    for step in found.values.get("members", ()):
        name = step.component
        owner = owners.setdefault(name, key.text)
        if name in members:
            context.add("bad-group", step.span, f"`{name}` is named twice in group `{key.text}`")
        elif owner != key.text:
            help_ = "A component or group is drawn inside one group: name it in one of the two."
            context.add("bad-group", step.span, f"`{name}` is a member of group `{owner}` already", help_)
        else:
            members[name] = None
            if name in context.groups and name not in context.components:
                inside.setdefault(key.text, []).append(step)
    name = found.values.get("name") or _words(key.text)
    return Group(
        span=key.span,
        places=found.places,
        id=key.text,
        name=name,
        members=tuple(members),
        regions=found.values.get("regions"),
    )


def _words(name: str) -> str:
    words = re.sub(r"[_-]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _circles(inside: Mapping[str, list[Step]], context: Context) -> None:
    """Report each group that contains itself, once, where the circle closes.

    A group is a member of one group at most, so following the members of each group from any start visits a
    tree, or runs into one circle.
    """
    done: set[str] = set()
    for start in inside:
        path: dict[str, None] = {}
        stack = [(start, iter(inside[start]))]
        path[start] = None
        while stack:
            group, members = stack[-1]
            step = next(members, None)
            if step is None:
                stack.pop()
                path.pop(group)
                done.add(group)
            elif step.component in path:
                names = [*list(path)[list(path).index(step.component) :], step.component]
                shown = " → ".join(names)
                context.add("bad-group", step.span, f"group `{step.component}` contains itself: {shown}")
            elif step.component in inside and step.component not in done:
                path[step.component] = None
                stack.append((step.component, iter(inside[step.component])))
