"""The canonical form of a spec: sections and the fields of components in order, flows spelt alike, short.

Comments and blank lines stay where they are, with the section or field that they stand above. Nothing else is
laid out anew: how a person breaks lines and lines up values says something. What comes out means the same,
which is checked: a step that would change the model is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mlarch.diagnostics import Edit, Finding
from mlarch.language.decode.fields import COMPONENT
from mlarch.language.decode.ids import is_own
from mlarch.language.document import Document
from mlarch.language.syntax.ambiguous_scalars import looks_like
from mlarch.language.syntax.arrows import parse, render, split_payload
from mlarch.language.syntax.lookalikes import BLOCK_TEXT
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.lazy import regex

__all__ = ["ORDER", "canonical"]

ORDER = (
    *("mlarch", "name", "summary", "stage", "extends", "partial"),
    *("requirements", "task", "data", "models", "evaluation"),
    *("components", "flows", "release", "monitoring"),
    *("groups", "scenarios", "views", "direction", "layout", "ignore"),
)
"""The sections of a spec in the order in which it is read: the brief, the drawing, what is said about it."""

_FIELDS = {field.name: place for place, field in enumerate(COMPONENT.fields)}
_SPELLINGS = frozenset({"spelling", "yaml-surprise", "yaml-syntax"})
_ROUNDS = 100

# Words that are the same text with quotes and without.
_PLAIN = regex(r"[A-Za-z][A-Za-z0-9]*(?:[ _.-][A-Za-z0-9]+)*")
_ANCHORED = regex(r"(?m)(?:^|\s)[&*][\w-]+")  # an anchor must stand before its aliases: nothing is moved


def canonical(document: Document) -> Document:
    """The document in canonical form. Raises `SpecError` when it holds errors.

    Its model is equal to that of `document`, and it is its own canonical form.
    """
    document.checked()
    for step in (_respelled, _flows, _short_forms, _unquoted, _fields, _ordered, _spaced):
        document = _kept(document, step)
    return document


def _kept(document: Document, step: Callable[[Document], Document]) -> Document:
    """The document after a step, if it still says the same."""
    after = step(document)
    if after.text == document.text:
        return document
    same = not after.errors and after.architecture == document.architecture
    return after if same else document


def _respelled(document: Document) -> Document:
    """Everything that was understood though it is unusual, written as its safe fixes write it."""
    for _ in range(_ROUNDS):
        found = next(filter(_is_spelling, document.problems), None)
        if found is None or found.fix is None:
            break
        after = document.edit(found.fix.edits)
        if after.text == document.text:
            break
        document = after
    return document


def _is_spelling(finding: Finding) -> bool:
    return finding.name in _SPELLINGS and finding.fix is not None and finding.fix.safe


def _flows(document: Document) -> Document:
    """One space on either side of each arrow and each `&`."""
    flows = document.node("flows")
    edits = [edit for node in _lines(flows) for edit in _respaced(node, document)]
    return document.edit(edits)


def _lines(flows: Node | None) -> Iterator[ScalarNode]:
    for item in flows.items if isinstance(flows, SequenceNode) else ():
        if isinstance(item, ScalarNode):
            yield item
        elif isinstance(item, MappingNode) and len(item.pairs) == 1:
            yield item.pairs[0].key


def _respaced(node: ScalarNode, document: Document) -> Iterator[Edit]:
    text, _ = split_payload(node.text)
    ids = document.architecture.components if document.architecture is not None else ()
    chain = parse(text, tuple(ids)).chain
    better = render(chain) if chain is not None else None
    if chain is None or better is None or better == text[chain.start : chain.end] or node.quoted:
        return
    span = node.span
    if span.line == span.end_line and span.end_column - span.column == len(node.text):
        first, last = span.column + chain.start, span.column + chain.end
        place = type(span)(span.path, span.line, first, span.line, last)
        yield Edit(place, better)


def _short_forms(document: Document) -> Document:
    """`lb: {kind: load balancer}` as `lb: load balancer`, and a group's `{members: [...]}` as the list."""
    edits: list[Edit] = []
    for section, field in (("components", "kind"), ("groups", "members")):
        node = document.node(section)
        for pair in node.pairs if isinstance(node, MappingNode) else ():
            value = pair.value
            if not isinstance(value, MappingNode) or len(value.pairs) != 1:
                continue
            inner = value.get(field)
            flat = value.span.line == value.span.end_line == pair.key.span.line
            if inner is not None and flat and value.span.path == document.path:
                edits.append(Edit(value.span, _written(document, inner)))
    return document.edit(edits)


def _written(document: Document, node: Node) -> str:
    span = node.span
    return document.layout.lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _unquoted(document: Document) -> Document:
    """Quotes taken off words that need none."""
    return document.edit(Edit(node.span, node.text) for node in _needlessly_quoted(document.root, document))


def _needlessly_quoted(node: Node | None, document: Document) -> Iterator[ScalarNode]:
    if isinstance(node, MappingNode):
        for pair in node.pairs:
            yield from _needlessly_quoted(pair.key, document)
            yield from _needlessly_quoted(pair.value, document)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _needlessly_quoted(item, document)
    elif node is not None and node.quoted and _PLAIN.fullmatch(node.text):
        plain = ScalarNode(node.text, node.span)
        quoted = _written(document, node) in (f'"{node.text}"', f"'{node.text}'")
        if quoted and looks_like(plain) is None and node.text.lower() not in ("null", "none"):
            yield node


