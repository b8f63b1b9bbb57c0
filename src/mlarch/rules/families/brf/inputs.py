"""What models read and who asks them: which parts of the brief there are to state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.analysis.metric_fit import family_of_task
from mlarch.analysis.text_evidence import said_of
from mlarch.catalog.traits import Trait
from mlarch.lazy import regex

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["has_people", "reads_raw_input", "writes"]

_OF_FEATURES = (
    Trait.SERVES_FEATURES,
    Trait.ASSEMBLES_FEATURES,
    Trait.KEEPS_FEATURE_HISTORY,
    Trait.COMPUTES_FEATURES_IN_BATCH,
    Trait.COMPUTES_FEATURES_LIVE,
)
_RAW = regex(
    r"\b(?:photo|picture|image|frame|video|scan|recording|sound|audio|speech|text|essay|document|page|sentence|word|message|"
    r"listing|drawing|slide|x-ray|letter|volume|pixel|view|ct|mri|spectr\w+)s?\b"
)
_MACHINE = regex(
    r"\b(?:units?|sensors?|cameras?|meters?|probes?|devices?|machines?|gateways?|turbines?|robots?|vehicles?|plc|scada)\b"
)


def reads_raw_input(design: DesignGraph) -> bool:
    """Whether models read pictures, sounds or texts as they are, and no part makes or keeps features."""
    task = design.architecture.task
    said = (task.input or "").lower() if task is not None else ""
    return _RAW.search(said) is not None and not design.having(*_OF_FEATURES)


def has_people(design: DesignGraph) -> bool:
    """Whether a client may be a person: what is named for a machine is none."""
    return any(_MACHINE.search(said_of(design.components[name])) is None for name in design.clients)


def writes(design: DesignGraph) -> bool:
    """Whether the task is to write with a language model, which reads prompts and no features."""
    task = design.architecture.task
    writes = task is not None and task.type is not None and family_of_task(task.type) == {"generation"}
    return writes and not design.having(Trait.SERVES_FEATURES)
