"""From a spec to graphs: how each flow is understood, who calls whom, where data goes, and the planes.

`build(architecture)` gives a `DesignGraph`; rules, estimates and pictures all work on it.
"""

from mlarch.graph.base import Meaning, Reading
from mlarch.graph.calls import CallNode, Steps
from mlarch.graph.design import DesignGraph, build
from mlarch.graph.edges import Cycle, DataEdge
from mlarch.graph.explain import explain_flow, explain_flows
from mlarch.graph.paths import Closure

__all__ = [
    "CallNode",
    "Closure",
    "Cycle",
    "DataEdge",
    "DesignGraph",
    "Meaning",
    "Reading",
    "Steps",
    "build",
    "explain_flow",
    "explain_flows",
]
