"""Published diagrams mix who calls whom with where the data goes: both styles, and how they read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from factory import Line, meanings, moved, sketch

from mlarch.graph import DesignGraph

ONLINE = {
    "app": "client",
    "lb": "load_balancer",
    "api": "api_server",
    "home": "orchestrator",
    "retriever": "candidate_generator",
    "trending": "candidate_generator",
    "merger": "candidate_merger",
    "ranker": "ranker",
    "reranker": "re_ranker",
    "hydrator": "feature_service",
    "model": "model_server",
    "encoder": "embedding_service",
    "parser": "query_understanding",
    "llm": "llm_server",
    "agent": "agent_orchestrator",
    "features": "feature_store_online",
    "index": "vector_index",
    "cache": "cache",
    "answers": "semantic_cache",
    "db": "relational_db",
    "replica": "relational_db",
    "popular": "prediction_store",
    "objects": "object_store",
    "decide": "decision_engine",
    "rules": "fallback",
    "spare": "fallback",
    "arms": "ab_testing",
    "a": "service",
    "b": "service",
    "c": "service",
}
OFFLINE = {
    "queue": "message_queue",
    "kafka": "event_stream",
    "worker": "worker",
    "flink": "stream_processor",
    "collector": "event_collector",
    "lake": "data_lake",
    "batch": "batch_compute",
    "fpipe": "feature_pipeline_batch",
    "offline": "feature_store_offline",
    "dataset": "dataset_builder",
    "trainer": "training_pipeline",
    "gate": "model_evaluator",
    "registry": "model_registry",
    "deployer": "model_deployer",
    "embedder": "embedding_generator",
    "indexer": "index_builder",
    "predictor": "batch_predictor",
    "monitor": "metrics_monitor",
    "drift": "model_monitor",
    "alerts": "alerting",
    "review": "human_review",
    "oncall": "person",
    "scheduler": "workflow_orchestrator",
}
KINDS = ONLINE | OFFLINE


@dataclass(frozen=True)
class Case:
    """A sketch, and for some of its flows the meaning; `?` marks a reading that is uncertain."""

    name: str
    lines: tuple[Line, ...]
    expected: dict[str, str] = field(default_factory=dict)


CASES = (
    Case(
        "retrieval-augmented generation, drawn with its answers",
        (
            "app -> api -> retriever -> index",
            "index -> retriever: chunks",
            "retriever -> llm: chunks",
            "llm -> api: answer",
            "api -> app: response",
        ),
        {
            "app -> api": "call",
            "retriever -> index": "call",
            "index -> retriever": "reply",
            "retriever -> llm": "call",
            "llm -> api": "reply",
            "api -> app": "reply",
        },
    ),
    Case(
        "the same as one bare loop",
        ("app -> api -> retriever -> llm -> api -> app", "index -> retriever"),
        {
            "retriever -> llm": "call",
            "llm -> api": "reply",
            "api -> app": "reply",
            "index -> retriever": "read",
        },
    ),
    Case(
        "answers drawn before the calls",
        ("api -> app: response", "ranker -> api: ranked list", "api -> ranker", "app -> api"),
        {"api -> app": "reply", "ranker -> api": "reply", "api -> ranker": "call", "app -> api": "call"},
    ),
    Case(
        "recommendation, who calls whom",
        (
            "app -> lb -> home",
            "home -> retriever & trending: candidates",
            "home -> ranker: scores",
            "ranker -> features",
        ),
        {"home -> retriever": "call", "home -> ranker": "call", "ranker -> features": "call"},
    ),
    Case(
        "recommendation, where the data goes",
        (
            "app -> home: request",
            "home -> retriever: request",
            "retriever & trending -> merger: candidates",
            "merger -> ranker: candidates",
            "features -> ranker: features",
            "ranker -> reranker: scores",
            "reranker -> home: ranked list",
            "home -> app: recommendations",
        ),
        {
            "retriever -> merger": "call",
            "merger -> ranker": "call",
            "features -> ranker": "read",
            "ranker -> reranker": "call",
            "reranker -> home": "reply",
            "home -> app": "reply",
        },
    ),
    Case(
        "a service drawn with its product is asked for it, by guess",
        ("app -> home -> ranker", "hydrator -> ranker: features", "arms -> home: assignment"),
        {"hydrator -> ranker": "read?", "arms -> home": "read?", "home -> ranker": "call"},
    ),
    Case(
        "both stores of one sketch are read alike",
        ("app -> home -> ranker", "features -> ranker: features", "features -> home: features"),
        {"features -> ranker": "read", "features -> home": "read"},
    ),
    Case(
        "a store answers an ancestor that asked through another",
        ("app -> home -> retriever -> index", "index -> home: candidates"),
        {"index -> home": "reply"},
    ),
    Case(
        "fraud, with people and monitors",
        (
            "app -> api -> model: request",
            "model -> decide: scores",
            "decide -> review",
            "model -> drift: predictions",
            "drift -> alerts -> oncall",
            "decide -> api: decision",
            "api -> app: decision",
        ),
        {
            "model -> decide": "call",
            "decide -> review": "feed",
            "model -> drift": "call",
            "drift -> alerts": "call",
            "alerts -> oncall": "feed",
            "decide -> api": "reply",
            "api -> app": "reply",
        },
    ),
    Case(
        "a queue is pulled",
        ("app -> api -> queue: jobs", "queue -> worker", "worker -> db: rows"),
        {"api -> queue": "call", "queue -> worker": "read", "worker -> db": "call"},
    ),
    Case(
        "streams drawn as calls",
        ("app -> collector -> kafka: events", "kafka -> flink & lake", "flink -> features"),
        {
            "collector -> kafka": "call",
            "kafka -> flink": "read",
            "kafka -> lake": "feed",
            "flink -> features": "call",
        },
    ),
    Case(
        "the training path drawn as calls",
        (
            "lake -> fpipe -> offline",
            "offline -> dataset -> trainer -> gate",
            "trainer -> registry",
            "registry -> model",
        ),
        {
            "lake -> fpipe": "read",
            "fpipe -> offline": "call",
            "offline -> dataset": "read",
            "dataset -> trainer": "feed",
            "trainer -> gate": "feed",
            "trainer -> registry": "call",
            "registry -> model": "deployment",
        },
    ),
    Case(
        "artefacts in bulk",
        (
            "trainer => gate => registry => deployer => model: model",
            "embedder => indexer: embeddings",
            "indexer => index",
            "registry => predictor: model",
            "registry => lake: model",
            "offline => features: features",
        ),
        {
            "trainer => gate": "batch",
            "gate => registry": "batch",
            "registry => deployer": "deployment",
            "deployer => model": "deployment",
            "embedder => indexer": "batch",
            "indexer => index": "deployment",
            "registry => predictor": "deployment",
            "registry => lake": "batch",
            "offline => features": "batch",
        },
    ),
    Case(
        "artefacts pushed along call arrows",
        (
            "registry -> model: model",
            "indexer -> index: index",
            "trainer -> model: model",
            "trainer -> registry: model",
        ),
        {
            "registry -> model": "deployment",
            "indexer -> index": "deployment",
            "trainer -> model": "deployment",
            "trainer -> registry": "call",
        },
    ),
    Case(
        "a request that waits for jobs stays a call",
        ("app -> api -> trainer", "api -> batch", "api -> predictor: request"),
        {"api -> trainer": "call", "api -> batch": "call", "api -> predictor": "call"},
    ),
    Case(
        "a request that waits for a person stays a call",
        ("app -> api -> review",),
        {"api -> review": "call"},
    ),
    Case(
        "data handed over on the path of a request is no wait",
        ("app -> api -> worker", "api -> batch: events", "decide -> review: decision", "api -> decide"),
        {"api -> worker": "feed", "api -> batch": "feed", "decide -> review": "feed"},
    ),
    Case(
        "without a client nobody waits",
        ("api -> trainer", "scheduler -> batch -> trainer", "monitor -> trainer: alert"),
        {
            "api -> trainer": "feed",
            "scheduler -> batch": "feed",
            "batch -> trainer": "feed",
            "monitor -> trainer": "feed",
        },
    ),
    Case(
        "what a monitor does next is not waited for",
        ("app -> api -> monitor: metrics", "monitor -> oncall", "monitor -> trainer"),
        {"api -> monitor": "call", "monitor -> oncall": "feed", "monitor -> trainer": "feed"},
    ),
    Case(
        "requests in a ring are calls",
        ("app -> a -> b -> c -> a: request",),
        {"c -> a": "call", "a -> b": "call"},
    ),
    Case(
        "an ancestor that is given a timeout is called",
        ("app -> a -> b -> c", ("c -> a", {"timeout": "10ms"})),
        {"a -> b": "call", "b -> c": "call", "c -> a": "call"},
    ),
    Case(
        "the answer to a caller that is no client",
        ("app -> a", "b -> a: request", "a -> b", "c -> a: request", "a -> c: response"),
        {"b -> a": "call", "a -> b": "reply", "c -> a": "call", "a -> c": "reply"},
    ),
    Case(
        "an ancestor that makes what comes back is called",
        ("app -> hydrator -> ranker", "ranker -> hydrator: features"),
        {"ranker -> hydrator": "call"},
    ),
    Case(
        "a tool call is how a language model answers",
        ("app -> agent -> llm", "llm -> agent: tool call"),
        {"agent -> llm": "call", "llm -> agent": "reply"},
    ),
    Case(
        "caches read through and look through",
        ("app -> api -> cache -> db", "api -> answers -> llm"),
        {"cache -> db": "call", "answers -> llm": "call?"},
    ),
    Case(
        "a cache that is filled and read is no way through",
        ("worker -> cache -> api", "app -> api", "db -> replica", "db -> cache: rows"),
        {"worker -> cache": "call", "cache -> api": "read", "db -> replica": "feed", "db -> cache": "feed"},
    ),
    Case(
        "fallbacks, also out of a store",
        (
            "app -> home -> ranker",
            ("home -> popular", {"on_failure": True}),
            ("cache -> home", {"on_failure": True}),
            "popular -> home: ranked list",
        ),
        {"home -> popular": "fallback", "cache -> home": "fallback", "popular -> home": "reply"},
    ),
    Case(
        "a fallback drawn with its answer is the one that is called",
        (
            "app -> api -> model: request",
            ("rules -> api: decision", {"on_failure": True}),
            ("spare -> api: decision", {"on_failure": True}),
            ("decide -> api", {"on_failure": True, "sends": "decision"}),
        ),
        {"rules -> api": "fallback", "spare -> api": "fallback", "decide -> api": "fallback"},
    ),
    Case(
        "a scheduler's order to run is no deployment, a model from it is",
        (
            "scheduler => predictor: schedule",
            "scheduler => embedder & trainer: run",
            "scheduler => model: thresholds",
            "registry => embedder: thresholds",
            "scheduler => indexer: model",
        ),
        {
            "scheduler => predictor": "batch",
            "scheduler => embedder": "batch",
            "scheduler => trainer": "batch",
            "scheduler => model": "deployment",
            "registry => embedder": "deployment",
        },
    ),
    Case(
        "deliveries to a client that never asked",
        (
            "api -> app: notification",
            "objects -> app: images",
            "trainer -> app: dataset",
            "api -> model: request",
        ),
        {"api -> app": "reply", "objects -> app": "read", "trainer -> app": "reply?"},
    ),
    Case(
        "streams and batches are what they are drawn as",
        ("app ~> collector ~> kafka: events", "kafka => lake: events", "db ~> replica"),
        {"app ~> collector": "stream", "kafka => lake": "batch", "db ~> replica": "stream"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_meanings(case: Case) -> None:
    names = " ".join(line if isinstance(line, str) else line[0] for line in case.lines)
    graph = sketch({n: k for n, k in KINDS.items() if n in names.replace(":", " ").split()}, *case.lines)
    found = meanings(graph)
    assert {flow: found[flow] for flow in case.expected} == case.expected


def test_two_clients_in_a_row() -> None:
    graph = sketch(
        {"user": "client", "app": "client", "api": "api_server"},
        "user -> app -> api: request",
        "api -> app -> user: response",
    )
    assert meanings(graph) == {
        "user -> app": "call",
        "app -> api": "call",
        "api -> app": "reply",
        "app -> user": "reply",
    }


def test_a_read_names_its_reader_as_the_caller() -> None:
    (resolved,) = sketch({"r": "ranker", "f": "feature_store_online"}, "f -> r: features").resolved_flows
    assert (resolved.caller, resolved.callee) == ("r", "f")
    assert [p.text for p in resolved.forward] == ["features"]
    assert resolved.backward == ()


def test_only_waiting_has_a_caller() -> None:
    graph = sketch({n: KINDS[n] for n in ("app", "api", "db")}, "app -> api ~> db", "api -> app")
    assert [(r.caller, r.callee) for r in graph.resolved_flows] == [
        ("app", "api"),
        (None, None),
        (None, None),
    ]
    assert [r.waits for r in graph.resolved_flows] == [True, False, False]


DIRECTIONS = (
    # what the contract promises
    ("ranker -> features: features", ([], ["features"])),
    ("fpipe -> features: features", (["features"], [])),
    ("retriever -> index: candidates", ([], ["candidates"])),
    ("home -> ranker: candidates", (["candidates"], ["predictions", "ranked_list", "scores"])),
    ("app -> api: request", (["request"], ["documents", "media", "notification", "response"])),
    ("app -> api: ranked list", (["prompt", "query", "request"], ["ranked_list"])),
    ("api -> app: response", (["response"], [])),
    ("model -> monitor: metrics", (["metrics"], [])),
    ("ranker -> kafka: logs", (["logs"], [])),
    ("trainer -> registry: model", (["model_artifact"], [])),
    ("llm -> agent: answer", (["response"], [])),
    ("agent -> llm: answer", (["prompt", "query", "request"], ["response"])),
    ("batch -> lake: raw data", (["raw_data"], [])),
    ("api -> model: predictions", (["prompt", "query", "request"], ["predictions"])),
    ("agent -> parser: intents", (["query", "request"], ["predictions"])),
    # nothing written: what the callee makes for the caller
    ("ranker -> features", ([], ["embeddings", "features"])),
    ("fpipe -> offline", (["features"], [])),
    ("trainer -> registry", (["metrics", "model_artifact"], [])),
    ("registry => model", (["config", "model_artifact"], [])),
    # labels are shown and never typed; what the kinds say is still assumed
    ("ranker -> features: top 500", (["None"], ["embeddings", "features"])),
)


@pytest.mark.parametrize(("flow", "expected"), DIRECTIONS, ids=[flow for flow, _ in DIRECTIONS])
def test_directions(flow: str, expected: tuple[list[str], list[str]]) -> None:
    words = flow.partition(":")[0].split()
    graph = sketch({name: KINDS[name] for name in (words[0], words[2])}, flow)
    assert moved(graph, " ".join(words)) == expected


@pytest.mark.parametrize(
    ("flow", "certain"),
    [
        ("model -> api: text", False),
        ("agent -> guard: draft answer", False),
        ("api -> reranker: ranked list", False),
        ("lb -> model: audio", True),
        ("agent -> memory: history", True),
    ],
)
def test_the_arrow_is_believed_where_both_ends_could_make_and_use_it(flow: str, certain: bool) -> None:
    kinds = KINDS | {"guard": "guardrail", "memory": "conversation_store"}
    (resolved,) = sketch(kinds, flow).resolved_flows
    assert [p.text for p in resolved.forward if not resolved.is_assumed(p)] == [flow.split(": ")[1]]
    assert resolved.certain is certain


def test_what_a_caller_was_given_it_sends_on_and_gets_back_changed() -> None:
    graph = sketch(KINDS, ("home -> retriever", {"returns": "candidates"}), "home -> merger: candidates")
    resolved = graph.resolved_flows[1]
    assert resolved.certain
    assert [p.type for p in resolved.forward] == ["candidates"]
    assert "candidates" in {p.type for p in resolved.backward}


@pytest.mark.parametrize("source", ["hydrator: features", "features: features", "popular: predictions"])
def test_what_looks_up_answers_with_what_it_keeps(source: str) -> None:
    name, _, phrase = source.partition(": ")
    (resolved,) = sketch(KINDS, f"ranker -> {name}: {phrase}").resolved_flows
    assert [p.text for p in resolved.backward if not resolved.is_assumed(p)] == [phrase]


def test_written_directions_win() -> None:
    graph = sketch(
        {"r": "ranker", "f": "feature_store_online"},
        ("r -> f", {"sends": "features", "returns": "candidates"}),
    )
    assert moved(graph, "r -> f") == (["features"], ["candidates"])
    assert graph.resolved_flows[0].certain


def test_an_empty_list_of_returns_means_none() -> None:
    graph = sketch(
        {"api": "api_server", "m": "model_server"}, ("api -> m", {"sends": "request", "returns": ""})
    )
    assert moved(graph, "api -> m") == (["request"], [])


def test_types_pass_through_balancers_and_streams() -> None:
    graph = sketch(
        {n: KINDS[n] for n in ("app", "lb", "home", "kafka", "lake", "fpipe")},
        "app -> lb -> home: ranked list",
        "home ~> kafka: served features",
        "kafka => lake",
        "lake => fpipe",
    )
    assert moved(graph, "lb -> home")[1] == ["ranked_list"]
    assert moved(graph, "kafka => lake")[0] == ["event", "features", "raw_data"]
    assert "features" in moved(graph, "lake => fpipe")[0]


def test_two_writers_and_readers_settle_a_store() -> None:
    """A database both gives and takes rows: what others do there decides."""
    kinds = {"reader": "api_server", "writer": "api_server", "db": "relational_db", "cdc": "cdc"}
    graph = sketch(kinds, "writer -> db: rows", "db ~> cdc: changes")
    assert moved(graph, "writer -> db") == (["raw_data"], [])
    graph = sketch(kinds, "reader -> db: rows", "cdc ~> db: changes")
    assert moved(graph, "reader -> db") == ([], ["raw_data"])


def test_a_pipeline_hands_on_what_it_was_given() -> None:
    kinds = {"g": "candidate_generator", "m": "candidate_merger", "f": "content_filter", "r": "ranker"}
    graph = sketch(kinds, "g -> m: candidates", "m -> f: candidates", "f -> r: candidates")
    for flow in ("g -> m", "m -> f", "f -> r"):
        assert moved(graph, flow)[0] == ["candidates"], flow


def test_what_neither_end_knows_is_uncertain_and_goes_forward() -> None:
    graph = sketch({"a": "ranker", "b": "re_ranker"}, "a -> b: labels")
    (resolved,) = graph.resolved_flows
    assert (resolved.certain, resolved.meaning_certain) == (False, True)
    assert [p.type for p in resolved.forward] == ["labels"]


def caller_of(graph: DesignGraph, flow: str) -> str | None:
    (caller,) = (resolved.caller for resolved in graph.resolved_flows if str(resolved.flow) == flow)
    return caller


@pytest.mark.parametrize(
    ("line", "caller"),
    [
        (("rules -> api: decision", {"on_failure": True}), "api"),
        (("rules -> api", {"on_failure": True}), "api"),
        (("rules -> api: request", {"on_failure": True}), "rules"),
        (("rules -> api", {"on_failure": True, "returns": "decision"}), "rules"),
        (("api -> rules: decision", {"on_failure": True}), "api"),
        (("rules -> db: rows", {"on_failure": True}), "rules"),
        # nothing sets the engine to work: it can only be the one that is asked
        (("decide -> api: decision", {"on_failure": True}), "api"),
        (("decide -> api: request", {"on_failure": True}), "decide"),
        # a consumer of a stream, and whoever is called, may well call when something fails
        (("b -> api: raw data", {"on_failure": True}), "b"),
        (("model -> api: scores", {"on_failure": True}), "model"),
    ],
)
def test_who_calls_whom_on_failure(line: Line, caller: str) -> None:
    names = ("app", "api", "model", "rules", "decide", "db", "b", "kafka")
    graph = sketch({n: KINDS[n] for n in names}, "app -> api -> model", "kafka ~> b: events", line)
    ends = line[0].partition(":")[0]
    assert caller_of(graph, ends) == caller
    assert graph.resolved(graph.architecture.flows[-1]).certain == (caller != "b")


def test_the_answer_of_a_fallback_goes_along_its_arrow() -> None:
    graph = sketch(
        {n: KINDS[n] for n in ("app", "api", "rules")},
        "app -> api",
        ("rules -> api", {"on_failure": True, "sends": "decision"}),
    )
    assert moved(graph, "rules -> api") == (["decision"], [])
    assert graph.callees(["api"]) == ("rules",)


@pytest.mark.parametrize(
    ("consumes", "produces", "meaning"),
    [
        (("raw_data", "model_artifact"), ("embeddings",), "deployment"),
        (("model_artifact", "features"), ("scores",), "deployment"),
        # what looks at a model, or turns it into another, does not put it to use
        (("model_artifact", "training_dataset"), ("metrics",), "batch"),
        (("model_artifact",), ("model_artifact",), "batch"),
        (("raw_data",), ("embeddings",), "batch"),
    ],
)
def test_a_generic_job_that_infers_is_deployed_to(
    consumes: tuple[str, ...], produces: tuple[str, ...], meaning: str
) -> None:
    job = {"kind": "job", "consumes": consumes, "produces": produces}
    graph = sketch({"deploy": "model_deployer", "job": job}, "deploy => job: model")
    assert meanings(graph) == {"deploy => job": meaning}


@pytest.mark.parametrize(
    ("caller", "store", "certain"),
    [
        ("api_server", "relational_db", False),
        ("api_server", "nosql_db", False),
        ("api_server", "object_store", False),
        # what only one end can make, and what is asked by its nature, is in no doubt
        ("feature_service", "relational_db", True),
        ("api_server", "cache", True),
    ],
)
def test_rows_of_a_service_may_be_written_or_read(caller: str, store: str, certain: bool) -> None:
    (resolved,) = sketch({"a": caller, "b": store}, "a -> b: rows").resolved_flows
    assert (resolved.certain, resolved.meaning_certain) == (certain, True)


def test_what_people_do_is_told_to_the_client_they_use() -> None:
    graph = sketch({"member": "client", "ui": "client"}, "member -> ui: clicks")
    assert moved(graph, "member -> ui")[0] == ["event"]


def test_stated_types_replace_those_of_the_kind() -> None:
    kinds = {
        "a": {"kind": "service", "consumes": ("labels",), "produces": ()},
        "b": {"kind": "service", "consumes": (), "produces": ("labels",)},
    }
    assert moved(sketch(kinds, "a -> b: labels"), "a -> b") == ([], ["labels"])
    assert moved(sketch(kinds, "b -> a: labels"), "b -> a") == (["labels"], [])


def test_assumed_payloads_are_told_from_written_ones() -> None:
    graph = sketch({"r": "ranker", "f": "feature_store_online"}, "r -> f", "f -> r: features")
    bare, written = graph.resolved_flows
    assert bare.assumed
    assert all(bare.is_assumed(payload) for payload in bare.backward)
    assert bare.flow.payloads == ()
    assert not written.assumed
    assert not any(written.is_assumed(payload) for payload in written.forward)


def test_lines_run_in_order_for_what_is_handed_on() -> None:
    """The orchestrator has candidates for the ranker only once a generator has answered."""
    kinds = {"app": "client", "home": "orchestrator", "g": "candidate_generator", "r": "ranker"}
    after = sketch(kinds, "app -> home", "home -> g: candidates", "home -> r")
    before = sketch(kinds, "app -> home", "home -> r", "home -> g: candidates")
    assert "candidates" in moved(after, "home -> r")[0]
    assert "candidates" not in moved(before, "home -> r")[0]


def test_what_a_chain_brought_goes_on_to_what_nothing_is_known_of():
    kinds = {"camera": "service", "detector": "edge_model", "planner": "service"}
    graph = sketch(kinds, "camera -> detector -> planner -> camera: images")
    assert moved(graph, "detector -> planner") == (["media"], [])
    assert meanings(graph)["planner -> camera"] == "reply"


def test_in_a_ring_that_nobody_enters_whoever_is_drawn_first_asks():
    kinds = {"detector": "edge_model", "gateway": "service", "speech": "model_server", "speaker": "service"}
    graph = sketch(kinds, "speaker -> detector -> gateway -> speech: audio", "speech -> speaker: audio")
    assert [str(r.flow) for r in graph.resolved_flows if r.meaning == "reply"] == ["speech -> speaker"]
