"""SAF: what stands in for a check that is down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.privacy import judged
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.lexicon.fallbacks import (
    AFTERWARDS,
    ALLOWS,
    CAREFUL,
    COUNTS_AS_GOOD,
    GOES_ON_BLINDLY,
    LIMITED,
    PURPOSE,
    REFUSES,
    SMALL_OR_HELD,
    WAITS,
)
from mlarch.catalog.lexicon.words import clauses
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Flow
from mlarch.rules import Outcome, problem, question, rule

__all__ = ["fails_open"]

_PARTS = regex(r"[;,.]|\band\b")


@rule("SAF006", "fails-open", about=("@fallback",))
def fails_open(design: DesignGraph) -> Iterator[Outcome]:
    """When the check is down, every case is let through.

    **Checks.** The design decides about people or money, or moves machines (a model on a device, a part with
    `reversible: false`), or the call asks a guardrail; and the `fallback` of a call, or what is turned to
    `when: failure` (a component, by its name, description and kind, or words), approves, accepts, pays, skips
    the check, shows the answer as it is, files the case as harmless, checks afterwards, or goes on with the
    last command, with no limit (small amounts, known customers) and no person, queue or refusal in it; what a
    drawn fallback `returns` counts, too (`decision (accept)`). Where a decision about people falls back to
    something of which nothing of the kind is said, it is asked what becomes of the case (*info*, at
    production).

    **Why.** Who wants to get through only has to bring the check down, or to wait for its next failure.

    **When it is wrong.** Turning people away costs more than letting some through: say up to which amount,
    `fallback: approve below 20 EUR`.
    """
    acts = any(part.reversible is False for part in design.parts)
    people = judged(design) is not None
    decides = acts or people or bool(design.having(Trait.DECIDES, Trait.RUNS_ON_DEVICE))
    seen: set[str] = set()
    flows = design.architecture.flows
    pairs = [(flow, flow.fallback) for flow in flows]
    for flow, name in (*pairs, *((flow, flow.target) for flow in flows if flow.on_failure)):
        if name is None or name in seen:
            continue
        said = PURPOSE.without(_fallback(design, name))
        for clause in clauses(said):
            said = said.replace(clause, "") if REFUSES.search(clause) else said
        good = COUNTS_AS_GOOD.search(said) or _checked_afterwards(said)
        if good is not None and SMALL_OR_HELD.search(said):
            continue
        allowed = good
        if allowed is None and flow.fallback and (decides or design.has(flow.target, Trait.GUARDS)):
            allowed = ALLOWS.search(said) or GOES_ON_BLINDLY.search(said)
        if allowed is None or (good is None and LIMITED.search(said)):
            if allowed is None and people and _unclear(design, flow, said):
                seen.add(name)
                yield _asked(design, flow)
            continue
        seen.add(name)
        fails = f"{flow.target} does not answer" if flow.fallback else "there is no answer"
        yield problem(
            flow,
            f"when {fails}, {flow.source} falls back to `{name}`, which lets every case through "
            f"({allowed[0]})",
            at="fallback" if flow.fallback else None,
            components=_named(design, flow),
            help="Hold the case, ask a person, or let through only what is small and known.",
        )


def _fallback(design: DesignGraph, name: str) -> str:
    named = design.components.get(name)
    if named is None:
        return name.lower()
    given = [
        remark
        for resolved in design.calls_to(named.id)
        for payload in resolved.flow.returns or ()
        if (remark := payload.text.partition("(")[2].rstrip(" )"))
    ]
    return "; ".join(filter(None, (named.name, named.description, *given))).lower() or said_of(named)


def _checked_afterwards(said: str) -> re.Match[str] | None:
    """The check that comes after what it should decide, where something is done and nothing waits."""
    found = AFTERWARDS.search(said)
    others = _PARTS.split(said.replace(found[0], "")) if found is not None else ()
    done = sum(len(part.split()) > 2 for part in others) > 1 or any(len(part.split()) > 3 for part in others)
    return found if done and not WAITS.search(said) else None


def _named(design: DesignGraph, flow: Flow) -> list[str]:
    return [name for name in (flow.fallback or "", flow.target) if name in design.components]


def _unclear(design: DesignGraph, flow: Flow, said: str) -> bool:
    """Whether a part that decides falls back to something, and nothing tells that it stays careful."""
    if flow.fallback is None or not design.has(flow.target, Trait.INFERS, Trait.GUARDS, Trait.DECIDES):
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
