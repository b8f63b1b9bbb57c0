"""What a design has that a rule can be about: what must be there before "nothing found" says anything.

That no cache lacks its source is no merit of a design without caches.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog import KINDS
from mlarch.graph.parts import exempt
from mlarch.model import Architecture

__all__ = ["FACTS", "RUNS_MODELS", "present"]

RUNS_MODELS = ("serving", "ranking", "retrieval", "llm")
"""The families of kinds that run models, or stand around them."""

FACTS = (
    "@availability",
    "@brief",
    "@budget",
    "@encrypted",
    "@experiment",
    "@fallback",
    "@features",
    "@freshness",
    "@funnel",
    "@holds",
    "@ignore",
    "@label",
    "@latency",
    "@metrics",
    "@models",
    "@per_item",
    "@personal",
    "@personalized",
    "@positives",
    "@privacy",
    "@rate",
    "@retries",
    "@task",
    "@timeout",
    "@times",
    "@zones",
)
"""What a spec may state, as `about` names it."""


def present(architecture: Architecture) -> frozenset[str]:
    """The kinds of the components that a finding can be about, their families and traits, and the facts that
    the spec states."""
    kinds = {kind for part in architecture.components.values() if not exempt(part) for kind in part.kinds}
    words = {word for kind in kinds for word in (kind, KINDS[kind].family, *KINDS[kind].traits)}
    return frozenset((*words, *_of_the_brief(architecture), *_of_the_drawing(architecture)))


def _of_the_brief(spec: Architecture) -> Iterator[str]:
    asked, task, data, judged = spec.requirements, spec.task, spec.data, spec.evaluation
    if any((asked, task, data, spec.models, judged, spec.release, spec.monitoring)):
        yield "@brief"
    if asked is not None:
        yield from (
            fact
            for fact, value in (
                ("@availability", asked.availability),
                ("@budget", asked.monthly_budget),
                ("@freshness", asked.freshness),
                ("@latency", asked.latency),
                ("@personalized", asked.personalized),
                ("@rate", asked.average_rate),
            )
            if value is not None and value is not False
        )
    if task is not None:
        yield "@task"
    if task is not None and task.label is not None:
        yield "@label"
    if task is not None and task.positives is not None:
        yield "@positives"
    if data is not None and data.features:
        yield "@features"
    if data is not None and data.privacy:
        yield "@privacy"
    if spec.models:
        yield "@models"
    if judged is not None and judged.offline:
        yield "@metrics"
    if judged is not None and judged.experiment is not None:
        yield "@experiment"


def _of_the_drawing(spec: Architecture) -> Iterator[str]:
    components, flows = spec.components.values(), spec.flows
    if any(c.data for c in components) or any(flow.data for flow in flows):
        yield "@personal"
    if any(c.encrypted is not None for c in components) or any(f.encrypted is not None for f in flows):
        yield "@encrypted"
    if any(c.funnel for c in components):
        yield "@funnel"
    if any(c.holds for c in components):
        yield "@holds"
    if any(c.per_item for c in components):
        yield "@per_item"
    if any(c.latency for c in components):
        yield "@times"
    if any(c.zones is not None for c in components):
        yield "@zones"
    if any(flow.timeout for flow in flows):
        yield "@timeout"
    if any(flow.retries for flow in flows):
        yield "@retries"
    if any(flow.fallback or flow.on_failure for flow in flows):
        yield "@fallback"
    if spec.ignores:
        yield "@ignore"
