"""What a comparison says: the weightiest first, as text, JSON and a picture."""

import json

import pytest

import mlarch
from mlarch.compare.comparison import compare
from mlarch.compare.report import merged_design, to_json, to_text
from mlarch.session.new import find

MINE = """mlarch: 1
name: My recommendations
components:
  phone: client
  edge: nginx
  recs: recommendation service
  ann: faiss
  deep: ranker
  redis: online feature store
  log: kafka
  files: object store
  train: training job
  reg: model registry
  prom: prometheus
  mail: {kind: notification service, name: "Mail <b>"}
flows:
  - phone -> edge -> recs
  - recs -> ann: candidates
  - recs -> deep: {sends: candidates, returns: scores}
  - deep -> redis: features
  - phone ~> log: clicks
  - log => files => train: events
  - train => reg => deep: model
  - recs & deep ~> prom: metrics
  - files => mail: ranked list
"""


@pytest.fixture(scope="module")
def comparison():
    return compare(mlarch.loads(MINE), find("video_recommendation").design())


def test_parts_are_matched_by_what_they_do(comparison):
    pairs = comparison.matching.to_mine()
    assert {r: pairs[r] for r in ("app", "lb", "home", "ann", "ranker", "features", "events", "trainer")} == {
        "app": "phone", "lb": "edge", "home": "recs", "ann": "ann", "ranker": "deep",
        "features": "redis", "events": "log", "trainer": "train",
    }  # fmt: skip


def test_what_is_missing_comes_with_the_weightiest_first(comparison):
    missing = [part.component.id for part in comparison.missing]
    assert {"re_ranker", "gate", "labels", "drift", "alerts", "experiments"} <= set(missing)
    assert missing.index("two_tower") < missing.index("labels") < missing.index("alerts")
    assert [part.component.id for part in comparison.added] == ["mail"]


def test_flows_that_differ_are_named_by_my_ids(comparison):
    assert ("recs", "redis") in {(flow.source, flow.target) for flow in comparison.missing_flows}


def test_a_design_lacks_nothing_against_itself():
    design = mlarch.loads(MINE)
    same = compare(design, design)
    assert (same.missing, same.added, same.missing_flows, same.added_flows) == ((), (), (), ())
    assert same.covered == 1.0
    assert to_text(same) == "My recommendations has 12 of the 12 parts of My recommendations.\n"


def test_the_text_says_what_is_missing_and_why_it_matters(comparison):
    text = to_text(comparison)
    assert "Re-rank & explore (re-ranker)" in text
    assert "      recs -> re_ranker\n" in text
    assert "(`--all` shows them)" in text
    assert "(`--all` shows them)" not in to_text(comparison, most=10**6)
    assert "  deep = ranker" in to_text(comparison, most=10**6)


def test_json_holds_every_difference(comparison):
    data = json.loads(to_json(comparison))
    assert data["reference"]["name"] == "Video recommendation"
    assert len(data["missing"]) == len(comparison.missing)
    assert data["missing"][0]["kinds"]
    assert 0 < data["covered"] < 1


def test_the_picture_has_mine_and_the_missing_parts_dashed(comparison):
    merged = merged_design(comparison)
    scene = merged.drawing().scene
    dashed = {card.id for card in scene.cards if card.planned}
    assert dashed == {part.component.id for part in comparison.missing}
    assert {"phone", "deep"} <= {card.id for card in scene.cards} - dashed
    assert any(link.source == "recs" and link.target == "re_ranker" for link in scene.links)


def test_what_may_be_inside_another_part_is_said_so(comparison):
    """Models go from the registry to the ranker at once: it may deploy them, and nothing says so."""
    assert comparison.matching.within["deployer"] == "reg"
    assert "Deployer (model deployer), unless it is inside your reg" in to_text(comparison, most=10**6)
    data = json.loads(to_json(comparison))
    assert {part["within"] for part in data["missing"] if part["component"] == "deployer"} == {"reg"}


def test_what_others_run_matters_less_than_what_is_to_be_built(comparison):
    missing = [part.component.id for part in comparison.missing]
    assert missing.index("labels") < missing.index("uploads")
    assert "A system that others run" not in to_text(comparison, most=10**6)


def test_the_least_alike_are_listed_first(comparison):
    text = to_text(comparison, most=10**6)
    listed = [line.split(" = ")[0].strip() for line in text.splitlines() if " = " in line]
    likeness = {pair.mine: pair.likeness for pair in comparison.matching.pairs}
    shown = [likeness[name] for name in listed if name in likeness]
    assert shown == sorted(shown)


def test_flows_state_only_what_is_written(comparison):
    carried = {flow.written: flow.carried for flow in (*comparison.missing_flows, *comparison.added_flows)}
    assert carried["home -> features"] == "viewer features"
    assert "(theirs: home -> features)" in to_text(comparison)


def test_missing_parts_are_drawn_without_the_figures_of_others(comparison):
    merged = merged_design(comparison).architecture
    ghost = merged.components["re_ranker"]
    assert (ghost.planned, ghost.tech, ghost.replicas, ghost.latency) == (True, None, None, None)
    assert ghost.kinds == ("re_ranker", "bandit")
