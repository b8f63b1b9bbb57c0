"""One entry of `flows`, however it is written: which part is the chain, and what it carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.fields import FLOW
from mlarch.language.decode.ids import is_own, names_in
from mlarch.language.decode.payloads import Payloads, phrases
from mlarch.language.decode.tables import read
from mlarch.language.decode.values import Slot
from mlarch.language.names import canonical, fold, is_id, shown
from mlarch.language.syntax.arrows import Mistake, Parsed, parse, split_payload
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode
from mlarch.language.syntax.phrases import split_exchange
from mlarch.model import Mode, Payload
from mlarch.records import dataclass

__all__ = ["SOURCES", "TARGETS", "Details", "Line", "details", "read_line"]

_FORM = "Write `- api -> ranker: candidates`, or `- api -> ranker: {sends: candidates, timeout: 60ms}`."
SOURCES = ("from", "source", "src", "caller", "producer")
TARGETS = ("to", "target", "dst", "dest", "destination", "callee", "consumer")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of `flows`, number `index` of the list: `parsed` out of `text`, the first part of `node`.

    What it carries stands in `value`, or behind the colon of `node` itself from `payload` on.
    """

    index: int
    node: ScalarNode
    text: str
    parsed: Parsed
    value: Node | None = None
    payload: tuple[int, int] | None = None
    canonical: bool = True


@dataclass(frozen=True, slots=True)
class Details:
    """What stands after the colon: payloads without a direction, or the fields of a mapping."""

    payloads: tuple[Payload, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)
    edits: tuple[Edit, ...] | None = ()
    """What writes it in the canonical form; None when nothing on one line does."""


def read_line(item: Node, index: int, context: Context) -> Line | None:
    """The chain of an entry; its mistakes are reported. None when nothing in it is a chain."""
    if isinstance(item, ScalarNode) and not is_null(item):
        text, payload = split_payload(item.text)
        return Line(index, item, text, _parsed(item, text, context), payload=payload)
    if isinstance(item, MappingNode):
        return _from_mapping(item, index, context)
    context.wrong(item, "a flow like `app -> lb`", _FORM)
    return None


def _parsed(node: ScalarNode, text: str, context: Context) -> Parsed:
    parsed = parse(text, context.ids.components)
    for mistake in parsed.mistakes:
        _report(mistake, node, context)
        context.unreadable_flows = True
    return parsed


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


def _from_mapping(item: MappingNode, index: int, context: Context) -> Line | None:
    """The pair of a one-key mapping, or a flow as `{from: a, to: b, …}`."""
    pairs = [pair for pair in item.pairs if not is_own(pair.key.text) or ">" in pair.key.text]
    ends = _ends(pairs)
    if len(pairs) == 1 and not ends:
        key = pairs[0].key
        return Line(index, key, key.text, _parsed(key, key.text, context), value=pairs[0].value)
    if len(ends) == 2:
        return _from_and_to(item, index, ends, context)
    context.unreadable_flows = True
    if not pairs:
        if not item.pairs:
            context.wrong(item, "a flow like `app -> lb`", _FORM)
    elif ends:
        other = "to" if "source" in ends else "from"
        message = f"this flow has no `{other}`"
        context.add("bad-flow", pairs[0].key.span, message, "Write `- source -> target`.")
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
        if key in SOURCES:
            found.setdefault("source", pair)
        elif key in TARGETS:
            found.setdefault("target", pair)
    return found


def _from_and_to(item: MappingNode, index: int, ends: dict[str, Pair], context: Context) -> Line | None:
    """A flow as `{from: a, to: b, sends: x}`: the arrow is a call."""
    names = [_operands(ends[end].value) for end in ("source", "target")]
    if not all(names):
        context.unreadable_flows = True
        context.add("bad-flow", ends["source"].key.span, "`from` and `to` name components", _FORM)
        return None
    text = " -> ".join(names)
    rest = tuple(pair for pair in item.pairs if pair not in ends.values())
    node = ScalarNode(text, ends["source"].value.span.to(ends["target"].value.span), quoted=True)
    flat = item.span.line == item.span.end_line and not rest
    edits = (Edit(item.span, text),) if flat else ()
    better = f"- {text}: {{{', '.join(f'{pair.key.text}: …' for pair in rest)}}}" if rest else f"- {text}"
    message = "a flow with `from` and `to` is read as one with an arrow"
    context.understood("from-to", item.span, message, f"Write `{better}`.", edits)
    value = MappingNode(rest, item.span) if rest else None
    return Line(index, node, text, parse(text, context.ids.components), value=value, canonical=False)


def _operands(node: Node) -> str:
    names = [canonical(name) for name in names_in(node)]
    return " & ".join(names) if all(name and is_id(name) for name in names) else ""


def details(line: Line, context: Context) -> Details:
    """What a line carries, and how."""
    both = line.parsed.chain is not None and any(
        arrow.both and arrow.mode is Mode.CALL for arrow in line.parsed.chain.arrows
    )
    if line.value is None or is_null(line.value):
        return _behind_colon(line, both, context)
    slot = Slot(line.text, "request", line.node.span)
    if isinstance(line.value, ScalarNode) and both:
        exchange = _exchange(line.value, 0, context)
        if exchange is not None:
            return exchange
    if not isinstance(line.value, MappingNode):
        payloads = Payloads().decode(line.value, context, slot)
        return Details(payloads, places={"payloads": line.value.span})
    found = read(FLOW, line.value, context, slot)
    if found is None:
        return Details()
    fallback = found.values.get("fallback")
    if fallback is not None:
        # Words are allowed; where they name a component, the flow refers to it.
        named = context.ids.component(fallback)
        found.values["fallback"] = named or fallback
        if named is not None:
            context.refer(named, found.places["fallback"])
    return Details((), found.values, found.places)


def _behind_colon(line: Line, both: bool, context: Context) -> Details:
    if not line.payload:
        return Details()
    first, last = line.payload
    if line.node.text[first:last].lstrip().startswith("{"):
        span = context.source_map.span(line.node, first, last)
        context.add("bad-flow", span, "settings in braces stand in a text", "Take the quotes off the line.")
        return Details()
    exchange = _exchange(line.node, first, context) if both else None
    return exchange or Details(tuple(phrases(line.node, context, first)))


def _exchange(node: ScalarNode, start: int, context: Context) -> Details | None:
    """`question / answer` on an arrow that points both ways: what is sent, and what comes back."""
    parts = split_exchange(node.text, start, len(node.text))
    if len(parts) != 2 or not all(text for text, _, _ in parts):
        return None
    sends, returns = (tuple(phrases(node, context, first, last)) for _, first, last in parts)
    places = {"sends": node.span, "returns": node.span}
    edits: tuple[Edit, ...] | None = None
    if not start and not node.quoted and node.span.line == node.span.end_line:
        marks = "{}[],#&*!|>'\"%@`"
        if not any(mark in text for text, _, _ in parts for mark in marks):
            edits = (Edit(node.span, f"{{sends: {parts[0][0]}, returns: {parts[1][0]}}}"),)
    return Details((), {"sends": sends, "returns": returns}, places, edits)
