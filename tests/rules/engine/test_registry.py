"""Which rules there are, and how they are named."""

from __future__ import annotations

import pytest

from mlarch.diagnostics import MlarchError
from mlarch.rules import FAMILIES, RULES, Rule, load, rule
from mlarch.rules.engine import registry
from mlarch.rules.engine.plugins import Plugin


def make(code: str, name: str) -> Rule:
    @rule(code, name)
    def check(design):
        """A rule of the tests."""
        return ()

    return check


RULES_OF_TEST = registry.collect(
    [make("SRV002", "no-ingress"), make("SRV001", "uncalled"), make("GRA001", "x")]
)


def test_rules_are_in_the_order_of_the_families() -> None:
    extra = [Plugin("acme", (make("ACM001", "acme"),))]
    codes = list(registry.collect([make("SRV001", "a"), make("GRA001", "b")], extra).rules)
    assert codes == ["GRA001", "SRV001", "ACM001"]


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("SRV001", ["SRV001"]),
        ("srv", ["SRV001", "SRV002"]),
        ("SRV00", ["SRV001", "SRV002"]),
        ("no-ingress", ["SRV002"]),
        ("ingress", []),
        ("", []),
    ],
)
def test_a_pattern_is_a_code_the_beginning_of_one_or_a_name(pattern: str, codes: list[str]) -> None:
    assert [found.code for found in RULES_OF_TEST.find(pattern)] == codes


@pytest.mark.parametrize(
    ("pattern", "number"),
    [("SPEC", 25), ("spec01", 10), ("SPEC014", 1), ("yaml-surprise", 1), ("SPEC9", 0), ("", 0)],
)
def test_mistakes_are_named_like_rules_and_choose_none(pattern: str, number: int) -> None:
    assert len(registry.mistakes(pattern)) == number
    if number:
        assert RULES_OF_TEST.chosen([pattern], []) == ()
        assert len(RULES_OF_TEST.chosen([], [pattern])) == 3


def test_a_mistake_that_does_not_exist_gets_the_nearest() -> None:
    with pytest.raises(MlarchError) as caught:
        RULES_OF_TEST.chosen(["SPEC14"], [])
    assert caught.value.help == "Did you mean `SPEC014`?"


def test_only_what_stands_for_mistakes_alone_goes_unheard() -> None:
    found = registry.unheard(
        ["SRV", "S", "SPEC", "yaml-syntax", "SPEC", "SPEC025", "unknown-kind"], RULES_OF_TEST
    )
    assert found == (
        f"`SPEC` is not ignored: {registry.CANNOT}",
        f"`yaml-syntax` is not ignored: {registry.CANNOT}",
    )


def test_one_rule_is_found_by_code_or_name() -> None:
    assert RULES_OF_TEST.get("srv001").code == "SRV001"
    assert RULES_OF_TEST.get("No-Ingress").code == "SRV002"
    with pytest.raises(MlarchError) as caught:
        RULES_OF_TEST.get("no-ingres")
    assert (caught.value.message, caught.value.help) == (
        "there is no rule `no-ingres`",
        "Did you mean `no-ingress`?",
    )
    with pytest.raises(MlarchError) as caught:
        RULES_OF_TEST.get("zzz")
    assert caught.value.help == "`mlarch rules` lists all rules."


def test_a_duplicate_code_or_name_is_left_out_and_named() -> None:
    extra = [
        Plugin("acme", (make("GRA001", "other"), make("ACM001", "uncalled"), make("ACM002", "fine"))),
        Plugin("broken", fault="plugin `broken` (nowhere) does not load: ModuleNotFoundError: nowhere"),
    ]
    found = registry.collect([make("GRA001", "x"), make("SRV001", "uncalled")], extra)
    assert list(found.rules) == ["GRA001", "SRV001", "ACM002"]
    assert found.faults == (
        "plugin `acme`: rule GRA001 other left out: mlarch has `GRA001` already",
        "plugin `acme`: rule ACM001 uncalled left out: mlarch has `uncalled` already",
        "plugin `broken` (nowhere) does not load: ModuleNotFoundError: nowhere",
    )


def test_the_installed_rules_have_known_families_and_are_read_once() -> None:
    assert load() is load()
    assert load().faults == ()
    assert set(RULES) == set(load().rules)
    assert {found.family for found in RULES.values()} <= set(FAMILIES)


def test_a_plugin_cannot_take_the_code_or_the_name_of_a_mistake() -> None:
    extra = [Plugin("acme", (make("SPEC001", "mine"), make("ACM001", "bad-flow"), make("ACM002", "fine")))]
    assert list(registry.collect([], extra).rules) == ["ACM002"]
