"""What an estimate is made of: figures that know their unit, their inputs and their formula."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from dataclasses import field

from mlarch.diagnostics import Span
from mlarch.quantities import Dimension, format_value
from mlarch.records import dataclass

__all__ = ["Figure", "Input", "Missing", "Origin", "Unit", "assumed", "shown", "stated", "typical"]


class Origin(enum.StrEnum):
    """Where an input comes from."""

    STATED = "stated"
    """The spec says it."""
    TYPICAL = "typical"
    """The catalogue's planning figure for the kind."""
    ASSUMED = "assumed"
    """A default of the estimate."""


class Unit(enum.StrEnum):
    """What a figure is measured in. Sizes are bytes, times seconds, costs money per month of 730 hours."""

    RATE = "1/s"
    PER_DAY = "1/day"
    TIME = "s"
    SIZE = "B"
    COUNT = "1"
    SHARE = "share"
    TOKEN_RATE = "tokens/s"
    COST = "per month"


def shown(value: float, unit: Unit) -> str:
    """A value with its unit, as people write it; `none finite` for what has no finite value."""
    if not math.isfinite(value):
        return "none finite"
    if value == 0 and unit is not Unit.PER_DAY:
        return "0"
    if unit is Unit.PER_DAY:
        return f"{format_value(value, Dimension.COUNT)}/day"
    if unit is Unit.TOKEN_RATE:
        return f"{format_value(value, Dimension.COUNT)} tokens/s"
    if unit is Unit.COST:
        return f"{format_value(value, Dimension.COST)}/month"
    if unit is Unit.SHARE and value >= 10:
        return f"{format_value(value, Dimension.COUNT)} times"
    if unit is Unit.SHARE:
        return format_value(value, Dimension.SHARE)
    dimension = {
        Unit.RATE: Dimension.RATE,
        Unit.TIME: Dimension.TIME,
        Unit.SIZE: Dimension.SIZE,
        Unit.COUNT: Dimension.COUNT,
    }[unit]
    return format_value(value, dimension)


@dataclass(frozen=True, slots=True)
class Input:
    """One number that a figure rests on: where it stands in the spec (`components.ranker.replicas`), its
    value as written, where it comes from, and the line of the spec if it is stated."""

    name: str
    value: str
    origin: Origin
    line: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line is not None else ""
        return f"{self.name} = {self.value} ({self.origin}{place})"


def stated(name: str, value: object, span: Span | None = None) -> Input:
    """An input that the spec states; a value that replaces the spec's has no line."""
    line = span.line if span is not None and not span.path.startswith("--") else None
    return Input(name, str(value), Origin.STATED, line)


def typical(name: str, value: object) -> Input:
    """An input from the catalogue."""
    return Input(name, str(value), Origin.TYPICAL)


def assumed(name: str, value: object) -> Input:
    """An input that the estimate supposes."""
    return Input(name, str(value), Origin.ASSUMED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed number: `value` in `unit`, the `formula` with its numbers, what it rests on, its source.

    `str()` shows the value with its unit.
    """

    value: float
    unit: Unit
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    source: str = ""

    @property
    def certain(self) -> bool:
        """Whether everything that it rests on is stated."""
        return all(each.origin is Origin.STATED for each in self.inputs)

    @property
    def finite(self) -> bool:
        """Whether there is such a number at all."""
        return math.isfinite(self.value)

    def __str__(self) -> str:
        return shown(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Missing:
    """What cannot be computed, and the line of the spec that would make it possible."""

    what: str
    add: str


def unique(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """The inputs, each once, in order."""
    return tuple(dict.fromkeys(inputs))
