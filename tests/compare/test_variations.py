"""Matching of designs by other hands: each variation says itself which part of its case study it plays."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

import mlarch

ROOT = Path(__file__).parents[2]
_found = importlib.util.spec_from_file_location("matching", ROOT / "benchmarks" / "matching.py")
matching = sys.modules.setdefault("matching", importlib.util.module_from_spec(_found))
_found.loader.exec_module(matching)

IDS = [path.stem for path in matching.HAND_MADE]
LEAST = {
    "fraud_detection.interview": 0.94,
    "people_you_may_know.jobs_network": 0.9,
    "video_recommendation.whiteboard": 0.94,
}


@pytest.fixture(scope="module")
def scores():
    return {path.stem: matching.score(path) for path in matching.HAND_MADE}


@pytest.mark.parametrize("path", matching.HAND_MADE, ids=IDS)
def test_a_variation_loads_and_says_what_each_of_its_parts_plays(path):
    design, parts = mlarch.load(path), matching.plays(path)
    reference = mlarch.load(ROOT / "specs" / f"{path.name.split('.')[0]}.yaml")
    assert set(parts) == set(design.graph.components)
    assert {name for played in parts.values() for name in played} <= set(reference.graph.components)
    assert 14 <= len(parts) <= 30


@pytest.mark.parametrize("name", IDS)
def test_the_parts_of_a_variation_are_matched_right(scores, name):
    assert scores[name].played.share >= LEAST.get(name, 0.95)
    assert scores[name].lacking.share >= 0.75


def test_all_variations_together_are_matched_right(scores):
    total = sum(scores.values(), matching.Score())
    assert len(scores) >= 10
    assert total.played.of > 200
    assert total.played.share >= 0.97
    assert total.silent.share >= 0.7
    assert total.lacking.share >= 0.93
    assert total.added.share >= 0.9


def test_the_page_states_the_scores():
    assert matching.hand_made_table() in (ROOT / "docs" / "comparing.md").read_text()
