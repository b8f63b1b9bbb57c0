"""Colours are the same in programs that know CSS custom properties and in those that do not."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import resvg_py
from PIL import Image
from scenes import card, link, scene

from mlarch.draw.diagram import Diagram
from mlarch.draw.formats.paint import compose
from mlarch.draw.formats.svg import to_svg
from mlarch.draw.formats.theme import Theme, palette, plane_token
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.page import to_diagram
from mlarch.draw.scene.values import Panel
from mlarch.model import Plane

_TOLERANCE = 4  # of 255, in each channel
_SCALE = 4  # at the picture's own size a border is blended with what it stands on


def _resvg(svg: str, folder: Path) -> Image.Image:
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))))


def _cairo(svg: str, folder: Path) -> Image.Image:
    try:
        import cairosvg
    except OSError:
        pytest.skip("this machine has no Cairo")
    return Image.open(io.BytesIO(cairosvg.svg2png(bytestring=svg.encode())))


def _librsvg(svg: str, folder: Path) -> Image.Image:
    if shutil.which("rsvg-convert") is None:
        pytest.skip("this machine has no rsvg-convert (Debian package librsvg2-bin)")
    done = subprocess.run(["rsvg-convert"], input=svg.encode(), capture_output=True, check=True, timeout=60)
    return Image.open(io.BytesIO(done.stdout))


def _chromium(svg: str, folder: Path) -> Image.Image:
    if shutil.which("chromium") is None:
        pytest.skip("this machine has no chromium")
    (folder / "picture.svg").write_text(svg, encoding="utf-8")
    page = "<body style='margin:0'><img src=picture.svg>"  # an image: no script, no style from outside
    (folder / "page.html").write_text(page, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars"
    flags += " --disable-background-networking --disable-component-update --disable-sync"
    target = folder / "picture.png"
    command = ["chromium", *flags.split(), f"--user-data-dir={folder / 'profile'}", "--window-size=2400,3600"]
    command += [f"--screenshot={target}", (folder / "page.html").as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return Image.open(target)


@pytest.fixture(scope="module")
def diagram() -> Diagram:
    wanted = scene(
        [card("a"), card("b", plane=Plane.ONLINE), card("c", plane=Plane.OFFLINE)],
        [link(0, "a", "b", "request"), link(1, "b", "c", "events")],
        tuple(Panel(plane.value, plane.value, plane, (name,)) for plane, name in
              ((Plane.ONLINE, "b"), (Plane.OFFLINE, "c"))),
    )  # fmt: skip
    return to_diagram(wanted, lay_out(wanted))


def _expected(diagram: Diagram, theme: Theme) -> dict[tuple[float, float], str]:
    """Points inside filled areas, clear of words, icons and lines, with the colour there."""
    colors = palette(theme)
    found = {(3, 3): colors["page"]}
    for panel in diagram.panels:
        found[panel.box.right - 14, panel.box.y + 4] = colors[plane_token(panel.plane, "tint")]
    for card_ in diagram.cards:
        found[card_.box.right - 12, card_.box.y + 4] = colors["card"]
        found[card_.box.x + 12, card_.box.y] = colors[plane_token(card_.plane)]
    return found


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("viewer", [_resvg, _cairo, _librsvg, _chromium])
def test_every_viewer_shows_the_colours_of_the_theme(
    diagram: Diagram, viewer: Callable[[str, Path], Image.Image], theme: Theme, tmp_path: Path
) -> None:
    size = f'width="{diagram.width * _SCALE:g}" height="{diagram.height * _SCALE:g}" viewBox'
    svg = re.sub(r'width="\d+" height="\d+" viewBox', size, to_svg(compose(diagram), theme), count=1)
    picture = viewer(svg, tmp_path).convert("RGB")
    wrong = {}
    for (x, y), color in _expected(diagram, theme).items():
        wanted = tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))
        seen = picture.getpixel((round(x * _SCALE), round(y * _SCALE)))
        if max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) > _TOLERANCE:
            wrong[x, y] = (color, seen)
    assert wrong == {}
