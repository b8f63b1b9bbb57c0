"""The figures of an estimate that a picture of the design shows: rates on lines, loads on cards."""

from __future__ import annotations

from collections.abc import Mapping

from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.figures import Unit, shown
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Numbers", "numbers_of"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Words for a picture: `rates` at peak by the index of a flow (`174k/s`), `loads` at peak by component
    (`47 % load`). What is unknown has no entry."""

    rates: Mapping[int, str]
    loads: Mapping[str, str]


def numbers_of(graph: DesignGraph) -> Numbers:
    """The rates and loads of a design at peak."""
    estimate = shared_estimate(graph)
    factor = estimate.traffic.factor
    rates = {index: shown(rate * factor, Unit.RATE) for index, rate in estimate.traffic.sent.items() if rate}
    loads = {
        name: f"{shown(each.peak.value, Unit.SHARE)} load"
        for name, each in estimate.capacities.items()
        if each.peak is not None and each.peak.finite
    }
    return Numbers(rates, loads)
