"""What each arrow is: a call, a read, a reply, data handed over, or a deployment.

Some people draw who calls whom, others where the data goes. What the components are settles most arrows at
once (`_at_sight`). An arrow between two components that both act may be a call or the answer to one: those
are settled together, by walking from the clients as a request would and calling an arrow a reply when its
target already waits for its source.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence

from mlarch.catalog.base import Role
from mlarch.graph.entries import find_entries
from mlarch.graph.paths import IncrementalReachability, adjacent, reach
from mlarch.graph.resolve.directions import PayloadDirections
from mlarch.graph.resolve.flow_signals import FlowSignals
from mlarch.graph.resolve.reply_detection import find_replies
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import ARTIFACT_TYPES, ComponentTraits
from mlarch.model import Flow, Mode
from mlarch.records import dataclass

__all__ = ["Classification", "classify"]


@dataclass(frozen=True, slots=True)
class Classification:
    """One flow's meaning with its reason; `caller` and `callee` are ids where someone waits."""

    meaning: Meaning
    why: str
    caller: str | None = None
    callee: str | None = None
    certain: bool = True


class _Open(enum.Enum):
    """What is left to settle after the first look."""

    CALL_OR_REPLY = enum.auto()
    READ_OR_REPLY = enum.auto()
    CALL_OR_FEED = enum.auto()


def classify(
    traits: ComponentTraits, flows: Sequence[Flow], directions: PayloadDirections
) -> tuple[Classification, ...]:
    """The meaning of every flow, in the order given."""
    return tuple(_Settler(traits, flows, directions).settle())


