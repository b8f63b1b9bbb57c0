"""One picture of a design, worked out stage by stage, each on first use."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from mlarch.draw.formats.table import FORMATS, Stage
from mlarch.draw.options import CROWDED, RenderOptions

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

_READ_AT = 896.0
"""How wide the level above may be, without the margins: on a page of 900 pixels its words have 10 then."""


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
        """`whole` is the same picture without the scenario, or that of which this is a view: if it is there
        already, its layout is used.

        `findings` gives what the review found; it is asked by the formats that show findings.
        """
        self._findings = findings
        self._graph = graph
        self._options = options.layout
        self._whole = whole

    @cached_property
    def _every(self) -> Scene:
        """What is shown, with every component as a card."""
        from mlarch.draw.icons.icons import icon_of
        from mlarch.draw.scene.build import build

        options = self._options
        numbers = None
        if options.numbers:
            from mlarch.estimate.numbers import numbers_of

            numbers = numbers_of(self._graph)
        return build(
            self._graph,
            icon_of,
            view=options.view,
            scenario=options.scenario,
            around=options.around,
            hops=options.hops,
            numbers=numbers,
        )

    @cached_property
    def _stated_depth(self) -> int | None:
        """The depth that is asked for, or that the view has."""
        views = self._graph.architecture.views if self._options.depth is None else ()
        named = next((view for view in views if view.name == self._options.view), None)
        return named.depth if named is not None else self._options.depth

    @cached_property
    def scene(self) -> Scene:
        """What is shown, before anything has a place."""
        from mlarch.draw.scene.collapse import collapsed

        every, depth = self._every, self._stated_depth
        if depth is None:
            depth = 1 if len(every.cards) > CROWDED and every.panels else 0
        return collapsed(every, depth)

    @cached_property
    def _laid_out(self) -> Scene:
        """What is laid out: the scene, with each mesh of flows as one net where our own router draws it."""
        from mlarch.draw.scene.mesh import meshed

        return meshed(self.scene) if self._options.engine == "built-in" else self.scene

    @cached_property
    def layout(self) -> Layout:
        """Where cards, panels, lines and labels are."""
        from mlarch.draw.layout.layout import lay_out, lay_out_like, lay_out_narrow

        options = self._options
        if options.scenario is not None:
            whole = self._whole or Drawing(self._graph, options.whole)
            return lay_out_like(self._laid_out, whole.layout)
        if options.engine != "built-in":
            from mlarch.draw.layout.by_graphviz import lay_out_by_graphviz

            return lay_out_by_graphviz(self._laid_out, "dot" if options.engine == "dot" else "embedded")
        if len(self.scene.cards) < len(self._every.cards):
            return lay_out_narrow(self._laid_out, _READ_AT)
        if options.part and len(self._graph.architecture.components) <= CROWDED:
            whole = self._whole or Drawing(self._graph, options.whole)
            return lay_out(self._laid_out, whole.cells())
        return lay_out(self._laid_out)

    def cells(self) -> dict[str, tuple[int, int]]:
        """The column and row of every card in the built-in layout; nothing by Graphviz."""
        routed = self.layout.routed
        if routed is None:
            return {}
        return {card.id: routed.grid.cells[number] for number, card in enumerate(self.scene.cards)}

    def rows(self) -> tuple[str, ...]:
        """The ids of each row of cards, as `layout:` of a spec states them; nothing by Graphviz."""
        from mlarch.draw.layout.pins import rows_of

        return tuple(rows_of(self.cells()))

    @cached_property
    def diagram(self) -> Diagram:
        """The whole page with everything in its place and what it means."""
        from mlarch.draw.layout.crop import cropped
        from mlarch.draw.layout.page import to_diagram

        shown = self.layout if self._options.scenario is None else cropped(self._laid_out, self.layout)
        return to_diagram(self._laid_out, shown)

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
        """What a reader may miss: groups shown as cards unasked, overlaps, characters in no font."""
        from mlarch.draw.text import fallback

        row = FORMATS[options.format]
        found = [
            *self._collapsed_unasked(),
            *self._unpinned(),
            *(self._spoilt() if row.stage is not Stage.SCENE else ()),
        ]
        if row.paints_text and (characters := fallback.missing(self.picture.texts(), options.font)):
            found.append(fallback.warning(characters, options.font))
        return tuple(found)

    def _collapsed_unasked(self) -> list[str]:
        count, shown = len(self._every.cards), len(self.scene.cards)
        if self._stated_depth is not None or shown == count:
            return []
        return [
            f"{count} components are drawn as {shown} cards, one for each group; `--depth 0` draws them all,"
            " `--around ID` a part and what it touches"
        ]

    def _unpinned(self) -> list[str]:
        names = {name for row in self.scene.pins for name in row.split()} - {"."}
        gone = sorted(names - set(self._graph.architecture.components))
        return [f"`layout` names {', '.join(gone)}, which the spec does not have"] if gone else []

    def _spoilt(self) -> list[str]:
        found = []
        if self.layout.hasty:
            found.append(
                "this picture is so large that it was laid out in haste; `--depth 1` draws its groups,"
                " `--around ID` a part of it"
            )
        return [*found, *self._overlaps()]

    def _overlaps(self) -> list[str]:
        faults = self.report.faults
        return [f"{faults} words or lines overlap in this picture; `--report` counts them"] if faults else []

    def encode(self, options: RenderOptions) -> bytes:
        """The picture as a file, in the format, theme and scale of `options`."""
        row = FORMATS[options.format]
        stages = {Stage.SCENE: "scene", Stage.DIAGRAM: "diagram", Stage.DRAWN: "picture", Stage.PAGE: "page"}
        module = import_module(f"mlarch.draw.formats.{row.module}")
        data: bytes = module.encode(getattr(self, stages[row.stage]), options)
        return data
