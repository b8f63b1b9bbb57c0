"""Drawing a design: the whole, a view, or a scenario, as SVG, PNG, PDF, DOT, JSON.

    design graph ─ scene ─▶ Scene ─ layout ─▶ Diagram ─ formats.paint ─▶ Picture ─ svg, raster, pdf ─▶ bytes

What draws is imported on use, as are layout libraries, fonts and icons: a review never loads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.draw.formats.table import FORMATS, Stage
from mlarch.draw.options import ENGINES, THEMES, RenderOptions, Shown
from mlarch.lazy import names

if TYPE_CHECKING:
    from mlarch.draw.drawing import Drawing

__all__ = ["ENGINES", "FORMATS", "THEMES", "Drawing", "RenderOptions", "Shown", "Stage"]

__getattr__ = names(__name__, {"mlarch.draw.drawing": ("Drawing",)})
