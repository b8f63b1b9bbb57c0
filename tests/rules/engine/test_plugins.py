"""Rules from other packages."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from mlarch.rules import Rule, rule
from mlarch.rules.engine import plugins


def make(code: str, module: str | None = None) -> Rule:
    def check(design):
        """A rule of the tests."""
        return ()

    check.__module__ = module or check.__module__
    return rule(code, code.lower().rstrip("0123456789") or "x")(check)


@pytest.fixture
def acme(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("acme_rules")
    monkeypatch.setitem(sys.modules, "acme_rules", module)
    return module


def install(monkeypatch: pytest.MonkeyPatch, *values: tuple[str, str]) -> None:
    points = [EntryPoint(name, value, plugins.GROUP) for name, value in values]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)


def test_a_module_gives_its_own_rules_in_order(acme: ModuleType) -> None:
    acme.second = make("ZZZ002", "acme_rules")
    acme.first = make("AAA001", "acme_rules.part")
    acme.again = acme.second
    acme.imported = make("SRV001", "elsewhere")
    assert [found.code for found in plugins.rules_of(acme)] == ["ZZZ002", "AAA001"]


def test_other_sources_are_lists_and_single_rules() -> None:
    one = make("AAA001")
    assert plugins.rules_of(one) == (one,)
    assert plugins.rules_of([one]) == (one,)
    for wrong in (3, ["text"]):
        with pytest.raises(TypeError):
            plugins.rules_of(wrong)


def test_a_broken_plugin_is_named_and_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, acme: ModuleType
) -> None:
    acme.check = make("AAA001", "acme_rules")
    acme.number = 3
    install(
        monkeypatch,
        ("good", "acme_rules"),
        ("absent", "no_such_module_anywhere"),
        ("odd", "acme_rules:number"),
        ("empty", "types"),
    )
    found = {plugin.name: (len(plugin.rules), plugin.fault) for plugin in plugins.load()}
    assert found == {
        "absent": (
            0,
            "plugin `absent` (no_such_module_anywhere) does not load: "
            "ModuleNotFoundError: No module named 'no_such_module_anywhere'",
        ),
        "empty": (0, "plugin `empty` (types) has no rules"),
        "good": (1, ""),
        "odd": (
            0,
            "plugin `odd` (acme_rules:number) does not load: "
            "TypeError: expected a module, a rule or a list of rules, got int",
        ),
    }
