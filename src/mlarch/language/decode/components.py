"""The components: decoded to drafts, whose kinds `kind_resolution` settles when the flows are known."""

from __future__ import annotations

from dataclasses import dataclass

from mlarch.diagnostics import Span
from mlarch.language.decode.context import Context, is_null, own_key
from mlarch.language.decode.fields import COMPONENT
from mlarch.language.decode.kinds import KindWord
from mlarch.language.decode.tables import Nested, Read, Table, check_id, map_schema, read
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.syntax.nodes import MappingNode, Node, Pair

__all__ = ["Components", "Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A component whose kind words are known but perhaps not settled. `short` is the form `id: kind`."""

    id: str
    span: Span
    words: tuple[KindWord, ...]
    read: Read
    short: bool


@dataclass(frozen=True, slots=True)
class Components(Value):
    """A mapping from ids to kinds or to the fields of a component."""

    expects: str = "a mapping from ids to kinds"

    def decode(self, node: Node, context: Context, slot: Slot) -> dict[str, Draft] | None:
        """The components whose kind is known, in the order of the file."""
        if not isinstance(node, MappingNode):
            help_ = "Write `api: api server` under `components:`, without a hyphen."
            context.wrong(node, self.expects, help_)
            return None
        drafts: dict[str, Draft] = {}
        for pair in node.pairs:
            if own_key(pair.key.text):
                continue
            draft = _draft(pair, context) if check_id(pair.key, context) else None
            if draft is not None:
                drafts.setdefault(draft.id, draft)
        if all(own_key(pair.key.text) for pair in node.pairs):
            context.add("missing-key", slot.owner, "a spec needs at least one component", slot.hint)
        return drafts

    def schema(self) -> Schema:
        """A mapping from ids."""
        return map_schema(Nested(COMPONENT).schema())

    def tables(self) -> tuple[Table, ...]:
        """That of a component."""
        return (COMPONENT,)


def _draft(pair: Pair, context: Context) -> Draft | None:
    key = pair.key
    if is_null(pair.value):
        help_ = f"Write `{key.text}: ranker`, or any other kind; `mlarch kinds` lists them."
        context.add("missing-key", key.span, f"component `{key.text}` has no kind", help_)
        return None
    found = read(COMPONENT, pair.value, context, Slot(key.text, "ranker", key.span))
    if found is None or "kind" not in found.values:
        return None
    words = found.values.pop("kind")
    return Draft(key.text, key.span, words, found, not isinstance(pair.value, MappingNode))
