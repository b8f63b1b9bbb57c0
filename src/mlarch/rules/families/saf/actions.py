"""SAF: what acts on the world: agents without approval, limits or scope, and decisions without a person."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of, said_of
from mlarch.catalog.base import Role
from mlarch.catalog.lexicon.actions import (
    ACTS_ON_THE_WORLD,
    AGREED_BEFORE,
    ALL_POWERFUL,
    APPROVED_BY_PEOPLE,
    BY_ITSELF,
    CARRIES_OUT,
    GRAVE,
    MOVES_SOMETHING,
    NOBODY,
    OF_A_LANGUAGE_MODEL,
    READS_ONLY,
    UNBOUNDED,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component
from mlarch.rules import Outcome, problem, rule

__all__ = ["acts_without_approval"]


@rule("SAF005", "acts-without-approval", about=(Trait.ACTS, Trait.DECIDES))
def acts_without_approval(design: DesignGraph) -> Iterator[Outcome]:
    """An agent, or a decision, does what cannot be undone, and nobody agrees.

    **Checks.** A component that lets a language model call tools reaches, by calls, one that states
    `reversible: false`, or whose name, description or payload says that it pays, refunds, orders, cancels,
    deletes or moves something (and not that it only reads). Neither the agent nor that component states
    `approval` (or says in words that a person confirms, or that it only drafts), or the tool says that it
    carries out whatever it is told (`any payee`, `without asking`); and no person stands on the way. Or the
    agent is said to have no end (`until the model says it is done`), or an agent or its tool more rights
    than the one who asks (`admin token`). Or a decision engine states `reversible: false`, or is said to
    end, close or deny something of a person for good, with neither `approval` nor a person in its words. Or
    a part of any kind is said to be driven by a language model and to act by itself, to run the code that a
    model writes, or states `reversible: false` with `approval: none`, or, where it lets a language model
    call tools, with no `approval` and nobody who agrees.

    **Why.** A model is talked into things, by a user or by a document that it reads. What moves money or
    machines wants a person, or a limit, in front of it (OWASP, *Top 10 for LLM Applications*, 2025, LLM06
    excessive agency and LLM10 unbounded consumption). Nobody has to accept a grave decision that no person
    made (GDPR, article 22).

    **When it is wrong.** The action is limited by other means: state them, `approval: amounts above 20 EUR`.
    """
    yield from _by_themselves(design)
    for agent in design.having(Trait.ACTS).accountable():
        yield from _unlimited(design, agent)
        for tool in _reached(design, agent.id):
            if not _acts(design, tool) or _approved(tool):
                continue
            way = [design.components[name] for name in (*design.call_path(agent.id, tool.id), agent.id)]
            agreed = any(_approved(part) or APPROVED_BY_PEOPLE.search(said_of(part)) for part in (*way, tool))
            if agreed and not CARRIES_OUT.search(said_of(tool)):
                continue
            yield problem(
                tool,
                f"{agent.id} lets a language model use {tool.id}, which cannot be undone, and nobody agrees "
                "first",
                components=(tool.id, agent.id),
                path=design.call_path(agent.id, tool.id),
                help=f"Let a person confirm (`approval: person` on {tool.id}), or say what limits it.",
            )
            break
    yield from _decisions(design)


def _approved(part: Component) -> bool:
    return bool(part.approval) and NOBODY.search((part.approval or "").lower()) is None


def _by_themselves(design: DesignGraph) -> Iterator[Outcome]:
    """Parts that a language model drives, or that state `approval: none`, and that act alone."""
    for part in design.parts.accountable():
        if design.has(part.id, Trait.DECIDES, Trait.FALLS_BACK) or _approved(part):
            continue
        agent = design.has(part.id, Trait.ACTS)
        said = (part.description or "" if agent else f"{said_of(part)}; {part.tech or ''}").lower()
        driven, alone = agent or OF_A_LANGUAGE_MODEL.search(said), BY_ITSELF.search(said)
        acts = _CHANGES.search(said) is not None or ACTS_ON_THE_WORLD.search(said) is not None
        runs = _RUNS_WHAT_IT_WRITES.search(said)
        agreed = AGREED_BEFORE.search(said) if agent else APPROVED_BY_PEOPLE.search(said)
        if design.kind(part.id).role is Role.PERSON or (agreed and not _ALONE.search(said) and runs is None):
            driven = None
        none = part.reversible is False and (part.approval is not None or (agent and agreed is None))
        none = none or (agent and part.approval is not None and READS_ONLY.search(said) is None)
        if not (none or runs or (driven and alone and acts)):
            continue
        said_how = runs or alone
        unsaid = "reversible: false" if part.approval is None else "approval: none"
        how = unsaid if none or said_how is None else said_how[0]
        yield problem(
            part,
            f"{part.id} acts and nobody agrees (`{how}`): what it does reaches people or machines",
            at=("reversible" if part.approval is None else "approval") if none else "description",
            help="Let a person confirm (`approval: person`), or bound what it may do and say how.",
        )


_ALONE = regex(r"\b(?:nobody|no one|without)\b")
_CHANGES = regex(
    r"\b(?:re-?books?|re-?assign\w*|re-?routes?|re-?schedul\w*|messages|mails|e-?mails|writes?|sends?|tells|calls|cancels?|"
    r"changes|moves?|installs?|drives?|switches|sets|opens|closes|blocks|rejects)\b"
)
_RUNS_WHAT_IT_WRITES = regex(
    r"\b(?:runs?|executes?|performs?|carries out) (?:the |any |all |whatever )?(?:\w+ ){0,2}?"
    r"(?:code|commands?|scripts?|sql|program|calls|moves) (?:that |which )?(?:the |an? )?(?:\w+ ){0,2}?"
    r"(?:model|agent|llm|assistant) (?:writes|makes|gives|sends|wants|says)"
)


def _acts(design: DesignGraph, tool: Component) -> bool:
    """Whether what a tool does cannot be taken back, by its field, its words or what it is sent."""
    if tool.reversible is not None:
        return not tool.reversible
    said = said_of(tool)
    if READS_ONLY.search(said) or design.has(tool.id, Trait.DECIDES, Trait.FINDS, Trait.ORDERS):
        return False
    sent = [p.text.lower() for r in design.calls_to(tool.id) for p in r.flow.outward]
    return ACTS_ON_THE_WORLD.search(said) is not None or any(MOVES_SOMETHING.search(text) for text in sent)


def _unlimited(design: DesignGraph, agent: Component) -> Iterator[Outcome]:
    """An agent without an end, or with rights that those who ask do not have."""
    for part in (agent, *_reached(design, agent.id)):
        for field, text in fields_of(part):
            endless = UNBOUNDED.search(text) if part is agent else None
            powerful = ALL_POWERFUL.search(text)
            if endless is None and powerful is None:
                continue
            said = endless or powerful
            why = (
                "nothing ends what the model goes on with, and each step costs and may act"
                if endless is not None
                else "whoever talks the model into something has these rights"
            )
            yield problem(
                part,
                f"{part.id} has no bounds (`{said[0] if said else ''}`): {why}",
                at=field,
                components=dict.fromkeys((part.id, agent.id)),
                help="State a limit of steps and cost, and act with the rights of the person who asks.",
            )
            return


def _decisions(design: DesignGraph) -> Iterator[Outcome]:
    """Decision engines that decide for good by themselves."""
    deciders = set(design.having(Trait.DECIDES).ids)
    for part in design.parts.accountable():
        said = said_of(part)
        grave = GRAVE.search(said)
        if part.id not in deciders and (grave is None or part.reversible is not False):
            continue
        final = part.reversible is False or (part.reversible is None and grave is not None)
        if not final or _approved(part) or design.has(part.id, Trait.FALLS_BACK):
            continue
        if APPROVED_BY_PEOPLE.search(said) and not CARRIES_OUT.search(said):
            continue
        how = f"`{grave[0]}`" if grave is not None else "reversible: false"
        yield problem(
            part,
            f"{part.id} decides for good ({how}), and no person agrees first",
            at="reversible" if part.reversible is False else "description",
            help="Let a person decide (`approval: person`), or make it a proposal that can be taken back.",
        )


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
