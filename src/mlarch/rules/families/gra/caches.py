"""GRA: caches with nothing behind them."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.lexicon.caches import COPY_OF, RECORDS
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["cache_without_source"]

_LONG = 30 * 86_400.0


@rule("GRA007", "cache-without-source", fixes="unsafe", about=(Trait.CACHES, Trait.CACHES_ANSWERS))
def cache_without_source(design: DesignGraph) -> Iterator[Outcome]:
    """A cache with nothing behind it that could fill it.

    **Checks.** Nothing writes into the cache, and none of its readers gets data from anywhere else that it
    could put there. Or only its callers write into it, and its name or description says that it holds what
    is to last (a ledger, bookings, balances), and not that it is a copy; or it states a `retention` of 30
    days or more. `external` and `planned` caches are left out.

    **Why.** A cache holds copies. On a miss, and after a restart, the answer has to come from a source of
    truth.

    **When it is wrong.** It is the source of truth (sessions, counters): make it a key-value database,
    `kind: nosql_db`.
    """
    for component in design.having(Trait.CACHES, Trait.CACHES_ANSWERS).accountable():
        name = component.id
        if component.retention is not None and component.retention.value >= _LONG:
            yield _to_last(component)
            continue
        readers = dict.fromkeys(
            resolved.caller for resolved in design.calls_to(name) if resolved.caller is not None
        )
        if not readers or any(edge.source not in readers for edge in design.data_into(name)):
            continue
        if any(_has_other_source(design, reader, name) for reader in readers):
            if _is_a_record(design, component):
                yield _to_last(component)
            continue
        store = suggest_id(design, Trait.KEEPS_VALUES_BY_KEY, Trait.KEEPS_ROWS)
        yield problem(
            component,
            f"{name} has no source of truth: on a miss {quoted(readers)} can get the answer nowhere",
            kinds=(Trait.KEEPS_VALUES_BY_KEY,),
            help=f"Add the store or the service behind it, e.g. {{add}} after the call to {name}.",
            add=f"{next(iter(readers))} -> {store}",
        )


def _to_last(cache: Component) -> Problem:
    return problem(
        cache,
        f"{cache.id} is a cache, and nothing else keeps what is in it: it is gone when memory is full or the "
        "cache starts again",
        at="kind",
        kinds=(Trait.KEEPS_ROWS, Trait.KEEPS_VALUES_BY_KEY),
        help=f"Keep it in a database, `{cache.id}: relational_db`; or draw what it is a copy of.",
    )


def _is_a_record(design: DesignGraph, cache: Component) -> bool:
    """Whether a cache is said to hold what is to last, and callers hand it something to keep."""
    said = said_of(cache)
    given = [payload for resolved in design.calls_to(cache.id) for payload in resolved.flow.outward]
    return bool(given) and RECORDS.search(said) is not None and COPY_OF.search(said) is None


def _has_other_source(design: DesignGraph, reader: str, cache: str) -> bool:
    """Whether `reader` can get the data elsewhere, or is handed it by others than its callers."""
    others = {resolved.callee for resolved in design.calls_from(reader)} - {cache, reader}
    if others:
        return True
    asked = {resolved.caller for resolved in design.calls_to(reader)}
    return any(edge.source not in asked and edge.source != cache for edge in design.data_into(reader))