class _Settler:
    def __init__(self, traits: ComponentTraits, flows: Sequence[Flow], directions: PayloadDirections) -> None:
        self.traits = traits
        self.flows = flows
        self.signals = FlowSignals(traits, directions)
        self.classified: dict[int, Classification] = {}
        self.open: dict[_Open, list[Flow]] = {kind: [] for kind in _Open}
        for flow in flows:
            seen = _at_sight(traits, flow, self.signals)
            if isinstance(seen, Classification):
                self.classified[flow.index] = seen
            else:
                self.open[seen].append(flow)

    def settle(self) -> Iterator[Classification]:
        forced: set[int] = set()
        self._calls_and_replies(forced)
        forced = self._waited_for()
        if forced:
            self._calls_and_replies(forced)
        self._feeds(forced)
        self._reads()
        self._look_through()
        self._asked_for()
        self._answered_failures()
        return (self.classified[flow.index] for flow in self.flows)

    def _waiting(self) -> list[tuple[str, str]]:
        """Who waits for whom, as far as it is settled."""
        classified = (self.classified.get(flow.index) for flow in self.flows)
        return [
            (s.caller, s.callee) for s in classified if s and s.caller is not None and s.callee is not None
        ]

    def _calls_and_replies(self, forced: set[int]) -> None:
        """Settle CALL_OR_REPLY; flows in `forced` are calls into jobs or people that someone waits for."""
        fixed = [flow for flow in self.open[_Open.CALL_OR_FEED] if flow.index in forced]
        pending = self.open[_Open.CALL_OR_REPLY]
        for flow in pending:
            self.classified.pop(flow.index, None)
        known = self._waiting() + [flow.ends for flow in fixed]
        replies = find_replies(self.traits, pending, known, self.signals)
        for flow in pending:
            if flow.index in replies:
                self.classified[flow.index] = Classification(
                    Meaning.REPLY, f"{flow.target} already waits for {flow.source}: this is the reply"
                )
            else:
                self.classified[flow.index] = _call(flow)

    def _on_path(self, extra: Iterable[tuple[str, str]] = ()) -> dict[str, str | None]:
        """Everything that a request reaches. Nobody waits for what a monitor does next."""
        links = adjacent([*self._waiting(), *extra])
        return reach(links, self._entries(), enter=lambda name: not self.traits.monitor(name))

    def _entries(self) -> tuple[str, ...]:
        """Where requests start, as far as it is settled."""
        settled = [
            (flow, self.classified[flow.index]) for flow in self.flows if flow.index in self.classified
        ]
        calls = ((m.caller, m.callee, flow) for flow, m in settled)
        waiting = ((a, b, flow) for a, b, flow in calls if a is not None and b is not None)
        driven = {flow.target for flow, m in settled if m.meaning in (Meaning.STREAM, Meaning.BATCH)}
        return find_entries(self.traits, waiting, driven)

    def _waited_for(self) -> set[int]:
        """The flows into jobs and people whose caller stands on a client's path and waits."""
        candidates = [f for f in self.open[_Open.CALL_OR_FEED] if self.signals.waits(f)]
        if not candidates:
            return set()
        on_path = self._on_path(flow.ends for flow in candidates)
        return {f.index for f in candidates if f.source in on_path and not self.traits.monitor(f.source)}

    def _feeds(self, forced: set[int]) -> None:
        for flow in self.open[_Open.CALL_OR_FEED]:
            if flow.index in forced:
                why = f"{flow.source} is on the path of a client's request and waits for {flow.target}"
                self.classified[flow.index] = Classification(Meaning.CALL, why, *flow.ends)
            else:
                why = f"data handed to {flow.target}: nobody waits for a job or a person"
                self.classified[flow.index] = Classification(Meaning.FEED, why)

    def _reads(self) -> None:
        """Settle READ_OR_REPLY: a reply where the target's own call reaches the store, else a read."""
        pending = self.open[_Open.READ_OR_REPLY]
        known = self._waiting()
        reachability = IncrementalReachability([*known, *(flow.ends for flow in pending)])
        for ends in known:
            reachability.add(*ends)
        for flow in pending:
            if reachability.reaches(flow.target, flow.source):
                why = f"{flow.target} already waits for {flow.source}: this is the reply"
                self.classified[flow.index] = Classification(Meaning.REPLY, why)
            else:
                why = f"{flow.source} calls nobody: {flow.target} reads it"
                self.classified[flow.index] = Classification(Meaning.READ, why, flow.target, flow.source)

    def _look_through(self) -> None:
        """`api -> cache -> service`: on a miss the request goes on, if nothing else would bring it there."""
        chosen = [
            flow
            for flow in self.open[_Open.READ_OR_REPLY]
            if flow.position > 0
            and self.traits.cache(flow.source)
            and self.classified[flow.index].meaning is Meaning.READ
            and not self.traits.job_or_person(flow.target)
            and not self.traits.monitor(flow.target)
        ]
        if not chosen:
            return
        indices = {flow.index for flow in chosen}
        kept = [f for f in self.flows if f.index not in indices]
        calls = [(s.caller, s.callee) for s in (self.classified[f.index] for f in kept)]
        links = adjacent([(a, b) for a, b in calls if a is not None and b is not None])
        on_path = reach(links, self._entries())
        for flow in chosen:
            if flow.source in on_path and flow.target not in on_path:
                why = f"on a miss the request goes on from {flow.source} to {flow.target}"
                self.classified[flow.index] = Classification(Meaning.CALL, why, *flow.ends, certain=False)
                on_path.update(reach(links, [flow.target]))

    def _asked_for(self) -> None:
        """A service that nobody calls, drawn with its product going to one on the path: it is asked."""
        calling = (Meaning.CALL, Meaning.FALLBACK, Meaning.REPLY)
        called = {flow.target for flow in self.flows if self.classified[flow.index].meaning in calling}
        offers = [
            flow
            for flow in self.flows
            if flow.source not in called
            and self.classified[flow.index].meaning is Meaning.CALL
            and self.signals.offers(flow)
        ]
        on_path = self._on_path() if offers else {}
        for flow in offers:
            if flow.target in on_path and flow.source not in on_path:
                why = f"nobody calls {flow.source}, which makes this: {flow.target} asks it"
                self.classified[flow.index] = Classification(
                    Meaning.READ, why, flow.target, flow.source, certain=False
                )

    def _answered_failures(self) -> None:
        """`when: failure` out of a service that nothing sets to work: it is the one that is called."""
        classified = [(flow, self.classified[flow.index]) for flow in self.flows]
        drawn_as_calls = [
            flow for flow, m in classified if m.meaning is Meaning.FALLBACK and m.caller == flow.source
        ]
        if not drawn_as_calls:
            return
        filled = (Meaning.BATCH, Meaning.DEPLOYMENT)
        called = {meant.callee or flow.target for flow, meant in classified if meant.meaning not in filled}
        started = called.union(self._entries())
        on_path = self._on_path()
        for flow in drawn_as_calls:
            idle = flow.source not in started and Role.SERVICE in self.traits.roles(flow.source)
            if idle and flow.target in on_path and not self.signals.questions(flow):
                self.classified[flow.index] = _answering(flow)


