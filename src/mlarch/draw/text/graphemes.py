"""What a reader takes for one character: grapheme clusters, and which of them are wide or emoji.

A text must never be cut inside one: not between a letter and its accent, not inside a family emoji or a flag.
The rules are those of Unicode Annex 29 as far as the character database of Python goes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["clean", "clusters", "is_emoji", "is_joined", "is_wide", "lines_of"]

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]|<br\s*/?>", re.IGNORECASE)

_JOINER, _NON_JOINER, _EMOJI_STYLE, _KEYCAP = "\u200d", "\u200c", "\ufe0f", "\u20e3"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_PICTURES = range(0x1F000, 0x1FB00)
_MARKS = frozenset({"Mn", "Me", "Mc"})
_UNSEEN = frozenset(
    {0xAD, 0x200B, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC)}
)
_VIRAMA = 9  # the combining class of the sign that ties two Indic consonants into one


def clusters(text: str) -> Iterator[str]:
    """The grapheme clusters of a text, in order; joined they give the text."""
    start = 0
    for place in range(1, len(text)):
        if not is_joined(text, place, start):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def is_joined(text: str, place: int, start: int) -> bool:
    """Whether the characters before and at `place` belong to one cluster, which begins at `start`."""
    before, after = text[place - 1], text[place]
    if before.isascii() and after.isascii():
        return before == "\r" and after == "\n"
    code = ord(after)
    if after in (_JOINER, _NON_JOINER) or code in _SKIN_TONES or code in _TAGS:
        return True
    category = unicodedata.category(after)
    if category in _MARKS:
        return True
    if before == _JOINER:
        return category == "So" or unicodedata.category(text[start]) == "Lo"
    if unicodedata.combining(before) == _VIRAMA and category == "Lo":
        return True
    if code in _FLAG_LETTERS and ord(before) in _FLAG_LETTERS:
        return (place - start) % 2 == 1
    return _is_hangul_pair(ord(before), code)


def _is_hangul_pair(before: int, after: int) -> bool:
    """Whether two Korean letters stand in one syllable: leading, vowel, trailing."""
    leading, vowel, trailing = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
    syllable = 0xAC00 <= before <= 0xD7A3
    open_syllable = syllable and (before - 0xAC00) % 28 == 0
    if before in leading:
        return after in leading or after in vowel or 0xAC00 <= after <= 0xD7A3
    if before in vowel or open_syllable:
        return after in vowel or after in trailing
    return (before in trailing or syllable) and after in trailing


def is_wide(cluster: str) -> bool:
    """Whether the cluster takes a full square: Chinese, Japanese, Korean, full-width forms."""
    return not cluster.isascii() and unicodedata.east_asian_width(cluster[0]) in "WF"


def is_emoji(cluster: str) -> bool:
    """Whether the cluster is shown as a coloured picture."""
    if cluster.isascii():
        return False
    if ord(cluster[0]) in _PICTURES or _EMOJI_STYLE in cluster or _KEYCAP in cluster:
        return True
    return is_wide(cluster) and unicodedata.category(cluster[0]) == "So"


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that the author broke the text into, by line ends or `<br/>`, each cleaned; none is empty."""
    return tuple(line for part in _LINE_END.split(text) if (line := clean(part)))


def clean(text: str) -> str:
    """The text on one line, composed (NFC), without what cannot be shown or would turn its neighbours around.

    White space and `<br/>` become one space; control characters, lone surrogates, characters that XML
    forbids, invisible spaces, and the marks that embed, override or isolate a writing direction are dropped.
    Joiners stay.
    """
    if text.isascii() and text.isprintable() and "<" not in text:
        return " ".join(text.split())  # nothing to drop or to compose, as in most texts
    text = _LINE_END.sub(" ", text)
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_unfit(c))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _is_unfit(character: str) -> bool:
    """By code and not by category: a newer database of characters must not change a picture."""
    code = ord(character)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return True
    return code in _UNSEEN or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0
