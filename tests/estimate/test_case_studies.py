"""The numbers of the case studies work out, and stay so."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlarch
from mlarch.estimate.entries import Verdict

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_case_study_holds(path: Path) -> None:
    estimate = mlarch.load(path).estimate(samples=20_000)
    assert [entry.at for entry in estimate.entries if entry.verdict not in (None, Verdict.HOLDS)] == []
    lost = [each for each in estimate.capacities.values() if (each.zone_lost or each.peak) is not None]
    assert lost or estimate.traffic.average is None
    full = [each.component for each in lost if (each.zone_lost or each.peak).value >= 1]
    assert full == []
    assert [name for name, kept in estimate.memory.items() if kept.fits is False] == []
    assert [run.what for run in estimate.runs if run.late] == []


def test_the_shards_of_search_carry_every_query() -> None:
    found = mlarch.load(SPECS[0].parent / "search_ranking.yaml").estimate(samples=2_000)
    text = found.capacities["text_index"]
    assert (text.scatter, text.replicas, text.needed_zone_lost) == (20, 120, 120)


def test_the_language_model_reads_its_prompts_too() -> None:
    found = mlarch.load(SPECS[0].parent / "rag_assistant.yaml").estimate(samples=2_000)
    model = found.capacities["llm"]
    assert (model.replicas, model.needed_zone_lost) == (48, 48)
