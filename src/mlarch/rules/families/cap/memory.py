"""CAP: data that does not fit where it is held."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.estimate.capacity import scatters
from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.figures import Unit, shown
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule

__all__ = ["forgotten_shards", "memory_exceeded"]


@rule("CAP004", "forgotten-shards", options={"gigabytes": 256.0}, about=("@holds",))
def forgotten_shards(design: DesignGraph, *, gigabytes: float) -> Iterator[Outcome]:
    """An index that is too large for one machine, and is not divided into shards.

    **Checks.** A vector index `holds` more than `gigabytes` (an option), or a text index, which is read from
    disk, four times as much, and states neither `shards` nor the `memory` of a replica.

    **Why.** Replicas of a whole index must each hold all of it. Divided into shards it fits, and then every
    query touches all shards: the load of each grows with their number, and its slowest shard is what a query
    waits for (Dean and Barroso, *The Tail at Scale*, 2013).

    **When it is wrong.** One machine does hold it: state its `memory: 512GB`.
    """
    estimate = shared_estimate(design)
    for part in design.parts.accountable(managed=False):
        kept = estimate.memory.get(part.id)
        if kept is None or not scatters(design, part.id) or part.shards is not None:
            continue
        limit = gigabytes * 1e9 * (1 if design.has(part.id, Trait.INDEXES_VECTORS) else 4)
        if kept.available is None and kept.total.value > limit:
            count = max(2, math.ceil(kept.headroom.value / limit))
            yield problem(
                part,
                f"{part.id} holds {kept.total} in one piece ({kept.total.formula}): each replica needs all "
                "of it",
                at="holds",
                help=f"Divide it: `{part.id}: {{shards: {count}}}`, and count replicas over all shards; or "
                "state the `memory` of a replica that holds it.",
            )


@rule("CAP005", "memory-exceeded", stage=Stage.SKETCH, about=("@holds",))
def memory_exceeded(design: DesignGraph) -> Iterator[Outcome]:
    """Data, or a model, that does not fit into the memory of what is to hold it.

    **Checks.** What a component `holds`, divided by its `shards`, is more than the `memory` of a replica or
    of its accelerators; or the weights of a language model leave no room for one sequence on them. *Error*
    where only stated figures decide.

    **Why.** Memory is not a matter of tuning: it fits or the process is killed. Leave 20 % free for growth
    and for building a new version beside the old one.

    **When it is wrong.** It is read from disk: leave out `memory`, or state what of it is held.
    """
    estimate = shared_estimate(design)
    for name, kept in estimate.memory.items():
        part = design.components[name]
        if kept.fits is not False or kept.available is None or part.external or part.planned:
            continue
        needed = f"`shards: {kept.needed_shards}`" if kept.needed_shards else "more shards"
        yield problem(
            part,
            f"{name} holds {kept.per_replica} in each replica, which has {kept.available} of memory "
            f"({kept.total.formula})",
            at="holds",
            severity=Severity.ERROR if kept.total.certain and kept.available.certain else Severity.WARNING,
            help=f"Divide it further ({needed}), take larger machines, or compress it "
            "(`index: ivf_pq`, `dtype: int8`).",
        )
    for name, serving in estimate.servings.items():
        if serving.sequences.value >= 1:
            continue
        yield problem(
            design.components[name],
            f"{name} has no room for a sequence: weights of {serving.weights} and "
            f"{serving.kv_per_sequence} of key-value cache on its accelerators "
            f"({serving.sequences.formula})",
            at="gpus",
            severity=Severity.WARNING,
            help="Spread the model over more accelerators (`gpus: {type: ..., count: 8}`), or take a smaller "
            f"`dtype` ({shown(serving.weights.value / 2, Unit.SIZE)} of weights at half the bytes).",
        )
