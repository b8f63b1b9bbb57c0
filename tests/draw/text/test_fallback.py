"""Characters that the bundled font lacks are named, and set in a font of the user's."""

from __future__ import annotations

import base64
import io
import os
import re
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image

import mlarch
from mlarch.diagnostics import MlarchError
from mlarch.draw import Drawing, RenderOptions
from mlarch.draw.text.fallback import missing, runs, warning

SPEC = """
mlarch: 1
name: 推薦 service
components: {app: {kind: client, name: "推 👤"}, ranker: ranker}
flows: ["app -> ranker: request"]
"""


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A font with a single black square, for the character 推."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 800), (900, 800), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "push"])
    builder.setupCharacterMap({ord("推"): "push"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "push": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "push": (1000, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular", "psName": "Square"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path_factory.mktemp("font") / "square.ttf"
    builder.save(path)
    return str(path)


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return mlarch.loads(SPEC).drawing()


def test_what_no_font_has_is_found(font):
    assert missing(["推薦 é→", "a\u200db\ufe0f"]) == "推薦"
    assert missing(["推薦 é→"], font) == "薦"
    assert runs("a推b薦", font) == [(False, "a"), (True, "推"), (False, "b薦")]


def test_a_warning_names_characters_and_the_way_out(font):
    assert warning("推", None) == (
        "the bundled font lacks 推 (U+63A8): name a font that has them with `--font FILE`"
    )
    assert "12 more" in warning("".join(map(chr, range(0x4E00, 0x4E18))), font)


@pytest.mark.parametrize(("format_", "named"), [("png", "推"), ("pdf", "推"), ("svg", "")])
def test_formats_that_set_letters_themselves_warn(drawing, font, format_, named):
    said = " ".join(drawing.warnings(RenderOptions(format=format_)))
    assert ("U+63A8" in said) == bool(named)
    assert "U+63A8" not in " ".join(drawing.warnings(RenderOptions(format=format_, font=font)))


def test_the_letters_of_the_font_are_painted_and_embedded(drawing, font):
    picture = Image.open(io.BytesIO(drawing.encode(RenderOptions(format="png", font=font, scale=1))))
    ink = sum(n for n, color in picture.convert("RGB").getcolors(1 << 24) if color == (15, 23, 42))
    assert ink > 200  # a square of 22 pixels in the title, one of 13 on the card
    assert b"/BaseFont /AAAAAA+Square" in drawing.encode(RenderOptions(format="pdf", font=font))
    svg = drawing.encode(RenderOptions(font=font)).decode()
    found = re.search(r"'mlarch Extra';font-weight:400 700;src:url\(data:font/ttf;base64,([^)]+)", svg)
    assert found
    assert set(TTFont(io.BytesIO(base64.b64decode(found[1]))).getBestCmap()) == {ord("推")}
    assert "'mlarch Extra'" not in drawing.encode(RenderOptions()).decode()


@pytest.mark.parametrize("format_", ["png", "pdf", "svg"])
def test_what_is_no_font_is_an_error(drawing, tmp_path: Path, format_):
    path = tmp_path / "letter.ttf"
    path.write_text("no font")
    for file in (path, tmp_path / "none.ttf"):
        with pytest.raises(MlarchError, match=r"cannot be|no such file|there is no"):
            drawing.encode(RenderOptions(format=format_, font=str(file)))


def test_the_font_of_a_project_is_used_for_its_specs(tmp_path: Path, font, monkeypatch, capsys):
    from mlarch.cli import main

    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "square.ttf").write_bytes(Path(font).read_bytes())
    (tmp_path / "pyproject.toml").write_text('[tool.mlarch]\nfont = "fonts/square.ttf"\n')
    (tmp_path / "x.yaml").write_text(SPEC.replace("薦", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "sys.argv", ["mlarch", "render", "x.yaml", "-f", "svg,png", "-o", "out", "--no-cache"]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "mlarch Extra" in (tmp_path / "out" / "x.svg").read_text(encoding="utf-8")
    assert "U+63A8" not in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("format_", ["png", "pdf", "svg"])
def test_a_pipe_does_not_keep_us_waiting(drawing, tmp_path: Path, format_):
    os.mkfifo(tmp_path / "font.ttf")
    with pytest.raises(MlarchError):
        drawing.encode(RenderOptions(format=format_, font=str(tmp_path / "font.ttf")))
