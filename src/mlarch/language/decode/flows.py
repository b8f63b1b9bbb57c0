"""The list of flows: each line becomes links, with what they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.decode.context import Context, is_null, own_key
from mlarch.language.decode.fields import FLOW
from mlarch.language.decode.payloads import Payloads, phrases
from mlarch.language.decode.tables import Table, read
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.names import ID, fold, shown
from mlarch.language.syntax.arrows import Chain, Mistake, parse, split_payload
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.model import Flow, Mode, Payload

__all__ = ["MAX_LINE_LINKS", "MAX_LINKS", "Flows", "single_link"]

MAX_LINKS = 50_000
"""The flows of one spec."""

MAX_LINE_LINKS = 1_000
"""The flows of one line: `&` on both sides of an arrow multiplies, and more than this are a slip."""

_EACH = "`&` on both sides of an arrow joins every component on the left with every one on the right."

_FORM = "Write `- api -> ranker: candidates`, or `- api -> ranker: {sends: candidates, timeout: 60ms}`."
_SOURCES = ("from", "source", "src", "caller", "producer")
_TARGETS = ("to", "target", "dst", "dest", "destination", "callee", "consumer")


@dataclass(frozen=True, slots=True)
class Details:
    """What stands after the colon: payloads without a direction, or the fields of a mapping."""

    payloads: tuple[Payload, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flows(Value):
    """The list under `flows`; its order is the order in which calls run."""

    expects: str = "a list of flows like `- app -> lb -> api: request`"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Flow, ...]:
        """Every link of every line that could be read; the context keeps them for others to refer to."""
        flows: list[Flow] = []
        if isinstance(node, SequenceNode):
            items: tuple[Node, ...] = node.items
        elif isinstance(node, MappingNode):
            # `flows: {a -> b: x}`: forgotten hyphens. Reported once, and read as if they were there.
            first = node.pairs[0].key.text if node.pairs else "app -> lb"
            context.wrong(node, self.expects, f"Each flow begins with a hyphen: `- {shown(first)}`.")
            items = tuple(MappingNode((pair,), pair.key.span) for pair in node.pairs)
        else:
            items = (node,)
        for line, item in enumerate(items):
            flows.extend(_line(item, line, len(flows), context))
            if len(flows) > MAX_LINKS:
                context.add("bad-flow", item.span, f"this makes more than {MAX_LINKS:,} flows")
                break
        context.flows = tuple(flows)
        return context.flows

    def schema(self) -> Schema:
        """A list of texts with an arrow, and of mappings with such a text as key."""
        details = [*Payloads().schema()["anyOf"], {"$ref": f"#/$defs/{FLOW.id}"}, {"type": "null"}]
        long_form = {
            "type": "object",
            "patternProperties": {"^x-": True, "[-~=]>": {"anyOf": details}},
            "additionalProperties": False,
        }
        line = {"anyOf": [{"type": "string", "pattern": "[-~=]>"}, long_form]}
        return {"anyOf": [{"type": "array", "items": line}, line]}

    def tables(self) -> tuple[Table, ...]:
        """The details of a flow."""
        return (FLOW,)


def single_link(node: ScalarNode, context: Context) -> tuple[str, str] | None:
    """The two ends of `a -> b`, both of them components, for those that refer to a flow."""
    chain = _chain(node, node.text, context)
    if chain is None:
        return None
    links = list(chain.links())
    if len(links) != 1:
        context.add("bad-flow", node.span, "expected one flow like `a -> b`, found several")
        return None
    ends = (links[0].source.id, links[0].target.id)
    return ends if all(end in context.components for end in ends) else None


def _line(item: Node, line: int, index: int, context: Context) -> Iterator[Flow]:
    if isinstance(item, ScalarNode) and not is_null(item):
        text, payload = split_payload(item.text)
        chain = _chain(item, text, context)
        details = Details()
        if payload and item.text[slice(*payload)].lstrip().startswith("{"):
            span = context.source_map.span(item, *payload)
            context.add(
                "bad-flow", span, "settings in braces stand in a text", "Take the quotes off the line."
            )
        elif payload:
            details = Details(tuple(phrases(item, context, payload[0])))
        yield from _flows(item, chain, details, line, index, context)
    elif isinstance(item, MappingNode):
        pair = _only_pair(item, context)
        if pair is not None:
            chain = _chain(pair.key, pair.key.text, context)
            yield from _flows(pair.key, chain, _details(pair, context), line, index, context)
    else:
        context.wrong(item, "a flow like `app -> lb`", _FORM)


def _only_pair(item: MappingNode, context: Context) -> Pair | None:
    """The pair of a one-key mapping; whatever else people write instead is reported with the right form."""
    pairs = [pair for pair in item.pairs if not own_key(pair.key.text) or ">" in pair.key.text]
    context.unreadable_flows |= len(pairs) != 1
    if len(pairs) == 1 and not _ends(pairs):
        return pairs[0]
    if not pairs:
        if not item.pairs:
            context.wrong(item, "a flow like `app -> lb`", _FORM)
        return None
    ends = _ends(pairs)
    if ends:
        _from_and_to(item, pairs, ends, context)
    elif any(">" in pair.key.text for pair in pairs[1:]):
        context.add(
            "bad-flow", pairs[1].key.span, "a second flow in one item", "Each flow begins with a hyphen."
        )
    else:
        help_ = f"Settings belong inside: `- {pairs[0].key.text}: {{sends: …, {pairs[1].key.text}: …}}`."
        message = f"`{shown(pairs[1].key.text)}` stands beside the flow, not inside it"
        context.add("bad-flow", pairs[1].key.span, message, help_)
    return None


def _ends(pairs: list[Pair]) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    for pair in pairs:
        key = fold(pair.key.text)
        if key in _SOURCES:
            found.setdefault("source", pair)
        elif key in _TARGETS:
            found.setdefault("target", pair)
    return found


def _from_and_to(item: MappingNode, pairs: list[Pair], ends: dict[str, Pair], context: Context) -> None:
    """A flow as `{from: a, to: b}`: shown, and where nothing else is said mended, in the arrow form."""
    names = {end: _operands(pair.value) for end, pair in ends.items()}
    arrow = f"{names.get('source') or 'source'} -> {names.get('target') or 'target'}"
    rest = [pair.key.text for pair in pairs if pair not in ends.values()]
    rest = [FLOW.hints.get(fold(key), key) for key in rest]
    better = f"- {arrow}: {{{', '.join(f'{shown(key)}: …' for key in rest)}}}" if rest else f"- {arrow}"
    fix = None
    flat = item.span.line == item.span.end_line
    if flat and not rest and len(ends) == 2 and all(names.values()):
        fix = Fix(f"Write `{arrow}`", (Edit(item.span, arrow),), safe=True)
    message = "a flow is written with an arrow, not with `from` and `to`"
    context.add("bad-flow", pairs[0].key.span, message, f"Write `{better}`.", fix)


def _operands(node: Node) -> str:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    names = [item.text for item in items if isinstance(item, ScalarNode)]
    return " & ".join(names) if all(ID.fullmatch(name) for name in names) else ""


def _chain(node: ScalarNode, text: str, context: Context) -> Chain | None:
    """The chain, if it could be read. Ids that no component has are reported, and left in it."""
    parsed = parse(text, context.ids_for_hints())
    context.spend(len(parsed.mistakes))
    for mistake in parsed.mistakes:
        _report(mistake, node, context)
        context.unreadable_flows = True
    for operand in parsed.operands:
        context.component(operand.id, context.source_map.span(node, operand.start, operand.end))
    return parsed.chain


def _report(mistake: Mistake, node: ScalarNode, context: Context) -> None:
    span = context.source_map.span(node, mistake.start, mistake.end)
    fix = None
    if (
        mistake.replacement is not None
        and context.source_map.raw(span) == node.text[mistake.start : mistake.end]
    ):
        edit = Edit(span, mistake.replacement)
        fix = Fix(f"Write `{mistake.replacement}`", (edit,), safe=mistake.safe)
    context.add("bad-flow", span, mistake.message, mistake.help, fix)


def _details(pair: Pair, context: Context) -> Details:
    node = pair.value
    if is_null(node):
        return Details()
    slot = Slot(pair.key.text, "request", pair.key.span)
    if not isinstance(node, MappingNode):
        return Details(Payloads().decode(node, context, slot), places={"payloads": node.span})
    found = read(FLOW, node, context, slot)
    if found is None:
        return Details()
    fallback = found.values.get("fallback")
    if fallback is not None:
        # Words are allowed; where they name a component, the flow refers to it.
        named = context.component_like(fallback)
        found.values["fallback"] = named or fallback
        if named is not None:
            context.refer(named, found.places["fallback"])
    return Details((), found.values, found.places)


def _flows(
    node: ScalarNode, chain: Chain | None, details: Details, line: int, index: int, context: Context
) -> Iterator[Flow]:
    if chain is None:
        return
    if chain.size > MAX_LINE_LINKS:
        message = f"this line makes {chain.size:,} flows, and {MAX_LINE_LINKS:,} is the most"
        context.add("bad-flow", node.span, message, _EACH)
        return
    links = list(chain.links())
    values = dict(details.values)
    mode: Mode | None = values.pop("mode", None)
    stretch = context.source_map
    ends: dict[int, Span] = {}
    for link in links:
        for operand in (link.source, link.target):
            if operand.start not in ends:
                ends[operand.start] = stretch.span(node, operand.start, operand.end)
        source, target = ends[link.source.start], ends[link.target.start]
        yield Flow(
            span=source.to(target),
            places=details.places,
            index=index,
            line=line,
            position=link.position,
            source=link.source.id,
            target=link.target.id,
            mode=mode or link.mode,
            source_span=source,
            target_span=target,
            payloads=details.payloads,
            **values,
        )
        index += 1
