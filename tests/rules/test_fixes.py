"""Every rule that offers fixes, on its bad example: the finding goes, its family stays quiet, the rest stays.

The rules are collected by what they declare (`fixes=`), so that a new one is tested by being there. Where the
bad example happens to be a case without a fix, `tests/rules/fixes/<CODE>.yaml` is another bad one.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from pathlib import Path

import pytest

from mlarch import loads
from mlarch.diagnostics import Finding, Review, Severity
from mlarch.rules import RULES, Rule, handbook
from mlarch.session.fix import Fixed, fix

HERE = Path(__file__).parent / "fixes"
FIXING = [rule for rule in RULES.values() if rule.fixes and rule.check.__module__.startswith("mlarch.")]

# Comments on every line but the last: what a fix must not lose.
NOTE = "  # note"


@pytest.fixture(scope="module", params=FIXING, ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> Rule:
    """Each rule with all its tests: they share the reviews of its example."""
    param: Rule = request.param
    return param


def bad(rule: Rule) -> str:
    own = HERE / f"{rule.code}.yaml"
    text = own.read_text(encoding="utf-8") if own.is_file() else handbook.example(rule.code, "bad")
    assert text is not None
    return text


def noted(text: str) -> str:
    """The text with a comment on every line that a fix does not take away, numbered to tell them apart."""
    return "\n".join(f"{line}{NOTE} {number}" for number, line in enumerate(text.splitlines())) + "\n"


@lru_cache(maxsize=64)
def review(text: str, *select: str) -> Review:
    return loads(text, "x.yaml").check(select=select)


@lru_cache(maxsize=16)
def mended(text: str, rule: Rule, *, family: bool = False) -> Fixed:
    """The text after the fixes of the rule alone, or of its whole family."""
    select = (rule.code, *((rule.family,) if family else ()))
    select = ("GRA", "SRV") if rule.name == "unused-ignore" else select
    return fix(text, "x.yaml", lambda changed: review(changed, *select), unsafe=True)


def of(rule: Rule, found: Review) -> list[Finding]:
    return [finding for finding in found.findings if finding.rule == rule.code]


def test_the_finding_is_gone(rule: Rule) -> None:
    result = mended(bad(rule), rule)
    assert of(rule, result.first)
    assert all(finding.fix is not None for finding in of(rule, result.first))
    assert {finding.fix.safe for finding in of(rule, result.first) if finding.fix} == {rule.fixes == "safe"}
    assert of(rule, result.review) == []
    assert result.withheld == ()


def test_the_family_finds_nothing_new_that_it_cannot_fix(rule: Rule) -> None:
    result = mended(bad(rule), rule, family=True)
    known = {finding.fingerprint for finding in result.first.findings}
    worse = (Severity.ERROR, Severity.WARNING)
    new = [f for f in result.review.findings if f.fingerprint not in known and f.severity in worse]
    assert [(f.rule, f.message) for f in new if f.rule.startswith(rule.family)] == []


def test_no_error_comes_with_it(rule: Rule) -> None:
    result = mended(bad(rule), rule)
    before = {finding.fingerprint for finding in review(result.before).findings}
    after = review(result.after).findings
    errors = [f for f in after if f.severity is Severity.ERROR and f.fingerprint not in before]
    assert [(f.rule, f.message) for f in errors] == []


def test_a_second_run_changes_nothing(rule: Rule) -> None:
    once = mended(bad(rule), rule, family=True)
    twice = mended(once.after, rule, family=True)
    assert (twice.fixed, twice.after) == ((), once.after)


def test_comments_stay_and_only_what_the_fix_says_changes(rule: Rule) -> None:
    text = noted(bad(rule))
    result = mended(text, rule)
    if not result.fixed:
        # What takes a line away leaves one alone that has a comment.
        assert all(f.fix is None for f in of(rule, result.first))
        return
    kept = re.findall(r"# note \d+", result.after)
    assert sorted(kept) == sorted(re.findall(r"# note \d+", text))
    gone = [
        line[2:] for line in difflib.ndiff(text.splitlines(), result.after.splitlines()) if line[0] == "-"
    ]
    edited = sum(len(f.fix.edits) for f in result.fixed if f.fix)
    assert len(gone) <= edited


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_are_kept(rule: Rule, newline: str) -> None:
    text = bad(rule)
    plain = mended(text + "\n", rule)
    result = mended("\ufeff" + (text + "\n").replace("\n", newline), rule)
    assert result.after == "\ufeff" + plain.after.replace("\n", newline)


def test_a_last_line_without_an_end_is_no_trouble(rule: Rule) -> None:
    text = bad(rule).rstrip("\n")
    result = mended(text, rule)
    assert of(rule, result.review) == []
    assert not result.after.endswith("\n")


def test_what_rules_declare_is_what_they_yield() -> None:
    declared = {rule.code for rule in FIXING}
    for code in RULES:
        example = handbook.example(code, "bad")
        if example is not None and code not in declared:
            assert [f for f in review(example).findings if f.rule == code and f.fix is not None] == []


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ("app -> lb -> api, api -> db, partner -> db", "partner -> api -> db"),
        ("app -> lb -> web, web -> api, partner -> api", "partner -> lb -> api"),
        ("app -> lb -> api -> db, app -> db", "api -> db"),
        ("api -> web, app -> lb -> web, app -> db", "web -> db"),
        ("partner -> lb -> api & web, web -> db, app -> lb, app -> db", "web -> db"),
    ],
)
def test_a_client_keeps_its_way_in_though_another_has_one(flows: str, expected: str) -> None:
    components = "{app: client, partner: client, lb: nginx, api: api server, web: api server, db: PostgreSQL}"
    text = f"mlarch: 1\ncomponents: {components}\nflows: [{flows}]\n"
    after = fix(text, "x.yaml", lambda changed: review(changed, "SRV002", "SRV003"), unsafe=True).after
    kept = flows.rpartition(", ")[0]
    assert after.splitlines()[-1] == f"flows: [{kept}, {expected}]"
