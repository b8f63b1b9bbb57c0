"""A design in a few words: what a gallery says beside its picture."""

from __future__ import annotations

import re

from mlarch.design import Design
from mlarch.records import dataclass

__all__ = ["Study", "study"]

_SENTENCE = re.compile(r"(?<=[^.][.!?])\s+(?=[A-Z0-9\"'(]|[^\x00-\x7f])")
_SCALE = 4
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Study:
    """A title, one sentence, and how large the system is: `("500M daily users", "174k/s at peak", ...)`."""

    title: str
    line: str
    scale: tuple[str, ...]


def study(design: Design) -> Study:
    """The design in a few words: its name, the first sentence of its summary, the figures of its title.

    A first sentence that says little ("Product search.") takes the second along.
    """
    title = design.drawing().scene.title
    first, *rest = _SENTENCE.split(title.summary, maxsplit=2)
    line = f"{first} {rest[0]}" if rest and len(first) < _SHORT else first
    return Study(design.name, line, title.figures[:_SCALE])
