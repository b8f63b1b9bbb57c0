"""Why a mutant survives: each survivor has one of these reasons."""

from __future__ import annotations

from judgement.measure import Outcome

__all__ = ["CATEGORIES", "explain"]

CATEGORIES = {
    "a refinement": "What is left is a plainer design that works: without a re-ranker, a first-stage "
    "ranker, query understanding, reason codes, a hash list, a second cache. A reviewer may like the "
    "refinement and cannot demand it.",
    "another part does it": "A part of another kind does the same work: a fusion orders, the auction "
    "orders, the hosted model answers, another store or monitor holds the same.",
    "one input of several": "The part that is left still gets something to work on and still hands "
    "something on; that one more kind of data should come, or go, was said by nothing but the flow that "
    "is left out.",
    "outside the drawing": "Whoever writes the store, starts the call or sends the data may stand "
    "outside the drawing: sources of truth, other teams' services and people are often drawn without what "
    "feeds them.",
    "said in words": "The brief says that it is done, and words settle what the drawing leaves open: a "
    "correction of the scores, a trigger, a merging of sources.",
    "people already": "People label, review or record here, and the rule takes their word for what it asks.",
    "seen elsewhere": "It is still watched: by the other monitor, through its neighbours, or by what it "
    "publishes.",
    "two kinds in one": "The component has two kinds, and the second allows what the mutant does to the "
    "first.",
}

_REFINES = {
    "re_ranker",
    "pre_ranker",
    "query_understanding",
    "preprocessor",
    "explainability_service",
    "search_index",
    "bandit",
    "prompt_builder",
    "notification_service",
    "feature_service",
    "embedding_generator",
}
_DOUBLES = {
    "ranker",
    "cross_encoder",
    "model_server",
    "llm_server",
    "candidate_merger",
    "vector_index",
    "embedding_service",
    "cache",
    "fallback",
    "batch_predictor",
    "model_registry",
    "ad_auction",
    "decision_engine",
}
_WATCHES = {"metrics_monitor", "model_monitor", "alerting", "log_store", "llm_evaluator"}
_OUTSIDE = {
    "client",
    "external",
    "relational_db",
    "nosql_db",
    "graph_db",
    "object_store",
    "event_stream",
    "api_server",
    "cdn",
    "privacy_service",
}
_PEOPLE = {"human_review", "labeling_platform", "feedback_collector", "audit_log", "label_joiner"}
_WORDS = {
    "sell by raw scores",
    "forget rare positives",
    "forget the cold start",
    "learn from biased clicks",
    "show everything",
    "retrain before labels come",
}
_DOUBLE_KINDS = {
    "change the dimensions on one side",
    "take one side from the index",
    "index once a month",
    "widen the funnel",
    "call internals from the client",
}
_TAKEN_OVER = {"rank nothing", "starve the ranker", "re rank before scores", "keep nothing ready"}


def explain(survivor: Outcome) -> str:
    """The category of a survivor."""
    name, kinds = survivor.mutator.name, survivor.mutant.kinds
    if name in _WORDS or "calibrator" in kinds:
        return "said in words"
    if name in _DOUBLE_KINDS:
        return "two kinds in one"
    if name in _TAKEN_OVER:
        return "another part does it"
    if name in ("check no data", "throw the log away early", "leave out the label join"):
        return "people already"
    if kinds & _WATCHES:
        return "seen elsewhere"
    if name == "remove flow":
        return "outside the drawing" if _reads_or_writes_truth(kinds) else "one input of several"
    for category, marks in (
        ("people already", _PEOPLE),
        ("a refinement", _REFINES),
        ("another part does it", _DOUBLES),
        ("outside the drawing", _OUTSIDE),
    ):
        if kinds & marks:
            return category
    return "one input of several"


def _reads_or_writes_truth(kinds: frozenset[str]) -> bool:
    return bool(kinds & {"relational_db", "nosql_db", "graph_db", "object_store", "client", "external"})
