"""How the patterns of the lexicon are made, and how far into a text they look."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Words", "any_of", "pattern"]

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern that is looked for at the beginning of a text."""

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place that says it; None where nothing does."""
        return self.pattern.search(text, 0, _LONGEST)


def any_of(*alternatives: str) -> Words:
    """One of these expressions, each from the beginning of a word."""
    return Words(re.compile(rf"\b(?:{'|'.join(alternatives)})"))


def pattern(text: str) -> Words:
    """This expression, anywhere."""
    return Words(re.compile(text))
