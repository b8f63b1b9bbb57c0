"""Cycles of calls and of data."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from mlarch.graph import paths
from mlarch.graph.resolved import ResolvedFlow
from mlarch.records import dataclass

__all__ = ["Cycle", "find_cycles"]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A shortest cycle: component ids with the first repeated at the end, and a flow for each link."""

    path: tuple[str, ...]
    resolved_flows: tuple[ResolvedFlow, ...]


def find_cycles(
    components: Iterable[str], links: Iterable[tuple[str | None, str | None, ResolvedFlow]]
) -> tuple[Cycle, ...]:
    """One shortest cycle for each strongly connected part of `links`, in the order of `components`."""
    between: dict[tuple[str, str], ResolvedFlow] = {}
    for source, target, resolved in links:
        if source is not None and target is not None:
            between.setdefault((source, target), resolved)
    adjacency = paths.adjacent(between)
    found: list[Cycle] = []
    for members in paths.components(adjacency, components):
        path = paths.shortest_cycle(adjacency, members)
        if path:
            found.append(Cycle(path, tuple(between[link] for link in itertools.pairwise(path))))
    return tuple(found)
