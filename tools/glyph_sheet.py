"""All glyphs on one page, `docs/glyphs.svg`: `python tools/glyph_sheet.py docs/glyphs.svg` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

from mlarch.draw.icons.glyphs import GRID, glyph, glyph_names

__all__ = ["glyph_sheet"]

_COLUMNS, _CELL, _ROW, _SIZE, _MARGIN = 10, 100, 92, 48, 16
_STYLE = (  # plain colours and no custom properties: not every renderer of images knows those
    ".paper{fill:#fff}.glyph{color:#1d4ed8}"
    "text{fill:#475569;font:11px 'Source Sans Pro',system-ui,sans-serif;text-anchor:middle}"
    "@media (prefers-color-scheme:dark){.paper{fill:#0f172a}.glyph{color:#93c5fd}text{fill:#94a3b8}}"
)


def glyph_sheet() -> str:
    """The page as SVG: every glyph twice, at 48 and at 28 pixels, with its name. Light and dark."""
    names = glyph_names()
    rows = -(-len(names) // _COLUMNS)
    width, height = _COLUMNS * _CELL + 2 * _MARGIN, rows * _ROW + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">',
        f"<title>The {len(names)} glyphs of mlarch</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
    ]
    for place, name in enumerate(names):
        x = _MARGIN + place % _COLUMNS * _CELL
        y = _MARGIN + place // _COLUMNS * _ROW
        drawing = glyph(name).svg
        lines.append(
            f'<g class="glyph"><g transform="translate({x + 6} {y}) scale({_SIZE / GRID:g})">{drawing}</g>'
            f'<g transform="translate({x + 64} {y + 18}) scale({28 / GRID:.4f})">{drawing}</g></g>'
        )
        lines.append(f'<text x="{x + _CELL // 2}" y="{y + _SIZE + 18}">{name}</text>')
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(glyph_sheet(), encoding="utf-8", newline="\n")
