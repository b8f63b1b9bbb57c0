"""What the catalogue says about each component of a design: its roles, and the data it makes and takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from mlarch.catalog import KINDS
from mlarch.catalog.base import Kind, Role
from mlarch.catalog.traits import Trait
from mlarch.model import Architecture, Component, Plane

__all__ = [
    "ANSWER_TYPES",
    "ARTIFACT_TYPES",
    "REQUEST_TYPES",
    "TELEMETRY_TYPES",
    "ComponentTraits",
    "Profile",
]

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

_NOTHING: frozenset[str] = frozenset()
_CONFIG = frozenset({"config"})
_PASSIVE = frozenset({Role.STORE, Role.STREAM})
_ACTIVE = frozenset(Role) - _PASSIVE
_JOB_OR_PERSON = frozenset({Role.JOB, Role.PERSON})


class Profile:
    """What the catalogue says of components of the same kinds, with the same types stated."""

    __slots__ = (
        "accepts_config",
        "active",
        "any_data",
        "client",
        "consumes",
        "emits",
        "kind_ids",
        "kinds",
        "monitor",
        "passes",
        "produces",
        "refuses",
        "roles",
        "takes",
        "traits",
    )

    def __init__(self, component: Component) -> None:
        self.kinds: tuple[Kind, ...] = tuple(KINDS[kind] for kind in component.kinds)
        self.kind_ids = frozenset(component.kinds)
        self.roles = frozenset(kind.role for kind in self.kinds)
        self.traits = frozenset[Trait]().union(*(kind.traits for kind in self.kinds))
        self.consumes = self._types(component.consumes, "consumes")
        self.produces = self._types(component.produces, "produces")
        self.active = bool(self.roles & _ACTIVE)
        self.client, self.monitor = Role.CLIENT in self.roles, Role.MONITOR in self.roles
        self.any_data = any(kind.any_data for kind in self.kinds)
        self.passes = any(kind.passes for kind in self.kinds)
        self.refuses = frozenset.intersection(*(kind.refuses for kind in self.kinds))
        self.emits = TELEMETRY_TYPES if self.active and component.produces is None else _NOTHING
        self.accepts_config = _CONFIG if self.active and component.consumes is None else _NOTHING
        self.takes = self.consumes | (_RECEIVED if self.client else self.accepts_config)

    def _types(self, stated: tuple[str, ...] | None, side: str) -> frozenset[str]:
        if stated is not None:
            return frozenset(stated)
        return frozenset[str]().union(*(getattr(kind, side) for kind in self.kinds))


class ComponentTraits:
    """The components of one architecture, seen through the catalogue.

    A component of several kinds has all their roles and data types; `consumes` and `produces` in the spec
    replace what the kinds say. All of it is computed once for all components that are alike.
    """

    __slots__ = ("components", "profiles")

    def __init__(self, architecture: Architecture) -> None:
        self.components: Mapping[str, Component] = architecture.components
        alike: dict[object, Profile] = {}
        self.profiles: dict[str, Profile] = {}
        """What there is to know of each component, by its id."""
        for name, each in self.components.items():
            key = (each.kinds, each.consumes, each.produces)
            profile = alike.get(key)
            if profile is None:
                profile = alike[key] = Profile(each)
            self.profiles[name] = profile

    def kinds(self, name: str) -> tuple[Kind, ...]:
        """All roles of a component, the main one first."""
        return self.profiles[name].kinds

    def kind_ids(self, name: str) -> frozenset[str]:
        """The catalogue ids of its roles."""
        return self.profiles[name].kind_ids

    def traits(self, name: str) -> frozenset[Trait]:
        """What the component does, by all its roles."""
        return self.profiles[name].traits

    def roles(self, name: str) -> frozenset[Role]:
        """What the component does in flows."""
        return self.profiles[name].roles

    def consumes(self, name: str) -> frozenset[str]:
        """The data types it takes, as the spec overrides them or its kinds say."""
        return self.profiles[name].consumes

    def produces(self, name: str) -> frozenset[str]:
        """The data types it makes, as the spec overrides them or its kinds say."""
        return self.profiles[name].produces

    def emits(self, name: str) -> frozenset[str]:
        """What it may give beyond `produces`: telemetry, if it is active and nothing else is stated."""
        return self.profiles[name].emits

    def accepts_config(self, name: str) -> frozenset[str]:
        """What it may take beyond `consumes`: configuration, on the same terms."""
        return self.profiles[name].accepts_config

    def takes(self, name: str) -> frozenset[str]:
        """What it may be given: `consumes` and configuration, or what people get to see at a client."""
        return self.profiles[name].takes

    def unknown(self, name: str, side: Literal["consumes", "produces"]) -> bool:
        """Whether a generic kind is among its roles and the spec does not state this side's types."""
        return self.profiles[name].any_data and getattr(self.components[name], side) is None

    def may_give(self, name: str, type_: str) -> bool:
        """Whether its kinds make this type, or may hand it on."""
        made = type_ in self.produces(name) or type_ in self.emits(name)
        return made or self.passes(name) or self.unknown(name, "produces")

    def may_take(self, name: str, type_: str) -> bool:
        """Whether its kinds take this type, or anything."""
        return type_ in self.takes(name) or self.passes(name) or self.unknown(name, "consumes")

    def passes(self, name: str) -> bool:
        """Whether it hands on whatever type reached it."""
        return self.profiles[name].passes

    def refuses(self, name: str) -> frozenset[str]:
        """What can never be right at it: refused by all its roles."""
        return self.profiles[name].refuses

    def active(self, name: str) -> bool:
        """Whether it does anything by itself: not a store, not a stream."""
        return self.profiles[name].active

    def store(self, name: str) -> bool:
        """A store and nothing else: it calls nobody."""
        return self.profiles[name].roles == {Role.STORE}

    def hands_out(self, name: str) -> bool:
        """Whether a call to it is a look-up: stores, indexes, registries, and what fetches from them."""
        return Role.STORE in self.profiles[name].roles or not _LOOK_UPS.isdisjoint(self.profiles[name].traits)

    def client(self, name: str) -> bool:
        """Whether one of its roles is a client's."""
        return self.profiles[name].client

    def monitor(self, name: str) -> bool:
        """Whether it watches others: nobody's request waits for what it does next."""
        return self.profiles[name].monitor

    def job_or_person(self, name: str) -> bool:
        """A job or a person and nothing that serves: data is handed to it."""
        return self.profiles[name].roles <= _JOB_OR_PERSON

    def async_consumer(self, name: str) -> bool:
        """Whether data handed to it is taken when it comes: queues' workers, streaming jobs, schedulers."""
        return Trait.CONSUMES_LATER in self.profiles[name].traits

    def online(self, name: str) -> bool:
        """Whether its main kind serves requests."""
        return self.profiles[name].kinds[0].plane is Plane.ONLINE

    def person(self, name: str) -> bool:
        """A person and nothing else."""
        return self.profiles[name].roles == {Role.PERSON}

    def cache(self, name: str) -> bool:
        """A store that stands in front of another source."""
        return Trait.HOLDS_COPIES in self.profiles[name].traits

    def plain_store(self, name: str) -> bool:
        """A store of what its callers keep there, and nothing else: no index, no cache, no derived data."""
        return all(Trait.KEEPS_RECORDS in kind.traits for kind in self.profiles[name].kinds)

    def conversational(self, name: str) -> bool:
        """Whether a request from it can be an answer: language models and what drives them."""
        return Trait.CONVERSES in self.profiles[name].traits

    def deployment_target(self, name: str) -> bool:
        """Whether an artefact that arrives is put to use, or taken there: the end of a deployment."""
        return self._infers(name) or any(
            Trait.USES_ARTIFACTS in kind.traits
            or (kind.role is Role.CLIENT)
            or (kind.role in (Role.SERVICE, Role.EDGE) and kind.plane is Plane.ONLINE)
            for kind in self.profiles[name].kinds
        )

    def _infers(self, name: str) -> bool:
        """Whether it is a generic component that states that it takes a model and makes what models make."""
        profile = self.profiles[name]
        inferred = not profile.produces.isdisjoint(_INFERRED)
        return profile.any_data and "model_artifact" in profile.consumes and inferred

    def scheduler_only(self, name: str) -> bool:
        """Whether all it does is to start others: a workflow orchestrator and nothing else."""
        return all(Trait.SCHEDULES in kind.traits for kind in self.profiles[name].kinds)

    def triggered(self, name: str) -> bool:
        """Whether it runs when it is told to: a job, or what the spec moves off the path of requests."""
        return Role.JOB in self.profiles[name].roles or self.components[name].plane is Plane.OFFLINE

    def fallback(self, name: str) -> bool:
        """Whether it is there to answer when something else cannot."""
        return Trait.FALLS_BACK in self.profiles[name].traits

    def receives(self, name: str) -> frozenset[str]:
        """What people get to see at a client."""
        return self.profiles[name].consumes | _RECEIVED

    def __contains__(self, name: object) -> bool:
        return name in self.components
