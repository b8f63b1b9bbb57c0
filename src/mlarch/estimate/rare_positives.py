"""What a rare positive class does to accuracy and to alarms."""

from __future__ import annotations

from mlarch.estimate.figures import Figure, Unit, assumed, stated
from mlarch.estimate.formulas.rare import accuracy_of_never, false_alarms_for, precision
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Rare", "rare_positives"]

_RARE = 0.02
"""From here on a share of positives is rare."""

_RECALL, _FALSE_ALARMS, _WANTED = 0.8, 0.001, 0.5
_SOURCE = "Bayes' rule; Saito and Rehmsmeier 2015"


@dataclass(frozen=True, slots=True)
class Rare:
    """Of a rare class: the `accuracy` of a model that always says no, the `precision` of alarms that find
    80 % and raise 0.1 % false ones, and the share of `false_alarms` at which half of the alarms are right."""

    accuracy: Figure
    precision: Figure
    false_alarms: Figure


def rare_positives(graph: DesignGraph) -> Rare | None:
    """The figures of a rare class; None where the share of positives is not stated, or is above 2 %."""
    task = graph.architecture.task
    if task is None or task.positives is None or not 0 < task.positives.value <= _RARE:
        return None
    share = task.positives.value
    given = (stated("task.positives", task.positives, task.places.get("positives")),)
    more = (*given, assumed("recall", f"{_RECALL:.0%}"), assumed("false alarms", f"{_FALSE_ALARMS:.1%}"))
    return Rare(
        Figure(accuracy_of_never(share), Unit.SHARE, f"1 - {task.positives}", given, _SOURCE),
        Figure(
            precision(share, _RECALL, _FALSE_ALARMS),
            Unit.SHARE,
            "TPR p / (TPR p + FPR (1 - p))",
            more,
            _SOURCE,
        ),
        Figure(
            false_alarms_for(_WANTED, share, _RECALL),
            Unit.SHARE,
            "TPR p (1 - q) / (q (1 - p))",
            more[:2],
            _SOURCE,
        ),
    )
