"""`mlarch estimate`: what is printed, written, replaced, swept and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SHOP = """\
mlarch: 1
name: Shop
requirements:
  {daily_active_users: 1M, requests_per_user: 10, peak_factor: 2, latency: {p99: 100ms}, network: 1ms}
components:
  app: client
  api: {kind: api server, replicas: 6, zones: 3, latency: {p50: 5ms, p99: 20ms}, throughput: 100/s}
  ranker: {kind: ranker, replicas: 6, zones: 3, latency: {p50: 10ms, p99: 40ms}, throughput: 100/s}
flows:
  - app -> api -> ranker: {sends: request, returns: scores}
scenarios:
  A request: [app, api, ranker, api]
"""


@pytest.fixture
def shop(folder: Path) -> Path:
    file = folder / "shop.yaml"
    file.write_text(SHOP, encoding="utf-8")
    return file


def test_the_page(run, shop):
    result = run("estimate", "shop.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    for words in (
        "116/s on average (1M users x 10 / 86,400 s), 231/s at peak",
        "Latency at api: holds, p99 ",
        "What breaks first",
        "ranker is full with one zone lost at 400/s",
        "What it rests on",
    ):
        assert words in result.stdout


def test_the_contract(run, shop):
    document = json.loads(run("estimate", "shop.yaml", "--format", "json").stdout)
    assert document["version"] == 1
    (file,) = document["files"]
    assert (file["path"], file["name"]) == ("shop.yaml", "Shop")
    assert file["traffic"] == {"average": 115.74074, "peak": 231.48148}
    (entry,) = file["entries"]
    assert set(entry["latency"]) == {"mean", "p50", "p95", "p99", "p999"}
    assert entry["verdict"] == "holds"
    assert entry["slack"] == pytest.approx(0.1 - entry["latency"]["p99"], abs=1e-4)
    assert entry["critical_path"] == ["api", "ranker"]
    ranker = file["components"]["ranker"]
    assert ranker["load"] == {"average": 0.19290123, "peak": 0.38580247, "zone_lost": 0.5787037}
    assert ranker["replicas"] == {"stated": 6, "needed": 6, "needed_zone_lost": 6}
    assert ranker["latency"] == {"p50": 0.01, "p99": 0.04}
    assert ranker["bound_by"] == "throughput"
    assert file["limit"] == {"peak": 400.0, "saturates": "ranker", "zone_lost": True}
    assert (file["assumptions"], file["missing"], file["findings"]) == ([], [], [])
    assert "memory" not in file, "keys that do not apply are absent"


def test_other_formats_and_a_file(run, shop):
    assert run("estimate", "shop.yaml", "--format", "markdown").stdout.startswith("## Shop\n")
    assert run("estimate", "shop.yaml", "--format", "svg", "-o", "shop.svg").stdout == ""
    assert (shop.parent / "shop.svg").read_text(encoding="utf-8").startswith("<svg")


def test_other_values(run, shop):
    shown = run(
        "estimate",
        "shop.yaml",
        "--set",
        "requirements.daily_active_users=5M",
        "--set",
        "components.api.replicas=60",
    )
    assert "1.16k/s at peak" in shown.stdout
    assert "no finite latency: ranker is overloaded at peak" in shown.stdout
    assert "CAP002" in shown.stdout
    assert shop.read_text(encoding="utf-8") == SHOP


def test_a_sweep(run, shop):
    shown = run("estimate", "shop.yaml", "--sweep", "components.ranker.replicas=2..12").stdout
    assert "components.ranker.replicas" in shown
    assert "none finite" in shown
    document = json.loads(
        run("estimate", "shop.yaml", "--sweep", "components.ranker.replicas=2..12", "--format", "json").stdout
    )
    points = document["files"][0]["sweep"]["points"]
    assert (points[0]["value"], points[0]["verdict"]) == ("2", "fails")
    assert (points[-1]["value"], points[-1]["verdict"]) == ("12", "holds")


def test_a_scenario_an_entry_and_no_hops(run, shop):
    assert "Scenario: A request" in run("estimate", "shop.yaml", "--scenario", "A request").stdout
    assert "Latency at ranker" in run("estimate", "shop.yaml", "--entry", "ranker").stdout
    assert "Hops on the path" not in run("estimate", "shop.yaml", "--hop", "0").stdout


def test_assumptions_are_refused_when_asked(run, shop):
    assert run("estimate", "shop.yaml", "--no-assumptions").exit_code == 0
    shop.write_text(SHOP.replace("peak_factor: 2, ", ""), encoding="utf-8")
    result = run("estimate", "shop.yaml", "--no-assumptions")
    assert result.exit_code == 1
    assert "requirements.peak_factor = 3 (assumed)" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--set", "requirements.daily_active_users"), "sets nothing"),
        (("--set", "components.rankr.replicas=3"), "there is no `rankr` in `components`"),
        (("--set", "components.ranker.replicas=many"), "--set:1:8"),
        (("--sweep", "components.ranker.replicas=2"), "is no range"),
        (("--sweep", "components.ranker.replicas=2..9ms"), "are no two numbers of one unit"),
        (("--hop", "fast"), "--hop: expected a number"),
        (("--entry", "db"), "there is no component `db`"),
        (("--entry", "rankr"), "Did you mean `ranker`?"),
        (("--scenario", "Another"), "there is no scenario `Another`"),
    ],
)
def test_questions_without_an_answer(run, shop, args, words):
    result = run("estimate", "shop.yaml", *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_a_spec_that_cannot_be_read_does_not_keep_the_others_back(run, shop):
    (shop.parent / "broken.yaml").write_text(
        "mlarch: 1\ncomponents: {a: client}\nflows: [a -- b]\n", encoding="utf-8"
    )
    result = run("estimate", ".")
    assert result.exit_code == 2
    assert "Shop (shop.yaml)" in result.stdout
    assert "broken.yaml" in result.stderr
