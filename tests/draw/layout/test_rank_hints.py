from scenes import link

from mlarch.draw.diagram import Role
from mlarch.draw.layout.rank_hints import folded, plain, staggered


def test_parallel_links_and_links_back_make_one_edge():
    edges = plain(
        [link(0, "a", "b"), link(1, "a", "b", role=Role.STREAM), link(2, "b", "a"), link(3, "a", "a")]
    )
    assert [(edge.source, edge.target, edge.attributes) for edge in edges] == [("a", "b", (("weight", "5"),))]


def test_the_targets_of_a_hub_stand_in_rows():
    edges = staggered(plain([link(n, "hub", f"t{n}") for n in range(5)]))
    assert [(edge.source, edge.target) for edge in edges] == [
        ("hub", "t0"),
        ("hub", "t1"),
        ("hub", "t2"),
        ("t0", "t3"),
        ("t1", "t4"),
    ]


def test_a_small_hub_stays_as_it_is():
    edges = plain([link(n, "hub", f"t{n}") for n in range(4)])
    assert staggered(edges) == edges


def test_a_long_chain_is_folded_once():
    edges = folded(plain([link(n, f"c{n}", f"c{n + 1}") for n in range(7)]))
    assert [edge.source for edge in edges if ("constraint", "false") in edge.attributes] == ["c3"]


def test_a_ring_is_folded_without_end():
    ring = plain([link(n, f"c{n}", f"c{(n + 1) % 6}") for n in range(6)])
    assert len(folded(ring)) == 6
