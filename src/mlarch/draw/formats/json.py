"""JSON: the diagram itself, for programs; `diagram.schema.json` describes it."""

from __future__ import annotations

from mlarch.draw.diagram import Diagram
from mlarch.draw.options import RenderOptions

__all__ = ["encode"]


def encode(diagram: Diagram, options: RenderOptions) -> bytes:
    """The diagram as JSON; no option changes it."""
    del options
    return diagram.to_json().encode()
