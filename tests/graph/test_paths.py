"""Reachability, shortest paths and cycles against the obvious slow answers."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from mlarch.graph.paths import (
    IncrementalReachability,
    knots,
    reach,
    shortest_cycle,
    shortest_path,
)

NODES = tuple("abcdefg")
EDGES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=16)


def adjacency(edges: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, target in edges:
        found.setdefault(source, []).append(target)
    return found


def graph(edges: list[tuple[str, str]]) -> nx.DiGraph[str]:
    made: nx.DiGraph[str] = nx.DiGraph(edges)
    made.add_nodes_from(NODES)
    return made


@given(EDGES)
def test_reach_agrees_with_networkx(edges: list[tuple[str, str]]) -> None:
    links, slow = adjacency(edges), graph(edges)
    for node in NODES:
        expected = nx.descendants(slow, node) | {node}
        assert set(reach(links, [node])) == expected
        assert set(reach(slow.succ, [node])) == expected


@given(EDGES, st.sets(st.sampled_from(NODES), max_size=3))
def test_shortest_paths_avoid_what_is_blocked(edges: list[tuple[str, str]], blocked: set[str]) -> None:
    links, slow = adjacency(edges), graph(edges)
    slow.remove_nodes_from(blocked)
    for source, target in itertools.product(NODES, NODES):
        path = shortest_path(links, [source], {target}, blocked)
        possible = source in slow and target in slow and nx.has_path(slow, source, target)
        assert bool(path) == possible
        if path:
            assert (path[0], path[-1]) == (source, target)
            assert len(path) - 1 == nx.shortest_path_length(slow, source, target)
            assert all(slow.has_edge(*link) for link in itertools.pairwise(path))


@given(EDGES)
def test_knots_are_the_components_with_a_cycle(edges: list[tuple[str, str]]) -> None:
    together = (frozenset(members) for members in nx.strongly_connected_components(graph(edges)))
    loops = {source for source, target in edges if source == target}
    expected = {members for members in together if len(members) > 1 or members & loops}
    found = knots(adjacency(edges), NODES)
    assert {frozenset(members) for members in found} == expected
    assert len(found) == len(expected)
    assert found == sorted(sorted(members) for members in found)


@given(EDGES)
def test_each_knot_has_a_shortest_cycle(edges: list[tuple[str, str]]) -> None:
    links, slow = adjacency(edges), graph(edges)
    lengths = [(set(cycle), len(cycle)) for cycle in nx.simple_cycles(slow)]
    for members in knots(links, NODES):
        inside = [length for cycle, length in lengths if cycle <= set(members)]
        path = shortest_cycle(links, members)
        assert len(path) == (min(inside) + 1 if inside else 0)
        assert all(slow.has_edge(*link) for link in itertools.pairwise(path))
        assert path[:1] == path[-1:]


@given(EDGES)
def test_ancestry_grows_with_its_edges(edges: list[tuple[str, str]]) -> None:
    reachability = IncrementalReachability(edges)
    added: list[tuple[str, str]] = []
    for edge in edges:
        slow = graph(added)
        assert reachability.reaches(edge[1], edge[0]) == nx.has_path(slow, edge[1], edge[0])
        reachability.add(*edge)
        added.append(edge)


def test_nodes_that_may_not_be_walked_through_are_still_reached() -> None:
    links = {"a": ["b"], "b": ["c"], "c": []}
    assert list(reach(links, ["a"], enter=lambda node: node != "b")) == ["a", "b"]


def test_ties_go_to_the_order_of_the_starts_and_links() -> None:
    assert shortest_path({"a": ["y", "x"], "x": ["z"], "y": ["z"]}, ["a"], {"z"}) == ("a", "y", "z")
    assert shortest_path({"b": ["z"], "a": ["z"]}, ["b", "a"], {"z"}) == ("b", "z")
    assert knots({"b": ["c"], "c": ["a"], "a": ["c"]}, "bca") == [["c", "a"]]
    assert shortest_cycle({"a": ["b"], "b": ["a", "c"], "c": ["b"]}, ["b", "c", "a"]) == ("b", "a", "b")
