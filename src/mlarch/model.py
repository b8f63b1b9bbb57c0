"""A spec as frozen values: what a person wrote, decoded, each part with its place in the file.

Nothing here is inferred. What follows from the kinds and the flows (planes, payload directions, the call
tree) is computed by `mlarch.graph`. A field that the spec leaves out is `None` or empty: unknown, not false.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mlarch.diagnostics import Span
from mlarch.quantities import Quantity

__all__ = [
    "Architecture",
    "Component",
    "Data",
    "Direction",
    "ErrorCosts",
    "Evaluation",
    "Experiment",
    "Feature",
    "Flow",
    "Funnel",
    "Group",
    "Holds",
    "Ignore",
    "Label",
    "Latency",
    "Located",
    "MLModel",
    "Mode",
    "Monitoring",
    "Payload",
    "PerItem",
    "Plane",
    "Release",
    "Requirements",
    "Scenario",
    "Stage",
    "Step",
    "Task",
    "View",
]

_SECONDS_PER_DAY = 86_400.0
_NOTHING: Mapping[str, Span] = MappingProxyType({})


class Stage(enum.StrEnum):
    """How finished the design claims to be, and so how much the reviewer expects."""

    SKETCH = "sketch"
    DESIGN = "design"
    PRODUCTION = "production"

    @property
    def rank(self) -> int:
        """0 for a sketch, 1 for a design, 2 for production."""
        return list(Stage).index(self)


class Plane(enum.StrEnum):
    """The part of a system that a component belongs to."""

    ONLINE = "online"
    OFFLINE = "offline"
    DEPLOYMENT = "deployment"
    MONITORING = "monitoring"
    PEOPLE = "people"


class Mode(enum.StrEnum):
    """How a flow moves: the caller waits (`->`), published and read later (`~>`), or in bulk (`=>`)."""

    CALL = "call"
    STREAM = "stream"
    BATCH = "batch"

    @property
    def arrow(self) -> str:
        """The arrow that writes this mode."""
        return {Mode.CALL: "->", Mode.STREAM: "~>", Mode.BATCH: "=>"}[self]


class Direction(enum.StrEnum):
    """Which way the main flow reads in a picture."""

    LR = "LR"
    TB = "TB"
    RL = "RL"
    BT = "BT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Something written in a file: its own `span`, and the place of each field's value in `places`."""

    span: Span
    places: Mapping[str, Span] = field(default_factory=lambda: _NOTHING)

    def place(self, name: str) -> Span:
        """Where the field `name` was written, else the whole."""
        return self.places.get(name, self.span)


@dataclass(frozen=True, slots=True)
class Latency:
    """A time, plain (`stated`) or by percentile. Every value is a time."""

    stated: Quantity | None = None
    mean: Quantity | None = None
    p50: Quantity | None = None
    p90: Quantity | None = None
    p95: Quantity | None = None
    p99: Quantity | None = None
    p999: Quantity | None = None
    max: Quantity | None = None

    def figures(self) -> tuple[tuple[str, Quantity], ...]:
        """The stated values with their names, the lowest percentile first; a plain time is named ``."""
        names = ("stated", "mean", "p50", "p90", "p95", "p99", "p999", "max")
        pairs = ((name, getattr(self, name)) for name in names)
        return tuple(("" if name == "stated" else name, value) for name, value in pairs if value is not None)


@dataclass(frozen=True, slots=True)
class ErrorCosts:
    """What a wrong answer costs, in the author's words."""

    false_positive: str | None = None
    false_negative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements(Located):
    """Step 1, clarify. `requests_per_user` and `requests_per_day` come out per day."""

    goal: str | None = None
    in_scope: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    daily_active_users: Quantity | None = None
    monthly_active_users: Quantity | None = None
    requests_per_user: Quantity | None = None
    requests_per_day: Quantity | None = None
    requests_per_second: Quantity | None = None
    peak_factor: float | None = None
    items: Quantity | None = None
    latency: Latency | None = None
    availability: Quantity | None = None
    freshness: Quantity | None = None
    personalized: bool | None = None
    budget: str | None = None
    error_costs: ErrorCosts | None = None
    compliance: tuple[str, ...] = ()

    @property
    def average_rate(self) -> float | None:
        """Requests per second on average: stated, or users x requests per user / 86,400; None if unknown."""
        if self.requests_per_second is not None:
            return self.requests_per_second.value
        if self.requests_per_day is not None:
            return self.requests_per_day.value / _SECONDS_PER_DAY
        if self.daily_active_users is None or self.requests_per_user is None:
            return None
        return self.daily_active_users.value * self.requests_per_user.value / _SECONDS_PER_DAY

    @property
    def peak_rate(self) -> float | None:
        """Requests per second at peak: the average times the peak factor; None unless both are stated."""
        average = self.average_rate
        return None if average is None or self.peak_factor is None else average * self.peak_factor


