"""DOT text of a diagram, written by the `diagrams` library from nodes, clusters and edges.

The library keeps its context in global variables, renders on leaving a `with` block even after an error,
and merges clusters of one label. So a diagram is built without `with`, clusters are named by id, node ids
are ours, and only the DOT text is taken: `mlarch.draw.layout.engine` lays it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlarch.draw.icons.library import node_type
from mlarch.records import dataclass

__all__ = ["Branch", "Edge", "Vertex", "dot_source", "group_ends"]

_POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node of the DOT text: its id, size in points, and the attributes that show it (none for layout).

    `node_class` names a class of the library, such as `onprem.queue.Kafka`; empty for a plain node.
    """

    id: str
    width: float
    height: float
    label: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    node_class: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A cluster with the vertices and clusters inside it."""

    id: str
    label: str
    vertices: tuple[Vertex, ...]
    branches: tuple[Branch, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two vertices."""

    source: str
    target: str
    attributes: tuple[tuple[str, str], ...] = ()


def group_ends(
    source: str, target: str, inside: Mapping[str, tuple[str, ...]]
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """An edge that may end at a cluster: two vertices, and the attributes that cut it at the clusters.

    `inside` are the vertices of each cluster; the graph needs `compound` for it.
    """
    cut = [(side, f"cluster_{end}") for end, side in ((source, "ltail"), (target, "lhead")) if end in inside]
    first = [inside[end][0] if end in inside else end for end in (source, target)]
    return first[0], first[1], tuple(cut)


def dot_source(
    vertices: Sequence[Vertex],
    branches: Sequence[Branch],
    edges: Sequence[Edge],
    *,
    direction: str,
    attributes: Mapping[str, str],
    name: str = "",
) -> str:
    """The DOT text of a diagram. `vertices` are those outside every branch.

    `newrank` is always set: without it Graphviz loses edges between clusters, silently.
    """
    import diagrams

    graph_attributes = {"newrank": "true", "splines": "spline", "pad": "0", "label": "", **attributes}
    diagram = diagrams.Diagram(
        name, filename="unused", direction=direction, show=False, graph_attr=graph_attributes
    )
    diagrams.setdiagram(diagram)
    diagrams.setcluster(None)
    try:
        nodes: dict[str, diagrams.Node] = {}
        for vertex in vertices:
            nodes[vertex.id] = _node(vertex)
        for branch in branches:
            _cluster(branch, nodes)
        for edge in edges:
            nodes[edge.source].connect(
                nodes[edge.target], diagrams.Edge(forward=True, **dict(edge.attributes))
            )
    finally:
        diagrams.setdiagram(None)
        diagrams.setcluster(None)
    return str(diagram.dot.source)


def _node(vertex: Vertex) -> object:
    import diagrams

    size = {
        "width": f"{vertex.width / _POINTS_PER_INCH:.4f}",
        "height": f"{vertex.height / _POINTS_PER_INCH:.4f}",
        "fixedsize": "true",
        "shape": "box",
        "style": "rounded",
    }
    kind = node_type(vertex.node_class) if vertex.node_class else diagrams.Node
    # The icon stands in the label: as the node's image its path would be that of one machine.
    return kind(vertex.label, nodeid=vertex.id, **(size | {"image": ""} | dict(vertex.attributes)))


def _cluster(branch: Branch, nodes: dict[str, object]) -> None:
    import diagrams

    cluster = diagrams.Cluster(branch.id, graph_attr={"label": branch.label, **dict(branch.attributes)})
    with cluster:
        for vertex in branch.vertices:
            nodes[vertex.id] = _node(vertex)
        for inner in branch.branches:
            _cluster(inner, nodes)
