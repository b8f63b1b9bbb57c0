"""Estimates for people at a terminal: a page that shows its working, as a good interview answer does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import describe as verdict
from mlarch.estimate.figures import Origin, Unit, shown
from mlarch.estimate.schedules import describe as run_line
from mlarch.estimate.sweep import Sweep
from mlarch.report.escape import visible
from mlarch.report.estimates.latency import latency_lines, walk_lines
from mlarch.report.estimates.tables import aligned, capacity_rows, sweep_rows

__all__ = ["Section", "render", "sections"]

Section = tuple[str, tuple[str, ...]]
"""A heading and its lines; a line that begins with two spaces stands as it is, others are wrapped."""


def render(estimates: Sequence[tuple[Estimate, Sequence[str]]], width: int = 100) -> str:
    """The pages of all estimates, one after the other."""
    return "\n\n".join(_page(each, findings, width) for each, findings in estimates) + "\n"


def _page(estimate: Estimate, findings: Sequence[str], width: int) -> str:
    lines = [f"{estimate.name} ({estimate.path})"]
    for title, body in sections(estimate, findings, width):
        lines += ["", *wrap(title, max(width, 40), subsequent_indent="  ")]
        for line in body:
            lines += _fitted(line, width)
    return "\n".join(visible(line) for line in lines)


def _fitted(line: str, width: int) -> list[str]:
    if line.startswith("  ") and len(line) <= width:
        return [line.rstrip()]
    return wrap(
        line.removeprefix("  "),
        max(width, 40),
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def sections(estimate: Estimate, findings: Sequence[str] = (), width: int | None = None) -> Iterator[Section]:
    """The parts of the page that have something to say, tables and bars in so many columns."""
    yield "Traffic", tuple(_traffic(estimate))
    for entry in estimate.entries:
        yield f"Latency at {entry.at}: {verdict(entry)}", tuple(latency_lines(entry, estimate, width))
    if estimate.walk is not None:
        yield f"Scenario: {estimate.walk.name}", tuple(walk_lines(estimate.walk))
    for title, lines in (
        ("Capacity", tuple(_capacity(estimate, width))),
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


def _capacity(estimate: Estimate, width: int | None) -> Iterator[str]:
    if not estimate.capacities:
        return
    yield from aligned(capacity_rows(estimate), width)
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
    often = f"{times:.2g}" if times < 99 else shown(float(f"{times:.2g}"), Unit.COUNT)
    yield f"{full}, {often} times the peak." if times >= 0.1 else f"{full}, and the peak is {peak}."


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


def render_sweeps(sweeps: Sequence[Sweep], width: int = 100) -> str:
    """The tables of all sweeps."""
    blocks = []
    for sweep in sweeps:
        lines = [f"{sweep.name} ({sweep.path}): {sweep.key}"]
        if sweep.target is not None:
            lines.append(f"  target p99 {shown(sweep.target, Unit.TIME)}")
        blocks.append(
            "\n".join(visible(line).rstrip() for line in (*lines, *aligned(sweep_rows(sweep), width)))
        )
    return "\n\n".join(blocks) + "\n"
