"""Meanings that have to stand in one sentence, in whatever words and order."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog.lexicon.words import LONGEST, Words
from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["Together", "sentences"]

_END = regex(r"[.;!?](?=\s|$)|\s(?:-|–|—)\s")


def sentences(text: str) -> Iterator[str]:
    """The sentences and half-sentences at the beginning of a text."""
    yield from filter(None, (part.strip() for part in _END.split(text[:LONGEST])))


@dataclass(frozen=True)
class Together:
    """Several meanings in one sentence, and nothing there that says that it is otherwise."""

    meanings: tuple[Words, ...]
    unless: tuple[Words, ...] = ()

    def search(self, text: str) -> str | None:
        """The sentence in which all meanings stand; None where there is none."""
        for sentence in sentences(text):
            # What is looked for is rarely there: what would excuse it is asked last.
            if all(words.search(sentence) for words in self.meanings) and not any(
                words.search(sentence) for words in self.unless
            ):
                return sentence
        return None
