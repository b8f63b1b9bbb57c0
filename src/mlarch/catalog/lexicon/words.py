"""How the expressions of the lexicon are asked, and how far into a text they look.

The lexicon has some two thousand expressions, and to compile them takes longer than to review a design. A text
can match few of them: an expression is compiled when letters that it cannot do without stand in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

__all__ = ["Words", "any_of", "clauses", "needed_letters", "pattern"]

_LONGEST = 2_000
_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|nor|neither|without|instead of|rather than|is no|are no|cannot)\s+(?:(?:an?|the|any|be|by)\s+)?$"
)
_BEFORE = 24
_CLAUSES = re.compile(r"[.;:!?](?:\s+|$)|,\s+|\s[-–—]\s|\((?=\w)|\)|\b(?:but|while|whereas|although)\b")
_OFTEN = 200
"""Who is asked more often than that, about a large design, is quicker as one expression."""

_compiled = cache(re.compile)


class Words:
    """Expressions that are looked for at the beginning of a text, and not where they are denied."""

    def __init__(self, alternatives: tuple[str, ...], opening: str = "") -> None:
        self._alternatives, self._opening = alternatives, opening
        self._asked = 0

    def search(self, text: str) -> re.Match[str] | None:
        """The first place that says it (`never a service account` does not); None where nothing does."""
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
        self._asked += 1
        if self._asked > _OFTEN:
            yield from self._whole.finditer(text, 0, _LONGEST)
            return
        possible = [
            _compiled(f"{self._opening}(?:{one})")
            for letters, one in self._single
            if (not letters or any(some in text for some in letters))
            and all(any(some in text for some in part) for part in _all_needed(one))
        ]
        position = 0
        while found := [match for one in possible if (match := one.search(text, position, _LONGEST))]:
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
    def _single(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Each alternative by itself, with its letters."""
        branches = (branch for one in self._alternatives for branch in _branches(one))
        return tuple((needed_letters(branch), branch) for branch in branches)


_GROUP = r"\((?:[^()\\]++|\\.)*+\)"
for _ in range(6):  # so deep do groups stand in each other
    _GROUP = rf"\((?:[^()\\]++|\\.|{_GROUP})*+\)"
_CLASS = r"\[(?:[^\]\\]++|\\.)*+\]"
_TIMES = r"(?:[?*]|\{[^}]*\})"
# What a match may lack, or hold in one form or another.
_OPEN = re.compile(rf"{_GROUP}{_TIMES}*|{_CLASS}{_TIMES}*|\\.{_TIMES}*|.[?*]|.\{{[^}}]*\}}")
_LETTERS = re.compile(r"[a-z0-9 -]+")
_BRANCH = re.compile(rf"(?:[^()|\\\[]++|{_GROUP}|{_CLASS}|\\.)+")
# The inside of a group that no match lacks: not of one that looks around.
_INNER = re.compile(rf"\\.|\((?:\?:|\?P<\w+>|(?!\?))((?:[^()\\]++|\\.|{_GROUP})*+)\)(?!{_TIMES})|{_GROUP}")


def _branches(expression: str) -> list[str]:
    """The alternatives of an expression; itself alone where they are not easily told apart."""
    fixed = _OPEN.sub("\n", expression)
    unclear = "(" in fixed or ")" in fixed
    return _BRANCH.findall(expression) if "|" in fixed and not unclear else [expression]


@cache  # expressions share groups of words
def needed_letters(expression: str) -> tuple[str, ...]:
    """Letters of which some stand in every match of an expression; none where they are not easily told."""
    return next(_needed(expression), ())


@cache
def _all_needed(expression: str) -> tuple[tuple[str, ...], ...]:
    """For each part that no match lacks, letters of which some stand in it."""
    return tuple(_needed(expression))


def _needed(expression: str) -> Iterator[tuple[str, ...]]:
    """For each part that no match lacks, letters of which some stand in it; the most telling first."""
    fixed = _OPEN.sub("\n", expression)
    if any(sign in fixed for sign in "()|"):
        return
    letters = sorted(_LETTERS.findall(fixed), key=len, reverse=True)
    yield from ((run,) for run in letters if len(run) > 2)
    for group in filter(None, _INNER.findall(expression)):
        found = [needed_letters(branch) for branch in _branches(group)]
        if all(found):
            yield tuple(some for letters in found for some in letters)
    yield from ((run,) for run in letters if len(run) <= 2)


def clauses(text: str) -> list[str]:
    """The clauses of a text, by its punctuation: what is said in one of them does not speak for the next."""
    return [clause.strip() for clause in _CLAUSES.split(text[:_LONGEST]) if clause.strip()]


def any_of(*alternatives: str) -> Words:
    """One of these expressions, each from the beginning of a word."""
    return Words(alternatives, r"\b")


def pattern(*alternatives: str) -> Words:
    """One of these expressions, anywhere."""
    return Words(alternatives)
