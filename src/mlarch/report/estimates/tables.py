"""Tables of estimates: capacity, and a sweep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlarch.estimate.capacity import Capacity
from mlarch.estimate.engine import Estimate
from mlarch.estimate.figures import Figure, Unit, shown
from mlarch.estimate.sweep import Sweep
from mlarch.report.escape import width as columns

__all__ = ["aligned", "capacity_rows", "sweep_rows"]


def capacity_rows(estimate: Estimate) -> list[tuple[str, ...]]:
    """The capacity table: a heading and a row for each component with a known load."""
    capacities = estimate.capacities.values()
    columns = [("zone lost", "zone_lost"), ("region lost", "region_lost"), ("in failure", "failing")]
    used = [(title, key) for title, key in columns if any(getattr(each, key) for each in capacities)]
    head = ("component", "at peak", "stands", "each", "load", *(title for title, _ in used), "needs")
    rows = [head]
    for each in capacities:
        extra = tuple(_percent(getattr(each, key)) for _, key in used)
        rows.append(
            (
                each.component,
                _work(each, estimate.traffic.factor),
                str(each.replicas) if each.replicas is not None else "?",
                _each(each),
                _percent(each.peak),
                *extra,
                _needs(each),
            )
        )
    return rows


def _work(each: Capacity, factor: float) -> str:
    number = shown(each.work * factor, Unit.RATE)
    return number.replace("/s", f" {each.unit}/s") if each.unit else number


def _each(each: Capacity) -> str:
    number = str(each.per_replica)
    return number.replace("/s", f" {each.unit}/s") if each.unit else number


def _needs(each: Capacity) -> str:
    if each.needed is None:
        return "none is enough"
    lost = f" ({each.needed_zone_lost})" if each.needed_zone_lost is not None else ""
    return f"{each.needed}{lost}"


def _percent(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return shown(figure.value, Unit.SHARE) if figure.finite else "none left"


def aligned(rows: Sequence[tuple[str, ...]], width: int | None = None) -> Iterator[str]:
    """The lines of a table: the first column to the left, the others to the right.

    In fewer columns than it needs it comes in parts, one below the other, each with the first column.
    """
    widths = [max(columns(row[index]) for row in rows) for index in range(len(rows[0]))]
    for number, part in enumerate(_parts(widths, width)):
        if number:
            yield "  "
        for row in rows:
            if number == 0 or any(row[index] for index in part):
                cells = [row[0] + " " * (widths[0] - columns(row[0]))]
                cells += [" " * (widths[index] - columns(row[index])) + row[index] for index in part]
                yield "  " + "  ".join(cells)


def _parts(widths: Sequence[int], width: int | None) -> list[list[int]]:
    """The numbers of the columns behind the first one, part by part."""
    parts: list[list[int]] = [[]]
    room = widths[0] + 2
    used = room
    for index, each in enumerate(widths[1:], 1):
        if width is not None and parts[-1] and used + 2 + each > width:
            parts.append([])
            used = room
        parts[-1].append(index)
        used += 2 + each
    return parts


def sweep_rows(sweep: Sweep) -> list[tuple[str, ...]]:
    """The table of a sweep: a heading, and a row for each value."""
    points = sweep.points
    priced = any(point.cost is not None for point in points)
    head = (sweep.key, "peak", "p99", "verdict", "highest load", "of")
    rows: list[tuple[str, ...]] = [(*head, "cost") if priced else head]
    for point in points:
        row = (
            point.text,
            shown(point.peak, Unit.RATE) if point.peak is not None else "",
            shown(point.p99, Unit.TIME) if point.p99 is not None else "none finite",
            str(point.verdict) if point.verdict is not None else "",
            shown(point.load, Unit.SHARE) if point.load is not None else "",
            point.busiest or "",
        )
        cost = shown(point.cost, Unit.COST) if point.cost is not None else ""
        rows.append((*row, cost) if priced else row)
    return rows
