"""What is drawn: components, the flows between them, and the groups they stand in."""

from __future__ import annotations

from dataclasses import field

from mlarch.diagnostics import Span
from mlarch.model.figures import Funnel, Gpus, Holds, Latency, PerItem, Tokens
from mlarch.model.located import Located
from mlarch.model.terms import Mode, Plane
from mlarch.quantities import Quantity
from mlarch.records import dataclass

__all__ = ["Component", "Flow", "Group", "Payload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Located):
    """A part of the system. `kinds` are catalogue ids, the main role first.

    `replicas` counts all that run, over all shards, zones and regions; `standby` of them serve nothing until
    another fails. `throughput`, `memory`, `gpus` and `price` are those of one replica.

    `written` is the kind as the author wrote it; `known` is false when the catalogue lacks that word, and the
    component is a plain box. `alternatives` is non-empty when that word could mean other
    kinds too and nothing in the spec settled which. `consumes` and `produces` are `None` unless they
    override the kind's data types.
    """

    id: str
    kinds: tuple[str, ...]
    written: str
    known: bool = True
    alternatives: tuple[str, ...] = ()
    name: str | None = None
    tech: str | None = None
    description: str | None = None
    link: str | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()
    icon: str | None = None
    replicas: int | None = None
    shards: int | None = None
    standby: int | None = None
    zones: int | None = None
    availability: Quantity | None = None
    latency: Latency | None = None
    throughput: Quantity | None = None
    concurrency: Quantity | None = None
    utilization: Quantity | None = None
    funnel: Funnel | None = None
    hit_rate: Quantity | None = None
    plane: Plane | None = None
    per_item: PerItem | None = None
    holds: Holds | None = None
    memory: Quantity | None = None
    gpus: Gpus | None = None
    price: Quantity | None = None
    tokens: Tokens | None = None
    retention: Quantity | None = None
    key: tuple[str, ...] = ()
    ttl: Quantity | None = None
    approval: str | None = None
    reversible: bool | None = None
    data: tuple[str, ...] = ()
    encrypted: bool | None = None
    public: bool | None = None
    external: bool = False
    planned: bool = False
    managed: bool = False
    source: str | None = None
    consumes: tuple[str, ...] | None = None
    produces: tuple[str, ...] | None = None

    @property
    def kind(self) -> str:
        """The main role."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class Payload:
    """What a flow carries: the phrase as written, and the data type of its head noun if it has one."""

    text: str
    type: str | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Located):
    """One link between two components, cut out of a line of `flows`.

    `index` numbers the links of a spec. Links of one `line` (0 for the first entry of `flows`) and one
    `position` in its chain run in parallel; lines run in order. `payloads` are those whose direction is
    left to inference; `sends` and `returns` are `None` unless written out. `fallback` is a component id, or
    words. `items` are the keys or items that one call carries, `bytes` the size of one message; `parallel`
    is false where several `calls` are made one after the other. `evidence` says where its numbers come
    from. `source_group` and `target_group` name the group at an end, where the line says that and `source`
    or `target` is one of the members that stand for it. `span` covers the link's text, `source_span` and
    `target_span` its ends.
    """

    index: int
    line: int
    position: int
    source: str
    target: str
    mode: Mode
    source_span: Span = field(compare=False)
    target_span: Span = field(compare=False)
    source_group: str | None = None
    target_group: str | None = None
    payloads: tuple[Payload, ...] = ()
    sends: tuple[Payload, ...] | None = None
    returns: tuple[Payload, ...] | None = None
    label: str | None = None
    calls: float = 1.0
    items: Quantity | None = None
    bytes: Quantity | None = None
    parallel: bool = True
    share: Quantity | None = None
    on_failure: bool = False
    timeout: Quantity | None = None
    retries: int | None = None
    fallback: str | None = None
    optional: bool = False
    every: Quantity | None = None
    lag: Quantity | None = None
    rate: Quantity | None = None
    data: tuple[str, ...] = ()
    encrypted: bool | None = None
    evidence: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """Source and target, as findings name a flow."""
        return (self.source, self.target)

    @property
    def outward(self) -> tuple[Payload, ...]:
        """The payloads written on it but for those under `returns`."""
        return (*self.payloads, *(self.sends or ()))

    @property
    def written(self) -> tuple[Payload, ...]:
        """Every payload written on it, whichever way it goes."""
        return (*self.outward, *(self.returns or ()))

    @property
    def own_calls(self) -> float:
        """How many calls one request of its source makes: `calls` counts on the first link of a chain, and
        what comes along the chain is passed on once."""
        return self.calls if self.position == 0 else 1.0

    @property
    def own_share(self) -> Quantity | None:
        """The share of its source's requests that pass it: on a chain, `share` is that of the first link."""
        return self.share if self.position == 0 else None

    def __str__(self) -> str:
        return f"{self.source} {self.mode.arrow} {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Located):
    """A panel of the picture. Members are component ids or group ids.

    With `regions` its members stand in so many regions, which share their traffic.
    """

    id: str
    name: str
    members: tuple[str, ...]
    regions: int | None = None
