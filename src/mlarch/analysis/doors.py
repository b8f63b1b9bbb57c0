"""The ways in: what clients call first, and whether callers have to be checked there."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.devices import on_device
from mlarch.catalog.lexicon.callers import MACHINES
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Component

__all__ = ["asked_by_people", "unguarded_doors"]

# What answers everybody, or runs on the caller's own device, as the fallback that a client calls itself.
_OPEN = (
    Trait.RESOLVES_NAMES,
    Trait.DELIVERS_CONTENT,
    Trait.COLLECTS_EVENTS,
    Trait.COLLECTS_FEEDBACK,
    Trait.FALLS_BACK,
)


def unguarded_doors(design: DesignGraph) -> Iterator[Component]:
    """The ways in from outside at which callers have to be checked, and nobody else does it.

    None where a provider's gateway is drawn, which checks by itself: whether it does here is not said. A
    managed balancer only passes on what comes.
    """
    if any(c.managed for c in design.having(Trait.ADMITS)):
        return
    for name in design.ingresses:
        component = design.components[name]
        theirs = exempt(component, managed=all(kind.has(Trait.BALANCES) for kind in design.kinds(name)))
        if theirs or component.public is False or design.has(name, *_OPEN) or name in on_device(design):
            continue
        yield component


def asked_by_people(design: DesignGraph, name: str) -> bool:
    """Whether a person's client asks here, and not only systems of others, devices or machines.

    These are few and known, and the network may admit them.
    """
    asking = {resolved.caller for resolved in design.calls_to(name)}
    return any(c in asking and not MACHINES.search(_called(design.components[c])) for c in design.clients)


def _called(client: Component) -> str:
    return f"{client.id.replace('_', ' ')} {client.name or ''}".lower()