@dataclass(frozen=True, slots=True)
class Label:
    """What counts as the truth: the event, the window it is looked for in, and how late it is known."""

    event: str | None = None
    window: Quantity | None = None
    delay: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Located):
    """Step 2, frame as an ML task. `positives` is the share of positive examples."""

    objective: str | None = None
    type: str | None = None
    input: str | None = None
    output: str | None = None
    label: Label | None = None
    positives: Quantity | None = None
    baseline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature(Located):
    """One feature (or family of features) of step 3. `freshness` is text: a time, or `request`.

    `online` and `offline` say where serving and training find it; a plain yes or no is `true` or `false`.
    """

    name: str
    entity: str | None = None
    freshness: str | None = None
    transform: str | None = None
    online: str | None = None
    offline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Located):
    """Step 3, data and features."""

    events: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    missing_values: str | None = None
    imbalance: str | None = None
    split: str | None = None
    privacy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MLModel(Located):
    """A model of step 4. `trained_by` and `served_by` are component ids; `retrain` a time or `continuous`."""

    id: str
    task: str | None = None
    architecture: str | None = None
    alternatives: tuple[str, ...] = ()
    baseline: str | None = None
    loss: str | None = None
    features: tuple[str, ...] = ()
    trained_by: tuple[str, ...] = ()
    served_by: tuple[str, ...] = ()
    retrain: Quantity | None = None
    continuous: bool = False
    parameters: Quantity | None = None
    flops_per_item: Quantity | None = None
    compression: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Experiment:
    """The online experiment: the unit it randomises, the effect it looks for, its power."""

    unit: str | None = None
    effect: str | None = None
    power: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Located):
    """Step 5: metrics, the gate a model must pass, the experiment."""

    offline: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    gate: str | None = None
    experiment: Experiment | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """Items in and out of one call of a component."""

    incoming: Quantity | None
    outgoing: Quantity


@dataclass(frozen=True, slots=True)
class PerItem:
    """Time per item scored, with the batch size and how many run at once."""

    time: Quantity
    batch: Quantity | None = None
    parallelism: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """What a component keeps: items of `bytes` each, vectors, or a `size` in all."""

    items: Quantity | None = None
    bytes: Quantity | None = None
    dimensions: int | None = None
    dtype: str | None = None
    index: str | None = None
    size: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Located):
    """A part of the system. `kinds` are catalogue ids, the main role first.

    `written` is the kind as the author wrote it. `alternatives` is non-empty when that word could mean other
    kinds too and nothing in the spec settled which. `consumes` and `produces` are `None` unless they
    override the kind's data types.
    """

    id: str
    kinds: tuple[str, ...]
    written: str
    alternatives: tuple[str, ...] = ()
    name: str | None = None
    tech: str | None = None
    description: str | None = None
    link: str | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()
    icon: str | None = None
    replicas: int | None = None
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
    retention: Quantity | None = None
    data: tuple[str, ...] = ()
    encrypted: bool | None = None
    public: bool | None = None
    external: bool = False
    planned: bool = False
    managed: bool = False
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
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Located):
    """One link between two components, cut out of a line of `flows`.

    `index` numbers the links of a spec. Links of one `line` (0 for the first entry of `flows`) and one
    `position` in its chain run in parallel; lines run in order. `payloads` are those whose direction is
    left to inference; `sends` and `returns` are `None` unless written out. `fallback` is a component id, or
    words. `span` covers the link's text, `source_span` and `target_span` its ends.
    """

    index: int
    line: int
    position: int
    source: str
    target: str
    mode: Mode
    source_span: Span
    target_span: Span
    payloads: tuple[Payload, ...] = ()
    sends: tuple[Payload, ...] | None = None
    returns: tuple[Payload, ...] | None = None
    label: str | None = None
    calls: float = 1.0
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

    def __str__(self) -> str:
        return f"{self.source} {self.mode.arrow} {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Located):
    """A panel of the picture. Members are component ids or group ids."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of a scenario."""

    component: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Located):
    """A numbered walk through the diagram."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Located):
    """One picture of the model: what it selects is joined, `exclude` taken away, neighbours added.

    `include` and `exclude` are component ids: groups named there are replaced by their members. `kinds` are
    catalogue ids, all those that the words may mean. `groups` are group ids, or planes where a spec has none.
    """

    name: str
    title: str | None = None
    planes: tuple[Plane, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    direction: Direction | None = None
    neighbours: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Located):
    """How a new model or version reaches users, and how it is taken back."""

    strategy: tuple[str, ...] = ()
    rollback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring(Located):
    """Step 7: what raises an alert, and what starts a retraining."""

    alerts: tuple[str, ...] = ()
    retrain_trigger: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore(Located):
    """A finding that the author accepts, and why. `rule` is a code, a prefix of one, or a name."""

    rule: str
    reason: str
    component: str | None = None
    flow: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture(Located):
    """A whole spec. `components` keeps the order of the file; `sources` maps each file read to its text."""

    path: str
    name: str
    components: Mapping[str, Component]
    flows: tuple[Flow, ...]
    summary: str | None = None
    stage: Stage = Stage.DESIGN
    requirements: Requirements | None = None
    task: Task | None = None
    data: Data | None = None
    models: tuple[MLModel, ...] = ()
    evaluation: Evaluation | None = None
    release: Release | None = None
    monitoring: Monitoring | None = None
    groups: tuple[Group, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    views: tuple[View, ...] = ()
    direction: Direction | None = None
    ignores: tuple[Ignore, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def label(self, component_id: str) -> str:
        """What a component is called in messages and pictures: its name, else its id as words."""
        component = self.components[component_id]
        return component.name or component_id.replace("_", " ").replace("-", " ")
