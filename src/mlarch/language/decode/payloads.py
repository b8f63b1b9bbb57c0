"""What flows carry: phrases, typed by the catalogue through their head nouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mlarch import catalog
from mlarch.language.decode.context import Context, is_null
from mlarch.language.decode.values import SCALAR, Schema, Slot, Value
from mlarch.language.syntax.nodes import Node, ScalarNode, SequenceNode
from mlarch.language.syntax.phrases import split_joined, split_phrases
from mlarch.model import Payload

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
                for part, begin, end in _parts(item.text, text, 0, len(item.text)):
                    span = item.span if part == text else context.source_map.span(item, begin, end)
                    found.append(Payload(part, catalog.type_of(part), span))
        return tuple(found)

    def schema(self) -> Schema:
        """A text or a list of texts."""
        return {"anyOf": [{"type": SCALAR}, {"type": "array", "items": {"type": SCALAR}}]}


def phrases(node: ScalarNode, context: Context, start: int = 0, end: int | None = None) -> Iterator[Payload]:
    """The payloads of a text, or of a stretch of it, each with its place.

    Commas divide; `and`, `&`, `+` and `/` do between phrases that have a type each.
    """
    pieces = list(split_phrases(node.text, start, end))
    for text, first, last in pieces:
        if text:
            for part, begin, end in _parts(node.text, text, first, last):
                span = context.source_map.span(node, begin, end)
                yield Payload(" ".join(part.split()), catalog.type_of(part), span)
        elif len(pieces) > 1:
            span = context.source_map.span(node, first, last)
            context.add(
                "bad-flow", span, "a payload is missing beside the comma", "Payloads read `scores, features`."
            )


def _parts(whole: str, text: str, first: int, last: int) -> list[tuple[str, int, int]]:
    """The phrases joined in one: itself, unless each of its parts has a type."""
    parts = split_joined(whole, first, last)
    if len(parts) > 1 and all(part and catalog.type_of(part) for part, _, _ in parts):
        return parts
    return [(text, first, last)]
