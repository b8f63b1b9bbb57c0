"""What runs on the caller's own device or machine: no server that has to be balanced, guarded or copied."""

from __future__ import annotations

import re

from mlarch.analysis.facts import fact
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex

__all__ = ["on_device"]

_SAID = regex(
    r"\b(?:on|in) (?:the|each|every|a) (?:\w+ )?(?:phone|handset|device|tablet|watch|browser|vehicle|car|"
    r"truck|tractor|drone|robot|camera|headset|nacelle|cell|kiosk)\b|\bon[- ](?:device|board)\b",
    re.IGNORECASE,
)


@fact
def on_device(design: DesignGraph) -> frozenset[str]:
    """The components that run where the caller is.

    These are models on devices, what a request passes before it gets to one (a server does not call its
    caller's device back; behind a gateway nothing is taken for the caller's), and what says so in its name.
    """
    models = design.having(Trait.RUNS_ON_DEVICE).ids
    before = design.callers(models) if models else ()
    if any(design.has(name, Trait.BALANCES, Trait.ADMITS) for name in before):
        before = ()
    said = (name for name, part in design.components.items() if _SAID.search(part.name or ""))
    return frozenset(models) | frozenset((*before, *said)).difference(design.entries)
