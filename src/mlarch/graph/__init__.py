"""From a spec to graphs: how each flow is understood, who calls whom, where data goes, and the planes.

`build(architecture)` gives a `DesignGraph`; rules, estimates and pictures all work on it.
"""

from mlarch.graph.design import DesignGraph, build
from mlarch.graph.flow_text import explain_flow, explain_flows
from mlarch.graph.parts import Parts, exempt
from mlarch.graph.query.calls import CallNode, Steps
from mlarch.graph.query.cycles import Cycle
from mlarch.graph.resolved import DataEdge, Meaning, ResolvedFlow

__all__ = [
    "CallNode",
    "Cycle",
    "DataEdge",
    "DesignGraph",
    "Meaning",
    "Parts",
    "ResolvedFlow",
    "Steps",
    "build",
    "exempt",
    "explain_flow",
    "explain_flows",
]
