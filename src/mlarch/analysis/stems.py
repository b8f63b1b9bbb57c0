"""The nouns of a design: words that mean something, so that what is called alike is found again."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import LONGEST
from mlarch.lazy import regex

__all__ = ["stems_of"]

_WORD = regex(r"[a-z]{3,}")
_SAYS_NOTHING = regex(
    r"\b(?:the|and|for|with|from|one|two|three|four|five|six|last|first|next|new|old|own|all|any|each|per|its|their|his|her|"
    r"that|which|who|this|over|before|after|least|most|recent|current|app|application|web|site|mobile|client|front|end|user|"
    r"interface|portal|browser|plugin|add|text|words|list|data|set|history|free|raw)\b"
)


def stems_of(text: str) -> frozenset[str]:
    """The words of a text (lower case) that mean something, without the endings of plurals."""
    words = _WORD.findall(_SAYS_NOTHING.sub("", text[:LONGEST]))
    return frozenset(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words)
