"""Fixing a text: pass by pass, each looked at again; what does harm is taken back and said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlarch import loads
from mlarch.diagnostics import Edit, Finding, Fix, Review, Severity, Span, SpecError
from mlarch.language.edit import apply
from mlarch.session.edits import compatible
from mlarch.session.fix import Fixed, fix


def check(text: str) -> Review:
    try:
        return loads(text, "x.yaml").check()
    except SpecError as error:
        return Review.unreadable("x.yaml", error)


def fixed(text: str, *, unsafe: bool = False) -> Fixed:
    return fix(text, "x.yaml", check, unsafe=unsafe)


BROKEN = """\
# Payments
name: Payments   # a title
componets:
  app: client
  lb: "load balancer"
  api: {kind: api servr, replica: 3}
  db: relational database  # truth
flows:
  - app --> lb → apii: request   # in
  - api -> db
"""

MENDED = """\
# Payments
mlarch: 1
name: Payments   # a title
components:
  app: client
  lb: "load balancer"
  api: {kind: api_server, replicas: 3}
  db: relational database  # truth
flows:
  - app -> lb -> api: request   # in
  - api -> db
"""


def test_slips_lookalikes_and_the_missing_key_are_mended() -> None:
    result = fixed(BROKEN)
    assert result.after == MENDED
    assert (len(result.fixed), result.withheld, result.review.readable) == (6, (), True)


def test_twice_is_once() -> None:
    assert fixed(MENDED).after == MENDED
    assert fixed(MENDED).fixed == ()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("raker", "ranker"), ("rankre", "ranker"), ("Ranker", "ranker"), ("ranker2", None), ("bank", None)],
)
def test_a_name_is_mended_where_only_one_can_be_meant(wrong: str, right: str | None) -> None:
    text = f"mlarch: 1\ncomponents: {{app: client, ranker: ranker}}\nflows: [app -> {wrong}]\n"
    after = text if right is None else text.replace(f"-> {wrong}", f"-> {right}")
    assert fixed(text).after == after


@pytest.mark.parametrize(
    "flows",
    ["- browser -> api", "- browser -> api: request\n  - api ~> browser: events"],
    ids=["a word that names a kind", "a name used twice"],
)
def test_a_misspelt_declaration_is_mended_and_not_spread(flows: str) -> None:
    text = (
        "mlarch: 1\ncomponents:\n  broswer: client\n  lb: load balancer\n  api: api server\n"
        f"flows:\n  {flows}\n"
        "  - lb -> api\ngroups: {edge: [browser, lb]}\n"
    )
    assert fixed(text).after == text.replace("broswer", "browser")


def test_a_declaration_in_use_is_believed() -> None:
    text = (
        "mlarch: 1\ncomponents: {broswer: client, api: api server}\nflows: [broswer -> api, api -> browser]\n"
    )
    assert fixed(text).after == text.replace("browser", "broswer")


def test_two_findings_alike_are_both_answered_in_one_run() -> None:
    text = (
        "mlarch: 1\ncomponents: {app: client, lb: load balancer, api: api server}\n"
        "flows: [app -> lb -> api]\n"
        "ignore:\n  - {rule: MON001, reason: first}\n  - {rule: MON001, reason: second}\n"
    )
    assert fixed(text, unsafe=True).after == text.partition("ignore")[0]


def test_two_near_names_are_left_to_the_author() -> None:
    text = "mlarch: 1\ncomponents: {app: client, cash: cache, case: ranker}\nflows: [app -> casy]\n"
    assert fixed(text).after == text


def test_a_slip_for_a_key_that_is_there_is_left_alone() -> None:
    text = "mlarch: 1\nname: A\nnamee: B\ncomponents: {app: client}\nflows: []\n"
    assert fixed(text).after == text


def test_unsafe_fixes_are_counted_and_not_made() -> None:
    text = MENDED.replace("app -> lb -> api", "app -> api").replace('  lb: "load balancer"\n', "")
    result = fixed(text)
    assert (result.after, result.offered) == (text, 1)
    assert "app -> load_balancer -> api" in fixed(text, unsafe=True).after


def finding(*edits: Edit, safe: bool = True, rule: str = "AAA001", claims: tuple[str, ...] = ()) -> Finding:
    mend = Fix("mend", edits, safe, claims)
    return Finding(rule, "a", Severity.WARNING, rule, edits[0].span, remedy=mend)


def at(line: int, column: int, end: int, text: str, path: str = "x.yaml") -> Edit:
    return Edit(Span(path, line, column, line, end), text)


def review(*findings: Finding, readable: bool = True) -> Review:
    rules = tuple(sorted({f.rule for f in findings}))
    return Review("x.yaml", "x", findings, rules=rules, readable=readable)


def test_of_two_edits_that_meet_the_first_is_made_and_then_the_other() -> None:
    first, second = finding(at(1, 1, 3, "cd")), finding(at(1, 2, 3, "xx"), rule="AAA002")
    assert compatible([first, second]) == (first,)

    def look(text: str) -> Review:
        return {"ab": review(first, second), "cd": review(second), "cxx": review()}[text]

    assert fix("ab", "x.yaml", look).after == "cxx"


def test_two_fixes_that_claim_one_id_are_made_one_after_the_other() -> None:
    first, second = finding(at(1, 1, 1, "m"), claims=("m",)), finding(at(1, 3, 3, "m"), claims=("m",))
    assert compatible([first, second]) == (first,)


def test_a_fix_that_brings_an_error_is_withheld_and_the_others_are_made() -> None:
    good, bad = finding(at(1, 1, 2, "A")), finding(at(1, 2, 3, "B"), rule="AAA002")
    error = Finding("ERR001", "worse", Severity.ERROR, "it broke", Span("x.yaml", 1, 1, 1, 2))
    known = {
        "ab": review(good, bad),
        "AB": review(error),
        "Ab": review(bad),
    }
    result = fix("ab", "x.yaml", known.__getitem__)
    assert result.after == "Ab"
    assert [(held.finding.rule, held.reason) for held in result.withheld] == [
        ("AAA002", "it would bring ERR001 worse: it broke")
    ]


def test_a_fix_that_does_not_help_or_makes_unreadable_is_withheld() -> None:
    useless = finding(at(1, 1, 2, "A"))
    result = fix("a", "x.yaml", lambda text: review(useless))
    assert (result.after, [held.reason for held in result.withheld]) == ("a", ["the finding would stay"])
    broken = review(replace(useless, remedy=None, message="what?"), readable=False)
    result = fix("a", "x.yaml", lambda text: review(useless) if text == "a" else broken)
    assert result.after == "a"
    assert result.withheld[0].reason.startswith("the spec could not be read any more")


def test_two_fixes_that_undo_each_other_come_to_an_end() -> None:
    there, back = finding(at(1, 1, 2, "b")), finding(at(1, 1, 2, "a"), rule="AAA002")
    result = fix("a", "x.yaml", lambda text: review(there) if text == "a" else review(back))
    assert (result.after, [held.reason for held in result.withheld]) == ("b", ["it would undo another fix"])


SWINGING = """\
mlarch: 1
components: {labels: label_joiner, index: training_pipeline}
flows:
  - labels -> search: {returns: scores, fallback: index}