def _fields(document: Document) -> Document:
    """The fields of each component in the order of the reference, each with the comment above it."""
    components = document.node("components")
    if not isinstance(components, MappingNode) or _ANCHORED.search(document.text):
        return document
    edits: list[Edit] = []
    for pair in components.pairs:
        value = pair.value
        if isinstance(value, MappingNode) and value.span.path == document.path:
            edits += (
                _in_brackets(document, value) if document.layout.inline(value) else _in_lines(document, value)
            )
    return document.edit(edits)


def _rank_of_fields(node: MappingNode) -> list[int]:
    """The places of a component's fields in that order; one of the author's stays behind the last."""
    ranks: list[int] = []
    for pair in node.pairs:
        known = _FIELDS.get(pair.key.text)
        ranks.append(known if known is not None else ranks[-1] if ranks else -1)
    return ranks


def _sorted_by(ranks: list[int], texts: list[str]) -> list[str]:
    return [texts[at] for at in sorted(range(len(texts)), key=ranks.__getitem__)]


def _in_brackets(document: Document, node: MappingNode) -> Iterator[Edit]:
    """The pairs of `{...}` on one line change places, and what stands between them stays."""
    if node.span.line != node.span.end_line or any(pair.lone for pair in node.pairs):
        return
    line, kind = document.layout.lines[node.span.line - 1], type(node.span)
    places = [(pair.key.span.column, pair.value.span.end_column) for pair in node.pairs]
    texts = [line[first - 1 : last - 1] for first, last in places]
    for (first, last), old, new in zip(places, texts, _sorted_by(_rank_of_fields(node), texts), strict=True):
        if old != new:
            yield Edit(kind(document.path, node.span.line, first, node.span.line, last), new)


def _in_lines(document: Document, node: MappingNode) -> Iterator[Edit]:
    """Fields on lines of their own move with the comments above them."""
    lines = document.layout.lines
    starts = [_start(lines, pair.key.span.line - 1, pair.key.span.column - 1) for pair in node.pairs]
    end = node.pairs[-1].value.span.end_line if node.pairs else 0
    if not starts or starts != sorted(set(starts)) or any(lines[at].lstrip()[:1] == "-" for at in starts):
        return
    texts = ["\n".join(lines[at:to]) for at, to in zip(starts, [*starts[1:], end], strict=True)]
    better = _sorted_by(_rank_of_fields(node), texts)
    if better != texts:
        place = type(node.span)(document.path, starts[0] + 1, 1, end, len(lines[end - 1]) + 1)
        yield Edit(place, document.layout.newline.join("\n".join(better).split("\n")))


def _ordered(document: Document) -> Document:
    """The sections in canonical order, each with the comment above it and the blank lines below it."""
    root = document.root
    if root is None or document.layout.inline(root) or _ANCHORED.search(document.text):
        return document
    lines, newline = [*document.layout.lines], document.layout.newline
    while lines and not lines[-1].strip():
        lines.pop()
    starts = [_start(lines, pair.key.span.line - 1) for pair in root.pairs]
    if any(pair.key.span.column != 1 for pair in root.pairs) or starts != sorted(set(starts)):
        return document
    head = _header(lines, starts[0])
    starts[0] = head
    chunks: list[tuple[int, list[str]]] = []
    for pair, first, last in zip(root.pairs, starts, [*starts[1:], len(lines)], strict=True):
        name = pair.key.text
        rank = chunks[-1][0] if is_own(name) and chunks else _rank(name)
        chunks.append((rank, lines[first:last]))
    ranked = sorted(chunks, key=lambda chunk: chunk[0])
    if ranked == chunks:
        return document
    body: list[str] = []
    for _, chunk in ranked:
        kept = [*chunk]
        while kept and not kept[-1].strip():
            kept.pop()
        body += [*kept, *([""] if len(chunk) > len(kept) else [])]
    text = newline.join([*lines[:head], *body])
    mark = "\ufeff" if document.text.startswith("\ufeff") else ""
    return Document.read(mark + text.rstrip() + newline, document.path)


def _rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _start(lines: Sequence[str], line: int, indent: int = 0) -> int:
    """The first line of a section or a field: that of the comment right above its key and as far in."""
    while line > 0 and lines[line - 1].startswith(" " * indent + "#"):
        line -= 1
    return line


def _header(lines: list[str], first: int) -> int:
    """Where the first section begins: a line for editors stays at the top of the file."""
    while first < len(lines) and lines[first].startswith("# yaml-language-server:"):
        first += 1
    return first


def _spaced(document: Document) -> Document:
    """No blanks at the ends of lines, one blank line at most, one line end at the end of the file."""
    kept: list[str] = []
    depth: int | None = None
    for line in document.layout.lines:
        indent = len(line) - len(line.lstrip())
        if depth is not None and (not line.strip() or indent > depth):
            kept.append(line)  # a text below `|` or `>`: its blanks are its own
            continue
        depth = indent if BLOCK_TEXT.search(line) else None
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line.rstrip())
    while kept and not kept[-1].strip():
        kept.pop()
    newline = document.layout.newline
    mark = "\ufeff" if document.text.startswith("\ufeff") else ""
    return Document.read(mark + newline.join([*kept, ""]), document.path)
