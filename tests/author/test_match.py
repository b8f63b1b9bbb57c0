"""Matching by role and neighbourhood: variations of every case study, where the right answer is known."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

import mlarch
from mlarch.author.match import match

ROOT = Path(__file__).parents[2]
_found = importlib.util.spec_from_file_location("matching", ROOT / "benchmarks" / "matching.py")
matching = importlib.util.module_from_spec(_found)
_found.loader.exec_module(matching)


@pytest.fixture(scope="module")
def figures() -> dict[str, tuple[float, float]]:
    return {name: (mean, least) for name, mean, least in matching.figures(seeds=2)}


@pytest.mark.parametrize(
    ("variation", "mean", "least"),
    [
        ("nothing else", 0.995, 0.95),
        ("two neighbours merged", 0.98, 0.9),
        ("one component split", 0.98, 0.9),
        ("one component in six left out", 0.97, 0.85),
    ],
)
def test_variations_of_the_case_studies_are_matched_right(figures, variation, mean, least):
    assert figures[variation][0] >= mean
    assert figures[variation][1] >= least


def test_the_page_states_figures_of_every_variation():
    page = (ROOT / "docs" / "comparing.md").read_text()
    stated = dict(re.findall(r"^\| ([a-z ]+) \| ([\d.]+)% \|", page, flags=re.MULTILINE))
    assert set(stated) == set(matching.VARIATIONS)
    assert all(float(share) > 95 for share in stated.values())


def test_a_design_matches_itself():
    for path in matching.SPECS:
        graph = mlarch.load(path).graph
        found = match(graph, graph)
        assert all(pair.mine == pair.reference for pair in found.pairs)
        assert len(found.pairs) == len(graph.components)


HEAD = "mlarch: 1\nname: x\n"
REFERENCE = """
components:
  {app: client, lb: load balancer, api: api server, model: model server, features: online feature store,
   log: kafka, m: prometheus}
flows:
  - app -> lb -> api -> model: request
  - model -> features: features
  - app ~> log: clicks
  - api & model ~> m: metrics
"""


def test_names_do_not_mislead():
    """The model is called `log`, and the log `model`: each is matched by what it does."""
    mine = """
components:
  {app: client, lb: load balancer, api: api server, log: model server, store: online feature store,
   model: kafka}
flows:
  - app -> lb -> api -> log: request
  - log -> store: features
  - app ~> model: clicks
"""
    found = match(mlarch.loads(HEAD + mine).graph, mlarch.loads(HEAD + REFERENCE).graph).to_mine()
    assert (found["model"], found["log"]) == ("log", "model")


def test_a_generic_service_is_matched_by_its_place():
    generic = "{kind: service, consumes: [request, features], produces: [predictions]}"
    mine = REFERENCE.replace("model: model server", f"model: {generic}")
    found = match(mlarch.loads(HEAD + mine).graph, mlarch.loads(HEAD + REFERENCE).graph)
    assert found.to_mine()["model"] == "model"
