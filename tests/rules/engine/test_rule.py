"""Making rules and outcomes."""

from __future__ import annotations

import pytest

from mlarch.diagnostics import Severity, Span
from mlarch.model import Ignore, Stage
from mlarch.rules import problem, rule, unknown


def test_a_rule_takes_its_summary_from_its_docstring() -> None:
    @rule("SRV001", "uncalled-model", severity=Severity.ERROR, stage=Stage.SKETCH, covers=["MON001"])
    def uncalled(design):
        """A model that nobody calls.

        More about it.
        """
        return ()

    assert (uncalled.code, uncalled.name, uncalled.family) == ("SRV001", "uncalled-model", "SRV")
    assert (uncalled.severity, uncalled.stage, uncalled.covers) == (
        Severity.ERROR,
        Stage.SKETCH,
        ("MON001",),
    )
    assert uncalled.summary == "A model that nobody calls"
    assert uncalled.doc == "A model that nobody calls.\n\nMore about it."


@pytest.mark.parametrize(("code", "name"), [("srv001", "a"), ("SRV1", "a"), ("SRV001", "A b"), ("", "")])
def test_codes_and_names_have_one_form(code: str, name: str) -> None:
    with pytest.raises(ValueError, match="is not a rule"):
        rule(code, name)


def test_a_rule_without_a_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no docstring"):
        rule("SRV001", "a")(lambda design: ())


def test_a_problem_is_about_its_subject(make_design) -> None:
    architecture = make_design().architecture
    component, flow = architecture.components["api"], architecture.flows[0]
    assert problem(component, "m", help="h").components == ("api",)
    assert problem(component, "m", help="h").span == component.span
    assert problem(flow, "m", help="h").flows == (("app", "api"),)
    assert problem(flow, "m", help="h").components == ("app", "api")
    assert problem(architecture, "m", help="h").components == ()
    assert problem(Span("a", 1, 1, 1, 2), "m", help="h").span == Span("a", 1, 1, 1, 2)
    assert problem(flow, "m", help="h", components=["x"], flows=()).components == ("x",)
    assert unknown(flow, "m").flows == (("app", "api"),)


def test_a_problem_can_point_at_a_field() -> None:
    field, whole = Span("a", 2, 3, 2, 9), Span("a", 1, 1, 3, 1)
    entry = Ignore(rule="X", reason="", span=whole, places={"rule": field})
    assert problem(entry, "m", help="h", at="rule").span == field
    assert problem(entry, "m", help="h", at="component").span == whole
