"""What a name of several words means by its last ones: a `payments api server` is an API server.

Two words or more that name a kind name it behind any other. A single one does so only when it keeps its
meaning, as products do and the words that are listed here: a `search ranker` is a ranker, but
`noise augmentation` builds no prompt, and a `thread pool` merges no candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.catalog.match import KindMatch, find_kind
from mlarch.catalog.words import fold, listed

__all__ = ["named_by_last_words"]

_KEEP = frozenset(
    fold(word)
    for word in listed(
        """app, application, client, browser, phone, user, customer, buyer, shopper, rider, merchant, visitor,
        advertiser, person, operator, engineer, developer, scientist, administrator, admin, employee, staff,
        team, stakeholder, analyst, annotator, labeller, rater, reviewer, moderator, expert, investigator,
        technician, vendor, partner, api, backend, microservice, database, db, nosql, lake, lakehouse, bucket,
        cache, queue, topic, store, archive, cdn, dns, lb, balancer, ingress, llm,
        ranker, reranker, scorer, classifier, detector, recommender, predictor, model, trainer, training,
        retraining, retriever, embedder, crawler, scraper, chatbot, copilot, assistant, dashboard, alerting,
        pager, notebook, etl, elt, cron, job, worker, daemon, script, scheduler, indexer, evaluator,
        evaluation, eval, labelling, annotation, monitoring, anonymiser, guardrail, notifier, mailer, dwh"""
    )
)


def named_by_last_words(parts: Sequence[str]) -> tuple[str, KindMatch] | None:
    """The last words of `parts` that name a kind, as many as are known together, and what they name.

    All of them are looked up first.
    """
    for first in range(len(parts)):
        text = " ".join(parts[first:])
        match = find_kind(text)
        if match is not None:
            alone = 0 < first == len(parts) - 1 and match.tech is None
            return None if alone and fold(parts[-1].casefold()) not in _KEEP else (text, match)
    return None
