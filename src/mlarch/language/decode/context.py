"""What every decoder needs at hand: where to report, the sources, and the names that may be referred to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from mlarch.diagnostics import Edit, Fix, Severity, Span
from mlarch.language.decode.ids import Ids, is_own
from mlarch.language.names import canonical, one_of, shown, slip_of
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from mlarch.language.syntax.source_map import SourceMap
from mlarch.model import Flow
from mlarch.records import dataclass
from mlarch.text import nearest

__all__ = ["Context", "describe", "is_null", "spelled"]

# Looking for near names costs time in proportion to the names there are; a file with more mistakes than this
# gets its further ones without a suggestion.
_SUGGESTIONS = 300

# Near names that are compared before one of them is taken for sure.
_LOOK_AT = 3

# Mistakes that may only seem to be some, because of lines that were left out.
_ABSENT = frozenset({"missing-key", "unknown-component", "bad-scenario", "bad-view"})


@dataclass(slots=True)
class _Spelling:
    """The first of those that were understood though not in the canonical form, and edits for all."""

    span: Span
    message: str
    help: str
    count: int = 0
    edits: list[Edit] = field(default_factory=list)


class Context:
    """Shared by the decoders of one spec.

    `sources` are the texts of the files. `flows` are there once they are decoded; `unreadable_flows` tells
    that some could not be read, and `references` holds the places at which each component or group is named.
    """

    def __init__(self, sources: Mapping[str, str], problems: Problems) -> None:
        self.problems = problems
        self.sources = tuple(sources.values())
        self.source_map = SourceMap(sources)
        self.ids = Ids(None, None)
        self.unreadable_flows = False
        self.flows: tuple[Flow, ...] = ()
        self.references: dict[str, list[Span]] = {}
        self._left = _SUGGESTIONS
        self._spellings: dict[tuple[str, str], _Spelling] = {}

    def declare(self, components: Node | None, groups: Node | None) -> None:
        """Take note of every id of the spec, before anything refers to one."""
        self.ids = Ids(components, groups)
        for name, span in (*self.ids.groups.items(), *self.ids.components.items()):
            self.refer(name, span)

    def add(
        self,
        key: str,
        span: Span,
        message: str,
        help: str = "",  # noqa: A002
        fix: Fix | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report a mistake. Line breaks and control characters of the spec do not reach the message.

        Nothing is missing for sure in a file of which lines could not be read.
        """
        if key in _ABSENT and self.problems.incomplete:
            return
        self.problems.add(key, span, _printable(message), _printable(help), fix, severity)

    def understood(self, kind: str, span: Span, message: str, help: str, edits: Sequence[Edit] = ()) -> None:  # noqa: A002
        """Note something that is read although it is not in the canonical spelling; `edits` write it so.

        One finding stands for all of a `kind` in a file: `message` is that of the first.
        """
        found = self._spellings.setdefault((kind, span.path), _Spelling(span, message, help))
        found.count += 1
        found.edits += edits

    def report_spellings(self) -> None:
        """Add the findings about what was understood."""
        for found in self._spellings.values():
            more = f", and {found.count - 1} more like it" if found.count > 1 else ""
            fix = Fix("Write the canonical form", tuple(found.edits), safe=True) if found.edits else None
            self.add("spelling", found.span, found.message + more, found.help, fix, Severity.INFO)
        self._spellings.clear()

    def suggest(self, name: str, known: Iterable[str], limit: int = 1) -> tuple[str, ...]:
        """The nearest of `known` to `name`, best first; empty once too many mistakes were made."""
        if self._left <= 0:
            return ()
        self._left -= 1
        return nearest(name, known, most=limit)

    def wrong(self, node: Node, expected: str, help: str = "") -> None:  # noqa: A002
        """Report that something else than `expected` stands at `node`."""
        self.add("wrong-type", node.span, f"expected {expected}, found {describe(node)}", help)

    def component(self, name: str, span: Span, role: str = "component") -> str | None:
        """The id of the component that `name` means; else report it, with the nearest id as a fix."""
        found = self.ids.component(name)
        if found is not None:
            return self.refer(found, span)
        if self.ids.removal(name, span.path):
            return None
        self.unknown("unknown-component", role, canonical(name), span, self.ids.components)
        return None

    def member(self, name: str, span: Span) -> str | None:
        """The id of the component or group that `name` means; else report it."""
        found = self.ids.find(name)
        if found is not None:
            return self.refer(found, span)
        if self.ids.removal(name, span.path):
            return None
        known = (*self.ids.components, *self.ids.groups)
        self.unknown("unknown-component", "component or group", canonical(name), span, known)
        return None

    def refer(self, name: str, span: Span) -> str:
        """Note that the component or group `name` is named at `span`; gives the name back."""
        self.references.setdefault(name, []).append(span)
        return name

    def unknown(self, key: str, role: str, name: str, span: Span, known: Iterable[str]) -> None:
        """Report a reference to nothing: `no component `x`; did you mean `y`?`."""
        names = tuple(known)
        called = f"there is no {role} `{shown(name)}`"
        removal = self.ids.removal(name)
        if removal is not None:
            place = removal.node.span
            self.add(key, span, f"{called}: {place.path} removes it, on line {place.line}")
            return
        near = self.suggest(name, names, _LOOK_AT)
        if not near:
            help_ = f"Known here: {one_of(names)}." if names else f"This spec defines no {role}."
            if is_own(name):
                help_ = "Keys that begin with `x-` are your own and define nothing."
            self.add(key, span, called, help_)
            return
        self.add(key, span, f"{called}; did you mean `{near[0]}`?", fix=spelled(name, near, span))


def spelled(name: str, near: Sequence[str], span: Span) -> Fix | None:
    """The fix that writes the nearest name: safe where `name` is a slip of the pen, and of that name only."""
    if not near:
        return None
    safe = slip_of(name, near) == near[0]
    return Fix(f"Write `{near[0]}`", (Edit(span, near[0]),), safe=safe)


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else " " if char.isspace() else ascii(char)[1:-1] for char in text
    )


def is_null(node: Node | None) -> bool:
    """Whether nothing is stated: no node, or `null`."""
    return node is None or (isinstance(node, ScalarNode) and node.null)


def describe(node: Node) -> str:
    """What a node is, for messages."""
    if isinstance(node, MappingNode):
        return "a mapping" if node.pairs else "an empty mapping"
    if isinstance(node, SequenceNode):
        return "a list" if node.items else "an empty list"
    if node.null:
        return "nothing"
    return f"`{shown(node.text)}`"
