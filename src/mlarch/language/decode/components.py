"""The components: decoded to drafts, whose kinds `kind_resolution` settles when the flows are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mlarch.diagnostics import Span
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.fields import COMPONENT
from mlarch.language.decode.ids import is_own
from mlarch.language.decode.kinds import KindWord, plain_box, word_of
from mlarch.language.decode.tables import Nested, Read, Table, map_schema, own_id, read
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.syntax.nodes import MappingNode, Node, Pair

__all__ = ["Components", "Draft", "implied"]


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
            return None
        drafts: dict[str, Draft] = {}
        for pair in node.pairs:
            name = None if is_own(pair.key.text) else own_id(pair.key, context)
            if name is not None:
                drafts.setdefault(name, _draft(name, pair, context))
        return drafts

    def schema(self) -> Schema:
        """A mapping from ids."""
        return map_schema(Nested(COMPONENT).schema())

    def tables(self) -> tuple[Table, ...]:
        """That of a component."""
        return (COMPONENT,)


def implied(context: Context) -> Iterator[Draft]:
    """The components that stand in flows only: of the kind that their words name, else plain boxes."""
    for name, span in context.ids.implied.items():
        yield Draft(name, span, (word_of(name, span),), Read({}, {}))


def _draft(name: str, pair: Pair, context: Context) -> Draft:
    key = pair.key
    found = None
    if is_null(pair.value):
        help_ = f"Write `{name}: ranker`, or any other kind; `mlarch kinds` lists them."
        context.add("missing-key", key.span, f"component `{name}` has no kind", help_)
    else:
        found = read(COMPONENT, pair.value, context, Slot(key.text, "ranker", key.span))
    found = found or Read({}, {})
    words = found.values.pop("kind", None) or (plain_box(name, key.span),)
    return Draft(name, key.span, words, found)
