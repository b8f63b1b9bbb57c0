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
from mlarch.graph import DesignGraph
from mlarch.model import Stage
from mlarch.rules import RULES, Rule, handbook, review

EXAMPLES = resources.files("mlarch.rules") / "examples"
MARK = re.compile(r"# expect: ([A-Z]+[0-9]+)")

BUILT_IN = [rule for rule in RULES.values() if rule.check.__module__.startswith("mlarch.")]
each_rule = pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: rule.code)


def read(rule: Rule, which: str) -> str:
    return (EXAMPLES / f"{rule.code}.{which}.yaml").read_text(encoding="utf-8")


def design(rule: Rule, which: str) -> DesignGraph:
    return graph.build(language.read_text(read(rule, which), "example.yaml"))


def findings(example: DesignGraph, rule: Rule) -> tuple[Finding, ...]:
    result = review(example, select=(rule.code,) if rule.opt_in else ())
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return result.findings


def same_family(found: tuple[Finding, ...], rule: Rule) -> list[tuple[str, int]]:
    return [(f.rule, f.span.line) for f in found if f.rule.startswith(rule.family)]


@each_rule
def test_the_bad_example_is_found_where_it_is_marked_and_of_a_sketch_only_errors(rule: Rule) -> None:
    expected = [
        (mark[1], number)
        for number, line in enumerate(read(rule, "bad").splitlines(), 1)
        if (mark := MARK.search(line))
    ]
    assert expected
    example = design(rule, "bad")
    found = findings(example, rule)
    assert same_family(found, rule) == expected
    for finding in found:
        if finding.rule == rule.code:
            says_what_and_what_to_do(finding)
    sketch = review(example, stage=Stage.SKETCH)
    assert {finding.severity for finding in sketch.findings} <= {Severity.ERROR}


def says_what_and_what_to_do(finding: Finding) -> None:
    assert finding.help.endswith(".")
    assert not finding.message.endswith(".")
    assert finding.message[0].islower() or not finding.message[0].isalpha() or "_" in finding.message
    for word in (finding.message, finding.help):
        assert "  " not in word
        assert "None" not in word


@each_rule
def test_the_good_example_earns_nothing(rule: Rule) -> None:
    assert not MARK.search(read(rule, "good"))
    assert same_family(findings(design(rule, "good"), rule), rule) == []


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
