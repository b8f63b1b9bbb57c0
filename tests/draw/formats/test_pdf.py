"""PDF: every font is embedded, links lead to the web only, and the metadata is true."""

from __future__ import annotations

import re

from scenes import card, scene

from mlarch.draw.formats.paint import compose
from mlarch.draw.formats.pdf import to_pdf
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.page import to_diagram
from mlarch.draw.scene.values import Title


def _pdf() -> bytes:
    wanted = scene(
        [card("a", link="https://example.com/design"), card("b", link="file:///etc/passwd"), card("c")],
        [],
        title=Title("Fraud (detection)", "What it does.", ()),
    )
    return to_pdf(compose(to_diagram(wanted, lay_out(wanted))))


def test_no_font_is_left_to_the_reader():
    data = _pdf()
    fonts = set(re.findall(rb"/BaseFont /(\S+)", data))
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+SourceSansPro-\w+", font) for font in fonts)


def test_links_lead_to_the_web_only():
    data = _pdf()
    assert re.findall(rb"/URI \(([^)]*)\)", data) == [b"https://example.com/design"]
    assert b"passwd" not in data


def test_the_metadata_says_what_it_is():
    data = _pdf()
    assert rb"/Title (Fraud \(detection\))" in data
    assert b"/Producer (mlarch, with ReportLab)" in data
    assert b"anonymous" not in data
    assert b"/DisplayDocTitle true" in data


def test_the_bytes_repeat():
    assert _pdf() == _pdf()
