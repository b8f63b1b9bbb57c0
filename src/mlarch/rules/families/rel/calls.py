"""REL: calls that fail: what answers instead, how long callers wait, how often they try."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.estimate import attempts
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.resolved import Meaning
from mlarch.model import Stage
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.phrases import arrow

__all__ = ["hopeless_timeout", "inverted_timeouts"]


@rule(
    "REL004",
    "inverted-timeouts",
    severity=Severity.ERROR,
    stage=Stage.SKETCH,
    covers=("REL005",),
    about=("@timeout",),
)
def inverted_timeouts(design: DesignGraph) -> Iterator[Outcome]:
    """A caller that gives up before the calls behind it would.

    **Checks.** A call states a `timeout:`, and a call that its callee makes, directly or through others that
    state none, states a longer one: *error*. It is a *warning* when only the tries together are longer
    (timeout times one plus `retries`), when only a `share:` of the requests makes the longer call, and when a
    call with a fallback on a client's path has a timeout that is longer than the whole latency target.
    Fallback calls are left out, and so are calls that only hand in a decision or labels (`sends:` without
    `returns:`); callees that something else sets to work as well (a confirmation, a reading): which of their
    calls wait for which is not said; links of one chain that share what is written once for all of them; what
    a balancer or a door of an API calls for other requests than that of the chain in which the timeout
    stands; what a door hands over (a picture, a document) on a way to none of the models in `served_by`; and
    targets for a percentile below p99, which slower requests may miss.

    **Why.** The caller is gone, and the callee still waits, with a thread and a connection held, for an
    answer that nobody takes. Its own timeout, retries and fallback never come to bear (Beyer et al., *Site
    Reliability Engineering*, 2016, chapter 22: deadlines are handed down, and get shorter).

    **When it is wrong.** The work behind is wanted although the caller has gone, as filling a cache: make it
    a stream, `~>`.
    """
    seen: set[int] = set()
    for outer in design.resolved_flows:
        limit = outer.flow.timeout
        if limit is None or not _is_call(outer) or outer.hands_in:
            continue
        for path, inner in _timed_behind(design, outer):
            own = inner.flow.timeout
            if (
                own is None
                or inner.flow.index in seen
                or _one_line(outer, inner)
                or _otherwise(design, path[1:-1])
            ):
                continue
            tries = attempts([inner.flow.retries or 0])
            if own.value * tries > limit.value * (1 + 1e-9):
                seen.add(inner.flow.index)
                yield _inverted(outer, inner, path, tries if own.value <= limit.value else 1)
    yield from _beyond_target(design)


def _one_line(outer: ResolvedFlow, inner: ResolvedFlow) -> bool:
    """Whether both are links of one chain with the same timeout: it is that of the chain."""
    return outer.flow.line == inner.flow.line and outer.flow.timeout == inner.flow.timeout


def _otherwise(design: DesignGraph, names: Iterable[str]) -> bool:
    """Whether people, devices or systems outside hand one of these something in between, beside its calls."""
    return any(
        not edge.resolved.waits and "event" not in edge.types and _from_outside(design, edge.source)
        for name in names
        for edge in design.data_into(name)
    )


def _from_outside(design: DesignGraph, name: str) -> bool:
    person = any(kind.role is Role.PERSON for kind in design.kinds(name))
    return person or name in design.clients or design.components[name].external


def _is_call(resolved: ResolvedFlow) -> bool:
    return resolved.meaning is Meaning.CALL and resolved.meaning_certain


def _timed_behind(design: DesignGraph, outer: ResolvedFlow) -> Iterator[tuple[tuple[str, ...], ResolvedFlow]]:
    """The next calls with a timeout behind `outer`, each with the path to its callee."""
    start = outer.callee or ""
    queue: list[tuple[tuple[str, ...], str]] = [((outer.caller or "", start), start)]
    seen = {outer.caller or "", start}
    for path, name in queue:
        for resolved in _made_for(design, outer, name):
            callee = resolved.callee or ""
            if not _is_call(resolved):
                continue
            if resolved.flow.timeout is not None:
                yield (*path, callee), resolved
            elif callee not in seen:
                seen.add(callee)
                queue.append(((*path, callee), callee))


def _made_for(design: DesignGraph, outer: ResolvedFlow, name: str) -> Iterable[ResolvedFlow]:
    """The calls that a component makes for the requests of `outer`.

    Who only lets requests through sends each of them one way, and the chain that `outer` is in shows which.
    """
    calls = design.calls_from(name)
    if not design.has(name, Trait.ADMITS, Trait.BALANCES):
        return calls
    return [r for r in calls if r.flow.line == outer.flow.line] or calls


def _inverted(outer: ResolvedFlow, inner: ResolvedFlow, path: tuple[str, ...], tries: int) -> Problem:
    waits = f"{inner.flow.timeout}" if tries == 1 else f"{tries} times {inner.flow.timeout}"
    always = inner.flow.share is None or inner.flow.share.value >= 1
    return problem(
        inner.flow,
        f"{path[0]} gives up after {outer.flow.timeout}, while {path[-2]} waits {waits} for {path[-1]} "
        f"({arrow(path)}): its answer comes too late for anybody",
        at="timeout",
        components=(path[-2], path[-1], path[0]),
        flows=(outer.flow.ends, inner.flow.ends),
        path=path,
        severity=Severity.ERROR if tries == 1 and always else Severity.WARNING,
        help=f"Give `{inner.flow}` a `timeout:` below {outer.flow.timeout}, retries included, or let "
        f"`{outer.flow}` wait longer.",
    )


_MISSED_BY_SOME = ("mean", "p50", "p90", "p95")


def _beyond_target(design: DesignGraph) -> Iterator[Outcome]:
    """Fallbacks that would come after the whole request should have been answered."""
    wanted = design.architecture.requirements
    if wanted is None or wanted.latency is None:
        return
    name, target = max(wanted.latency.figures(), key=lambda figure: figure[1].value)
    if name in _MISSED_BY_SOME:
        return
    for resolved in design.resolved_flows:
        flow = resolved.flow
        if flow.timeout is None or flow.fallback is None or not _is_call(resolved):
            continue
        if _of_other_requests(design, resolved):
            continue
        if resolved.caller in design.on_path and flow.timeout.value > target.value:
            yield problem(
                flow,
                f"{resolved.caller} waits {flow.timeout} for {resolved.callee} before it falls back, and the "
                f"whole request should take {target}{' at ' + name if name else ''}",
                at="timeout",
                components=(resolved.callee or "", resolved.caller or ""),
                severity=Severity.WARNING,
                help=f"Fall back while there is time: a `timeout:` well below {target}.",
            )


def _of_other_requests(design: DesignGraph, resolved: ResolvedFlow) -> bool:
    """Whether a door hands over something to look at, on a way to none of the models of the brief."""
    sent = {payload.type for payload in resolved.flow.outward}
    if not sent or not sent <= {"media", "documents", "raw_data"} or not resolved.caller:
        return False
    behind = {resolved.callee or "", *design.callees((resolved.callee or "",))}
    served = {name for model in design.architecture.models for name in model.served_by}
    return (
        design.has(resolved.caller, Trait.ADMITS, Trait.BALANCES)
        and bool(served)
        and served.isdisjoint(behind)
    )


@rule("REL005", "hopeless-timeout", severity=Severity.ERROR, stage=Stage.SKETCH, about=("@timeout",))
def hopeless_timeout(design: DesignGraph) -> Iterator[Outcome]:
    """A timeout below the time that the callee needs for most of its answers.

    **Checks.** A call states a `timeout:` that is shorter than what its callee states as its own `latency` at
    p50, as a mean, or without a percentile. Nothing is assumed, and what the callee waits for is not added.
    Drawn across a cache (`share:` below 100 %) it counts as well: the calls that are made fail.

    **Why.** At least half of the calls are given up, and what they cost is lost.

    **When it is wrong.** Never as long as both figures mean what they say. If the latency is that of a cold
    start, state it as `max`.
    """
    for resolved in design.resolved_flows:
        flow, callee = resolved.flow, resolved.callee
        if flow.timeout is None or callee is None or not _is_call(resolved):
            continue
        latency = design.components[callee].latency
        stated = [v for v in (latency.p50, latency.mean, latency.stated) if v is not None] if latency else []
        if stated and flow.timeout.value < min(value.value for value in stated):
            usual = min(stated, key=lambda value: value.value)
            yield problem(
                flow,
                f"{resolved.caller} gives up on {callee} after {flow.timeout}, and {callee} usually needs "
                f"{usual} for itself alone: most calls fail",
                at="timeout",
                components=(callee, resolved.caller or ""),
                help=f"Wait for its slow answers too (p99), or make {callee} faster.",
            )
