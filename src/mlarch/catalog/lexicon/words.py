"""How the expressions of the lexicon are asked, and how far into a text they look.

The lexicon has some two thousand expressions, and to compile them takes longer than to review a design. A text
can match few of them: an expression is compiled when letters that it cannot do without stand in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from mlarch.prefilter import Branch, branches

__all__ = ["LONGEST", "Words", "any_of", "clauses", "pattern"]

LONGEST = 2_000
"""How many characters of a text are read for what they mean: a longer one takes no longer."""

_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|nor|neither|without|instead of|rather than|is no|are no|cannot)\s+"
    r"(?:(?:is|are|was|were|gets?|has been|will be)\s+)?(?:(?:an?|the|any|be|by)\s+)?$"
)
_BEFORE = 24
_CLAUSES = re.compile(r"[.;:!?](?:\s+|$)|,\s+|\s[-–—]\s|\((?=\w)|\)|\b(?:but|while|whereas|although)\b")
_OFTEN = 200
"""Who is asked more often than that, about a large design, is quicker as one expression."""

_SHORT = 200
"""Answers about texts up to this length are kept, which bounds the memory that they take."""

_compiled = cache(re.compile)


class Words:
    """Expressions that are looked for at the beginning of a text, and not where they are denied.

    None of them matches in a text in which `part` is not found: long ones are compiled only where it is.
    """

    def __init__(self, alternatives: tuple[str, ...], opening: str = "", part: Words | None = None) -> None:
        self._alternatives, self._opening, self._part = alternatives, opening, part
        self._asked = 0

    def search(self, text: str) -> re.Match[str] | None:
        """The first place that says it (`never a service account` does not); None where nothing does."""
        return _kept(self, text) if len(text) <= _SHORT else self._first(text)

    def _first(self, text: str) -> re.Match[str] | None:
        for found in self.matches(text):
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

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Every place with these words, denied or not, from left to right; none lies on another."""
        if not text:
            return
        self._asked += 1
        if self._part is not None and next(self._part.matches(text), None) is None:
            return
        if self._asked > _OFTEN:
            yield from self._whole.finditer(text, 0, LONGEST)
            return
        numbers = {
            number for letters, found in self._by_letters.items() if letters in text for number in found
        }
        possible = [
            _compiled(f"{self._opening}(?:{self._branches[number].source})")
            for number in sorted(numbers)
            if self._branches[number].may_match(text)
        ]
        position = 0
        while found := [match for one in possible if (match := one.search(text, position, LONGEST))]:
            first = min(found, key=re.Match.start)
            yield first
            position = first.end()

    def without(self, text: str) -> str:
        """The text with these words taken out."""
        for found in reversed(list(self.matches(text))):
            text = text[: found.start()] + text[found.end() :]
        return text

    @property
    def expression(self) -> str:
        """All alternatives as one expression."""
        return f"{self._opening}(?:{'|'.join(self._alternatives)})"

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.expression)

    @cached_property
    def _branches(self) -> list[Branch]:
        return [branch for one in self._alternatives for branch in branches(one)]

    @cached_property
    def _by_letters(self) -> dict[str, list[int]]:
        """The branches by letters of which one stands in every text that they match; all by those of nothing."""
        found: dict[str, list[int]] = {}
        for number, branch in enumerate(self._branches):
            for letters in branch.telling or ("",):
                found.setdefault(letters, []).append(number)
        return found


@lru_cache(maxsize=16_384)  # rules ask the same, and a text that is being typed repeats most of what it said
def _kept(words: Words, text: str) -> re.Match[str] | None:
    return words._first(text)


def clauses(text: str) -> list[str]:
    """The clauses of a text, by its punctuation: what is said in one of them does not speak for the next."""
    return [clause.strip() for clause in _CLAUSES.split(text[:LONGEST]) if clause.strip()]


def any_of(*alternatives: str) -> Words:
    """One of these expressions, each from the beginning of a word."""
    return Words(alternatives, r"\b")


def pattern(*alternatives: str, part: str | None = None) -> Words:
    """One of these expressions, anywhere; `part` is found wherever one of them is."""
    return Words(alternatives, part=None if part is None else Words((part,)))
