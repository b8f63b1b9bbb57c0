"""Values that are numbers: quantities of a dimension, plain numbers, whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from mlarch.diagnostics import Edit, Fix
from mlarch.language.decode.context import Context, describe
from mlarch.language.decode.values import Schema, Slot, Value, scalar
from mlarch.language.syntax.ambiguous_scalars import check_number
from mlarch.language.syntax.nodes import Node, ScalarNode
from mlarch.quantities import Dimension, Quantity, QuantityError, parse, pattern, without_separators

__all__ = ["Amount", "Number", "Whole"]


@dataclass(frozen=True, slots=True)
class Amount(Value):
    """A quantity of one dimension.

    `also` lists dimensions that are accepted too, with the factor that turns their base unit into that of
    `dimension`: `requests_per_day: 10M` may be written `120/s`, and `bytes: 512` needs no unit.
    """

    dimension: Dimension
    also: tuple[tuple[Dimension, float], ...] = ()

    @property
    def expects(self) -> str:  # type: ignore[override]
        """What a quantity of the dimension looks like."""
        return f"a {self.dimension.value} like {self.dimension.examples}"

    def decode(self, node: Node, context: Context, slot: Slot) -> Quantity | None:
        """The quantity, in the base unit of `dimension`."""
        found = scalar(self, node, context, slot)
        if found is None or not check_number(found, context.problems):
            return None
        try:
            return parse(found.text, self.dimension)
        except QuantityError as error:
            message = str(error)
        for dimension, factor in self.also:
            try:
                other = parse(found.text, dimension)
            except QuantityError:
                continue
            return Quantity(other.value * factor, self.dimension, other.text)
        self._report(found, message, context, slot)
        return None

    def _report(self, node: ScalarNode, message: str, context: Context, slot: Slot) -> None:
        better = without_separators(node.text)
        if better is None or not self._reads(better[0]):
            context.add("bad-quantity", node.span, f"`{slot.name}`: {message}", slot.hint)
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
        patterns = [pattern(dimension) for dimension in dimensions]
        text: Schema = {"type": "string", "pattern": "|".join(f"^\\s*{each}\\s*$" for each in patterns)}
        if Dimension.COUNT in dimensions:
            return {"anyOf": [{"type": "number", "minimum": 0}, text]}
        if Dimension.SHARE in dimensions:
            return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, text]}
        return text


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
        try:
            value = parse(found.text, Dimension.COUNT).value
        except QuantityError:
            context.wrong(found, self.expects, slot.hint)
            return None
        if value != int(value) or value < self.least:
            context.add(
                "bad-value", found.span, f"`{slot.name}` must be {self.expects}, found {describe(found)}"
            )
            return None
        return int(value)

    def schema(self) -> Schema:
        """An integer, or a text with a multiplier."""
        text = {"type": "string", "pattern": f"^\\s*{pattern(Dimension.COUNT)}\\s*$"}
        return {"anyOf": [{"type": "integer", "minimum": self.least}, text]}
