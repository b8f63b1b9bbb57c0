"""What every decoder needs at hand: where to report, the sources, and the names that may be referred to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from mlarch.catalog import find_kind
from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.names import ID, fold, nearest, one_of, shown, slip_of, suggest_id
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.language.syntax.source_map import SourceMap
from mlarch.model import Flow

__all__ = ["Context", "describe", "is_null", "own_key", "spelled"]

# Looking for near names costs time in proportion to the names there are; a file with more mistakes than this
# gets its further ones without a suggestion.
_SUGGESTIONS = 300

# Near names that are compared before one of them is taken for sure.
_LOOK_AT = 3


# Mistakes that may only seem to be some, because of lines that were left out.
_ABSENT = frozenset({"missing-key", "unknown-component", "bad-scenario", "bad-view"})


class Context:
    """Shared by the decoders of one spec. Ids are known before anything else: order never matters."""

    def __init__(self, root: MappingNode, sources: Mapping[str, str], problems: Problems) -> None:
        self.problems = problems
        self.source_map = SourceMap(sources)
        self.components: dict[str, Span] = _ids(root.get("components"))
        self.groups: dict[str, Span] = _ids(root.get("groups"))
        self.unreadable_components = not isinstance(root.get("components"), MappingNode)
        self.unreadable_flows = False
        self.flows: tuple[Flow, ...] = ()
        self.members: dict[str, tuple[str, ...]] = {}
        self.references: dict[str, list[Span]] = {
            name: [span] for name, span in (*self.groups.items(), *self.components.items())
        }
        self._left = _SUGGESTIONS

    def add(self, key: str, span: Span, message: str, help: str = "", fix: Fix | None = None) -> None:  # noqa: A002
        """Report a mistake. Line breaks and control characters of the spec do not reach the message.

        Nothing is missing for sure in a file of which lines could not be read.
        """
        if key in _ABSENT and self.problems.incomplete:
            return
        self.problems.add(key, span, _printable(message), _printable(help), fix=fix)

    def suggest(self, name: str, known: Iterable[str], limit: int = 1) -> tuple[str, ...]:
        """The nearest of `known` to `name`, best first; empty once too many mistakes were made."""
        if self._left <= 0:
            return ()
        self._left -= 1
        return nearest(name, known, limit)

    def ids_for_hints(self) -> Collection[str]:
        """The component ids, for code that suggests by itself; empty once too many mistakes were made."""
        if self._left <= 0:
            return ()
        return self.components

    def spend(self, count: int) -> None:
        """Take note of suggestions made elsewhere."""
        self._left -= count

    def wrong(self, node: Node, expected: str, help: str = "") -> None:  # noqa: A002
        """Report that something else than `expected` stands at `node`."""
        self.add("wrong-type", node.span, f"expected {expected}, found {describe(node)}", help)

    def component(self, name: str, span: Span, role: str = "component") -> str | None:
        """`name` when a component is called that; else report it, with the nearest id as a fix."""
        if name in self.components:
            return self.refer(name, span)
        # Where there is no list of components to compare with, that is what must be mended first.
        if self.unreadable_components:
            return None
        self.unknown("unknown-component", role, name, span, self.components)
        return None

    def refer(self, name: str, span: Span) -> str:
        """Note that the component or group `name` is named at `span`; gives the name back."""
        self.references.setdefault(name, []).append(span)
        return name

    @cached_property
    def _folded(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in self.components:
            found.setdefault(fold(name), name)
        return found

    def component_like(self, words: str) -> str | None:
        """The id of the component that `words` names, case and separators aside."""
        return words if words in self.components else self._folded.get(fold(words))

    def unknown(self, key: str, role: str, name: str, span: Span, known: Iterable[str]) -> None:
        """Report a reference to nothing: `no component `x`; did you mean `y`?`."""
        names = tuple(known)
        called = f"there is no {role} `{shown(name)}`"
        near = self.suggest(name, names, _LOOK_AT)
        if not near:
            help_ = f"Known here: {one_of(names)}." if names else f"This spec defines no {role}."
            if role == "component" and find_kind(name) is not None:
                help_ = f"If it is a new one, add `{shown(name)}: {shown(name)}` under `components`. {help_}"
            if own_key(name):
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


def own_key(name: str) -> bool:
    """Whether a key is the user's own: it begins with `x-`."""
    return name.startswith("x-")


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


def _ids(node: Node | None) -> dict[str, Span]:
    """The keys of a mapping with their places, without the user's own.

    A key that is no id stands under the id that will be suggested for it: references to it are no mistakes.
    """
    pairs: tuple[Pair, ...] = node.pairs if isinstance(node, MappingNode) else ()
    found: dict[str, Span] = {}
    for pair in pairs:
        if not own_key(pair.key.text):
            name = pair.key.text
            found.setdefault(name if ID.fullmatch(name) else suggest_id(name), pair.key.span)
    return found
