"""How old data is when it arrives: the slowest hop of the quickest way."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import TypeAlias

from mlarch.analysis.activity import has_role
from mlarch.analysis.text_evidence import fields_of
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.ages import KEPT_CURRENT, SENDS
from mlarch.catalog.lexicon.schedules import period
from mlarch.graph import DataEdge, DesignGraph
from mlarch.graph.resolved import Meaning
from mlarch.graph.traits import REQUEST_TYPES

__all__ = ["Delays", "carries_news", "slowest_hop", "source_delays", "wait"]

Delays: TypeAlias = dict[str, tuple[float, DataEdge | None]]
"""By component: seconds, and the hop at which they are spent."""

# What brings nothing new about items or users: what is answered, deployed or measured.
_NOT_NEWS = frozenset({"response", "model_artifact", "config", "metrics", "logs", "traces", "alerts"})
_LATER = (Meaning.STREAM, Meaning.BATCH)


def carries_news(edge: DataEdge) -> bool:
    """Whether data of items or users may move here; a movement of which nothing is known may.

    What is asked is none, unless it comes by stream or in bulk: nobody answers it there, and the queries that
    people sent are data like their clicks.
    """
    nothing = _NOT_NEWS if edge.resolved.meaning in _LATER else _NOT_NEWS | REQUEST_TYPES
    return not edge.types or any(type_ is None or type_ not in nothing for type_ in edge.types)


def _asks(edge: DataEdge) -> bool:
    """Whether it is what a caller sends to be answered: a query, as words, features or an embedding."""
    resolved = edge.resolved
    if not resolved.waits or edge.target != resolved.callee:
        return False
    return frozenset(edge.types) <= REQUEST_TYPES | {"embeddings", "features", None}


def slowest_hop(design: DesignGraph, name: str) -> tuple[float, DataEdge | None]:
    """How long data waits at the slowest hop of its quickest way into `name`, in seconds, and at which hop.

    A hop takes its `every:` or its `lag:`, whichever is longer; where neither is stated, the time that the
    name or description of the job before it says (`nightly`), else none: the result is a lower bound. Without
    any such hop it is 0 and None. Ways start at clients and at the services that they ask, which learn of
    what is new from the requests, and wherever nothing flows in.
    """
    ends = ((delay, hop) for _, delay, hop, begins in _arrivals(design, name) if begins)
    return next(ends, (0.0, None))


def source_delays(design: DesignGraph, name: str) -> tuple[Delays, Delays]:
    """How old data is by the way on which it comes to `name`: by where it begins, and by what is on the way.

    For each the wait at the slowest hop of the quickest way from there, in seconds, and that hop. A source
    may be said to send only now and then (`uploads every 5 min`): then the hop is None.
    """
    sources: Delays = {}
    between: Delays = {}
    for here, delay, hop, begins in _arrivals(design, name):
        if not begins:
            between[here] = (delay, hop)
            continue
        before = [edge.source for edge in design.data_into(here) if _counts(edge, here)]
        clients = [name for name in before if name in design.clients]
        for source in clients if _is_asked(design, here) else (here,):
            said = (design.components[source].description or "").lower()
            own = period(said) if SENDS.search(said) and not KEPT_CURRENT.search(said) else None
            sources.setdefault(source, (own, None) if own is not None and own > delay else (delay, hop))
    return sources, between


def _arrivals(design: DesignGraph, name: str) -> Iterator[tuple[str, float, DataEdge | None, bool]]:
    """What lies on the ways into `name`, the quickest first: slowest hop, wait, whether a way begins."""
    best: dict[str, float] = {}
    queue: list[tuple[float, int, str, DataEdge | None]] = [(0.0, 0, name, None)]
    number = 0
    while queue:
        delay, _, here, hop = heapq.heappop(queue)
        if here in best:
            continue
        best[here] = delay
        edges = [edge for edge in design.data_into(here) if _counts(edge, here)]
        if here != name:
            begins = not edges or here in design.clients or _is_asked(design, here)
            yield here, delay, hop, begins
            if begins:
                continue
        for edge in edges:
            number += 1
            waits = wait(design, edge)
            slower = waits > delay
            heapq.heappush(queue, (max(delay, waits), number, edge.source, edge if slower else hop))


def _is_asked(design: DesignGraph, name: str) -> bool:
    return name in design.on_path and has_role(design, name, Role.SERVICE)


def _counts(edge: DataEdge, here: str) -> bool:
    return carries_news(edge) and edge.source != here and not _asks(edge)


def wait(design: DesignGraph, edge: DataEdge) -> float:
    """How long data waits at a hop, in seconds, as stated or by the words of the job before it."""
    stated = [value.value for value in (edge.flow.every, edge.flow.lag) if value is not None]
    return max(stated) if stated else _by_its_words(design, edge.source)


def _by_its_words(design: DesignGraph, name: str) -> float:
    """How often a job runs by its name and description, where none of its flows states it; else 0."""
    if not has_role(design, name, Role.JOB):
        return 0.0
    flows = [edge.flow for edge in (*design.data_into(name), *design.data_out_of(name))]
    if any(flow.every is not None or flow.lag is not None for flow in flows):
        return 0.0
    said = (period(text) for _, text in fields_of(design.components[name]))
    return max((seconds for seconds in said if seconds is not None), default=0.0)
