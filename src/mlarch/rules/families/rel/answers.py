"""REL: models that must answer before a client gets anything, and what answers instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlarch.analysis.applicability import RUNS_MODELS
from mlarch.analysis.dependencies import always_needed, has_fallback
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph, ResolvedFlow
from mlarch.model import Stage
from mlarch.quantities import Dimension, parse
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import new_id
from mlarch.rules.phrases import arrow, quoted

__all__ = ["no_fallback"]


@rule("REL003", "no-fallback", fixes="unsafe", about=RUNS_MODELS)
def no_fallback(design: DesignGraph) -> Iterator[Outcome]:
    """A model that must answer before a client gets anything.

    **Checks.** A client's request calls a model server, an LLM, a ranker, a pre-ranker, a cross-encoder or an
    online encoder, and on the way there is no call that may fail: none is optional or has a `fallback:`, and
    no caller has a flow with `when: failure` or a component of kind `fallback` at hand. One of several
    sources asked at once needs none: the others answer. Said once per caller; at the stage `production`, or
    at `design` when the requirements state a latency or an availability.

    **Why.** Models are slow and fail more often than look-ups: a late feature, a bad release, a GPU gone.
    Popular items, the last result, a rule or the baseline are better than an error page (*The Tail at
    Scale*, 2013; Zinkevich, *Rules of Machine Learning*: a simple heuristic is nearly always there).

    **When it is wrong.** The caller has something to say without the model: state it in words,
    `fallback: last known price` on the call; or there is no answer without it: accept the finding.
    """
    wanted = design.architecture.requirements
    stated = wanted is not None and (wanted.latency is not None or wanted.availability is not None)
    ways = always_needed(design)
    for caller in (*design.entries, *ways):
        bare = [resolved for resolved in design.calls_from(caller) if _bare_model(design, resolved)]
        if caller in design.entries or not bare:
            continue
        if _passes_the_blame(design, caller, ways):
            continue
        models = tuple(dict.fromkeys(r.callee for r in bare if r.callee is not None))
        other = _spare(design, ways[caller])
        words = other if other in design.components else _last_known(design, models[0])
        many = len(models) > 1
        yield problem(
            bare[0].flow,
            f"{caller} has no answer when {quoted(models, 'or')} {'are' if many else 'is'} late or down: "
            f"{arrow((*ways[caller], models[0]))}, and no call on the way has a fallback",
            components=(models[0], caller, *models[1:]),
            path=(*ways[caller], models[0]),
            stage=Stage.DESIGN if stated else Stage.PRODUCTION,
            kinds=(Trait.FALLS_BACK,),
            help=f"Say what answers instead: `timeout: {_patience(design, models[0])}, fallback: {words}` on "
            "the call, or {add}.",
            add=f"{caller} -> {other}: {{returns: {_answer(design, models[0])}, when: failure}}",
            near=caller,
        )


def _passes_the_blame(design: DesignGraph, caller: str, ways: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the caller is a stage whose own caller is blamed already: what can answer stands before it."""
    if not design.has(caller, Trait.INFERS):
        return False
    before = ways[caller][-2]
    return any(r.callee == caller and _bare_model(design, r) for r in design.calls_from(before))


def _bare_model(design: DesignGraph, resolved: ResolvedFlow) -> bool:
    callee = resolved.callee
    if callee is None or not resolved.meaning_certain or has_fallback(design, resolved):
        return False
    component = design.components[callee]
    if component.planned or not design.has(callee, Trait.INFERS) or design.has(callee, Trait.FALLS_BACK):
        return False
    return not _one_of_several(design, resolved)


def _one_of_several(design: DesignGraph, resolved: ResolvedFlow) -> bool:
    """Whether other sources of the same are asked in the same step."""
    flow, caller = resolved.flow, resolved.caller or ""
    beside = (
        r.callee
        for r in design.calls_from(caller)
        if r is not resolved and (r.flow.line, r.flow.position) == (flow.line, flow.position)
    )
    gives = {payload.type for payload in resolved.backward}
    return any(other is not None and not gives.isdisjoint(design.produces(other)) for other in beside)


def _answer(design: DesignGraph, model: str) -> str:
    if design.has(model, Trait.GENERATES):
        return "response"
    order = ("ranked_list", "predictions", "tokens", "scores", "embeddings")
    return next((t.replace("_", " ") for t in order if t in design.produces(model)), "response")


def _spare(design: DesignGraph, way: tuple[str, ...]) -> str:
    """What could answer instead: a fallback, a cache that nobody on the way has just asked, or a new one."""
    asked = {resolved.callee for name in way for resolved in design.calls_from(name)}
    spare = (*design.having(Trait.FALLS_BACK).ids, *design.having(Trait.CACHES).ids)
    return next((n for n in spare if n not in asked), None) or new_id(design, Trait.FALLS_BACK)


def _last_known(design: DesignGraph, model: str) -> str:
    """A fallback in words. What a language model wrote for one prompt is no answer to another."""
    return "a fixed answer" if design.has(model, Trait.GENERATES) else f"last known {_answer(design, model)}"


_LIMITS = (
    "10ms", "20ms", "30ms", "40ms", "50ms", "75ms", "100ms", "150ms", "200ms", "300ms", "400ms", "500ms",
    "750ms", "1s", "2s", "3s", "5s", "10s", "20s", "60s",
)  # fmt: skip


def _patience(design: DesignGraph, model: str) -> str:
    """How long to wait, in words of the spec: longer than the slow answers of the model, if it says how slow
    they are or is a language model, and shorter than what the whole request may take."""
    own = design.components[model].latency
    stated = dict(own.figures()) if own else {}
    slow = next((stated[name].value for name in ("p99", "p95", "max", "") if name in stated), None)
    usual = 8.0 if design.has(model, Trait.GENERATES) else 0.08
    wanted = design.architecture.requirements
    whole = [value.value for _, value in wanted.latency.figures()] if wanted and wanted.latency else []
    limits = [limit for limit in _LIMITS if not whole or _seconds(limit) < max(whole)] or [_LIMITS[0]]
    return next((limit for limit in limits if _seconds(limit) > 1.1 * (slow or usual)), limits[-1])


def _seconds(limit: str) -> float:
    return parse(limit, Dimension.TIME).value
