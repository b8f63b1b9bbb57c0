"""The estimate of a design, with the ways to show it."""

from __future__ import annotations

from typing import Any

from mlarch.draw.options import THEMES
from mlarch.estimate.engine import Estimate
from mlarch.records import dataclass
from mlarch.report.estimates import html, json, text
from mlarch.text import choice

__all__ = ["DesignEstimate"]


@dataclass(frozen=True, repr=False)
class DesignEstimate(Estimate):
    """The figures of a design (see `Estimate`), and the ways to show them. Made by `Design.estimate`.

    In a notebook it shows itself as a table with the waterfall.
    """

    def to_text(self, width: int = 100) -> str:
        """The page that `mlarch estimate` prints, wrapped at `width` columns."""
        return text.render([(self, ())], width)

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values: seconds, bytes and 1/s, without keys that do not apply."""
        return json.document(self)

    def to_svg(self, theme: str = "auto") -> str:
        """The waterfall, the loads and the funnel as one SVG; `theme` is `auto`, `light` or `dark`."""
        from mlarch.draw import charts

        return charts.svg([self], theme=charts.Theme(choice("theme", theme, THEMES)))

    def _repr_html_(self) -> str:
        from mlarch.draw import charts

        return html.render(self) + charts.svg([self], parts=("latency",))

    def __repr__(self) -> str:
        return f"<DesignEstimate of {self.name!r}, from {self.path!r}>"
