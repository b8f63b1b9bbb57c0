"""Numbers of a component or a design that have parts: latencies, funnels, what is held."""

from __future__ import annotations

from mlarch.quantities import Quantity
from mlarch.records import dataclass

__all__ = ["Funnel", "Gpus", "Holds", "Latency", "PerItem", "Tokens"]


@dataclass(frozen=True, slots=True)
class Latency:
    """A time, plain (`stated`) or by percentile. Every value is a time."""

    stated: Quantity | None = None
    mean: Quantity | None = None
    p50: Quantity | None = None
    p90: Quantity | None = None
    p95: Quantity | None = None
    p99: Quantity | None = None
    p999: Quantity | None = None
    max: Quantity | None = None

    def figures(self) -> tuple[tuple[str, Quantity], ...]:
        """The stated values with their names, the lowest percentile first; a plain time is named ``."""
        names = ("stated", "mean", "p50", "p90", "p95", "p99", "p999", "max")
        pairs = ((name, getattr(self, name)) for name in names)
        return tuple(("" if name == "stated" else name, value) for name, value in pairs if value is not None)


@dataclass(frozen=True, slots=True)
class Funnel:
    """Items in and out of one call of a component."""

    incoming: Quantity | None
    outgoing: Quantity


@dataclass(frozen=True, slots=True)
class PerItem:
    """Time per item scored, with the batch size and how many run at once."""

    time: Quantity
    batch: Quantity | None = None
    parallelism: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """What a component keeps, in all its shards: items of `bytes` each, vectors, or a `size` in all.

    `code` is the size of one compressed vector of an IVF-PQ index and `nlist` the number of its clusters.
    """

    items: Quantity | None = None
    bytes: Quantity | None = None
    dimensions: int | None = None
    dtype: str | None = None
    index: str | None = None
    code: Quantity | None = None
    nlist: int | None = None
    size: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Gpus:
    """The accelerators of one replica. `type` is as written; the catalogue knows the usual ones."""

    type: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens that one call of a language model reads and writes."""

    input: Quantity | None = None
    output: Quantity | None = None
