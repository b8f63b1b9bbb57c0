"""The bundled font: its files, the widths of its characters, and subsets of it to embed.

The font is Source Sans Pro (SIL Open Font License), from the package `font-source-sans-pro`. Measuring it
ourselves, and embedding it, makes a picture come out alike on every machine.
"""

from __future__ import annotations

import base64
import enum
import functools
import importlib.util
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mlarch.diagnostics import EngineError

__all__ = [
    "ASCENT",
    "CAP_HEIGHT",
    "DESCENT",
    "FAMILY",
    "FONT_STACK",
    "Face",
    "Weight",
    "face",
    "face_css",
    "font_file",
    "font_files",
    "subset",
]

ASCENT, DESCENT, CAP_HEIGHT = 0.984, 0.273, 0.66
"""The vertical measures of the font, in em: above the baseline, below it, and of a capital letter."""

FAMILY = "mlarch Sans"
"""The family of the embedded subset. Its licence reserves the name `Source` for the unchanged font."""

FONT_STACK = "'mlarch Sans','Source Sans Pro','Source Sans 3',system-ui,'Noto Sans',sans-serif"
"""What `font-family` says: the subset, else the font itself, else what the reader has."""

_PACKAGE = "font_source_sans_pro"
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0·×±–—‘’“”•…→≤≥≈"
"""In every subset, so that editing a name seldom changes the embedded bytes."""


class Weight(enum.StrEnum):
    """The weights in use, the lightest first. Every function takes the plain word, too."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"

    @property
    def css(self) -> int:
        """The weight as CSS numbers it."""
        return {"regular": 400, "semibold": 600, "bold": 700}[self.value]


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of the font: the advance width of each character it has, in em."""

    weight: Weight
    advances: Mapping[str, float]


def font_file(weight: str = Weight.REGULAR) -> Path:
    """The TrueType file of a weight. Raises `EngineError` when the font's package is not installed whole."""
    spec = importlib.util.find_spec(_PACKAGE)  # does not run the package, which reads its whole folder
    places = list(spec.submodule_search_locations or ()) if spec else []
    name = f"SourceSansPro-{Weight(weight).title()}.ttf"
    for place in places:
        path = Path(place) / "files" / name
        if path.is_file():
            return path
    raise EngineError(
        f"The bundled font is missing: {name} was not found.",
        "Install it with `pip install font-source-sans-pro`.",
    )


def font_files() -> tuple[Path, ...]:
    """The files of all weights, the lightest first."""
    return tuple(font_file(weight) for weight in Weight)


@functools.cache
def face(weight: str = Weight.REGULAR) -> Face:
    """The widths of a weight, read once. Only the tables `cmap` and `hmtx` are looked at."""
    font = _open(weight)
    try:
        em = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        table = {chr(code): widths[name][0] / em for code, name in font.getBestCmap().items()}
    finally:
        font.close()
    return Face(Weight(weight), MappingProxyType(table))


def subset(text: str, weight: str = Weight.REGULAR) -> bytes:
    """A TrueType font with the characters of `text` (and ASCII) that the bundled font has.

    The same text gives the same bytes on every machine: it is left uncompressed, because what a compressor
    writes depends on its version. Kerning is left out, so that text is as wide as `width` says.
    """
    known = face(weight).advances
    wanted = sorted({c for c in text + _ALWAYS if c in known})
    return _subset("".join(wanted), Weight(weight))


def face_css(text_by_weight: Mapping[str, str]) -> str:
    """The `@font-face` rules that embed a subset for each weight in use, the lightest first."""
    rules = []
    for weight in sorted(text_by_weight, key=lambda word: Weight(word).css):
        data = base64.b64encode(subset(text_by_weight[weight], weight)).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{Weight(weight).css};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "".join(rules)


@functools.lru_cache(maxsize=64)
def _subset(characters: str, weight: Weight) -> bytes:
    from fontTools import subset as subsetting

    options = subsetting.Options(
        layout_features=[],
        drop_tables=["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "gasp"],
        hinting=False,
        name_IDs=[0, 13, 14],  # copyright and licence stay; the reserved name does not
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = _open(weight)
    try:
        subsetter = subsetting.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        for identifier in (1, 4, 6):
            label = FAMILY.replace(" ", "-") if identifier == 6 else FAMILY
            font["name"].setName(label, identifier, 3, 1, 0x409)
        buffer = io.BytesIO()
        font.save(buffer, reorderTables=True)
    finally:
        font.close()
    return buffer.getvalue()


def _open(weight: str) -> Any:
    from fontTools.ttLib import TTFont, TTLibError

    path = font_file(weight)
    try:
        return TTFont(path, lazy=True, recalcTimestamp=False)
    except (TTLibError, OSError) as error:
        raise EngineError(
            f"The bundled font cannot be read: {path.name}: {error}",
            "Install it again: `pip install --force-reinstall font-source-sans-pro`.",
        ) from error
