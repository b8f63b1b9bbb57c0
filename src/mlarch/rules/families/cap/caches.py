"""CAP: caches whose hits nobody counts, and caches that are asked twice."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.graph.resolved import Meaning
from mlarch.rules import Outcome, problem, rule

__all__ = ["cache_behind_itself", "cache_without_share"]


@rule("CAP011", "cache-without-share", severity=Severity.INFO, about=(Trait.CACHES, Trait.CACHES_ANSWERS))
def cache_without_share(design: DesignGraph) -> Iterator[Outcome]:
    """A cache with a hit rate that no call behind it takes into account.

    **Checks.** A component states `hit_rate`, and none of the calls that its callers make in later lines
    states a `share`, nor does a call that it makes itself.

    **Why.** `hit_rate` is a remark: what passes the cache is said on the lines behind it. Without it every
    estimate sends the whole traffic to what the cache is there to protect.

    **When it is wrong.** Nothing depends on the hits (the cache holds a part of each answer only): accept the
    finding.
    """
    for part in design.parts.accountable():
        if part.hit_rate is None or part.hit_rate.value <= 0:
            continue
        lookups = [r for r in design.calls_to(part.id) if r.meaning is not Meaning.FALLBACK]
        later = [each for lookup in lookups for each in _later(design, lookup)]
        behind = list(design.calls_from(part.id))
        if not (later or behind) or any(r.flow.share or r.flow.rate for r in (*later, *behind)):
            continue
        flow = (behind or later)[0].flow
        rest = f"{(1 - part.hit_rate.value) * 100:.4g}%"
        yield problem(
            part,
            f"{part.id} answers {part.hit_rate} of the look-ups, and every call behind it still gets all of "
            "the traffic",
            at="hit_rate",
            flows=(flow.ends,),
            help=f"Say what passes the cache, on the calls made after it: `- {flow}: {{share: {rest}}}`.",
        )


def _later(design: DesignGraph, lookup: ResolvedFlow) -> list[ResolvedFlow]:
    """The calls that the caller of a look-up makes in later lines."""
    return [
        each
        for each in design.calls_from(lookup.caller or "")
        if each.flow.line > lookup.flow.line and each.meaning is not Meaning.FALLBACK
    ]


@rule("CAP012", "cache-behind-itself", about=(Trait.CACHES, Trait.CACHES_ANSWERS))
def cache_behind_itself(design: DesignGraph) -> Iterator[Outcome]:
    """A call that falls back on the cache that has just missed.

    **Checks.** A caller asks a cache, then makes other calls for what it did not find, and the `fallback:` of
    one of these is that cache.

    **Why.** The request came this far because the cache had nothing: it has nothing now. What helps is
    another answer: stale entries that are kept for this, the arm that did answer, popular items.

    **When it is wrong.** The cache keeps expired entries for failures: say so on a component of its own, or
    in words, `fallback: stale entries`.
    """
    for resolved in design.resolved_flows:
        answer, caller = resolved.flow.fallback, resolved.caller
        if answer is None or caller is None or answer not in design.components:
            continue
        if not design.has(answer, Trait.CACHES, Trait.CACHES_ANSWERS) or design.has(answer, Trait.FALLS_BACK):
            continue
        asked = [
            each
            for each in design.calls_from(caller)
            if each.callee == answer
            and each.flow.line < resolved.flow.line
            and each.meaning is not Meaning.FALLBACK
        ]
        if asked:
            yield problem(
                resolved.flow,
                f"{caller} falls back on {answer}, which it has asked already (`{asked[0].flow}`) and which "
                "had nothing",
                at="fallback",
                components=(resolved.callee or "", answer, caller),
                help="Fall back on what does not depend on the miss: popular items, another source, or "
                "`fallback: stale entries` kept for this.",
            )
