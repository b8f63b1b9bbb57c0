"""Which arrows are replies: found by walking through a design as requests would, from the clients on."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from mlarch.graph.paths import IncrementalReachability, adjacent, reach
from mlarch.graph.resolve.flow_signals import FlowSignals
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Flow

__all__ = ["find_replies"]


def find_replies(
    traits: ComponentTraits, pending: Sequence[Flow], known: Sequence[tuple[str, str]], signals: FlowSignals
) -> set[int]:
    """The flows of `pending` that are replies, found by walking from the clients as requests would."""
    walk = _ReplySearch(pending, known, signals)
    clients = [name for name in traits.components if traits.client(name)]
    called = {target for _, target in known} | {flow.target for flow in pending}
    roots = [name for name in traits.components if name not in called]
    # In a ring that nobody enters, whoever is drawn first asks.
    drawn = ([flow.source] for flow in pending)
    for start in (clients, roots, *drawn):
        for name in start:
            walk.arrive(name)
        walk.go()
    return walk.replies


class _ReplySearch:
    """Adds calls one by one, each checked against those before it: a later arrow back to an ancestor is a
    reply.

    Arrows whose words are neutral are walked before those that may well be answers (everything on them goes
    along the arrow), so that `a -> b` and `b -> a: scores` come out right whichever was drawn first.
    """

    def __init__(
        self,
        pending: Sequence[Flow],
        known: Sequence[tuple[str, str]],
        signals: FlowSignals,
    ) -> None:
        self.replies: set[int] = set()
        possible = [*known, *(flow.ends for flow in pending)]
        self._certain = IncrementalReachability(possible)
        self._walked = self._certain.empty()
        self._direct = set(known)
        self._out: dict[str, list[tuple[int, Flow]]] = {}
        self._forced = adjacent(known)
        self._arrived: dict[str, None] = {}
        self._queue: list[tuple[int, int, int, Flow]] = []
        for ends in known:
            self._certain.add(*ends)
        for flow in pending:
            if signals.asks(flow):
                self._certain.add(*flow.ends)
                self._direct.add(flow.ends)
                self._forced.setdefault(flow.source, {})[flow.target] = None
            else:
                self._out.setdefault(flow.source, []).append((int(signals.answers(flow)), flow))

    def arrive(self, name: str) -> None:
        """Reach a component, and whatever it surely calls."""
        if name in self._arrived:
            return
        for found in reach(self._forced, [name], enter=lambda n: n not in self._arrived):
            if found not in self._arrived:
                self._arrived[found] = None
                for target in self._forced.get(found, ()):
                    self._walked.add(found, target)
                for tier, flow in self._out.get(found, ()):
                    heapq.heappush(self._queue, (tier, len(self._arrived), flow.index, flow))

    def go(self) -> None:
        """Settle every arrow out of what is reached so far, and walk on through those that are calls."""
        while self._queue:
            tier, _, _, flow = heapq.heappop(self._queue)
            if self._waits(flow, answers=tier > 0):
                self.replies.add(flow.index)
            else:
                self._certain.add(*flow.ends)
                self._walked.add(*flow.ends)
                self.arrive(flow.target)

    def _waits(self, flow: Flow, *, answers: bool) -> bool:
        """Whether the target already waits for the source.

        A neutral arrow into what no request has reached yet is a call, even if that will ask back: requests
        that go round in a ring are found so. Only a direct question makes it an answer.
        """
        if (flow.target, flow.source) in self._direct:
            return True
        reachability = self._certain if answers else self._walked
        waiting = reachability.reaches(flow.target, flow.source)
        return flow.target in self._arrived if waiting is None else waiting
