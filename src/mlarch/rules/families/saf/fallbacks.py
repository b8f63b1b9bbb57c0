"""SAF: what stands in for a check that is down."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.privacy import judged
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.lexicon.fallbacks import (
    ALLOWS,
    CAREFUL,
    COUNTS_AS_GOOD,
    GOES_ON_BLINDLY,
    LIMITED,
    PURPOSE,
    REFUSES,
    SMALL_OR_HELD,
)
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Flow
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["fails_open"]


@rule("SAF006", "fails-open", about=("@fallback",))
def fails_open(design: DesignGraph) -> Iterator[Outcome]:
    """When the check is down, every case is let through.

    **Checks.** The design decides about people or money, or moves machines (a model on a device, a part with
    `reversible: false`), or the call asks a guardrail; and the `fallback` of a call (a component, by its
    name, description and kind, or words) approves, accepts, pays, skips the check, shows the answer as it is,
    files the case as harmless, or goes on with the last command, with no limit (small amounts, known
    customers) and no person, queue or refusal in it. Where a decision about people falls back to something
    of which nothing of the kind is said, it is asked what becomes of the case (*info*, at production).

    **Why.** Who wants to get through only has to bring the check down, or to wait for its next failure.

    **When it is wrong.** Turning people away costs more than letting some through: say up to which amount,
    `fallback: approve below 20 EUR`.
    """
    acts = any(part.reversible is False for part in design.parts)
    people = judged(design) is not None
    decides = acts or people or bool(design.having(Trait.DECIDES, Trait.RUNS_ON_DEVICE))
    seen: set[str] = set()
    for flow in design.architecture.flows:
        if flow.fallback is None or flow.fallback in seen:
            continue
        said = PURPOSE.without(_fallback(design, flow))
        for clause in clauses(said):
            said = said.replace(clause, "") if REFUSES.search(clause) else said
        good = COUNTS_AS_GOOD.search(said)
        if good is not None and SMALL_OR_HELD.search(said):
            continue
        allowed = good
        if allowed is None and (decides or design.has(flow.target, Trait.GUARDS)):
            allowed = ALLOWS.search(said) or GOES_ON_BLINDLY.search(said)
        if allowed is None or (good is None and LIMITED.search(said)):
            if allowed is None and people and _unclear(design, flow, said):
                seen.add(flow.fallback)
                yield _asked(design, flow)
            continue
        seen.add(flow.fallback)
        yield problem(
            flow,
            f"when {flow.target} does not answer, {flow.source} falls back to `{flow.fallback}`, which lets "
            f"every case through ({allowed[0]})",
            at="fallback",
            components=_named(design, flow),
            help="Hold the case, ask a person, or let through only what is small and known.",
        )


def _fallback(design: DesignGraph, flow: Flow) -> str:
    named = design.components.get(flow.fallback or "")
    if named is None:
        return (flow.fallback or "").lower()
    return "; ".join(filter(None, (named.name, named.description))).lower() or said_of(named)


def _named(design: DesignGraph, flow: Flow) -> list[str]:
    return [name for name in (flow.fallback or "", flow.target) if name in design.components]


def _unclear(design: DesignGraph, flow: Flow, said: str) -> bool:
    """Whether a part that decides falls back to something, and nothing tells that it stays careful."""
    if not design.has(flow.target, Trait.INFERS, Trait.GUARDS, Trait.DECIDES):
        return False
    named = f"{flow.fallback}; {said}".lower()
    return not any(words.search(named) for words in (CAREFUL, LIMITED, SMALL_OR_HELD))


def _asked(design: DesignGraph, flow: Flow) -> Outcome:
    return question(
        flow,
        f"what becomes of a case when {flow.target} does not answer? `{flow.fallback}` does not say "
        "whether it is let through",
        at="fallback",
        components=_named(design, flow),
        help="Say who decides then: `fallback: held for a person`, or up to which amount it is let through.",
    )
