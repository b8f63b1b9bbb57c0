"""Where ids are named: definitions, references, renaming, the outline of a file, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog import KINDS
from mlarch.diagnostics import Edit, Span
from mlarch.language.syntax.nodes import MappingNode, Node, SequenceNode
from mlarch.records import dataclass
from mlarch.session.service.workspace import Warm

__all__ = ["Symbol", "definition", "folds", "id_at", "references", "renamed", "symbols"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """An entry of the outline: its name, what it is, the place of all of it and that of its name."""

    name: str
    category: str
    detail: str
    span: Span
    name_span: Span
    inner: tuple[Symbol, ...] = ()


def id_at(warm: Warm, line: int, column: int) -> tuple[str, Span] | None:
    """The component or group that is named at a place, and the stretch of its name."""
    for name, spans in warm.document.references.items():
        for span in spans:
            if span.path == warm.path and span.holds(line, column):
                return name, span
    return None


def definition(warm: Warm, name: str) -> Span | None:
    """The key that defines a component or group, which may stand in a file that the spec extends."""
    return next(iter(warm.document.references.get(name, ())), None)


def references(warm: Warm, name: str) -> tuple[Span, ...]:
    """Every place that names a component or group, the defining key first."""
    key, *others = warm.document.references.get(name, ()) or (None,)
    return () if key is None else (key, *sorted(others))


def renamed(warm: Warm, old: str, new: str) -> tuple[Edit, ...] | None:
    """The edits that call a component or group by another id; None where that cannot be.

    The other id may be taken, or no id, or the old one may be written in a way that no edit can follow.
    """
    edits = warm.document.rename(old, new)
    if edits is None:
        return None
    after = warm.document.edit(edits)
    return edits if new in after.references and len(after.errors) <= len(warm.document.errors) else None


def symbols(warm: Warm) -> tuple[Symbol, ...]:
    """The outline: the top-level keys, with the entries of the mappings and lists below them."""
    root = warm.document.root
    if root is None:
        return ()
    found = []
    for pair in root.pairs:
        inner = tuple(_entries(warm, pair.key.text, pair.value))
        whole = pair.key.span.to(pair.value.span)
        found.append(Symbol(pair.key.text, "key", "", whole, pair.key.span, inner))
    return tuple(found)


def _entries(warm: Warm, key: str, node: Node) -> Iterator[Symbol]:
    if isinstance(node, MappingNode):
        for pair in node.pairs:
            if pair.key.span.path == warm.path:
                detail = _kind(warm, pair.key.text) if key == "components" else ""
                category = {"components": "component", "groups": "group"}.get(key, "field")
                whole = pair.key.span.to(pair.value.span)
                yield Symbol(pair.key.text, category, detail, whole, pair.key.span)
    elif key == "flows" and isinstance(node, SequenceNode):
        for item in node.items:
            if item.span.path == warm.path:
                text = warm.lines[item.span.line - 1][item.span.column - 1 :].strip()
                yield Symbol(text, "flow", "", item.span, item.span)


def _kind(warm: Warm, name: str) -> str:
    architecture = warm.architecture
    component = architecture.components.get(name) if architecture is not None else None
    return KINDS[component.kind].name if component is not None and component.kind in KINDS else ""


def folds(warm: Warm) -> tuple[tuple[int, int], ...]:
    """The first and last line of everything that can be folded: mappings and lists of several lines."""
    found: dict[int, int] = {}

    def visit(node: Node, start: int) -> None:
        if node.span.path != warm.path:
            return
        if not isinstance(node, MappingNode | SequenceNode):
            return
        last = node.span.end_line - (node.span.end_column == 1)
        if last > start:
            found[start] = max(last, found.get(start, 0))
        for pair in node.pairs if isinstance(node, MappingNode) else ():
            visit(pair.value, pair.key.span.line)
        for item in node.items if isinstance(node, SequenceNode) else ():
            visit(item, item.span.line)

    if warm.document.root is not None:
        for pair in warm.document.root.pairs:
            visit(pair.value, pair.key.span.line)
    return tuple(sorted(found.items()))
