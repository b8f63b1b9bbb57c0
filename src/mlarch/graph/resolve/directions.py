"""Which way each payload of a call travels, from what the kinds at its ends make and take."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mlarch.catalog.base import Role
from mlarch.graph.traits import ANSWER_TYPES, REQUEST_TYPES, TELEMETRY_TYPES, ComponentTraits
from mlarch.model import Flow, Mode, Payload
from mlarch.records import dataclass

__all__ = ["PayloadDirection", "PayloadDirections", "find_directions"]


@dataclass(frozen=True, slots=True)
class PayloadDirection:
    """One payload on a call: sent along the arrow or returned against it, and how sure that is."""

    sent: bool
    certain: bool
    why: str


PayloadDirections = dict[int, tuple[tuple[Payload, PayloadDirection], ...]]
"""The payloads of every call-mode flow with their directions, by the flow's index."""


def find_directions(traits: ComponentTraits, flows: Sequence[Flow]) -> PayloadDirections:
    """Settle the direction of every payload that the author left to inference.

    What the kinds alone decide comes first. What then remains (a store that both makes and takes a type, a
    balancer that passes everything) follows from what the other flows bring and fetch: down the file and up
    again, so that a decision at one end of a chain reaches the other; and last from what is usual.
    """
    found: dict[int, list[PayloadDirection | None]] = {
        flow.index: [_by_kinds(traits, flow, payload) for payload in flow.payloads]
        for flow in flows
        if flow.mode is Mode.CALL
    }
    _keep_on(traits, flows, found)
    undecided = [flow for flow in flows if None in found.get(flow.index, ())]
    traffic = _Traffic({name for flow in undecided for name in flow.ends})
    for flow in flows if undecided else ():
        if flow.mode is not Mode.CALL:
            traffic.moved(flow, flow.source, flow.target, flow.outward)
            traffic.moved(flow, flow.target, flow.source, flow.returns or ())
            continue
        for payload, direction in _stated(flow, found[flow.index]):
            traffic.record(flow, payload, direction)
    for guess in (False, False, True):
        for order in (undecided, undecided[::-1]):
            for flow in order:
                _decide(traits, flow, found[flow.index], traffic, guess)
    return {flow.index: _stated(flow, found[flow.index]) for flow in flows if flow.index in found}


def _keep_on(
    traits: ComponentTraits, flows: Sequence[Flow], found: dict[int, list[PayloadDirection | None]]
) -> None:
    """What a chain has brought to a component goes on along the arrow to one of unknown kind.

    In `camera -> detector -> planner: images` the detector takes images, and so might fetch them from a
    planner of which nothing is known; but it has just got them.
    """
    brought: set[tuple[int, int, str, str]] = set()
    for flow in flows:
        for number, payload in enumerate(flow.payloads if flow.mode is Mode.CALL else ()):
            direction = found[flow.index][number]
            arrived = (flow.line, flow.position, flow.source, payload.text) in brought
            if arrived and traits.unknown(flow.target, "produces") and not traits.store(flow.target):
                direction = found[flow.index][number] = _sent("handed on along the chain")
            if direction is not None and direction.sent:
                brought.add((flow.line, flow.position + 1, flow.target, payload.text))


def _decide(
    traits: ComponentTraits,
    flow: Flow,
    directions: list[PayloadDirection | None],
    traffic: _Traffic,
    guess: bool,
) -> None:
    """Settle what is open on one flow by the other flows; with `guess`, settle it whatever they say."""
    for number, payload in enumerate(flow.payloads):
        if directions[number] is None:
            direction = _by_traffic(traits, flow, payload, traffic) or (
                _by_rule(traits, flow, payload) if guess else None
            )
            if direction is not None:
                directions[number] = direction
                traffic.record(flow, payload, direction)


def _stated(
    flow: Flow, found: Sequence[PayloadDirection | None]
) -> tuple[tuple[Payload, PayloadDirection], ...]:
    sends = ((p, _sent("sent, as written")) for p in flow.sends or ())
    returns = ((p, _returned("returned, as written")) for p in flow.returns or ())
    inferred = (
        (p, direction) for p, direction in zip(flow.payloads, found, strict=True) if direction is not None
    )
    return (*inferred, *sends, *returns)


