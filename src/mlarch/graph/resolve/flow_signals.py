"""What a flow's own words say about its meaning: does it ask, answer, wait, deploy?"""

from __future__ import annotations

from mlarch.catalog.base import Role
from mlarch.graph.resolve.directions import PayloadDirections
from mlarch.graph.traits import ANSWER_TYPES, REQUEST_TYPES, TELEMETRY_TYPES, ComponentTraits
from mlarch.model import Flow

__all__ = ["FlowSignals"]

# What nearly every service may send to nearly anyone: it does not tell why a case is laid before a person.
_COMMON = REQUEST_TYPES | TELEMETRY_TYPES | ANSWER_TYPES | {"raw_data", "documents", "media", "features"}


class FlowSignals:
    """Judges single flows by what is written on them and by the kinds at their ends."""

    def __init__(self, traits: ComponentTraits, directions: PayloadDirections) -> None:
        self.traits = traits
        self.directions = directions

    def types(self, flow: Flow) -> frozenset[str]:
        """The data types written on the flow, whichever way they go."""
        return frozenset(p.type for p in flow.written if p.type is not None)

    def offered(self, flow: Flow) -> frozenset[str]:
        """What the source makes for the target, by their kinds: assumed where nothing is written."""
        traits = self.traits
        return traits.produces(flow.source) & (
            traits.consumes(flow.target) | traits.accepts_config(flow.target)
        )

    def deploys(self, flow: Flow, artefacts: frozenset[str]) -> bool:
        """Whether an artefact, and nothing but artefacts, is brought to something that makes use of it.

        What a scheduler tells a job is to run: that is an order, and no configuration.
        """
        types = self.types(flow)
        if not types:
            offered = self.offered(flow)
            made = offered & {"model_artifact", "index"} or offered
            types = offered if self.traits.passes(flow.source) else made
        if self.traits.scheduler_only(flow.source) and self.traits.triggered(flow.target):
            artefacts -= {"config"}
        return (
            bool(types)
            and types <= artefacts
            and not flow.returns
            and self.traits.deployment_target(flow.target)
        )

    def asks(self, flow: Flow) -> bool:
        """Whether it can only be a call: it says what callers say, or brings back what the callee makes."""
        if flow.source == flow.target or not self.traits.active(flow.target):
            return True
        stated = (flow.returns, flow.timeout, flow.retries, flow.fallback, flow.share)
        if any(stated) or flow.optional or flow.calls != 1:
            return True
        makes = self.traits.produces(flow.source)
        for payload, direction in self.directions.get(flow.index, ()):
            if (
                payload.type in REQUEST_TYPES
                and direction.sent
                and not self.traits.conversational(flow.source)
            ):
                return True
            fetched = not direction.sent and direction.certain and payload.type not in ANSWER_TYPES
            if (
                fetched
                and payload.type not in makes
                and not self.traits.passes(flow.source)
                and self._agreed(flow, payload.type)
            ):
                return True
        return False

    def questions(self, flow: Flow) -> bool:
        """Whether it says what only a caller says: something to be answered, or what comes back."""
        return bool(flow.returns) or any(payload.type in REQUEST_TYPES for payload in flow.outward)

    def _agreed(self, flow: Flow, type_: str | None) -> bool:
        return type_ in self.traits.produces(flow.target) and type_ in self.traits.consumes(flow.source)

    def answers(self, flow: Flow) -> bool:
        """Whether everything typed on the flow goes along the arrow: it may be a reply."""
        directions = [
            direction
            for payload, direction in self.directions.get(flow.index, ())
            if payload.type is not None
        ]
        return bool(directions) and all(direction.sent for direction in directions)

    def offers(self, flow: Flow) -> bool:
        """Whether a service hands its own product to a service that takes it, and nothing says it asks."""
        traits, types = self.traits, self.types(flow)
        service = Role.SERVICE in traits.roles(flow.source) and Role.SERVICE in traits.roles(flow.target)
        known = types <= traits.produces(flow.source) and types <= traits.consumes(flow.target)
        return (
            service
            and bool(types)
            and known
            and not types & (REQUEST_TYPES | TELEMETRY_TYPES)
            and not self.asks(flow)
        )

    def waits(self, flow: Flow) -> bool:
        """Whether the source of a call into a job or a person expects something back."""
        if flow.returns or flow.timeout is not None:
            return True
        written = self.directions.get(flow.index, ())
        if not written:
            return self._bare_waits(flow)
        return any(not direction.sent or payload.type in REQUEST_TYPES for payload, direction in written)

    def _bare_waits(self, flow: Flow) -> bool:
        """Nothing is written: an arrow means waiting, unless it is plain what is handed over."""
        if not self.traits.online(flow.source) or self.traits.async_consumer(flow.target):
            return False
        if self.traits.person(flow.target):
            return not self.offered(flow) - _COMMON
        return True
