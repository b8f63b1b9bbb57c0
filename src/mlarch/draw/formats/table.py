"""The picture formats: a format is one module with an `encode` function, and one row here."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType

from mlarch.records import dataclass

__all__ = ["FORMATS", "PictureFormat", "Stage"]


class Stage(enum.StrEnum):
    """What a format is made from; each stage is made from the one before."""

    SCENE = "scene"
    """Cards, panels and links without places: for formats that are laid out by another program."""
    DIAGRAM = "diagram"
    """Everything in its place, as meanings: for formats with shapes of their own."""
    DRAWN = "drawn"
    """Drawing instructions: for formats that paint."""
    PAGE = "page"
    """All of it, with the facts and findings that a picture has no room for."""


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """A row of the table. `module` has `encode(source, options) -> bytes`, its source that of `stage`."""

    name: str
    ending: str
    stage: Stage
    module: str
    about: str
    paints_text: bool = False
    """Letters become shapes of a font that we choose; elsewhere the reader's program chooses one."""


_ROWS = (
    PictureFormat("svg", ".svg", Stage.DRAWN, "svg", "one self-contained file, right in light and dark"),
    PictureFormat("html", ".html", Stage.PAGE, "html", "a page to explore the design in, one file"),
    PictureFormat("png", ".png", Stage.DRAWN, "raster", "pixels", True),
    PictureFormat("pdf", ".pdf", Stage.DRAWN, "pdf", "vectors on one page of the picture's size", True),
    PictureFormat("dot", ".dot", Stage.SCENE, "dot", "text for any Graphviz, by the diagrams library"),
    PictureFormat("diagrams", ".py", Stage.SCENE, "diagrams_script", "a script for the diagrams library"),
    PictureFormat("mermaid", ".mmd", Stage.SCENE, "mermaid", "a flowchart for pages that draw Mermaid"),
    PictureFormat("d2", ".d2", Stage.SCENE, "d2", "text for the D2 language"),
    PictureFormat("drawio", ".drawio", Stage.DIAGRAM, "drawio", "native shapes for draw.io"),
    PictureFormat("json", ".json", Stage.DIAGRAM, "json", "the diagram itself: places and meanings"),
)

FORMATS: Mapping[str, PictureFormat] = MappingProxyType({row.name: row for row in _ROWS})
"""Every picture format, by its name."""
