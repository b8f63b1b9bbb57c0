"""Where a spec says in words which examples are learned from, and what counts as right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mlarch.analysis.facts import fact
from mlarch.analysis.text_evidence import fields_of
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.model import Component, Data, Feature, Flow, MLModel, Task
from mlarch.records import dataclass

__all__ = ["Said", "examples", "reader_of_parts", "texts_of"]

_MAKERS = (Trait.JOINS_LABELS, Trait.BUILDS_DATASETS, Trait.COLLECTS_LABELS, Trait.TRAINS, Trait.EXPLORES)
_DECIDERS = (
    Trait.DECIDES,
    Trait.SERVES_MODEL,
    Trait.INFERS,
    Trait.RANKS,
    Trait.GENERATES_CANDIDATES,
    Trait.RUNS_ON_DEVICE,
    Trait.ORCHESTRATES,
    Trait.ACTS,
)
_PLAIN = frozenset({"service", "server", "api", "model", "data", "store", "gateway", "tool", "tools", "desk"})


@dataclass(frozen=True, slots=True)
class Said:
    """A text about examples, in lower case, who says it, and the field (empty for a flow)."""

    subject: Task | Data | Feature | MLModel | Component | Flow
    field: str
    text: str


@fact
def examples(design: DesignGraph) -> tuple[Said, ...]:
    """What is said of the label, the data, the losses, and the parts that make, choose or use examples."""
    return tuple(said for said in _examples(design) if said.text)


def texts_of(design: DesignGraph, *traits: Trait) -> Iterator[Said]:
    """The names and descriptions of the parts that do one of these."""
    for part in design.having(*traits):
        for field, text in fields_of(part):
            yield Said(part, field, text)


def _examples(design: DesignGraph) -> Iterator[Said]:
    task, data = design.architecture.task, design.architecture.data
    if task is not None and task.label is not None:
        yield Said(task, "label.event", (task.label.event or "").lower())
        yield Said(task, "label.selected_by", (task.label.selected_by or "").lower())
    if data is not None:
        yield Said(data, "imbalance", (data.imbalance or "").lower())
        yield Said(data, "missing_values", (data.missing_values or "").lower())
        yield Said(data, "split", (data.split or "").lower())
    for model in design.architecture.models:
        yield Said(model, "loss", (model.loss or "").lower())
        yield Said(model, "architecture", (model.architecture or "").lower())
    yield from texts_of(design, *_MAKERS)
    for flow in design.architecture.flows:
        if design.has(flow.target, *_MAKERS) and design.has(flow.source, Trait.REVIEWS, Trait.JOINS_LABELS):
            yield Said(
                flow, "", "; ".join(filter(None, (flow.label, *(p.text for p in flow.written)))).lower()
            )


@fact
def reader_of_parts(design: DesignGraph) -> Callable[[str], str]:
    """A function that reads the names of the parts which decide, serve, rank or act as `the model`."""
    names: dict[str, None] = {}
    for part in design.having(*_DECIDERS):
        for name in (part.id.replace("_", " "), (part.name or "").lower()):
            words = name.split()
            for said in (name, words[-1] if words else ""):
                if len(said) > 3 and said not in _PLAIN:
                    names[said] = None
    if not names:
        return lambda text: text
    longest = sorted(names, key=len, reverse=True)
    known = re.compile(rf"\b(the|our|by|of|from|which) (?:{'|'.join(map(re.escape, longest))})\b")
    return lambda text: known.sub(r"\1 model", text)
