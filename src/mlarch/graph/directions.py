"""Which way each payload of a call travels, from what the kinds at its ends make and take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mlarch.catalog.base import Role
from mlarch.graph.cast import ASKED, TELEMETRY, TOLD, Cast
from mlarch.model import Flow, Mode, Payload

__all__ = ["Way", "Ways", "find_ways"]


@dataclass(frozen=True, slots=True)
class Way:
    """One payload on a call: sent along the arrow or returned against it, and how sure that is."""

    sent: bool
    certain: bool
    why: str


Ways = dict[int, tuple[tuple[Payload, Way], ...]]
"""The payloads of every call-mode flow with their directions, by the flow's index."""


def find_ways(cast: Cast, flows: Sequence[Flow]) -> Ways:
    """Settle the direction of every payload that the author left to inference.

    What the kinds alone decide comes first. What then remains (a store that both makes and takes a type, a
    balancer that passes everything) is decided in file order by what the other flows bring and fetch.
    """
    traffic = _Traffic()
    ways: Ways = {}
    undecided: list[Flow] = []
    for flow in flows:
        if flow.mode is not Mode.CALL:
            traffic.moved(flow, flow.source, flow.target, (*flow.payloads, *(flow.sends or ())))
            traffic.moved(flow, flow.target, flow.source, flow.returns or ())
            continue
        found = [_by_kinds(cast, flow, payload) for payload in flow.payloads]
        ways[flow.index] = _stated(flow, found)
        for payload, way in ways[flow.index]:
            traffic.record(flow, payload, way)
        if any(way is None for way in found):
            undecided.append(flow)
    for flow in undecided:
        known = dict(ways[flow.index])
        found = [known.get(p) or _by_traffic(cast, flow, p, traffic) for p in flow.payloads]
        ways[flow.index] = _stated(flow, found)
        for payload, way in ways[flow.index]:
            if payload not in known:
                traffic.record(flow, payload, way)
    return ways


def _stated(flow: Flow, found: Sequence[Way | None]) -> tuple[tuple[Payload, Way], ...]:
    sends = ((p, Way(True, True, "sent, as written")) for p in flow.sends or ())
    returns = ((p, Way(False, True, "returned, as written")) for p in flow.returns or ())
    inferred = ((p, way) for p, way in zip(flow.payloads, found, strict=True) if way is not None)
    return (*inferred, *sends, *returns)


class _Traffic:
    """What is known to move into and out of each component, and through which flow."""

    def __init__(self) -> None:
        self._into: dict[tuple[str, str], set[int]] = {}
        self._out: dict[tuple[str, str], set[int]] = {}
        self._called: dict[tuple[str, str], bool] = {}

    def record(self, flow: Flow, payload: Payload, way: Way) -> None:
        """Note one payload of a call."""
        ends = (flow.source, flow.target) if way.sent else (flow.target, flow.source)
        self.moved(flow, *ends, (payload,))
        if payload.type is not None:
            self._called.setdefault((flow.target, payload.type), way.sent)

    def moved(self, flow: Flow, source: str, target: str, payloads: Sequence[Payload]) -> None:
        """Note that `payloads` move from `source` to `target`."""
        for payload in payloads:
            if payload.type is not None:
                self._into.setdefault((target, payload.type), set()).add(flow.index)
                self._out.setdefault((source, payload.type), set()).add(flow.index)

    def brought(self, name: str, type_: str, apart: Flow) -> bool:
        """Whether another flow brings this type to the component."""
        return bool(self._into.get((name, type_), set()) - {apart.index})

    def fetched(self, name: str, type_: str, apart: Flow) -> bool:
        """Whether another flow takes this type away from the component."""
        return bool(self._out.get((name, type_), set()) - {apart.index})

    def arriving(self, name: str, type_: str) -> bool | None:
        """On calls *into* the component: True if the type is sent to it, False if returned by it."""
        return self._called.get((name, type_))


