"""What each arrow is: a call, a read, a reply, data handed over, or a deployment.

Some people draw who calls whom, others where the data goes. What the components are settles most arrows at
once (`_at_sight`). An arrow between two components that both act may be a call or the answer to one: those
are settled together, by walking from the clients as a request would and calling an arrow a reply when its
target already waits for its source.
"""

from __future__ import annotations

import enum
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mlarch.graph.base import Meaning
from mlarch.graph.cast import ARTEFACTS, ASKED, TOLD, Cast
from mlarch.graph.directions import Ways
from mlarch.graph.paths import Ancestry, reach
from mlarch.model import Flow, Mode

__all__ = ["Sense", "find_senses"]


@dataclass(frozen=True, slots=True)
class Sense:
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


def find_senses(cast: Cast, flows: Sequence[Flow], ways: Ways) -> tuple[Sense, ...]:
    """The meaning of every flow, in the order given."""
    return tuple(_Settler(cast, flows, ways).settle())


class _Settler:
    def __init__(self, cast: Cast, flows: Sequence[Flow], ways: Ways) -> None:
        self.cast = cast
        self.flows = flows
        self.evidence = _Evidence(cast, ways)
        self.senses: dict[int, Sense] = {}
        self.open: dict[_Open, list[Flow]] = {kind: [] for kind in _Open}
        for flow in flows:
            seen = _at_sight(cast, flow, self.evidence)
            if isinstance(seen, Sense):
                self.senses[flow.index] = seen
            else:
                self.open[seen].append(flow)

    def settle(self) -> Iterator[Sense]:
        forced: set[int] = set()
        self._calls_and_replies(forced)
        forced = self._waited_for()
        if forced:
            self._calls_and_replies(forced)
        self._feeds(forced)
        self._reads()
        self._look_through()
        return (self.senses[flow.index] for flow in self.flows)

    def _waiting(self) -> list[tuple[str, str]]:
        """Who waits for whom, as far as it is settled."""
        senses = (self.senses.get(flow.index) for flow in self.flows)
        return [(s.caller, s.callee) for s in senses if s and s.caller is not None and s.callee is not None]

    def _calls_and_replies(self, forced: set[int]) -> None:
        """Settle CALL_OR_REPLY; flows in `forced` are calls into jobs or people that someone waits for."""
        fixed = [self.flows_by_index[i] for i in sorted(forced)]
        pending = self.open[_Open.CALL_OR_REPLY]
        for flow in pending:
            self.senses.pop(flow.index, None)
        known = self._waiting() + [flow.ends for flow in fixed]
        replies = _walk(self.cast, pending, known, self.evidence)
        for flow in pending:
            if flow.index in replies:
                self.senses[flow.index] = Sense(
                    Meaning.REPLY, f"{flow.target} already waits for {flow.source}: this is the reply"
                )
            else:
                self.senses[flow.index] = _call(flow)

    @property
    def flows_by_index(self) -> dict[int, Flow]:
        return {flow.index: flow for flow in self.flows}

    def _on_path(self, extra: Iterable[tuple[str, str]] = ()) -> dict[str, None]:
        """Everything that a client waits for. Nobody waits for what a monitor does next."""
        adjacency = _adjacency([*self._waiting(), *extra])
        clients = [name for name in self.cast.components if self.cast.client(name)]
        return reach(adjacency, clients, enter=lambda name: not self.cast.monitor(name))

    def _waited_for(self) -> set[int]:
        """The flows into jobs and people whose caller stands on a client's path and waits."""
        candidates = [f for f in self.open[_Open.CALL_OR_FEED] if self.evidence.waits(f)]
        on_path = self._on_path(flow.ends for flow in candidates)
        return {f.index for f in candidates if f.source in on_path and not self.cast.monitor(f.source)}

    def _feeds(self, forced: set[int]) -> None:
        for flow in self.open[_Open.CALL_OR_FEED]:
            if flow.index in forced:
                why = f"{flow.source} is on the path of a client's request and waits for {flow.target}"
                self.senses[flow.index] = Sense(Meaning.CALL, why, *flow.ends)
            else:
                why = f"data handed to {flow.target}: nobody waits for a job or a person"
                self.senses[flow.index] = Sense(Meaning.FEED, why)

    def _reads(self) -> None:
        """Settle READ_OR_REPLY: a reply where the target's own call reaches the store, else a read."""
        pending = self.open[_Open.READ_OR_REPLY]
        known = self._waiting()
        ancestry = Ancestry(tuple(self.cast.components), [*known, *(flow.ends for flow in pending)])
        for ends in known:
            ancestry.add(*ends)
        for flow in pending:
            if ancestry.reaches(flow.target, flow.source):
                why = f"{flow.target} already waits for {flow.source}: this is the reply"
                self.senses[flow.index] = Sense(Meaning.REPLY, why)
            else:
                why = f"{flow.source} calls nobody: {flow.target} reads it"
                self.senses[flow.index] = Sense(Meaning.READ, why, flow.target, flow.source)

    def _look_through(self) -> None:
        """`api -> cache -> service`: on a miss the request goes on, if nothing else would bring it there."""
        chosen = [
            flow
            for flow in self.open[_Open.READ_OR_REPLY]
            if flow.position > 0
            and self.cast.cache(flow.source)
            and self.senses[flow.index].meaning is Meaning.READ
            and not self.cast.fed(flow.target)
            and not self.cast.monitor(flow.target)
        ]
        if not chosen:
            return
        indices = {flow.index for flow in chosen}
        kept = [f for f in self.flows if f.index not in indices]
        calls = [(s.caller, s.callee) for s in (self.senses[f.index] for f in kept)]
        adjacency = _adjacency([(a, b) for a, b in calls if a is not None and b is not None])
        clients = [name for name in self.cast.components if self.cast.client(name)]
        on_path = reach(adjacency, clients)
        for flow in chosen:
            if flow.source in on_path and flow.target not in on_path:
                why = f"on a miss the request goes on from {flow.source} to {flow.target}"
                self.senses[flow.index] = Sense(Meaning.CALL, why, *flow.ends, certain=False)
                on_path.update(reach(adjacency, [flow.target]))


