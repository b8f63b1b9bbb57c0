"""Where an icon comes from, and that nothing but icons gets in."""

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import resvg_py
from PIL import Image

from mlarch.catalog import TECHS
from mlarch.diagnostics import EngineError, MlarchError, Span
from mlarch.draw.icons.icons import (
    LARGEST,
    STOCK,
    Icon,
    IconKind,
    glyph_icon,
    icon_of,
    image_icon,
    own_icon,
    stock_icon,
)
from mlarch.draw.icons.library import icon_file
from mlarch.draw.icons.pixels import reduced
from mlarch.model import Component

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><path d="M0 0h9v9z"/></svg>'


def png(width: int = 40, height: int = 40, colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def component(
    folder: Path, *, icon: str | None = None, tech: str | None = None, kind: str = "ranker"
) -> Component:
    (folder / "spec.yaml").touch()
    span = Span(str(folder / "spec.yaml"), 3, 5, 3, 9)
    return Component(
        span=span, places={"icon": span}, id="r", kinds=(kind,), written=kind, icon=icon, tech=tech
    )


def test_own_file_comes_first(tmp_path):
    (tmp_path / "logo.png").write_bytes(png())
    icon = icon_of(component(tmp_path, icon="logo.png", tech="kafka"))
    assert (icon.kind, icon.width, icon.height) == (IconKind.PNG, 40, 40)


def test_node_class_is_looked_up(tmp_path):
    icon = icon_of(component(tmp_path, icon="onprem.queue.Kafka"))
    assert icon == own_icon("diagrams.onprem.queue.Kafka", tmp_path)
    assert icon.kind is IconKind.PNG


def test_technology_comes_before_the_glyph(tmp_path):
    assert icon_of(component(tmp_path, tech="kafka")) == own_icon("onprem.queue.Kafka", tmp_path)


def test_a_class_of_no_technology_is_taken_from_the_library(tmp_path):
    assert stock_icon("aws.robotics.Robomaker") is None
    icon = icon_of(component(tmp_path, icon="aws.robotics.Robomaker"))
    assert icon.kind is IconKind.PNG
    assert max(icon.width, icon.height) <= LARGEST


def test_drawing_stock_icons_loads_neither_the_library_nor_an_image_decoder():
    code = (
        "import sys; from mlarch.draw.icons.icons import stock_icon; assert stock_icon('onprem.queue.Kafka');"
        "print([name for name in ('PIL', 'diagrams') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_anything_the_kind_has_its_glyph(tmp_path):
    assert icon_of(component(tmp_path)) == glyph_icon("rank")
    assert icon_of(component(tmp_path, tech="a thing of our own")) == glyph_icon("rank")


def test_svg_files_are_cleaned_and_keep_their_proportions(tmp_path):
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "Logo.SVG").write_bytes(SVG)
    icon = icon_of(component(tmp_path, icon="icons/Logo.SVG"))
    assert (icon.kind, icon.width, icon.height) == (IconKind.SVG, 24, 12)
    assert icon.data_uri.startswith("data:image/svg+xml;base64,")
    assert Image.open(io.BytesIO(icon.png())).size == (2 * LARGEST, LARGEST)


def test_a_large_png_is_reduced_and_keeps_its_proportions():
    icon = image_icon(png(512, 256), "big.png")
    picture = Image.open(io.BytesIO(icon.data)).convert("RGBA")
    assert picture.size == (icon.width, icon.height) == (LARGEST, LARGEST // 2)
    assert picture.getpixel((9, 9)) == (255, 0, 0, 255)
    assert icon.png() == icon.data


def test_transparent_edges_stay_transparent():
    picture = Image.open(io.BytesIO(image_icon(png(300, 300, "#00000000"), "x.png").data)).convert("RGBA")
    assert picture.getpixel((0, 0))[3] == 0


def test_icons_repeat_and_equal_ones_share_a_key():
    data = png(300, 300)
    first = image_icon(data, "a.png")
    image_icon.cache_clear()
    assert image_icon(data, "b.png") == first
    assert image_icon(png(colour="blue"), "c.png").key != first.key


def test_keys_are_fit_for_an_id():
    for icon in (glyph_icon("rank"), image_icon(SVG, "a.svg"), image_icon(png(), "a.png")):
        assert icon.key.startswith("icon-")
        assert icon.key.replace("-", "").replace("_", "").isalnum()


def test_a_glyph_has_no_data():
    assert glyph_icon("rank") == Icon("icon-rank", IconKind.GLYPH, glyph="rank")
    assert glyph_icon("rank").data_uri == ""


@pytest.mark.parametrize(
    "text",
    [
        "../secret.png",
        "/etc/secret.png",
        "a/../../secret.svg",
        "..\\secret.png",
        "C:secret.png",
        "a\0.png",
        "~/x.png",
    ],
)
def test_paths_out_of_the_folder_are_refused(tmp_path, text):
    (tmp_path / "secret.png").write_bytes(png())
    inner = tmp_path / "specs"
    inner.mkdir()
    with pytest.raises(MlarchError):
        own_icon(text, inner)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.png").write_bytes(png())
    inner = tmp_path / "specs"
    inner.mkdir()
    (inner / "file.png").symlink_to(tmp_path / "secret.png")
    (inner / "folder").symlink_to(tmp_path)
    for text in ("file.png", "folder/secret.png"):
        with pytest.raises(MlarchError, match="leads out of the project"):
            own_icon(text, inner)


def test_a_link_inside_the_folder_is_fine(tmp_path):
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    assert own_icon("b.png", tmp_path) == own_icon("a.png", tmp_path)


def test_a_path_that_comes_back_into_the_folder_is_fine(tmp_path):
    (tmp_path / "icons").mkdir()
    (tmp_path / "a.png").write_bytes(png())
    assert own_icon("icons/../a.png", tmp_path) == own_icon("a.png", tmp_path)


def test_a_spec_that_is_no_file_has_its_icons_in_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(png())
    monkeypatch.chdir(tmp_path)
    span = Span("HEAD~1:specs/x.yaml", 1, 1, 1, 2)
    there = Component(span=span, id="r", kinds=("ranker",), written="ranker", icon="a.png")
    assert icon_of(there) == own_icon("a.png", tmp_path)


@pytest.mark.parametrize(
    "text",
    ["icons/../a.png", "../a.png", "~/a.png", "C:a.png", "/a.png", "a.png", "none.png", "x:y.svg", "1:a.png"],
)
def test_reading_and_drawing_agree_on_which_files_are_beside_a_spec(tmp_path, text):
    """A spec that `check` accepts must not fail in `render`."""
    from mlarch.language.decode.icons import icon_file as judge

    inner = tmp_path / "specs"
    (inner / "icons").mkdir(parents=True)
    (inner / "spec.yaml").touch()
    for place in (tmp_path / "a.png", inner / "a.png", inner / "1:a.png"):
        place.write_bytes(png())
    try:
        accepted = judge(text, str(inner / "spec.yaml")) is not None
    except ValueError:
        accepted = False
    try:
        drawn = own_icon(text, inner).kind is IconKind.PNG
    except MlarchError:
        drawn = False
    assert drawn == accepted


def test_a_link_to_itself_is_an_error(tmp_path):
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    with pytest.raises(MlarchError):
        own_icon("loop.png", tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_keep_us_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(MlarchError, match="not a file"):
        own_icon("pipe.png", tmp_path)


def test_a_folder_is_no_icon(tmp_path):
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(MlarchError, match="not a file"):
        own_icon("folder.png", tmp_path)


def test_a_huge_file_is_refused(tmp_path):
    (tmp_path / "huge.png").write_bytes(png() + b"\0" * 1_000_001)
    with pytest.raises(MlarchError, match="1 MB"):
        own_icon("huge.png", tmp_path)


def _with_size(width: int, height: int) -> bytes:
    data = bytearray(png())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        png()[:60],
        png()[:30] + b"\xff" + png()[31:],
        b"GIF89a",
        SVG,
        _with_size(60_000, 60_000),
        _with_size(0, 40),
        _with_size(2**31, 1),
        _with_size(39, 400),
    ],
    ids=["empty", "signature", "cut", "checksum", "gif", "svg", "bomb", "flat", "endless", "thin"],
)
def test_what_only_claims_to_be_a_png_is_an_error(tmp_path, data):
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(MlarchError) as caught:
        own_icon("x.png", tmp_path)
    assert caught.value.message.startswith("`x.png`")


def test_a_script_in_an_svg_is_refused_with_its_place(tmp_path):
    (tmp_path / "x.svg").write_bytes(SVG.replace(b"<path", b"<script>alert(1)</script><path"))
    with pytest.raises(MlarchError) as caught:
        icon_of(component(tmp_path, icon="x.svg"))
    assert caught.value.message.endswith(":3:5: icon of `r`: `x.svg` cannot be used: it contains <script>.")


def test_a_missing_file_says_what_can_be_written(tmp_path):
    with pytest.raises(MlarchError) as caught:
        own_icon("none.png", tmp_path)
    assert "beside the spec" in caught.value.message
    assert "onprem.queue.Kafka" in caught.value.help


@pytest.mark.parametrize(
    "text", ["", " ", "kafka", "os.system('x')", "http://example.org/a", "<script>", "a\nb", "x" * 500]
)
def test_what_is_neither_file_nor_class_is_an_error_on_one_line(tmp_path, text):
    with pytest.raises(MlarchError) as caught:
        own_icon(text, tmp_path)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(
    ("class_path", "hint"),
    [
        ("onprem.queue.Kafak", "onprem.queue.Kafka"),
        ("onprem.queue.kafka", "onprem.queue.Kafka"),
        ("onprem.queues.Kafka", "onprem.queue"),
        ("aws.storage.S33", "aws.storage.S3"),
    ],
)
def test_a_class_that_does_not_exist_is_answered_with_the_nearest(class_path, hint):
    with pytest.raises(MlarchError) as caught:
        icon_file(class_path)
    assert hint in caught.value.help


@pytest.mark.parametrize(
    "class_path",
    [
        "os.path.Path",
        "diagrams.cli.Main",
        "onprem.queue.__class__",
        "onprem.queue._Queue",
        "onprem.queue.Kafka.mro",
        "..queue.Kafka",
        "onprem.queue",
        "diagrams.Node",
        "custom.custom.Custom",
        "antigravity.x.Y",
    ],
)
def test_only_node_classes_of_the_library_are_reached(class_path):
    with pytest.raises(MlarchError):
        icon_file(class_path)
    assert "antigravity" not in sys.modules


STOCK_CLASSES = sorted({tech.icon for tech in TECHS.values() if tech.icon})


def test_every_technology_has_its_icon_prepared_and_nothing_else_is():
    assert sorted(path.stem for path in STOCK.iterdir()) == STOCK_CLASSES


@pytest.mark.parametrize("class_path", STOCK_CLASSES)
def test_a_prepared_icon_is_the_picture_of_its_node_class(class_path):
    """`tools/bundle_icons.py` is to be run again when this fails."""
    file = icon_file(class_path)
    assert file is not None
    ours = Image.open(STOCK / f"{class_path}.png").convert("RGBA")
    theirs = Image.open(io.BytesIO(reduced(file.read_bytes(), class_path)[0])).convert("RGBA")
    assert ours.size == theirs.size
    assert ours.tobytes() == theirs.tobytes()


def test_pictures_of_the_catalogue_exist():
    icons = sorted({tech.icon for tech in TECHS.values() if tech.icon})
    assert [icon for icon in icons if icon_file(icon) is None] == []


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@pytest.mark.parametrize("size", [(13_000, 13_000), (3000, 1600)])
def test_the_size_of_a_png_is_the_one_that_its_decoder_reads(size):
    """The header need not be the first thing in the file, nor the only one that says so."""
    small = struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)
    large = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"teXt", small)
        + chunk(b"IHDR", large)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(MlarchError, match=f"is {size[0]} by {size[1]} pixels"):
        image_icon(data, "bomb.png")


def test_an_icon_that_cannot_be_painted_is_an_error(monkeypatch):
    """resvg panics on some extreme strokes, which is no `Exception`."""

    class PanicException(BaseException):
        pass

    def panic(**_):
        raise PanicException("boom")

    icon = image_icon(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h1"/></svg>', "a.svg"
    )
    monkeypatch.setattr(resvg_py, "svg_to_bytes", panic)
    with pytest.raises(EngineError, match="boom"):
        icon.png()
