"""`mlarch check`: statuses, formats, and going on when one of several specs cannot be read."""

from __future__ import annotations

import json

import pytest

from mlarch.report import FORMATS
from published import mistakes

from .conftest import BROKEN, SMALL

# No load balancer, and a cache that nothing touches: a warning of SRV and one of GRA.
WARNED = (
    SMALL.replace("stage: sketch\n", "")
    .replace("  lb: load balancer\n", "  spare: cache\n")
    .replace("app -> lb -> api", "app -> api")
)


def test_a_clean_spec(run, small):
    result = run("check", "fraud.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 file: no findings\n"


def test_quiet_prints_nothing_when_there_is_nothing(run, small):
    result = run("check", "-q", "fraud.yaml")
    assert (result.exit_code, result.output) == (0, "")


def test_warnings_are_findings_only_when_strict(run, small):
    small.write_text(WARNED)
    relaxed, strict = run("check"), run("check", "--strict")
    assert relaxed.stdout == strict.stdout
    assert " warning " in relaxed.stdout
    assert (relaxed.exit_code, strict.exit_code) == (0, 1)


def test_the_stage_of_the_command_line_wins(run, small):
    small.write_text(WARNED.replace("name:", "stage: sketch\nname:", 1))
    assert " warning " not in run("check").stdout
    assert " warning " in run("check", "--stage", "design").stdout


def test_quiet_prints_findings_without_the_sum(run, small):
    small.write_text(WARNED)
    quiet, full = run("check", "-q").stdout, run("check").stdout
    assert full.startswith(quiet.rstrip("\n"))
    assert "1 file" not in quiet


def test_select_and_ignore(run, small):
    small.write_text(WARNED)
    everything = _rules(run("check", "--format", "json"))
    structure, serving = (
        {rule for rule in everything if rule.startswith(family)} for family in ("GRA", "SRV")
    )
    assert structure
    assert serving
    assert _rules(run("check", "--format", "json", "--select", "GRA")) == structure
    assert _rules(run("check", "--format", "json", "--select", "GRA,SRV")) == structure | serving
    assert (
        _rules(run("check", "--format", "json", "--select", "GRA", "--select", "SRV")) == structure | serving
    )
    assert not _rules(run("check", "--format", "json", "--ignore", "GRA")) & structure


def _rules(result) -> set[str]:
    assert result.exit_code in (0, 1)
    return {found["rule"] for file in json.loads(result.stdout)["files"] for found in file["findings"]}


@pytest.mark.parametrize("rules", ["SPEC", "spec", "SPEC014", "SPEC01", "yaml-surprise"])
def test_mistakes_of_reading_are_selected_like_rules(run, small, rules):
    small.write_text(WARNED)
    result = run("check", "fraud.yaml", "--select", rules, "--strict")
    assert (result.exit_code, result.output) == (0, "1 file: no findings\n")
    assert {rule[:3] for rule in _rules(run("check", "--format", "json", "--select", f"{rules},GRA"))} == {
        "GRA"
    }


def test_mistakes_of_reading_are_found_whatever_is_selected_or_ignored(run, folder):
    (folder / "broken.yaml").write_text(BROKEN)
    for options in (("--select", "SPEC001"), ("--select", "GRA"), ("--ignore", "SPEC")):
        result = run("check", "broken.yaml", *options)
        assert (result.exit_code, result.stdout.count(" error SPEC")) == (2, 2)
        assert ("note: `SPEC` is not ignored: " in result.stdout) == ("--ignore" in options)


def test_ignoring_mistakes_of_reading_is_noted_and_does_nothing(run, small):
    result = run("check", "fraud.yaml", "--ignore", "SPEC014")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "note: `SPEC014` is not ignored: a mistake of the SPEC family keeps a spec"
    )


def test_an_empty_path_is_a_mistake_and_not_the_current_directory(run, small):
    for options in ((), ("--fix",)):
        result = run("check", *options, "", "fraud.yaml")
        assert (result.exit_code, result.stdout) == (2, "1 file: no findings\n")
        assert result.stderr.startswith("Error: a path is empty\n  Is a variable unset?")


