"""Ways to hand the links of a panel to Graphviz: as they are, hubs staggered, long chains folded.

Graphviz puts everything that a hub calls into one rank, and a chain of ten into ten ranks. Both make panels
that are far too long one way; these shapes give the packing others to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.draw.diagram import Role
from mlarch.draw.layout.dot_source import Edge
from mlarch.draw.scene.values import Link

__all__ = ["folded", "plain", "staggered"]

_HUB = 4  # with more targets than this a hub is staggered
_ROW = 6  # of so many at most in each row
_CHAIN = 4  # with more ranks than this a chain is folded


def plain(links: Sequence[Link]) -> tuple[Edge, ...]:
    """One edge per pair, heavier for calls: parallel links need no more room in a layout."""
    weights: dict[tuple[str, str], int] = {}
    for link in links:
        if link.source != link.target and (link.target, link.source) not in weights:
            pair = (link.source, link.target)
            weights[pair] = weights.get(pair, 0) + (3 if link.role is Role.CALL else 2)
    return tuple(Edge(a, b, (("weight", str(weight)),)) for (a, b), weight in weights.items())


def staggered(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """The targets of a hub that lead nowhere else in several short rows, not in one long one.

    Only the first row hangs on the hub; each further card hangs on the one before it in its column.
    """
    sources = {edge.source for edge in edges}
    targets: dict[str, list[str]] = {}
    for edge in edges:
        if edge.target not in sources:
            targets.setdefault(edge.source, []).append(edge.target)
    above: dict[tuple[str, str], str] = {}
    for source, found in targets.items():
        if len(found) > _HUB:
            wide = -(-len(found) // max(2, -(-len(found) // _ROW)))
            above |= {(source, found[index]): found[index - wide] for index in range(wide, len(found))}
    return tuple(
        Edge(above.get((edge.source, edge.target), edge.source), edge.target, edge.attributes)
        for edge in edges
    )


def folded(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Edges across the middle of a long chain no longer order the ranks: its second half starts anew."""
    rank = _ranks(edges)
    depth = max(rank.values(), default=0) + 1
    if depth <= _CHAIN:
        return edges
    half = (depth + 1) // 2
    return tuple(
        Edge(edge.source, edge.target, (*edge.attributes, ("constraint", "false")))
        if rank[edge.source] < half <= rank[edge.target]
        else edge
        for edge in edges
    )


def _ranks(edges: Sequence[Edge]) -> dict[str, int]:
    """The longest way to each vertex from where nothing comes in; edges that close a cycle do not count."""
    outgoing: dict[str, list[str]] = {}
    for edge in edges:
        outgoing.setdefault(edge.source, []).append(edge.target)
        outgoing.setdefault(edge.target, [])
    order: list[str] = []
    state: dict[str, int] = {}
    for root in outgoing:
        stack = [(root, iter(outgoing[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            name, rest = stack[-1]
            following = next((n for n in rest if n not in state), None)
            if following is None:
                stack.pop()
                order.append(name)
            else:
                state[following] = 1
                stack.append((following, iter(outgoing[following])))
    place = {name: index for index, name in enumerate(reversed(order))}
    rank = dict.fromkeys(outgoing, 0)
    for name in reversed(order):
        for target in outgoing[name]:
            if place[target] > place[name]:
                rank[target] = max(rank[target], rank[name] + 1)
    return rank
