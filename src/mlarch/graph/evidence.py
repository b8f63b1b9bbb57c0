"""What a flow's own words say about its meaning: does it ask, answer, wait, deploy?"""

from __future__ import annotations

from mlarch.catalog.base import Role
from mlarch.graph.cast import ASKED, TELEMETRY, TOLD, Cast
from mlarch.graph.directions import Ways
from mlarch.model import Flow

__all__ = ["Evidence"]

# What nearly every service may send to nearly anyone: it does not tell why a case is laid before a person.
_COMMON = ASKED | TELEMETRY | TOLD | {"raw_data", "documents", "media", "features"}


class Evidence:
    """Judges single flows by what is written on them and by the kinds at their ends."""

    def __init__(self, cast: Cast, ways: Ways) -> None:
        self.cast = cast
        self.ways = ways

    def types(self, flow: Flow) -> frozenset[str]:
        """The data types written on the flow, whichever way they go."""
        return frozenset(p.type for p in flow.written if p.type is not None)

    def offered(self, flow: Flow) -> frozenset[str]:
        """What the source makes for the target, by their kinds: assumed where nothing is written."""
        cast = self.cast
        return cast.produces(flow.source) & (cast.consumes(flow.target) | cast.obeys(flow.target))

    def deploys(self, flow: Flow, artefacts: frozenset[str]) -> bool:
        """Whether an artefact, and nothing but artefacts, is brought to something that makes use of it.

        What a scheduler tells a job is to run: that is an order, and no configuration.
        """
        types = self.types(flow)
        if not types:
            offered = self.offered(flow)
            made = offered & {"model_artifact", "index"} or offered
            types = offered if self.cast.passes(flow.source) else made
        if self.cast.schedules(flow.source) and self.cast.started(flow.target):
            artefacts -= {"config"}
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

    def questions(self, flow: Flow) -> bool:
        """Whether it says what only a caller says: something to be answered, or what comes back."""
        return bool(flow.returns) or any(payload.type in ASKED for payload in flow.outward)

    def _agreed(self, flow: Flow, type_: str | None) -> bool:
        return type_ in self.cast.produces(flow.target) and type_ in self.cast.consumes(flow.source)

    def answers(self, flow: Flow) -> bool:
        """Whether everything typed on the flow goes along the arrow: it may be a reply."""
        ways = [way for payload, way in self.ways.get(flow.index, ()) if payload.type is not None]
        return bool(ways) and all(way.sent for way in ways)

    def offers(self, flow: Flow) -> bool:
        """Whether a service hands its own product to a service that takes it, and nothing says it asks."""
        cast, types = self.cast, self.types(flow)
        service = Role.SERVICE in cast.roles(flow.source) and Role.SERVICE in cast.roles(flow.target)
        known = types <= cast.produces(flow.source) and types <= cast.consumes(flow.target)
        return service and bool(types) and known and not types & (ASKED | TELEMETRY) and not self.asks(flow)

    def waits(self, flow: Flow) -> bool:
        """Whether the source of a call into a job or a person expects something back."""
        if flow.returns or flow.timeout is not None:
            return True
        written = self.ways.get(flow.index, ())
        if not written:
            return self._bare_waits(flow)
        return any(not way.sent or payload.type in ASKED for payload, way in written)

    def _bare_waits(self, flow: Flow) -> bool:
        """Nothing is written: an arrow means waiting, unless it is plain what is handed over."""
        if not self.cast.online(flow.source) or self.cast.unhurried(flow.target):
            return False
        if self.cast.person(flow.target):
            return not self.offered(flow) - _COMMON
        return True
