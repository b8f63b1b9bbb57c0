"""The shapes of the catalogue's entries: kinds of component and types of data.

The entries themselves are tables: `mlarch.catalog.types` and one module per family in `mlarch.catalog.kinds`.
"""

from __future__ import annotations

import enum

from mlarch.catalog.traits import Trait
from mlarch.model import Plane
from mlarch.records import dataclass

__all__ = ["DataType", "Kind", "Role", "State", "Typical"]


class Role(enum.StrEnum):
    """What a component does in a flow; it settles how an arrow at it is read."""

    __hash__ = str.__hash__  # asked for all the time: no Python-level hash

    CLIENT = "client"
    """Starts requests and receives whatever people look at."""
    EDGE = "edge"
    """Passes requests on: load balancer, gateway, router."""
    SERVICE = "service"
    """Answers calls, and calls others while it does."""
    STORE = "store"
    """Holds data and calls nobody: database, cache, index, registry. An arrow out of it is a read."""
    STREAM = "stream"
    """Passes events on later: log, queue, change capture."""
    JOB = "job"
    """Runs on its own schedule: training, batch, pipelines. A call into it is data handed over."""
    PERSON = "person"
    """People at work: reviewers, labellers. A call into it is data handed over."""
    MONITOR = "monitor"
    """Takes telemetry in and raises alerts."""


class State(enum.Enum):
    """What is lost when one instance is lost."""

    NONE = "none"
    SOFT = "soft"
    """Rebuilt from elsewhere: a cache, counters, a window."""
    DURABLE = "durable"


@dataclass(frozen=True, slots=True)
class DataType:
    """A type of payload. `aliases` are the everyday words whose last word or words have this type.

    `alone` are words that have it only when they are the whole phrase: `run` is an order to start, and a
    `training run` may be anything.

    `made_by` is what usually makes it and `taken_by` what is made for it, the likeliest first.
    `made_of` are the types from which a service can choose, count or relabel it without making it; None where
    anything may hand it on.
    """

    id: str
    name: str
    description: str
    aliases: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    made_by: tuple[Trait, ...] = ()
    taken_by: tuple[Trait, ...] = ()
    made_of: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Typical:
    """Planning figures of one instance, used when a spec is silent.

    An instance is about 16 vCPU and 64 GB, or one 80 GB GPU.
    `p50` and `p99` are seconds per call without what it waits for, `None` off the request path.
    `throughput` is a range of calls per second when it can be stated so, and `throughput_note` the range in
    words. `source` says where the figures come from: `planning range` is general knowledge. `own` are p50
    and p99 where the language model that does the work is drawn as a part of its own.
    """

    p50: float | None = None
    p99: float | None = None
    throughput: tuple[float, float] | None = None
    throughput_note: str = ""
    source: str = "planning range"
    own: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of component.

    `consumes` and `produces` are data type ids: what it takes, and what it makes itself. `passes` marks kinds
    that take any type and hand it on unchanged (databases, caches, lakes, streams, balancers). `refuses` are
    types that can never be right here, such as embeddings into a text index, even where `passes` is set; what
    is neither consumed nor refused is merely unusual. `glyph` names the drawing shown when no technology is
    stated. `any_data` marks the generic kinds, whose types a spec states. `traits` is what it does, as rules
    ask for it.

    `short` is what a card in a picture says in place of a long `name`.

    Usual neighbours by what they do, where a kind cannot do without one: `fed_by` give it its data, the
    likeliest first; `handed_to` takes its work; `read_by` reads the derived data that it makes or keeps.
    """

    id: str
    name: str
    family: str
    role: Role
    plane: Plane
    description: str
    aliases: tuple[str, ...]
    consumes: frozenset[str]
    produces: frozenset[str]
    typical: Typical
    glyph: str
    state: State = State.NONE
    passes: bool = False
    any_data: bool = False
    refuses: frozenset[str] = frozenset()
    traits: frozenset[Trait] = frozenset()
    fed_by: tuple[Trait, ...] = ()
    handed_to: Trait | None = None
    read_by: Trait | None = None
    short: str = ""

    def has(self, *traits: Trait) -> bool:
        """Whether it has one of these traits."""
        return not self.traits.isdisjoint(traits)