def _by_kinds(cast: Cast, flow: Flow, payload: Payload) -> Way | None:
    """The direction that the kinds alone settle; None when the rest of the design must help."""
    x = payload.type
    if x is None:
        return Way(True, True, "a label, not typed")
    a, b = flow.source, flow.target
    a_makes, b_makes, b_takes = x in cast.produces(a), x in cast.produces(b), x in cast.consumes(b)
    a_takes = x in (cast.receives(a) if cast.client(a) else cast.consumes(a))
    if not cast.active(a) and not cast.cache(a):
        return Way(True, True, "what is stored is handed out")
    if x in ASKED and (b_takes or not b_makes):
        return Way(True, True, "what asks is sent")
    if a_takes and cast.client(a) and not a_makes:
        return Way(False, True, "people receive it")
    if cast.passes(a) and _edge(cast, a) and not (a_makes and b_takes):
        return Way(False, True, "an answer") if b_makes and x in TOLD else None
    sent, returned = a_makes and b_takes, b_makes and a_takes
    if sent and returned:
        return Way(False, True, "an answer") if x in TOLD else None
    if sent:
        return Way(True, True, "made by the caller, taken by the callee")
    if returned:
        return Way(False, True, "made by the callee, taken by the caller")
    if x in TOLD and b_makes:
        return Way(False, True, "an answer")
    return _by_one_end(cast, flow, x)


def _edge(cast: Cast, name: str) -> bool:
    return Role.EDGE in cast.roles(name)


def _by_one_end(cast: Cast, flow: Flow, x: str) -> Way | None:
    """Neither direction fits both ends: let the end that knows decide."""
    a, b = flow.source, flow.target
    a_makes, b_makes = x in cast.produces(a), x in cast.produces(b)
    a_takes, b_takes = x in cast.consumes(a), x in cast.consumes(b)
    if cast.passes(b):
        if a_makes != a_takes:
            return Way(a_makes, True, "the caller makes it" if a_makes else "the caller takes it")
        if x in TELEMETRY and x in cast.emits(a) and not a_makes:
            return Way(True, True, "anything active can emit it")
        return None
    if b_takes and not a_takes and x in cast.emits(a):
        return Way(True, True, "anything active can emit it")
    if b_makes != b_takes:
        return Way(b_takes, True, "the callee takes it" if b_takes else "the callee makes it")
    if b_makes:
        return Way(False, False, "the callee takes and makes it; a call returns")
    if a_makes != a_takes:
        return Way(a_makes, True, "the caller makes it" if a_makes else "the caller takes it")
    if x in cast.emits(b) and a_takes:
        return Way(False, True, "anything active can emit it")
    if a_makes or x in cast.emits(a):
        return Way(True, not a_makes, "the caller can emit it")
    if x in cast.obeys(b):
        return Way(True, True, "anything active takes configuration")
    return Way(True, False, "neither end is known to make or take it")


def _by_traffic(cast: Cast, flow: Flow, payload: Payload, traffic: _Traffic) -> Way:
    """The direction that the other flows suggest, at what passes on whatever it gets."""
    x, a, b = payload.type or "", flow.source, flow.target
    if _edge(cast, a):
        arriving = traffic.arriving(a, x)
        if arriving is not None:
            return Way(arriving, True, "passed on as it came")
        decided = _by_one_end(cast, flow, x)
        if decided is not None:
            return decided
    for name, sent in ((b, False), (a, True)):
        brought, fetched = traffic.brought(name, x, flow), traffic.fetched(name, x, flow)
        if brought != fetched:
            end = "callee" if name == b else "caller"
            return Way(
                sent if brought else not sent,
                True,
                f"others {'bring it to' if brought else 'fetch it from'} the {end}",
            )
    if cast.client(a) or cast.fed(a) or Role.STREAM in cast.roles(b):
        return Way(True, False, "taken along the arrow")
    agreed = x in cast.produces(b) and x in cast.consumes(a)
    return Way(False, agreed, "made by the callee, taken by the caller" if agreed else "a store is asked")
