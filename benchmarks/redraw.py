"""What it takes to draw a spec again after one edit, as a preview does: CPU milliseconds, in one process.

python benchmarks/redraw.py

Each edit is made in large case studies and in a made-up system of 40 components. The text is read, the graph
built, the picture laid out and written as SVG; the least of five runs counts. An edit that changes no size
keeps the layout.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import layouts

import mlarch

ROOT = Path(__file__).parents[1]
RUNS = 5
STUDIES = ("video_recommendation", "harmful_content_detection")


def texts() -> Iterator[tuple[str, str]]:
    yield "40 components, 6 groups", layouts.grouped(40, 6)
    for name in STUDIES:
        yield name, (ROOT / "specs" / f"{name}.yaml").read_text(encoding="utf-8")


def renamed(text: str, number: int) -> str:
    """Another title, which changes no size."""
    return text.replace("\nname: ", f"\nname: {number} ", 1)


def added(text: str, number: int) -> str:
    """One more component, called by the first of the flows' components."""
    first = text.partition("\ncomponents:\n")[2].lstrip().partition(":")[0]
    more = f"\nflows:\n  - {first} -> extra{number}: more\n"
    return text.replace("\ncomponents:\n", f"\ncomponents:\n  extra{number}: cache\n", 1).replace(
        "\nflows:\n", more, 1
    )


EDITS: dict[str, Callable[[str, int], str]] = {"title": renamed, "one component more": added}


def spent(text: str) -> float:
    start = time.process_time()
    mlarch.loads(text).render()
    return 1000 * (time.process_time() - start)


def main() -> None:
    numbers = itertools.count(1)
    for name, text in texts():
        spent(text)
        for edit, change in EDITS.items():
            least = min(spent(change(text, next(numbers))) for _ in range(RUNS))
            print(f"{name:<28} {edit:<20} {least:6.0f} ms")


if __name__ == "__main__":
    main()
