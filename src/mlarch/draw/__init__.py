"""Drawing a design: the whole, a view, or a scenario, as SVG, PNG, PDF, DOT, JSON.

    design graph ─ scene ─▶ Scene ─ layout ─▶ Diagram ─ formats.paint ─▶ Picture ─ svg, raster, pdf ─▶ bytes

Layout libraries, fonts and icons are imported on use: a review never loads them.
"""

from __future__ import annotations

from mlarch.draw.drawing import Drawing
from mlarch.draw.formats.table import FORMATS, Stage
from mlarch.draw.options import ENGINES, THEMES, RenderOptions, Shown

__all__ = ["ENGINES", "FORMATS", "THEMES", "Drawing", "RenderOptions", "Shown", "Stage"]
