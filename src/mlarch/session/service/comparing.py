"""Which case studies a design is like, and what it lacks against one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from mlarch.compare.comparison import compare
from mlarch.compare.report import to_text
from mlarch.design import Design
from mlarch.model import Component
from mlarch.session.new import BLANK, find, templates
from mlarch.session.service.workspace import Warm

__all__ = ["alike", "compared"]


def alike(warm: Warm, most: int) -> tuple[str, ...]:
    """The names of so many case studies, those with the most kinds of parts in common first.

    Likeness is that of Jaccard, of the two multisets of kinds. Empty while no text was without errors.
    """
    if warm.good is None:
        return ()
    mine = _kinds(warm.good.architecture.components.values())
    likeness = {name: _alike(mine, _kinds_of(name)) for name in _names()}
    return tuple(sorted(likeness, key=lambda name: (-likeness[name], name))[:most])


def compared(warm: Warm, name: str) -> str:
    """What `mlarch compare` says of a text, or of the last one without errors, against a case study.

    Raises `MlarchError` where there is no such case study; empty while no text was without errors.
    """
    return "" if warm.good is None else to_text(compare(warm.good, _study(name)))


def _alike(mine: Counter[str], theirs: Counter[str]) -> float:
    return (mine & theirs).total() / max(1, (mine | theirs).total())


def _kinds(components: Iterable[Component]) -> Counter[str]:
    return Counter(component.kind for component in components)


@lru_cache(maxsize=64)
def _kinds_of(name: str) -> Counter[str]:
    return _kinds(_study(name).architecture.components.values())


def _study(name: str) -> Design:
    return find(name).design()


def _names() -> tuple[str, ...]:
    return tuple(template.id for template in templates() if template.id != BLANK)
