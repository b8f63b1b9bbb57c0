"""Values that are numbers: quantities of a dimension, plain numbers, whole numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from mlarch.diagnostics import Edit, Fix
from mlarch.language.decode.context import Context, describe
from mlarch.language.decode.values import Prose, Schema, Slot, Value, scalar
from mlarch.language.syntax.ambiguous_scalars import check_number
from mlarch.language.syntax.nodes import Node, ScalarNode
from mlarch.lazy import regex
from mlarch.quantities import (
    PER,
    RANGE,
    Dimension,
    Quantity,
    QuantityError,
    any_case,
    larger_end,
    parse,
    pattern,
    with_currency,
    without_currency,
    without_separators,
)
from mlarch.records import dataclass

__all__ = ["PERIODS", "Amount", "Budget", "Number", "Whole"]

PERIODS = {"hourly": "1h", "daily": "1d", "nightly": "1d", "weekly": "7d", "monthly": "30d", "yearly": "365d"}
"""Times in one word."""

# Of these more is the harder case, and a range counts with its larger end.
_RANGED = (Dimension.COUNT, Dimension.TIME, Dimension.SIZE, Dimension.RATE)
_RANGES = "A range counts with its larger end. Write one number where that is not the one to judge by."
_PERCENT = regex(r"[1-9]\d(?:\.\d+)?|100")
_SHARES = "A share is written with its sign, or as a number from 0 to 1."


# Counts and rates: `10.000` is ten to some and ten thousand to others, and who writes `2.125` means that.
_LARGE = (Dimension.COUNT, Dimension.RATE, Dimension.THROUGHPUT)
_EITHER = regex(rf"[1-9]\d{{0,2}}\.\d\d0\s*(?:{PER}.*|qps|rps)?")
_LONGEST = 64  # longer texts are no quantities


# A number of things: `400 nurses`. With a period it is no number of things, but a rate.
_COUNTED = re.compile(
    r"(?P<number>\d[\d_.]*\s?[a-zA-Z]{0,2})(?:\s+(?:(?P<period>(?:per|an?|each|every|(?:dai|hour|week|month|year)ly"
    r"|second|minute|hour|day|week|month|year)s?)|[a-zA-Z]{3,})){1,4}"
)


def _is(text: str, dimension: Dimension) -> bool:
    """Whether a text is a quantity of the dimension."""
    try:
        parse(text, dimension)
    except QuantityError:
        return False
    return True


def _again(period: str) -> str:
    """A regular expression (ECMA 262) for a period behind a number of users, and for them."""
    words = any_case((period, {"day": "daily", "month": "monthly"}[period], "active", "users", "user"))
    return rf"(?:\s*(?:{PER}\s*)?(?:{words}))*"


def in_currency(node: ScalarNode, context: Context, slot: Slot) -> str | None:
    """Money per time that names no currency, with the one that the spec uses, which is said."""
    better = with_currency(node.text, context.sources)
    if better is not None:
        message = f"`{slot.name}`: {describe(node)} names no currency and is read as `{better}`"
        help_ = "Write the currency that is meant: USD, EUR or GBP."
        context.understood("currency", node.span, message, help_, (Edit(node.span, better),))
    return better


@dataclass(frozen=True, slots=True)
class Amount(Value):
    """A quantity of one dimension.

    `also` lists dimensions that are accepted too, with the factor that turns their base unit into that of
    `dimension`: `requests_per_day: 10M` may be written `120/s`, and `bytes: 512` needs no unit. `per` is the
    period that the name of the field says, which its value may say again: `5M daily`, `5M users a day`.
    """

    dimension: Dimension
    also: tuple[tuple[Dimension, float], ...] = ()
    per: str = ""

    @property
    def expects(self) -> str:  # type: ignore[override]
        """What a quantity of the dimension looks like."""
        return f"a {self.dimension.value} like {self.dimension.examples}"

    def decode(self, node: Node, context: Context, slot: Slot) -> Quantity | None:
        """The quantity, in the base unit of `dimension`."""
        found = scalar(self, node, context, slot)
        if found is None or not check_number(found, context.problems):
            return None
        quantity = self.read(found, context, slot)
        if quantity is None:
            self.report(found, context, slot)
        elif self.dimension in _LARGE and _EITHER.fullmatch(found.text.strip()):
            message = f"`{slot.name}`: {describe(found)} has a point where others have it between thousands"
            whole, rest = found.text.strip().split(".", 1)
            help_ = f"Write `{whole}{rest}`, or `{quantity.value:g}` with its unit if it is so little."
            context.add("bad-quantity", found.span, message, help_)
        return quantity

    def read(self, node: ScalarNode, context: Context, slot: Slot) -> Quantity | None:
        """The quantity of a scalar; None when it has none, which is not reported."""
        for dimension, factor in ((self.dimension, 1.0), *self.also):
            try:
                found = parse(self._without_period(node.text), dimension)
            except QuantityError:
                continue
            return (
                found
                if dimension is self.dimension
                else replace(found, value=found.value * factor, dimension=self.dimension)
            )
        return self._understood(node, context, slot)

    def _without_period(self, text: str) -> str:
        return re.sub(rf"{_again(self.per)}$", "", text) if self.per and len(text) < _LONGEST else text

    def _understood(self, node: ScalarNode, context: Context, slot: Slot) -> Quantity | None:
        """The quantity of a text that is none and has one meaning, which is said."""
        text = node.text.strip()
        if self.dimension is Dimension.TIME and text.casefold() in PERIODS:
            return replace(parse(PERIODS[text.casefold()], Dimension.TIME), text=text)
        better = f"{text}%" if self.dimension is Dimension.SHARE and _PERCENT.fullmatch(text) else None
        edits = (Edit(node.span, better),) if better is not None else ()
        if self.dimension is Dimension.COST:
            better = in_currency(node, context, slot)
            return parse(better, Dimension.COST) if better is not None else None
        counted = (
            _COUNTED.fullmatch(text) if self.dimension is Dimension.COUNT and len(text) < _LONGEST else None
        )
        if counted is not None and not any(_is(text, each) for each in Dimension) and not counted["period"]:
            better = counted["number"]
        elif better is None and self.dimension in _RANGED:
            better = larger_end(text)
        try:
            found = parse(better, self.dimension) if better is not None else None
        except QuantityError:
            return None
        if found is not None:
            kind, why = ("percent", _SHARES) if edits else ("range", _RANGES)
            if counted is not None and better == counted["number"]:
                kind, why = "counted", "What is counted is said by the field."
            message = f"`{slot.name}`: {describe(node)} is read as `{better}`"
            context.understood(kind, node.span, message, why, edits)
        return found

    def report(self, node: ScalarNode, context: Context, slot: Slot) -> None:
        """Say why a text is no quantity of the dimension, and how it is written if it may be one."""
        better = without_separators(node.text)
        if better is None or not self._reads(better[0]):
            try:
                parse(node.text, self.dimension)
            except QuantityError as error:
                context.add("bad-quantity", node.span, f"`{slot.name}`: {error}", slot.hint)
            return
        text, sure = better
        message = f"`{slot.name}`: `{node.text.strip()}` is written `{text}`"
        help_ = "Numbers have a decimal point, and nothing between thousands but `_`, as in `1_200_000`."
        fix = Fix(f"Write `{text}`", (Edit(node.span, text),), safe=sure)
        context.add("bad-quantity", node.span, message, help_, fix)

    def _reads(self, text: str) -> bool:
        for dimension in (self.dimension, *(dimension for dimension, _ in self.also)):
            try:
                parse(text, dimension)
            except QuantityError:
                continue
            return True
        return False

    def schema(self) -> Schema:
        """A pattern for texts; numbers where no unit is needed."""
        dimensions = (self.dimension, *(dimension for dimension, _ in self.also))
        ranges = [f"{RANGE}?" if dimension in _RANGED else "" for dimension in dimensions]
        patterns = [low + pattern(dimension) for low, dimension in zip(ranges, dimensions, strict=True)]
        if self.per:
            patterns[0] += _again(self.per)
        if Dimension.COST in dimensions:
            patterns.append(without_currency())
        if Dimension.TIME in dimensions:
            patterns.append(f"(?:{any_case(PERIODS)})")
        text: Schema = {"type": "string", "pattern": "|".join(f"^\\s*{each}\\s*$" for each in patterns)}
        if Dimension.COUNT in dimensions:
            return {"anyOf": [{"type": "number", "minimum": 0}, text]}
        if Dimension.SHARE in dimensions:
            percent = {"type": "number", "minimum": 10, "maximum": 100}
            return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, percent, text]}
        return text


@dataclass(frozen=True, slots=True)
class Budget(Prose):
    """Money per time, or words."""

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The text; of money per time with its currency."""
        better = in_currency(node, context, slot) if isinstance(node, ScalarNode) else None
        return better or Prose.decode(self, node, context, slot)


