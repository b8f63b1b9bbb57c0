"""Drawing a design: SVG, PNG, PDF and DOT of the whole, a view, or a scenario.

    design graph ─ build ─▶ scene ─ layout ─▶ positions ─ compose ─▶ picture ─ svg, png, pdf ─▶ bytes

Everything is imported on use: a review never loads a drawing library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlarch.draw.readability import Readability
    from mlarch.draw.scene import Scene
    from mlarch.graph import DesignGraph

__all__ = ["FORMATS", "render", "report"]

FORMATS = ("svg", "png", "pdf", "dot")


def render(
    graph: DesignGraph,
    *,
    format: str = "svg",  # noqa: A002 - the word that users know
    view: str | None = None,
    scenario: str | None = None,
    theme: str = "auto",
    engine: str = "embedded",
    scale: float = 2.0,
) -> bytes:
    """Draw a design, one of its views, or one of its scenarios.

    `scale` is PNG pixels per pixel of the picture. Raises `MlarchError` for a view, scenario or icon that
    cannot be used, and `EngineError` when Graphviz cannot be run or takes too long.
    """
    from mlarch.draw.compose import compose
    from mlarch.draw.dot import to_dot
    from mlarch.draw.layout import lay_out
    from mlarch.draw.theme import Theme

    scene = _scene(graph, view, scenario)
    if format == "dot":
        return to_dot(scene).encode()
    picture = compose(scene, lay_out(scene, engine))
    colors = Theme(theme)
    if format == "png":
        from mlarch.draw.raster import to_png

        return to_png(picture, colors, scale)
    if format == "pdf":
        from mlarch.draw.pdf import to_pdf

        return to_pdf(picture, colors)
    from mlarch.draw.svg import to_svg

    return to_svg(picture, colors).encode()


def report(
    graph: DesignGraph, *, view: str | None = None, scenario: str | None = None, engine: str = "embedded"
) -> Readability:
    """The readability report of a picture: overlaps, crossings, bends, and its shape."""
    from mlarch.draw.layout import lay_out

    return lay_out(_scene(graph, view, scenario), engine).report


def _scene(graph: DesignGraph, view: str | None, scenario: str | None) -> Scene:
    from mlarch.draw.build import build
    from mlarch.draw.icons import icon_of

    return build(graph, icon_of, view=view, scenario=scenario)
