"""The only door to Graphviz: DOT texts in, positions out, under a time limit in a child process.

The embedded engine is Graphviz inside the pygraphviz wheel. It holds the interpreter's lock, may abort the
process on a tangled graph, and leaks a little, so it runs in a child (`mlarch.draw.layout.embedded`) that is
ended when it takes too long. `dot` runs the system's program instead.

A text that Graphviz refuses has no placement. A child that fails is an error: a picture laid out without it
would be another picture.

No text is measured here: every node comes with its size, so fonts cannot change a layout.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mlarch import processes
from mlarch.diagnostics import EngineError
from mlarch.records import dataclass

__all__ = ["Placement", "lay_out"]

_CHILD = "mlarch.draw.layout.embedded:answer"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where Graphviz put things, in points with y downwards.

    `centers` are those of the nodes by id, `clusters` their boxes (left, top, right, bottom) by name,
    `curves` the knots of edges, `labels` the middles of their words, both by the `id` attribute of the edge.
    """

    centers: dict[str, tuple[float, float]]
    clusters: dict[str, tuple[float, float, float, float]]
    curves: dict[str, tuple[tuple[float, float], ...]]
    labels: dict[str, tuple[float, float]]
    size: tuple[float, float]


def lay_out(sources: Sequence[str], engine: str = "embedded", limit: float = 20.0) -> list[Placement | None]:
    """Lay out each DOT text; None where Graphviz refused one.

    `limit` is the wall-clock seconds allowed: for all of them together, with `dot` for each. Raises
    `EngineError` when no Graphviz can be run at all, when it fails, or when it takes longer.
    """
    try:
        if engine == "dot":
            return _by_program(sources, limit)
        answer = json.loads(processes.run(_CHILD, json.dumps(list(sources)).encode(), limit))
        return _fall_back(sources, limit, answer) if isinstance(answer, str) else _placements(answer)
    except processes.ChildError as error:
        if error.timed_out:
            message, advice = f"laying out this picture took longer than {limit:g} s", ""
        else:
            message, advice = f"Graphviz failed on this picture: {error.message}", _OTHER_ENGINE[engine]
        raise EngineError(message, f"{advice}Draw a part of it with `--view`.") from None


_OTHER_ENGINE = {
    "embedded": "`--engine dot` uses the Graphviz of this machine. ",
    "dot": "`--engine graphviz` uses the one that comes with mlarch. ",
}


def _fall_back(sources: Sequence[str], limit: float, reason: str) -> list[Placement | None]:
    """The embedded Graphviz could not be loaded: use the system's, or say what to install."""
    if processes.find_program("dot") is not None:
        return lay_out(sources, "dot", limit)
    detail = reason.strip().splitlines()[-1] if reason.strip() else "no reason given"
    raise EngineError(
        f"the embedded Graphviz cannot be loaded ({detail})",
        "Install the libraries it needs (Debian: libx11-6 libxext6 libxrender1 libglib2.0-0), "
        "or Graphviz itself (Debian: graphviz), which is then used in its place.",
    )


def _by_program(sources: Sequence[str], limit: float) -> list[Placement | None]:
    program = processes.find_program("dot")
    if program is None:
        raise EngineError(
            "there is no `dot` program on this machine",
            "Install Graphviz, or use the one that comes with mlarch: `--engine graphviz`.",
        )
    texts = [processes.run_program(program, ["-Tjson0"], source.encode(), limit) for source in sources]
    try:
        return _placements([json.loads(text) for text in texts])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise EngineError(
            f"what {program} answers is no layout", "Leave `--engine` out to use the layout of mlarch."
        ) from None


def _placements(answer: Sequence[Any]) -> list[Placement | None]:
    return [_placement(item) for item in answer]


def _placement(data: dict[str, Any] | None) -> Placement | None:
    if data is None:
        return None
    _, _, width, height = _numbers(data["bb"])

    def point(text: str) -> tuple[float, float]:
        x, y = _numbers(text)
        return (x, height - y)

    placement = Placement({}, {}, {}, {}, (width, height))
    for item in data.get("objects", ()):
        if "pos" in item:
            placement.centers[item["name"]] = point(item["pos"])
        elif "bb" in item and item["name"].startswith("cluster"):
            left, bottom, right, top = _numbers(item["bb"])
            placement.clusters[item["name"]] = (left, height - top, right, height - bottom)
    for edge in data.get("edges", ()):
        if "id" in edge and "pos" in edge:
            placement.curves[edge["id"]] = tuple(point(knot) for knot in edge["pos"].split())
            if "lp" in edge:
                placement.labels[edge["id"]] = point(edge["lp"])
    return placement


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))