"""


@pytest.mark.parametrize("text", [SWINGING, BROKEN, MENDED.replace("app -> lb -> api", "app -> api")])
def test_what_one_rule_mends_no_other_brings_back(text: str) -> None:
    def production(text: str) -> Review:
        try:
            return loads(text, "x.yaml").check(stage="production")
        except SpecError as error:
            return Review.unreadable("x.yaml", error)

    once = fix(text, "x.yaml", production, unsafe=True)
    twice = fix(once.after, "x.yaml", production, unsafe=True)
    assert (twice.fixed, twice.after) == ((), once.after)


def test_two_findings_of_one_kind_are_mended_in_one_run() -> None:
    spare = ["{rule: SKW001, component: api, reason: x}", "{rule: SKW002, component: api, reason: y}"]
    text = MENDED + "ignore:\n" + "".join(f"  - {entry}\n" for entry in spare)
    assert fixed(text, unsafe=True).after == fixed(MENDED, unsafe=True).after


def test_a_fix_that_was_withheld_is_tried_again_when_another_was_made() -> None:
    first = finding(at(1, 1, 2, "A"), safe=False)
    second = finding(at(1, 2, 3, "B"), safe=False, rule="AAA002")
    error = Finding("ERR001", "worse", Severity.ERROR, "it broke", Span("x.yaml", 1, 1, 1, 2))
    known = {"ab": review(first, second), "Ab": review(error), "aB": review(first), "AB": review()}
    result = fix("ab", "x.yaml", known.__getitem__, unsafe=True)
    assert (result.after, result.withheld) == ("AB", ())


def test_edits_of_another_file_are_not_made() -> None:
    other = finding(at(1, 1, 2, "b", path="base.yaml"))
    result = fix("a", "x.yaml", lambda text: review(other))
    assert (result.after, result.elsewhere) == ("a", ("base.yaml",))


def test_edits_outside_the_text_are_refused() -> None:
    for edit in (at(2, 1, 1, "x"), at(1, 9, 9, "x"), at(0, 1, 1, "x")):
        with pytest.raises(ValueError, match="edit"):
            apply("abc", [edit])
