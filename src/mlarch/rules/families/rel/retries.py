"""REL: retries at several levels, which multiply."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.estimate import attempts
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.resolved import Meaning
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.phrases import arrow

__all__ = ["retry_storm"]


@rule("REL006", "retry-storm", options={"tries": 10}, about=("@retries",))
def retry_storm(design: DesignGraph, *, tries: int) -> Iterator[Outcome]:
    """Retries at several levels of one path, which multiply.

    **Checks.** Along some path of calls at least two links state `retries:`, and the product of the tries
    (one plus the retries of each link) is at least the option `tries`. The path with the largest product is
    shown.

    **Why.** When the last of the chain is slow, each level repeats the whole of what lies behind it: three
    levels with three retries make 64 calls of one request, on a component that was overloaded already (Beyer
    et al., *Site Reliability Engineering*, 2016, chapter 22).

    **When it is wrong.** A retry budget or a circuit breaker limits the sum: accept the finding with that
    reason, or raise the option.
    """
    worst = max(_chains(design).values(), key=lambda item: item[0], default=(1, ()))
    links = [resolved for resolved in worst[1] if resolved.flow.retries]
    if worst[0] < tries or len(links) < 2:
        return
    path = (worst[1][0].caller or "", *(r.callee or "" for r in worst[1]))
    factors = " × ".join(str(attempts([r.flow.retries or 0])) for r in links)
    last = links[-1].flow
    yield problem(
        last,
        f"one request can become {worst[0]} calls of {path[-1]}: the tries on {arrow(path)} multiply "
        f"({factors})",
        at="retries",
        components=(path[-1], *path[:-1]),
        flows=tuple(r.flow.ends for r in reversed(links)),
        path=path,
        help=f"Retry at one level only, next to what fails: keep `retries:` on `{last}` and take it off "
        f"`{links[0].flow}`.",
    )


_Chain = tuple[int, tuple["ResolvedFlow", ...]]


def _chains(design: DesignGraph) -> dict[str, _Chain]:
    """For each component the largest product of tries on a path of calls from it, and the path to its end."""
    best: dict[str, _Chain] = {}
    opened: set[str] = set()
    stack: list[tuple[str, bool]] = [(name, False) for name in reversed(tuple(design.components))]
    while stack:
        name, ready = stack.pop()
        if ready:
            best[name] = _longest(design, name, best)
        elif name not in opened:
            opened.add(name)
            stack.append((name, True))
            stack.extend((r.callee, False) for r in design.calls_from(name) if r.callee and _is_call(r))
    return best


def _longest(design: DesignGraph, name: str, best: dict[str, _Chain]) -> _Chain:
    """The best chain of `name`, from those of its callees; a callee without one yet would close a cycle."""
    found: _Chain = (1, ())
    for resolved in design.calls_from(name):
        further = best.get(resolved.callee or "")
        if further is None or not _is_call(resolved):
            continue
        product = further[0] * attempts([resolved.flow.retries or 0])
        if product > found[0]:
            found = (product, (resolved, *further[1]))
    return found


def _is_call(resolved: ResolvedFlow) -> bool:
    return resolved.meaning is Meaning.CALL and resolved.meaning_certain
