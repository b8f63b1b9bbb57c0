"""What components keep: bytes in all and per replica, and whether they fit."""

from __future__ import annotations

import math

from mlarch.catalog.accelerators import accelerator
from mlarch.estimate.figures import Figure, Input, Unit, assumed, shown, stated
from mlarch.estimate.formulas import storage
from mlarch.graph import DesignGraph
from mlarch.model import Component, Holds
from mlarch.records import dataclass

__all__ = ["DTYPE_BYTES", "Memory", "memories"]

DTYPE_BYTES = {
    "float64": 8.0,
    "float32": 4.0,
    "float16": 2.0,
    "bfloat16": 2.0,
    "float8": 1.0,
    "int64": 8.0,
    "int32": 4.0,
    "int16": 2.0,
    "int8": 1.0,
    "uint8": 1.0,
    "int4": 0.5,
    "binary": 0.125,
}
"""Bytes of one number by its format."""

_SOURCE = "Faiss wiki, guidelines to choose an index; 20 % head-room as in ScyllaDB's sizing page"


@dataclass(frozen=True, slots=True)
class Memory:
    """What one component holds: `total` over all shards, `per_replica` of it, and with `headroom` (20 %).

    `available` is the stated memory of one replica, or that of its accelerators; None where neither is
    stated. `stated_size` is a size that the spec states beside items that make another one.
    """

    component: str
    total: Figure
    per_replica: Figure
    headroom: Figure
    available: Figure | None
    stated_size: float | None

    @property
    def fits(self) -> bool | None:
        """Whether one replica holds its part, head-room left out; None where its memory is not stated."""
        return None if self.available is None else self.per_replica.value <= self.available.value

    @property
    def needed_shards(self) -> int | None:
        """Into how many parts it must be divided to fit with head-room; None where no memory is stated."""
        if self.available is None or self.available.value <= 0 or not self.headroom.finite:
            return None
        return storage.shards(storage.with_headroom(self.total.value), self.available.value)


def memories(graph: DesignGraph) -> dict[str, Memory]:
    """The memory of each component that says what it holds."""
    found: dict[str, Memory] = {}
    for name, component in graph.components.items():
        total = _total(component)
        if total is None or component.holds is None:
            continue
        shards = component.shards or 1
        inputs = list(total.inputs)
        if component.shards is not None:
            inputs.append(stated(f"components.{name}.shards", shards, component.places.get("shards")))
        formula = f"{total} / {shards} shards" if shards > 1 else "one replica holds all of it"
        each = Figure(total.value / shards, Unit.SIZE, formula, tuple(inputs), _SOURCE)
        roomy = storage.with_headroom(each.value)
        room = Figure(roomy, Unit.SIZE, f"{each} x 1.2", each.inputs, _SOURCE)
        size = component.holds.size
        other = size.value if size is not None and component.holds.items is not None else None
        found[name] = Memory(name, total, each, room, _available(component), other)
    return found


def _total(component: Component) -> Figure | None:
    """Bytes in all: of the items where they say enough, else the stated size."""
    holds = component.holds
    if holds is None:
        return None
    name, span = f"components.{component.id}.holds", component.places.get("holds")
    if holds.items is not None and (holds.dimensions is not None or holds.bytes is not None):
        return _items(holds, name, component)
    if holds.size is not None:
        return Figure(holds.size.value, Unit.SIZE, "as stated", (stated(f"{name}.size", holds.size, span),))
    return None


def _items(holds: Holds, name: str, component: Component) -> Figure:
    span = component.places.get("holds")
    assert holds.items is not None
    count = holds.items.value
    inputs = [stated(f"{name}.items", holds.items, span)]
    if holds.dimensions is None:
        assert holds.bytes is not None
        inputs.append(stated(f"{name}.bytes", holds.bytes, span))
        value = storage.raw_bytes(count, holds.bytes.value)
        return Figure(value, Unit.SIZE, f"{holds.items} x {holds.bytes}", tuple(inputs))
    width = float(holds.dimensions)
    number = DTYPE_BYTES[holds.dtype or "float32"]
    inputs.append(stated(f"{name}.dimensions", holds.dimensions, span))
    given = stated if holds.dtype is not None else assumed
    inputs.append(given(f"{name}.dtype", holds.dtype or "float32"))
    vector = f"{holds.dimensions} x {number:g} B"
    value, formula, more = _index(holds, name, component, count, width, number, vector)
    if holds.bytes is not None:  # what stands beside each vector
        value += count * holds.bytes.value
        formula += f" + {holds.items} x {holds.bytes}"
        more = (*more, stated(f"{name}.bytes", holds.bytes, span))
    return Figure(value, Unit.SIZE, formula, (*inputs, *more), _SOURCE)


def _index(
    holds: Holds, name: str, component: Component, count: float, width: float, number: float, vector: str
) -> tuple[float, str, tuple[Input, ...]]:
    span = component.places.get("holds")
    if holds.index == "hnsw":
        links = storage.GRAPH_LINKS
        value = storage.hnsw_index(count, width, number)
        return value, f"{holds.items} x ({vector} + 8 B x {links})", ()
    if holds.index != "ivf_pq":
        return storage.flat_index(count, width, number), f"{holds.items} x {vector}", ()
    code = holds.code.value if holds.code is not None else storage.default_code(width)
    clusters = float(holds.nlist) if holds.nlist is not None else storage.default_clusters(count)
    more = (
        stated(f"{name}.code", holds.code, span) if holds.code else assumed(f"{name}.code", f"{code:g}B"),
        stated(f"{name}.nlist", holds.nlist, span)
        if holds.nlist
        else assumed(f"{name}.nlist", f"{clusters:g}"),
    )
    value = storage.ivf_pq_index(count, width, code, clusters, number)
    return value, f"{holds.items} x ({code:g} B + 8 B) + {clusters:g} x {vector}", more


def _available(component: Component) -> Figure | None:
    name = f"components.{component.id}"
    if component.memory is not None:
        given = stated(f"{name}.memory", component.memory, component.places.get("memory"))
        return Figure(component.memory.value, Unit.SIZE, "as stated", (given,))
    gpus = component.gpus
    device = accelerator(gpus.type) if gpus is not None else None
    if gpus is None or device is None:
        return None
    value = device.memory * gpus.count
    given = stated(f"{name}.gpus", f"{gpus.count} x {gpus.type}", component.places.get("gpus"))
    size = shown(device.memory, Unit.SIZE)
    return Figure(value, Unit.SIZE, f"{gpus.count} x {size}", (given,), device.source)


def contradicts(memory: Memory) -> bool:
    """Whether the stated size is another than the one that the stated items make, by more than a half."""
    other = memory.stated_size
    if other is None or not memory.total.value > 0 or other <= 0:
        return False
    return abs(math.log(memory.total.value / other)) > math.log(1.5)
