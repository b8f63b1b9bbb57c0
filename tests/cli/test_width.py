"""The width of the terminal counts in every command that prints prose or a list."""

from __future__ import annotations

import pytest

from mlarch.report.estimates.tables import aligned


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


REGIONS = """\
mlarch: 1
name: Feed
stage: sketch
requirements: {requests_per_second: 40k/s, peak_factor: 2, latency: {p99: 150ms}}
components:
  app: client
  lb: {kind: load balancer, replicas: 6, zones: 3, throughput: 100k/s}
  profiles_of_members: {kind: online feature store, replicas: 90, zones: 3, throughput: 90k keys/s}
  ranker: {kind: ranker, replicas: 186, zones: 3, throughput: 2k/s, latency: {p50: 18ms, p99: 45ms}}
  popular: {kind: fallback, replicas: 9, zones: 3, throughput: 20k/s}
groups:
  everything: {members: [lb, profiles_of_members, ranker, popular], regions: 2}
flows:
  - app -> lb -> ranker: {sends: request, timeout: 90ms, fallback: popular}
  - ranker -> profiles_of_members: {returns: features, items: 20}
"""


def _estimate(run, folder, monkeypatch, columns, *args):
    (folder / "feed.yaml").write_text(REGIONS, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    return run("estimate", "feed.yaml", *args).stdout


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("args", [(), ("--sweep", "requirements.requests_per_second=20k..60k")])
def test_tables_and_bars_of_an_estimate_fit(run, folder, monkeypatch, columns, args):
    wide = _estimate(run, folder, monkeypatch, 140, *args)
    text = _estimate(run, folder, monkeypatch, columns, *args)
    assert max(map(len, text.splitlines())) <= columns < max(map(len, wide.splitlines()))
    # No figure is lost: only the name of a row, and the name of its column, stand there again.
    assert {word for word in wide.split() if "█" not in word} <= set(text.split())


def test_rows_that_say_nothing_in_a_part_of_a_table_are_left_out_there():
    rows = [("part", "load", "in failure"), ("ranker", "40 %", ""), ("popular", "2 %", "31 %")]
    assert list(aligned(rows, 21)) == [
        "  part     load",
        "  ranker   40 %",
        "  popular   2 %",
        "  ",
        "  part     in failure",
        "  popular        31 %",
    ]


def test_a_table_counts_the_columns_of_wide_characters():
    assert list(aligned([("推薦", "2"), ("abc", "31")])) == ["  推薦   2", "  abc   31"]
