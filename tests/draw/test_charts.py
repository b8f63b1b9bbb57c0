"""Charts of estimates: what they show, and that nothing in them overlaps."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

import mlarch
from mlarch.draw.charts import estimate_page, svg, sweep_page
from mlarch.draw.formats.canvas import Picture, Rect, Text, walk
from mlarch.draw.geometry import Box
from mlarch.estimate.sweep import Sweep, parse_range, point_of

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))

SPEC = """\
mlarch: 1
name: Home page
requirements: {requests_per_second: 1000/s, peak_factor: 3, latency: {p99: 150ms}, items: 1M}
components:
  app: client
  home: {kind: orchestrator, replicas: 12, zones: 3, latency: {p50: 4ms, p99: 10ms}, throughput: 500/s}
  finder: {kind: candidate generator, latency: {p50: 8ms, p99: 30ms}, funnel: 1M -> 500}
  ranker: {kind: ranker, replicas: 4, latency: {p50: 20ms, p99: 50ms}, throughput: 500/s, funnel: 500 -> 20}
flows:
  - app -> home: {sends: request, returns: ranked list}
  - home -> finder: candidates
  - home -> ranker: {sends: candidates, returns: scores}
"""


def texts(picture: Picture) -> list[Text]:
    return [item for item in walk(picture.items) if isinstance(item, Text)]


def box(text: Text) -> Box:
    left = text.at[0] - text.width / 2 if text.middle else text.at[0]
    return Box(left, text.at[1] - text.size * 0.74, text.width, text.size * 0.95)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_no_text_overlaps_another_or_leaves_the_page(path: Path) -> None:
    picture = estimate_page(mlarch.load(path).estimate(samples=2000))
    found = texts(picture)
    page = Box(0, 0, picture.width, picture.height)
    assert [text.text for text in found if not page.contains(box(text))] == []
    touching = [(a.text, b.text) for a, b in combinations(found, 2) if box(a).overlaps(box(b))]
    assert touching == []


def test_no_text_stands_on_a_bar() -> None:
    picture = estimate_page(mlarch.loads(SPEC).estimate(samples=2000))
    fills = {"call", "online-edge", "deploy", "failure"}
    bars = [item.box for item in walk(picture.items) if isinstance(item, Rect) and item.fill in fills]
    assert bars
    assert [text.text for text in texts(picture) for bar in bars if box(text).overlaps(bar)] == []


def test_it_shows_the_figures_of_the_estimate() -> None:
    estimate = mlarch.loads(SPEC).estimate(samples=2000)
    words = " ".join(text.text for text in texts(estimate_page(estimate)))
    assert "target p99 150 ms" in words
    assert estimate.entries[0].overloaded == ("ranker",)
    assert str(estimate.capacities["ranker"].peak) == "150 %"
    assert "150 %" in words
    assert "1M" in words


def test_one_file_serves_light_and_dark_and_is_the_same_each_time() -> None:
    made = svg([mlarch.loads(SPEC).estimate(samples=2000)])
    assert made == svg([mlarch.loads(SPEC).estimate(samples=2000)])
    root = ElementTree.fromstring(made)
    assert root.get("role") == "img"
    assert "prefers-color-scheme:dark" in made
    assert not re.search(r"\bnan\b|\binf\b", re.sub(r"base64,[^)]*", "", made), re.IGNORECASE)


def test_several_designs_stand_below_each_other() -> None:
    one = mlarch.loads(SPEC).estimate(samples=2000)
    height = float(ElementTree.fromstring(svg([one])).get("height", "0"))
    both = float(ElementTree.fromstring(svg([one, one])).get("height", "0"))
    assert both == pytest.approx(2 * height, abs=1)


def test_a_sweep_says_where_no_latency_is_finite() -> None:
    design = mlarch.loads(SPEC)
    key, values = parse_range("requirements.requests_per_second=100/s..2000/s")
    points = [point_of(design.estimate({key: text}, samples=2000), text, value) for text, value in values]
    picture = sweep_page(Sweep("Home page", "x.yaml", key, tuple(points), 0.15))
    words = [text.text for text in texts(picture)]
    assert "none finite beyond" in words
    assert "target 150 ms" in words
    touching = [(a.text, b.text) for a, b in combinations(texts(picture), 2) if box(a).overlaps(box(b))]
    assert touching == []


def test_a_design_without_figures_is_a_page_all_the_same() -> None:
    bare = mlarch.loads(
        "mlarch: 1\nname: Bare\ncomponents: {app: client, log: event log}\nflows: [app ~> log]\n"
    )
    assert "Bare" in svg([bare.estimate()])
