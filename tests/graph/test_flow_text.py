"""`mlarch check --explain-flows`: one line for each flow, assumed data in brackets."""

from __future__ import annotations

from factory import sketch

from mlarch.graph import explain_flows


def test_one_line_per_flow() -> None:
    graph = sketch(
        {"app": "client", "api": "api_server", "r": "ranker", "f": "feature_store_online", "d": "re_ranker"},
        "app -> api -> r: request",
        "f -> r: user features, top 10",
        ("api -> r", {"sends": "candidates", "returns": "scores", "label": "rank"}),
        "r -> d: labels",
        "r -> api: ranked list",
    )
    assert explain_flows(graph)[2:] == (
        "test.yaml:1: f -> r: user features, top 10 | read: f calls nobody: r reads it"
        " | f → r: user features (features), top 10",
        "test.yaml:1: api -> r: rank, sends candidates, returns scores | call: api calls r and waits"
        " | api → r: candidates (candidates) | r → api: scores (scores)",
        "test.yaml:1: r -> d: labels | call: r calls d and waits; neither end is known to make or take it"
        " | r → d: labels (labels) | uncertain",
        "test.yaml:1: r -> api: ranked list | reply: api already waits for r: this is the reply"
        " | r → api: ranked list (ranked_list)",
    )


def test_a_fallback_says_who_calls_whom() -> None:
    graph = sketch({"api": "orchestrator", "popular": "fallback"}, ("api -> popular", {"on_failure": True}))
    (line,) = explain_flows(graph)
    assert line.split(" | ")[1] == "fallback: api calls popular when something else failed"
