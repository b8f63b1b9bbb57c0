"""What can be asked of a picture, as one value."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from mlarch.records import dataclass

__all__ = ["CROWDED", "ENGINES", "THEMES", "RenderOptions", "Shown"]

THEMES = ("auto", "light", "dark")
"""`auto` follows the viewer's setting where the format can (SVG), and is light elsewhere."""

ENGINES = ("built-in", "graphviz", "embedded", "dot")
"""Who lays out: `built-in` is our own layout. `graphviz` is the Graphviz inside a Python package, or that of
this machine where it cannot be loaded; `embedded` is another name of it. `dot` is this machine's program."""


CROWDED = 100
"""With more components than this a picture shows its outermost groups as cards, unless it is asked not to."""


class Shown(TypedDict, total=False):
    """What a picture can be asked to show, as keywords; `RenderOptions` explains them."""

    view: str | None
    scenario: str | None
    engine: str
    numbers: bool
    depth: int | None
    around: str | None
    hops: int


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Everything that tells one picture of a design from another.

    `view` and `scenario` name one of the spec's. `scale` is the number of pixels of a PNG per pixel of the
    layout; only PNG uses it. `font` is a TrueType or OpenType file for characters that the bundled one lacks.
    `numbers` writes the computed rates on lines and the loads on cards. `depth` collapses the groups at that
    depth to cards, 1 being the outermost; 0 shows every component; None does what the view says, else shows
    all up to `CROWDED` of them. `around` names a component or group: the picture shows it and what is at most
    `hops` flows away, in place of a view.
    """

    view: str | None = None
    scenario: str | None = None
    format: str = "svg"
    theme: str = "auto"
    engine: str = "built-in"
    scale: float = 2.0
    font: str | None = None
    numbers: bool = False
    depth: int | None = None
    around: str | None = None
    hops: int = 1

    @property
    def shown(self) -> Shown:
        """The options that decide what is where."""
        return {
            "view": self.view,
            "scenario": self.scenario,
            "engine": self.engine,
            "numbers": self.numbers,
            "depth": self.depth,
            "around": self.around,
            "hops": self.hops,
        }

    @property
    def layout(self) -> RenderOptions:
        """Those options alone: pictures that agree in these share one layout."""
        return RenderOptions(**self.shown)

    @property
    def part(self) -> bool:
        """Whether a part of the design is shown."""
        return self.view is not None or self.around is not None

    @property
    def whole(self) -> RenderOptions:
        """The picture whose places this one keeps: without the scenario, else the whole design."""
        if self.scenario is not None:
            return replace(self, scenario=None)
        return replace(self, view=None, around=None, hops=1, depth=0)
