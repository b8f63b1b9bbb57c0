"""The only door to Graphviz: DOT texts in, positions out, under a time limit in a child process.

The embedded engine is Graphviz inside the pygraphviz wheel. It holds the interpreter's lock, may abort the
process on a tangled graph, and leaks a little, so it runs in a child (`mlarch.draw.layout.embedded`) that is
killed when it takes too long. `dot` runs the system's program through the graphviz package instead.

No text is measured here: every node comes with its size, so fonts cannot change a layout.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mlarch.diagnostics import EngineError

__all__ = ["Placement", "lay_out"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where Graphviz put the centres of the nodes, in points with y downwards, by node id."""

    centers: dict[str, tuple[float, float]]


def lay_out(sources: Sequence[str], engine: str = "embedded", limit: float = 20.0) -> list[Placement | None]:
    """Lay out each DOT text; None where Graphviz failed on one.

    `limit` is the wall-clock seconds allowed for all of them together. Raises `EngineError` when no Graphviz
    can be run at all, or when it takes longer.
    """
    if engine == "dot":
        return [_system_dot(source, limit) for source in sources]
    return _embedded(sources, limit)


def _embedded(sources: Sequence[str], limit: float) -> list[Placement | None]:
    command = [sys.executable, "-c", "from mlarch.draw.layout.embedded import main; main()"]
    try:
        done = subprocess.run(
            command, input=json.dumps(list(sources)).encode(), capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise EngineError(
            f"laying out this picture took longer than {limit:g} s", "Draw a part of it with `--view`."
        ) from None
    if done.returncode == 3:
        return _fall_back(sources, limit, done.stderr.decode(errors="replace"))
    if done.returncode != 0 or not done.stdout:
        return [None] * len(sources) if len(sources) == 1 else _one_by_one(sources, limit)
    return [_placement(item) for item in json.loads(done.stdout)]


def _one_by_one(sources: Sequence[str], limit: float) -> list[Placement | None]:
    """After a crash: each text in a child of its own, so that one bad layout costs only itself."""
    return [_embedded([source], limit)[0] for source in sources]


def _fall_back(sources: Sequence[str], limit: float, reason: str) -> list[Placement | None]:
    """The embedded Graphviz could not be loaded: use the system's, or say what to install."""
    import shutil

    if shutil.which("dot"):
        return [_system_dot(source, limit) for source in sources]
    detail = reason.strip().splitlines()[-1] if reason.strip() else "no reason given"
    raise EngineError(
        f"the embedded Graphviz cannot be loaded ({detail})",
        "Install the libraries it needs (Debian: libx11-6 libxext6 libxrender1 libglib2.0-0), "
        "or Graphviz itself (Debian: graphviz), which is then used in its place.",
    )


def _system_dot(source: str, limit: float) -> Placement | None:
    import graphviz

    try:
        text = graphviz.pipe("dot", "json0", source.encode(), quiet=True)
    except graphviz.ExecutableNotFound:
        raise EngineError(
            "there is no `dot` program on this machine",
            "Install Graphviz, or leave `--engine` out to use the embedded one.",
        ) from None
    except graphviz.CalledProcessError:
        return None
    return _placement(json.loads(text))


def _placement(data: dict[str, Any] | None) -> Placement | None:
    if data is None:
        return None
    height = float(data["bb"].split(",")[3])
    centers = {}
    for item in data.get("objects", ()):
        if "pos" in item:
            x, y = (float(part) for part in item["pos"].split(","))
            centers[item["name"]] = (x, height - y)
    return Placement(centers)
