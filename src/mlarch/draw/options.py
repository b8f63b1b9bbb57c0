"""What can be asked of a picture, as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["CROWDED", "ENGINES", "THEMES", "RenderOptions"]

THEMES = ("auto", "light", "dark")
"""`auto` follows the viewer's setting where the format can (SVG), and is light elsewhere."""

ENGINES = ("built-in", "graphviz", "embedded", "dot")
"""Who lays out: `built-in` is our own layout. `graphviz` is the Graphviz inside a Python package, or that of
this machine where it cannot be loaded; `embedded` is another name of it. `dot` is this machine's program."""


CROWDED = 100
"""With more components than this a picture shows its outermost groups as cards, unless it is asked not to."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Everything that tells one picture of a design from another.

    `view` and `scenario` name one of the spec's. `scale` is the number of pixels of a PNG per pixel of the
    layout; only PNG uses it. `font` is a TrueType or OpenType file for characters that the bundled one lacks.
    `numbers` writes the computed rates on lines and the loads on cards. `depth` collapses the groups at that
    depth to cards, 1 being the outermost; 0 shows every component; None does so up to `CROWDED` of them.
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

    @property
    def layout(self) -> RenderOptions:
        """The options that decide where things are: pictures that agree in these share one layout."""
        return RenderOptions(
            view=self.view,
            scenario=self.scenario,
            engine=self.engine,
            numbers=self.numbers,
            depth=self.depth,
        )

    @property
    def whole(self) -> RenderOptions:
        """The picture whose places this one keeps: without the scenario, else without the view."""
        return replace(self, scenario=None) if self.scenario is not None else replace(self, view=None)
