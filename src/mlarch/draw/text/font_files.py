"""The bundled font: its files, the widths of its characters, and the slices of it that pictures embed.

The font is Source Sans Pro (SIL Open Font License), from the package `font-source-sans-pro`. Measuring it
ourselves, and embedding it, makes a picture come out alike on every machine. Widths and slices were prepared
by `tools/bundle_font.py`: no font is parsed or cut while a picture is drawn, and what is embedded depends on
no compressor's version.
"""

from __future__ import annotations

import base64
import enum
import functools
import importlib.util
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from mlarch.diagnostics import EngineError
from mlarch.records import dataclass

__all__ = [
    "ASCENT",
    "CAP_HEIGHT",
    "DESCENT",
    "FAMILY",
    "FONT_STACK",
    "SLICES",
    "Face",
    "Weight",
    "face",
    "face_css",
    "font_file",
    "font_files",
    "slice_file",
    "slice_of",
]

ASCENT, DESCENT, CAP_HEIGHT = 0.984, 0.273, 0.66
"""The vertical measures of the font, in em: above the baseline, below it, and of a capital letter."""

FAMILY = "mlarch Sans"
"""The family of the embedded slices. Its licence reserves the name `Source` for the unchanged font."""

FONT_STACK = "'mlarch Sans','Source Sans Pro','Source Sans 3',system-ui,'Noto Sans',sans-serif"
"""What `font-family` says: the slices, else the font itself, else what the reader has."""

SLICES: Mapping[str, str] = MappingProxyType(
    {
        "basic": "U+20-7E,U+A0-FF,U+2010-2022,U+2026,U+2030-2033,U+20AC,U+2122,U+2190-2193,U+2212,U+221E,"
        "U+2248,U+2260-2265,U+2713",
        "latin": "U+100-24F,U+1E00-1EFF",
        "greek": "U+370-3FF,U+1F00-1FFF",
        "cyrillic": "U+400-52F",
        "phonetic": "U+250-36F,U+1D00-1DFF,U+FEFF",
        "symbols": "U+2000-2FFF,U+FB00-FB06,U+1F100-1F1FF",
    }
)
"""The parts that the font is cut into, by the characters in each, as CSS writes it.

A picture embeds `basic` and what else its words need. A character belongs to the first slice that names it.
"""

_PACKAGE = "font_source_sans_pro"
_FOLDER = Path(__file__).with_name("font")


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
    """The widths of a weight."""
    units: dict[str, str] = _metrics()[Weight(weight).value]
    table = {character: int(width) / 1000 for width, characters in units.items() for character in characters}
    return Face(Weight(weight), MappingProxyType(table))


@functools.cache
def slice_of(character: str) -> str:
    """The name of the slice that a character belongs to; empty for one that is in none."""
    places = _ranges().items()
    return next((name for name, ranges in places if any(ord(character) in one for one in ranges)), "")


def slice_file(name: str, weight: str) -> Path:
    """The WOFF2 file of a slice."""
    return _FOLDER / f"{name}-{Weight(weight).value}.woff2"


def face_css(text_by_weight: Mapping[str, str]) -> str:
    """The `@font-face` rules that embed each weight in use, the lightest first, as far as the texts need."""
    rules = []
    for weight in sorted(text_by_weight, key=lambda word: Weight(word).css):
        used = {
            slice_of(character) for character in set(text_by_weight[weight]) & face(weight).advances.keys()
        }
        for name in (name for name in SLICES if name in used or name == "basic"):
            rules.append(
                f"@font-face{{font-family:'{FAMILY}';font-weight:{Weight(weight).css};"
                f"src:url(data:font/woff2;base64,{_encoded(name, weight)}) format('woff2');"
                f"unicode-range:{SLICES[name]}}}"
            )
    return "".join(rules)


@functools.cache
def _encoded(name: str, weight: str) -> str:
    return base64.b64encode(slice_file(name, weight).read_bytes()).decode("ascii")


@functools.cache
def _metrics() -> dict[str, dict[str, str]]:
    """For each weight the characters of each advance width, in thousandths of an em."""
    found: dict[str, dict[str, str]] = json.loads((_FOLDER / "metrics.json").read_text(encoding="utf-8"))
    return found


@functools.cache
def _ranges() -> Mapping[str, tuple[range, ...]]:
    return {name: tuple(_parsed(ranges)) for name, ranges in SLICES.items()}


def _parsed(ranges: str) -> Iterable[range]:
    for one in ranges.split(","):
        first, _, last = one.removeprefix("U+").partition("-")
        yield range(int(first, 16), int(last or first, 16) + 1)
