"""The readiness score: which rules count, how much, and that the weakest family decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mlarch
from mlarch.analysis.applicability import FACTS, present
from mlarch.catalog import KINDS, Trait
from mlarch.diagnostics import Finding, Review, Severity, Span, Suppressed
from mlarch.rules import RULES, Rule, handbook, rule
from mlarch.rules.engine.reviewing import INTERNAL
from mlarch.rules.engine.score import of


def make_rule(code: str, severity: Severity = Severity.WARNING, about: Iterable[str] = ()) -> Rule:
    @rule(code, f"rule-{code.lower()}", severity=severity, about=about)
    def check(design: Any) -> Iterable[Any]:
        """A rule of the tests."""
        return ()

    return check


ROOT = Path(__file__).parents[3]
BARE = (
    "mlarch: 1\nname: A\ncomponents: {app: client, edge: {kind: cdn, external: true}}\nflows: [app -> edge]\n"
)
EVERYTHING = """\
mlarch: 1
name: A
requirements:
  {availability: 99%, freshness: 1h, personalized: true, requests_per_day: 1M, latency: 1s, budget: 1 USD/h}
task: {label: {event: click}, positives: 1%}
data: {features: [{name: age}], privacy: pseudonyms}
models: {m: {}}
evaluation: {offline: [AUC], experiment: {unit: user}}
release: {strategy: canary}
components:
  app: client
  api:
    {kind: api server, zones: 2, data: [pii], encrypted: true, funnel: 10 -> 5, latency: 1ms, per_item: 1ms,
     holds: 1GB, ttl: 5min}
flows:
  - app -> api: {timeout: 1s, retries: 1, fallback: a static page}
