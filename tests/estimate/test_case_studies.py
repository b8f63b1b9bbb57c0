"""The numbers of the case studies work out, and stay so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import mlarch
from mlarch.estimate.engine import Estimate
from mlarch.estimate.entries import Verdict

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))
SCALE = {"ms": 0.001, "s": 1.0}


@cache
def estimated(name: str) -> Estimate:
    return mlarch.load(SPECS[0].parent / f"{name}.yaml").estimate(samples=20_000)


every = pytest.mark.parametrize("name", [path.stem for path in SPECS])


@every
def test_a_case_study_holds(name: str) -> None:
    estimate = estimated(name)
    assert [entry.at for entry in estimate.entries if entry.verdict is not Verdict.HOLDS] == []
    lost = [each for each in estimate.capacities.values() if (each.zone_lost or each.peak) is not None]
    assert lost
    full = [each.component for each in lost if (each.zone_lost or each.peak).value >= 0.8]
    full += [each.component for each in lost if each.region_lost and each.region_lost.value >= 0.8]
    full += [each.component for each in lost if each.failing and each.failing.value >= 1]
    assert full == []
    assert [kept.component for kept in estimate.memory.values() if kept.fits is False] == []
    assert [run.what for run in estimate.runs if run.late] == []
    assert [queue.component for queue in estimate.people.values() if queue.growth.value > 0] == []
    assert estimate.trial is None or not estimate.trial.too_short
    assert estimate.delayed_streams == {}


@every
def test_nothing_is_missing_and_little_is_assumed(name: str) -> None:
    """A rate of one line grows at peak as the requests do, and a part of an accelerator's memory is used."""
    estimate = estimated(name)
    assert [each.what for each in estimate.missing] == []
    named = [each.name for each in estimate.assumptions]
    assert [each for each in named if not each.endswith("at peak") and "memory for weights" not in each] == []


@every
def test_both_ends_of_the_latency_stand_in_the_study(name: str) -> None:
    text = (SPECS[0].parent / f"{name}.yaml").read_text(encoding="utf-8")
    written = re.search(r"p99 of ([\d.]+) (m?s) when .* themselves, ([\d.]+) (m?s) when all", text)
    if written is None:
        assert name == "street_view_blurring"  # a batch system
        return
    entry = estimated(name).entries[-1]
    alone, at_once = float(written[1]) * SCALE[written[2]], float(written[3]) * SCALE[written[4]]
    assert entry.latency["p99"].value == pytest.approx(alone, rel=0.06)
    assert entry.together["p99"].value == pytest.approx(at_once, rel=0.01)


def load(name: str, component: str) -> tuple[float, float | None]:
    """The work at peak and the load with a zone lost."""
    each = estimated(name).capacities[component]
    lost = each.zone_lost or each.peak
    return each.work * estimated(name).traffic.factor, lost.value if lost is not None else None


@pytest.mark.parametrize(
    ("name", "component", "work", "lost"),
    [
        ("ad_click_prediction", "features", 2.71e6, 0.423),  # ten keys a page, and the counts of the stream
        ("eta_prediction", "collector", 2.14e6, 0.668),  # positions of four million cars
        ("event_recommendation", "features", 2.09e6, 0.654),
        ("harmful_content_detection", "moderate", 19.1e3, 0.682),  # one post in ten is judged again
        ("news_feed", "fanout", 1.458e6, 0.688),  # 200 followers a post
        ("news_feed", "features", 69.4e6, 0.667),
        ("people_you_may_know", "on_demand", 1458, 0.608),  # both ends of 18M ties a day
        ("rag_assistant", "guard_out", 31250, 0.391),
        ("search_ranking", "text_index", 6076, 0.506),  # each of 20 shards
        ("similar_listings", "calendar", 1.39e6, 0.579),
        ("video_recommendation", "collector", 3.65e6, 0.69),
        ("visual_search", "full", 20.85e6, 0.695),
        ("visual_search", "ann", 6951, 0.695),
    ],
)
def test_the_work_of_a_part(name: str, component: str, work: float, lost: float) -> None:
    assert load(name, component) == (pytest.approx(work, rel=0.005), pytest.approx(lost, rel=0.005))


def test_the_shards_of_search_carry_every_query() -> None:
    text = estimated("search_ranking").capacities["text_index"]
    assert (text.scatter, text.replicas, text.needed_zone_lost) == (20, 120, 120)


def test_the_language_model_reads_its_prompts_too() -> None:
    found = estimated("rag_assistant")
    model, serving = found.capacities["llm"], found.servings["llm"]
    assert (model.bound_by, model.replicas, model.needed_zone_lost) == ("gpus", 30, 30)
    assert serving.prefill is not None
    assert serving.prefill.value == pytest.approx(2 * 8e9 * 3000 / (989e12 * 0.5))
    assert found.bill is not None
    assert not found.bill.exceeded


def test_an_index_rebuilt_or_embedded_anew_is_ready_in_time() -> None:
    days = {
        (name, run.what): run.time.value / 86_400
        for name in (path.stem for path in SPECS)
        for run in estimated(name).runs
    }
    assert days[("visual_search", "embedding all items of ann")] == pytest.approx(29.7, rel=0.01)
    assert days[("video_search", "embedding all items of ann")] == pytest.approx(19.3, rel=0.01)
    assert days[("people_you_may_know", "a run of fof")] == pytest.approx(3.125)
    assert days[("people_you_may_know", "a run of scorer")] == pytest.approx(1.736, rel=0.001)
    assert days[("street_view_blurring", "a run of detector")] == pytest.approx(3.215, rel=0.001)


def test_the_queues_of_people_are_sized_one_by_one() -> None:
    people = estimated("harmful_content_detection").people
    coming = {name: round(queue.coming.value / 1000) for name, queue in people.items()}
    assert coming == {"review": 112, "appeals": 25, "raters": 10}


@pytest.mark.parametrize(
    ("name", "per_arm"),
    [
        ("ad_click_prediction", 64e6),
        ("event_recommendation", 400),
        ("fraud_detection", 400e6),
        ("news_feed", 11.6e3),
        ("people_you_may_know", 1600),
        ("street_view_blurring", 79.6e3),
        ("video_recommendation", 1.44e6),
    ],
)
def test_the_size_of_an_experiment(name: str, per_arm: float) -> None:
    trial = estimated(name).trial
    assert trial is not None
    assert trial.per_arm.value == pytest.approx(per_arm, rel=0.005)


@pytest.mark.parametrize(
    ("name", "scenario", "minutes"),
    [
        ("ad_click_prediction", "A click is in the model within the hour", 60),
        ("rag_assistant", "A changed document is answered from", 15),
        ("visual_search", "A new image becomes findable", 60),
        ("video_recommendation", "A new video becomes findable", 30),
        ("search_ranking", "A product sells out", 5),
    ],
)
def test_what_is_new_arrives_in_time(name: str, scenario: str, minutes: float) -> None:
    design = mlarch.load(SPECS[0].parent / f"{name}.yaml")
    walk = design.estimate(samples=100, scenario=scenario).walk
    assert walk is not None
    assert walk.worst <= minutes * 60
