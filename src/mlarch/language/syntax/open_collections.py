"""Lists and mappings that are still open while a text is read, and what YAML wants of their contents."""

from __future__ import annotations

import re
from dataclasses import field
from typing import NamedTuple

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["Entry", "Frame", "Mark", "Part", "glued_pair"]


class Mark(NamedTuple):
    """A place: line and column from 1, and the offset in the text from 0."""

    line: int
    column: int
    offset: int


class Part(NamedTuple):
    """A finished node with the place at which it is used, which for an alias is not where its text is.

    `size` counts the nodes in it, `height` the levels of lists and mappings, both with aliases written out.
    """

    node: Node
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    size: int = 1
    height: int = 0
    alias: bool = False


class Entry(NamedTuple):
    """A key with its value as they stand in braces; `lone` when no colon follows the key."""

    key: Part
    value: Part
    lone: bool


@dataclass(slots=True)
class Frame:
    """A list or mapping that is not closed yet. `count` is the number of nodes before its contents."""

    start: Mark
    is_mapping: bool
    flow: bool
    anchor: str | None
    count: int
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    height: int = 0
    end: tuple[int, int] = (0, 0)
    _key: Part | None = None
    _own: dict[str, Pair] = field(default_factory=dict)
    _merge: Pair | None = None

    def take(self, part: Part, text: str, problems: Problems) -> None:
        """The next finished node inside: an item, a key, or the value of the last key."""
        self.end = (part.end_line, part.end_column)
        self.height = max(self.height, part.height)
        if not self.is_mapping:
            self.items.append(part.node)
        elif self._key is None:
            self._key = part
        else:
            key, self._key = self._key, None
            self._pair(key, part, text, problems)

    def _pair(self, key: Part, value: Part, text: str, problems: Problems) -> None:
        lone = self.flow and _is_lone(key, value, text)
        if self.flow:
            self.entries.append(Entry(key, value, lone))
        if lone:
            self._lone(key, value)
            return
        if not isinstance(key.node, ScalarNode):
            _report_key(key, problems)
        elif key.node.null:
            span = Span(key.node.span.path, key.line, key.column, key.end_line, key.end_column)
            _report_null_key(key.node.text, span, problems)
        elif key.node.text == "<<" and not key.node.quoted:
            self._merging(Pair(key.node, value.node), problems)
        else:
            self._own_pair(Pair(key.node, value.node), problems)

    def _lone(self, key: Part, value: Part) -> None:
        """A name without a colon; whoever reads the mapping knows what it can mean."""
        if isinstance(key.node, ScalarNode):
            glued = glued_pair(key.node)
            name = glued.key.text if glued is not None else f"{_MERGE}{len(self._own)}"
            self._own.setdefault(name, glued or Pair(key.node, value.node, lone=True))

    def _own_pair(self, pair: Pair, problems: Problems) -> None:
        first = self._own.setdefault(pair.key.text, pair)
        if first is not pair:
            line = first.key.span.line
            message = f"the key `{_short(pair.key.text)}` is already on line {line}"
            help_ = "YAML readers keep one of the two and drop the other: join them, or rename one."
            problems.add("duplicate-key", pair.key.span, message, help_)

    def _merging(self, pair: Pair, problems: Problems) -> None:
        if self._merge is not None:
            message = f"the key `<<` is already on line {self._merge.key.span.line}"
            problems.add(
                "duplicate-key", pair.key.span, message, "Merge several with a list: `<<: [*a, *b]`."
            )
            return
        self._merge = pair
        # Holds the place of what is merged; a real key may be called `<<` too, if it is quoted.
        self._own[_MERGE] = pair

    def pairs(self, problems: Problems) -> tuple[Pair, ...]:
        """The pairs of the finished mapping, in the order of the file, merged ones at the place of `<<`."""
        if self._merge is None:
            return tuple(self._own.values())
        merged: dict[str, Pair] = {}
        for source in _sources(self._merge, problems):
            for pair in source.pairs:
                if pair.key.text not in self._own:
                    merged.setdefault(pair.key.text, pair)
        found: list[Pair] = []
        for key, pair in self._own.items():
            if key is _MERGE:
                found.extend(merged.values())
            else:
                found.append(pair)
        return tuple(found)


# No key of a file equals it: control characters are refused before.
_MERGE = "\0<<"


_GLUED = regex(r"([A-Za-z_][\w-]*):(?!//)(\S.*)", re.DOTALL)


def glued_pair(node: ScalarNode) -> Pair | None:
    """The pair that `kind:client` means inside braces, where YAML takes it for one word."""
    match = None if node.quoted else _GLUED.fullmatch(node.text)
    if match is None or node.span.line != node.span.end_line:
        return None
    span = node.span
    colon = span.column + match.end(1)
    key = ScalarNode(match[1], Span(span.path, span.line, span.column, span.line, colon))
    value = ScalarNode(match[2], Span(span.path, span.line, colon + 1, span.line, span.end_column))
    return Pair(key, value)


def _report_null_key(text: str, span: Span, problems: Problems) -> None:
    if not text:
        problems.add("yaml-surprise", span, "a key is missing before the colon", "Write `key: value`.")
        return
    problems.left_out(span.path, (span.line,))
    message = f"`{text}` is how YAML writes nothing, and no key"
    fix = Fix("Quote it", (Edit(span, f'"{text}"'),)) if text != "~" else None
    help_ = f'Quote it if it is a name: `"{text}"`.' if fix else "Write a name before the colon."
    problems.add("yaml-surprise", span, message, help_, fix)


def _is_lone(key: Part, value: Part, text: str) -> bool:
    """Whether a key inside braces has no colon: then its empty value was made up by YAML."""
    node = value.node
    if (
        value.alias
        or not isinstance(node, ScalarNode)
        or node.text
        or node.quoted
        or value.start != value.end
    ):
        return False
    return not text[key.end : key.end + 1].startswith(":") and not text[
        key.end : value.start
    ].lstrip().startswith(":")


def _sources(merge: Pair, problems: Problems) -> list[MappingNode]:
    """The mappings that a merge key names, the strongest first."""
    value = merge.value
    found: list[MappingNode] = []
    for node in value.items if isinstance(value, SequenceNode) else (value,):
        if isinstance(node, MappingNode):
            found.append(node)
        elif not (isinstance(node, ScalarNode) and node.null):
            message = "`<<` merges a mapping, or a list of mappings, and this is neither"
            problems.add("bad-anchor", node.span, message, "Write `<<: *name` for a mapping marked `&name`.")
    return found


def _report_key(key: Part, problems: Problems) -> None:
    what = "a mapping" if isinstance(key.node, MappingNode) else "a list"
    span = Span(key.node.span.path, key.line, key.column, key.end_line, key.end_column)
    mark = "{" if isinstance(key.node, MappingNode) else "["
    help_ = f"If `{mark}` is part of a text (a template, say), quote the text."
    problems.add("yaml-surprise", span, f"a key is a word, and this one is {what}", help_)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