class _Traffic:
    """What is known to move into and out of each of the components `of`, and through which flow.

    Of the flows two are kept each time: whoever asks leaves out one at most, so that another is left.
    """

    def __init__(self, of: Collection[str]) -> None:
        self._of = of
        self._into: dict[tuple[str, str | None], tuple[int, ...]] = {}
        self._out: dict[tuple[str, str | None], tuple[int, ...]] = {}
        self._called: dict[tuple[str, str], bool] = {}

    def record(self, flow: Flow, payload: Payload, direction: PayloadDirection) -> None:
        """Note one payload of a call."""
        ends = (flow.source, flow.target) if direction.sent else (flow.target, flow.source)
        self.moved(flow, *ends, (payload,))
        if payload.type is not None:
            self._called.setdefault((flow.target, payload.type), direction.sent)

    def moved(self, flow: Flow, source: str, target: str, payloads: Sequence[Payload]) -> None:
        """Note that `payloads` move from `source` to `target`."""
        types = {payload.type for payload in payloads}
        if types:
            types.add(None)  # anything
        for name, known in ((target, self._into), (source, self._out)):
            for type_ in types if name in self._of else ():
                flows = known.get((name, type_), ())
                if len(flows) < 2 and flow.index not in flows:
                    known[name, type_] = (*flows, flow.index)

    def only_brought(self, name: str, type_: str | None, apart: Flow) -> bool | None:
        """Whether other flows bring this type (None: anything) to the component and never take it away.

        False when they only take it away; None when they do both, or neither.
        """
        into, out = self._into.get((name, type_), ()), self._out.get((name, type_), ())
        brought = len(into) > (apart.index in into)
        fetched = len(out) > (apart.index in out)
        return None if brought == fetched else brought

    def brought(self, name: str, type_: str, apart: Flow) -> bool:
        """Whether another flow brings this type to the component."""
        return any(index != apart.index for index in self._into.get((name, type_), ()))

    def arriving(self, name: str, type_: str) -> bool | None:
        """On calls *into* the component: True if the type is sent to it, False if returned by it."""
        return self._called.get((name, type_))


def _by_kinds(traits: ComponentTraits, flow: Flow, payload: Payload) -> PayloadDirection | None:
    """The direction that the kinds alone settle; None when the rest of the design must help."""
    x = payload.type
    if x is None:
        return _sent("a label, not typed")
    a, b = flow.source, flow.target
    a_makes, b_makes, b_takes = x in traits.produces(a), x in traits.produces(b), x in traits.consumes(b)
    a_takes = x in (traits.receives(a) if traits.client(a) else traits.consumes(a))
    if not traits.active(a) and not traits.cache(a):
        return _sent("what is stored is handed out")
    if x in REQUEST_TYPES and (b_takes or not b_makes):
        return _sent("what asks is sent")
    if a_takes and traits.client(a) and not a_makes:
        return _returned("people receive it")
    if traits.passes(a) and _edge(traits, a) and not (a_makes and b_takes):
        return _returned("an answer") if b_makes and x in ANSWER_TYPES else None
    if a_makes and b_takes:
        return None if b_makes and a_takes else _sent("made by the caller, taken by the callee")
    if b_makes and a_takes:
        open_ = b_takes and not traits.hands_out(b)
        return None if open_ else _returned("made by the callee, taken by the caller")
    if x in ANSWER_TYPES and b_makes and not b_takes:
        return _returned("an answer")
    return _by_one_end(traits, flow, x)


def _sent(why: str, *, certain: bool = True) -> PayloadDirection:
    return PayloadDirection(True, certain, why)


def _returned(why: str, *, certain: bool = True) -> PayloadDirection:
    return PayloadDirection(False, certain, why)


def _edge(traits: ComponentTraits, name: str) -> bool:
    return Role.EDGE in traits.roles(name)


