"""SAF: what people may be shown: content filters before the user, permissions before a language model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlarch.analysis.activity import has_role
from mlarch.analysis.text_evidence import said_of, says
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.lazy import regex
from mlarch.model import Component, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["unfiltered_content", "unpermitted_retrieval"]

_SHOWS = (
    Trait.GENERATES_CANDIDATES,
    Trait.MERGES_CANDIDATES,
    Trait.RANKS,
    Trait.REARRANGES,
    Trait.PRE_RANKS,
    Trait.KEEPS_PREDICTIONS,
)
_FILTERS = (Trait.FILTERS_CONTENT, Trait.GUARDS)
_WRITES = regex(
    r"\b(uploads?|posts?|comments?|photos?|pictures?|images?|videos?|listings?|reviews?|stor(y|ies)|messages?)\b"
)
_SAID = regex(
    r"\b(user[- ](made|generated|contributed)|ugc|uploads?|"
    r"uploaded (?:by|photo|video|image|content)\w*|creators?|posts|comments|"
    r"harmful|illegal|moderation|block(s|ed)?|ban(s|ned)?|age limits?|removals?|prohibited|not allowed)\b"
)


@rule("SAF001", "unfiltered-content", fixes="unsafe", about=("ranking", "retrieval"))
def unfiltered_content(design: DesignGraph) -> Iterator[Outcome]:
    """Ranked content reaches people without a filter for what must not be shown.

    **Checks.** Requests reach a stage that finds or orders items, and the items are made by users or may be
    forbidden: clients send posts, pictures, videos and the like into a store through the system, or the brief
    (name, summary, goal, scope, error costs, compliance, events) speaks of uploads, creators, harmful or
    illegal content, blocks, bans, age limits or removals. Nothing on the requests' path, nor on the way of
    the items to it, is a content filter or a guardrail, or is said to filter (integrity, safety, policy,
    visibility) in its name or description. Designs around a language model have SAF002.

    **Why.** A ranker that learns from engagement orders what engages, also what is harmful, blocked or gone,
    and one such item costs more trust than a hundred good ones earn. Every large feed filters before it
    shows (the visibility filters of Twitter's published recommendation algorithm, 2023).

    **When it is wrong.** Another stage filters: give it the role too, `kind: [re_ranker, content_filter]`.
    Everything was checked before it came in: draw that check.
    """
    online = frozenset(design.on_path)
    if design.having(Trait.GENERATES, Trait.ROUTES_PROMPTS):
        return
    stages = [
        name for name in design.having(*_SHOWS).ids if name in online and not exempt(design.components[name])
    ]
    if not stages:
        return
    near = {*online, *design.upstream(stages)}
    if any(name in near for name in design.having(*_FILTERS).ids) or _moderated(design):
        return
    if any(_said_to_filter(design.components[name]) for name in design.components if name in near):
        return
    why = _user_made(design)
    if why is None:
        return
    last = stages[-1]
    content = suggest_id(design, Trait.FILTERS_CONTENT)
    callers = design.direct_callers(last)
    yield problem(
        design.components[last],
        f"{why}, and nothing between {last} and the user takes out what must not be shown",
        path=design.reaches_without(design.entries, (last,), (), over="calls"),
        help=f"Add `{content}: content filter` and {{add}}, or give a stage that filters this role too.",
        add=f"{callers[0] if callers else last} -> {content}: candidates",
        near=last,
    )


_FILTERING = regex(
    r"integrity|safety|polic(y|ies)|visibilit|moderat|filter|takes out|drops|removes|blocked|unsafe|eligib",
    re.IGNORECASE,
)


def _said_to_filter(component: Component) -> bool:
    return _FILTERING.search(f"{component.name} {component.description}") is not None


def _moderated(design: DesignGraph) -> bool:
    """Whether a decision engine or people judge content in this design."""
    return bool(design.having(Trait.REVIEWS)) and bool(design.having(Trait.DECIDES, Trait.SERVES_MODEL))


def _user_made(design: DesignGraph) -> str | None:
    """Why the content needs a filter, as the first half of a sentence; None when nothing says so."""
    online = frozenset(design.on_path)
    for edge in design.data_edges:
        if (
            edge.direction != "forward"
            or edge.source not in online
            or not has_role(design, edge.target, Role.STORE)
        ):
            continue
        if has_role(design, edge.source, Role.CLIENT, Role.STORE, Role.STREAM):
            continue
        text = next((p.text for p in edge.payloads if _WRITES.search(p.text.lower())), None)
        if text is not None and not edge.resolved.is_assumed(edge.payloads[0]):
            return f"users write {text} into {edge.target}"
    spec = design.architecture
    wanted = spec.requirements
    texts: list[str | None] = [spec.name, spec.summary]
    if wanted is not None:
        texts += [wanted.goal, *wanted.in_scope, *wanted.compliance]
        if wanted.error_costs is not None:
            texts += [wanted.error_costs.false_positive, wanted.error_costs.false_negative]
    texts += spec.data.events if spec.data is not None else ()
    found = (_SAID.search(text.lower()) for text in texts if text)
    word = next((match[0] for match in found if match), None)
    return None if word is None else f"the brief speaks of content that may be unfit (`{word}`)"


@rule("SAF004", "unpermitted-retrieval", fixes="unsafe", stage=Stage.PRODUCTION, about=(Trait.GENERATES,))
def unpermitted_retrieval(design: DesignGraph) -> Iterator[Outcome]:
    """Documents reach a language model without a check that the asker may read them.

    **Checks.** Requests reach a language model and an index of documents (vector or text index), and nothing
    on their path filters by permission (a content filter) or takes part in the retrieval as a sign-in
    service does. Left out are designs whose index, or a store or source that fills it, states `public: true`.
    An *info* where nothing speaks of rights: neither `data:` on what fills the index nor a word of
    permissions, employees, tenants or internal documents.

    **Why.** An index knows no rights: whoever asks well gets what the best-informed colleague may read, and
    the answer hides where it came from (OWASP *Top 10 for LLM Applications*, 2025, LLM02 and LLM08). Rights
    must hold at the time of the question, not of the indexing.

    **When it is wrong.** Everyone may read everything in it: `public: true` on the index or its source. The
    index filters by itself: give it the role, `kind: [vector_index, content_filter]`.
    """
    online = frozenset(design.on_path)
    models = [name for name in design.having(Trait.GENERATES, Trait.ROUTES_PROMPTS).ids if name in online]
    indexes = [
        name for name in design.having(Trait.INDEXES_VECTORS, Trait.INDEXES_TEXT).ids if name in online
    ]
    indexes = [name for name in indexes if not exempt(design.components[name])]
    if not models or not indexes or any(name in online for name in design.having(Trait.FILTERS_CONTENT).ids):
        return
    filled = _fillers(design, indexes)
    if any(design.components[name].public for name in filled):
        return
    index = indexes[0]
    callers = design.direct_callers(index)
    asker = callers[0] if callers else suggest_id(design, Trait.ORCHESTRATES)
    if any(design.has(r.callee or "", Trait.AUTHENTICATES) for r in design.calls_from(asker) if r.callee):
        return
    check = suggest_id(design, Trait.FILTERS_CONTENT)
    yield problem(
        design.components[index],
        f"passages from {index} reach {models[0]} whoever asks: nothing checks that the asker may read them",
        components=(index, asker, models[0]),
        path=design.reaches_without(design.entries, (index,), (), over="calls"),
        severity=None if _restricted(design, filled) else Severity.INFO,
        help=f"Add `{check}: permission filter` and, after the retrieval, {{add}}. "
        f"If all of it is public, write `public: true` on {index}.",
        add=f"{asker} -> {check}: candidates",
        fix=bool(callers),
    )


_RIGHTS = (
    r"permission|access (?:list|right|control|level)|\bacls?\b|entitle|\binternal\b|confidential|"
    r"employee|colleague|tenant|intranet|wiki|sharepoint|confluence|clearance|client matter"
)
_OF_SOMEBODY = regex(
    r"\bstaff\b|\bpatient|\bpersonal\b|\bcustomer|\bclient\b|\bmembers?\b|case files?|\brecords?\b"
)


_TEXTS = frozenset({"documents", "chunks", "raw_data", "embeddings", "index"})


def _fillers(design: DesignGraph, indexes: list[str]) -> list[str]:
    """The indexes and what brings texts into them; who asks them brings none."""
    found = list(indexes)
    for name in found:
        brought = (e for e in design.data_into(name) if not e.resolved.waits or e.target != e.resolved.callee)
        found += [e.source for e in brought if e.source not in found and (e.unknown or _TEXTS & set(e.types))]
    return found


def _restricted(design: DesignGraph, filled: Iterable[str]) -> bool:
    """Whether the spec says that not everybody may read everything which fills the index."""
    parts = [design.components[name] for name in filled]
    about = any(part.data or _OF_SOMEBODY.search(said_of(part)) for part in parts)
    return about or says(design, _RIGHTS)
