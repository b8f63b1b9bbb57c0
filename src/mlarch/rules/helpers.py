"""What rules share: who may be blamed, how names and paths are written, what counts as a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from mlarch.catalog import KINDS
from mlarch.model import Component

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["arrow", "exempt", "kind_name", "listed", "own", "quoted", "suggest_id"]


def exempt(component: Component, *, managed: bool = True) -> bool:
    """Whether a rule about how something is built or run cannot hold for this component.

    What is `external` is someone else's and what is `planned` is not there yet. What is `managed` is run by a
    provider: exempt too with `managed=False`, for rules about running it.
    """
    return component.external or component.planned or (component.managed and not managed)


def own(design: DesignGraph, *kinds: str, managed: bool = True) -> Iterator[Component]:
    """The components that may be blamed, in file order: those with a role of `kinds`, or all."""
    for component in design.architecture.components.values():
        if exempt(component, managed=managed):
            continue
        if not kinds or any(kind in kinds for kind in component.kinds):
            yield component


def arrow(path: Iterable[str]) -> str:
    """A witness path as people read it: `app → lb → api`."""
    return " → ".join(path)


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(words: Iterable[str], last: str = "and") -> str:
    """`` `a`, `b` and `c` ``."""
    return listed([f"`{word}`" for word in words], last)


def kind_name(kind: str) -> str:
    """A kind as it is said in a sentence: `online feature store`, but `API gateway`."""
    name = KINDS[kind].name
    first = name.split()[0]
    return name if first != first.capitalize() else name[0].lower() + name[1:]


def suggest_id(design: DesignGraph, kind: str) -> str:
    """An id for a component of `kind` that is not taken, for the line that a finding proposes."""
    taken = design.architecture.components
    return next(name for name in _names(kind) if name not in taken)


def _names(kind: str) -> Iterator[str]:
    yield kind
    number = 2
    while True:
        yield f"{kind}_{number}"
        number += 1
