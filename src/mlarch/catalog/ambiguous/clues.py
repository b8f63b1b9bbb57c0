"""What an ambiguous word is, the clues to its meanings, and the groups of kinds that clues name."""

from __future__ import annotations

from mlarch.catalog.base import Role
from mlarch.catalog.kinds import KINDS
from mlarch.catalog.kinds.shared import types
from mlarch.model import Plane
from mlarch.records import dataclass

__all__ = [
    "BACKENDS",
    "DATA_JOBS",
    "FRONT",
    "LAKES",
    "LEARNING",
    "LLM",
    "LOOKED_UP",
    "RANKING",
    "RELEASING",
    "RETRIEVING",
    "SAID",
    "SERVED_MODELS",
    "SERVING",
    "STREAMS",
    "TRAINERS",
    "Ambiguity",
    "Around",
    "Clue",
    "among",
    "ids",
]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a component, as `settle` is told it: kinds on either side, and types of data."""

    reads: frozenset[str] = _NONE
    writes: frozenset[str] = _NONE
    payloads: frozenset[str] = _NONE
    leads: frozenset[str] = _NONE
    gets: frozenset[str] = _NONE
    gives: frozenset[str] = _NONE


@dataclass(frozen=True, slots=True)
class Clue:
    """A reason to read a word as `kind`. Every set that is stated must be met; at least one is."""

    kind: str
    near: frozenset[str] = _NONE
    reads: frozenset[str] = _NONE
    writes: frozenset[str] = _NONE
    payloads: frozenset[str] = _NONE
    leads: frozenset[str] = _NONE
    gets: frozenset[str] = _NONE
    gives: frozenset[str] = _NONE

    def holds(self, around: Around) -> bool:
        """Whether the neighbourhood meets the clue."""
        asked = (
            (self.near, around.reads | around.writes),
            (self.reads, around.reads),
            (self.writes, around.writes),
            (self.payloads, around.payloads),
            (self.leads, around.leads),
            (self.gets, around.gets),
            (self.gives, around.gives),
        )
        return all(wanted & found for wanted, found in asked if wanted)


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Words, the kinds they may mean (best first) and the clues.

    With `first`, the first clue that holds decides; otherwise all kinds that a clue speaks for remain.
    With `usual`, the default is right so often that it stands when no clue speaks.
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    clues: tuple[Clue, ...]
    first: bool = False
    usual: bool = False

    def narrow(self, around: Around) -> tuple[str, ...]:
        """The kinds that remain in this neighbourhood, best first."""
        spoken = [clue.kind for clue in self.clues if clue.holds(around)]
        if spoken and self.first:
            return (spoken[0],)
        remaining = tuple(kind for kind in self.kinds if kind in spoken)
        return remaining or (self.kinds[:1] if self.usual else self.kinds)


def among(cell: str) -> frozenset[str]:
    """The kinds named in a table cell, separated by spaces."""
    return frozenset(cell.split())


def ids(*families: str) -> frozenset[str]:
    """All kinds of these families."""
    return frozenset(kind.id for kind in KINDS.values() if kind.family in families)


_ACTIVE = frozenset({Role.CLIENT, Role.EDGE, Role.SERVICE})
SERVING = frozenset(k.id for k in KINDS.values() if k.role in _ACTIVE and k.plane is Plane.ONLINE)
RANKING = among("ranker pre_ranker re_ranker")
RETRIEVING = among("candidate_generator candidate_merger content_filter vector_index search_index")
DATA_JOBS = among("batch_compute feature_pipeline_batch dataset_builder label_joiner data_validation")
TRAINERS = among("training_pipeline online_trainer hyperparameter_tuner model_evaluator")
LEARNING = TRAINERS | DATA_JOBS | among("workflow_orchestrator feature_store_offline")
RELEASING = among("model_registry model_deployer model_validator")
STREAMS = among("event_stream message_queue cdc event_collector stream_processor feature_pipeline_stream")
LAKES = among("data_lake data_warehouse object_store")
SERVED_MODELS = among("model_server ranker pre_ranker batch_predictor embedding_service")
FRONT = among("client dns cdn load_balancer api_gateway rate_limiter")
BACKENDS = among("api_server orchestrator model_server")
LLM = ids("llm")
SAID = types("prompt tokens")
LOOKED_UP = among("ranker pre_ranker feature_service model_server orchestrator")
