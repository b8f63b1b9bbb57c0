"""What a request cannot do without: the calls that must succeed before a client gets its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mlarch.analysis.activity import has_role
from mlarch.analysis.facts import fact
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.resolved import Meaning

__all__ = ["alternates", "always_needed", "has_fallback", "needed"]


def has_fallback(design: DesignGraph, resolved: ResolvedFlow) -> bool:
    """Whether the caller can answer when this call fails.

    The call is optional or names a fallback; or the caller has a call for the case of failure, or calls a
    component that holds fallback answers.
    """
    flow, caller = resolved.flow, resolved.caller
    if flow.optional or flow.fallback is not None or resolved.meaning is Meaning.FALLBACK or caller is None:
        return True
    others = design.calls_from(caller)
    return any(r.meaning is Meaning.FALLBACK for r in others) or any(
        r.callee is not None and design.has(r.callee, Trait.FALLS_BACK) for r in others
    )


@fact
def always_needed(design: DesignGraph) -> Mapping[str, tuple[str, ...]]:
    """What some client cannot be answered without, each with the path from the first such client."""
    found: dict[str, tuple[str, ...]] = {}
    for client in design.entries:
        found |= needed(design, client, but=found)
    return found


def needed(
    design: DesignGraph, client: str, *, partly: bool = True, but: Collection[str] = ()
) -> Mapping[str, tuple[str, ...]]:
    """What must work for `client` to be answered, in the order reached, each with the path of calls to it.

    Follows the calls and reads that have no fallback and of which it is certain who calls whom; paths end at
    monitors. With `partly` also those that only a share of the requests makes. The search ends at what is in
    `but`.
    """
    found: dict[str, tuple[str, ...]] = {client: (client,)}
    queue = [client]
    for name in queue:
        for resolved in design.calls_from(name):
            callee, share = resolved.callee, resolved.flow.share
            if (
                callee is None
                or callee in found
                or callee in but
                or not resolved.meaning_certain
                or has_fallback(design, resolved)
                or resolved.hands_in  # no answer is awaited
            ):
                continue
            if has_role(design, callee, Role.MONITOR) or (not partly and share and share.value < 1):
                continue
            found[callee] = (*found[name], callee)
            queue.append(callee)
    del found[client]
    return found


def alternates(design: DesignGraph, name: str) -> tuple[str, ...]:
    """Components that can stand in for `name`: of the same kinds, with the same callers and callees.

    Only where somebody chooses between them: at the edge (two load balancers behind one name), or behind a
    load balancer.
    """
    callers = design.direct_callers(name)
    balanced = bool(callers) and all(
        design.has(caller, Trait.BALANCES, Trait.RESOLVES_NAMES) for caller in callers
    )
    if not balanced and not has_role(design, name, Role.EDGE):
        return ()
    return tuple(other for other in _places(design)[_place(design, name)] if other != name)


@fact
def _places(design: DesignGraph) -> Mapping[tuple[object, ...], list[str]]:
    """The components by their kinds, callers and callees."""
    found: dict[tuple[object, ...], list[str]] = {}
    for name in design.components:
        found.setdefault(_place(design, name), []).append(name)
    return found


def _place(design: DesignGraph, name: str) -> tuple[object, ...]:
    callers = frozenset(design.direct_callers(name))
    callees = frozenset(design.direct_callees(name))
    return (design.components[name].kinds, callers, callees)
