"""Every rule against its two fixtures, and every rule complete.

The bad one marks the lines that are blamed with `# expect: CODE`; the good one earns nothing from the rule.
In neither does another rule of the same family speak: one cause, one finding.
"""

from __future__ import annotations

import re
from importlib import resources

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.model import Stage
from mlarch.rules import RULES, Rule, handbook, review

EXAMPLES = resources.files("mlarch.rules") / "examples"
MARK = re.compile(r"# expect: ([A-Z]+[0-9]+)")

BUILT_IN = [rule for rule in RULES.values() if rule.check.__module__.startswith("mlarch.")]
each_rule = pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: rule.code)


def read(rule: Rule, which: str) -> str:
    return (EXAMPLES / f"{rule.code}.{which}.yaml").read_text(encoding="utf-8")


def findings(text: str, rule: Rule) -> tuple[Finding, ...]:
    select = (rule.code,) if rule.opt_in else ()
    result = review(graph.build(language.read_text(text, "example.yaml")), select=select)
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return result.findings


def same_family(found: tuple[Finding, ...], rule: Rule) -> list[tuple[str, int]]:
    return [(f.rule, f.span.line) for f in found if f.rule.startswith(rule.family)]


@each_rule
def test_the_bad_example_is_found_where_it_is_marked(rule: Rule) -> None:
    text = read(rule, "bad")
    expected = [
        (mark[1], number) for number, line in enumerate(text.splitlines(), 1) if (mark := MARK.search(line))
    ]
    assert expected
    assert same_family(findings(text, rule), rule) == expected


@each_rule
def test_the_good_example_earns_nothing(rule: Rule) -> None:
    text = read(rule, "good")
    assert not MARK.search(text)
    assert same_family(findings(text, rule), rule) == []


@each_rule
def test_a_finding_says_what_where_and_what_to_do(rule: Rule) -> None:
    own = [finding for finding in findings(read(rule, "bad"), rule) if finding.rule == rule.code]
    for finding in own:
        assert finding.help.endswith(".")
        assert not finding.message.endswith(".")
        assert finding.message[0].islower() or not finding.message[0].isalpha() or "_" in finding.message
        for word in (finding.message, finding.help):
            assert "  " not in word
            assert "None" not in word


@each_rule
def test_a_sketch_shows_errors_only(rule: Rule) -> None:
    result = review(graph.build(language.read_text(read(rule, "bad"), "example.yaml")), stage=Stage.SKETCH)
    assert {finding.severity for finding in result.findings} <= {Severity.ERROR}


@each_rule
def test_the_page_has_every_section(rule: Rule) -> None:
    first, *rest = rule.doc.split("\n\n")
    assert "\n" not in first
    assert first.endswith(".")
    assert [part.split(".**")[0] for part in rest if part.startswith("**")] == [
        "**Checks",
        "**Why",
        "**When it is wrong",
    ]
    assert handbook.example(rule.code, "bad")
    assert "# expect" not in handbook.page(rule.code)


def test_no_example_is_without_a_rule() -> None:
    files = sorted(file.name for file in EXAMPLES.iterdir() if file.name.endswith(".yaml"))
    expected = sorted(f"{rule.code}.{which}.yaml" for rule in BUILT_IN for which in ("bad", "good"))
    assert files == expected


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES.values()]
    assert sorted(set(names)) == sorted(names)
    assert not {name for name in names if name.upper() in RULES}


def test_what_a_rule_covers_exists() -> None:
    families = {rule.family for rule in RULES.values()} | {"TRN", "MON"}
    for rule in BUILT_IN:
        for pattern in rule.covers:
            assert pattern in families or any(code.startswith(pattern) for code in RULES), (
                rule.code,
                pattern,
            )