ignore: [{rule: SRV002, reason: because}]
"""

RULES_HERE = (
    make_rule("GRA001", Severity.ERROR),
    make_rule("GRA002"),
    make_rule("GRA003", Severity.INFO),
    make_rule("SRV001"),
    make_rule("SRV002"),
    make_rule("FUN001", about=("retrieval", "ranking")),
    make_rule("MON001", about=("cache",)),
)


def found(code: str, *components: str, severity: Severity = Severity.WARNING, name: str = "x") -> Finding:
    return Finding(code, name, severity, "m", Span("a.yaml", 1, 1, 1, 2), components=components)


def reviewed(*findings: Finding, **fields: Any) -> Review:
    return Review("a.yaml", "A", findings, rules=tuple(r.code for r in RULES_HERE), **fields)


def figures(score: Any) -> dict[str, tuple[int, int, int, tuple[str, ...]]]:
    return {f.family: (f.percent, f.shown, f.applicable, f.missing) for f in score.families}


def test_what_concerns_the_design_and_finds_nothing_is_shown(make_design, make_registry) -> None:
    score = of(reviewed(), make_design(), registry=make_registry(*RULES_HERE))
    # There is no retrieval or ranking, and no cache: FUN and MON have nothing to say here.
    assert figures(score) == {"GRA": (100, 7, 7, ()), "SRV": (100, 4, 4, ())}
    assert score.percent == 100


def test_the_weakest_family_is_the_score_and_weights_follow_severity(make_design, make_registry) -> None:
    score = of(reviewed(found("GRA002"), found("SRV001")), make_design(), registry=make_registry(*RULES_HERE))
    assert figures(score) == {"GRA": (71, 5, 7, ("GRA002",)), "SRV": (50, 2, 4, ("SRV001",))}
    assert score.percent == 50
    assert score.weakest is not None
    assert score.weakest.family == "SRV"


def test_an_error_makes_its_family_nothing_but_a_fault_of_the_tool_does_not(
    make_design, make_registry
) -> None:
    known = make_registry(*RULES_HERE)
    wrong = found("GRA003", severity=Severity.ERROR)
    assert figures(of(reviewed(wrong), make_design(), registry=known))["GRA"] == (0, 6, 7, ("GRA003",))
    fault = replace(wrong, name=INTERNAL)
    assert figures(of(reviewed(fault), make_design(), registry=known))["GRA"] == (85, 6, 7, ("GRA003",))


def test_an_open_question_and_a_rule_that_speaks_count_as_not_shown(make_design, make_registry) -> None:
    score = of(
        reviewed(found("MON001"), unknown=(found("SRV002"),)),
        make_design(),
        registry=make_registry(*RULES_HERE),
    )
    assert figures(score)["SRV"] == (50, 2, 4, ("SRV002",))
    assert figures(score)["MON"] == (0, 0, 2, ("MON001",))


def test_accepted_with_a_reason_does_not_count_and_a_baseline_does(make_design, make_registry) -> None:
    known = make_registry(*RULES_HERE)
    for by, expected in (("spec", (100, 2, 2, ())), ("baseline", (50, 2, 4, ("SRV001",)))):
        review = reviewed(suppressed=(Suppressed(found("SRV001"), by, "why"),))
        assert figures(of(review, make_design(), registry=known))["SRV"] == expected


def test_what_follows_from_a_finding_counts_unless_the_finding_was_accepted(
    make_design, make_registry
) -> None:
    known = make_registry(*RULES_HERE)
    effect = found("SRV002", "api")
    shown = reviewed(found("GRA002", "api"), covered=(effect,))
    assert figures(of(shown, make_design(), registry=known))["SRV"] == (50, 2, 4, ("SRV002",))
    accepted = reviewed(
        suppressed=(Suppressed(found("GRA002", "app", "api"), "spec", "why"),), covered=(effect,)
    )
    assert figures(of(accepted, make_design(), registry=known))["SRV"] == (100, 4, 4, ())


def test_settings_change_the_weight(make_design, make_registry) -> None:
    score = of(
        reviewed(found("SRV001")),
        make_design(),
        severities={"SRV002": Severity.ERROR},
        registry=make_registry(*RULES_HERE),
    )
    assert figures(score)["SRV"] == (66, 4, 6, ("SRV001",))


def test_without_any_rule_there_is_no_score(make_design) -> None:
    score = of(Review("a.yaml", "A", ()), make_design())
    assert (score.families, score.percent, score.weakest) == ((), None, None)


def test_rules_are_about_what_exists() -> None:
    known = {*KINDS, *Trait, *(kind.family for kind in KINDS.values()), *FACTS}
    for each in RULES.values():
        assert set(each.about) <= known


def test_a_real_design_has_a_score_and_a_fuller_one_no_lower() -> None:
    sketch = mlarch.loads(
        "mlarch: 1\nname: A\ncomponents: {app: client, api: api server, model: ranker, f: feature store}\n"
        "flows: ['app -> api -> model: request', 'model -> f: features']\n"
    )
    whole = mlarch.load(ROOT / "specs" / "video_recommendation.yaml")
    scores = [of(d.check(stage="production"), d.graph).percent for d in (sketch, whole)]
    assert all(score is not None for score in scores)
    assert scores[0] <= scores[1]


def test_facts_are_what_the_spec_states() -> None:
    assert {word for word in present(mlarch.loads(EVERYTHING).architecture) if word[0] == "@"} == set(FACTS)
    assert present(mlarch.loads(BARE).architecture) == {"client", "ingress", Trait.STARTS_REQUESTS}


def test_nobody_watching_is_no_monitoring_at_all() -> None:
    design = mlarch.loads(
        "mlarch: 1\nname: A\ncomponents: {app: client, lb: load balancer, model: model server}\n"
        "flows: ['app -> lb -> model: request']\n"
    )
    families = figures(of(design.check(stage="production"), design.graph))
    assert families["MON"][0] == 0
    assert "FUN" not in families


@pytest.mark.parametrize("code", list(RULES))
def test_a_rule_concerns_the_design_that_its_page_shows_put_right(code: str) -> None:
    """Else "nothing found" there would be worth nothing."""
    text, about = handbook.example(code, "good"), RULES[code].about
    if text is not None and about:
        assert not present(mlarch.loads(text).architecture).isdisjoint(about), "see `about` of the rule"
