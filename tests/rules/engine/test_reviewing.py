"""The engine: stages, causes, suppression, failures and order, with rules made for the purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from mlarch.diagnostics import MlarchError, Review, Severity, Span
from mlarch.model import Ignore, Stage
from mlarch.rules import Outcome, Rule, Settings, problem, review, rule, unknown
from mlarch.rules.engine.baseline import Accepted, Baseline
from mlarch.rules.engine.registry import CANNOT


def make_rule(
    code: str,
    name: str,
    *found: Any,
    severity: Severity = Severity.WARNING,
    stage: Stage = Stage.DESIGN,
    covers: Iterable[str] = (),
) -> Rule:
    """A rule that says `found`: component ids, or functions of the design that make an outcome."""

    @rule(code, name, severity=severity, stage=stage, covers=covers)
    def check(design: Any) -> Iterator[Outcome]:
        """A rule of the tests."""
        for item in found:
            if isinstance(item, str):
                yield problem(design.architecture.components[item], f"{item} is wrong", help="Mend it.")
            else:
                yield item(design)

    return check


def said(result: Review) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in result.findings]


def accept(rule: str, component: str | None = None, flow: tuple[str, str] | None = None) -> Ignore:
    return Ignore(
        rule=rule, reason="because", component=component, flow=flow, span=Span("spec.yaml", 20, 5, 20, 9)
    )


UNUSED = make_rule("GRA099", "unused-ignore")


def test_a_finding_has_its_rule_its_place_and_its_subject(make_design, make_registry) -> None:
    result = review(make_design(), registry=make_registry(make_rule("SRV001", "wrong", "model")))
    (finding,) = result.findings
    assert (finding.rule, finding.name, finding.severity) == ("SRV001", "wrong", Severity.WARNING)
    assert (finding.span.line, finding.components, finding.help) == (6, ("model",), "Mend it.")
    assert (result.path, result.name, result.rules) == ("spec.yaml", "Stub", ("SRV001",))


def test_findings_are_sorted_by_place_whatever_the_order_of_the_rules(make_design, make_registry) -> None:
    first = make_rule("SRV001", "first", "model", "app")
    second = make_rule("GRA001", "second", "api", severity=Severity.ERROR)
    result = review(make_design(), registry=make_registry(first, second))
    assert said(result) == [
        ("SRV001", "app is wrong"),
        ("GRA001", "api is wrong"),
        ("SRV001", "model is wrong"),
    ]


def test_the_same_words_of_one_rule_are_said_once(make_design, make_registry) -> None:
    result = review(make_design(), registry=make_registry(make_rule("SRV001", "twice", "api", "api")))
    assert len(result.findings) == 1


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (Stage.SKETCH, ["SRV001"]),
        (Stage.DESIGN, ["SRV001", "SRV002", "SRV003"]),
        (Stage.PRODUCTION, ["SRV001", "SRV002", "SRV003", "SRV004"]),
    ],
)
def test_each_stage_adds_rules_and_a_sketch_shows_errors_only(
    make_design, make_registry, stage, codes
) -> None:
    rules = make_registry(
        make_rule("SRV001", "broken", "api", severity=Severity.ERROR, stage=Stage.SKETCH),
        make_rule("SRV002", "doubtful", "api", stage=Stage.SKETCH),
        make_rule("SRV003", "lacking", "api", stage=Stage.DESIGN),
        make_rule("SRV004", "refinement", "api", stage=Stage.PRODUCTION),
    )
    assert [f.rule for f in review(make_design(stage=stage), registry=rules).findings] == codes


def test_one_finding_can_wait_for_a_later_stage(make_design, make_registry) -> None:
    def late(design):
        return problem(design.architecture.components["api"], "late", help="", stage=Stage.PRODUCTION)

    rules = make_registry(make_rule("SRV001", "late", late))
    assert review(make_design(), registry=rules).findings == ()
    assert said(review(make_design(), registry=rules, stage=Stage.PRODUCTION)) == [("SRV001", "late")]


def test_the_stage_of_the_call_wins_then_the_spec_then_the_settings(make_design, make_registry) -> None:
    rules = make_registry(make_rule("SRV001", "late", "api", stage=Stage.PRODUCTION))
    production = Settings(stage=Stage.PRODUCTION)
    assert len(review(make_design(), registry=rules, settings=production).findings) == 1
    stated = make_design(stage=Stage.DESIGN)
    assert review(stated, registry=rules, settings=production).findings == ()
    assert len(review(stated, registry=rules, stage=Stage.PRODUCTION).findings) == 1


def test_severity_can_be_set_for_one_finding_and_by_the_settings(make_design, make_registry) -> None:
    def proven(design):
        return problem(design.architecture.components["api"], "proven", help="", severity=Severity.ERROR)

    rules = make_registry(make_rule("SRV001", "numbers", "app", proven))
    severities = [f.severity for f in review(make_design(), registry=rules).findings]
    assert severities == [Severity.WARNING, Severity.ERROR]
    settings = Settings(severity={"SRV": Severity.INFO})
    severities = [f.severity for f in review(make_design(), registry=rules, settings=settings).findings]
    assert severities == [Severity.INFO, Severity.INFO]


def test_what_is_unknown_is_silent_but_kept(make_design, make_registry) -> None:
    def open_question(design):
        return unknown(design.architecture.components["api"], "replicas are not stated")

    result = review(make_design(), registry=make_registry(make_rule("REL001", "spof", open_question)))
    assert result.findings == ()
    assert [(f.rule, f.message, f.components) for f in result.unknown] == [
        ("REL001", "replicas are not stated", ("api",))
    ]


class TestCauses:
    def test_a_covered_finding_about_the_same_component_is_dropped(self, make_design, make_registry) -> None:
        rules = make_registry(
            make_rule("GRA001", "isolated", "model", covers=("SRV",)),
            make_rule("SRV001", "uncalled", "model", "api"),
        )
        assert said(review(make_design(), registry=rules)) == [
            ("SRV001", "api is wrong"),
            ("GRA001", "model is wrong"),
        ]

    def test_a_finding_about_the_whole_covers_everywhere(self, make_design, make_registry) -> None:
        def whole(design):
            return problem(design.architecture, "nothing trains the models", help="")

        rules = make_registry(
            make_rule("TRN001", "no-training", whole, covers=("TRN002",)),
            make_rule("TRN002", "no-gate", "model"),
        )
        assert said(review(make_design(), registry=rules)) == [("TRN001", "nothing trains the models")]

    def test_an_error_never_gives_way_to_a_warning(self, make_design, make_registry) -> None:
        rules = make_registry(
            make_rule("GRA001", "isolated", "model", covers=("SRV",)),
            make_rule("SRV001", "impossible", "model", severity=Severity.ERROR),
        )
        assert len(review(make_design(), registry=rules).findings) == 2

    def test_of_one_cause_the_weightiest_is_kept(self, make_design, make_registry) -> None:
        def caused(text, severity):
            return lambda design: problem(
                design.architecture.components["api"], text, help="", severity=severity, cause="no way home"
            )

        rules = make_registry(
            make_rule("LBL001", "open-loop", caused("light", Severity.INFO)),
            make_rule("TRN001", "no-labels", caused("heavy", Severity.WARNING)),
        )
        assert said(review(make_design(), registry=rules)) == [("TRN001", "heavy")]

    def test_a_cause_that_was_accepted_still_covers(self, make_design, make_registry) -> None:
        rules = make_registry(
            make_rule("GRA001", "isolated", "model", covers=("SRV",)),
            make_rule("SRV001", "uncalled", "model"),
            UNUSED,
        )
        result = review(make_design(ignores=[accept("isolated")]), registry=rules)
        assert result.findings == ()
        assert [s.finding.rule for s in result.suppressed] == ["GRA001"]


class TestSuppression:
    @pytest.mark.parametrize("pattern", ["SRV001", "srv001", "SRV", "wrong"])
    def test_an_ignore_names_a_code_a_prefix_or_a_name(self, make_design, make_registry, pattern) -> None:
        rules = make_registry(make_rule("SRV001", "wrong", "model"), UNUSED)
        result = review(make_design(ignores=[accept(pattern, "model")]), registry=rules)
        assert result.findings == ()
        assert [(s.finding.message, s.by, s.reason) for s in result.suppressed] == [
            ("model is wrong", "spec", "because")
        ]

    def test_an_ignore_for_one_component_leaves_the_others(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "wrong", "model", "api"))
        result = review(make_design(ignores=[accept("SRV001", "model")]), registry=rules)
        assert said(result) == [("SRV001", "api is wrong")]

    def test_an_ignore_for_a_flow(self, make_design, make_registry) -> None:
        def flow(design):
            return problem(design.architecture.flows[1], "bad flow", help="")

        rules = make_registry(make_rule("SRV001", "wrong", flow), UNUSED)
        assert (
            review(make_design(ignores=[accept("SRV001", flow=("api", "model"))]), registry=rules).findings
            == ()
        )
        result = review(make_design(ignores=[accept("SRV001", flow=("app", "api"))]), registry=rules)
        assert [f.rule for f in result.findings] == ["SRV001", "GRA099"]

    def test_an_ignore_that_matches_nothing_is_found(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "wrong"), UNUSED)
        result = review(make_design(ignores=[accept("SRV001", "model")]), registry=rules)
        (finding,) = result.findings
        assert (finding.rule, finding.span.line, finding.components) == ("GRA099", 20, ("model",))
        assert "nothing here is found by `SRV001` on `model`" in finding.message

    def test_an_ignore_of_a_rule_that_does_not_exist_gets_the_nearest(
        self, make_design, make_registry
    ) -> None:
        rules = make_registry(make_rule("SRV001", "uncalled-model"), UNUSED)
        result = review(make_design(ignores=[accept("uncaled-model")]), registry=rules)
        (finding,) = result.findings
        assert "there is no such rule" in finding.message
        assert finding.help == "Did you mean `uncalled-model`?"

    def test_an_ignore_of_a_mistake_of_reading_is_found(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "wrong"), UNUSED)
        (finding,) = review(make_design(ignores=[accept("SPEC014")]), registry=rules).findings
        assert finding.message == f"`ignore` names `SPEC014`, and nothing is ignored: {CANNOT}"

    def test_an_ignore_is_left_in_peace_when_its_rule_does_not_run_here(
        self, make_design, make_registry
    ) -> None:
        late = make_rule("SRV001", "late", stage=Stage.PRODUCTION)
        design = make_design(ignores=[accept("SRV001")])
        assert review(design, registry=make_registry(late, UNUSED)).findings == ()
        deselected = review(
            design, registry=make_registry(late, UNUSED), ignore=["late"], stage=Stage.PRODUCTION
        )
        assert deselected.findings == ()

    def test_an_ignore_of_a_finding_that_a_cause_covers_counts_as_used(
        self, make_design, make_registry
    ) -> None:
        rules = make_registry(
            make_rule("GRA001", "isolated", "model", covers=("SRV",)),
            make_rule("SRV001", "uncalled", "model"),
            UNUSED,
        )
        result = review(make_design(ignores=[accept("SRV001", "model")]), registry=rules)
        assert [f.rule for f in result.findings] == ["GRA001"]

    def test_an_unused_ignore_can_be_ignored_and_that_ignore_is_judged_too(
        self, make_design, make_registry
    ) -> None:
        rules = make_registry(make_rule("SRV001", "wrong"), UNUSED)
        both = make_design(ignores=[accept("SRV001"), accept("unused-ignore")])
        assert review(both, registry=rules).findings == ()
        alone = review(make_design(ignores=[accept("unused-ignore")]), registry=rules)
        assert [f.rule for f in alone.findings] == ["GRA099"]

    def test_a_baseline_accepts_what_it_knows_as_often_as_it_knows_it(
        self, make_design, make_registry
    ) -> None:
        design = make_design()
        before = make_registry(make_rule("SRV001", "wrong", "model"))
        known = Baseline(
            ".", {"spec.yaml": tuple(map(Accepted.of, review(design, registry=before).findings))}
        )
        after = make_registry(make_rule("SRV001", "wrong", "model", "api"))
        result = review(design, registry=after, settings=Settings(baseline=known))
        assert said(result) == [("SRV001", "api is wrong")]
        assert [s.by for s in result.suppressed] == ["baseline"]


class TestFailure:
    def test_a_rule_that_raises_is_a_finding_and_the_others_still_speak(
        self, make_design, make_registry
    ) -> None:
        def crash(design):
            raise KeyError("boom\nand more")

        rules = make_registry(make_rule("SRV001", "fails", "app", crash), make_rule("SRV002", "works", "api"))
        result = review(make_design(), registry=rules)
        assert [(f.rule, f.name) for f in result.findings] == [
            ("SRV001", "internal"),
            ("SRV001", "fails"),
            ("SRV002", "works"),
        ]
        assert result.findings[0].message == (
            "rule SRV001 fails failed (KeyError: 'boom\\nand more'): a fault of this rule, which comes from"
            f" `{__file__}`, not of this spec"
        )

    def test_a_rule_that_yields_something_else_is_at_fault(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "odd", lambda design: "text"))
        (finding,) = review(make_design(), registry=rules).findings
        assert finding.name == "internal"

    def test_a_fault_cannot_be_ignored_in_the_spec_and_makes_no_ignore_stale(
        self, make_design, make_registry
    ) -> None:
        def crash(design):
            raise ValueError("boom")

        rules = make_registry(make_rule("SRV001", "fails", crash), UNUSED)
        result = review(make_design(ignores=[accept("SRV001")]), registry=rules)
        assert [f.name for f in result.findings] == ["internal"]


class TestChoice:
    def test_select_and_ignore(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "one", "api"), make_rule("GRA001", "two", "api"))
        assert review(make_design(), registry=rules, select=["SRV"]).rules == ("SRV001",)
        assert review(make_design(), registry=rules, ignore=["one"]).rules == ("GRA001",)

    def test_the_call_wins_over_the_settings(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "one", "api"), make_rule("GRA001", "two", "api"))
        settings = Settings(select=("GRA",), ignore=("SRV001",))
        assert review(make_design(), registry=rules, settings=settings).rules == ("GRA001",)
        chosen = review(make_design(), registry=rules, settings=settings, select=["one"])
        assert chosen.rules == ("SRV001",)

    def test_a_rule_that_does_not_exist_is_an_error_with_the_nearest(
        self, make_design, make_registry
    ) -> None:
        rules = make_registry(make_rule("SRV001", "one", "api"))
        with pytest.raises(MlarchError, match="there is no rule `SRV01x`") as caught:
            review(make_design(), registry=rules, select=["SRV01x"])
        assert caught.value.help == "Did you mean `SRV001`?"
        wrong = Settings(ignore=("nothing",), path="pyproject.toml")
        with pytest.raises(MlarchError, match=r"in pyproject\.toml"):
            review(make_design(), registry=rules, settings=wrong)

    @pytest.mark.parametrize("pattern", ["SPEC", "spec014", "SPEC01", "yaml-surprise"])
    def test_mistakes_of_reading_can_be_selected_and_choose_no_rule(
        self, make_design, make_registry, pattern
    ) -> None:
        rules = make_registry(make_rule("SRV001", "one", "api"), make_rule("GRA001", "two", "api"))
        assert review(make_design(), registry=rules, select=[pattern]).rules == ()
        assert review(make_design(), registry=rules, select=[pattern, "SRV"]).rules == ("SRV001",)
        assert review(make_design(), registry=rules, settings=Settings(select=(pattern,))).rules == ()

    def test_mistakes_of_reading_cannot_be_ignored_and_that_is_said(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "one", "api"))
        note = f"`SPEC` is not ignored: {CANNOT}"
        assert review(make_design(), registry=rules, ignore=["SPEC"]).notes == (note,)
        settings = Settings(ignore=("SPEC",))
        result = review(make_design(), registry=rules, settings=settings)
        assert (result.notes, result.rules) == ((note,), ("SRV001",))
        assert review(make_design(), registry=rules, settings=settings, select=["one"]).notes == ()

    def test_mistakes_of_reading_are_always_errors(self, make_design, make_registry) -> None:
        rules = make_registry(make_rule("SRV001", "one", "api"))
        fine = Settings(severity={"SPEC": Severity.ERROR, "S": Severity.INFO})
        (finding,) = review(make_design(), registry=rules, settings=fine).findings
        assert finding.severity is Severity.INFO
        lighter = Settings(severity={"SPEC014": Severity.INFO}, path="pyproject.toml")
        with pytest.raises(
            MlarchError, match=r"^`SPEC014` is always an `error` in pyproject\.toml: a mistake"
        ):
            review(make_design(), registry=rules, settings=lighter)
        optional = Settings(options={"SPEC001": {"limit": 3}})
        with pytest.raises(MlarchError, match="`SPEC001` has no options, so `limit` means nothing"):
            review(make_design(), registry=rules, settings=optional)

    def test_options_reach_the_rule(self, make_design, make_registry) -> None:
        @rule("SRV009", "limit", options={"limit": 2.0})
        def limited(design, *, limit: float):
            """Says its limit."""
            yield problem(design.architecture.components["api"], f"limit {limit}", help="")

        registry = make_registry(limited)
        assert said(review(make_design(), registry=registry)) == [("SRV009", "limit 2.0")]
        settings = Settings(options={"limit": {"limit": 5}})
        assert said(review(make_design(), registry=registry, settings=settings)) == [("SRV009", "limit 5.0")]
        for wrong in ({"limti": 3}, {"limit": "three"}, {"limit": float("nan")}):
            with pytest.raises(MlarchError):
                review(make_design(), registry=registry, settings=Settings(options={"SRV009": wrong}))


def test_a_review_keeps_what_is_covered_and_where_components_are(make_design, make_registry) -> None:
    known = make_registry(
        make_rule("SRV001", "cause", "model", covers=("MON",)), make_rule("MON001", "effect", "model")
    )
    result = review(make_design(), registry=known)
    assert said(result) == [("SRV001", "model is wrong")]
    assert [finding.rule for finding in result.covered] == ["MON001"]
    assert {name: place.line for name, place in result.places.items()} == {"app": 4, "api": 5, "model": 6}
    ignored = review(make_design(ignores=[accept("MON001", "model")]), registry=known)
    assert ignored.covered == ()
