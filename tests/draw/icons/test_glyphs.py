"""The glyphs are a family: same grid, same rules, nothing that a backend could not draw."""

import re
import runpy
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from mlarch.catalog import KINDS
from mlarch.diagnostics import MlarchError
from mlarch.draw.icons.glyphs import GRID, STROKE_WIDTH, glyph, glyph_names, outline

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "src/mlarch/draw/icons/glyphs"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
)


def test_every_kind_of_the_catalogue_has_its_glyph():
    assert sorted({kind.glyph for kind in KINDS.values()} - set(glyph_names())) == []


def test_generic_glyphs_are_there():
    assert {"box", "cylinder", "gear", "person", "cloud"} <= set(glyph_names())


@pytest.mark.parametrize("name", glyph_names())
def test_a_file_keeps_the_rules_of_the_family(name):
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert text.splitlines()[0] == HEAD
    known = {"d", "x", "y", "width", "height", "rx", "cx", "cy", "r", "fill", "fill-opacity", "stroke"}
    for element in ElementTree.fromstring(text):
        assert set(element.attrib) <= known
        assert element.get("fill", "currentColor") == "currentColor"
        assert element.get("fill-opacity", ".16") == ".16"
        assert element.get("stroke", "none") == "none"


@pytest.mark.parametrize("name", glyph_names())
def test_a_glyph_stays_on_its_grid_with_its_lines(name):
    """Half a line's width must fit between every stroked point and the edge, or the icon is clipped."""
    for shape in glyph(name).shapes:
        steps = outline(shape.d)
        assert steps[0][0] == "M"
        margin = STROKE_WIDTH / 2 if shape.stroke else 0.0
        for _, points in steps:
            for x, y in points:
                assert margin <= x <= GRID - margin, (x, y)
                assert margin <= y <= GRID - margin, (x, y)


@pytest.mark.parametrize("name", glyph_names())
def test_a_glyph_is_seen_and_has_an_outline(name):
    shapes = glyph(name).shapes
    assert any(shape.stroke for shape in shapes)
    assert all(shape.stroke or shape.fill for shape in shapes)


def test_no_two_glyphs_are_alike():
    drawings = {glyph(name).shapes for name in glyph_names()}
    assert len(drawings) == len(glyph_names())


def test_markup_is_well_formed_and_uses_the_current_colour_only():
    for name in glyph_names():
        markup = glyph(name).svg
        ElementTree.fromstring(markup)
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', markup)) <= {"none", "currentColor"}


def test_outline_turns_arcs_into_curves():
    steps = outline("M2 12A10 10 0 0 1 22 12Z")
    assert [letter for letter, _ in steps] == ["M", "C", "C", "L", "Z"]
    assert steps[0][1] == ((2.0, 12.0),)
    assert steps[2][1][-1] == (22.0, 12.0)


def test_elements_become_paths_of_the_same_extent():
    shape = next(s for s in glyph("box").shapes if s.fill)
    assert shape.fill == pytest.approx(0.16)
    circle = glyph("person").shapes[0].d
    assert circle == "M8 7.25A4 4 0 0 1 16 7.25A4 4 0 0 1 8 7.25Z"


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(MlarchError) as caught:
        glyph("ranks")
    assert caught.value.help == "Did you mean `rank`?"


@pytest.mark.parametrize("name", ["../glyphs/rank", "rank.svg", "", "/etc/passwd"])
def test_a_name_is_no_path(name):
    with pytest.raises(MlarchError):
        glyph(name)


def test_the_page_in_the_docs_is_up_to_date():
    """`python tools/glyph_sheet.py docs/glyphs.svg` writes it again."""
    sheet = runpy.run_path(str(ROOT / "tools/glyph_sheet.py"))["glyph_sheet"]()
    assert (ROOT / "docs/glyphs.svg").read_text(encoding="utf-8") == sheet
