"""Numbers as people write them: `150ms`, `500M`, `2KB`, `99.9%`, `1200/s`, `100k keys/s`, `20k USD/month`.

A `Quantity` keeps the text it was written as (pictures show it) and its value in the base unit of its
dimension: items, seconds, bytes, events per second, a fraction of one, or money per month of 730 hours.
"""

from mlarch.quantities.reading import (
    Quantity,
    QuantityError,
    larger_end,
    parse,
    with_currency,
    without_remarks,
    without_separators,
)
from mlarch.quantities.showing import format_value
from mlarch.quantities.units import PER, RANGE, Dimension, any_case, pattern, without_currency

__all__ = [
    "PER",
    "RANGE",
    "Dimension",
    "Quantity",
    "QuantityError",
    "any_case",
    "format_value",
    "larger_end",
    "parse",
    "pattern",
    "with_currency",
    "without_currency",
    "without_remarks",
    "without_separators",
]
