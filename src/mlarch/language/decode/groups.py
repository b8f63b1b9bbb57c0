"""Groups of components, and references to members of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlarch.language.decode.amounts import Whole
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.ids import is_own
from mlarch.language.decode.maps import map_schema, own_id
from mlarch.language.decode.shapes import ComponentRef
from mlarch.language.decode.tables import Field, Nested, Table, read
from mlarch.language.decode.values import ListOf, Schema, Slot, Text, Value, scalar
from mlarch.language.syntax.ambiguous_scalars import as_text
from mlarch.language.syntax.bounds import MAX_GROUPS
from mlarch.language.syntax.nodes import MappingNode, Node, Pair
from mlarch.model import Group, Step
from mlarch.records import dataclass

__all__ = ["Groups", "MemberRef"]


@dataclass(frozen=True, slots=True)
class MemberRef(Value):
    """The id of a component or of a group, with its place."""

    expects: str = "the id of a component or a group"

    def decode(self, node: Node, context: Context, slot: Slot) -> Step | None:
        """The id and its place."""
        found = scalar(self, node, context, slot)
        if found is None:
            return None
        name = context.member(as_text(found, context.problems), found.span)
        return None if name is None else Step(name, found.span)

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
            name = None if is_own(pair.key.text) else own_id(pair.key, context)
            if name is None:
                continue
            made = _group(name, pair, owners, inside, context)
            if made is not None and (made.members or not context.ids.removed):
                groups.append(made)
        _circles(inside, context)
        _too_deep(inside, context)
        return tuple(groups)

    def schema(self) -> Schema:
        """A mapping from ids."""
        return map_schema(Nested(GROUP).schema())

    def tables(self) -> tuple[Table, ...]:
        """That of a group."""
        return (GROUP,)


def _group(
    id_: str, pair: Pair, owners: dict[str, str], inside: dict[str, list[Step]], context: Context
) -> Group | None:
    key = pair.key
    if is_null(pair.value):
        help_ = f"Write `{id_}: [api, ranker]`."
        context.add("missing-key", key.span, f"group `{id_}` has no members", help_)
        return None
    found = read(GROUP, pair.value, context, Slot(key.text, "[api]", key.span))
    if found is None:
        return None
    members: dict[str, None] = {}
    for step in found.values.get("members", ()):
        name = step.component
        owner = owners.setdefault(name, id_)
        if name in members:
            context.add("bad-group", step.span, f"`{name}` is named twice in group `{id_}`")
        elif owner != id_:
            help_ = "A component or group is drawn inside one group: name it in one of the two."
            context.add("bad-group", step.span, f"`{name}` is a member of group `{owner}` already", help_)
        else:
            members[name] = None
            if name in context.ids.groups:
                inside.setdefault(id_, []).append(step)
    return Group(
        span=key.span,
        places=found.places,
        id=id_,
        name=found.values.get("name") or _words(id_),
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


def _too_deep(inside: Mapping[str, list[Step]], context: Context) -> None:
    """Report the first group, level by level, that stands deeper than `MAX_GROUPS`; circles are never met."""
    members = {step.component for steps in inside.values() for step in steps}
    level = [group for group in inside if group not in members]
    for _ in range(MAX_GROUPS - 1):
        level = [step.component for group in level for step in inside.get(group, ())]
    for step in (step for group in level for step in inside.get(group, ())):
        message = f"group `{step.component}` stands inside more than {MAX_GROUPS - 1} others"
        context.add("bad-group", step.span, message, "Nobody can read such a picture: leave some out.")
        return
