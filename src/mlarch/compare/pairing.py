"""The heaviest one-to-one pairing of two sets, all pairs considered together."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

__all__ = ["heaviest_pairs"]


def heaviest_pairs(weights: Mapping[tuple[str, str], float]) -> tuple[tuple[str, str], ...]:
    """Of all one-to-one pairings of lefts with rights, the one of the greatest total weight.

    `weights` holds the pairs allowed, each (left, right); both sides may use the same names. Maximum weight
    matching (Galil 1986, as NetworkX has it). The result is sorted, and the same for the same weights.
    """
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for (left, right), weight in sorted(weights.items()):
        graph.add_edge(("left", left), ("right", right), weight=round(weight * 1_000_000))
    pairs = []
    for one, other in nx.max_weight_matching(graph):
        (_, left), (_, right) = sorted((one, other))
        pairs.append((left, right))
    return tuple(sorted(pairs))
