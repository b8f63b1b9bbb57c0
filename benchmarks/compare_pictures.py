"""Draw one case study with `diagrams`, Mermaid and D2 beside ours: `make bench` sets up what this needs.

Writes `benchmarks/pictures/` (the sources), `docs/comparison/` (the pictures) and `docs/comparison.md`.
"""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import chdir
from importlib import metadata
from pathlib import Path

import diagrams
import figures
import sources
from PIL import Image

import mlarch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "video_recommendation"
PICTURES = ROOT / "docs" / "comparison"
MODULES = ROOT / ".bench" / "node_modules"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SHOWN = 1600
"""The widest that a picture of the page is, in pixels."""

Result = tuple[figures.Drawn, float]


def ours(design: mlarch.Design, work: Path) -> Result:
    """Ours, measured in a process of its own like the others."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "mlarch", "render", design.path, "-q", "-o", str(work)]
    subprocess.run(command, check=True)
    seconds = time.perf_counter() - began
    return figures.of_ours(design.drawing()), seconds


def with_diagrams(program: Path, work: Path) -> Result:
    """The program as it is, then the DOT text that it made once more for the geometry."""
    began = time.perf_counter()
    subprocess.run([sys.executable, program], cwd=work, check=True)
    seconds = time.perf_counter() - began
    shutil.move(work / "diagrams.png", PICTURES / "diagrams.png")
    command = ["dot", "-Tjson"]
    found = subprocess.run(command, input=_dot_of(program).encode(), capture_output=True, check=True).stdout
    return figures.of_dot(json.loads(found)), seconds


def _dot_of(program: Path) -> str:
    """The DOT text of a program: what it would have rendered."""
    texts: list[str] = []
    render = diagrams.Diagram.render

    def keep(diagram: diagrams.Diagram) -> None:
        texts.append(diagram.dot.source)
        Path(diagram.filename).touch()  # the library deletes it after rendering

    diagrams.Diagram.render = keep
    try:
        with tempfile.TemporaryDirectory() as empty, chdir(empty):
            runpy.run_path(str(program))
    finally:
        diagrams.Diagram.render = render
    return texts[0]


def with_mermaid(source: Path, work: Path) -> Result:
    """Mermaid's own command line."""
    browser = work / "browser.json"
    browser.write_text(json.dumps({"executablePath": _chromium(), "args": FLAGS}), encoding="utf-8")
    command = [MODULES / ".bin" / "mmdc", "-q", "-p", browser, "-i", source]
    svg = work / "mermaid.svg"
    began = time.perf_counter()
    subprocess.run([*command, "-o", svg], check=True)
    seconds = time.perf_counter() - began
    subprocess.run([*command, "-s", "2", "-w", "1600", "-o", PICTURES / "mermaid.png"], check=True)
    return figures.of_mermaid(svg.read_text(encoding="utf-8")), seconds


def with_d2(source: Path, work: Path, layout: str) -> Result:
    """D2 as WebAssembly in Node, and a browser to make a PNG of its SVG."""
    picture, geometry = work / "d2.svg", work / "d2.json"
    began = time.perf_counter()
    command = ["node", HERE / "d2_picture.mjs", picture, geometry, layout, MODULES]
    subprocess.run(command, input=source.read_bytes(), check=True)
    seconds = time.perf_counter() - began
    data = json.loads(geometry.read_text(encoding="utf-8"))
    if layout == "elk":
        _photograph(picture, PICTURES / "d2.png", data["width"], data["height"], work)
    return figures.of_d2(data), seconds


def _photograph(picture: Path, target: Path, width: float, height: float, work: Path) -> None:
    scale = min(1.0, SHOWN / width)
    size = f"{round(width * scale)},{round(height * scale)}"
    page = work / "page.html"
    style = f"body{{margin:0}}img{{display:block;width:{size.split(',')[0]}px}}"
    page.write_text(f"<!doctype html><style>{style}</style><img src={picture.name}>", encoding="utf-8")
    options = [f"--window-size={size}", f"--screenshot={target}", f"--user-data-dir={work / 'profile'}"]
    subprocess.run(
        [_chromium(), *FLAGS, "--hide-scrollbars", *options, page.as_uri()], check=True, capture_output=True
    )


