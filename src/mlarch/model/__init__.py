"""A spec as frozen values: what a person wrote, decoded, each part with its place in the file.

Nothing here is inferred. What follows from the kinds and the flows (planes, payload directions, the call
tree) is computed by `mlarch.graph`. A field that the spec leaves out is `None` or empty: unknown, not false.

Everything here compares, hashes and pickles by what it says; places in files take no part in that.
"""

from __future__ import annotations

from mlarch.model.architecture import Architecture, Ignore
from mlarch.model.brief import (
    Alternative,
    Data,
    ErrorCosts,
    Evaluation,
    Experiment,
    Feature,
    Label,
    MLModel,
    Monitoring,
    Release,
    Requirements,
    Split,
    Task,
)
from mlarch.model.figures import Funnel, Gpus, Holds, Latency, PerItem, Tokens
from mlarch.model.located import Located
from mlarch.model.parts import Component, Flow, Group, Payload
from mlarch.model.pictures import Scenario, Step, View
from mlarch.model.terms import Direction, Mode, Plane, Stage

__all__ = [
    "Alternative",
    "Architecture",
    "Component",
    "Data",
    "Direction",
    "ErrorCosts",
    "Evaluation",
    "Experiment",
    "Feature",
    "Flow",
    "Funnel",
    "Gpus",
    "Group",
    "Holds",
    "Ignore",
    "Label",
    "Latency",
    "Located",
    "MLModel",
    "Mode",
    "Monitoring",
    "Payload",
    "PerItem",
    "Plane",
    "Release",
    "Requirements",
    "Scenario",
    "Split",
    "Stage",
    "Step",
    "Task",
    "Tokens",
    "View",
]
