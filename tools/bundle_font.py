"""Cuts the bundled font into the slices that pictures embed and writes down its widths.

    python tools/bundle_font.py

writes `src/mlarch/draw/text/font/`. It is run when the font or the slices change; drawing does without it.
Each slice is a WOFF2 file without hinting, kerning and ligatures, so that text is as wide as `width` says.
"""

from __future__ import annotations

import io
import json

from fontTools import subset
from fontTools.ttLib import TTFont

from mlarch.draw.text.font_files import FAMILY, SLICES, Weight, font_file, slice_file, slice_of

_METRICS = slice_file("basic", "regular").with_name("metrics.json")


def main() -> None:
    """Write the widths and the slices of every weight."""
    widths = {weight.value: _widths(weight) for weight in Weight}
    text = json.dumps(widths, indent=0)
    _METRICS.write_text(text + "\n", encoding="ascii", newline="\n")
    for weight in Weight:
        for name in SLICES:
            slice_file(name, weight).write_bytes(_cut(name, weight))


def _widths(weight: Weight) -> dict[str, str]:
    """The characters of each advance width, in thousandths of an em."""
    font = TTFont(font_file(weight))
    found: dict[int, str] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        width = font["hmtx"].metrics[glyph][0]
        found[width] = found.get(width, "") + chr(code)
    return {str(width): found[width] for width in sorted(found)}


def _cut(name: str, weight: Weight) -> bytes:
    """A slice of a weight. The licence stays in it, the reserved name does not."""
    options = subset.Options(
        layout_features=[],
        drop_tables=["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "gasp"],
        hinting=False,
        name_IDs=[0, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = TTFont(font_file(weight), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in font.getBestCmap() if slice_of(chr(code)) == name])
    cutter.subset(font)
    for identifier in (1, 4, 6):
        label = FAMILY.replace(" ", "-") if identifier == 6 else FAMILY
        font["name"].setName(label, identifier, 3, 1, 0x409)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
