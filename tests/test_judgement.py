"""The reviewer's judgement does not get worse: spoiled designs are found, sound ones are left alone.

The whole measurement is `make judgement`, which writes docs/judgement.md; here a part of it guards the
figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from judgement import mutators, studies
from judgement.explain import CATEGORIES, explain
from judgement.judged import designs, share
from judgement.matters import REASONS
from judgement.measure import Outcome, figures, measure
from judgement.reasoning import measured
from judgement.study import Study

from extent import THOROUGH
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import RULES

ROOT = Path(__file__).parent.parent
CASES = ("video_recommendation", "fraud_detection", "rag_assistant")
EVERY = 1 if THOROUGH else 2
FLOOR = 0.94  # of these three; all fifteen together are in docs/judgement.md
STRICT = 0.91  # of these, by a finding that is about the mutation
# By hands that did not know the rules; of the held-out designs the one in which the least is found.
UNSEEN = (("tests/unseen", "job_matching", 0.9), ("tests/held_out", "medical_triage", 0.77))
SOUND = sorted((ROOT / "tests" / "reasoning").glob("*.sound.yaml"))
PUBLISHED = sorted((ROOT / "tests" / "published").glob("*.yaml"))


def errors(study: Study) -> list[Finding]:
    return [finding for finding in study.review.findings if finding.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(measure(studies(ROOT / "specs", *CASES), mutators(), EVERY))


def test_most_mutants_are_found(outcomes: list[Outcome]) -> None:
    found = figures(outcomes)
    missed = "\n".join(f"{o.mutator.name} | {o.mutant.study} | {o.mutant.what}" for o in found.survivors)
    assert found.share >= FLOOR, missed
    assert found.strict_share >= STRICT


@pytest.mark.parametrize(("folder", "name", "floor"), UNSEEN, ids=[name for _, name, _ in UNSEEN])
def test_most_mutants_of_designs_by_other_hands_are_found(folder: str, name: str, floor: float) -> None:
    found = figures(list(measure(studies(ROOT / folder, name), mutators(), EVERY)))
    assert found.share >= floor
    assert found.findings <= 3


@pytest.mark.parametrize(
    ("folder", "contradictions"),
    [
        ("tests/unseen", []),
        ("tests/held_out", [("demand_forecast", "REL004")]),  # 3 s for a call that waits 5 s itself
    ],
)
def test_a_sound_design_by_another_hand_earns_no_error(
    folder: str, contradictions: list[tuple[str, str]]
) -> None:
    """At the stage `production`, which its author states; warnings are counted in docs/judgement.md."""
    designs = studies(ROOT / folder)
    assert len(designs) >= 8
    assert [(study.name, finding.rule) for study in designs for finding in errors(study)] == contradictions


def test_one_cause_is_one_finding(outcomes: list[Outcome]) -> None:
    """At most three findings at the median, of all mutants and of every mutator that removes one thing."""
    assert figures(outcomes).findings <= 3
    for name in ("remove component", "remove and close", "remove flow"):
        assert figures([o for o in outcomes if o.mutator.name == name]).findings <= 3, name


def test_every_mutator_makes_something_of_some_case_study() -> None:
    cases = studies(ROOT / "specs")
    idle = [m.name for m in mutators() if not any(True for case in cases for _ in m.mutants(case))]
    assert idle == []


def test_mutators_are_aimed_at_rules_that_exist() -> None:
    assert [rule for m in mutators() for rule in m.rules if rule not in RULES] == []


def test_every_rule_has_a_mutator_or_is_named_as_having_none(outcomes: list[Outcome]) -> None:
    aimed = {rule for mutator in mutators() for rule in mutator.rules}
    used = {rule for outcome in outcomes for rule in outcome.rules}
    rest = {code for code, rule in RULES.items() if rule.family != "SPEC"} - aimed - used
    # GRA014 and GRA020 are about words, of which mutants as values have none; TRN013 is silent where the
    # brief says how the data is split, as all case studies do.
    assert rest <= {"GRA014", "GRA020", "TRN013"}


def test_what_is_set_aside_and_what_survives_has_a_reason(outcomes: list[Outcome]) -> None:
    asides = {outcome.mutant.aside for outcome in outcomes} - {""}
    assert sorted(asides - set(REASONS)) == []
    assert {explain(outcome) for outcome in figures(outcomes).survivors} <= set(CATEGORIES)


@pytest.mark.parametrize(("paths", "stage"), [(PUBLISHED, None), (SOUND, Stage.PRODUCTION)])
def test_what_is_said_of_published_and_sound_designs_is_right(paths: list[Path], stage: Stage | None) -> None:
    """No error ever; a verdict on each warning and none without one; and 92 of 100 warnings are right."""
    judged = designs(paths, ROOT / "tests" / "judged.tsv", stage)
    assert [(design.name, error) for design in judged for error in design.errors] == []
    assert [(design.name, said) for design in judged for said in design.unjudged] == []
    assert [(design.name, rule) for design in judged for rule in design.stale] == []
    assert share(judged) >= 0.92


def test_sound_designs_are_quiet() -> None:
    """At most one warning for each at the median, and on average."""
    counts = sorted(
        len(design.warnings) for design in designs(SOUND, ROOT / "tests" / "judged.tsv", Stage.PRODUCTION)
    )
    assert sum(counts) <= len(counts)
    assert counts[len(counts) // 2] <= 1


def test_there_are_enough_published_designs() -> None:
    assert len(PUBLISHED) >= 29
    for path in PUBLISHED:
        head = path.read_text(encoding="utf-8").splitlines()[1]
        assert head.startswith("# "), f"{path.name} names its source in its second line"


def test_the_page_has_the_figures_of_today() -> None:
    """The page is written by `make judgement`; its survivors and its share are those of the last run."""
    page = (ROOT / "docs" / "judgement.md").read_text(encoding="utf-8")
    assert f"{len(PUBLISHED)} architectures from papers" in page
    assert all(f"| {mutator.name} |" in page for mutator in mutators())


def test_findings_do_not_depend_on_the_order_of_sets() -> None:
    """Two hash seeds, all case studies and all published designs: the same bytes."""
    command = [sys.executable, "-m", "mlarch", "check", "--stage", "production", "--format", "json"]
    paths = [str(ROOT / "specs"), str(ROOT / "tests" / "published")]
    runs = [
        subprocess.run(
            [*command, *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
            cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0]
    assert runs[0] == runs[1]


# All but the last three were read while rules were made: what is named in those is what a stranger gets.
@pytest.mark.parametrize(
    ("folder", "floor"),
    [
        ("reasoning", 0.95),
        ("reasoning_2", 0.9),
        ("reasoning_3", 0.95),
        ("reasoning_4", 0.6),
        ("reasoning_5", 0.95),
        ("reasoning_6", 0.95),
        ("reasoning_7", 0.95),
        ("reasoning_8", 0.95),
        ("reasoning_9", 0.95),
        ("reasoning_10", 0.85),
        ("reasoning_11", 0.85),
        ("reasoning_12", 0.9),
        ("reasoning_13", 0.9),
        ("reasoning_14", 0.9),
        ("reasoning_15", 0.75),
        ("reasoning_16", 0.75),
        ("reasoning_17", 0.8),
    ],
)
def test_mistakes_of_reasoning_are_named(folder, floor):
    found = measured(ROOT / "tests" / folder)
    assert found.share >= floor
    errors = [f.rule for sound in found.sound.values() for f in sound if f.severity is Severity.ERROR]
    # An author overlooked that a booking may take 15 s behind a call that is given up after 10 s.
    assert errors == (["REL004"] if folder == "reasoning_11" else [])
