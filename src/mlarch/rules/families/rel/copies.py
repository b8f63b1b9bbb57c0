"""REL: caches of personal answers that others share, and copies that are too old."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.keys import (
    depends_on_who_asks,
    left_out,
    of_people,
    person_left_out,
    tells_who_asks,
)
from mlarch.analysis.privacy import works_online
from mlarch.analysis.text_evidence import duration, said_of
from mlarch.catalog.lexicon.ages import kept_for
from mlarch.catalog.lexicon.caches import (
    COPIES,
    FOR_EVERYBODY,
    IMPERSONAL,
    KEYED_BY,
    OF_ONE_PERSON,
    STATES,
    VERSIONED,
)
from mlarch.catalog.lexicon.schedules import period
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Component
from mlarch.quantities import Dimension, Quantity, format_value
from mlarch.rules import Outcome, Problem, problem, rule
from mlarch.rules.families.rel.ages import said_too_old
from mlarch.rules.phrases import joined

__all__ = ["shared_personal_cache", "stale_cache"]

_CACHES = (Trait.CACHES, Trait.CACHES_ANSWERS, Trait.DELIVERS_CONTENT)
_HOURS, _DAY = 3_600.0, 86_400.0
_FEW = 2
_HELD = regex(
    r"answer|response|explanation|hint|draft|remark|comment|clause|mapping|price|page|result|recommend|list|feed|ranking|suggestion|offer|reply|summar|advice|proposal|quote|score|predict|verdict|estimate"
)
_DROPPED = regex(
    r"evict|invalidat|on change|(?:dropped|purged) (?:on|when)|on (?:each|every) (?:write|update)"
)
_THEN = regex(r"\b(?:so|which|because|hence|therefore|to|for)\b|, (?:the|even|also|all|one)\b")
_LOADED = regex(r"\b(?:re-?load|refresh|renew|re-?built|re-?build|fill|load|updat|copied|replac)\w*")
_BY_CONTENT = regex(
    r"\b(?:text|hash|content|(?<!model )(?<!prompt )(?<!encoder )(?<!index )version|digest|"
    r"prompt|image|picture|question|sentence|checksum)s?\b"
)


@rule("REL012", "shared-personal-cache", about=_CACHES)
def shared_personal_cache(design: DesignGraph) -> Iterator[Outcome]:
    """Answers for one person are cached under a key that others share.

    **Checks.** `requirements: personalized` is true (or not stated, and `task: input` names a person or
    group, or, of a key without a version, the `entity` of a feature does), or the cache is said to be there
    for all users or customers, to hand what was made for one to the next, or to hold what speaks of one
    person; and it states a `key` (or says in words what it is *keyed by*, or that one entry serves
    all) in which no user, session, tenant or group stands, nor the name of a client (or a group only, while
    the `task: input` is of one person), while it holds what
    the whole answer is made of: the kind caches answers, or its name, description or payloads speak of
    answers, pages, responses or results. Or such a key, of answers that are kept for an hour or more, holds
    some part of `task: input` and leaves out more than it holds (*info* where it holds several), or they
    are kept for longer than a model is, by its `retrain` (*info*: for a day or more), with no version in the
    key. A key that holds all of several inputs is left alone.

    **Why.** The second to ask gets the answer of the first: a leak, and the wrong recommendation besides.

    **When it is wrong.** What is cached is the part before anything personal: say so in its `description`.
    """
    personal = depends_on_who_asks(design)
    for cache in design.having(*_CACHES):
        said = said_of(cache)
        shared = FOR_EVERYBODY.search(said)
        for_one = personal is True or OF_ONE_PERSON.search(said) is not None
        key = ", ".join(cache.key) or _key_in_words(said)
        if not (key or shared) or IMPERSONAL.search(said) or not answers(design, cache):
            continue
        under = FOR_EVERYBODY.without(key.lower()).strip()
        held, missing = left_out(design, under)
        weak = personal is None and (key == "" or VERSIONED.search(under) is None)
        for_one = for_one or (weak and of_people(design))
        other = personal is True and cache.key and person_left_out(design, under)
        alone = bool(other) or (not tells_who_asks(design, under) and not (held > 1 and not missing))
        if alone and (for_one or (shared and key)):
            yield problem(
                cache,
                f"{cache.id} keeps personal answers under {under or 'one key'}: whoever asks the same gets "
                "the answer of somebody else",
                at=_place(cache),
                help=f"Add who asks: `key: [user, {under or 'question'}]`, or cache only what is the same "
                "for everybody.",
            )
        elif under and alone and (_kept_for(cache) or kept_for(said) or 0.0) >= _HOURS:
            yield from _without_inputs(design, cache, under) or _of_an_old_model(design, cache, under)


def _without_inputs(design: DesignGraph, cache: Component, key: str) -> tuple[Outcome, ...]:
    """A key of whole answers that holds the smaller part of what is asked."""
    held, missing = left_out(design, key)
    if not held or len(missing) <= held:
        return ()
    found = problem(
        cache,
        f"{cache.id} keeps answers under {key}, and they also depend on {joined(missing)}: who asks with "
        "another gets the answer of the first",
        at=_place(cache),
        severity=None if held == 1 and len(cache.key) < _FEW else Severity.INFO,
        help="Put into the key all that changes the answer, and the version of the model or index.",
    )
    return (found,)


def _of_an_old_model(design: DesignGraph, cache: Component, key: str) -> tuple[Outcome, ...]:
    """Answers of a model that stay for longer than the model does, under a key without a version."""
    paces = [model.retrain.value for model in design.architecture.models if model.retrain is not None]
    kept = _kept_for(cache)
    if (
        kept is None
        or not paces
        or kept < min(*paces, _DAY)
        or VERSIONED.search(key)
        or _DROPPED.search(said_of(cache))
    ):
        return ()
    found = problem(
        cache,
        f"{cache.id} keeps answers for {format_value(kept, Dimension.TIME)} under {key}, and a new model "
        f"comes every {format_value(min(paces), Dimension.TIME)}: answers of the old one stay",
        at=_place(cache),
        severity=None if kept >= min(paces) else Severity.INFO,
        help="Put the version of the model into the key, or drop entries when it is released.",
    )
    return (found,)


def _place(cache: Component) -> str:
    return "key" if cache.key or not cache.description else "description"


def _key_in_words(said: str) -> str:
    found = KEYED_BY.search(said)
    key = next(filter(None, found.groups()), "") if found is not None else ""
    return _THEN.split(key)[0].strip(" ,")


def answers(design: DesignGraph, cache: Component) -> bool:
    """Whether a cache holds whole answers, and not parts that answers are made of."""
    if design.has(cache.id, Trait.CACHES_ANSWERS):
        return True
    flows = [r.flow for r in (*design.calls_to(cache.id), *design.calls_from(cache.id))]
    words = " ".join((said_of(cache), *(payload.text for flow in flows for payload in flow.written))).lower()
    return _HELD.search(words) is not None


@rule("REL013", "stale-cache", about=("@ttl", "@features"))
def stale_cache(design: DesignGraph) -> Iterator[Outcome]:
    """A cache serves entries for longer than they may be old.

    **Checks.** The `ttl` of a cache (or the time between two loads, where its description says it:
    `reloaded every morning`) is longer than the `freshness` of a feature that is found there (`online`
    names the cache), or than `requirements: freshness`. Caches whose `key` holds the content itself (a
    text, a hash, a version) keep what never changes, and are left out of the latter. Or a feature names a
    state that each decision changes (`free slots`, `hours so far`), its `freshness` is an hour or more (two
    days where no model answers requests), and its `transform` takes it from a copy (an export, a
    spreadsheet, a file kept in memory). Or a `transform` names a source that is renewed less often than the
    feature's own `freshness` (`from the quarterly run`); or a feature of now (`wind right now`) may be
    older than `requirements: freshness` by far; or a component or a flow that is asked says that something
    quick (stocks, prices, positions, weather) is a copy of an earlier time, or an entry is valid for longer
    than data may be old.

    **Why.** The pipeline behind it can be as quick as it likes: what people see is as old as the entry.

    **When it is wrong.** Entries are dropped when their source changes: say *evicted on change* in its
    `description`.
    """
    data, needs = design.architecture.data, design.architecture.requirements
    for cache in design.having(*_CACHES):
        kept = _kept_for(cache)
        if kept is None or _DROPPED.search(said_of(cache)):
            continue
        limits: list[tuple[str, Quantity]] = []
        for feature in data.features if data is not None else ():
            fresh = duration(feature.freshness)
            if fresh is not None and feature.online == cache.id:
                limits.append((feature.name, fresh))
        under = " ".join(cache.key) or _key_in_words(said_of(cache))
        pure = not design.has(cache.id, Trait.CACHES_ANSWERS) and _BY_CONTENT.search(under)
        if needs is not None and needs.freshness is not None and not pure:
            limits.append(("what is served", needs.freshness))
        for what, limit in limits:
            if kept > limit.value:
                held = cache.ttl or format_value(kept, Dimension.TIME)
                yield problem(
                    cache,
                    f"{cache.id} serves entries for {held}, and {what} may be {limit} old",
                    at="ttl" if cache.ttl is not None else "description",
                    help=f"Write `ttl: {limit}` or less, or drop entries when their source changes.",
                )
                break
    states = [*_old_states(design)]
    yield from states
    told = [found.span for found in states if isinstance(found, Problem)]
    for found in said_too_old(design):
        if isinstance(found, Problem) and found.span not in told:
            yield found


def _old_states(design: DesignGraph) -> Iterator[Outcome]:
    """Features of a state that each decision changes, and that a copy of yesterday answers."""
    data = design.architecture.data
    limit = _HOURS if works_online(design) else 2 * _DAY  # a nightly plan may read last night's copy
    for feature in data.features if data is not None else ():
        said, fresh = (feature.transform or "").lower(), duration(feature.freshness)
        state = STATES.search(feature.name.lower())
        copy = COPIES.search(said)
        if state is None or copy is None or fresh is None or fresh.value < limit:
            continue
        yield problem(
            feature,
            f"{feature.name} changes with each decision, and comes from a copy (`{copy[0]}`), {fresh} old at "
            "most: what is free there may be taken",
            at="transform",
            help="Read it when it is decided, and check it again before it is done.",
        )


def _kept_for(cache: Component) -> float | None:
    """For how long entries stay, in seconds, by `ttl` or what is said of loading; None where nothing is."""
    if cache.ttl is not None:
        return cache.ttl.value
    said = (cache.description or "").lower()
    return period(said) if _LOADED.search(said) else None
