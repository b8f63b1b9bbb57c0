"""Drawing a design: SVG, PNG, PDF and DOT of the whole, a view, or a scenario.

    design graph ─ build ─▶ scene ─ layout ─▶ positions ─ compose ─▶ picture ─ svg, raster, pdf ─▶ bytes

Everything is imported on use: a review never loads a drawing library.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlarch.draw.formats.canvas import Picture
    from mlarch.draw.layout.layout import Layout
    from mlarch.draw.layout.readability import Readability
    from mlarch.draw.scene.values import Scene
    from mlarch.graph import DesignGraph

__all__ = ["ENGINES", "FORMATS", "THEMES", "Drawing"]

FORMATS = ("svg", "png", "pdf", "dot")
"""What `Drawing.encode` can make."""
THEMES = ("auto", "light", "dark")
"""`auto` follows the viewer's setting where the format can (SVG), and is light elsewhere."""
ENGINES = ("embedded", "dot")
"""`embedded` is the Graphviz inside a Python package, `dot` the program of that name on this machine."""


class Drawing:
    """One picture of a design, laid out once and encoded as often as asked.

    Everything is worked out on first use. Raises `MlarchError` for a view, scenario or icon that cannot be
    used, and `EngineError` when Graphviz cannot be run or takes too long.
    """

    def __init__(
        self,
        graph: DesignGraph,
        *,
        view: str | None = None,
        scenario: str | None = None,
        engine: str = "embedded",
        whole: Drawing | None = None,
    ) -> None:
        """`whole` is the same picture without the scenario, if it is there already: its layout is used."""
        self._whole = whole
        self._graph = graph
        self._view = view
        self._scenario = scenario
        self._engine = engine

    @cached_property
    def scene(self) -> Scene:
        """What is shown, before anything has a place."""
        from mlarch.draw.icons.icons import icon_of
        from mlarch.draw.scene.build import build

        return build(self._graph, icon_of, view=self._view, scenario=self._scenario)

    @cached_property
    def layout(self) -> Layout:
        """Where everything is."""
        from mlarch.draw.layout.layout import lay_out

        if self._scenario is None:
            return lay_out(self.scene, self._engine)
        whole = self._whole or Drawing(self._graph, view=self._view, engine=self._engine)
        return lay_out(self.scene, self._engine, whole.layout)

    @cached_property
    def picture(self) -> Picture:
        """The drawing instructions that SVG, PNG and PDF share."""
        from mlarch.draw.formats.paint import compose

        return compose(self.scene, self.layout)

    @property
    def report(self) -> Readability:
        """The readability report: overlaps, crossings, bends, and the shape of the page."""
        return self.layout.report

    def encode(self, format: str = "svg", *, theme: str = "auto", scale: float = 2.0) -> bytes:  # noqa: A002
        """The picture as a file. `scale` is the pixels of a PNG per pixel of the picture."""
        from mlarch.draw.formats.theme import Theme

        colors = Theme(theme)
        if format == "dot":
            from mlarch.draw.formats.dot import to_dot

            return to_dot(self.scene).encode()
        if format == "png":
            from mlarch.draw.formats.raster import to_png

            return to_png(self.picture, colors, scale)
        if format == "pdf":
            from mlarch.draw.formats.pdf import to_pdf

            return to_pdf(self.picture, colors)
        from mlarch.draw.formats.svg import to_svg

        return to_svg(self.picture, colors).encode()
