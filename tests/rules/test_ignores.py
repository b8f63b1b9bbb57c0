"""Accepting findings in the spec: for several rules and parts at once, for a time, and by somebody."""

from __future__ import annotations

import pytest

import mlarch

SPEC = """\
mlarch: 1
name: Shop
components: {app: client, api: api server, model: model server, a: cache, b: cache}
flows: [app -> api -> model: request]
ignore:
  - ENTRY
"""


def review(entry: str) -> mlarch.Review:
    return mlarch.loads(SPEC.replace("ENTRY", entry)).check(select=["GRA001", "unused-ignore"])


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15


def test_one_entry_may_name_several_rules_and_components():
    found = review("{rule: [GRA001, SRV], component: [a, b], reason: later}")
    assert [item.finding.components for item in found.suppressed] == [("a",), ("b",)]
    assert [item.reason for item in found.suppressed] == ["later", "later"]


def test_what_a_list_names_in_vain_is_found_one_by_one_and_the_entry_is_kept():
    found = review("{rule: GRA001, component: [a, api], reason: later}").findings
    assert [(f.name, f.components) for f in found if f.rule != "GRA001"] == [("unused-ignore", ("api",))]
    assert next(f for f in found if f.rule != "GRA001").fix is None


@pytest.mark.parametrize(
    ("until", "counts"), [("2027-01-14", False), ("2027-01-15", True), ("2027-01-16", True)]
)
def test_the_last_day_counts_and_then_the_finding_is_back(until, counts):
    found = review(f"{{rule: GRA001, reason: later, until: {until}, owner: team a}}")
    gone = [f for f in found.findings if f.name == "unused-ignore"]
    assert len(found.suppressed) == (2 if counts else 0)
    if counts:
        assert found.suppressed[0].reason == f"later (until {until}, owner: team a)"
        assert gone == []
    else:
        assert [f.message for f in gone] == [
            "this ignore of `GRA001` counted until 2027-01-14, and counts no longer"
        ]
        assert gone[0].help.endswith("Ask its owner: team a.")


@pytest.mark.parametrize("until", ["tomorrow", "2027-13-01", "20270101", "2027-1-1"])
def test_what_is_no_date(until):
    with pytest.raises(mlarch.SpecError, match="expected a date like `2027-01-31`"):
        review(f"{{rule: GRA001, reason: later, until: {until}}}")


def test_an_entry_with_lists_that_has_ended_is_one_finding():
    entry = "{rule: [GRA001, isolated-component], component: [a, b], reason: later, until: 2027-01-14}"
    (gone,) = [f for f in review(entry).findings if f.name == "unused-ignore"]
    assert gone.message == (
        "this ignore of `GRA001` and `isolated-component` on `a` and `b` counted until 2027-01-14, "
        "and counts no longer"
    )


def test_of_an_entry_with_lists_each_rule_and_each_place_must_match_something():
    text = SPEC.replace("ENTRY", "{rule: [GRA001, MON002], component: [a, model], reason: later}")
    found = mlarch.loads(text).check(select=["GRA001", "MON002", "unused-ignore"])
    assert [finding.name for finding in found.findings if finding.name == "unused-ignore"] == []
    text = SPEC.replace("ENTRY", "{rule: [GRA001, SRV001], component: [a, model], reason: later}")
    found = mlarch.loads(text).check(select=["GRA001", "SRV001", "unused-ignore"])
    unused = [finding.message for finding in found.findings if finding.name == "unused-ignore"]
    assert [message.split(":")[0] for message in unused] == [
        "nothing here is found by `GRA001` on `model`",
        "nothing here is found by `SRV001` on `a`",
    ]
