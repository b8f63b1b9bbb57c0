"""The brief: what the steps before and after the drawing state, from the requirements to monitoring."""

from __future__ import annotations

from mlarch.model.figures import Latency
from mlarch.model.located import Located
from mlarch.quantities import Dimension, Quantity, QuantityError, parse
from mlarch.records import dataclass

__all__ = [
    "Alternative",
    "Data",
    "ErrorCosts",
    "Evaluation",
    "Experiment",
    "Feature",
    "Label",
    "MLModel",
    "Monitoring",
    "Release",
    "Requirements",
    "Split",
    "Task",
]

_SECONDS_PER_DAY = 86_400.0


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
    network: Quantity | None = None
    availability: Quantity | None = None
    freshness: Quantity | None = None
    personalized: bool | None = None
    budget: str | None = None
    error_costs: ErrorCosts | None = None
    compliance: tuple[str, ...] = ()
    source: str | None = None

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

    @property
    def monthly_budget(self) -> Quantity | None:
        """The budget in its currency per month, where it is written as money per time; None for words."""
        if self.budget is None:
            return None
        try:
            return parse(self.budget.partition("(")[0], Dimension.COST)
        except QuantityError:
            return None


@dataclass(frozen=True, slots=True)
class Label:
    """What counts as the truth: the event, the window it is looked for in, and how late it is known.

    `selected_by` says what decides which cases get a label: `model`, `all`, `random 2 %`.
    """

    event: str | None = None
    window: Quantity | None = None
    delay: Quantity | None = None
    selected_by: str | None = None


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

    `known_at` is when the value exists, relative to the prediction, in words or as a signed time (`-1h`).
    `online` and `offline` say where serving and training find it; a plain yes or no is `true` or `false`.
    """

    name: str
    entity: str | None = None
    freshness: str | None = None
    known_at: str | None = None
    transform: str | None = None
    online: str | None = None
    offline: str | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """How training, validation and test are divided: `by` time, entity, group or random, `of` which one."""

    words: str | None = None
    by: str | None = None
    of: str | None = None
    gap: Quantity | None = None

    @property
    def text(self) -> str:
        """All of it in words; empty where nothing is stated."""
        parts = [self.words or "", f"by {self.by}" if self.by else "", self.of or ""]
        return ", ".join(filter(None, (*parts, f"gap {self.gap}" if self.gap else "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Located):
    """Step 3, data and features. `split` is the division in words, `split_plan` its fields."""

    events: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    missing_values: str | None = None
    imbalance: str | None = None
    split: str | None = None
    split_plan: Split | None = None
    privacy: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What was not chosen, and why not."""

    name: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MLModel(Located):
    """A model of step 4. `trained_by` and `served_by` are component ids; `retrain` a time or `continuous`.

    `layers`, `kv_heads` and `head_dim` are the shape of a transformer's key-value cache, `context` the tokens
    of one sequence. `examples` and `tokens` count what one training reads.
    """

    id: str
    task: str | None = None
    architecture: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    baseline: str | None = None
    loss: str | None = None
    features: tuple[str, ...] = ()
    trained_by: tuple[str, ...] = ()
    served_by: tuple[str, ...] = ()
    retrain: Quantity | None = None
    continuous: bool = False
    parameters: Quantity | None = None
    flops_per_item: Quantity | None = None
    layers: int | None = None
    kv_heads: int | None = None
    head_dim: int | None = None
    dtype: str | None = None
    context: Quantity | None = None
    examples: Quantity | None = None
    tokens: Quantity | None = None
    compression: str | None = None
    version: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Experiment:
    """The online experiment: the unit it randomises, the effect it looks for, its power.

    `base` is the metric today (a rate, or a mean in its own unit) and `deviation` its standard deviation
    between units; `allocation` is the share of all units that take part, in two arms of equal size.
    """

    unit: str | None = None
    effect: str | None = None
    power: Quantity | None = None
    base: Quantity | None = None
    deviation: Quantity | None = None
    allocation: Quantity | None = None
    days: Quantity | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Located):
    """Step 5: metrics, the gate a model must pass, the experiment."""

    offline: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    gate: str | None = None
    experiment: Experiment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Located):
    """How a new model or version reaches users, and how it is taken back.

    `guardrails` are the metrics that stop it.
    """

    strategy: tuple[str, ...] = ()
    rollback: str | None = None
    guardrails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring(Located):
    """Step 7: what raises an alert, and what starts a retraining."""

    alerts: tuple[str, ...] = ()
    retrain_trigger: str | None = None
