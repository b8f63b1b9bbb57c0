"""Where requests start: the clients, and whoever calls and is called by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph.traits import REQUEST_TYPES, ComponentTraits
from mlarch.model import Flow

__all__ = ["comes_from_outside", "find_entries"]

_ANSWERING = frozenset({Role.SERVICE, Role.EDGE})
_CALLING = _ANSWERING | {Role.PERSON}
_NEVER = frozenset({Role.STORE, Role.STREAM, Role.JOB, Role.MONITOR})


def find_entries(
    traits: ComponentTraits, calls: Iterable[tuple[str, str, Flow]], driven: Collection[str]
) -> tuple[str, ...]:
    """The components where requests start, in file order.

    `calls` are (caller, callee, flow) of everything that waits, `driven` what data sets to work. Clients come
    first. Systems of others, devices and people count when they ask a service for something and nothing calls
    them. Where a design has none of these, its requests come from outside the drawing: they start at the
    services that call and are neither called nor driven. Jobs start no requests: a batch system has no entry.
    """
    calling, asking, called = set(), set(), set()
    for caller, callee, flow in calls:
        if caller != callee:
            called.add(callee)
        if caller == flow.source and traits.roles(callee) & _ANSWERING and _may_call(traits, caller):
            calling.add(caller)
            if _asks(flow):
                asking.add(caller)
    clients = {name for name in traits.components if traits.client(name)}
    outside = {name for name in calling - called if traits.person(name) or comes_from_outside(traits, name)}
    found = clients | (outside & asking) or outside or calling - called - set(driven)
    return tuple(name for name in traits.components if name in found)


def _may_call(traits: ComponentTraits, name: str) -> bool:
    return bool(traits.roles(name) & _CALLING) and not traits.roles(name) & _NEVER


def comes_from_outside(traits: ComponentTraits, name: str) -> bool:
    """Whether it is a client, a system of others or a device: nothing in the design sets it off."""
    return (
        traits.client(name)
        or traits.components[name].external
        or Trait.RUNS_ON_DEVICE in traits.traits(name)
        or "external" in traits.kind_ids(name)
    )


def _asks(flow: Flow) -> bool:
    """Whether something is to be answered: nothing is written, or a question, or what comes back."""
    return not flow.written or bool(flow.returns) or any(p.type in REQUEST_TYPES for p in flow.outward)
