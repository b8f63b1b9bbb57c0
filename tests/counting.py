"""Work counted instead of timed: the lines of Python that run, with those that built-in types cause.

The ids of a counted design are texts that compare and hash in Python. So a search through a tuple, a set made
of a list or a sort of ids is counted, too, although it is a single line of a rule.
"""

from __future__ import annotations

import dataclasses
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, TypeVar

from mlarch import graph
from mlarch.frozen import FrozenMap
from mlarch.graph import DesignGraph
from mlarch.model import Architecture

__all__ = ["bytes_made", "counted", "lines_run", "side_by_side"]

T = TypeVar("T")
_IDS = ("id", "source", "target", "fallback", "served_by", "trained_by")
"""The fields of components, flows and models that hold ids of components, or their own."""


class Id(str):
    """An id whose comparisons are lines that run."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    def __lt__(self, other: str) -> bool:
        return str.__lt__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


def counted(architecture: Architecture) -> DesignGraph:
    """The design, with ids that count."""
    return graph.build(_renamed(architecture, {name: Id(name) for name in architecture.components}))


def side_by_side(designs: Sequence[Architecture], copies: int) -> DesignGraph:
    """All these designs as the parts of one, so many times, with ids that count."""
    parts: list[Architecture] = []
    for copy in range(copies):
        for number, design in enumerate(designs):
            names = [*design.components, *(model.id for model in design.models)]
            parts.append(_renamed(design, {name: Id(f"{name}_{number}_{copy}") for name in names}))
    flows = [flow for part in parts for flow in part.flows]
    lines: dict[tuple[int, int], int] = {}
    for number, part in enumerate(parts):
        for flow in part.flows:
            lines.setdefault((number, flow.line), len(lines))
    of_part = [number for number, part in enumerate(parts) for _ in part.flows]
    whole = dataclasses.replace(
        designs[0],
        components=FrozenMap((name, c) for part in parts for name, c in part.components.items()),
        flows=tuple(
            dataclasses.replace(flow, index=index, line=lines[number, flow.line])
            for index, (number, flow) in enumerate(zip(of_part, flows, strict=True))
        ),
        models=tuple(model for part in parts for model in part.models),
        groups=(),
        views=(),
        scenarios=(),
        ignores=(),
        layout=(),
    )
    return graph.build(whole)


def _renamed(design: Architecture, ids: Mapping[str, str]) -> Architecture:
    def one(part: T) -> T:
        changes = {name: other(getattr(part, name)) for name in _IDS if hasattr(part, name)}
        return dataclasses.replace(part, **changes)  # type: ignore[type-var]

    def other(value: Any) -> Any:
        return tuple(map(other, value)) if isinstance(value, tuple) else ids.get(value, value)

    return dataclasses.replace(
        design,
        components=FrozenMap((ids[name], one(c)) for name, c in design.components.items()),
        flows=tuple(map(one, design.flows)),
        models=tuple(map(one, design.models)),
    )


def lines_run(work: Callable[[], object]) -> int:
    """How many lines the work runs."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    _traced(work, trace)
    return count


def bytes_made(work: Callable[[], object]) -> int:
    """How many bytes the work takes in all, whether it keeps them or not; line by line, the most of each."""
    made, last = 0, 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal made, last
        now, peak = tracemalloc.get_traced_memory()
        made += max(0, peak - last)
        tracemalloc.reset_peak()
        last = now
        return trace

    tracemalloc.start()
    last = tracemalloc.get_traced_memory()[0]
    try:
        _traced(work, trace)
    finally:
        tracemalloc.stop()
    return made


def _traced(work: Callable[[], object], trace: Any) -> None:
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