def _chromium() -> str:
    return next(filter(None, map(shutil.which, CHROMIUM)))


def _needed() -> list[str]:
    missing = [name for name in ("dot", "node") if shutil.which(name) is None]
    missing += [] if any(map(shutil.which, CHROMIUM)) else ["chromium"]
    return missing + ([] if MODULES.is_dir() else ["the packages of .bench/ (make bench)"])


def _shrink(picture: Path) -> None:
    """Write a PNG no wider than `SHOWN`, in 128 colours."""
    with Image.open(picture) as image:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.convert("RGBA").getchannel("A"))
    if flat.width > SHOWN:
        flat = flat.resize((SHOWN, round(flat.height * SHOWN / flat.width)), Image.Resampling.LANCZOS)
    flat.quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> int:
    """Draw, measure and write; 2 when a tool is missing."""
    if missing := _needed():
        print(f"missing: {', '.join(missing)}", file=sys.stderr)
        return 2
    spec = Path("specs", f"{NAME}.yaml")
    design = mlarch.load(spec)
    written = {
        "py": sources.for_diagrams(design),
        "mmd": sources.for_mermaid(design),
        "d2": sources.for_d2(design),
    }
    files = {ending: HERE / "pictures" / f"{NAME}.{ending}" for ending in written}
    for folder in (HERE / "pictures", PICTURES):
        folder.mkdir(parents=True, exist_ok=True)
    for ending, text in written.items():
        files[ending].write_text(text, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        results = {
            "mlarch": ours(design, work),
            "diagrams": with_diagrams(files["py"], work),
            "Mermaid": with_mermaid(files["mmd"], work),
            "D2 (ELK)": with_d2(files["d2"], work, "elk"),
            "D2 (dagre)": with_d2(files["d2"], work, "dagre"),
        }
    for picture in sorted(PICTURES.glob("*.png")):
        _shrink(picture)
    spent = sources.lines_of_spec(spec)
    lines = {name: sources.lines_of(text) for name, text in written.items()}
    counted = {
        "mlarch": spent["picture"],
        "diagrams": lines["py"],
        "Mermaid": lines["mmd"],
        "D2 (ELK)": lines["d2"],
        "D2 (dagre)": lines["d2"],
    }
    page = (HERE / "comparison.md").read_text(encoding="utf-8")
    page = page.replace("{{table}}", _table(results, counted)).replace("{{spec}}", str(spent["all"]))
    page = page.replace("{{versions}}", _versions()).replace("{{name}}", NAME)
    (ROOT / "docs" / "comparison.md").write_text(page, encoding="utf-8")
    print(f"docs/comparison.md: {len(results)} pictures of {len(design.architecture.components)} components")
    return 0


def _table(results: Mapping[str, Result], lines: Mapping[str, int]) -> str:
    names = list(results)
    columns = {name: figures.measured(drawn) for name, (drawn, _) in results.items()}
    rows = [["", *names], ["---", *["--:"] * len(names)]]
    rows.append(["lines of source", *(str(lines[name]) for name in names)])
    for figure in columns[names[0]]:
        rows.append([figure, *(f"{columns[name][figure]:g}" for name in names)])
    own = results[names[0]][1]
    rows.append(["time to draw, ours = 1", *(f"{seconds / own:.1f}" for _, seconds in results.values())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _versions() -> str:
    found = [f"mlarch {mlarch.__version__}", f"diagrams {metadata.version('diagrams')}"]
    dot = subprocess.run(["dot", "-V"], capture_output=True, check=True).stderr.decode()
    found.append(f"Graphviz {dot.split()[4]}")
    for name, package in (
        ("Mermaid", "mermaid"),
        ("mermaid-cli", "@mermaid-js/mermaid-cli"),
        ("D2.js", "@terrastruct/d2"),
    ):
        text = (MODULES / package / "package.json").read_text(encoding="utf-8")
        found.append(f"{name} {json.loads(text)['version']}")
    return ", ".join(found)


if __name__ == "__main__":
    raise SystemExit(main())
