"""SRV: what is kept ready for many requests."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.quantities import Dimension, format_value
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import arrow

__all__ = ["no_cache"]


_DAY = 86400.0  # seconds

_KEPT_READY = (
    Trait.CACHES,
    Trait.CACHES_ANSWERS,
    Trait.DELIVERS_CONTENT,
    Trait.KEEPS_PREDICTIONS,
    Trait.SERVES_FEATURES,
    Trait.CACHES_PREFIXES,
)


@rule(
    "SRV009",
    "no-cache",
    fixes="unsafe",
    severity=Severity.INFO,
    stage=Stage.PRODUCTION,
    options={"requests_per_second": 5000.0},
    about=("@rate",),
)
def no_cache(design: DesignGraph, *, requests_per_second: float) -> Iterator[Outcome]:
    """Many requests, and nothing on their path that keeps answers or parts of them ready.

    **Checks.** The stated rate of requests (`requests_per_second`, or per day, or users times requests per
    user) is at least the option `requests_per_second`, a client's path reads a store, and on it there is no
    cache, content network, store of precomputed results or online feature store.

    **Why.** Reads repeat, and a copy in memory is a hundred times cheaper than the query behind it (*System
    Design Primer*, caching; Kleppmann, *Designing Data-Intensive Applications*, 2017, chapter 1).

    **When it is wrong.** Every answer is different: accept the finding, or raise the option.
    """
    rate = _request_rate(design)
    on_path = design.on_path
    if rate is None or rate < requests_per_second:
        return
    if any(design.has(name, *_KEPT_READY) for name in on_path):
        return
    stores = [name for name in on_path if has_role(design, name, Role.STORE) and _is_read(design, name)]
    if not stores:
        return
    path = design.reaches_without(design.entries, stores, (), over="calls")
    reader, store = path[-2:]
    cache = suggest_id(design, Trait.CACHES)
    yield problem(
        design.components[store],
        f"{format_value(rate, Dimension.RATE)} requests, and each goes through to {store}: {arrow(path)}",
        path=path,
        kinds=(Trait.CACHES, Trait.KEEPS_PREDICTIONS),
        help=f"Keep what is asked again in front of it: `{cache}: cache`, and {{add}} before the call to "
        f"{store}.",
        add=f"{reader} -> {cache}",
        near=store,
        before=fixes.call(design, reader, store),
    )


def _is_read(design: DesignGraph, store: str) -> bool:
    """Whether requests surely get something out of the store, and do not only write to it."""
    asked = (r for r in design.calls_to(store) if r.certain and r.caller in design.on_path)
    return any(not resolved.is_assumed(payload) for resolved in asked for payload in resolved.backward)


def _request_rate(design: DesignGraph) -> float | None:
    """Requests per second on average, as far as the requirements state them."""
    stated = design.architecture.requirements
    if stated is None:
        return None
    if stated.requests_per_second is not None:
        return stated.requests_per_second.value
    if stated.requests_per_day is not None:
        return stated.requests_per_day.value / _DAY
    users, each = stated.daily_active_users, stated.requests_per_user
    return users.value * each.value / _DAY if users is not None and each is not None else None
