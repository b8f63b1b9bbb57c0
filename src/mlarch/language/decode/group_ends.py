"""Flows to and from groups: the members that they enter and leave."""

from __future__ import annotations

from mlarch.language.decode.context import Context
from mlarch.language.decode.flow_lines import Line

__all__ = ["MAX_LINE_LINKS", "GroupEnds"]

MAX_LINE_LINKS = 1_000
"""The flows of one line: `&` on both sides of an arrow multiplies, and more than this are a slip."""


class GroupEnds:
    """For groups at the ends of flows: the members that a flow into one enters, and one out of it leaves."""

    def __init__(self, lines: list[Line], meant: list[dict[int, str]], context: Context) -> None:
        self._ids = context.ids
        self._ends: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._links: set[tuple[str, str]] = set()
        if any(name not in context.ids.components for names in meant for name in names.values()):
            for line, names in zip(lines, meant, strict=True):
                chain = line.parsed.chain
                if chain is not None and chain.size <= MAX_LINE_LINKS:
                    self._links |= {
                        (names[x.source.start], names[x.target.start])
                        for x in chain.links()
                        if x.source.start in names and x.target.start in names
                    }

    def entries(self, name: str) -> tuple[str, ...]:
        """The members that no other member leads to; all, where each is led to. A component is its own."""
        return self._outer(name, entering=True)

    def exits(self, name: str) -> tuple[str, ...]:
        """The members that lead to no other member; all, where each does. A component is its own."""
        return self._outer(name, entering=False)

    def _outer(self, name: str, *, entering: bool) -> tuple[str, ...]:
        if name in self._ids.components:
            return (name,)
        key = (name, entering)
        if key not in self._ends:
            inside = self._ids.inside(name)
            members = set(inside)
            inner = {
                (target if entering else source)
                for source, target in self._links
                if source in members and target in members and source != target
            }
            self._ends[key] = tuple(member for member in inside if member not in inner) or inside
        return self._ends[key]
