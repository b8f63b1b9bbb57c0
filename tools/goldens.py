"""The texts that tests compare pictures with: `python tools/goldens.py` writes tests/golden anew.

For each of a few case studies: the diagram (what is where, and what it means) as JSON without image data, its
DOT text, and one picture as SVG, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import mlarch

__all__ = ["FOLDER", "goldens"]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "golden"
STUDIES = ("fraud_detection", "rag_assistant", "video_recommendation", "web_service")


def goldens() -> Iterator[tuple[str, str]]:
    """The name and the text of every file."""
    for study in STUDIES:
        design = mlarch.load(ROOT / "specs" / f"{study}.yaml")
        yield f"{study}.json", design.drawing().diagram.to_json(icons=False)
        yield f"{study}.dot", design.render(format="dot").decode()
        steps = design.drawing(scenario=design.scenarios[0]).diagram
        yield f"{study}.scenario.json", steps.to_json(icons=False)
    yield "web_service.svg", mlarch.load(ROOT / "specs" / "web_service.yaml").render(format="svg").decode()


if __name__ == "__main__":
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in goldens():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
