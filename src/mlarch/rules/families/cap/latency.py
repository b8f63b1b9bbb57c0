"""CAP: times that do not fit the target, the timeouts, or each other."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.diagnostics import Severity
from mlarch.estimate.distributions import items_of
from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.figures import Unit, shown
from mlarch.estimate.memory import contradicts
from mlarch.estimate.verdicts import Miss, misses
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.resolved import Meaning
from mlarch.model import Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.phrases import quoted

__all__ = ["contradictory_figures", "exhaustive_stage", "misfit_timeout", "slow_request"]


@rule("CAP001", "slow-request", stage=Stage.SKETCH, about=("@latency",))
def slow_request(design: DesignGraph) -> Iterator[Outcome]:
    """Requests whose stages add up to more than the latency target.

    **Checks.** `requirements: latency` is stated, and the requests at an entry miss it: own times as
    log-normal distributions, a hop for each call, `&` in parallel, timeouts and fallbacks as drawn, all
    stages independent (which is the kinder case). *Error* where the stated times alone are enough; *warning*
    where typical times of the kinds, or hops that are not stated, make the difference; *info* where they make
    most of it.

    **Why.** What the stages take is a fact before anything is built. p99 figures do not add up, but means do,
    and no parallel call is faster than its slowest member (Dean and Barroso, *The Tail at Scale*, 2013).

    **When it is wrong.** The time of a component holds what it waits for as well: state its own time. Or the
    call need not be waited for: make it a stream, `~>`, or give it a `timeout:` and a `fallback:`.
    """
    wanted = design.architecture.requirements
    if wanted is None or wanted.latency is None:
        return
    for miss in misses(shared_estimate(design)):
        where = f" behind {miss.entry}" if len(shared_estimate(design).entrances) > 1 else ""
        yield problem(
            wanted,
            f"requests{where} take {miss.reached} at {miss.name}, and the target is "
            f"{shown(miss.target, Unit.TIME)}: {quoted(miss.slowest, 'and')} take most of it",
            at="latency",
            components=tuple(dict.fromkeys((*miss.slowest, *miss.path))),
            path=miss.path,
            severity=_weight(miss),
            help="`mlarch estimate` shows where the time goes. Call in parallel with `&`, cut a tail with "
            "`timeout:` and `fallback:`, make a stage faster, or allow more time.",
        )


def _weight(miss: Miss) -> Severity:
    if miss.certain:
        return Severity.ERROR
    return Severity.WARNING if miss.stated > 0.5 * miss.target else Severity.INFO


@rule("CAP006", "exhaustive-stage", stage=Stage.SKETCH, about=("@per_item",))
def exhaustive_stage(design: DesignGraph) -> Iterator[Outcome]:
    """A stage that goes through its items one by one for longer than a request may take.

    **Checks.** A component on a client's path states `per_item: time` and takes items (`funnel:`): together,
    divided by `parallelism`, they take longer than the latency target; without a target, than ten seconds.
    All of it is stated: *error* against a target, *warning* without one.

    **Why.** Work per item times items is the first number of any ranking stage: 10 million items at 40 µs are
    400 seconds. Retrieval, or a lighter first stage, cuts the items (Covington et al., *Deep Neural Networks
    for YouTube Recommendations*, 2016).

    **When it is wrong.** The time is that of a whole batch: state that of one item.
    """
    targets = shared_estimate(design).targets
    limit = max(targets.values(), default=10.0)
    for part in design.parts.accountable():
        taken = items_of(part)
        if part.per_item is None or taken is None or part.id not in design.on_path:
            continue
        parallel = part.per_item.parallelism.value if part.per_item.parallelism is not None else 1.0
        time = taken[0] * part.per_item.time.value / max(parallel, 1.0)
        if time > limit:
            items = shown(taken[0], Unit.COUNT)
            target = "the whole request may take" if targets else "anybody waits no longer than"
            yield problem(
                part,
                f"{part.id} takes {shown(time, Unit.TIME)} for {items} items at {part.per_item.time} each, "
                f"and {target} {shown(limit, Unit.TIME)}",
                at="per_item",
                severity=Severity.ERROR if targets else Severity.WARNING,
                help=f"Let a stage before {part.id} cut the items, score them in parallel "
                "(`per_item: {time: ..., parallelism: 8}`), or take a lighter model.",
            )


@rule("CAP007", "misfit-timeout", about=("@timeout",))
def misfit_timeout(design: DesignGraph) -> Iterator[Outcome]:
    """A timeout that cuts off usual answers, or that outlasts the whole request.

    **Checks.** A call states a `timeout:` below what its callee states as its own p95, so that more than a
    twentieth of the calls are given up: *warning*. A timeout between p95 and p99 cuts a tail, which a
    fallback makes good: it is named only where nothing answers instead (*info*). So is a timeout inside a
    client's path that is longer than the highest latency target, where nothing answers instead: of the first
    link of a line, and not of the client's own.

    **Why.** A timeout is a promise to the caller: below the callee's usual time it makes failures of healthy
    answers, above the target it never saves a request (Beyer et al., *Site Reliability Engineering*, 2016,
    chapter 22).

    **When it is wrong.** The late answers are not needed: state `optional: true`.
    """
    targets = shared_estimate(design).targets
    longest = max(targets.values(), default=None)
    spreads = shared_estimate(design).spreads
    for resolved in design.resolved_flows:
        flow, callee = resolved.flow, resolved.callee
        if flow.timeout is None or callee is None or resolved.meaning is not Meaning.CALL:
            continue
        latency = design.components[callee].latency
        p95 = latency.p95.value if latency is not None and latency.p95 is not None else None
        p99 = latency.p99.value if latency is not None and latency.p99 is not None else None
        if latency is not None and p95 is None and latency.p50 is not None and p99 is not None:
            p95 = spreads[callee].quantile(0.95)
        saved = flow.fallback is not None or flow.optional or _answered(design, resolved)
        if p95 is not None and flow.timeout.value < p95 and not _hopeless(design, resolved):
            yield _cut(resolved, "more than 5 %", shown(p95, Unit.TIME), "p95", Severity.WARNING)
        elif p99 is not None and flow.timeout.value < p99 and not saved and not _hopeless(design, resolved):
            yield _cut(resolved, "more than 1 %", shown(p99, Unit.TIME), "p99", Severity.INFO)
        inside = resolved.caller in design.on_path and resolved.caller not in design.clients
        if longest is None or not inside or flow.position > 0 or saved:
            continue
        if flow.timeout.value > longest and (flow.share is None or flow.share.value >= 1):
            yield problem(
                flow,
                f"{resolved.caller} waits {flow.timeout} for {callee}, and the whole request should take "
                f"{shown(longest, Unit.TIME)}: the timeout saves nobody",
                at="timeout",
                severity=Severity.INFO,
                help=f"Give up while there is time: a `timeout:` well below {shown(longest, Unit.TIME)}.",
            )


def _answered(design: DesignGraph, resolved: ResolvedFlow) -> bool:
    return any(r.meaning is Meaning.FALLBACK for r in design.calls_from(resolved.caller or ""))


def _hopeless(design: DesignGraph, resolved: ResolvedFlow) -> bool:
    """Whether REL005 says it: the timeout lies below the median."""
    latency = design.components[resolved.callee or ""].latency
    timeout = resolved.flow.timeout
    middles = (latency.p50, latency.mean, latency.stated) if latency is not None else ()
    return timeout is not None and any(m is not None and timeout.value < m.value for m in middles)


def _cut(resolved: ResolvedFlow, share: str, figure: str, name: str, severity: Severity) -> Outcome:
    flow = resolved.flow
    return problem(
        flow,
        f"{resolved.caller} gives up on {resolved.callee} after {flow.timeout}, while {resolved.callee} "
        f"needs {figure} at {name}: {share} of its answers are thrown away",
        at="timeout",
        severity=severity,
        help=f"Wait longer than {figure}, make {resolved.callee} faster, or say that the answer is "
        "`optional`.",
    )


@rule("CAP013", "contradictory-figures", stage=Stage.SKETCH, about=("@times", "@holds"))
def contradictory_figures(design: DesignGraph) -> Iterator[Outcome]:
    """Stated figures of one component that cannot all be true.

    **Checks.** A mean above the highest percentile, or so far from a percentile that no log-normal time has
    both; `holds: size` that differs by more than a half from what the stated items, dimensions and index
    come to.

    **Why.** Whatever is computed from them is wrong in one of two ways, and nobody knows in which.

    **When it is wrong.** The figures were measured over different traffic: state those of one.
    """
    estimate = shared_estimate(design)
    for part in design.parts:
        words = estimate.spreads[part.id].contradiction
        if words:
            yield problem(
                part,
                f"{part.id} states times that contradict each other: {words}",
                at="latency",
                help="State p50 and p99 of the same measurement, e.g. `latency: {p50: 5ms, p99: 30ms}`.",
            )
    for name, kept in estimate.memory.items():
        if contradicts(kept) and kept.stated_size is not None:
            yield problem(
                design.components[name],
                f"{name} is said to hold {shown(kept.stated_size, Unit.SIZE)}, and its items come to "
                f"{kept.total} ({kept.total.formula})",
                at="holds",
                help=f"Leave out `size`, or state what makes {name} smaller: `index`, `dtype`, `code`.",
            )
