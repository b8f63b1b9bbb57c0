"""`mlarch compare`: a file against a case study or another file."""

from __future__ import annotations

import json


def test_a_spec_against_a_case_study_with_a_picture(run, small):
    result = run("compare", "fraud.yaml", "fraud_detection", "-o", "difference.svg")
    assert result.exit_code == 0
    assert "What Fraud detection has and yours lacks" in result.stdout
    assert (small.parent / "difference.svg").read_bytes().startswith(b"<svg")


def test_two_files_as_json(run, small):
    result = run("compare", "fraud.yaml", "fraud.yaml", "--format", "json")
    assert json.loads(result.stdout)["covered"] == 1.0


def test_an_unknown_reference_is_answered_with_the_nearest(run, small):
    result = run("compare", "fraud.yaml", "fraud_detectoin")
    assert result.exit_code == 2
    assert "`fraud_detection`" in result.stderr


def test_a_reference_file_that_is_not_there(run, small):
    result = run("compare", "fraud.yaml", "other.yaml")
    assert result.exit_code == 2
    assert "other.yaml" in result.stderr
