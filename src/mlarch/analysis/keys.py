"""What the key of a cache tells apart, by the design's own nouns: who asks, and what an answer depends on."""

from __future__ import annotations

from mlarch.analysis.facts import fact
from mlarch.catalog.lexicon.caches import WHO_ASKS
from mlarch.graph import DesignGraph
from mlarch.lazy import regex

__all__ = ["left_out", "tells_who_asks"]

_WORD = regex(r"[a-z]{3,}")
_PARTS = regex(r"[,;/&]|\b(?:and|with|plus|or)\b")
_LONGEST = 2_000
_SAYS_NOTHING = regex(
    r"\b(?:the|and|for|with|from|one|two|three|four|five|six|last|first|next|new|old|own|all|any|each|per|its|their|his|her|"
    r"that|which|who|this|over|before|after|least|most|recent|current|app|application|web|site|mobile|client|front|end|user|"
    r"interface|portal|browser|plugin|add|text|words|list|data|set|history|free|raw)\b"
)


def tells_who_asks(design: DesignGraph, key: str) -> bool:
    """Whether a key (lower case) holds a person or a group, in common words or in the name of a client."""
    return WHO_ASKS.search(key) is not None or not _stems(key).isdisjoint(_askers(design))


def left_out(design: DesignGraph, key: str) -> tuple[int, tuple[str, ...]]:
    """How many of the inputs of the task a key (lower case) holds, and those that it leaves out."""
    said, inputs = _stems(key), _inputs(design)
    missing = tuple(text for text, stems in inputs if stems.isdisjoint(said))
    return len(inputs) - len(missing), missing


@fact
def _askers(design: DesignGraph) -> frozenset[str]:
    parts = (design.components[name] for name in design.clients)
    return frozenset(
        stem for part in parts for stem in _stems(f"{part.id.replace('_', ' ')} {part.name or ''}".lower())
    )


@fact
def _inputs(design: DesignGraph) -> tuple[tuple[str, frozenset[str]], ...]:
    task = design.architecture.task
    said = (task.input or "").lower()[:_LONGEST] if task is not None else ""
    parts = ((part.strip(), _stems(part)) for part in _PARTS.split(said))
    return tuple((part, stems) for part, stems in parts if stems)


def _stems(text: str) -> frozenset[str]:
    """The words that mean something, without the endings of plurals."""
    words = _WORD.findall(_SAYS_NOTHING.sub("", text[:_LONGEST]))
    return frozenset(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words)
