"""Typing of payload phrases by their head noun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.catalog import TYPES, type_of, types_of
from mlarch.catalog.words import listed


@pytest.mark.parametrize(
    ("phrase", "data_type"),
    [
        ("user features", "features"),
        ("last 50 clicks", "event"),
        ("candidates (top 500 per source)", "candidates"),
        ("Candidates", "candidates"),
        ("user_features", "features"),
        ("watch events", "event"),
        # what contains or counts leaves it to what is contained
        ("list of candidates", "candidates"),
        ("stream of click events", "event"),
        ("top 50 of the videos", "media"),
        ("vector of features", "features"),
        ("matrix of scores", "scores"),
        ("list of queries", "query"),
        # but items in a list are a list of items
        ("list of products", "ranked_list"),
        ("list of jobs", "ranked_list"),
        ("set of documents", "documents"),
        # and a container with a name of its own is the head
        ("ranked list of songs", "ranked_list"),
        ("ranked list of jobs", "ranked_list"),
        ("candidate set of items", "candidates"),
        ("test set of images", "training_dataset"),
        # what counts them is a count
        ("counts of clicks", "features"),
        ("number of clicks", "features"),
        # otherwise the word before "of" is the head
        ("embeddings of items", "embeddings"),
        ("labels of the last week", "labels"),
        # what follows a preposition says where or for whom
        ("clicks on results", "event"),
        ("scores per class", "scores"),
        ("features for the user", "features"),
        ("request with user features", "request"),
        # fixed compounds are no prepositions
        ("log in request", "request"),
        ("point in time features", "features"),
        ("write ahead log", "raw_data"),
        # remarks
        ("features - last 7 days", "features"),
        ("features — from the store", "features"),
        ("labels: chargebacks", "labels"),
        # numbers and versions
        ("model v2", "model_artifact"),
        ("embeddings 128d", "embeddings"),
        ("top-20 items", "ranked_list"),
        # last words that say nothing
        ("label updates", "labels"),
        ("image data", "media"),
        ("user data", "raw_data"),
        ("training data", "training_dataset"),
        ("feature values", "features"),
        ("event stream", "event"),
        ("feature rows", "features"),
        ("label table", "labels"),
        ("event records", "event"),
        ("image files", "media"),
        # what is asked or shown, laid down
        ("job rows", "raw_data"),
        ("job records", "raw_data"),
        ("payment records", "raw_data"),
        ("work order table", "raw_data"),
        ("loan records", "raw_data"),
        ("product table", "raw_data"),
        # what the stages of serving, or people, do with items
        ("eligible tracks", "candidates"),
        ("top 20 songs", "ranked_list"),
        ("popular articles", "ranked_list"),
        ("top features", "features"),
        ("taken suggestions", "event"),
        ("clicked results", "event"),
        ("watched videos", "event"),
        ("video suggestions", "ranked_list"),
        # some words only by themselves
        ("jobs", "request"),
        ("jobs (one per video)", "request"),
        ("job requests", "request"),
        ("training jobs", "request"),
        ("run", "config"),
        ("start", "config"),
        ("daily run", "config"),
        # everyday words
        ("plays", "event"),
        ("saves and skips", "event"),
        ("tracks", "media"),
        ("job applications", "event"),
        ("loan application", "request"),
        ("deletions", "event"),
        ("message", "request"),
        ("chat message", "request"),
        ("detected intents", "predictions"),
        ("query intent", "query"),
        # longest suffix wins
        ("candidate list", "candidates"),
        ("item list", "ranked_list"),
        ("chat history", "raw_data"),
        ("click history", "event"),
        ("search results", "response"),
        ("prediction results", "predictions"),
        ("streamed answer", "tokens"),
        ("user id and context", "request"),
        ("labelled data", "labels"),
        ("labeled data", "labels"),
        ("model artefact", "model_artifact"),
        ("chargebacks", "labels"),
        ("verdict", "decision"),
        ("checkpoint", "model_artifact"),
        ("HTML", "response"),
        ("feed", "ranked_list"),
        ("neighbours' vectors", "embeddings"),
        ("labelled examples", "training_dataset"),
        ("raw logs", "logs"),
        ("cache hit", "response"),
        ("e-mail", "notification"),
    ],
)
def test_typed(phrase: str, data_type: str):
    assert type_of(phrase) == data_type


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        " ",
        "()",
        "closed jobs",
        "applications",
        "cold start",
        "pipeline run",
        "deploy",
        "lookup",
        "p99 60ms",
        "500",
        "v2",
        "foo bar",
        "read",
        "(candidates)",
        "—",
    ],
)
def test_a_label_has_no_type(phrase: str):
    assert type_of(phrase) is None


@pytest.mark.parametrize(
    "phrase",
    listed("""safety labels, container images, model version, entity ids, request id, image metadata,
    price labels, response time, kubernetes labels"""),
)
def test_words_that_end_like_data_and_are_none_have_no_type(phrase: str):
    assert type_of(phrase) is None


def test_a_compound_has_the_types_of_its_parts():
    assert types_of("predictions and features") == (("predictions", "predictions"), ("features", "features"))
    assert types_of("features and propensity") == (("features", "features"), ("propensity", "scores"))
    assert (
        types_of("clicks and views")
        == types_of("logs of model and service")
        == types_of("this and that")
        == ()
    )


@given(st.text(max_size=300))
def test_any_text_is_typed_or_not(phrase: str):
    found = type_of(phrase)
    assert found is None or found in TYPES
    assert type_of(phrase) == found


def test_long_text_costs_little():
    assert type_of("(" * 100_000 + "candidates") is None
    assert type_of("word " * 10 + "candidates") == "candidates"