def _call(flow: Flow) -> Sense:
    return Sense(Meaning.CALL, f"{flow.source} calls {flow.target} and waits", *flow.ends)


def _adjacency(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    adjacency: dict[str, list[str]] = {}
    for source, target in pairs:
        adjacency.setdefault(source, []).append(target)
    return adjacency


class _Evidence:
    """What a flow's own words say about its meaning."""

    def __init__(self, cast: Cast, ways: Ways) -> None:
        self.cast = cast
        self.ways = ways

    def types(self, flow: Flow) -> frozenset[str]:
        """The data types written on the flow, whichever way they go."""
        written = (*flow.payloads, *(flow.sends or ()), *(flow.returns or ()))
        return frozenset(p.type for p in written if p.type is not None)

    def offered(self, flow: Flow) -> frozenset[str]:
        """What the source makes for the target, by their kinds: assumed where nothing is written."""
        cast = self.cast
        return cast.produces(flow.source) & (cast.consumes(flow.target) | cast.obeys(flow.target))

    def deploys(self, flow: Flow, artefacts: frozenset[str]) -> bool:
        """Whether an artefact, and nothing but artefacts, is brought to something that makes use of it."""
        types = self.types(flow) or self.offered(flow) - {"config"} or self.offered(flow)
        return bool(types) and types <= artefacts and not flow.returns and self.cast.serves(flow.target)

    def asks(self, flow: Flow) -> bool:
        """Whether it can only be a call: it says what callers say, or brings back what the callee makes."""
        if flow.source == flow.target or not self.cast.active(flow.target):
            return True
        stated = (flow.returns, flow.timeout, flow.retries, flow.fallback, flow.share)
        if any(stated) or flow.optional or flow.calls != 1:
            return True
        makes = self.cast.produces(flow.source)
        for payload, way in self.ways.get(flow.index, ()):
            if payload.type in ASKED and way.sent and not self.cast.speaks(flow.source):
                return True
            fetched = not way.sent and way.certain and payload.type not in TOLD
            if (
                fetched
                and payload.type not in makes
                and not self.cast.passes(flow.source)
                and self._agreed(flow, payload.type)
            ):
                return True
        return False

    def _agreed(self, flow: Flow, type_: str | None) -> bool:
        return type_ in self.cast.produces(flow.target) and type_ in self.cast.consumes(flow.source)

    def answers(self, flow: Flow) -> bool:
        """Whether everything typed on the flow goes along the arrow: it may be a reply."""
        ways = [way for payload, way in self.ways.get(flow.index, ()) if payload.type is not None]
        return bool(ways) and all(way.sent for way in ways)

    def waits(self, flow: Flow) -> bool:
        """Whether the source of a call into a job or a person expects something back."""
        if flow.returns or flow.timeout is not None:
            return True
        written = self.ways.get(flow.index, ())
        if not written:
            return not self.offered(flow)
        return any(not way.sent or payload.type in ASKED for payload, way in written)


def _at_sight(cast: Cast, flow: Flow, evidence: _Evidence) -> Sense | _Open:
    """What a flow is by its mode and the components at its ends, where that is enough."""
    if flow.mode is Mode.STREAM:
        return Sense(Meaning.STREAM, "published, and read later")
    if flow.mode is Mode.BATCH:
        if evidence.deploys(flow, ARTEFACTS):
            return Sense(Meaning.DEPLOYMENT, f"an artefact is brought to {flow.target}")
        return Sense(Meaning.BATCH, "moved in bulk")
    if flow.on_failure:
        ends = flow.ends if cast.active(flow.source) else (flow.target, flow.source)
        return Sense(Meaning.FALLBACK, f"called when something else failed {ends[0]}", *ends)
    if not cast.active(flow.source):
        return _from_passive(cast, flow, evidence)
    if cast.client(flow.target) and not flow.returns:
        delivery = _delivery(cast, flow, evidence)
        if delivery is not None:
            return delivery
    if cast.fed(flow.source) and evidence.deploys(flow, ARTEFACTS - {"config"}):
        return Sense(Meaning.DEPLOYMENT, f"an artefact is brought to {flow.target}")
    return _Open.CALL_OR_FEED if cast.fed(flow.target) else _Open.CALL_OR_REPLY


def _from_passive(cast: Cast, flow: Flow, evidence: _Evidence) -> Sense | _Open:
    """An arrow out of a store or a stream."""
    if not cast.active(flow.target):
        if cast.cache(flow.source) and cast.store(flow.target) and not evidence.answers(flow):
            return _Open.CALL_OR_REPLY
        return Sense(Meaning.FEED, "copied from one place to another: neither calls")
    if not cast.serves(flow.source) and evidence.deploys(flow, ARTEFACTS - {"config"}):
        return Sense(Meaning.DEPLOYMENT, f"an artefact is brought to {flow.target}")
    return _Open.READ_OR_REPLY


def _delivery(cast: Cast, flow: Flow, evidence: _Evidence) -> Sense | None:
    """An arrow into a client: a delivery, unless one client hands a request to the next."""
    types = evidence.types(flow)
    if cast.client(flow.source):
        makes_none = not types & cast.produces(flow.source)
        if not types or not types <= cast.receives(flow.target) or not makes_none:
            return None
    received = types <= cast.receives(flow.target)
    return Sense(
        Meaning.REPLY, f"delivered to {flow.target}, which receives what people look at", certain=received
    )


def _walk(
    cast: Cast, pending: Sequence[Flow], known: Sequence[tuple[str, str]], evidence: _Evidence
) -> set[int]:
    """The flows of `pending` that are replies, found by walking from the clients as requests would."""
    walk = _Walk(tuple(cast.components), pending, known, evidence)
    clients = [name for name in cast.components if cast.client(name)]
    called = {target for _, target in known} | {flow.target for flow in pending}
    roots = [name for name in cast.components if name not in called]
    for start in (clients, roots, list(cast.components)):
        for name in start:
            walk.arrive(name)
        walk.go()
    return walk.replies


class _Walk:
    """Adds calls one by one, each checked against those before it: a later arrow back to an ancestor is a
    reply.

    Arrows whose words are neutral are walked before those that may well be answers (everything on them goes
    along the arrow), so that `a -> b` and `b -> a: scores` come out right whichever was drawn first.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        pending: Sequence[Flow],
        known: Sequence[tuple[str, str]],
        evidence: _Evidence,
    ) -> None:
        self.replies: set[int] = set()
        self._ancestry = Ancestry(names, [*known, *(flow.ends for flow in pending)])
        self._out: dict[str, list[tuple[int, Flow]]] = {}
        self._forced = _adjacency(known)
        self._arrived: dict[str, None] = {}
        self._queue: list[tuple[int, int, int, Flow]] = []
        for ends in known:
            self._ancestry.add(*ends)
        for flow in pending:
            if evidence.asks(flow):
                self._ancestry.add(*flow.ends)
                self._forced.setdefault(flow.source, []).append(flow.target)
            else:
                self._out.setdefault(flow.source, []).append((int(evidence.answers(flow)), flow))

    def arrive(self, name: str) -> None:
        """Reach a component, and whatever it surely calls."""
        for found in reach(self._forced, [name], enter=lambda n: n not in self._arrived):
            if found not in self._arrived:
                self._arrived[found] = None
                for tier, flow in self._out.get(found, ()):
                    heapq.heappush(self._queue, (tier, len(self._arrived), flow.index, flow))

    def go(self) -> None:
        """Settle every arrow out of what is reached so far, and walk on through those that are calls."""
        while self._queue:
            _, _, _, flow = heapq.heappop(self._queue)
            waiting = self._ancestry.reaches(flow.target, flow.source)
            if waiting is None:
                waiting = flow.target in self._arrived
            if waiting:
                self.replies.add(flow.index)
            else:
                self._ancestry.add(*flow.ends)
                self.arrive(flow.target)
