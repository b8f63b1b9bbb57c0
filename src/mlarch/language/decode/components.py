"""The components: decoded to drafts, whose kinds `kind_resolution` settles when the flows are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.diagnostics import Edit, Severity, Span
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.fields import COMPONENT
from mlarch.language.decode.ids import is_own
from mlarch.language.decode.kinds import KindWord, plain_box, word_of
from mlarch.language.decode.maps import map_schema, own_id
from mlarch.language.decode.tables import Nested, Read, Table, read
from mlarch.language.decode.values import SCALAR, Schema, Slot, Value
from mlarch.language.names import shown, slips_of
from mlarch.language.syntax.ambiguous_scalars import as_key
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.model import Flow, Mode
from mlarch.records import dataclass

__all__ = ["Components", "Draft", "as_mapping", "implied"]


# Of so many components none is suggested for a name that stands in flows only: it takes too long.
_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A component whose kind words are known but perhaps not settled."""

    id: str
    span: Span
    words: tuple[KindWord, ...]
    read: Read


@dataclass(frozen=True, slots=True)
class Components(Value):
    """A mapping from ids to kinds or to the fields of a component."""

    expects: str = "a mapping from ids to kinds"

    def decode(self, node: Node, context: Context, slot: Slot) -> dict[str, Draft] | None:
        """The components in the order of the file; those that only flows name come later."""
        if not isinstance(node, MappingNode):
            help_ = "Write `api: api server` under `components:`, without a hyphen."
            context.wrong(node, self.expects, help_)
            context.problems.left_out(node.span.path, (node.span.line,))
            return None
        drafts: dict[str, Draft] = {}
        for pair in node.pairs:
            name = None if is_own(pair.key.text) else own_id(pair.key, context)
            if name is not None:
                drafts.setdefault(name, _draft(name, pair, context))
        return drafts

    def schema(self) -> Schema:
        """A mapping from ids."""
        mapping = map_schema(Nested(COMPONENT).schema())
        return {"anyOf": [mapping, {"type": "array", "items": {"anyOf": [mapping, {"type": SCALAR}]}}]}

    def tables(self) -> tuple[Table, ...]:
        """That of a component."""
        return (COMPONENT,)


def implied(context: Context, flows: Sequence[Flow]) -> Iterator[Draft]:
    """The components that stand in flows only: of the kind that their words name, else plain boxes."""
    reached = {flow.target for flow in flows} | {flow.source for flow in flows if flow.mode is not Mode.CALL}
    for name, span in context.ids.implied.items():
        written = context.ids.written.get(name, name)
        word = word_of(written, span)
        if not word.known and not context.problems.incomplete:
            known = context.ids.components
            near = slips_of(name, (n for n in known if n != name)) if len(known) < _COMPARED else ()
            hint = f"; did you mean `{near[0]}`?" if near else ""
            message = f"`{shown(name)}` stands in flows only, and its words name no kind{hint}"
            key = as_key(shown(name), span)
            kind = "service" if name in reached else "client"  # requests begin where nothing calls
            help_ = f"It is drawn as a plain box. Say what it is under `components`: `{key}: {kind}`."
            context.add("unknown-kind", span, message, help_, severity=Severity.WARNING)
        yield Draft(name, span, (word,), _shown_as(name, Read({}, {}), context))


def _shown_as(name: str, found: Read, context: Context) -> Read:
    """The fields of a component, with its name as written where that is more than its id."""
    if name in context.ids.written:
        found.values.setdefault("name", context.ids.written[name])
    return found


def as_mapping(node: Node, context: Context) -> Node:
    """Components that are written as a list (`- app: client`, or just `- app`), as the mapping meant."""
    if not isinstance(node, SequenceNode) or not node.items:
        return node
    pairs: list[Pair] = []
    edits: list[Edit] = []
    loose = hyphens = 0
    for item in node.items:
        named = _named_item(item, context) if isinstance(item, MappingNode) else None
        if named is not None:
            pairs.append(named[0])
            edits += named[1]
            loose += not named[1]
        elif isinstance(item, MappingNode) and item.pairs:
            pairs += item.pairs
        elif isinstance(item, ScalarNode) and not item.null:
            pairs.append(Pair(item, ScalarNode("", item.span, null=True)))
        else:
            return node
        start = item.span
        hyphen = Span(start.path, start.line, max(1, start.column - 2), start.line, start.column)
        if context.source_map.raw(hyphen) == "- " and isinstance(item, MappingNode):
            edits.append(Edit(hyphen, ""))
            hyphens += 1
    message = "this list of components is read as a mapping from ids to kinds"
    help_ = "Write `api: api server` under `components:`, without a hyphen."
    whole = hyphens == len(node.items) and not loose
    context.understood("components", node.span, message, help_, edits if whole else ())
    return MappingNode(tuple(pairs), node.span)


def _named_item(item: MappingNode, context: Context) -> tuple[Pair, list[Edit]] | None:
    """The component that `{name: app, kind: client}` is in a list, and the edits that give it its key.

    None where the item is no such mapping: none of its keys is a name, or one is no field. No edits where the
    name does not come first.
    """
    keys = {pair.key.text.casefold(): pair for pair in item.pairs}
    own = keys.get("id") or keys.get("name")
    if own is None or len(item.pairs) < 2 or not isinstance(own.value, ScalarNode) or own.value.null:
        return None
    rest = tuple(pair for pair in item.pairs if pair is not own)
    if not all(COMPONENT.meant(pair.key.text) for pair in rest):
        return None
    pair = Pair(ScalarNode(own.value.text, own.value.span), MappingNode(rest, item.span))
    if own is not item.pairs[0]:
        return pair, []
    text = context.source_map.raw(own.value.span) or own.value.text
    whole = own.key.span.to(own.value.span)
    if (whole.line, whole.column) == (item.span.line, item.span.column):
        return pair, [Edit(whole, f"{text}:")]
    second, start = rest[0].key.span, item.span
    before = Edit(Span(start.path, *(start.line, start.column) * 2), f"{text}: ")
    return pair, [before, Edit(Span(start.path, whole.line, whole.column, second.line, second.column), "")]


def _draft(name: str, pair: Pair, context: Context) -> Draft:
    key = pair.key
    if is_null(pair.value):
        return Draft(
            name, key.span, (_named(name, key.span, context),), _shown_as(name, Read({}, {}), context)
        )
    found = read(COMPONENT, pair.value, context, Slot(key.text, "ranker", key.span)) or Read({}, {})
    found = _shown_as(name, found, context)
    words = found.values.pop("kind", None)
    if words is None and isinstance(pair.value, MappingNode) and is_null(pair.value.get("kind")):
        words = (_named(name, key.span, context),)
    return Draft(name, key.span, words or (plain_box(name, key.span),), found)


def _named(name: str, span: Span, context: Context) -> KindWord:
    """The kind of a component that states none: what its words name."""
    word = word_of(context.ids.written.get(name, name), span)
    message = f"component `{shown(name)}` has no kind"
    if word.known:
        kind = word.match.kinds[0]
        help_ = f"Write `{name}: {kind}`, if that is what it is; `mlarch kinds` lists the kinds."
        context.understood("kind", span, f"{message}: by its name it is read as `{kind}`", help_)
    else:
        help_ = f"Say what it is: `{name}: service`, or any other kind; `mlarch kinds` lists them."
        context.add("unknown-kind", span, message, help_, severity=Severity.WARNING)
    return word
