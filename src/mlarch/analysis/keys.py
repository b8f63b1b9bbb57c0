"""What the key of a cache tells apart, by the design's own nouns: who asks, and what an answer depends on."""

from __future__ import annotations

from mlarch.analysis.facts import fact
from mlarch.analysis.stems import stems_of
from mlarch.catalog.lexicon.caches import OF_ONE, WHO_ASKS
from mlarch.catalog.lexicon.words import LONGEST
from mlarch.graph import DesignGraph
from mlarch.lazy import regex

__all__ = ["depends_on_who_asks", "left_out", "of_people", "person_left_out", "tells_who_asks"]

_PARTS = regex(r"[,;/&]|\b(?:and|with|plus|or)\b")


def tells_who_asks(design: DesignGraph, key: str) -> bool:
    """Whether a key (lower case) holds a person or a group, in common words or in the name of a client."""
    return WHO_ASKS.search(key) is not None or not stems_of(key).isdisjoint(_askers(design))


def depends_on_who_asks(design: DesignGraph) -> bool | None:
    """Whether answers are for one person or group: as stated, or by `task: input`; else None."""
    needs, task = design.architecture.requirements, design.architecture.task
    if needs is not None and needs.personalized is not None:
        return needs.personalized
    return True if task is not None and WHO_ASKS.search((task.input or "").lower()) is not None else None


def of_people(design: DesignGraph) -> bool:
    """Whether a feature is of a person or group, by its `entity`."""
    data = design.architecture.data
    entities = (feature.entity for feature in data.features) if data is not None else ()
    return any(WHO_ASKS.search(entity.lower()) is not None for entity in entities if entity)


def left_out(design: DesignGraph, key: str) -> tuple[int, tuple[str, ...]]:
    """How many of the inputs of the task a key (lower case) holds, and those that it leaves out."""
    said, inputs = stems_of(key), _inputs(design)
    missing = tuple(text for text, stems in inputs if stems.isdisjoint(said))
    return len(inputs) - len(missing), missing


def person_left_out(design: DesignGraph, key: str) -> str:
    """The input of the task that is of one person, where a key (lower case) holds neither it nor a person."""
    if OF_ONE.search(key) is not None:
        return ""
    said = stems_of(key)
    of_one = [(text, stems) for text, stems in _inputs(design) if OF_ONE.search(text) is not None]
    return "" if any(not stems.isdisjoint(said) for _, stems in of_one) else next((t for t, _ in of_one), "")


@fact
def _askers(design: DesignGraph) -> frozenset[str]:
    parts = (design.components[name] for name in design.clients)
    return frozenset(
        stem for part in parts for stem in stems_of(f"{part.id.replace('_', ' ')} {part.name or ''}".lower())
    )


@fact
def _inputs(design: DesignGraph) -> tuple[tuple[str, frozenset[str]], ...]:
    task = design.architecture.task
    said = (task.input or "").lower()[:LONGEST] if task is not None else ""
    parts = ((part.strip(), stems_of(part)) for part in _PARTS.split(said))
    return tuple((part, stems) for part, stems in parts if stems)
