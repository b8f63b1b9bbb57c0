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
from dataclasses import dataclass
from typing import Any

from mlarch import processes
from mlarch.diagnostics import EngineError

__all__ = ["Placement", "lay_out"]

_CHILD = "mlarch.draw.layout.embedded:answer"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where Graphviz put the centres of the nodes, in points with y downwards, by node id."""

    centers: dict[str, tuple[float, float]]


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
    "dot": "Leave `--engine` out to use the Graphviz that comes with mlarch. ",
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
            "Install Graphviz, or leave `--engine` out to use the embedded one.",
        )
    texts = [processes.run_program(program, ["-Tjson0"], source.encode(), limit) for source in sources]
    try:
        return _placements([json.loads(text) for text in texts])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise EngineError(
            f"what {program} answers is no layout", "Leave `--engine` out to use the Graphviz of mlarch."
        ) from None


def _placements(answer: Sequence[Any]) -> list[Placement | None]:
    return [_placement(item) for item in answer]


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
