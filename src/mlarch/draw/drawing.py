"""One picture of a design, worked out stage by stage, each on first use."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from mlarch.draw.formats.table import FORMATS, Stage
from mlarch.draw.options import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlarch.diagnostics import Finding
    from mlarch.draw.diagram import Diagram
    from mlarch.draw.formats.canvas import Picture
    from mlarch.draw.formats.html import Page
    from mlarch.draw.layout.layout import Layout
    from mlarch.draw.layout.readability import Readability
    from mlarch.draw.scene.values import Scene
    from mlarch.graph import DesignGraph

__all__ = ["Drawing"]


class Drawing:
    """One picture of a design, laid out once and encoded as often as asked.

    Everything is worked out on first use. Raises `MlarchError` for a view, scenario or icon that cannot be
    used, and `EngineError` when Graphviz cannot be run or takes too long.
    """

    def __init__(
        self,
        graph: DesignGraph,
        options: RenderOptions,
        *,
        whole: Drawing | None = None,
        findings: Callable[[], tuple[Finding, ...]] = tuple,
    ) -> None:
        """`whole` is the same picture without the scenario, if it is there already: its layout is used.

        `findings` gives what the review found; it is asked by the formats that show findings.
        """
        self._findings = findings
        self._graph = graph
        self._options = options.layout
        self._whole = whole

    @cached_property
    def scene(self) -> Scene:
        """What is shown, before anything has a place."""
        from mlarch.draw.icons.icons import icon_of
        from mlarch.draw.scene.build import build

        options = self._options
        numbers = None
        if options.numbers:
            from mlarch.estimate.numbers import numbers_of

            numbers = numbers_of(self._graph)
        return build(self._graph, icon_of, view=options.view, scenario=options.scenario, numbers=numbers)

    @cached_property
    def layout(self) -> Layout:
        """Where cards, panels, lines and labels are."""
        from mlarch.draw.layout.layout import lay_out, lay_out_like

        options = self._options
        if options.scenario is not None:
            whole = self._whole or Drawing(self._graph, options.whole)
            return lay_out_like(self.scene, whole.layout)
        if options.engine != "built-in":
            from mlarch.draw.layout.by_graphviz import lay_out_by_graphviz

            return lay_out_by_graphviz(self.scene, "dot" if options.engine == "dot" else "embedded")
        return lay_out(self.scene)

    @cached_property
    def diagram(self) -> Diagram:
        """The whole page with everything in its place and what it means."""
        from mlarch.draw.layout.page import to_diagram

        return to_diagram(self.scene, self.layout)

    @cached_property
    def picture(self) -> Picture:
        """The drawing instructions that SVG, PNG and PDF share."""
        from mlarch.draw.formats.paint import compose

        return compose(self.diagram)

    @cached_property
    def page(self) -> Page:
        """The picture with all that is known of its parts."""
        from mlarch.draw.formats.html import Page
        from mlarch.draw.scene.facts import facts_of

        return Page(self.diagram, self.picture, facts_of(self._graph), self._findings())

    @cached_property
    def report(self) -> Readability:
        """The readability report: overlaps, crossings, bends, and the shape of the page."""
        from mlarch.draw.layout.readability import measure

        return measure(self.diagram)

    def warnings(self, options: RenderOptions) -> tuple[str, ...]:
        """What a reader of the file may miss: characters that no font at hand has."""
        from mlarch.draw.text import fallback

        if FORMATS[options.format].paints_text:
            characters = fallback.missing(self.picture.texts(), options.font)
            return (fallback.warning(characters, options.font),) if characters else ()
        return ()

    def encode(self, options: RenderOptions) -> bytes:
        """The picture as a file, in the format, theme and scale of `options`."""
        row = FORMATS[options.format]
        stages = {Stage.SCENE: "scene", Stage.DIAGRAM: "diagram", Stage.DRAWN: "picture", Stage.PAGE: "page"}
        module = import_module(f"mlarch.draw.formats.{row.module}")
        data: bytes = module.encode(getattr(self, stages[row.stage]), options)
        return data
