"""From words to kinds: names, aliases, products, ambiguity, and the nearest names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.catalog import (
    KINDS,
    TECHS,
    TYPES,
    find_kind,
    misspelt_kind,
    named_by_last_words,
    nearest_kinds,
    nearest_types,
    normalize,
)
from mlarch.catalog.ambiguous import ambiguous_words
from mlarch.catalog.tech import find_tech, tech_words

DRAFT = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("draft_aliases.txt").read_text(encoding="utf-8").splitlines()
]


def only(word: str) -> str:
    """The kind of a word that has one."""
    match = find_kind(word)
    assert match is not None, word
    assert len(match.kinds) == 1, (word, match.kinds)
    return match.kinds[0]


def test_every_word_of_the_draft_is_accepted():
    found = {(word, kind): find_kind(word) for word, kind in DRAFT}
    assert [asked for asked, match in found.items() if match is None or asked[1] not in match.kinds] == []


@pytest.mark.parametrize("kind", KINDS)
def test_ids_and_display_names_mean_their_kind(kind: str):
    assert only(kind) == kind
    assert only(KINDS[kind].name) == kind
    assert only(KINDS[kind].name.upper()) == kind
    assert only(f"  {kind} ") == kind


def test_there_are_hundreds_of_everyday_words():
    assert sum(len(kind.aliases) for kind in KINDS.values()) >= 900


def test_no_word_silently_belongs_to_two_kinds():
    owners: dict[str, str] = {}
    for kind in KINDS.values():
        for word in (kind.id, kind.name, *kind.aliases):
            assert owners.setdefault(normalize(word), kind.id) == kind.id, word
    for word, product in tech_words().items():
        played = TECHS[product].kind
        assert played is None or owners.setdefault(word, played) == played, word
    names = {normalize(word) for kind in KINDS.values() for word in (kind.id, kind.name)}
    for word, entry in ambiguous_words().items():
        # A kind's own name may be ambiguous when spelt loosely: `reranker`. Then the kind is the default.
        assert word not in owners or (word in names and owners[word] == entry.kinds[0]), word


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_aliases_mean_their_kind(kind):
    for word in kind.aliases:
        assert only(word) == kind.id
        assert only(word.replace(" ", "_").upper()) == kind.id


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("web app", "client"),
        ("rec service", "orchestrator"),
        ("API", "api_server"),
        ("user DB", "relational_db"),
        ("LBs", "load_balancer"),
        ("labelling platform", "labeling_platform"),
        ("Labeling Platform", "labeling_platform"),
        ("feature catalog", "feature_registry"),
        ("slate optimizer", "re_ranker"),
        ("ranking layer", "ranker"),
        ("candidate generators", "candidate_generator"),
        ("blender (candidates)", "candidate_merger"),
        ("cache (for features)", "cache"),
        ("trust and safety", "human_review"),
        ("A/B", "ab_testing"),
        ("third party", "external"),
        ("people", "person"),
    ],
)
def test_everyday_words(word: str, kind: str):
    assert only(word) == kind


@pytest.mark.parametrize(
    ("word", "kind", "tech"),
    [
        ("kafka", "event_stream", "kafka"),
        ("Kafka topic", "event_stream", "kafka"),
        ("Redis cluster", "cache", "redis"),
        ("MQTT", "message_queue", "mqtt"),
        ("MQTT broker", "message_queue", "mqtt"),
        ("Salesforce", "external", "salesforce"),
        ("XGBoost trainer", "training_pipeline", "xgboost"),
        ("PyTorch training job", "training_pipeline", "pytorch"),
        ("Postgres", "relational_db", "postgresql"),
        ("S3 bucket", "object_store", "s3"),
        ("BigQuery", "data_warehouse", "bigquery"),
        ("Redis feature store", "feature_store_online", "redis"),
        ("online feature store (Redis)", "feature_store_online", "redis"),
        ("Kafka / Kinesis", "event_stream", "kafka"),
        ("S3 or GCS", "object_store", "s3"),
    ],
)
def test_products_give_kind_and_technology(word: str, kind: str, tech: str):
    match = find_kind(word)
    assert match is not None
    assert match.kinds == (kind,)
    assert match.tech == tech


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("speech to text", "model_server"),
        ("ASR", "model_server"),
        ("text-to-speech", "model_server"),
        ("smart speaker", "client"),
        ("point of sale", "client"),
        ("dialog manager", "agent_orchestrator"),
        ("technicians", "human_review"),
        ("weather API", "external"),
        ("predictions table", "prediction_store"),
        ("L4 load balancer", "load_balancer"),
        ("L7 load balancer", "load_balancer"),
        ("L4/L7 load balancer", "load_balancer"),
        ("balancer", "load_balancer"),
    ],
)
def test_words_of_newcomers(word: str, kind: str):
    assert only(word) == kind


def test_a_planner_may_be_a_person():
    match = find_kind("planner")
    assert match is not None
    assert match.kinds == ("agent_orchestrator", "human_review")


def test_an_ambiguous_product_keeps_its_technology():
    match = find_kind("Feast")
    assert match is not None
    assert match.kinds == ("feature_store_online", "feature_store_offline")
    assert match.tech == "feast"


@pytest.mark.parametrize("word", ["", " ", "-", "()", "encabulator", "Kafka + Flink", "xyzzy", "x" * 10_000])
def test_unknown_words(word: str):
    assert find_kind(word) is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("rankr", "ranker"),
        ("lod balancer", "load_balancer"),
        ("modle server", "model_server"),
        ("trainning pipeline", "training_pipeline"),
        ("vectr index", "vector_index"),
        ("featurestore onlin", "feature_store_online"),
        ("candidate genrator", "candidate_generator"),
        ("databse", "relational_db"),
        ("kafkaa", "event_stream"),
    ],
)
def test_nearest_kind(word: str, kind: str):
    assert nearest_kinds(word)[0] == kind


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("sender reputation store", ("store",)),
        ("translation model", ("llm_server",)),
        ("safety engineer", ("person",)),
        ("loyalty points api", ("api_server",)),
        ("predictions stroe", ("prediction_store",)),
        ("graph databaes", ("graph_db",)),
    ],
)
def test_the_last_of_several_words_weighs_most_unless_it_is_a_misspelling(word: str, kinds: tuple[str, ...]):
    assert nearest_kinds(word)[: len(kinds)] == kinds


def test_nearest_names_are_few_and_different():
    found = nearest_kinds("video ranking servce", 5)
    assert len(found) <= 5
    assert len(set(found)) == len(found)
    assert nearest_kinds("rankr", 1) == ("ranker",)
    assert nearest_kinds("rankr", 0) == ()


def everyday_words(page: str) -> dict[str, str]:
    path = Path(__file__).parents[1] / "drafts" / page
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def test_everyday_words_are_not_taken_for_something_far():
    """What is suggested for a word that is no kind shares its last word with it, or is one slip away."""
    unknown = [word for word in everyday_words("words.txt") if find_kind(word) is None]
    suggested = {word: nearest_kinds(word) for word in unknown if nearest_kinds(word)}
    heads = {word for word in suggested if len(word.split()) > 1}
    assert len(unknown) > 150
    # Words of one word can only be slips: those that are not, but look so, are few.
    assert len(suggested.keys() - heads) <= len(unknown) // 50


def test_words_of_other_domains_get_no_absurd_suggestion():
    """Of robotics, games, finance, medicine and offices: one suggestion in twenty may be wrong."""
    meant = everyday_words("words_of_other_domains.txt")
    suggested = {word: nearest_kinds(word) for word in meant if find_kind(word) is None}
    absurd = [word for word, kinds in suggested.items() if not set(kinds) <= set(meant[word].split(", "))]
    assert len(suggested) > 150
    assert len(absurd) * 20 <= sum(map(bool, suggested.values())), absurd


def test_words_of_other_domains_are_read_as_what_they_are():
    meant = everyday_words("words_of_other_domains.txt")
    found = {word: match.kinds for word in meant if (match := find_kind(word)) is not None}
    wrong = [word for word, kinds in found.items() if not set(kinds) & set(meant[word].split(", "))]
    assert len(found) > 80
    assert len(wrong) * 20 <= len(found), wrong


@pytest.mark.parametrize("word", ["NAT", "nat instance", "NAT gateway", "matching engine"])
def test_a_name_of_its_own_is_not_the_word_inside_it(word: str):
    assert find_kind(word) is None
    assert find_tech(word) is None


def test_names_that_look_like_plurals_are_kept():
    for word in ("NATS", "nats cluster", "NATS JetStream"):
        match = find_kind(word)
        assert match is not None
        assert (match.kinds, match.tech) == (("message_queue",), "nats")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("refunds api server", "api server"),
        ("user events kafka", "kafka"),
        ("loan ranker", "ranker"),
        ("noise augmentation", None),
        ("thread pool", None),
        ("wheel encoder", None),
        ("supply chain", None),
        ("ota service", None),
    ],
)
def test_a_last_word_alone_names_a_kind_where_it_keeps_its_meaning(word: str, meant: str | None):
    named = named_by_last_words(word.split())
    assert (named[0] if named else None) == meant


@pytest.mark.parametrize(
    "word", ["OTA service", "game server", "edge widget", "captions service", "underwriter"]
)
def test_letters_alone_suggest_nothing(word: str):
    assert nearest_kinds(word) == ()


def test_a_misspelt_kind_is_named_as_it_is_listed():
    assert misspelt_kind("load balencer") == "Load balancer"
    assert misspelt_kind("Kubernets") == "Kubernetes"
    assert misspelt_kind("version control") is None
    assert misspelt_kind("score") is None


@pytest.mark.parametrize(
    "word",
    [
        *(
            "",
            "qqqq",
            "turbo encabulator",
            "ux",
            "漢字",
            "version control",
            "response",
            "code",
            "tool",
        ),
        *("synthesizer", "media server", "optimizer", "SAP", "recommendations", "platform", "audio clip"),
    ],
)
def test_nothing_near(word: str):
    assert nearest_kinds(word) == ()


@pytest.mark.parametrize(
    ("word", "data_type"),
    [("featurs", "features"), ("embedings", "embeddings"), ("modle_artifact", "model_artifact")],
)
def test_nearest_type(word: str, data_type: str):
    assert nearest_types(word)[0] == data_type


@given(st.text(max_size=120))
def test_any_word_is_answered_the_same_way_twice(word: str):
    match = find_kind(word)
    find_kind.cache_clear()
    assert find_kind(word) == match
    if match is not None:
        assert set(match.kinds) <= KINDS.keys()
        assert match.tech is None or match.tech in TECHS
    assert set(nearest_kinds(word)) <= KINDS.keys()
    assert set(nearest_types(word)) <= TYPES.keys()


@pytest.mark.parametrize(
    ("word", "kind", "tech"),
    [
        ("Kafka event stream", "event_stream", "kafka"),
        ("S3 data lake", "data_lake", "s3"),
        ("Spark batch job", "batch_compute", "spark"),
        ("Flink streaming job", "stream_processor", "flink"),
        ("Airflow scheduler", "workflow_orchestrator", "airflow"),
        ("Triton model server", "model_server", "triton"),
        ("Snowflake data warehouse", "data_warehouse", "snowflake"),
        ("Nginx load balancer", "load_balancer", "nginx"),
        ("Grafana dashboard", "dashboard", "grafana"),
        ("Pinecone vector database", "vector_index", "pinecone"),
    ],
)
def test_a_product_and_what_it_is_used_as(word: str, kind: str, tech: str) -> None:
    found = find_kind(word)
    assert found is not None
    assert (found.kinds[0], found.tech) == (kind, tech)


def test_a_product_before_a_word_that_is_no_kind_is_not_guessed_at() -> None:
    assert find_kind("Kafka sandwich") is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("GPT-4o", "llm_server"),
        ("gpt-3.5-turbo", "llm_server"),
        ("Claude 3.5 Sonnet", "llm_server"),
        ("llama-3.1-70b-instruct", "llm_server"),
        ("Mixtral 8x7B", "llm_server"),
        ("Phi-3 mini", "llm_server"),
        ("whisper-large-v3", "model_server"),
        ("YOLOv8", "model_server"),
        ("ResNet-50", "model_server"),
    ],
)
def test_published_models_are_known_in_every_version_and_size(word: str, kind: str):
    assert only(word) == kind


@pytest.mark.parametrize("word", ["phi", "sam", "o1", "vitamin", "claudette", "grokking", "bgeneric"])
def test_names_of_models_are_no_beginnings_of_other_words(word: str):
    assert find_kind(word) is None


def test_published_models_keep_products_that_are_called_after_them():
    assert find_kind("llama guard").tech == "llama_guard"
    assert find_kind("GPTCache").kinds == ("semantic_cache",)
