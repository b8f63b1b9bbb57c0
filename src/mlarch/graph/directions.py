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
    balancer that passes everything) follows from what the other flows bring and fetch: down the file and up
    again, so that a decision at one end of a chain reaches the other; and last from what is usual.
    """
    traffic = _Traffic()
    found: dict[int, list[Way | None]] = {}
    for flow in flows:
        if flow.mode is not Mode.CALL:
            traffic.moved(flow, flow.source, flow.target, flow.outward)
            traffic.moved(flow, flow.target, flow.source, flow.returns or ())
            continue
        found[flow.index] = [_by_kinds(cast, flow, payload) for payload in flow.payloads]
        for payload, way in _stated(flow, found[flow.index]):
            traffic.record(flow, payload, way)
    undecided = [flow for flow in flows if None in found.get(flow.index, ())]
    for guess in (False, False, True):
        for order in (undecided, undecided[::-1]):
            for flow in order:
                _decide(cast, flow, found[flow.index], traffic, guess)
    return {flow.index: _stated(flow, found[flow.index]) for flow in flows if flow.index in found}


def _decide(cast: Cast, flow: Flow, ways: list[Way | None], traffic: _Traffic, guess: bool) -> None:
    """Settle what is open on one flow by the other flows; with `guess`, settle it whatever they say."""
    for number, payload in enumerate(flow.payloads):
        if ways[number] is None:
            way = _by_traffic(cast, flow, payload, traffic) or (
                _by_rule(cast, flow, payload) if guess else None
            )
            if way is not None:
                ways[number] = way
                traffic.record(flow, payload, way)


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
        self._any_into: dict[str, set[int]] = {}
        self._any_out: dict[str, set[int]] = {}

    def record(self, flow: Flow, payload: Payload, way: Way) -> None:
        """Note one payload of a call."""
        ends = (flow.source, flow.target) if way.sent else (flow.target, flow.source)
        self.moved(flow, *ends, (payload,))
        if payload.type is not None:
            self._called.setdefault((flow.target, payload.type), way.sent)

    def moved(self, flow: Flow, source: str, target: str, payloads: Sequence[Payload]) -> None:
        """Note that `payloads` move from `source` to `target`."""
        if payloads:
            self._any_into.setdefault(target, set()).add(flow.index)
            self._any_out.setdefault(source, set()).add(flow.index)
        for payload in payloads:
            if payload.type is not None:
                self._into.setdefault((target, payload.type), set()).add(flow.index)
                self._out.setdefault((source, payload.type), set()).add(flow.index)

    def only_brought(self, name: str, type_: str | None, apart: Flow) -> bool | None:
        """Whether other flows bring this type (None: anything) to the component and never take it away.

        False when they only take it away; None when they do both, or neither.
        """
        if type_ is None:
            into, out = self._any_into.get(name, set()), self._any_out.get(name, set())
        else:
            into, out = self._into.get((name, type_), set()), self._out.get((name, type_), set())
        brought = len(into) > (apart.index in into)
        fetched = len(out) > (apart.index in out)
        return None if brought == fetched else brought

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
    if cast.client(a) and cast.client(b) and a_makes:
        return Way(True, True, "what people do, told to what they use")
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


def _by_traffic(cast: Cast, flow: Flow, payload: Payload, traffic: _Traffic) -> Way | None:
    """The direction that the other flows suggest, at what passes on whatever it gets."""
    x, a, b = payload.type or "", flow.source, flow.target
    if _edge(cast, a):
        arriving = traffic.arriving(a, x)
        if arriving is not None:
            return Way(arriving, True, "passed on as it came")
    at_callee = traffic.only_brought(b, x, flow)
    if at_callee is None and cast.store(b):
        at_callee = traffic.only_brought(b, None, flow)
    if at_callee is not None:
        return Way(not at_callee, True, f"others only {'bring it there' if at_callee else 'fetch it there'}")
    at_caller = traffic.only_brought(a, x, flow)
    if at_caller is not None and not _edge(cast, a):
        return Way(at_caller, True, f"the caller {'has' if at_caller else 'gives'} it already")
    return None


def _by_rule(cast: Cast, flow: Flow, payload: Payload) -> Way:
    """The direction when nothing in the design tells: what a call to such a callee usually does."""
    x, a, b = payload.type or "", flow.source, flow.target
    if _edge(cast, a):
        decided = _by_one_end(cast, flow, x)
        if decided is not None:
            return decided
    if cast.fed(b):
        return Way(True, True, "data handed over")
    if cast.fed(a) or Role.STREAM in cast.roles(b):
        return Way(True, False, "taken along the arrow")
    if x not in cast.produces(b) or x not in cast.consumes(a):
        return Way(False, False, "a store is asked")
    uploads = cast.client(a) and not _edge(cast, b)
    # A service writes its own rows to a plain store as often as it reads them.
    writes = cast.plain_store(b) and x in cast.produces(a)
    if uploads or writes:
        return Way(False, False, "both ends make and take it; a call returns")
    return Way(False, True, "made by the callee, taken by the caller")
