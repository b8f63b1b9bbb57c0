"""The call tree: order, parallel calls, shared callees, cycles, size."""

from __future__ import annotations

import itertools

from factory import Line, sketch

from mlarch.graph import CallNode


def shape(node: CallNode) -> object:
    """The tree as nested lists: a step of several calls is a set of them."""
    steps = [[shape(child) for child in step] for step in node.steps]
    return {node.component: steps} if steps else node.component


def tree(*lines: Line, root: str = "a") -> CallNode:
    words = {w for line in lines for w in (line if isinstance(line, str) else line[0]).split() if w.isalpha()}
    return sketch(dict.fromkeys(sorted(words), "service"), *lines).call_tree(root)


def test_lines_run_in_order_and_ampersands_in_parallel() -> None:
    root = tree("a -> b", "a -> c & d", "c -> e", "a -> f")
    assert shape(root) == {"a": [["b"], [{"c": [["e"]]}, "d"], ["f"]]}
    assert [node.component for node in root.children] == ["b", "c", "d", "f"]


def test_links_of_one_chain_belong_to_their_callers() -> None:
    assert shape(tree("a -> b -> c -> d")) == {"a": [[{"b": [[{"c": [["d"]]}]]}]]}


def test_a_read_drawn_from_the_store_is_the_readers_call() -> None:
    graph = sketch({"r": "ranker", "f": "feature_store_online", "g": "nosql_db"}, "f & g -> r: features")
    assert shape(graph.call_tree("r")) == {"r": [["f", "g"]]}
    assert graph.call_tree("f").steps == ()


def test_replies_streams_and_batches_are_no_calls() -> None:
    assert shape(tree("a -> b", "b -> a", "b ~> c", "b => d")) == {"a": [["b"]]}


def test_a_shared_callee_appears_in_each_place_and_is_kept_once() -> None:
    root = tree("a -> b", "a -> c", "b -> d", "c -> d", "d -> e")
    assert shape(root) == {"a": [[{"b": [[{"d": [["e"]]}]]}], [{"c": [[{"d": [["e"]]}]]}]]}
    b, c = root.children
    assert b.children[0].steps is c.children[0].steps
    assert root.count() == 7
    assert len(list(root.walk())) == 7


def test_what_a_call_says_is_at_its_node() -> None:
    root = tree(
        ("a -> b", {"calls": 3.0, "share": "10%", "optional": True}),
        ("a -> c", {"on_failure": True}),
    )
    b, c = root.children
    assert (b.calls, b.share, b.optional, b.fallback) == (3.0, 0.1, True, False)
    assert (c.calls, c.share, c.optional, c.fallback) == (1.0, 1.0, False, True)
    assert (root.resolved, root.calls, root.share, root.optional, root.fallback) == (
        None,
        1.0,
        1.0,
        False,
        False,
    )


def test_a_cycle_is_cut_where_it_closes() -> None:
    root = tree("a -> b -> c -> a: request", root="b")
    assert shape(root) == {"b": [[{"c": [[{"a": [["b"]]}]]}]]}
    last = root.children[0].children[0].children[0]
    assert (last.component, last.cut, last.steps) == ("b", True, ())
    assert not root.cut


def test_a_tree_of_a_million_billion_calls_takes_no_more_than_its_flows() -> None:
    layers = [f"n{number}" for number in range(51)]
    kinds = {name: "service" for layer in layers for name in (layer + "x", layer + "y")}
    lines = [f"{a}x & {a}y -> {b}x & {b}y" for a, b in itertools.pairwise(layers)]
    root = sketch(kinds, *lines).call_tree("n0x")
    assert root.count() == 2**51 - 1
    assert len(list(root.walk(limit=100))) == 100


def test_a_chain_of_five_thousand_calls_is_no_trouble() -> None:
    names = [f"n{number}" for number in range(5_000)]
    root = sketch(dict.fromkeys(names, "service"), " -> ".join(names)).call_tree("n0")
    assert root.count() == 5_000
    assert max(depth for depth, _ in root.walk()) == 4_999
    assert repr(root) == "CallNode('n0', steps=1, cut=False)"