def test_a_rule_that_does_not_exist(run, small):
    result = run("check", "--select", "unmonitored-modle")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: there is no rule `unmonitored-modle`")
    assert result.stdout == ""


def test_settings_of_the_project_hold_and_options_win(run, small):
    small.write_text(WARNED)
    structure = _rules(run("check", "--format", "json", "--select", "GRA"))
    assert structure
    (small.parent / "pyproject.toml").write_text('[tool.mlarch]\nignore = ["GRA"]\n')
    assert not _rules(run("check", "--format", "json")) & structure
    assert _rules(run("check", "--format", "json", "--select", "GRA")) == structure


def test_json_is_the_contract(run, small):
    result = run("check", "--format", "json")
    document = json.loads(result.stdout)
    assert document["version"] == 1
    assert [(file["path"], file["name"]) for file in document["files"]] == [("fraud.yaml", "Fraud check")]
    assert document["summary"] == {"files": 1, "errors": 0, "warnings": 0, "infos": 0}


def test_a_broken_spec_shows_every_mistake_and_is_status_2(run, folder):
    (folder / "broken.yaml").write_text(BROKEN)
    result = run("check", "broken.yaml")
    assert result.exit_code == 2
    assert "broken.yaml:5:37 error SPEC" in result.stdout
    assert "broken.yaml:7:9 error SPEC" in result.stdout
    assert "api server" in result.stdout


def test_a_broken_spec_in_json(run, small):
    (small.parent / "broken.yaml").write_text(BROKEN)
    result = run("check", "--format", "json", ".")
    files = {file["path"]: file for file in json.loads(result.stdout)["files"]}
    assert result.exit_code == 2
    assert files["fraud.yaml"]["findings"] == []
    assert {found["rule"][:4] for found in files["broken.yaml"]["findings"]} == {"SPEC"}


def test_the_others_are_reviewed_when_one_path_is_missing(run, small):
    result = run("check", "missing.yaml", "fraud.yaml")
    assert result.exit_code == 2
    assert result.stdout == "1 file: no findings\n"
    assert "missing.yaml" in result.stderr


