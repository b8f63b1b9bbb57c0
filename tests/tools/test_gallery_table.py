"""The table of case studies in the README."""

from __future__ import annotations

import re
from pathlib import Path

import gallery_table

from mlarch.design import load, loads

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))

SMALL = """\
mlarch: 1
name: Search & <find>
summary: Finds things. Quickly.
requirements: {daily_active_users: 10M}
components: {app: client, api: api server}
flows: [app -> api]
views: {overview: {include: [api]}, all of it: {include: [app]}}
"""


def test_a_cell_has_a_picture_a_sentence_the_scale_and_links(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "small.overview.svg").touch()
    text = gallery_table.table([loads(SMALL, "specs/small.yaml")], tmp_path)
    assert '<img src="output/small.overview.svg" alt="Diagram: Search &amp; &lt;find&gt;">' in text
    assert '<b><a href="specs/small.yaml">Search &amp; &lt;find&gt;</a></b>: Finds things.' in text
    assert "<code>10M daily users</code>" in text
    assert (
        '<a href="output/small.svg">everything</a>, <a href="output/small.overview.svg">overview</a>' in text
    )
    assert "all of it" not in text


def test_without_an_overview_the_whole_is_shown(tmp_path):
    text = gallery_table.table([loads(SMALL, "specs/small.yaml")], tmp_path)
    assert '<img src="output/small.svg"' in text


def test_views_that_are_drawn_are_linked():
    design = load(SPECS[0])
    linked = re.findall(r'href="output/([^"]+)"', gallery_table.table([design], ROOT))
    assert [name for name in linked if not (ROOT / "output" / name).is_file()] == []
