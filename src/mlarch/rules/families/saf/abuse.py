"""SAF: what people may send, and how often: guardrails around language models, limits on public ways in."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.doors import asked_by_people, unguarded_doors
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.lazy import regex
from mlarch.model import Stage
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import arrow
from mlarch.text import listed

__all__ = ["unguarded_generation", "unlimited_requests"]

_LLM = (Trait.GENERATES, Trait.ROUTES_PROMPTS)
_INPUT = regex(r"\b(in|input|inputs|prompt|prompts|question|query|jailbreak|injection)\b")
_OUTPUT = regex(r"\b(out|output|outputs|answer|answers|response|grounded\w*|hallucination|fact)\b")
_BOTH = regex(
    r"\b(?:in|inputs?|prompts?|questions?|before) (?:and|&) (?:out|outputs?|answers?|responses?|after)\b"
    r"|\bboth (?:ways|sides|directions)\b"
)
_ASKED = frozenset({"prompt", "query", "request"})
_SENT = {"input": "prompt", "output": "response"}
_ANSWERED = frozenset({"response", "tokens"})


@rule("SAF002", "unguarded-generation", fixes="unsafe", about=(Trait.GENERATES,))
def unguarded_generation(design: DesignGraph) -> Iterator[Outcome]:
    """A language model answers people with no guardrail on what goes in, or on what comes out.

    **Checks.** Requests of a client reach a language model (or its gateway), and no guardrail on their path
    checks the input, or none the output. A guardrail that every request to the model passes guards both; one
    that is asked beside it guards both when its description says so or when each request calls it twice, else
    what it is sent (a prompt or question; an answer or tokens) or what its name says; when neither tells,
    both.

    **Why.** Text that the model reads can give it orders (prompt injection), and text that it writes can be
    unsupported, harmful or private; neither is prevented by the model alone (OWASP *Top 10 for LLM
    Applications*, 2025, LLM01, LLM02, LLM05, LLM09).

    **When it is wrong.** The provider guards: draw it as a guardrail with `managed: true`. The answers are
    read by programs that validate them: accept the finding with that reason.
    """
    online = frozenset(design.on_path)
    models = [name for name in design.having(*_LLM).ids if name in online]
    if not models:
        return
    guarded: set[str] = set()
    for name in design.having(Trait.GUARDS).ids:
        if name in online:
            guarded |= _sides(design, name, models)
        if len(guarded) == 2:
            return
    missing = [side for side in ("input", "output") if side not in guarded]
    if not missing:
        return
    model = next((name for name in models if not exempt(design.components[name])), models[0])
    callers = design.direct_callers(models[0])
    caller = callers[0] if callers else suggest_id(design, Trait.ORCHESTRATES, Trait.ANSWERS_REQUESTS)
    what = {
        "input": f"what people send to {model}",
        "output": f"what {model} answers",
    }
    guards = {side: f"{side}_guardrail" for side in missing}
    yield problem(
        design.components[model],
        f"no guardrail checks {' or '.join(what[side] for side in missing)}",
        components=(model,),
        path=design.reaches_without(design.entries, (model,), (), over="calls"),
        kinds=(Trait.GUARDS,),
        help=f"Add {listed([f'{guard}: guardrail' for guard in guards.values()], 'and')}, and {{add}}.",
        add=[
            f"{caller} -> {guard}: {{sends: {_SENT[side]}, returns: decision}}"
            for side, guard in guards.items()
        ],
        fix=bool(callers) and design.components.keys().isdisjoint(guards.values()),
    )


def _sides(design: DesignGraph, guard: str, models: list[str]) -> set[str]:
    """What a guardrail on the path guards: `input`, `output` or both."""
    if not design.reaches_without(design.entries, models, (guard,), over="calls"):
        return {"input", "output"}
    component = design.components[guard]
    twice = any((call.flow.calls or 1) >= 2 for call in design.calls_to(guard))
    if twice or _BOTH.search((component.description or "").lower()):
        return {"input", "output"}
    said = f"{guard.replace('_', ' ').replace('-', ' ')} {component.name or ''} {component.written}".lower()
    sides = {side for side, words in (("input", _INPUT), ("output", _OUTPUT)) if words.search(said)}
    if sides:
        return sides
    for edge in design.data_into(guard):
        written = {p.type for p in edge.payloads if not edge.resolved.is_assumed(p)}
        sides |= {"input"} if written & _ASKED else set()
        sides |= {"output"} if written & _ANSWERED else set()
    return sides or {"input", "output"}


@rule("SAF003", "unlimited-requests", fixes="unsafe", stage=Stage.PRODUCTION, about=(Trait.STARTS_REQUESTS,))
def unlimited_requests(design: DesignGraph) -> Iterator[Outcome]:
    """A public way in on which nobody limits how often a caller may ask.

    **Checks.** A caller from outside reaches a service, and nothing that its requests reach is
    a rate limiter, or an LLM gateway with its quotas. Ways in that state `public: false`, or that are
    `managed`, `external` or `planned`, are left out, and so are name services, content networks, collectors
    of events, and what runs on the caller's device. Said once, at the first way in; an *info* where a gateway
    stands on the path, which may do it and does not say so, and where only systems of others, devices or
    machines ask.

    **Why.** One script can use up what was planned for everyone; with a model behind the way in it can also
    copy the model by asking it (Tramèr et al., *Stealing Machine Learning Models via Prediction APIs*, 2016)
    and try until the fraud passes. OWASP counts it among the ten risks of APIs (API4, 2023: unrestricted
    resource consumption).

    **When it is wrong.** Only known systems can call: `public: false` on the way in. The gateway limits: give
    it the role, `kind: [api_gateway, rate_limiter]`.
    """
    online = frozenset(design.on_path)
    if any(name in online for name in design.having(Trait.LIMITS_RATE, Trait.ROUTES_PROMPTS).ids):
        return
    admitted = any(design.has(name, Trait.ADMITS) for name in online)
    for component in unguarded_doors(design):
        name = component.id
        behind = (name, *design.callees([name]))
        if not any(has_role(design, other, Role.SERVICE) for other in behind):
            continue
        model = next((other for other in behind if design.has(other, Trait.SCORES)), None)
        client = next(r.caller for r in design.calls_to(name) if r.caller in design.outside_callers) or ""
        path = design.call_path(client, model) if model is not None else (client, name)
        stake = f"{model} can be asked without end" if model else "anyone can ask without end"
        limiter = suggest_id(design, Trait.LIMITS_RATE)
        yield problem(
            component,
            f"nobody limits how often a caller may ask: {stake} ({arrow(path)})",
            components=(name,),
            path=path,
            severity=Severity.INFO if admitted or not asked_by_people(design, name) else None,
            help=f"Give {name} the role, `kind: [{component.kind}, rate_limiter]`, or add `{limiter}: rate "
            "limiter` and {add}.",
            add=f"{name} -> {limiter}: request",
            before=fixes.call(design, name),
        )
        return
