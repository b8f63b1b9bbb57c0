"""Selections of components: what rules and estimates go through, in file order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from mlarch.model import Component

__all__ = ["Ids", "Parts", "exempt"]


def exempt(component: Component, *, managed: bool = True) -> bool:
    """Whether nothing can be asked of how this component is built or run.

    What is `external` is someone else's and what is `planned` is not there yet. What is `managed` is run by a
    provider: exempt too with `managed=False`, for questions about running it.
    """
    return component.external or component.planned or (component.managed and not managed)


class Ids(tuple[str, ...]):
    """Ids in order, of which it is quickly told whether one is among them."""

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self)

    def __contains__(self, name: object) -> bool:
        return name in self._all


class Parts(tuple[Component, ...]):
    """Components of one design, in file order. Each method selects some of them."""

    __slots__ = ()

    @property
    def ids(self) -> Ids:
        """The ids."""
        return Ids(component.id for component in self)

    def accountable(self, *, managed: bool = True) -> Parts:
        """Those that a finding can be about: not `external`, not `planned`, and with `managed=False` not run
        by a provider either."""
        return Parts(component for component in self if not exempt(component, managed=managed))

    def where(self, holds: Callable[[str], object]) -> Parts:
        """Those whose id satisfies `holds`."""
        return Parts(component for component in self if holds(component.id))

    def unless(self, holds: Callable[[str], object]) -> Parts:
        """Those whose id does not satisfy `holds`."""
        return Parts(component for component in self if not holds(component.id))
