"""Estimates for people at a terminal: a page that shows its working, as a good interview answer does."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from textwrap import wrap

from mlarch.estimate.bounds import Row
from mlarch.estimate.capacity import Capacity
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import Entry
from mlarch.estimate.entries import describe as verdict
from mlarch.estimate.figures import Figure, Origin, Unit, shown
from mlarch.estimate.schedules import describe as run_line
from mlarch.estimate.sweep import Sweep
from mlarch.report.escape import visible

__all__ = ["Section", "render", "sections"]

_BAR = 32

Section = tuple[str, tuple[str, ...]]
"""A heading and its lines; a line that begins with two spaces stands as it is, others are wrapped."""


def render(estimates: Sequence[tuple[Estimate, Sequence[str]]], width: int = 100) -> str:
    """The pages of all estimates, one after the other."""
    return "\n\n".join(_page(each, findings, width) for each, findings in estimates) + "\n"


def _page(estimate: Estimate, findings: Sequence[str], width: int) -> str:
    lines = [f"{estimate.name} ({estimate.path})"]
    for title, body in sections(estimate, findings):
        lines += ["", title]
        for line in body:
            lines += _fitted(line, width)
    return "\n".join(visible(line) for line in lines)


def _fitted(line: str, width: int) -> list[str]:
    if line.startswith("  "):
        return [f"  {line[2:]}".rstrip()]
    return wrap(
        line,
        max(width, 40),
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def sections(estimate: Estimate, findings: Sequence[str] = ()) -> Iterator[Section]:
    """The parts of the page that have something to say."""
    yield "Traffic", tuple(_traffic(estimate))
    for entry in estimate.entries:
        yield f"Latency at {entry.at}: {verdict(entry)}", tuple(_latency(entry, estimate))
    if estimate.walk is not None:
        yield f"Scenario: {estimate.walk.name}", tuple(_walk(estimate))
    for title, lines in (
        ("Capacity", tuple(_capacity(estimate))),
        ("Memory", tuple(_memory(estimate))),
        ("Storage", tuple(_storage(estimate))),
        ("Language models", tuple(_llm(estimate))),
        ("Funnel", tuple(_funnel(estimate))),
        ("Runs", tuple(_runs(estimate))),
        ("People", tuple(_people(estimate))),
        ("Experiment", tuple(_trial(estimate))),
        ("Rare positives", tuple(_rare(estimate))),
        ("Availability", tuple(_availability(estimate))),
        ("Money", tuple(_money(estimate))),
        ("What breaks first", tuple(_limit(estimate))),
        ("What it rests on", tuple(_rests(estimate))),
        ("Assumed, not stated", tuple(_assumptions(estimate))),
        ("Missing", tuple(_missing(estimate))),
    ):
        if lines:
            yield title, lines
    if findings:
        yield "Findings", (f"{', '.join(findings)}: `mlarch check {estimate.path} --select CAP` says more.",)


def _traffic(estimate: Estimate) -> Iterator[str]:
    average, peak = estimate.traffic.average, estimate.traffic.peak
    if average is None or peak is None:
        yield "Unknown: see what is missing."
        return
    yield f"{average} on average ({average.formula}), {peak} at peak ({peak.formula})."


def _latency(entry: Entry, estimate: Estimate) -> Iterator[str]:
    for name, target in entry.targets.items():
        reached = entry.latency.get(name)
        if reached is not None:
            yield f"target {name} {shown(target, Unit.TIME)}; independent stages reach {reached}."
    if entry.latency:
        figures = "   ".join(f"{name} {entry.latency[name]}" for name in ("p50", "p95", "p99", "p999"))
        yield f"  {figures}   (mean {entry.latency['mean']})"
        yield (
            f"  p99 when stages slow down together: {entry.correlated['p99']} (correlation 0.3), "
            f"{entry.together.get('p99', 'none finite')} (all at once)"
        )
        if entry.fallback_share > 0:
            share = shown(entry.fallback_share, Unit.SHARE)
            yield f"{share} of the answers fall back, because a call times out."
        for name, (made_by, p99) in entry.branches.items():
            part = shown(made_by, Unit.SHARE)
            yield f"{part} of the requests call {name}: p99 {shown(p99, Unit.TIME)} for them."
    yield from (f"note: {note}" for note in entry.notes)
    if entry.overloaded:
        yield f"Without the queues that grow without end, those of {', '.join(entry.overloaded)}:"
    yield from waterfall(entry.rows)
    hops = [row for row in entry.rows if row.kind == "hop" and row.critical]
    if hops:
        each = shown(hops[0].mean, Unit.TIME)
        source = estimate.hop[1]
        total = shown(len(hops) * hops[0].mean, Unit.TIME)
        yield f"Hops on the path: {len(hops)} x {each} = {total} ({source.name}, {source.origin})."


def waterfall(rows: Sequence[Row]) -> Iterator[str]:
    """The account of a request on average, a bar for each own time."""
    own = [row for row in rows if row.kind != "hop" and math.isfinite(row.start)]
    end = max((row.start + row.mean for row in own if math.isfinite(row.mean)), default=0.0)
    if not own or end <= 0 or not math.isfinite(end):
        return
    names = [f"{'  ' * row.depth}{row.component}{' (queue)' if row.kind == 'wait' else ''}" for row in own]
    wide = max(len(name) for name in names)
    yield f"  {'':{wide}}  {'starts':>8} {'mean':>8} {'p99':>8}"
    for row, name in zip(own, names, strict=True):
        first = round(row.start / end * _BAR)
        length = max(1, round(min(row.mean / end, 1.0) * _BAR))
        bar = " " * min(first, _BAR - 1) + ("█" if row.critical else "░") * min(length, _BAR - first or 1)
        part = "" if row.share >= 0.995 else f"  {shown(row.share, Unit.SHARE)}"
        yield (
            f"  {name:{wide}}  {shown(row.start, Unit.TIME):>8} {shown(row.mean, Unit.TIME):>8} "
            f"{shown(row.p99, Unit.TIME):>8}  |{bar}{part}"
        )


def _walk(estimate: Estimate) -> Iterator[str]:
    walk = estimate.walk
    assert walk is not None
    for leg in walk.legs:
        if leg.what != "returns":
            usual, worst = shown(leg.usual, Unit.TIME), shown(leg.worst, Unit.TIME)
            yield f"  {leg.source} to {leg.target} ({leg.what}): {usual}, at most {worst}"
    yield f"In all {shown(walk.usual, Unit.TIME)} on average, {shown(walk.worst, Unit.TIME)} at most."


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


def _capacity(estimate: Estimate) -> Iterator[str]:
    if not estimate.capacities:
        return
    rows = capacity_rows(estimate)
    yield from _table(rows)
    target = next(iter(estimate.capacities.values())).utilization
    stated = any(each.stated_utilization for each in estimate.capacities.values())
    yield (
        f"Load = work / (serving replicas x what each does). Needed at {target:.0%} load"
        f"{' or as stated' if stated else ' (assumed)'}, rounded up to shards and zones; in brackets with "
        "one zone lost."
    )
    tight = [each for each in estimate.capacities.values() if each.bound_by != "throughput"]
    for each in tight:
        yield f"{each.component} is bound by {each.bound_by}: {each.per_replica.formula}."
    for each in estimate.capacities.values():
        if each.scatter > 1:
            yield f"{each.component}: every call touches all {each.scatter} shards."


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


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        first, *rest = row
        cells = [f"{first:{widths[0]}}"]
        cells += [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  " + "  ".join(cells)


def _memory(estimate: Estimate) -> Iterator[str]:
    for name, each in estimate.memory.items():
        line = f"{name}: {each.total} ({each.total.formula})"
        if each.per_replica.value != each.total.value:
            line += f", {each.per_replica} per replica"
        line += f", {each.headroom} with 20 % head-room"
        if each.available is not None:
            line += f"; {each.available} there: {'fits' if each.fits else 'does not fit'}"
        yield f"{line}."


def _storage(estimate: Estimate) -> Iterator[str]:
    for name, each in estimate.storage.items():
        line = f"{name}: {each.per_day} a day ({each.bandwidth.formula}), "
        line += f"{each.peak_bandwidth}/s at peak, before copies and compression"
        yield f"{line}; kept: {each.kept}." if each.kept is not None else f"{line}."


def _llm(estimate: Estimate) -> Iterator[str]:
    for name, each in estimate.servings.items():
        yield f"{name} ({each.model}): weights {each.weights} ({each.weights.formula})."
        yield (
            f"KV cache {each.kv_per_token} per token ({each.kv_per_token.formula}), {each.kv_per_sequence} "
            f"per sequence; {each.sequences} sequences fit ({each.sequences.formula})."
        )
        yield f"A token takes {each.floor} at least ({each.floor.formula}), {each.step} in a full batch."
        if each.prefill is not None:
            yield f"Reading the prompt: {each.prefill} ({each.prefill.formula})."
        if each.answer is not None and each.first_token is not None and each.tokens_per_second is not None:
            yield (
                f"First token after {each.first_token}, whole answer after {each.answer}; one replica "
                f"answers {each.calls_per_second}, {each.tokens_per_second}."
            )
        if each.needed is not None:
            stands = estimate.graph.components[name].replicas
            there = f", {stands} stand there" if stands is not None else ""
            yield f"{each.needed} replicas carry the peak{there}."
    for name, late in estimate.delayed_streams.items():
        yield (
            f"{', '.join(late)} stands after {name} and needs the whole answer: with streaming, the first "
            "token waits for the last."
        )


def _funnel(estimate: Estimate) -> Iterator[str]:
    for stage in estimate.funnel:
        incoming = shown(stage.incoming, Unit.COUNT) if stage.incoming is not None else "?"
        line = f"{stage.component}: {incoming} to {shown(stage.outgoing, Unit.COUNT)} items"
        if stage.time is not None:
            line += f" in {stage.time} ({stage.time.formula})"
        if stage.over_all is not None:
            line += f"; over all items it would take {stage.over_all}"
        yield f"{line}."


def _runs(estimate: Estimate) -> Iterator[str]:
    for run in estimate.runs:
        yield f"{run_line(run)}{': longer than that' if run.late else ''}."


def _people(estimate: Estimate) -> Iterator[str]:
    for name, each in estimate.people.items():
        line = f"{name}: {each.coming} come ({each.coming.formula}), {each.decided} are decided"
        growing = each.growth.value > 0
        yield f"{line}; the queue grows by {each.growth}." if growing else f"{line}."


def _trial(estimate: Estimate) -> Iterator[str]:
    trial = estimate.trial
    if trial is None:
        return
    yield f"{trial.per_arm} units per arm ({trial.per_arm.formula})."
    if trial.days is not None:
        days = f"{trial.days.value:.3g}"
        planned = f"; {trial.stated_days:g} days are planned" if trial.stated_days is not None else ""
        yield f"{days} days until both arms are full ({trial.days.formula}){planned}."


def _rare(estimate: Estimate) -> Iterator[str]:
    rare = estimate.rare
    if rare is None:
        return
    yield (
        f"A model that always says no is right in {rare.accuracy.value * 100:.6g} % of the cases "
        f"({rare.accuracy.formula}): accuracy says nothing here."
    )
    most = f"{rare.false_alarms.value * 100:.3g} %"
    yield (
        f"Of alarms that find 80 % and raise 0.1 % false ones (assumed), {rare.precision} are right; for "
        f"half of them to be right, false alarms must stay below {most} of the rest."
    )


def _availability(estimate: Estimate) -> Iterator[str]:
    for name, figure in estimate.availability.items():
        yield f"{figure.value * 100:.5g} % at most behind {name} ({figure.formula})."


def _money(estimate: Estimate) -> Iterator[str]:
    bill = estimate.bill
    if bill is None:
        return
    parts = sorted(bill.parts.items(), key=lambda item: (-item[1], item[0]))[:5]
    listed = ", ".join(f"{name} {shown(value, Unit.COST)}" for name, value in parts)
    line = f"{bill.currency} {bill.total} ({listed})"
    if bill.budget is not None:
        line += f" of {shown(bill.budget, Unit.COST)}: {'too much' if bill.exceeded else 'within the budget'}"
    if bill.unpriced:
        line += f"; {bill.unpriced} components with replicas state no price"
    yield f"{line}."


def _limit(estimate: Estimate) -> Iterator[str]:
    limit, peak = estimate.limit, estimate.traffic.peak
    if limit is None or peak is None:
        return
    lost = " with one zone lost" if limit.zone_lost else ""
    times = limit.peak / peak.value
    full = f"{limit.saturates} is full{lost} at {shown(limit.peak, Unit.RATE)}"
    yield f"{full}, {times:.2g} times the peak." if times >= 0.1 else f"{full}, and the peak is {peak}."


def _rests(estimate: Estimate) -> Iterator[str]:
    for each in estimate.sensitivity[:5]:
        yield f"a tenth more of {each.input} adds {shown(each.change, Unit.TIME)} to the p99."


def _assumptions(estimate: Estimate) -> Iterator[str]:
    for origin in (Origin.ASSUMED, Origin.TYPICAL):
        listed = [f"{each.name} = {each.value}" for each in estimate.assumptions if each.origin is origin]
        if listed:
            source = "by default" if origin is Origin.ASSUMED else "typical of the kind"
            yield f"{source}: {'; '.join(listed)}."


def _missing(estimate: Estimate) -> Iterator[str]:
    for each in estimate.missing:
        yield f"{each.what}. Add: {each.add}" if each.add else f"{each.what}."


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


def render_sweeps(sweeps: Sequence[Sweep]) -> str:
    """The tables of all sweeps."""
    blocks = []
    for sweep in sweeps:
        lines = [f"{sweep.name} ({sweep.path}): {sweep.key}"]
        if sweep.target is not None:
            lines.append(f"  target p99 {shown(sweep.target, Unit.TIME)}")
        blocks.append("\n".join(visible(line) for line in (*lines, *_table(sweep_rows(sweep)))))
    return "\n\n".join(blocks) + "\n"
