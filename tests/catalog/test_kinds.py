"""The tables of kinds: complete, closed, and rich enough for the flows of real systems."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from mlarch.catalog import FAMILIES, KINDS, TYPES, Role, State
from mlarch.catalog.base import Kind
from mlarch.draw.icons.glyphs import glyph_names
from mlarch.draw.text import fonts
from mlarch.draw.text.metrics import TECH_SIZE
from mlarch.model import Plane

GENERIC = ("service", "store", "job", "person", "external")
TELEMETRY = frozenset({"metrics", "logs", "traces", "event"})
FLOWS = [
    tuple(line.split())
    for line in Path(__file__).with_name("flows.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def gives(kind: Kind, data_type: str) -> bool:
    """Whether it makes the type, or hands on what it takes, or can emit it like anything active."""
    known = data_type in kind.produces | kind.consumes | TELEMETRY or kind.passes or kind.any_data
    return known and data_type not in kind.refuses


def takes(kind: Kind, data_type: str) -> bool:
    known = data_type in kind.consumes or data_type == "config" or kind.passes or kind.any_data
    return known and data_type not in kind.refuses


def test_there_are_97_kinds_in_15_families():
    assert len(KINDS) == 97
    assert len(FAMILIES) == 15
    assert all(key == kind.id for key, kind in KINDS.items())


def test_a_short_name_is_short_and_stands_for_one_kind():
    short = [kind for kind in KINDS.values() if kind.short]
    assert [kind.id for kind in short if fonts.width(kind.short, TECH_SIZE) > 90] == []
    assert [kind.id for kind in short if len(kind.short) >= len(kind.name)] == []
    shown = Counter(kind.short or kind.name for kind in KINDS.values())
    assert [name for name, count in shown.items() if count > 1] == []
    assert [kind.id for kind in KINDS.values() if " / " in kind.name and not kind.short] == []


def test_flows_of_published_systems_are_accepted():
    def carries(source: str, data_type: str, target: str) -> bool:
        return gives(KINDS[source], data_type) and takes(KINDS[target], data_type)

    assert [(a, what, b) for a, what, b in FLOWS if not carries(a, what, b) and not carries(b, what, a)] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_every_entry_is_complete(kind: Kind):
    assert kind.name
    assert kind.description.endswith(".")
    assert len(kind.description) > 25
    assert len(kind.aliases) >= 4
    assert kind.glyph in glyph_names()
    assert kind.consumes | kind.produces | kind.refuses <= TYPES.keys()
    assert not kind.refuses & (kind.consumes | kind.produces)
    assert kind.any_data == (kind.id in GENERIC)
    assert bool(kind.consumes and kind.produces) != kind.any_data


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_typical_figures_are_in_order(kind: Kind):
    figures = kind.typical
    assert (figures.p50 is None) == (figures.p99 is None)
    if figures.p50 is not None and figures.p99 is not None:
        assert 0 < figures.p50 < figures.p99
    if figures.throughput is not None:
        low, high = figures.throughput
        assert 0 < low <= high
        assert figures.throughput_note
    assert figures.source


def test_every_kind_has_partners_on_both_sides():
    pairs = [(a, b) for a, b in permutations(KINDS.values(), 2) if not a.any_data and not b.any_data]
    particular = {kind.id for kind in KINDS.values() if not kind.any_data}
    assert particular - {a.id for a, b in pairs if a.produces & b.consumes} == set()
    assert particular - {a.id for a, b in pairs if a.consumes & b.produces} == set()


def test_every_type_is_made_and_taken():
    assert TYPES.keys() - {type_ for kind in KINDS.values() for type_ in kind.produces} == set()
    assert TYPES.keys() - {type_ for kind in KINDS.values() for type_ in kind.consumes} == set()


_REPEATED = re.compile(r"\b(\w+)\b.* \1\b", re.IGNORECASE)


def test_no_alias_runs_into_the_next():
    """`L4 load L4/L7 load balancer` was one name pasted into the middle of another."""
    aliases = [alias for kind in KINDS.values() for alias in kind.aliases]
    garbled = [alias for alias in aliases if _REPEATED.search(alias)]
    assert [alias for alias in garbled if not alias.startswith("friends of friends")] == []


def test_generic_kinds_have_one_role_each():
    assert [KINDS[kind].role for kind in GENERIC] == [
        Role.SERVICE,
        Role.STORE,
        Role.JOB,
        Role.PERSON,
        Role.SERVICE,
    ]


def test_stores_and_streams_keep_state():
    for kind in KINDS.values():
        if kind.role in (Role.STORE, Role.STREAM):
            assert kind.state is not State.NONE, kind.id


def test_people_are_on_the_people_plane():
    assert {kind.plane for kind in KINDS.values() if kind.role is Role.PERSON} == {Plane.PEOPLE}


@pytest.mark.parametrize(
    ("data_type", "kind"),
    [
        ("embeddings", "search_index"),
        ("labels", "load_balancer"),
        ("labels", "model_server"),
        ("training_dataset", "ranker"),
        ("model_artifact", "api_gateway"),
        ("index", "model_server"),
    ],
)
def test_impossible_pairs_are_refused(data_type: str, kind: str):
    assert data_type in KINDS[kind].refuses


@pytest.mark.parametrize(
    "kind",
    [
        "ranker",
        "pre_ranker",
        "cross_encoder",
        "model_server",
        "batch_predictor",
        "calibrator",
        "llm_evaluator",
    ],
)
def test_whatever_scores_yields_scores(kind: str):
    assert "scores" in KINDS[kind].produces


@pytest.mark.parametrize("kind", ["training_pipeline", "online_trainer", "hyperparameter_tuner"])
def test_trainers_take_labels_and_features(kind: str):
    assert {"labels", "features", "training_dataset"} <= KINDS[kind].consumes


def test_a_job_that_infers_in_bulk_takes_what_a_model_can_be_asked_about():
    asked = {"features", "raw_data", "event", "documents", "media", "query", "prompt"}
    assert asked <= KINDS["batch_predictor"].consumes


def test_a_trainer_may_be_tuned_on_what_was_said():
    assert {"prompt", "response", "documents", "media"} <= KINDS["training_pipeline"].consumes


def test_clients_receive_whatever_people_look_at():
    seen = {"response", "ranked_list", "predictions", "decision", "media", "tokens", "notification", "chunks"}
    assert seen <= KINDS["client"].consumes
