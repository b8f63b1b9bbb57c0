"""What the page knows of a design besides its picture: names, what can be chosen, and where it stands."""

from __future__ import annotations

from mlarch.catalog import KINDS
from mlarch.design import Design
from mlarch.serve.messages import Plain, lines_of

__all__ = ["outline"]


def outline(design: Design) -> Plain:
    """What can be chosen: views, scenarios with their steps, groups, and the parts with what they are."""
    architecture = design.architecture
    return {
        "name": design.name,
        "views": list(design.views),
        "scenarios": {each.name: [step.component for step in each.steps] for each in architecture.scenarios},
        "groups": {
            group.id: {
                "name": group.name or group.id,
                "kind": f"group of {len(group.members)}",
                "members": list(group.members),
                "place": lines_of(group.span),
            }
            for group in architecture.groups
        },
        "parts": {
            component.id: {
                "name": component.name or component.id,
                "kind": KINDS[component.kind].name if component.kind in KINDS else component.kind,
                "replicas": component.replicas,
                "place": lines_of(component.span),
            }
            for component in architecture.components.values()
        },
    }