_COUNT = Amount(Dimension.COUNT)


@dataclass(frozen=True, slots=True)
class Number(Value):
    """A number above zero (`positive`) or not below it; `1k` is one, and `3x` where it is a `factor`."""

    expects: str = "a number like `3`"
    positive: bool = True
    factor: bool = False

    def decode(self, node: Node, context: Context, slot: Slot) -> float | None:
        """The number."""
        found = scalar(self, node, context, slot)
        if found is None or not check_number(found, context.problems):
            return None
        text = found.text.strip()
        if self.factor and text[-1:] in ("x", "×"):
            text = text[:-1]
        try:
            value = parse(text, Dimension.COUNT).value
        except QuantityError:
            context.wrong(found, self.expects, slot.hint)
            return None
        if self.positive and value == 0:
            context.add("bad-value", found.span, f"`{slot.name}` must be more than zero")
            return None
        return value

    def schema(self) -> Schema:
        """A number, or a text with a multiplier."""
        limit = "exclusiveMinimum" if self.positive else "minimum"
        suffix = "[x×]?" if self.factor else ""
        text = {"type": "string", "pattern": f"^\\s*{pattern(Dimension.COUNT)}{suffix}\\s*$"}
        return {"anyOf": [{"type": "number", limit: 0}, text]}


@dataclass(frozen=True, slots=True)
class Whole(Value):
    """A whole number of at least `least`."""

    least: int = 1

    @property
    def expects(self) -> str:  # type: ignore[override]
        """The range in words."""
        return f"a whole number of at least {self.least}"

    def decode(self, node: Node, context: Context, slot: Slot) -> int | None:
        """The number."""
        found = scalar(self, node, context, slot)
        if found is None or not check_number(found, context.problems):
            return None
        amount = _COUNT.read(found, context, slot)
        if amount is None and without_separators(found.text) is not None:
            _COUNT.report(found, context, slot)
            return None
        if amount is None:
            context.wrong(found, self.expects, slot.hint)
            return None
        value = amount.value
        if value != int(value) or value < self.least:
            context.add(
                "bad-value", found.span, f"`{slot.name}` must be {self.expects}, found {describe(found)}"
            )
            return None
        return int(value)

    def schema(self) -> Schema:
        """An integer, or a text with a multiplier."""
        text = {"type": "string", "pattern": f"^\\s*{RANGE}?{pattern(Dimension.COUNT)}\\s*$"}
        return {"anyOf": [{"type": "integer", "minimum": self.least}, text]}
