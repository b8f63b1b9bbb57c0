"""Edits of a spec that a person wrote: where they go in its text, and how they must look there.

Nothing is formatted anew. A new entry goes behind a neighbour and copies its indentation, its hyphen and its
way of being written (one to a line, or inside braces), so that a comment stays where it is and a diff shows
what was added. What is written so unusually that this cannot be told (an alias in place of a list, an
explicit `? key`) is left alone: the answer is None.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mlarch.diagnostics import Edit, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.language.syntax.text import split_lines
from mlarch.lazy import regex

__all__ = ["Edits", "Layout", "apply"]

Edits = tuple[Edit, ...]

_LINE_END = regex(r"\r\n|\n|\r")
_BOM = "\ufeff"
_HYPHEN = regex(r"( *)-( +)")
_PROPERTIES = regex(r"(?:[&!]\S*\s+)+")
_COMMENT = regex(r"(?:^|\s)#")
_AFTER = regex(r"[ \t]*(,)?[ \t]*(#.*)?")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made; they must not overlap. A byte-order mark is no part of the first line.

    Every character outside the edits stays what it was, line ends included. Raises `ValueError` for edits
    that overlap or lie outside the text.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    starts = [0, *(match.end() for match in _LINE_END.finditer(body))]
    parts: list[str] = []
    last = 0
    for start, end, new in sorted((*_offsets(edit.span, starts, body), edit.text) for edit in edits):
        if start < last:
            raise ValueError("edits overlap")
        parts += (body[last:start], new)
        last = end
    return mark + "".join(parts) + body[last:]


def _offsets(span: Span, starts: Sequence[int], text: str) -> tuple[int, int]:
    if not 1 <= span.line <= span.end_line <= len(starts):
        raise ValueError(f"there is no line {span.end_line} to edit")
    start = starts[span.line - 1] + span.column - 1
    end = starts[span.end_line - 1] + span.end_column - 1
    if not start <= end <= len(text):
        raise ValueError("an edit reaches beyond the text")
    return start, end


class Layout:
    """The text of one file of a spec with its nodes, and how to put something into it."""

    def __init__(self, text: str, path: str, root: MappingNode | None) -> None:
        self.path = path
        self.lines = split_lines(text.removeprefix(_BOM))
        first = _LINE_END.search(text)
        self.newline = first[0] if first else "\n"
        self._starts: dict[int, list[tuple[int, int]]] = {}  # by the id of a list below `root`
        self.root = root

    @classmethod
    def read(cls, text: str, path: str) -> Layout:
        """The layout of a text, whose mistakes are passed over."""
        from mlarch.language.syntax import reader  # PyYAML is loaded when something is read

        return cls(text, path, reader.mapping(text, path, Problems()))

    def get(self, *keys: str) -> Node | None:
        """The node under these keys, from the root down; None when there is none."""
        node: Node | None = self.root
        for key in keys:
            node = node.get(key) if isinstance(node, MappingNode) else None
        return node

    def inline(self, node: Node) -> bool:
        """Whether a list or mapping is written in brackets."""
        span = node.span
        rest = self.lines[span.line - 1][span.column - 1 :]
        properties = _PROPERTIES.match(rest)
        return rest[properties.end() if properties else 0 :][:1] in ("{", "[")

    def item_at(self, node: SequenceNode, span: Span) -> int | None:
        """The number of the item of a list in which `span` lies."""
        starts = self._starts.get(id(node))
        if starts is None:
            starts = self._starts[id(node)] = [(item.span.line, item.span.column) for item in node.items]
        index = bisect_right(starts, (span.line, span.column)) - 1
        if span.path != self.path or index < 0 or node.items[index].span.end_line < span.end_line:
            return None
        return index

    def pairs(self, node: MappingNode, after: str, new: Sequence[tuple[str, str]]) -> Edits | None:
        """Edits that put `key: value` pairs behind the pair `after` of a mapping."""
        anchor = next((pair for pair in node.pairs if pair.key.text == after), None)
        if anchor is None or not new or (isinstance(anchor.value, ScalarNode) and anchor.value.null):
            return None
        span = anchor.key.span.to(anchor.value.span)
        if not self._orderly(node, span):
            return None
        if self.inline(node):
            return self._in_brackets(node, span, [f"{key}: {value}" for key, value in new])
        before = self._before(span)
        if before.strip():
            return None
        column = self._aligned(anchor)
        texts = [f"{key}:{' ' * max(1, column - span.column - len(key) - 1)}{value}" for key, value in new]
        return self._behind(span, [before + text for text in texts])

    def items(self, node: SequenceNode, after: int, new: Sequence[str]) -> Edits | None:
        """Edits that put items behind item number `after` of a list; into an empty list when it is -1."""
        if not new:
            return None
        if not node.items:
            return self._into_empty(node, new)
        span = node.items[after].span
        if not self._orderly(node, span):
            return None
        if self.inline(node):
            return self._in_brackets(node, span, new)
        hyphen = _HYPHEN.fullmatch(self._before(span))
        if hyphen is None:
            return None
        return self._behind(span, [hyphen[0] + text for text in new])

    def items_before(self, node: SequenceNode, index: int, new: Sequence[str]) -> Edits | None:
        """Edits that put items on lines before item number `index` of a list, one to a line."""
        span = node.items[index].span
        hyphen = _HYPHEN.fullmatch(self._before(span))
        if hyphen is None or self.inline(node) or not self._orderly(node, span):
            return None
        text = "".join(f"{hyphen[0]}{item}{self.newline}" for item in new)
        return (Edit(Span(self.path, span.line, 1, span.line, 1), text),)

    def without_item(self, node: SequenceNode, index: int) -> Edits | None:
        """An edit that takes the lines of an item away; None when a comment stands on them."""
        span = node.items[index].span
        return self._cut(span) if len(node.items) > 1 and self._on_own_lines(node, span) else None

    def moved(self, node: SequenceNode, index: int, to: int) -> Edits | None:
        """Edits that move the lines of item `index`, comments included, before item `to` of a list."""
        span, goal = node.items[index].span, node.items[to].span
        if index == to or not all(self._on_own_lines(node, item) for item in (span, goal)):
            return None
        lines = self.lines[span.line - 1 : span.end_line]
        text = "".join(line + self.newline for line in lines)
        return (*self._lines_away(span), Edit(Span(self.path, goal.line, 1, goal.line, 1), text))

    def without_key(self, key: str) -> Edits | None:
        """An edit that takes the lines of a top-level key away; None when a comment stands on them."""
        pair = next((pair for pair in self.root.pairs if pair.key.text == key), None) if self.root else None
        if pair is None or self.root is None or len(self.root.pairs) < 2 or pair.key.span.column != 1:
            return None
        return None if self.inline(self.root) else self._cut(pair.key.span.to(pair.value.span))

    def without_pair(self, node: MappingNode, key: str) -> Edits | None:
        """Edits that take a pair of a mapping away; None where a comment or another pair would go with it."""
        index = next((n for n, pair in enumerate(node.pairs) if pair.key.text == key), None)
        if index is None or len(node.pairs) < 2:
            return None
        pair = node.pairs[index]
        span = pair.key.span.to(pair.value.span)
        if not self._orderly(node, span):
            return None
        if not self.inline(node):
            return None if self._before(span).strip() else self._cut(span)
        # Inside braces the comma goes too: the one before it, or behind the first pair.
        if index:
            before = node.pairs[index - 1]
            end = before.key.span.to(before.value.span)
            return (Edit(Span(self.path, end.end_line, end.end_column, span.end_line, span.end_column), ""),)
        after = node.pairs[1].key.span
        return (Edit(Span(self.path, span.line, span.column, after.line, after.column), ""),)

    def _cut(self, span: Span) -> Edits | None:
        """The lines of `span` taken away, unless a comment would go with them."""
        if any(_COMMENT.search(line) for line in self.lines[span.line - 1 : span.end_line]):
            return None
        return self._lines_away(span)

    def _lines_away(self, span: Span) -> Edits:
        """The lines of `span` taken away; of the last ones the line end before goes with them."""
        if span.end_line < len(self.lines):
            return (Edit(Span(self.path, span.line, 1, span.end_line + 1, 1), ""),)
        above = len(self.lines[span.line - 2]) + 1
        end = len(self.lines[span.end_line - 1]) + 1
        return (Edit(Span(self.path, span.line - 1, above, span.end_line, end), ""),)

    # ── how it is done ──────────────────────────────────────────────────────────────────────────────────

    def _before(self, span: Span) -> str:
        return self.lines[span.line - 1][: span.column - 1]

    def _orderly(self, node: Node, span: Span) -> bool:
        """Whether the entry stands inside its list or mapping, and not where an alias leads."""
        whole = node.span
        inside = (whole.line, whole.column) <= (span.line, span.column)
        ends = (span.end_line, span.end_column) <= (whole.end_line, whole.end_column)
        return inside and ends and span.path == self.path

    def _on_own_lines(self, node: SequenceNode, span: Span) -> bool:
        """Whether an item begins on its own line, behind a hyphen, and no other one shares its lines."""
        if self.inline(node) or not self._orderly(node, span):
            return False
        return _HYPHEN.fullmatch(self._before(span)) is not None

    def _aligned(self, anchor: Pair) -> int:
        """The column at which values begin, where they are lined up; 0 where they are not."""
        key, value = anchor.key.span, anchor.value.span
        lined_up = key.line == value.line and value.column - key.end_column > 2
        return value.column if lined_up else 0

    def _behind(self, span: Span, lines: Sequence[str]) -> Edits:
        """Whole lines behind the one on which `span` ends, comments there included."""
        end = self._end_of(span.end_line)
        return (Edit(end, "".join(self.newline + line for line in lines)),)

    def _end_of(self, line: int) -> Span:
        column = len(self.lines[line - 1]) + 1
        return Span(self.path, line, column, line, column)

    def _into_empty(self, node: SequenceNode, new: Sequence[str]) -> Edits | None:
        span = node.span
        if not self.inline(node) or span.line != span.end_line or span.end_column - span.column != 2:
            return None
        at = Span(self.path, span.line, span.column + 1, span.line, span.column + 1)
        return (Edit(at, ", ".join(new)),)

    def _in_brackets(self, node: Node, span: Span, new: Sequence[str]) -> Edits | None:
        """Entries inside brackets: on the same line, or on lines of their own where the others have them."""
        end = Span(self.path, span.end_line, span.end_column, span.end_line, span.end_column)
        indent = self._before(span)
        if indent.strip() or node.span.line == span.line:
            return (Edit(end, "".join(f", {text}" for text in new)),)
        rest = _AFTER.fullmatch(self.lines[span.end_line - 1], span.end_column - 1)
        if rest is None:  # the bracket closes on this line, or another entry follows
            return (Edit(end, "".join(f",{self.newline}{indent}{text}" for text in new)),)
        lines = [f"{self.newline}{indent}{text}" for text in new]
        if rest[1]:
            return (Edit(self._end_of(span.end_line), "".join(f"{line}," for line in lines)),)
        if not rest[2]:
            return (Edit(end, "".join(f",{line}" for line in lines)),)
        return (Edit(end, ","), Edit(self._end_of(span.end_line), ",".join(lines)))
