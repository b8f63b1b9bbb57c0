"""How each flow of a design was understood: what `mlarch check --explain-flows` prints."""

from __future__ import annotations

from collections.abc import Iterable

from mlarch.graph import DesignGraph
from mlarch.graph.base import Reading
from mlarch.model import Payload
from mlarch.report.escape import visible, width

__all__ = ["render"]


def render(graph: DesignGraph) -> str:
    """One line per flow, in the order of the file: place, flow, meaning, what moves which way, and why."""
    architecture = graph.architecture
    rows = [_row(reading) for reading in graph.readings]
    widths = [max((width(row[column]) for row in rows), default=0) for column in range(3)]
    lines = [f"{visible(architecture.path)}: {visible(architecture.name)}"]
    for row in rows:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=False)]
        lines.append("  ".join(("", *cells, row[3])).rstrip())
    return "\n".join(lines) + "\n"


def _row(reading: Reading) -> tuple[str, str, str, str]:
    meaning = reading.meaning.value + ("" if reading.certain else "?")
    moved = [f"{arrow} {visible(_phrases(payloads))}" for arrow, payloads in _directions(reading) if payloads]
    said = "; ".join((*moved, visible(reading.why)))
    return (str(reading.flow.span.line), visible(str(reading.flow)), meaning, said)


def _directions(reading: Reading) -> tuple[tuple[str, tuple[Payload, ...]], ...]:
    return (("sends", reading.forward), ("returns", reading.backward))


def _phrases(payloads: Iterable[Payload]) -> str:
    return ", ".join(payload.text for payload in payloads)
