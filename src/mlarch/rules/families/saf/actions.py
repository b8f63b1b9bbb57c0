"""SAF: what acts on the world: agents without approval, and fallbacks that let everything through."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.privacy import judged
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.actions import ACTS_ON_THE_WORLD, ALLOWS, APPROVED_BY_PEOPLE, LIMITED, READS_ONLY
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Flow
from mlarch.rules import Outcome, problem, rule

__all__ = ["acts_without_approval", "fails_open"]


@rule("SAF005", "acts-without-approval", about=(Trait.ACTS,))
def acts_without_approval(design: DesignGraph) -> Iterator[Outcome]:
    """An agent does what cannot be undone, and nobody agrees.

    **Checks.** A component that lets a language model call tools reaches, by calls, one that states
    `reversible: false`, or whose name or description says that it pays, refunds, orders, cancels, deletes
    or moves something (and not that it only reads). Neither the agent nor that component states
    `approval` (or says in words that a person confirms, or that it only drafts), and no person stands on
    the way.

    **Why.** A model is talked into things, by a user or by a document that it reads. What moves money or
    machines wants a person, or a limit, in front of it (OWASP, *Top 10 for LLM Applications*, 2025, LLM06
    excessive agency).

    **When it is wrong.** The action is limited by other means: state them, `approval: amounts above 20 EUR`.
    """
    for agent in design.having(Trait.ACTS).accountable():
        if agent.approval or APPROVED_BY_PEOPLE.search(said_of(agent)):
            continue
        for tool in _reached(design, agent.id):
            said = said_of(tool)
            worded = ACTS_ON_THE_WORLD.search(said) and not READS_ONLY.search(said)
            acts = tool.reversible is False or (tool.reversible is None and worded)
            if not acts or tool.approval or APPROVED_BY_PEOPLE.search(said_of(tool)):
                continue
            yield problem(
                tool,
                f"{agent.id} lets a language model use {tool.id}, which cannot be undone, and "
                f"nobody agrees first",
                components=(tool.id, agent.id),
                path=design.call_path(agent.id, tool.id),
                help=f"Let a person confirm (`approval: person` on {tool.id}), or say what limits it.",
            )
            break


_NO_TOOLS = (Trait.GENERATES, Trait.ROUTES_PROMPTS, Trait.GUARDS, Trait.BUILDS_PROMPTS, Trait.FALLS_BACK)


def _reached(design: DesignGraph, agent: str) -> Iterator[Component]:
    """The parts that the agent calls, directly or through its tools, in file order; people end a way."""
    people = [c.id for c in design.components.values() if design.kind(c.id).role is Role.PERSON]
    for name in design.callees((agent,)):
        component = design.components[name]
        path = design.call_path(agent, name)
        model = design.has(name, *_NO_TOOLS)
        if not model and not any(stop in people for stop in (name, *path)):
            yield component


@rule("SAF006", "fails-open", about=("@fallback",))
def fails_open(design: DesignGraph) -> Iterator[Outcome]:
    """When the check is down, every case is let through.

    **Checks.** The design decides about people or money, and the `fallback` of a call (a component, by its
    name, description and kind, or words) approves, accepts or lets through, with no limit (small amounts,
    known customers) and no person, queue or refusal in it.

    **Why.** Who wants to get through only has to bring the check down, or to wait for its next failure.

    **When it is wrong.** Turning people away costs more than letting some through: say up to which amount,
    `fallback: approve below 20 EUR`.
    """
    if judged(design) is None and not design.having(Trait.DECIDES):
        return
    seen: set[str] = set()
    for flow in design.architecture.flows:
        said = _fallback(design, flow)
        allowed = ALLOWS.search(said)
        if flow.fallback is None or allowed is None or LIMITED.search(said) or flow.fallback in seen:
            continue
        seen.add(flow.fallback)
        yield problem(
            flow,
            f"when {flow.target} does not answer, {flow.source} falls back to `{flow.fallback}`, "
            f"which lets every case "
            f"through ({allowed[0]})",
            at="fallback",
            help="Hold the case, ask a person, or let through only what is small and known.",
        )


def _fallback(design: DesignGraph, flow: Flow) -> str:
    named = design.components.get(flow.fallback or "")
    if named is None:
        return (flow.fallback or "").lower()
    return " ".join(filter(None, (named.name, named.description))).lower() or said_of(named)
