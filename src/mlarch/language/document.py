"""One spec as it is being written: its text, its nodes with their places, its mistakes, and the model so far.

Reading never fails here: what cannot be read is named in `problems`, and costs no more than itself. Editors,
previews, fixes and the formatter work on documents; `mlarch.language.read` wants a spec without errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from mlarch.diagnostics import Edit, Finding, Severity, Span, SpecError
from mlarch.frozen import FrozenMap
from mlarch.language import extends
from mlarch.language.decode.architecture import decode
from mlarch.language.overrides import overlay
from mlarch.language.problems import Problems
from mlarch.language.syntax.ambiguous_scalars import looks_like, quoted
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.model import Architecture
from mlarch.records import dataclass

if TYPE_CHECKING:
    from mlarch.language.edit import Edits, Layout

__all__ = ["Document", "Place"]

Keys = tuple[str | int, ...]
"""A way down from the root: keys of mappings and, from 0, numbers of items."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at one place of a text: the innermost `node`, and the `keys` that lead to it.

    With `on_key` the place is on the last of the keys itself, and `node` is that key.
    """

    keys: Keys
    node: Node
    on_key: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """A spec as text, and what could be made of it. Immutable: an edit makes another document.

    `root` holds the nodes of this file alone, `problems` every mistake in it and in what it extends, in the
    order of the files. `architecture` is the model, which is partial when there are errors among the
    problems, and None when not one component could be read. `sources` maps each file that was read to its
    text. `references` holds the places at which each component or group is named, those of its own key first.
    """

    path: str
    text: str
    root: MappingNode | None
    architecture: Architecture | None
    problems: tuple[Finding, ...]
    sources: Mapping[str, str] = field(default_factory=FrozenMap)
    references: Mapping[str, tuple[Span, ...]] = field(default_factory=FrozenMap)

    @classmethod
    def read(cls, text: str, path: str = "<text>", values: Mapping[str, str] | None = None) -> Document:
        """Make a document of `text`. `path` is what findings call it, and where `extends` and icons start.
        `values` replace single fields of the model (see `mlarch.language.overrides`).

        Reads the files that the spec extends; raises nothing, unless `values` name what is not there.
        """
        problems = Problems()
        own, whole, removals = extends.load(text, path, problems)
        if values and whole is not None:
            whole = overlay(whole, values, problems)
        references: dict[str, list[Span]] = {}
        architecture = None
        if whole is not None:
            architecture = decode(whole, path, problems.sources, problems, references, removals)
        return cls(
            path=path,
            text=text,
            root=own,
            architecture=architecture,
            problems=tuple(sorted(problems.findings, key=lambda finding: finding.sort_key)),
            sources=FrozenMap(problems.sources),
            references=FrozenMap({name: tuple(dict.fromkeys(spans)) for name, spans in references.items()}),
        )

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The problems that keep the spec from being reviewed."""
        return tuple(finding for finding in self.problems if finding.severity is Severity.ERROR)

    def checked(self) -> Architecture:
        """The model, when nothing is wrong with the spec. Raises `SpecError` with every problem otherwise."""
        if self.errors or self.architecture is None:
            raise SpecError(self.problems, dict(self.sources))
        return self.architecture

    def node_at(self, line: int, column: int) -> Place | None:
        """What stands at a place of this file; None outside of all nodes. Lines and columns count from 1."""
        node: Node | None = self.root
        if node is None or not node.span.holds(line, column):
            return None
        keys: list[str | int] = []
        while True:
            inner: Node | None = None
            if isinstance(node, MappingNode):
                for pair in node.pairs:
                    if pair.key.span.holds(line, column):
                        return Place((*keys, pair.key.text), pair.key, on_key=True)
                    if pair.value.span.holds(line, column) and pair.value.span.path == self.path:
                        keys.append(pair.key.text)
                        inner = pair.value
                        break
            elif isinstance(node, SequenceNode):
                for index, item in enumerate(node.items):
                    if item.span.holds(line, column):
                        keys.append(index)
                        inner = item
                        break
            if inner is None:
                return Place(tuple(keys), node)
            node = inner

    def node(self, *keys: str | int) -> Node | None:
        """The node of this file under `keys`; None when there is none."""
        node: Node | None = self.root
        for key in keys:
            if isinstance(node, MappingNode) and isinstance(key, str):
                node = node.get(key)
            elif isinstance(node, SequenceNode) and isinstance(key, int) and -1 < key < len(node.items):
                node = node.items[key]
            else:
                return None
        return node

    # ── edits: comments and layout are kept; None means that the text is written too unusually for it ──

    @cached_property
    def layout(self) -> Layout:
        """The text of the file with its nodes, which edits are planned with."""
        from mlarch.language.edit import Layout  # only now: most documents are read and not changed

        return Layout(self.text, self.path, self.root)

    def edit(self, edits: Iterable[Edit]) -> Document:
        """The document after the edits, read anew. Edits of other files are left to who holds them.

        Raises `ValueError` for edits that overlap or lie outside the text.
        """
        from mlarch.language.edit import apply

        mine = [edit for edit in edits if edit.span.path == self.path]
        return Document.read(apply(self.text, mine), self.path)

    def insert(self, keys: Keys, *new: str | tuple[str, str], after: str | int | None = None) -> Edits | None:
        """Edits that put entries into the list or mapping at `keys`.

        New items are texts, new pairs are tuples of key and value, all written as YAML. They go behind the
        item number or key `after`, or to the end.
        """
        node = self.node(*keys)
        if isinstance(node, SequenceNode):
            index = len(node.items) - 1 if after is None else int(after)
            return self.layout.items(node, index, [text for text in new if isinstance(text, str)])
        if isinstance(node, MappingNode) and node.pairs:
            anchor = node.pairs[-1].key.text if after is None else str(after)
            return self.layout.pairs(node, anchor, [pair for pair in new if not isinstance(pair, str)])
        return None

    def replace(self, keys: Keys, text: str) -> Edits | None:
        """The edit that writes `text`, as YAML, in place of the value at `keys`."""
        node = self.node(*keys)
        if node is None or node.span.path != self.path:
            return None
        return (Edit(node.span, text),)

    def remove(self, keys: Keys) -> Edits | None:
        """Edits that take away the item or pair at `keys`; None where a comment would go with it."""
        parent = self.node(*keys[:-1])
        if isinstance(parent, MappingNode) and parent.get(str(keys[-1])) is not None:
            return self.layout.without_pair(parent, str(keys[-1]))
        if isinstance(parent, SequenceNode) and self.node(*keys) is not None:
            return self.layout.without_item(parent, int(keys[-1]))
        return None

    def rename(self, old: str, new: str) -> Edits | None:
        """Edits that call the component or group `old` by the id `new`, wherever the spec names it.

        They may lie in files that the spec extends, too. None when `old` is named nowhere, `new` is taken, or
        a place of `old` is written in another way than it reads (with escapes, say).
        """
        places = self.references.get(old, ())
        if not places or new in self.references:
            return None
        edits = [self._renamed(span, old, new) for span in places]
        return None if None in edits else tuple(edit for edit in edits if edit is not None)

    def _renamed(self, span: Span, old: str, new: str) -> Edit | None:
        from mlarch.language.edit import Layout

        lines = Layout(self.sources.get(span.path, ""), span.path, None).lines
        if span.line != span.end_line or span.line > len(lines):
            return None
        written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        plain = ScalarNode(new, span)
        text = quoted(new) if looks_like(plain) or new.startswith("- ") else new
        if written == old:
            return Edit(span, text)
        return Edit(span, quoted(new)) if written in (f'"{old}"', f"'{old}'") else None
