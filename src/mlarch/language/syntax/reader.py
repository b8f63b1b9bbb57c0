"""YAML text to nodes, one event at a time, within bounds and with a place for everything.

PyYAML's C parser (or its Python one, where there is no other) only cuts the text into events. Nodes are made
here with a stack of our own, so neither depth nor size can exhaust anything; nothing is resolved, constructed
or executed. What YAML leaves open is decided thus:

- **Duplicate keys** are errors; the first one counts from there on.
- **Anchors and aliases**: an alias *is* the anchored node, so findings about it point at the anchored text.
  An alias inside its own anchor, or to an anchor that does not stand before it, is an error.
- **Merge keys** (`<<: *base`, or a list of aliases): pairs are put in at the place of `<<`; own keys win over
  merged ones, and earlier mappings over later ones. Merging is not deep.
- **Tags** (`!!binary`, `!custom`) are errors and have no effect.
- **Keys** are scalars, and not empty.
- **One document** to a file.
- **A name alone inside `{}`** (`{name: a, b}` makes a key `b` without a value) is an error: quote the comma.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from mlarch.diagnostics import Span
from mlarch.language.problems import Problems
from mlarch.language.syntax import braces, no_spec
from mlarch.language.syntax.bounds import MAX_DEPTH, MAX_NODES, MAX_SCALAR, scaled
from mlarch.language.syntax.lookalikes import as_yaml
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.language.syntax.open_collections import Frame, Mark, Part
from mlarch.language.syntax.scalars import scalar_span
from mlarch.language.syntax.text import FORBIDDEN, accept, describe, split_lines

__all__ = ["mapping", "parse"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


# So many syntax errors of one text are looked for, and only in texts of at most so many characters: each
# costs another reading of the whole.
_TRIES = 20
_RECOVERABLE = 500_000


class _StopReading(Exception):  # noqa: N818
    """What follows cannot be read; the reason was reported."""


def parse(text: str, path: str, problems: Problems) -> Node | None:
    """The node of a YAML text. Every mistake goes to `problems`; None when nothing could be made of the text.

    `path` is what the spans of the nodes call the file. A syntax error costs its line and what is indented
    below it: the rest is read, and `problems` notes which lines were left out. Raises nothing.
    """
    accepted = accept(text, path, problems)
    if accepted is None:
        return None
    accepted = as_yaml(accepted, path, problems)
    lines, tried = None, 0
    while True:
        found = Problems()
        builder = _Builder(accepted, path, found)
        error = _build(builder, accepted, path)
        if error is None:
            break
        from mlarch.language.syntax import errors  # only now: most texts are YAML
        from mlarch.language.syntax.recovery import recover

        lines = split_lines(accepted) if lines is None else lines
        answer = errors.diagnose(error, lines)
        errors.report(answer, path, problems)
        tried += 1
        recovered = recover(lines, answer) if tried < _TRIES and len(accepted) <= _RECOVERABLE else None
        if recovered is None:
            problems.left_out(path, range(1, len(lines) + 1))
            return None
        lines = recovered.lines
        accepted = "\n".join(lines)
        problems.mended(path, (number + 1 for number in recovered.mended))
        problems.left_out(path, (number + 1 for number in recovered.lost))
    problems.extend(found)
    if builder.root is None and not found and not tried:
        no_spec.report_empty(path, problems)
    return builder.root


def _build(builder: _Builder, text: str, path: str) -> yaml.MarkedYAMLError | None:
    """Feed a text to the builder; the error at which the parser stopped, if it can be gone on from."""
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _StopReading:
        pass
    except yaml.MarkedYAMLError as error:
        return error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Whatever else a parser objects to, such as an escape beyond Unicode in the Python one.
        message = f"this is not valid YAML: {error}".splitlines()[0]
        builder.problems.add("yaml-syntax", Span(path, 1, 1, 1, 1), message)
        builder.root = None
    return None


def mapping(text: str, path: str, problems: Problems) -> MappingNode | None:
    """The mapping that a whole spec is; None, and findings, when the text is something else."""
    if no_spec.report_notation(text, path, problems):
        return None
    node = parse(text, path, problems)
    if node is None or isinstance(node, MappingNode):
        return node
    no_spec.report_no_mapping(node, problems)
    return None


class _Builder:
    """Makes nodes of events. `root` is the finished node of the document; mistakes go to `problems`."""

    def __init__(self, text: str, path: str, problems: Problems) -> None:
        self.root: Node | None = None
        self._text = text
        self._path = path
        self.problems = problems
        self._stack: list[Frame] = []
        self._anchors: dict[str, Part] = {}
        self._open: dict[str, int] = {}
        self._count, self._most = 0, scaled(MAX_NODES)
        self._documents = 0

    def take(self, event: Any) -> None:
        """Go on by one event. Raises `_StopReading` past a bound, and at a second document."""
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._end(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                help_ = "Put each spec into a file of its own; `extends: other.yaml` starts one from another."
                self._add(
                    "yaml-syntax", event, "a second document begins here, and a file holds one spec", help_
                )
                raise _StopReading

    def _scalar(self, event: Any) -> None:
        self._grow(event, 1)
        text = event.value
        if len(text) > MAX_SCALAR:
            self._stop(event, f"this text is longer than {MAX_SCALAR} characters")
        span, start = scalar_span(event, self._text, self._path)
        quoted = bool(event.style)
        node = ScalarNode(text, span, quoted, not quoted and text in _NULLS)
        if event.tag is not None:
            self._tag(event)
        if event.style == '"':
            self._check_escapes(node)
        elif not quoted and span.line != span.end_line:
            from mlarch.language.syntax import errors

            errors.report_joined(span, self._text[start : event.end_mark.index], self.problems)
        part = Part(node, span.line, span.column, span.end_line, span.end_column, start, event.end_mark.index)
        self._anchor(event, part)
        self._place(part)

    def _begin(self, event: Any) -> None:
        self._grow(event, 1)
        if len(self._stack) >= MAX_DEPTH:
            self._stop(event, f"lists and mappings nest more than {MAX_DEPTH} levels deep here")
        if event.tag is not None:
            self._tag(event)
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1, event.start_mark.index)
        is_mapping = isinstance(event, MappingStartEvent)
        self._stack.append(Frame(mark, is_mapping, bool(event.flow_style), event.anchor, self._count))
        if event.anchor is not None:
            self._open[event.anchor] = self._open.get(event.anchor, 0) + 1

    def _end(self, event: Any) -> None:
        frame = self._stack.pop()
        if frame.flow:
            line, column = event.end_mark.line + 1, event.end_mark.column + 1
        else:
            line, column = frame.end
        start = frame.start
        span = Span(self._path, start.line, start.column, line, column)
        node: Node
        if frame.is_mapping:
            if frame.flow:
                braces.report_lone_keys(frame, self._text, self._path, self.problems)
            node = MappingNode(frame.pairs(self.problems), span)
        else:
            node = SequenceNode(tuple(frame.items), span)
        size, height = self._count - frame.count + 1, frame.height + 1
        part = Part(
            node, start.line, start.column, line, column, start.offset, event.end_mark.index, size, height
        )
        if frame.anchor is not None:
            self._open[frame.anchor] -= 1
            self._anchors[frame.anchor] = part
        self._place(part)

    def _alias(self, event: Any) -> None:
        name = event.anchor
        span = self._span(event)
        known = None if self._open.get(name) else self._anchors.get(name)
        if known is None:
            self._grow(event, 1)
            if self._open.get(name):
                self.problems.add(
                    "bad-anchor", span, f"`*{name}` is inside what `&{name}` names: it has no end"
                )
            else:
                help_ = f'`*` begins an alias. If it is part of a text, quote the text: `"*{name}"`.'
                self.problems.add("bad-anchor", span, f"there is no `&{name}` before this `*{name}`", help_)
            node: Node = ScalarNode("", span, null=True)
            size, height = 1, 0
        else:
            node, size, height = known.node, known.size, known.height
            self._grow(event, size)
            if len(self._stack) + height > MAX_DEPTH:
                self._stop(
                    event, f"with its aliases written out, this nests more than {MAX_DEPTH} levels deep"
                )
        start, end = event.start_mark.index, event.end_mark.index
        self._place(
            Part(
                node,
                span.line,
                span.column,
                span.end_line,
                span.end_column,
                start,
                end,
                size,
                height,
                alias=True,
            )
        )

    def _place(self, part: Part) -> None:
        """Put a finished node where it belongs: into the innermost open list or mapping, or at the root."""
        if self._stack:
            self._stack[-1].take(part, self._text, self.problems)
        elif self.root is None:
            self.root = part.node

    def _anchor(self, event: Any, part: Part) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = part

    def _grow(self, event: Any, count: int) -> None:
        self._count += count
        if self._count > self._most:
            aliases = " with its aliases written out" if isinstance(event, AliasEvent) else ""
            self._stop(event, f"the file holds more than {self._most} values{aliases}")

    def _stop(self, event: Any, message: str) -> None:
        self._add("too-large", event, message, "No real spec is so large; the rest of the file was not read.")
        self.root = None
        raise _StopReading

    def _tag(self, event: Any) -> None:
        shown = event.tag.replace("tag:yaml.org,2002:", "!!")
        start = event.start_mark
        span = Span(self._path, start.line + 1, start.column + 1, start.line + 1, start.column + 2)
        message = f"YAML tags such as `{shown}` are not part of the language"
        help_ = "Remove the tag; if `!` is part of a text, quote the text."
        self.problems.add("yaml-surprise", span, message, help_)

    def _check_escapes(self, node: ScalarNode) -> None:
        match = FORBIDDEN.search(node.text)
        if match is not None:
            message = f"this text contains {describe(match[0])}, written as an escape, which nothing can show"
            self.problems.add("yaml-surprise", node.span, message, "Remove the escape.")

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self._path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _add(self, name: str, event: Any, message: str, help_: str) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.problems.add(name, Span(self._path, line, column, line, column + 1), message, help_)
