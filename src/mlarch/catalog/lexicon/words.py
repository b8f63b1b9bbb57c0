"""How the patterns of the lexicon are made, and how far into a text they look."""

from __future__ import annotations

import re
from functools import cached_property

from mlarch.records import dataclass

__all__ = ["Words", "any_of", "clauses", "pattern"]

_LONGEST = 2_000
_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|nor|neither|without|instead of|rather than|is no|are no|cannot)\s+(?:(?:an?|the|any|be|by)\s+)?$"
)
_BEFORE = 24
_CLAUSES = re.compile(r"[.;:!?](?:\s+|$)|,\s+|\s[-–—]\s|\((?=\w)|\)|\b(?:but|while|whereas|although)\b")


@dataclass(frozen=True)
class Words:
    """A regular expression that is looked for at the beginning of a text, and not where it is denied."""

    expression: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first asked: a draft asks half of them."""
        return re.compile(self.expression)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place that says it (`never a service account` does not); None where nothing does."""
        for found in self.pattern.finditer(text, 0, _LONGEST):
            if not _DENIED.search(text, max(0, found.start() - _BEFORE), found.start()):
                return found
        return None

    def outside(self, text: str, excused: Words) -> re.Match[str] | None:
        """The first place that says it in a clause in which nothing excuses it; None where there is none."""
        for clause in clauses(text):
            found = self.search(clause)
            if found is not None and excused.search(clause) is None:
                return found
        return None


def clauses(text: str) -> list[str]:
    """The clauses of a text, by its punctuation: what is said in one of them does not speak for the next."""
    return [clause.strip() for clause in _CLAUSES.split(text[:_LONGEST]) if clause.strip()]


def any_of(*alternatives: str) -> Words:
    """One of these expressions, each from the beginning of a word."""
    return Words(rf"\b(?:{'|'.join(alternatives)})")


def pattern(text: str) -> Words:
    """This expression, anywhere."""
    return Words(text)
