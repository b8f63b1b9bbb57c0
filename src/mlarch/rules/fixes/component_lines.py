"""New components in the author's file: each behind its nearest kin, and in the group of that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mlarch.analysis.facts import fact
from mlarch.catalog import KINDS, find_kind
from mlarch.language.edit import Edits, Layout
from mlarch.language.syntax.nodes import MappingNode, Node, SequenceNode
from mlarch.rules.fixes.flow_lines import names_kind

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["parts"]


def parts(design: DesignGraph, page: Layout, near: str, new: Mapping[str, str]) -> Iterator[Edits | None]:
    """New components behind their kin; several with one neighbour are put in together.

    A file of flows alone needs no such lines: the names say what they are.
    """
    node = page.get("components")
    if node is None and all(names_kind(name, kind) for name, kind in new.items()):
        return
    places: dict[str, list[tuple[str, str]]] = {}
    for name, kind in new.items():
        places.setdefault(_kin(design, page, near, kind), []).append((name, _word(design, kind)))
    members: dict[int, tuple[SequenceNode, int, list[str]]] = {}
    for neighbour, pairs in places.items():
        yield page.pairs(node, neighbour, pairs) if isinstance(node, MappingNode) else None
        group = _members(page, (neighbour, near))
        if group is not None:
            members.setdefault(id(group[0]), (*group, []))[2].extend(name for name, _ in pairs)
    for names, index, added in members.values():
        yield page.items(names, index, added)


def _kin(design: DesignGraph, page: Layout, near: str, kind: str) -> str:
    """The last component of the family of `kind` in this file, else `near`."""
    return _last_of_family(design).get((page.path, KINDS[kind].family), near)


@fact
def _last_of_family(design: DesignGraph) -> dict[tuple[str, str], str]:
    """For each file and family of kinds, the last component of that family."""
    return {(c.span.path, design.kind(name).family): name for name, c in design.components.items()}


def _word(design: DesignGraph, kind: str) -> str:
    """The kind as this author writes kinds: `model monitor`, or `model_monitor`."""
    name = kind.replace("_", " ")
    match = find_kind(name)
    return name if _spaced(design) and match is not None and match.kinds == (kind,) else kind


@fact
def _spaced(design: DesignGraph) -> bool:
    """Whether more kinds are written with a space than with an underscore."""
    written = [component.written for component in design.components.values()]
    spaced = sum(" " in word and "," not in word for word in written)
    return spaced > sum("_" in word for word in written)


def _members(page: Layout, neighbours: Iterable[str]) -> tuple[SequenceNode, int] | None:
    """The list of members of the group in which the first of `neighbours` that has one is, and where."""
    groups = page.get("groups")
    for neighbour in neighbours:
        for pair in groups.pairs if isinstance(groups, MappingNode) else ():
            value: Node | None = pair.value
            if isinstance(value, MappingNode):
                value = value.get("members")
            names = _texts(value)
            if neighbour in names and isinstance(value, SequenceNode):
                return value, names.index(neighbour)
    return None


def _texts(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, SequenceNode) else ()
    return [getattr(item, "text", "") for item in items]
