"""The latency of requests in words: percentiles, the account of a request, the time of a walk."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from mlarch.estimate.bounds import Row
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import Entry
from mlarch.estimate.figures import Unit, shown
from mlarch.estimate.walk import Walk
from mlarch.report.escape import width as columns

__all__ = ["latency_lines", "walk_lines", "waterfall"]

_BAR = 32
"""Columns of the longest bar, where there is room for it."""
_LEAST = 6
_FIGURES = 40  # columns of the figures, with the share behind a bar


def latency_lines(entry: Entry, estimate: Estimate, width: int | None = None) -> Iterator[str]:
    """The percentiles at one entry, and what a request waits for, its bars as long as `width` allows."""
    for name, target in entry.targets.items():
        reached = entry.latency.get(name)
        if reached is not None:
            yield f"target {name} {shown(target, Unit.TIME)}; independent stages reach {reached}."
    if entry.latency:
        figures = "   ".join(f"{name} {entry.latency[name]}" for name in ("p50", "p95", "p99", "p999"))
        yield f"  {figures}   (mean {entry.latency['mean']})"
        yield (
            f"  p99 when stages slow down together: {entry.correlated['p99']} (correlation 0.3), "
            f"{entry.together.get('p99', 'none finite')} (all at once{_left_out(entry)})"
        )
        if entry.fallback_share > 0:
            share = shown(entry.fallback_share, Unit.SHARE)
            yield f"{share} of the answers fall back, because a call times out."
        for names, made_by, p99 in _branches(entry):
            part = shown(made_by, Unit.SHARE)
            yield f"{part} of the requests call {_series(names)}: p99 {shown(p99, Unit.TIME)} for them."
    yield from (f"note: {note}" for note in entry.notes)
    if entry.overloaded:
        yield f"Without the queues that grow without end, those of {', '.join(entry.overloaded)}:"
    yield from waterfall(entry.rows, width)
    hops = [row for row in entry.rows if row.kind == "hop" and row.critical]
    if hops:
        each = shown(hops[0].mean, Unit.TIME)
        source = estimate.hop[1]
        total = shown(len(hops) * hops[0].mean, Unit.TIME)
        yield f"Hops on the path: {len(hops)} x {each} = {total} ({source.name}, {source.origin})."


def _left_out(entry: Entry) -> str:
    """Said where calls that only some requests make, which that sum leaves out, decide the percentile."""
    known = "p99" in entry.together and "p99" in entry.latency
    less = known and entry.together["p99"].value < entry.latency["p99"].value
    return ", without what only some requests call" if less else ""


def _branches(entry: Entry) -> list[tuple[list[str], float, float]]:
    """What only some requests call, with their share and p99; what the same requests call, together."""
    found: dict[tuple[float, float], list[str]] = {}
    for name, figures in entry.branches.items():
        found.setdefault(figures, []).append(name)
    return [(names, *figures) for figures, names in found.items()]


def _series(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def waterfall(rows: Sequence[Row], width: int | None = None) -> Iterator[str]:
    """The account of a request on average, a bar for each own time."""
    own = [row for row in rows if row.kind != "hop" and math.isfinite(row.start)]
    end = max((row.start + row.mean for row in own if math.isfinite(row.mean)), default=0.0)
    if not own or end <= 0 or not math.isfinite(end):
        return
    names = [f"{'  ' * row.depth}{row.component}{' (queue)' if row.kind == 'wait' else ''}" for row in own]
    wide = max(columns(name) for name in names)
    room = _BAR if width is None else min(_BAR, max(_LEAST, width - wide - _FIGURES))
    yield f"  {'':{wide}}  {'starts':>8} {'mean':>8} {'p99':>8}"
    for row, name in zip(own, names, strict=True):
        first = round(row.start / end * room)
        length = max(1, round(min(row.mean / end, 1.0) * room))
        bar = " " * min(first, room - 1) + ("█" if row.critical else "░") * min(length, room - first or 1)
        part = "" if row.share >= 0.995 else f"  {shown(row.share, Unit.SHARE)}"
        yield (
            f"  {name}{' ' * (wide - columns(name))}  {shown(row.start, Unit.TIME):>8} "
            f"{shown(row.mean, Unit.TIME):>8} {shown(row.p99, Unit.TIME):>8}  |{bar}{part}"
        )


def walk_lines(walk: Walk) -> Iterator[str]:
    """The steps of a scenario with their times."""
    for leg in walk.legs:
        if leg.what != "returns":
            usual, worst = shown(leg.usual, Unit.TIME), shown(leg.worst, Unit.TIME)
            yield f"  {leg.source} to {leg.target} ({leg.what}): {usual}, at most {worst}"
    yield f"In all {shown(walk.usual, Unit.TIME)} on average, {shown(walk.worst, Unit.TIME)} at most."
