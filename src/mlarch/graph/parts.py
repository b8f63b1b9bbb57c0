"""Selections of components: what rules and estimates go through, in file order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from mlarch.model import Component

__all__ = ["Ids", "Naming", "Parts", "exempt"]

_Entry = TypeVar("_Entry")


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

    @cached_property
    def ids(self) -> Ids:
        """The ids."""
        return Ids(component.id for component in self)

    def accountable(self, *, managed: bool = True) -> Parts:
        """Those that a finding can be about: not `external`, not `planned`, and with `managed=False` not run
        by a provider either."""
        return self._accountable if managed else self._run_by_us

    @cached_property
    def _accountable(self) -> Parts:
        return Parts(component for component in self if not exempt(component))

    @cached_property
    def _run_by_us(self) -> Parts:
        return Parts(component for component in self if not exempt(component, managed=False))

    def where(self, holds: Callable[[str], object]) -> Parts:
        """Those whose id satisfies `holds`."""
        return Parts(component for component in self if holds(component.id))

    def unless(self, holds: Callable[[str], object]) -> Parts:
        """Those whose id does not satisfy `holds`."""
        return Parts(component for component in self if not holds(component.id))


class Naming(Generic[_Entry]):
    """The entries of a section by the components that they name."""

    def __init__(self, entries: Sequence[_Entry], names: Callable[[_Entry], Iterable[str]]) -> None:
        self._entries = entries
        self._numbers: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            for name in names(entry):
                self._numbers.setdefault(name, []).append(number)

    def of(self, components: Iterable[str]) -> tuple[_Entry, ...]:
        """The entries that name one of these, in the order of the section."""
        numbers = {number for name in components for number in self._numbers.get(name, ())}
        return tuple(self._entries[number] for number in sorted(numbers))
