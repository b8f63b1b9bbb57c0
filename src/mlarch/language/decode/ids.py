"""The ids of one spec: declared ones, those that stand in flows only, and which one a name means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mlarch.catalog import find_kind
from mlarch.diagnostics import Span
from mlarch.language.extends import Removal
from mlarch.language.names import canonical, fold, is_id, slips_of, suggest_id, without_note
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["Ids", "is_own", "names_in"]

# Comparing names for slips costs time in proportion to the names there are: so many pairs are looked at.
_COMPARED = 300_000


def is_own(key: str) -> bool:
    """Whether a key is the user's own: it begins with `x-`."""
    return key.startswith("x-")


class Ids:
    """The components and groups of a spec by their ids in canonical form, each with the place of its key.

    All are known before anything is decoded: the order of a file never matters. `implied` are the components
    that no key declares and a flow names; they are among the `components`. `written` holds the whole of names
    with words in brackets, which are no part of the id.
    """

    def __init__(self, components: Node | None, groups: Node | None) -> None:
        self.components: dict[str, Span] = dict(_keys(components))
        self.groups: dict[str, Span] = dict(_keys(groups))
        self.implied: dict[str, Span] = {}
        self._folded: dict[str, str] = {}
        # Each id is one object wherever it is named: what is looked up by it is found without comparing.
        self._same: dict[str, str] = {}
        for name in (*self.components, *self.groups):
            self._note(name)
        self._members = _members(groups)
        self._left = _COMPARED
        self.written: dict[str, str] = {}
        self._removed: dict[str, Removal] = {}
        self.removed_flows: tuple[Removal, ...] = ()

    def remove(self, removals: Sequence[Removal]) -> None:
        """Take note of what a spec takes away from those that it extends."""
        self._removed = {fold(each.node.text): each for each in removals if not each.flow}
        self.removed_flows = tuple(each for each in removals if each.flow)

    @property
    def removed(self) -> bool:
        """Whether any component was taken away from a base."""
        return bool(self._removed)

    def removal(self, name: str, path: str = "") -> Removal | None:
        """What took away the component that is called `name`, in a base at `path` or in any."""
        found = self._removed.get(fold(canonical(name))) if self._removed else None
        return found if found is not None and (not path or path in found.bases) else None

    def find(self, name: str) -> str | None:
        """The component or group that a name means: letter for letter, or case and separators aside."""
        name = canonical(name)
        return self._same.get(name) or self._folded.get(fold(name))

    def component(self, name: str) -> str | None:
        """The component that a name means."""
        found = self.find(name)
        return found if found in self.components else None

    def spelling(self, name: str) -> tuple[str, Span] | None:
        """The first id that is the same but for case, spaces, hyphens and underscores, and its place."""
        first = self._folded.get(fold(name))
        return None if first is None else (first, self.components.get(first) or self.groups[first])

    def slips(self, name: str) -> tuple[str, ...]:
        """The declared ids that a name is one slip of the pen away from."""
        declared = [each for each in (*self.components, *self.groups) if each not in self.implied]
        self._left -= len(declared)
        return slips_of(canonical(name), declared) if self._left > 0 else ()

    def misspelt(self, uses: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        """The declared ids that are the slip, and not the name that flows use in their place; each with that.

        `uses` counts the names in flows. An id that none of them names was not meant so, where the name in
        its place stands there more than once, or is a word of the catalogue.
        """
        named = {self.find(name) for name in uses}
        for name, count in uses.items():
            near = self.slips(name) if self.find(name) is None else ()
            if len(near) == 1 and near[0] not in named:
                word = find_kind(name) is not None and find_kind(near[0]) is None
                if count > 1 or word:
                    self._folded[fold(name)] = near[0]
                    yield near[0], name

    def imply(self, name: str, span: Span) -> str:
        """Make a component of a name that stands only in flows."""
        name = canonical(name)
        self.implied[name] = self.components[name] = span
        self._note(name)
        return name

    def _note(self, name: str) -> None:
        self._same.setdefault(name, name)
        self._folded.setdefault(fold(name), name)

    def inside(self, group: str) -> tuple[str, ...]:
        """The components of a group, those of groups in it included, in the order of the file."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        stack = [group]
        while stack:
            name = stack.pop()
            if name in self.components:
                found[name] = None
            elif name not in seen:
                seen.add(name)
                known = (self.find(member) for member in self._members.get(name, ()))
                stack.extend(reversed([member for member in known if member is not None]))
        return tuple(found)


def names_in(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or of what stands for a list of one."""
    items = node.items if isinstance(node, SequenceNode) else () if node is None else (node,)
    return tuple(item.text for item in items if isinstance(item, ScalarNode) and not item.null)


def _keys(node: Node | None) -> Iterator[tuple[str, Span]]:
    """The keys of a mapping with their places, without the user's own.

    A key that is no id stands under the id that will be suggested for it: references to it are no mistakes.
    """
    seen: set[str] = set()
    for pair in node.pairs if isinstance(node, MappingNode) else ():
        name = canonical(pair.key.text)
        if name and not is_own(name):
            name = name if is_id(name) else without_note(name) or suggest_id(name)
            if name not in seen:
                seen.add(name)
                yield name, pair.key.span


def _members(groups: Node | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in groups.pairs if isinstance(groups, MappingNode) else ():
        inner = pair.value.get("members") if isinstance(pair.value, MappingNode) else pair.value
        found.setdefault(canonical(pair.key.text), names_in(inner))
    return found
