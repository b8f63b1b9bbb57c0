"""REL: actions that are repeated, caches of personal answers, and copies that are too old."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.analysis.text_evidence import duration, said_of
from mlarch.catalog.lexicon.actions import IDEMPOTENT
from mlarch.catalog.lexicon.caches import WHO_ASKS
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.quantities import Quantity
from mlarch.rules import Outcome, problem, rule

_IMPERSONAL = re.compile(r"\bwithout |anonymous|signed[- ]out|not personal|before anything personal|only for")
_EVERYBODY = re.compile(r"\bfor (?:all|every) \w+")

__all__ = ["repeated_action", "shared_personal_cache", "stale_cache"]


@rule("REL011", "repeated-action", about=("@retries",))
def repeated_action(design: DesignGraph) -> Iterator[Outcome]:
    """A call that cannot be undone is tried again.

    **Checks.** A flow with `retries` goes to a component with `reversible: false`, and neither the flow's
    payloads and label nor the component's name and description speak of idempotence, a request id or
    duplicates.

    **Why.** A call that timed out has often been carried out: the second try pays, orders or moves twice
    (Helland, *Idempotence Is Not a Medical Condition*, 2012).

    **When it is wrong.** Repeating has no second effect: say it, `description: idempotent by request id`.
    """
    for flow in design.architecture.flows:
        target = design.components.get(flow.target)
        if not flow.retries or target is None or target.reversible is not False:
            continue
        words = " ".join(
            (flow.label or "", *(payload.text for payload in flow.written), said_of(target))
        ).lower()
        if not IDEMPOTENT.search(words):
            yield problem(
                flow,
                f"{flow.source} tries {flow.target} again ({flow.retries + 1} tries), and what it "
                f"does cannot be undone: "
                "a call that timed out may have been carried out",
                at="retries",
                help=f"Take `retries` off, or make it idempotent and say so on {flow.target}: "
                f"`description: idempotent "
                "by request id`.",
            )


@rule("REL012", "shared-personal-cache", about=(Trait.CACHES, Trait.CACHES_ANSWERS, Trait.DELIVERS_CONTENT))
def shared_personal_cache(design: DesignGraph) -> Iterator[Outcome]:
    """Answers for one person are cached under a key that others share.

    **Checks.** `requirements: personalized` is true, or the cache is said to be there for all users or
    customers; and it states a `key` (or says in words what it is *keyed by*) in which no user, session,
    tenant or group stands, while it holds what the whole answer is made of: the kind caches answers, or its
    name, description or payloads speak of answers, pages, responses or results.

    **Why.** The second to ask gets the answer of the first: a leak, and the wrong recommendation besides.

    **When it is wrong.** What is cached is the part before anything personal: say so in its `description`.
    """
    needs = design.architecture.requirements
    personal = needs is not None and needs.personalized is True
    for cache in design.having(Trait.CACHES, Trait.CACHES_ANSWERS, Trait.DELIVERS_CONTENT):
        key = ", ".join(cache.key) or _key_in_words(cache)
        shared = re.search(r"\bfor all (?:\w+ )?(?:users|customers|tenants|members)\b", said_of(cache))
        if not key or not (personal or shared) or WHO_ASKS.search(_EVERYBODY.sub("", key.lower())):
            continue
        if _IMPERSONAL.search(said_of(cache)) or not _answers(design, cache):
            continue
        yield problem(
            cache,
            f"{cache.id} keeps personal answers under {key}: whoever asks the "
            f"same gets the answer of "
            "somebody else",
            at="key",
            help=f"Add who asks: `key: [user, {key}]`, or cache only what is the same for everybody.",
        )


def _key_in_words(cache: Component) -> str:
    said = re.search(r"\bkeyed by ([^.;,]+)", cache.description or "")
    return said[1] if said is not None else ""


def _answers(design: DesignGraph, cache: Component) -> bool:
    if design.has(cache.id, Trait.CACHES_ANSWERS):
        return True
    flows = [r.flow for r in (*design.calls_to(cache.id), *design.calls_from(cache.id))]
    words = " ".join((said_of(cache), *(payload.text for flow in flows for payload in flow.written))).lower()
    held = (
        "answer",
        "response",
        "page",
        "result",
        "recommend",
        "list",
        "feed",
        "ranking",
        "suggestion",
        "offer",
    )
    return any(word in words for word in held)


@rule("REL013", "stale-cache", about=("@ttl",))
def stale_cache(design: DesignGraph) -> Iterator[Outcome]:
    """A cache serves entries for longer than they may be old.

    **Checks.** The `ttl` of a cache is longer than the `freshness` of a feature that is found there (`online`
    names the cache), or, for a cache of answers, than `requirements: freshness`.

    **Why.** The pipeline behind it can be as quick as it likes: what people see is as old as the entry.

    **When it is wrong.** Entries are dropped when their source changes: say *evicted on change* in its
    `description`.
    """
    data, needs = design.architecture.data, design.architecture.requirements
    for cache in design.having(Trait.CACHES, Trait.CACHES_ANSWERS, Trait.DELIVERS_CONTENT):
        if cache.ttl is None or any(word in said_of(cache) for word in ("evict", "invalidat", "on change")):
            continue
        limits: list[tuple[str, Quantity]] = []
        for feature in data.features if data is not None else ():
            fresh = duration(feature.freshness)
            if fresh is not None and feature.online == cache.id:
                limits.append((feature.name, fresh))
        if needs is not None and needs.freshness is not None and _answers(design, cache):
            limits.append(("answers", needs.freshness))
        for what, limit in limits:
            if cache.ttl.value > limit.value:
                yield problem(
                    cache,
                    f"{cache.id} serves entries for {cache.ttl}, and {what} may be {limit} old",
                    at="ttl",
                    help=f"Write `ttl: {limit}` or less, or drop entries when their source changes.",
                )
                break