def test_a_missing_file_alone(run, folder):
    result = run("check", "fraud.yml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert "fraud.yml" in result.stderr


def test_a_folder_without_specs_says_how_to_start(run, folder):
    (folder / "notes.yaml").write_text("a: 1\n")
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no spec in the current directory" in result.stderr
    assert "`mlarch new`" in result.stderr


def test_an_empty_specs_folder_is_named(run, folder):
    (folder / "specs").mkdir()
    assert "no spec in specs" in run("check").stderr


def test_without_a_path_specs_comes_before_the_current_directory(run, small):
    assert "Fraud check" in run("check", "--format", "json").stdout
    (small.parent / "specs").mkdir()
    (small.parent / "specs" / "other.yaml").write_text(SMALL.replace("Fraud check", "Other"))
    document = json.loads(run("check", "--format", "json").stdout)
    assert [file["name"] for file in document["files"]] == ["Other"]


def test_the_same_file_twice_is_reviewed_once(run, small):
    assert run("check", "fraud.yaml", "./fraud.yaml", ".").stdout == "1 file: no findings\n"


def test_standard_input(run, folder):
    result = run("check", "-", stdin=SMALL)
    assert (result.exit_code, result.stdout) == (0, "1 file: no findings\n")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00\x01\x02", b"", b"[" * 100_000, b"a: &a [*a]"])
def test_hostile_bytes_are_a_message(run, folder, content):
    (folder / "bad.yaml").write_bytes(content)
    result = run("check", "bad.yaml")
    assert result.exit_code == 2
    assert "bad.yaml" in result.output
    assert "fault in mlarch" not in result.output


def test_explain_flows_shows_how_each_was_understood(run, small):
    lines = run("check", "--explain-flows", "fraud.yaml").stdout.splitlines()
    assert [line.split(" | ")[0] for line in lines[:4]] == [
        "fraud.yaml:11: app -> lb: request",
        "fraud.yaml:11: lb -> api: request",
        "fraud.yaml:11: api -> model: request",
        "fraud.yaml:12: model -> features",
    ]
    assert "model calls features and waits" in lines[3]
    assert lines[4:] == ["", "1 file: no findings"]


def test_explain_flows_is_text(run, small):
    result = run("check", "--explain-flows", "--format", "json")
    assert result.exit_code == 2
    assert "leave out --format" in result.stderr


def test_colour_on_request(run, small):
    small.write_text(WARNED)
    assert "\x1b[" in run("check", "--color").stdout
    assert "\x1b[" not in run("check", "--no-color").stdout
    assert "\x1b[" not in run("check").stdout


def test_every_format_reports_the_same_findings_and_status(run, small):
    small.write_text(WARNED)
    rules = _rules(run("check", "--format", "json"))
    assert rules
    for form in FORMATS:
        result = run("check", "--strict", "--format", form)
        assert (result.exit_code, result.stderr) == (1, "")
        assert [rule for rule in sorted(rules) if rule not in result.stdout] == []


def test_sarif_of_everything_that_can_go_wrong_is_valid(run, small):
    small.write_text(WARNED + "ignore: [{rule: SRV002, reason: 'the edge is elsewhere'}]\n")
    (small.parent / "broken.yaml").write_text(BROKEN)
    result = run("check", "--format", "sarif", "--show-unknown", ".", "missing.yaml")
    document = json.loads(result.stdout)
    assert mistakes("sarif-2.1.0", document) == []
    (logged,) = document["runs"]
    (invocation,) = logged["invocations"]
    assert (result.exit_code, invocation["exitCode"], invocation["executionSuccessful"]) == (2, 2, False)
    assert "missing.yaml" in invocation["toolConfigurationNotifications"][0]["message"]["text"]
    suppressed = [found for found in logged["results"] if "suppressions" in found]
    assert [found["suppressions"][0]["justification"] for found in suppressed] == ["the edge is elsewhere"]
    rules = logged["tool"]["driver"]["rules"]
    assert all(rules[found["ruleIndex"]]["id"] == found["ruleId"] for found in logged["results"])
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']} ") for rule in rules)


def test_statistics_count_by_rule(run, small):
    small.write_text(WARNED)
    rows = json.loads(run("check", "--statistics", "--format", "json").stdout)["statistics"]
    text = run("check", "--statistics").stdout
    assert rows
    for row in rows:
        assert f"{row['findings']:5}  {row['rule']} {row['name']}\n" in text


def test_the_score_is_of_production_whatever_the_stage_or_the_baseline(run, small):
    small.write_text(WARNED)
    scores = [
        json.loads(run("check", "--score", "--format", "json", *options).stdout)["files"][0]["score"]
        for options in ((), ("--stage", "sketch"), ("--baseline", "known.json"))
        if options != ("--baseline", "known.json")
        or run("check", "--baseline", "known.json", "--update-baseline").exit_code == 0
    ]
    first = scores[0]
    assert scores == [first] * 3
    weakest = next(family for family in first["families"] if family["family"] == first["weakest"])
    assert first["percent"] == weakest["percent"] == min(f["percent"] for f in first["families"]) < 100
    text = run("check", "--score").stdout
    assert f"\nreadiness of fraud.yaml: {first['percent']} %, as good as its weakest family\n" in text
    assert f"not shown: {' '.join(weakest['missing'])}\n" in text


def test_what_settings_leave_out_is_no_part_of_the_score(run, small):
    (small.parent / "pyproject.toml").write_text('[tool.mlarch]\nselect = ["GRA004"]\n')
    file = json.loads(run("check", "--score", "--format", "json").stdout)["files"][0]
    assert [(f["family"], f["rules"], f["percent"]) for f in file["score"]["families"]] == [("GRA", 1, 100)]
    (small.parent / "pyproject.toml").write_text('[tool.mlarch]\nselect = ["FUN007"]\n')
    assert "readiness of fraud.yaml: no rule concerns it\n" in run("check", "--score").stdout
