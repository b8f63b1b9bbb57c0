"""`mlarch rules`, `kinds`, `explain` and `schema`."""

from __future__ import annotations

import json

import pytest

from mlarch.catalog import KINDS, TYPES
from mlarch.language.problems import CODES
from mlarch.rules import RULES

EVERY_CODE = [*(code.code for code in CODES.values()), *RULES]


def test_rules_lists_all_by_family(run):
    result = run("rules")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert listed == EVERY_CODE
    assert {"SPEC  Reading", "SRV  Serving"} <= set(result.stdout.splitlines())


def test_rules_by_word(run):
    listed = [line.split()[0] for line in run("rules", "srv").stdout.splitlines() if line.startswith("  ")]
    assert listed == [code for code in RULES if code.startswith("SRV")]
    assert run("rules", "xyzzy").exit_code == 2


def test_rules_as_json(run):
    records = json.loads(run("rules", "--format", "json").stdout)
    assert [record["rule"] for record in records] == EVERY_CODE
    assert set(records[0]) == {"rule", "name", "family", "severity", "stage", "summary"}


def test_kinds_lists_all_by_family(run):
    result = run("kinds")
    listed = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(KINDS)
    assert len(listed) == len(set(listed))


def test_kinds_by_words(run):
    result = run("kinds", "feature", "stores")
    listed = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert {"feature_store_online", "feature_store_offline"} <= set(listed)
    assert len(listed) < len(KINDS)


def test_kinds_as_json(run):
    records = json.loads(run("kinds", "ranker", "--format", "json").stdout)
    ranker = next(record for record in records if record["kind"] == "ranker")
    assert "scores" in ranker["produces"]


def test_a_kind_like_none(run):
    result = run("kinds", "rankr")
    assert result.exit_code == 2
    assert "`ranker`" in result.stderr


@pytest.mark.parametrize("word", ["ranker", "load balancer", "Load-Balancers", "LB"])
def test_explain_a_kind_or_an_alias(run, word):
    result = run("explain", *word.split())
    assert result.exit_code == 0
    assert "a kind of component" in result.stdout
    assert "takes " in result.stdout


def test_every_kind_has_a_page(run):
    for kind in KINDS.values():
        result = run("explain", kind.id)
        assert result.exit_code == 0, kind.id
        assert f"{kind.id}: {kind.name}, a kind of component" in result.stdout


def test_every_data_type_has_a_page(run):
    for name, data_type in TYPES.items():
        result = run("explain", name)
        assert result.exit_code == 0, name
        assert f"{name}: {data_type.name}, a type of data" in result.stdout


def test_every_rule_has_a_page_by_code_and_by_name(run):
    for code, rule in RULES.items():
        by_code, by_name = run("explain", code.lower()), run("explain", rule.name)
        assert by_code.exit_code == 0, code
        assert by_code.stdout == by_name.stdout
        assert by_code.stdout.startswith(f"# {code} {rule.name}")


def test_every_mistake_has_a_page_by_code_and_by_name(run):
    for mistake in CODES.values():
        by_code, by_name = run("explain", mistake.code), run("explain", mistake.name)
        assert by_code.exit_code == 0, mistake.code
        assert by_code.stdout == by_name.stdout
        assert mistake.description in by_code.stdout


def test_explain_a_product(run):
    result = run("explain", "kafka")
    assert result.exit_code == 0
    assert "a technology" in result.stdout
    assert "event_stream" in result.stdout


def test_explain_an_ambiguous_word(run):
    result = run("explain", "feature", "store")
    assert "can be one of 2 kinds" in result.stdout


@pytest.mark.parametrize(
    ("typed", "meant"), [("rankr", "`ranker`"), ("SRV0001", "`SRV001`"), ("embeddngs", "`embeddings`")]
)
def test_explain_something_mistyped(run, typed, meant):
    result = run("explain", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"there is no rule, kind, data type or product `{typed}`" in result.stderr
    assert meant in result.stderr


@pytest.mark.parametrize("typed", ["SRV", "spec", "SRV01"])
def test_explain_the_beginning_of_codes(run, typed):
    result = run("explain", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"Error: `{typed}` is the beginning of several codes\n"
        f"  `mlarch rules {typed}` lists them; `mlarch explain` takes a whole one.\n"
    )
    assert run("rules", typed).exit_code == 0


def test_the_schema_is_json_schema(run):
    document = json.loads(run("schema").stdout)
    assert "$schema" in document
    assert "mlarch" in document["required"]
    assert {"components", "flows", "requirements"} <= set(document["properties"])
