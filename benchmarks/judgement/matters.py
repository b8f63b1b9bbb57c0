"""Which components and flows of a design matter: what an experienced reviewer would miss, and what not."""

from __future__ import annotations

from judgement.study import Study
from mlarch.model import Flow

__all__ = ["component_aside", "flow_aside"]


def component_aside(study: Study, name: str, *, closed: bool = False) -> str:
    """Why a reviewer would not miss the component; empty when it matters."""
    return ""


def flow_aside(study: Study, flow: Flow) -> str:
    """Why a reviewer would not miss the flow; empty when it matters."""
    return ""
