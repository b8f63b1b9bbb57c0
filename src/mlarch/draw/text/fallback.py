"""Characters that the bundled font lacks, and a font of the user's that may have them (`--font`)."""

from __future__ import annotations

import base64
import functools
import io
import logging
import unicodedata
from collections.abc import Iterable
from typing import Any

from mlarch.diagnostics import MlarchError
from mlarch.draw.text.font_files import face
from mlarch.files import peek

__all__ = ["FAMILY", "characters", "css", "missing", "runs", "warning"]

FAMILY = "mlarch Extra"
"""What the user's font is called in an SVG."""

_LARGEST = 64 << 20
_SHOWN = 12  # characters that a message names


def missing(texts: Iterable[str], font: str | None = None) -> str:
    """The visible characters of `texts` that neither the bundled font nor the file `font` has, sorted."""
    known = face().advances.keys() | (characters(font) if font else frozenset())
    return "".join(sorted({c for text in texts for c in text if c not in known and not _unseen(c)}))


@functools.lru_cache(maxsize=8)
def characters(font: str) -> frozenset[str]:
    """What a TrueType or OpenType file can show. Raises `MlarchError` for what is none."""
    with _opened(font) as opened:
        return frozenset(map(chr, opened.getBestCmap() or ()))


def runs(text: str, font: str | None) -> list[tuple[bool, str]]:
    """The text in stretches, each with whether it is to be set in the file `font`."""
    extra = characters(font) if font else frozenset()
    known = face().advances
    found: list[tuple[bool, str]] = []
    for character in text:
        other = character not in known and character in extra
        if found and found[-1][0] is other:
            found[-1] = (other, found[-1][1] + character)
        else:
            found.append((other, character))
    return found


def css(texts: Iterable[str], font: str) -> str:
    """The `@font-face` rule with the characters of `texts` that only the file `font` has; may be empty."""
    from fontTools import subset

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # tables that it drops are no news
    wanted = {c for text in texts for c in text if c not in face().advances} & characters(font)
    if not wanted:
        return ""
    with _opened(font) as opened:
        cutter = subset.Subsetter(subset.Options(hinting=False, recalc_timestamp=False, notdef_outline=True))
        cutter.populate(text="".join(sorted(wanted)))
        cutter.subset(opened)
        buffer = io.BytesIO()
        opened.save(buffer, reorderTables=True)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f"@font-face{{font-family:'{FAMILY}';font-weight:400 700;src:url(data:font/ttf;base64,{data})}}"


def _opened(font: str) -> Any:
    from fontTools.ttLib import TTFont, TTLibError

    help_text = "Name a .ttf, .otf or .ttc file with `--font`."
    data = peek(font, _LARGEST)  # no pipe and no device
    if len(data) > _LARGEST:
        raise MlarchError(f"the font {font} is larger than {_LARGEST >> 20} MiB", help_text)
    try:
        return TTFont(io.BytesIO(data), fontNumber=0, lazy=True, recalcTimestamp=False)
    except (TTLibError, OSError):
        reason = "it is no TrueType or OpenType font"
        raise MlarchError(f"the font {font} cannot be used: {reason}", help_text) from None


def warning(lacking: str, font: str | None) -> str:
    """What is said of a picture that holds such characters."""
    named = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:_SHOWN])
    rest = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    which = f"the bundled font and {font} lack" if font else "the bundled font lacks"
    return f"{which} {named}{rest}: name a font that has them with `--font FILE`"


def _unseen(character: str) -> bool:
    """Whether nothing is drawn for it alone: joiners, variation selectors, spaces."""
    return unicodedata.category(character) in ("Cf", "Zs", "Cc", "Mn", "Me")
