"""The only module that uses the `diagrams` library: its node classes, icons, clusters and DOT text.

The library keeps its context in global variables, renders on leaving a `with` block even after an error,
and merges clusters of one label. So a diagram is built without `with`, clusters are named by id, node ids
are ours, and only the DOT text is taken: `mlarch.draw.engine` lays it out.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlarch.diagnostics import MlarchError

__all__ = ["Branch", "Edge", "Vertex", "dot_source", "icon_file", "icon_name", "node_type"]

_POINTS_PER_INCH = 72.0
_CLASS_PATH = re.compile(r"(?:diagrams\.)?([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\.([A-Za-z][A-Za-z0-9_]*)")


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


def icon_file(class_path: str) -> Path | None:
    """The image of a node class such as `onprem.queue.Kafka`; `None` for a class without one.

    Raises `MlarchError` with the nearest name when there is no such class.
    """
    import diagrams

    name = icon_name(class_path)
    path = Path(diagrams.__file__).resolve().parent.parent / name
    return path if name and path.is_file() else None


def icon_name(class_path: str) -> str:
    """Where a node class keeps its image, below the folder that the library is installed in; or nothing."""
    node = node_type(class_path)
    return f"{node._icon_dir}/{node._icon}" if node._icon and node._icon_dir else ""


def node_type(class_path: str) -> Any:
    """The node class of a path such as `onprem.queue.Kafka`.

    Only modules of the diagrams library are imported, and only by a path of this form. Raises `MlarchError`
    with the nearest name when there is no such class.
    """
    match = _CLASS_PATH.fullmatch(class_path)
    if match is None:
        raise MlarchError(
            f"`{class_path}` is no node class of diagrams.",
            "Write provider, module and class, such as `onprem.queue.Kafka`.",
        )
    import diagrams

    provider, module_name, name = match.groups()
    try:
        found = importlib.util.find_spec(f"diagrams.{provider}.{module_name}")
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise MlarchError(f"diagrams has no module `{provider}.{module_name}`.", _nearest_module(class_path))
    module = importlib.import_module(f"diagrams.{provider}.{module_name}")
    names = sorted(
        key
        for key, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, diagrams.Node) and not key.startswith("_")
    )
    if name not in names:
        near = {key.lower(): key for key in names}
        best = difflib.get_close_matches(name.lower(), list(near), n=1, cutoff=0.5)
        help_text = f"Did you mean `{provider}.{module_name}.{near[best[0]]}`?" if best else ""
        raise MlarchError(f"`{provider}.{module_name}` of diagrams has no class `{name}`.", help_text)
    return getattr(module, name)


def _nearest_module(class_path: str) -> str:
    """Which module of diagrams comes closest to the one that was asked for."""
    import diagrams

    folder = Path(diagrams.__file__).parent
    modules = sorted(f"{path.parent.name}.{path.stem}" for path in folder.glob("*/[a-z]*.py"))
    wanted = ".".join(class_path.removeprefix("diagrams.").split(".")[:2])
    best = difflib.get_close_matches(wanted, modules, n=1, cutoff=0.6)
    return f"Did you mean `{best[0]}`?" if best else "See the node list of the diagrams library."