def _by_one_end(traits: ComponentTraits, flow: Flow, x: str) -> PayloadDirection | None:
    """Neither direction fits both ends: let the end that knows decide."""
    a, b = flow.source, flow.target
    a_makes, b_makes = x in traits.produces(a), x in traits.produces(b)
    a_takes, b_takes = x in traits.consumes(a), x in traits.consumes(b)
    if traits.passes(b):
        if a_makes != a_takes:
            return _sent("the caller makes it") if a_makes else _returned("the caller takes it")
        if x in TELEMETRY_TYPES and x in traits.emits(a) and not a_makes:
            return _sent("anything active can emit it")
        return None
    if b_takes and not a_takes and x in traits.emits(a):
        return _sent("anything active can emit it")
    if traits.client(a) and traits.client(b) and a_makes:
        return _sent("what people do, told to what they use")
    if b_makes != b_takes:
        return _sent("the callee takes it") if b_takes else _returned("the callee makes it")
    if b_makes and traits.hands_out(b):
        return _returned("the callee takes and makes it; a store is asked", certain=False)
    if b_makes:
        return _sent("the callee takes and makes it; the arrow is believed", certain=False)
    if a_makes != a_takes:
        return _sent("the caller makes it") if a_makes else _returned("the caller takes it")
    return _by_common_data(traits, flow, x)


def _by_common_data(traits: ComponentTraits, flow: Flow, x: str) -> PayloadDirection:
    """Neither kind lists it, or the caller does twice: what anything active gives and takes."""
    a, b = flow.source, flow.target
    a_makes = x in traits.produces(a)
    if x in traits.emits(b) and x in traits.consumes(a):
        return _returned("anything active can emit it")
    if a_makes or x in traits.emits(a):
        return _sent("the caller can emit it", certain=not a_makes)
    if x in traits.accepts_config(b):
        return _sent("anything active takes configuration")
    return _sent("neither end is known to make or take it", certain=False)


def _by_traffic(
    traits: ComponentTraits, flow: Flow, payload: Payload, traffic: _Traffic
) -> PayloadDirection | None:
    """The direction that the other flows suggest, at what passes on whatever it gets."""
    x, a, b = payload.type or "", flow.source, flow.target
    if _edge(traits, a):
        arriving = traffic.arriving(a, x)
        if arriving is not None:
            return PayloadDirection(arriving, True, "passed on as it came")
    at_callee = traffic.only_brought(b, x, flow) if traits.hands_out(b) or traits.passes(b) else None
    if at_callee is None and traits.store(b):
        at_callee = traffic.only_brought(b, None, flow)
    if at_callee is not None:
        return PayloadDirection(
            not at_callee, True, f"others only {'bring it there' if at_callee else 'fetch it there'}"
        )
    if x in traits.consumes(b) and not traits.hands_out(b) and traffic.brought(a, x, flow):
        return _sent("the caller has it, and the callee takes it")
    at_caller = traffic.only_brought(a, x, flow)
    if at_caller is not None and not _edge(traits, a):
        return PayloadDirection(at_caller, True, f"the caller {'has' if at_caller else 'gives'} it already")
    return None


def _by_rule(traits: ComponentTraits, flow: Flow, payload: Payload) -> PayloadDirection:
    """The direction when nothing in the design tells: what a call to such a callee usually does.

    The arrow is believed; what is there to hand out answers a call by handing out.
    """
    x, a, b = payload.type or "", flow.source, flow.target
    if _edge(traits, a):
        decided = _by_one_end(traits, flow, x)
        if decided is not None:
            return decided
    if traits.job_or_person(b):
        return _sent("data handed over")
    if traits.job_or_person(a) or Role.STREAM in traits.roles(b):
        return _sent("taken along the arrow", certain=False)
    if not traits.hands_out(b):
        return _sent("both ends may make and use it; the arrow is believed", certain=False)
    if x not in traits.produces(b) or x not in traits.consumes(a):
        return _returned("a store is asked", certain=False)
    # A service writes its own rows to a plain store as often as it reads them.
    if traits.client(a) or (traits.plain_store(b) and x in traits.produces(a)):
        return _returned("both ends make and take it; a call returns", certain=False)
    return _returned("made by the callee, taken by the caller")
