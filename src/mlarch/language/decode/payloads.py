"""What flows carry: phrases, typed by the catalogue through their head nouns."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch import catalog
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.values import SCALAR, Schema, Slot, Value
from mlarch.language.syntax.nodes import Node, ScalarNode, SequenceNode
from mlarch.language.syntax.phrases import split_phrases
from mlarch.model import Payload
from mlarch.records import dataclass

__all__ = ["Payloads", "phrases"]


@dataclass(frozen=True, slots=True)
class Payloads(Value):
    """Payloads as a comma-separated text or as a list."""

    expects: str = "a payload like `candidates`, or a list of them"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[Payload, ...]:
        """The payloads; an empty list is nothing at all, said on purpose."""
        found: list[Payload] = []
        for item in node.items if isinstance(node, SequenceNode) else (node,):
            if not isinstance(item, ScalarNode) or is_null(item):
                context.wrong(item, "a payload like `candidates`", slot.hint)
                continue
            if not isinstance(node, SequenceNode):
                found.extend(phrases(item, context))
            elif text := item.text.strip():
                found.append(Payload(text, catalog.type_of(text), item.span))
        return tuple(found)

    def schema(self) -> Schema:
        """A text or a list of texts."""
        return {"anyOf": [{"type": SCALAR}, {"type": "array", "items": {"type": SCALAR}}]}


def phrases(node: ScalarNode, context: Context, start: int = 0, end: int | None = None) -> Iterator[Payload]:
    """The payloads of a comma-separated text, or of a stretch of it, each with its place."""
    pieces = list(split_phrases(node.text, start, end))
    for text, first, last in pieces:
        span = context.source_map.span(node, first, last)
        if text:
            yield Payload(" ".join(text.split()), catalog.type_of(text), span)
        elif len(pieces) > 1:
            context.add(
                "bad-flow", span, "a payload is missing beside the comma", "Payloads read `scores, features`."
            )
