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
    """One shortest cycle for each knot of `links`, in the order of `components`."""
    known = [(a, b, resolved) for a, b, resolved in links if a is not None and b is not None]
    adjacency = paths.adjacent((a, b) for a, b, _ in known)
    cycles = [paths.shortest_cycle(adjacency, members) for members in paths.knots(adjacency, components)]
    wanted = {link for path in cycles for link in itertools.pairwise(path)}
    between: dict[tuple[str, str], ResolvedFlow] = {}
    for a, b, resolved in known if wanted else ():
        if (a, b) in wanted:
            between.setdefault((a, b), resolved)
    return tuple(Cycle(path, tuple(between[link] for link in itertools.pairwise(path))) for path in cycles)
