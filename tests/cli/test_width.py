"""The width of the terminal counts in every command that prints prose or a list."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "args",
    [
        ("kinds", "ranker"),
        ("kinds",),
        ("rules", "SRV"),
        ("explain", "ranker"),
        ("explain", "embeddings"),
        ("explain", "kafka"),
        ("explain", "SPEC001"),
        ("compare", "fraud.yaml", "fraud_detection"),
    ],
)
def test_lines_fit(run, small, monkeypatch, args):
    monkeypatch.setenv("COLUMNS", "40")
    lines = run(*args).stdout.splitlines()
    # Only a word of its own may be longer, and a row of a table up to its last column.
    assert [line for line in lines if len(line) > 40 and " " in line.strip()] == []
    assert max(map(len, lines)) > 30


def test_the_page_of_a_rule_fits_but_for_its_examples(run, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    prose = run("explain", "SRV001").stdout.partition("```")[0].splitlines()
    assert [line for line in prose if len(line) > 40] == []


def test_in_a_pipe_lines_of_lists_stay_whole(run, folder, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert max(map(len, run("rules").stdout.splitlines())) > 100