def _call(flow: Flow) -> Classification:
    return Classification(Meaning.CALL, f"{flow.source} calls {flow.target} and waits", *flow.ends)


def _at_sight(traits: ComponentTraits, flow: Flow, signals: FlowSignals) -> Classification | _Open:
    """What a flow is by its mode and the components at its ends, where that is enough."""
    if flow.mode is Mode.STREAM:
        return Classification(Meaning.STREAM, "published, and read later")
    if flow.mode is Mode.BATCH:
        if signals.deploys(flow, ARTIFACT_TYPES):
            return Classification(Meaning.DEPLOYMENT, f"an artefact is brought to {flow.target}")
        return Classification(Meaning.BATCH, "moved in bulk")
    if flow.on_failure:
        return _on_failure(traits, flow, signals)
    if not traits.active(flow.source):
        return _from_passive(traits, flow, signals)
    if traits.client(flow.target) and not flow.returns:
        delivery = _delivery(traits, flow, signals)
        if delivery is not None:
            return delivery
    if traits.job_or_person(flow.source) and signals.deploys(flow, ARTIFACT_TYPES - {"config"}):
        return Classification(Meaning.DEPLOYMENT, f"an artefact is brought to {flow.target}")
    return _Open.CALL_OR_FEED if traits.job_or_person(flow.target) else _Open.CALL_OR_REPLY


def _on_failure(traits: ComponentTraits, flow: Flow, signals: FlowSignals) -> Classification:
    """Drawn from who calls; or, out of what is only there to answer, with the data."""
    if not traits.active(flow.source):
        return _answering(flow)
    spare = traits.fallback(flow.source) and traits.active(flow.target) and not traits.fallback(flow.target)
    if spare and not signals.questions(flow):
        return _answering(flow)
    why = f"{flow.source} calls {flow.target} when something else failed"
    return Classification(Meaning.FALLBACK, why, *flow.ends)


def _answering(flow: Flow) -> Classification:
    why = f"{flow.target} calls {flow.source} when something else failed"
    return Classification(Meaning.FALLBACK, why, flow.target, flow.source)


def _from_passive(traits: ComponentTraits, flow: Flow, signals: FlowSignals) -> Classification | _Open:
    """An arrow out of a store or a stream."""
    if not traits.active(flow.target):
        if traits.cache(flow.source) and traits.store(flow.target) and not signals.answers(flow):
            return _Open.CALL_OR_REPLY
        return Classification(Meaning.FEED, "copied from one place to another: neither calls")
    if not traits.deployment_target(flow.source) and signals.deploys(flow, ARTIFACT_TYPES - {"config"}):
        return Classification(Meaning.DEPLOYMENT, f"an artefact is brought to {flow.target}")
    return _Open.READ_OR_REPLY


def _delivery(traits: ComponentTraits, flow: Flow, signals: FlowSignals) -> Classification | None:
    """An arrow into a client: a delivery, unless one client hands a request to the next."""
    types = signals.types(flow)
    if traits.client(flow.source):
        makes_none = not types & traits.produces(flow.source)
        if not types or not types <= traits.receives(flow.target) or not makes_none:
            return None
    received = types <= traits.receives(flow.target)
    return Classification(
        Meaning.REPLY, f"delivered to {flow.target}, which receives what people look at", certain=received
    )
