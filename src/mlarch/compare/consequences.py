"""What follows from the changes between two versions: findings, the score, and the figures that differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from mlarch.compare.diff import Diff
from mlarch.design import Design
from mlarch.diagnostics import Finding, Review
from mlarch.estimate.engine import Estimate
from mlarch.estimate.figures import Figure, Unit
from mlarch.records import dataclass
from mlarch.rules.engine import score

__all__ = ["Consequences", "FigureChange", "consequences"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the estimate in both versions, as text with its unit; None where it cannot be computed."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """Findings that came and went, the readiness before and after (0 to 100), and the figures that differ."""

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    score: tuple[int | None, int | None]
    figures: tuple[FigureChange, ...]


def consequences(change: Diff, old: Design, new: Design) -> Consequences:
    """Review and compute both versions; the reviews are those of `Design.check` with the score."""
    before, after = old.check(), new.check()
    lost = _without(before, after, change.names)
    gained = _without(after, before, {})
    return Consequences(
        gained=gained,
        lost=lost,
        score=(_percent(old), _percent(new)),
        figures=tuple(_figures(old.estimate(), new.estimate(), change.names)),
    )


def _percent(design: Design) -> int | None:
    """The readiness, a question about production: what settings select does not count."""
    return score.of(design.check(stage="production"), design.graph).percent


def _without(review: Review, other: Review, names: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings that the other review lacks, of the same rule about the same part; `names` are new ids."""
    theirs = Counter(_about(finding, {}) for finding in other.findings)
    found: list[Finding] = []
    for finding in review.findings:
        key = _about(finding, names)
        if theirs[key]:
            theirs[key] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _about(finding: Finding, names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """What a finding is about: its rule and its first part; of one about the whole design, the rule alone."""
    parts = finding.components[:1] or finding.flows[:1]
    return finding.rule, tuple(names.get(str(part), str(part)) for part in parts)


# Percentiles of different samples differ by less; a smaller difference says nothing.
_NOISE = 0.01


def _figures(old: Estimate, new: Estimate, names: Mapping[str, str]) -> Iterator[FigureChange]:
    """The figures that differ, of the traffic, each entry, each load, memory and money."""
    before, after = dict(_shown(old, names)), dict(_shown(new, {}))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None or not math.isclose(was.value, now.value, rel_tol=_NOISE):
            yield FigureChange(name, None if was is None else str(was), None if now is None else str(now))


def _shown(estimate: Estimate, names: Mapping[str, str]) -> Iterator[tuple[str, Figure]]:
    def name(component: str) -> str:
        return names.get(component, component)

    if estimate.traffic.peak is not None:
        yield "peak traffic", estimate.traffic.peak
    for entry in estimate.entries:
        if "p99" in entry.latency:
            yield f"p99 at {name(entry.at)}", entry.latency["p99"]
        if entry.slack is not None:
            yield f"slack to the target at {name(entry.at)}", Figure(entry.slack, Unit.TIME)
    for component, capacity in estimate.capacities.items():
        if capacity.peak is not None:
            yield f"load of {name(component)} at peak", capacity.peak
    for component, held in estimate.memory.items():
        yield f"memory of {name(component)}", held.total
    if estimate.bill is not None:
        yield "cost per month", estimate.bill.total
