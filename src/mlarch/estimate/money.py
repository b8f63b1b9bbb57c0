"""What the stated prices come to per month, against the budget."""

from __future__ import annotations

from mlarch.estimate.figures import Figure, Input, Unit, stated
from mlarch.estimate.sums import sum_of
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Bill", "bill"]


@dataclass(frozen=True, slots=True)
class Bill:
    """Money per month (730 hours) in one `currency`: the total of the priced components, each with its part,
    and the `budget` where it is stated in that currency. `unpriced` counts the components with replicas and
    no price."""

    currency: str
    total: Figure
    parts: dict[str, float]
    budget: float | None
    unpriced: int

    @property
    def exceeded(self) -> bool:
        """Whether the priced components alone cost more than the budget."""
        return self.budget is not None and self.total.value > self.budget


def bill(graph: DesignGraph) -> Bill | None:
    """The bill of the currency in which most components are priced; None where nothing is priced."""
    parts: dict[str, dict[str, float]] = {}
    inputs: dict[str, list[Input]] = {}
    unpriced = 0
    for name, component in graph.components.items():
        if component.price is None:
            unpriced += component.replicas is not None
            continue
        count, price = component.replicas or 1, component.price
        parts.setdefault(price.unit, {})[name] = price.value * count
        found = inputs.setdefault(price.unit, [])
        found.append(stated(f"components.{name}.price", price, component.places.get("price")))
        if component.replicas is not None:
            found.append(stated(f"components.{name}.replicas", count, component.places.get("replicas")))
    if not parts:
        return None
    currency = max(parts, key=lambda unit: len(parts[unit]))
    needs = graph.architecture.requirements
    budget = needs.monthly_budget if needs is not None else None
    if needs is not None and budget is not None:
        inputs[currency].append(stated("requirements.budget", budget, needs.places.get("budget")))
    total = Figure(
        sum_of(parts[currency].values()),
        Unit.COST,
        "sum of price x replicas x 730 h",
        tuple(inputs[currency]),
        "stated prices",
    )
    limit = budget.value if budget is not None and budget.unit == currency else None
    return Bill(currency, total, parts[currency], limit, unpriced)
