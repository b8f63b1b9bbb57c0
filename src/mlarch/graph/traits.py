"""What the catalogue says about each component of a design: its roles, and the data it makes and takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from mlarch.catalog import KINDS
from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.model import Architecture, Component, Plane

__all__ = ["ANSWER_TYPES", "ARTIFACT_TYPES", "REQUEST_TYPES", "TELEMETRY_TYPES", "ComponentTraits"]

TELEMETRY_TYPES = frozenset({"metrics", "logs", "traces", "event"})
"""What every active component can emit without the catalogue saying so for each."""

REQUEST_TYPES = frozenset({"request", "query", "prompt"})
"""What a caller sends to be answered."""

ANSWER_TYPES = frozenset({"response", "tokens", "notification"})
"""What only ever comes as an answer or a delivery."""

ARTIFACT_TYPES = frozenset({"model_artifact", "index", "config"})
"""What is deployed rather than called for."""

# What people look at, and what the software in their hands shows them.
_RECEIVED = frozenset(
    {
        "response",
        "ranked_list",
        "predictions",
        "decision",
        "tokens",
        "media",
        "notification",
        "candidates",
        "scores",
        "documents",
        "chunks",
        "alerts",
        "experiment_assignment",
    }
)

# What comes of using a model: a job of the user's own that takes a model and makes one of these loads it like
# a batch predictor, while one that makes metrics or another model only looks at it.
_INFERRED = frozenset({"predictions", "scores", "embeddings", "candidates", "ranked_list"})

# Services that fetch from the stores and indexes behind them.
_LOOK_UPS = frozenset({Trait.ASSEMBLES_FEATURES, Trait.GENERATES_CANDIDATES, Trait.DELIVERS_CONTENT})

_PASSIVE = frozenset({Role.STORE, Role.STREAM})
_ACTIVE = frozenset(Role) - _PASSIVE
_JOB_OR_PERSON = frozenset({Role.JOB, Role.PERSON})


class ComponentTraits:
    """The components of one architecture, seen through the catalogue. Everything is computed once.

    A component of several kinds has all their roles and data types; `consumes` and `produces` in the spec
    replace what the kinds say.
    """

    __slots__ = ("_consumes", "_kind_ids", "_kinds", "_produces", "_roles", "_traits", "components")

    def __init__(self, architecture: Architecture) -> None:
        self.components: Mapping[str, Component] = architecture.components
        self._kinds = {name: tuple(KINDS[k] for k in c.kinds) for name, c in self.components.items()}
        self._kind_ids = {name: frozenset(c.kinds) for name, c in self.components.items()}
        self._roles = {name: frozenset(k.role for k in kinds) for name, kinds in self._kinds.items()}
        self._traits = {
            name: frozenset[Trait]().union(*(k.traits for k in kinds)) for name, kinds in self._kinds.items()
        }
        self._consumes = {name: self._types(name, "consumes") for name in self.components}
        self._produces = {name: self._types(name, "produces") for name in self.components}

    def _types(self, name: str, side: str) -> frozenset[str]:
        stated: tuple[str, ...] | None = getattr(self.components[name], side)
        if stated is not None:
            return frozenset(stated)
        return frozenset[str]().union(*(getattr(kind, side) for kind in self._kinds[name]))

    def kinds(self, name: str) -> tuple[Kind, ...]:
        """All roles of a component, the main one first."""
        return self._kinds[name]

    def kind_ids(self, name: str) -> frozenset[str]:
        """The catalogue ids of its roles."""
        return self._kind_ids[name]

    def traits(self, name: str) -> frozenset[Trait]:
        """What the component does, by all its roles."""
        return self._traits[name]

    def roles(self, name: str) -> frozenset[Role]:
        """What the component does in flows."""
        return self._roles[name]

    def consumes(self, name: str) -> frozenset[str]:
        """The data types it takes, as the spec overrides them or its kinds say."""
        return self._consumes[name]

    def produces(self, name: str) -> frozenset[str]:
        """The data types it makes, as the spec overrides them or its kinds say."""
        return self._produces[name]

    def emits(self, name: str) -> frozenset[str]:
        """What it may give beyond `produces`: telemetry, if it is active and nothing else is stated."""
        unstated = self.components[name].produces is None
        return TELEMETRY_TYPES if unstated and self.active(name) else frozenset()

    def accepts_config(self, name: str) -> frozenset[str]:
        """What it may take beyond `consumes`: configuration, on the same terms."""
        unstated = self.components[name].consumes is None
        return frozenset({"config"}) if unstated and self.active(name) else frozenset()

    def unknown(self, name: str, side: Literal["consumes", "produces"]) -> bool:
        """Whether a generic kind is among its roles and the spec does not state this side's types."""
        return getattr(self.components[name], side) is None and any(k.any_data for k in self._kinds[name])

    def may_give(self, name: str, type_: str) -> bool:
        """Whether its kinds make this type, or may hand it on."""
        makes = self._produces[name] | self.emits(name)
        return type_ in makes or self.passes(name) or self.unknown(name, "produces")

    def may_take(self, name: str, type_: str) -> bool:
        """Whether its kinds take this type, or anything."""
        takes = self.receives(name) if self.client(name) else self._consumes[name] | self.accepts_config(name)
        return type_ in takes or self.passes(name) or self.unknown(name, "consumes")

    def passes(self, name: str) -> bool:
        """Whether it hands on whatever type reached it."""
        return any(kind.passes for kind in self._kinds[name])

    def refuses(self, name: str) -> frozenset[str]:
        """What can never be right at it: refused by all its roles."""
        return frozenset.intersection(*(kind.refuses for kind in self._kinds[name]))

    def active(self, name: str) -> bool:
        """Whether it does anything by itself: not a store, not a stream."""
        return bool(self._roles[name] & _ACTIVE)

    def store(self, name: str) -> bool:
        """A store and nothing else: it calls nobody."""
        return self._roles[name] == {Role.STORE}

    def hands_out(self, name: str) -> bool:
        """Whether a call to it is a look-up: stores, indexes, registries, and what fetches from them."""
        return Role.STORE in self._roles[name] or not _LOOK_UPS.isdisjoint(self._traits[name])

    def client(self, name: str) -> bool:
        """Whether one of its roles is a client's."""
        return Role.CLIENT in self._roles[name]

    def monitor(self, name: str) -> bool:
        """Whether it watches others: nobody's request waits for what it does next."""
        return Role.MONITOR in self._roles[name]

    def job_or_person(self, name: str) -> bool:
        """A job or a person and nothing that serves: data is handed to it."""
        return self._roles[name] <= _JOB_OR_PERSON

    def async_consumer(self, name: str) -> bool:
        """Whether data handed to it is taken when it comes: queues' workers, streaming jobs, schedulers."""
        return Trait.CONSUMES_LATER in self._traits[name]

    def online(self, name: str) -> bool:
        """Whether its main kind serves requests."""
        return self._kinds[name][0].plane is Plane.ONLINE

    def person(self, name: str) -> bool:
        """A person and nothing else."""
        return self._roles[name] == {Role.PERSON}

    def cache(self, name: str) -> bool:
        """A store that stands in front of another source."""
        return Trait.HOLDS_COPIES in self._traits[name]

    def plain_store(self, name: str) -> bool:
        """A store of what its callers keep there, and nothing else: no index, no cache, no derived data."""
        return all(Trait.KEEPS_RECORDS in kind.traits for kind in self._kinds[name])

    def conversational(self, name: str) -> bool:
        """Whether a request from it can be an answer: language models and what drives them."""
        return Trait.CONVERSES in self._traits[name]

    def deployment_target(self, name: str) -> bool:
        """Whether an artefact that arrives is put to use, or taken there: the end of a deployment."""
        return self._infers(name) or any(
            Trait.USES_ARTIFACTS in kind.traits
            or (kind.role is Role.CLIENT)
            or (kind.role in (Role.SERVICE, Role.EDGE) and kind.plane is Plane.ONLINE)
            for kind in self._kinds[name]
        )

    def _infers(self, name: str) -> bool:
        """Whether it is a generic component that states that it takes a model and makes what models make."""
        stated = any(kind.any_data for kind in self._kinds[name])
        return stated and "model_artifact" in self._consumes[name] and bool(self._produces[name] & _INFERRED)

    def scheduler_only(self, name: str) -> bool:
        """Whether all it does is to start others: a workflow orchestrator and nothing else."""
        return all(Trait.SCHEDULES in kind.traits for kind in self._kinds[name])

    def triggered(self, name: str) -> bool:
        """Whether it runs when it is told to: a job, or what the spec moves off the path of requests."""
        return Role.JOB in self._roles[name] or self.components[name].plane is Plane.OFFLINE

    def fallback(self, name: str) -> bool:
        """Whether it is there to answer when something else cannot."""
        return Trait.FALLS_BACK in self._traits[name]

    def receives(self, name: str) -> frozenset[str]:
        """What people get to see at a client."""
        return self._consumes[name] | _RECEIVED

    def __contains__(self, name: object) -> bool:
        return name in self.components
