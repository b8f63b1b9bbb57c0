"""The list of flows: each line becomes links between components.

All lines are read before any link is made: a name that stands only in flows is a component, a group stands
for some of its members, and both are known only at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.fields import FLOW
from mlarch.language.decode.flow_lines import SOURCES, TARGETS, Line, details, read_line
from mlarch.language.decode.group_ends import MAX_LINE_LINKS, GroupEnds
from mlarch.language.decode.payloads import Payloads
from mlarch.language.decode.tables import Table
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.extends import is_change
from mlarch.language.names import canonical, fold, one_of, shown
from mlarch.language.syntax.arrows import Operand, parse, render
from mlarch.language.syntax.bounds import scaled
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.model import Flow, Mode
from mlarch.records import dataclass

__all__ = ["ARROW_PATTERN", "MAX_LINE_LINKS", "MAX_LINKS", "Flows", "single_link"]

MAX_LINKS = 50_000
"""The flows of one spec."""

_EACH = "`&` on both sides of an arrow joins every component on the left with every one on the right."
_BRACKETS = "Words in brackets are shown, and no part of an id."
_ARROWS = "The arrows are `->` (call), `~>` (stream) and `=>` (batch); `&` joins components side by side."

ARROW_PATTERN = r"[-~=.]+>|<[-~=.]+|[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f]|>"
"""A regular expression that any text with an arrow of any notation contains, for JSON Schema."""


@dataclass(frozen=True, slots=True)
class Flows(Value):
    """The list under `flows`; its order is the order in which calls run."""

    expects: str = "a list of flows like `- app -> lb -> api: request`"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Flow, ...]:
        """Every link of every line that could be read; the context keeps them for others to refer to."""
        read = (read_line(item, index, context) for index, item in enumerate(self._items(node, context)))
        lines = [line for line in read if line is not None]
        _misspelt_definitions(lines, context)
        meant = [_operands(line, context) for line in lines]
        groups = GroupEnds(lines, meant, context)
        flows: list[Flow] = []
        for line, names in zip(lines, meant, strict=True):
            flows.extend(_links(line, names, groups, len(flows), context))
            if len(flows) > (most := scaled(MAX_LINKS)):
                context.add("bad-flow", line.node.span, f"this makes more than {most:,} flows")
                break
        context.flows = _without_removed(flows, context)
        return context.flows

    def _items(self, node: Node, context: Context) -> tuple[Node, ...]:
        if isinstance(node, SequenceNode):
            return node.items
        if not isinstance(node, MappingNode):
            return (node,)
        if is_change(node):
            return self._added(node, context)
        # `flows: {a -> b: x}`: forgotten hyphens.
        first = node.pairs[0].key if node.pairs else None
        if first is not None:
            edits: list[Edit] = []
            if all(pair.key.span.line == pair.value.span.end_line for pair in node.pairs):
                starts = (pair.key.span for pair in node.pairs)
                edits = [Edit(Span(s.path, s.line, s.column, s.line, s.column), "- ") for s in starts]
            edits = edits if node.span.line != node.span.end_line else []
            help_ = f"Each flow begins with a hyphen: `- {shown(first.text)}`."
            context.understood("hyphens", first.span, "this flow is read as an item of a list", help_, edits)
        return tuple(MappingNode((pair,), pair.key.span) for pair in node.pairs)

    def _added(self, node: MappingNode, context: Context) -> tuple[Node, ...]:
        """The flows that a spec adds which extends none."""
        removed, added = node.get("remove"), node.get("add")
        if removed is not None:
            message = "there is nothing to remove flows from: this spec extends no other"
            context.add("extends", removed.span, message, "Write the flows as a list.")
        if isinstance(added, SequenceNode):
            return added.items
        return () if added is None or is_null(added) else (added,)

    def schema(self) -> Schema:
        """A list of texts with an arrow, and of mappings with such a text as key."""
        details = [*Payloads().schema()["anyOf"], {"$ref": f"#/$defs/{FLOW.id}"}, {"type": "null"}]
        long_form = {
            "type": "object",
            "patternProperties": {"^x-": True, ARROW_PATTERN: {"anyOf": details}},
            "additionalProperties": False,
        }
        sides = (SOURCES, TARGETS)
        either = [{"anyOf": [{"required": [word]} for word in words]} for words in sides]
        ends = {"type": "object", "allOf": either}
        line = {"anyOf": [{"type": "string", "pattern": ARROW_PATTERN}, long_form, ends]}
        many = {"type": "object", "patternProperties": long_form["patternProperties"]}
        lines = {"anyOf": [{"type": "array", "items": line}, line, {"type": "null"}]}
        change = {
            "type": "object",
            "properties": {"add": lines, "remove": lines},
            "additionalProperties": False,
        }
        return {"anyOf": [{"type": "array", "items": line}, line, many, change]}

    def tables(self) -> tuple[Table, ...]:
        """The details of a flow."""
        return (FLOW,)


def single_link(node: ScalarNode, context: Context) -> tuple[str, str] | None:
    """The two ends of `a -> b`, both of them components, for those that refer to a flow."""
    parsed = parse(node.text, context.ids.components)
    links = list(parsed.chain.links()) if parsed.chain is not None else []
    if len(links) != 1:
        message = "expected one flow like `a -> b`" + (", found several" if links else "")
        context.add("bad-flow", node.span, message, parsed.mistakes[0].message if parsed.mistakes else "")
        return None
    found = [
        context.component(operand.id, context.source_map.span(node, operand.start, operand.end))
        for operand in (links[0].source, links[0].target)
    ]
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def _misspelt_definitions(lines: list[Line], context: Context) -> None:
    """Report the components whose declaration is the slip, and read the names in flows as theirs."""
    uses = Counter(canonical(operand.id) for line in lines for operand in line.parsed.operands)
    paths = {line.node.span.path for line in lines}
    for declared, name in context.ids.misspelt(uses):
        span = context.ids.components.get(declared) or context.ids.groups[declared]
        message = (
            f"no flow names `{shown(declared)}`, and there is no component `{shown(name)}`, which flows name"
        )
        fix = Fix(f"Write `{name}`", (Edit(span, name),), safe=paths == {span.path})
        context.add("unknown-component", span, message, f"Did you mean `{shown(name)}` here?", fix)


def _operands(line: Line, context: Context) -> dict[int, str]:
    """What the operands of a line mean, by their offsets: ids of components, or of groups."""
    found: dict[int, str] = {}
    for operand in line.parsed.operands:
        span = context.source_map.span(line.node, operand.start, operand.end)
        name = context.ids.find(operand.id)
        if name is None and context.ids.removal(operand.id, line.node.span.path):
            continue
        if name is None:
            near = context.ids.slips(operand.id)
            if near:
                message = f"there is no component `{shown(operand.id)}`; did you mean {one_of(near)}?"
                help_ = f"If it is another one, add `{operand.id}: …` under `components`."
                fix = Fix(f"Write `{near[0]}`", (Edit(span, near[0]),), safe=True) if len(near) == 1 else None
                context.add("unknown-component", span, message, help_, fix)
            name = near[0] if near else context.ids.imply(operand.id, span)
        if operand.written:
            context.ids.written.setdefault(name, operand.written)
        found[operand.start] = context.refer(name, span)
    return found


def _without_removed(flows: list[Flow], context: Context) -> tuple[Flow, ...]:
    """The flows without those that a spec takes away from its base; one that is not there is reported."""
    for removal in context.ids.removed_flows:
        ends = single_link(removal.node, context)
        if ends is None:
            continue
        kept = [flow for flow in flows if flow.ends != ends or flow.span.path not in removal.bases]
        if len(kept) == len(flows):
            message = f"there is no flow from `{ends[0]}` to `{ends[1]}` to remove"
            context.add("extends", removal.node.span, message, "`remove` takes flows of the base away.")
        flows = kept
    return tuple(
        flow if flow.index == index else replace(flow, index=index) for index, flow in enumerate(flows)
    )


def _links(
    line: Line, names: dict[int, str], groups: GroupEnds, index: int, context: Context
) -> Iterator[Flow]:
    chain = line.parsed.chain
    carried = details(line, context)
    if chain is None or _too_many(line, chain.size, context):
        return
    _note_spelling(line, names, carried.edits, context)
    values = dict(carried.values)
    mode: Mode | None = values.pop("mode", None)
    spans = {start: _span(line, operand, context) for start, operand in _by_start(line).items()}
    for link in chain.links():
        source, target = names.get(link.source.start), names.get(link.target.start)
        if source is None or target is None:
            continue  # one end was removed
        source_span, target_span = spans[link.source.start], spans[link.target.start]
        first, last = sorted((source_span, target_span))
        for one in groups.exits(source):
            for other in groups.entries(target):
                if one == other and source != target:
                    continue  # a group and its own member
                yield Flow(
                    span=first.to(last),
                    places=carried.places,
                    index=index,
                    line=line.index,
                    position=link.position,
                    source=one,
                    target=other,
                    source_group=None if source == one else source,
                    target_group=None if target == other else target,
                    mode=mode or link.mode,
                    source_span=source_span,
                    target_span=target_span,
                    payloads=carried.payloads,
                    **values,
                )
                index += 1


def _too_many(line: Line, size: int, context: Context) -> bool:
    if size > MAX_LINE_LINKS:
        message = f"this line makes {size:,} flows, and {MAX_LINE_LINKS:,} is the most"
        context.add("bad-flow", line.node.span, message, _EACH)
    return size > MAX_LINE_LINKS


def _by_start(line: Line) -> dict[int, Operand]:
    return {operand.start: operand for operand in line.parsed.operands}


def _span(line: Line, operand: Operand, context: Context) -> Span:
    return context.source_map.span(line.node, operand.start, operand.end)


def _note_spelling(
    line: Line, names: dict[int, str], further: tuple[Edit, ...] | None, context: Context
) -> None:
    """Say how a line was understood that is not in the canonical spelling, and offer to write it so.

    `further` are the edits of what it carries, which belong to the same change; without them there is none.
    """
    chain = line.parsed.chain
    if chain is None or not line.canonical:
        return
    operands = line.parsed.operands
    renamed = [each for each in operands if each.id != names.get(each.start, each.id)]
    if not line.parsed.unusual and not renamed:
        return
    if any(fold(each.id) != fold(names[each.start]) for each in renamed):
        return  # a slip, which is reported
    stages = tuple(tuple(replace(o, id=names.get(o.start, o.id)) for o in stage) for stage in chain.stages)
    better = render(replace(chain, stages=stages))
    span = context.source_map.span(line.node, chain.start, chain.end)
    written = line.node.text[chain.start : chain.end]
    edits: tuple[Edit, ...] = ()
    if better is not None and "(" not in written and context.source_map.raw(span) == written:
        edits = (Edit(span, better), *further) if further is not None else ()
    message = f"`{shown(written)}` is read as `{shown(better)}`" if better else f"`{shown(written)}` is read"
    noted = all("(" in piece for piece in line.parsed.unusual) and line.parsed.unusual
    kind, help_ = ("note", _BRACKETS) if noted else ("chain", _ARROWS)
    context.understood(kind, span, message, help_, edits)
