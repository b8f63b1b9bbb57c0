"""What each stretch of the text means, for editors that colour by meaning."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.diagnostics import Span
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.records import dataclass
from mlarch.session.service.workspace import Warm

__all__ = ["CATEGORIES", "Token", "tokens"]

CATEGORIES = ("component", "group", "kind", "payload", "rule")
"""What a token can be."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of one line with its category."""

    span: Span
    category: str


def tokens(warm: Warm) -> tuple[Token, ...]:
    """All tokens in the order of the text; no two overlap."""
    found: list[Token] = []
    end = (0, 0)
    order = sorted(_all(warm), key=lambda token: (token.span.line, token.span.column, -token.span.end_column))
    for token in order:
        span = token.span
        if span.path == warm.path and span.line == span.end_line and (span.line, span.column) >= end:
            found.append(token)
            end = (span.end_line, span.end_column)
    return tuple(found)


def _all(warm: Warm) -> Iterator[Token]:
    document = warm.document
    architecture = document.architecture
    groups = {group.id for group in architecture.groups} if architecture is not None else set()
    for name, spans in document.references.items():
        category = "group" if name in groups else "component"
        yield from (Token(span, category) for span in spans)
    for flow in architecture.flows if architecture is not None else ():
        for payload in (*flow.payloads, *(flow.sends or ()), *(flow.returns or ())):
            yield Token(payload.span, "payload")
    components = document.node("components")
    for pair in components.pairs if isinstance(components, MappingNode) else ():
        kind = pair.value.get("kind") if isinstance(pair.value, MappingNode) else pair.value
        yield from _scalars(kind, "kind")
    ignores = document.node("ignore")
    for item in ignores.items if isinstance(ignores, SequenceNode) else ():
        yield from _scalars(item.get("rule") if isinstance(item, MappingNode) else None, "rule")


def _scalars(node: Node | None, category: str) -> Iterator[Token]:
    if isinstance(node, ScalarNode):
        yield Token(node.span, category)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _scalars(item, category)
